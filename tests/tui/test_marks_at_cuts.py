"""A mark never stays when its letter is covered or cut."""

import re

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Label
from tui.test_output import Sink

from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.output import attach_marks
from reader.tui.terminal.terminal_app import TerminalApp
from reader.typeset.terminal_profiles import Decision, Order

FATHA = "\u064e"
LINE = f"\ufe8f{FATHA}" * 30


def strip(text):
    return Strip([Segment(text, Style(bold=True))])


def test_attach_marks_of_a_part_go_to_the_letter_before():
    parts = attach_marks([strip("ab\ufe8f"), strip(FATHA + "\ufe8f c")])
    assert [part.text for part in parts] == ["ab\ufe8f" + FATHA, "\ufe8f c"]


@pytest.mark.parametrize("before", ["│", " ", "x"])
def test_attach_marks_of_a_covered_letter_are_dropped(before):
    parts = attach_marks([strip(before), strip(FATHA + "\ufe8f")])
    assert [part.text for part in parts] == [before, "\ufe8f"]


def test_attach_marks_at_the_edge_of_the_screen_are_dropped():
    (part,) = attach_marks([strip(FATHA + "x")])
    assert part.text == "x"
    assert part.cell_length == 1


def test_attach_marks_other_parts_stay_the_same_objects():
    parts = [strip("a"), None, strip("\ufe8f" + FATHA)]
    assert all(after is before for after, before in zip(attach_marks(parts), parts, strict=True))


class View(VisualOrder, ScrollView):
    def render_line(self, y):
        return Strip([Segment(LINE, Style())]).adjust_cell_length(self.size.width)


class Card(VisualOrder, ModalScreen):
    CSS = "Card { align: center middle; } Card Label { width: 9; border: round white; }"

    def compose(self):
        yield Label("card")


class Reader(TerminalApp, Sink):
    CSS = "View { scrollbar-size: 0 0; }"
    terminal = Decision(Order.CELLS, "", "", "test", "")

    def compose(self):
        yield View()


async def test_modal_screen_no_mark_of_a_covered_letter_is_on_its_frame():
    async with (app := Reader()).run_test(size=(30, 9)) as pilot:
        await pilot.pause()
        app.written = ""
        app.push_screen(Card())
        await pilot.pause()
        await pilot.pause()
        assert "card" in app.written
        written = re.sub("\x1b[^m]*m", "", app.written)
        for frame in "│╭╮╰╯─":
            assert frame + FATHA not in written
        assert FATHA in written
