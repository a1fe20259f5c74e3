"""Selecting with the mouse over visual text copies the logical text."""

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Offset, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from tui.painted import cells_of

from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.widgets.logical_selection import LogicalSelection
from reader.typeset import layout

WIDTH = 24
TEXT = (
    "قال مُحَمَّدٌ: «لا» BBC",
    "می‌خواهم بروم به خانه‌ام امروز",
    "ارتفاع 50% (عاجل) في بغداد وأربيل والبصرة",
)


class Pane(VisualOrder, ScrollView):
    """Paragraphs in lines, one blank line between two, with a mark before and a time after the first."""

    def __init__(self, paragraphs=TEXT, style=None, shift=0):
        super().__init__()
        self.selection = LogicalSelection(self)
        self.selection.paragraphs = self.paragraphs = paragraphs
        self.style_at = style
        self.shift = shift

    def on_mount(self):
        self.lines = []
        for place, text in enumerate(self.paragraphs):
            self.lines += [(place, line) for line in layout(text[self.shift :], WIDTH, base=1)]
            self.lines.append(None)
        self.virtual_size = Size(WIDTH, len(self.lines))

    def render_lines(self, crop):
        with self.selection.painting():
            return super().render_lines(crop)

    def get_selection(self, selection):
        return self.selection.extract(selection)

    def render_line(self, y):
        y += self.scroll_offset.y
        if not 0 <= y < len(self.lines) or self.lines[y] is None:
            return Strip.blank(WIDTH, self.rich_style)
        place, line = self.lines[y]
        return self.selection.cells_to_strip(
            line, place, WIDTH, self.style_at or self.rich_style, shift=self.shift
        )


class Reader(App):
    CSS = f"Pane {{ width: {WIDTH}; height: 12; scrollbar-size: 0 0; }}"

    def __init__(self, **options):
        super().__init__()
        self.options = options

    def compose(self):
        self.pane = Pane(**self.options)
        yield self.pane


async def drag(pilot, start, end):
    """Press at one cell, let go at another; return what is selected."""
    await pilot.mouse_down(Pane, offset=start)
    await pilot.hover(Pane, offset=end)
    await pilot.mouse_up(Pane, offset=end)
    await pilot.pause()
    return pilot.app.screen.get_selected_text()


def painted(pane, y):
    return "".join(character for character, _ in cells_of(pane._styles_cache._cache[y]))


def column_of(pane, y, character):
    """The column of a letter in a line, by its presentation form."""
    return next(
        column for column, (text, _, _) in enumerate(pane.render_line(y)) if text.startswith(character)
    )


async def test_word_with_its_marks():
    async with Reader().run_test(size=(40, 14)) as pilot:
        pane = pilot.app.pane
        first, last = column_of(pane, 0, "ﻣ"), column_of(pane, 0, "ﺪ")
        assert await drag(pilot, (first, 0), (last, 0)) == "مُحَمَّدٌ"


async def test_backwards_is_the_same():
    async with Reader().run_test(size=(40, 14)) as pilot:
        pane = pilot.app.pane
        first, last = column_of(pane, 0, "ﻣ"), column_of(pane, 0, "ﺪ")
        assert await drag(pilot, (last, 0), (first, 0)) == "مُحَمَّدٌ"


async def test_lam_alef_is_taken_whole():
    async with Reader().run_test(size=(40, 14)) as pilot:
        column = column_of(pilot.app.pane, 0, "ﻻ")
        assert await drag(pilot, (column, 0), (column - 1, 0)) == "لا»"
        assert await drag(pilot, (column + 1, 0), (column, 0)) == "«لا"


async def test_selection_copies_inner_zwnj_only():
    async with Reader().run_test(size=(40, 14)) as pilot:
        pane = pilot.app.pane
        right = WIDTH - 1
        assert await drag(pilot, (right, 2), (column_of(pane, 2, "ﻢ"), 2)) == "می‌خواهم"
        assert await drag(pilot, (right, 2), (column_of(pane, 2, "ﯽ"), 2)) == "می"


async def test_selection_into_the_margin_reaches_the_line_end():
    async with Reader().run_test(size=(40, 14)) as pilot:
        assert await drag(pilot, (WIDTH - 1, 0), (0, 0)) == TEXT[0]
        assert await drag(pilot, (WIDTH - 1, 2), (1, 2)) == "می‌خواهم بروم به خانه‌ام "


async def test_selection_across_paragraphs_is_copied():
    async with Reader().run_test(size=(40, 14)) as pilot:
        pane = pilot.app.pane
        last_line = len(pane.lines) - 2
        start = column_of(pane, 0, "ﻣ")
        text = await drag(pilot, (start, 0), (column_of(pane, last_line, "ﺮ"), last_line))
        assert text == "\n".join([TEXT[0][4:], TEXT[1], TEXT[2][: TEXT[2].rindex("ر") + 1]])
        await pilot.press("ctrl+c")
        assert pilot.app.clipboard == text


async def test_latin_inside_arabic_is_selected_as_logical_text():
    async with Reader().run_test(size=(40, 14)) as pilot:
        pane = pilot.app.pane
        start, end = column_of(pane, 0, "B"), column_of(pane, 0, "C")
        assert await drag(pilot, (start, 0), (end, 0)) == "BBC"


async def test_selection_highlights_its_cells():
    async with Reader().run_test(size=(40, 14)) as pilot:
        pane = pilot.app.pane
        first, last = column_of(pane, 0, "ﻣ"), column_of(pane, 0, "ﺪ")
        await drag(pilot, (first, 0), (last, 0))
        picked = pilot.app.screen.get_component_rich_style("screen--selection").bgcolor
        columns, column = [], 0
        for text, style, _ in pilot.app.screen._compositor.render_strips()[0]:
            for character in text:
                if character in "ُ َّ ٌ".replace(" ", ""):
                    continue
                if style.bgcolor == picked:
                    assert style.color != picked, "the text can be read"
                    columns.append(column)
                column += 1
        assert columns == list(range(last, first + 1))


async def test_selection_in_scrolled_lines_takes_the_shown_text():
    async with Reader(paragraphs=TEXT * 4).run_test(size=(40, 14)) as pilot:
        pane = pilot.app.pane
        pane.scroll_to(y=2, animate=False, immediate=True)
        await pilot.pause()
        assert await drag(pilot, (WIDTH - 1, 0), (column_of(pane, 0, "ﻢ"), 0)) == "می‌خواهم"


async def test_styles_follow_the_logical_index():
    link = Style(underline=True)
    at = TEXT[0].index("BBC")

    def style(index):
        return link if at <= index < at + 3 else Style.null()

    async with Reader(style=style).run_test(size=(40, 14)) as pilot:
        strip = pilot.app.screen._compositor.render_strips()[0]
        assert "".join(text for text, style, _ in strip if style and style.underline) == "BBC"


async def test_painted_line_merges_equal_styles():
    async with Reader().run_test(size=(40, 14)) as pilot:
        pane = pilot.app.pane
        assert len(pane.render_lines(pane.size.region)[0]._segments) <= 3
        assert len(pane.render_line(0)._segments) > 10


async def test_line_of_a_part_of_a_paragraph():
    async with Reader(paragraphs=("خبر عاجل من بغداد",), shift=4).run_test(size=(40, 14)) as pilot:
        assert await drag(pilot, (WIDTH - 1, 0), (WIDTH - 4, 0)) == "عاجل"


def test_lead_and_trail_stand_at_either_end_of_reading():
    pane = Pane()
    pane.selection._is_painting = True
    (line,) = layout("خبر", WIDTH, base=1)
    mark, time = [Segment("• ")], [Segment("21:20")]
    strip = pane.selection.cells_to_strip(line, 0, 14, Style.null(), lead=mark, trail=time)
    assert strip.text == "21:20    ﺮﺒﺧ• "
    (line,) = layout("abc", WIDTH)
    strip = pane.selection.cells_to_strip(line, 0, 14, Style.null(), lead=mark, trail=time)
    assert strip.text == "• abc    21:20"


@pytest.mark.parametrize(
    ("selection", "text"),
    [
        (Selection(None, None), "\n".join(TEXT)),
        (Selection(Offset(4, 0), None), "\n".join([TEXT[0][4:], *TEXT[1:]])),
        (Selection(None, Offset(3, 0)), "قال"),
        (Selection(Offset(0, 1), Offset(2, 1)), "می"),
        (Selection(Offset(0, 9), None), None),
    ],
)
def test_selection_of_ranges_holds_their_text(selection, text):
    found = Pane().get_selection(selection)
    assert (found[0] if found else None) == text


def test_pane_without_text_has_nothing_to_select():
    assert Pane(paragraphs=()).get_selection(Selection(None, None)) is None


# Keys


async def test_line_selection_grows_and_shrinks_by_lines():
    async with Reader().run_test(size=(40, 14)) as pilot:
        pane, screen = pilot.app.pane, pilot.app.screen
        pane.selection.select_lines(1)
        assert screen.get_selected_text() == TEXT[0]
        pane.selection.select_lines(1)
        assert screen.get_selected_text() == f"{TEXT[0]}\nمی‌خواهم بروم به خانه‌ام "
        pane.selection.select_lines(1)
        pane.selection.select_lines(1)
        pane.selection.select_lines(-1)
        assert screen.get_selected_text() == "\n".join(TEXT[:2])
        for _ in range(9):
            pane.selection.select_lines(-1)
        assert screen.get_selected_text() == TEXT[0]


async def test_line_selection_scrolls_the_window():
    async with Reader(paragraphs=TEXT * 4).run_test(size=(40, 14)) as pilot:
        pane, screen = pilot.app.pane, pilot.app.screen
        for _ in range(99):
            pane.selection.select_lines(1)
        assert screen.get_selected_text() == "\n".join(TEXT * 4)
        assert pane.scroll_offset.y == pane.max_scroll_y - 1
        for _ in range(99):
            pane.selection.select_lines(-1)
        assert screen.get_selected_text() == TEXT[0]
        assert pane.scroll_offset.y == 0


async def test_line_selection_begins_in_the_window():
    async with Reader(paragraphs=TEXT * 4).run_test(size=(40, 14)) as pilot:
        pane, screen = pilot.app.pane, pilot.app.screen
        pane.scroll_to(y=1, animate=False, immediate=True)
        await pilot.pause()
        pane.selection.select_lines(1)
        assert screen.get_selected_text() == "می‌خواهم بروم به خانه‌ام "
        pane.selection.select_lines(1)
        await drag(pilot, (WIDTH - 1, 1), (WIDTH - 2, 1))
        pane.selection.select_lines(1)
        assert screen.get_selected_text() == "می‌خواهم بروم به خانه‌ام "


async def test_line_selection_of_an_empty_article_is_empty():
    async with Reader(paragraphs=()).run_test(size=(40, 14)) as pilot:
        pilot.app.pane.selection.select_lines(1)
        assert pilot.app.screen.get_selected_text() is None


async def test_blanks_next_to_an_underlined_text_are_plain():
    async with Reader(paragraphs=("قال",), style=Style(underline=True)).run_test() as pilot:
        cells = list(cells_of(pilot.app.pane.render_lines(pilot.app.pane.size.region)[0]))
        assert [text for text, style in cells if style.underline] == ["ﻝ", "ﺎ", "ﻗ"]
        assert len(cells) == WIDTH
