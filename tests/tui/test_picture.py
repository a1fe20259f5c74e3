"""Pictures in cells: proportions, bounds, what is no picture, and what a terminal is sent instead."""

import gc
import io
import subprocess
import sys

import pytest
from PIL import Image
from tui.pictures import decode_picture

from reader.tui.terminal import image_backend as imaging
from reader.tui.widgets.picture import MARK, PICTURES, box
from reader.typeset.graphics_profiles import Graphics, Protocol


def png(width, height, colour=(200, 30, 30)):
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize(
    ("size", "room", "cells"),
    [((400, 200), (60, 20), (60, 15)), ((200, 400), (60, 20), (20, 20)), ((1, 1), (60, 20), (40, 20))],
)
def test_proportions_are_kept_within_the_room(size, room, cells):
    made = decode_picture(png(*size), *room)
    strips = made.strips
    assert (strips[0].cell_length, len(strips)) == (made.columns, made.lines) == cells
    assert {strip.cell_length for strip in strips} == {cells[0]}


def test_picture_cell_shows_two_pixels():
    segment = next(iter(decode_picture(png(40, 40), 10, 5).strips[0]))
    assert segment.text == "▀"
    assert segment.style.color.triplet == segment.style.bgcolor.triplet == (200, 30, 30)


@pytest.mark.parametrize("data", [b"", b"no picture", png(30, 30)[:40], b"GIF89a" + b"\0" * 30])
def test_picture_that_cannot_be_decoded_is_none(data):
    assert decode_picture(data, 40, 10) is None


def test_picture_of_too_many_pixels_is_not_decoded(monkeypatch):
    from reader.sources import image

    monkeypatch.setattr(image, "MAX_PIXELS", 99)
    assert decode_picture(png(10, 10), 40, 10) is None
    assert decode_picture(png(9, 11), 40, 10) is not None


def test_without_textual_image_no_picture_is_available(monkeypatch):
    imaging._toolkit.cache_clear()
    for name in [name for name in sys.modules if name.startswith("textual_image")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_image", None)
    try:
        assert not imaging.available()
    finally:
        imaging._toolkit.cache_clear()


def test_box_follows_the_shape_of_a_cell():
    assert box((400, 400), 60, 10, (10, 20)) == (20, 10)
    assert box((400, 400), 60, 10, (20, 20)) == (10, 10)
    assert box((4000, 1), 60, 10, (10, 20)) == (60, 1)
    assert box((1, 4000), 60, 10, (10, 20)) == (1, 10)


@pytest.mark.parametrize("protocol", list(Protocol))
def test_picture_cells_are_marked_with_their_part(protocol):
    made = decode_picture(png(40, 40), 10, 5, Graphics(protocol))
    marks = [[segment.style.meta.get(MARK) for segment in strip] for strip in made.strips]
    if protocol is Protocol.BLOCKS:
        assert {mark for row in marks for mark in row} == {None}
        assert made.number not in PICTURES
    else:
        assert marks == [[(made.number, row, column) for column in range(10)] for row in range(5)]
        assert PICTURES[made.number] is made
        assert made.ready(0, 5)


@pytest.mark.parametrize(
    ("protocol", "begins"),
    [
        (Protocol.KITTY, "\x1b_Ga=T,U=1,f=100,i={number},c=10,r=5,q=2,m="),
        (Protocol.SIXEL, '\x1bP0;1;0q"1;1;100;40'),
        (Protocol.ITERM2, "\x1b]1337;File=size="),
    ],
)
def test_picture_lines_are_made_on_demand(protocol, begins):
    made = decode_picture(png(40, 40), 10, 5, Graphics(protocol))
    assert made.ready(1, 2) is None
    made.make(1, 2)
    assert made.ready(1, 2).startswith(begins.format(number=made.number))


def test_few_of_the_parts_are_kept():
    made = decode_picture(png(40, 400), 10, 20, Graphics(Protocol.ITERM2))
    for first in range(12):
        made.make(first, 1)
    assert made.ready(0, 1) is None
    assert made.ready(11, 1)


def test_picture_without_references_is_forgotten():
    made = decode_picture(png(40, 40), 10, 5, Graphics(Protocol.SIXEL))
    number = made.number
    gc.disable()
    try:
        del made
        assert number not in PICTURES
    finally:
        gc.enable()


def test_drawing_sends_no_question_to_the_terminal():
    """textual-image does, when it is imported or draws as it comes: keys would be taken for an answer."""
    script = """
import io, os, pty, sys
if os.environ.get("CHILD"):
    from PIL import Image
    from reader.tui.terminal import image_backend as imaging
    from rich.console import Console
    assert imaging.available() and imaging.placeholder_diacritics()
    image = Image.new("RGB", (8, 8), (9, 9, 9))
    Console(file=io.StringIO(), force_terminal=True).print(imaging.half_cells(image, 4, 2))
    assert imaging.sixels(image)
    print("done")
else:
    seen = b""
    def read(end):
        global seen
        data = os.read(end, 1024)
        seen += data
        return data
    os.environ["CHILD"] = "1"
    pty.spawn([sys.executable, "-c", sys.argv[1], sys.argv[1]], read)
    assert seen.strip() == b"done", seen
"""
    done = subprocess.run(
        [sys.executable, "-c", script, script], capture_output=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
