"""Rows of the commands on a terminal: one line for the terminal's own bidi, columns in their places."""

import io
import re
import unicodedata

import pytest

from reader.cli.output import BOLD, DIM, Output
from reader.config import Settings
from reader.typeset import Paragraph
from reader.typeset.bidi_class import MIRROR
from reader.typeset.terminal_order import Encoding, Order
from reader.typeset.text_filter import Filter

ROW = (
    ("8", 6, DIM),
    ("•", 1, ""),
    ("ارتفاع 50% (عاجل) BBC", 0, BOLD),
    ("المدى", 12, DIM),
    ("10:17 29-11", 11, DIM),
)
WIDTH = 60


class Terminal(io.StringIO):
    def isatty(self):
        return True


def row(encoding, *, rtl):
    stream = Terminal()
    env = {"TERM": "xterm-256color", "COLUMNS": str(WIDTH), "LINES": "24"}
    Output(stream, rtl=rtl, settings=Settings(), encoding=lambda: encoding, env=env).row(ROW)
    return stream.getvalue()


def plain(text):
    return re.sub("\x1b[^m]*m", "", text).rstrip("\n")


def reordered(text):
    """What a terminal shows that runs UAX #9 over a line, left to right."""
    paragraph = Paragraph(text, 0)
    return "".join(
        MIRROR[text[index]] if paragraph.levels[index] % 2 and text[index] in MIRROR else text[index]
        for index in paragraph.visual()
        if unicodedata.category(text[index]) != "Cf"
    )


@pytest.mark.parametrize("rtl", [True, False])
def test_row_a_terminal_that_reorders_shows_the_columns_in_place(rtl):
    cells = plain(row(Encoding(), rtl=rtl))
    assert reordered(plain(row(Encoding(Order.FENCED), rtl=rtl))) == cells
    order = ["10:17", "ﻯﺪﻤﻟﺍ", "(ﻞﺟﺎﻋ)", "•", "8"]
    places = [cells.index(each) for each in order]
    assert places == sorted(places, reverse=not rtl)


@pytest.mark.parametrize("order", Order)
def test_row_keeps_its_width_and_styles_in_every_order(order):
    sent = row(Encoding(order), rtl=True)
    visible = [each for each in plain(sent) if unicodedata.category(each) not in ("Cf", "Mn")]
    assert len(visible) == WIDTH - Encoding(order).control_columns
    assert "\x1b[1m" in sent or "\x1b[1;" in sent
    assert sent.endswith("\x1b[0m\n")


def test_row_without_colours_has_no_escapes():
    stream = Terminal()
    env = {"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": str(WIDTH), "LINES": "24"}
    Output(stream, rtl=True, settings=Settings(), encoding=Encoding, env=env).row(ROW)
    assert "\x1b" not in stream.getvalue()


def test_row_equals_the_filtered_line():
    assert plain(Filter(20, Encoding(Order.FENCED)).feed("خبر عاجل\n")).strip()


@pytest.mark.parametrize(("no_colour", "shown"), [("", "\x1b[31mb\x1b[0mc\x1b[32ma\x1b[0m"), ("1", "bca")])
def test_spanned_colours_the_cells_of_each_stretch_where_there_are_colours(no_colour, shown):
    from reader.typeset import layout

    env = {"TERM": "xterm-256color", "NO_COLOR": no_colour}
    out = Output(Terminal(), rtl=False, settings=Settings(), encoding=Encoding, env=env)
    (line,) = layout("bca", 10)
    assert out.spanned(line, "", [(0, 1, "31"), (2, 3, "32")]) == shown
    (line,) = layout("س12", 10)
    assert out.spanned(line, "", [(1, 3, "31")]).startswith("\x1b[31m12\x1b[0m" if not no_colour else "12")
