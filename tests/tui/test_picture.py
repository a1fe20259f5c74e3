"""Pictures in cells: proportions, bounds, and what is no picture."""

import io
import sys

import pytest
from PIL import Image

from reader.tui.widgets import picture
from reader.tui.widgets.picture import half_blocks


def png(width, height, colour=(200, 30, 30)):
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize(
    ("size", "room", "cells"),
    [((400, 200), (60, 20), (60, 15)), ((200, 400), (60, 20), (20, 20)), ((1, 1), (60, 20), (40, 20))],
)
def test_proportions_are_kept_within_the_room(size, room, cells):
    strips = half_blocks(png(*size), *room)
    assert (strips[0].cell_length, len(strips)) == cells
    assert {strip.cell_length for strip in strips} == {cells[0]}


def test_two_pixels_of_their_colour_in_every_cell():
    segment = next(iter(half_blocks(png(40, 40), 10, 5)[0]))
    assert segment.text == "▀"
    assert segment.style.color.triplet == segment.style.bgcolor.triplet == (200, 30, 30)


@pytest.mark.parametrize("data", [b"", b"no picture", png(30, 30)[:40], b"GIF89a" + b"\0" * 30])
def test_what_cannot_be_decoded_gives_nothing(data):
    assert half_blocks(data, 40, 10) == []


def test_a_picture_of_too_many_pixels_is_not_decoded(monkeypatch):
    monkeypatch.setattr(picture, "_MOST_PIXELS", 99)
    assert half_blocks(png(10, 10), 40, 10) == []
    assert half_blocks(png(9, 11), 40, 10) != []


def test_without_the_extra_there_are_no_pictures(monkeypatch):
    picture._renderable.cache_clear()
    for name in [name for name in sys.modules if name.startswith("textual_image")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_image", None)
    try:
        assert half_blocks(png(10, 10), 40, 10) == []
    finally:
        picture._renderable.cache_clear()
