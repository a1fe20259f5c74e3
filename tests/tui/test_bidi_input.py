"""BidiInput: what is drawn, where the cursor goes, what keys and mouse change, in mixed text."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.geometry import Offset
from textual.suggester import Suggester
from textual.widgets.input import Selection
from tui.painted import cells_of

from reader.tui.terminal.bidi_filter import BidiFilter
from reader.tui.terminal.bidi_input import BidiInput, field

WIDTH = 20


class Form(App):
    """One field, 20 cells wide inside."""

    CSS = f"BidiInput {{ width: {WIDTH}; border: none; padding: 0; height: 1; }}"

    def __init__(self, *args, **options):
        super().__init__()
        self.animation_level = "none"
        self.make = partial(BidiInput, *args, select_on_focus=False, **options)
        self.bidi = BidiFilter()

    def get_line_filters(self):
        return [*super().get_line_filters(), self.bidi]

    def compose(self):
        self.field = self.make()
        self.field.cursor_blink = False
        yield self.field


def drawn(widget):
    """The cells of the window."""
    return widget.render_line(0).text


def highlighted(widget, name):
    """Columns of the window in the colours of a component of the field."""
    background = widget.get_component_rich_style(name).bgcolor
    return [
        column
        for column, (_, style) in enumerate(cells_of(widget.render_line(0)))
        if style.bgcolor == background
    ]


def cursor(widget):
    (column,) = highlighted(widget, "input--cursor")
    assert column == widget.cursor_screen_offset.x - widget.content_region.x
    return column


# The pure part


def test_mixed_line_knows_its_columns():
    line = field("ab سلم 12")
    assert line.base == 0
    assert [index for _, index in line.cells] == [0, 1, 2, 7, 8, 6, 5, 4, 3, 9]
    assert line.columns[9] == 9
    assert line.width == 10


def test_right_to_left_ends_on_the_left():
    line = field("سلم ab")
    assert line.base == 1
    assert line.stops == (6, 4, 5, 3, 2, 1, 0)
    assert line.columns[6] == 0


def test_blanks_at_the_end_are_there():
    assert field("سلم  ").stops == (5, 4, 3, 2, 1, 0)


def test_marks_belong_to_their_letter():
    assert field("كَتَب").stops == (5, 4, 2, 0)


def test_lam_alef_in_a_field_is_a_cell_with_two_cursor_places():
    line = field("قلا")
    assert line.stops == (3, 2, 1, 0)
    assert line.columns[1] == line.columns[2]
    assert line.width == 3


def test_lam_alef_opens_for_the_cursor_on_its_alef():
    line = field("قلا", None, (2,))
    assert line.columns[1] == line.columns[2] + 1
    assert line.width == 4
    assert [text for text, _ in line.cells] == [" ", "ﺎ", "ﻠ", "ﻗ"]


MIXED = st.text(st.sampled_from("سلاأبمة ىabC12٣()«»:،-\u064b\u064f\u0651\u200cשלֹ"), max_size=14)


@given(MIXED, st.sampled_from([None, 0, 1]))
def test_cursor_of_a_field_reaches_every_place(text, base):
    line = field(text, base)
    assert len(set(line.stops)) == len(line.stops)
    assert line.stops[0 if line.base else -1] == len(text)
    assert set(line.columns) == set(line.stops)
    for left, right in pairwise(line.stops):
        assert line.beside(left, 1) == right
        assert line.beside(right, -1) == left
        assert line.column(left) <= line.column(right)
    for place in line.stops:
        assert line.column(line.at_column(line.column(place))) == line.column(place)
        assert 0 <= line.column(place) < line.width
    assert sum(1 for _ in line.cells) <= line.width


@given(MIXED)
def test_walking_right_visits_every_letter_once(text):
    line = field(text)
    place, seen = line.stops[0], [line.stops[0]]
    while (following := line.beside(place, 1)) != place:
        place = following
        seen.append(place)
    assert seen == list(line.stops)


# Drawing


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("خبر", " " * 16 + " ﺮﺒﺧ"),
        ("abc", "abc" + " " * 17),
        ("خبر abc", " " * 12 + " abc ﺮﺒﺧ"),
        ("abc خبر", "abc ﺮﺒﺧ" + " " * 13),
        ("(خبر)", " " * 14 + " (ﺮﺒﺧ)"),
    ],
)
async def test_text_stands_where_its_reading_starts(value, expected):
    async with (app := Form(value)).run_test(size=(40, 5)):
        assert drawn(app.field) == expected
        assert app.screen._compositor.render_strips()[0].text[:WIDTH] == expected


async def test_placeholder_is_at_its_side_with_the_cursor_on_its_first_letter():
    async with (app := Form(placeholder="ابحث هنا")).run_test(size=(40, 5)):
        assert drawn(app.field) == " " * 12 + "ﺎﻨﻫ ﺚﺤﺑﺍ"
        assert cursor(app.field) == 19


async def test_neutral_text_takes_the_side_of_the_placeholder():
    async with (app := Form("123", placeholder="السنة")).run_test(size=(40, 5)):
        assert drawn(app.field) == " " * 16 + " 123"


async def test_cursor_of_an_empty_field_follows_its_direction():
    async with (app := Form(base=1)).run_test(size=(40, 5)):
        assert cursor(app.field) == WIDTH - 1
    async with (app := Form()).run_test(size=(40, 5)):
        assert cursor(app.field) == 0


async def test_passwords_are_dots():
    async with (app := Form("سر", password=True)).run_test(size=(40, 5)):
        assert drawn(app.field).strip() == "••"


async def test_border_title_is_set_right_to_left():
    async with (app := Form("خبر")).run_test(size=(40, 5)) as pilot:
        app.field.styles.border = ("round", "white")
        app.field.styles.height = 3
        app.field.border_title = "بحث"
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        assert "ﺚﺤﺑ" in strips[0].text
        assert "ﺮﺒﺧ" in strips[1].text


# Moving


async def places(pilot, key, times):
    """Where the cursor is after each press."""
    field = pilot.app.field
    found = []
    for _ in range(times):
        await pilot.press(key)
        found.append(field.cursor_position)
    return found


async def test_arrows_follow_the_screen_in_mixed_text():
    async with (app := Form("خبر abc")).run_test(size=(40, 5)) as pilot:
        assert app.field.cursor_position == 7
        assert await places(pilot, "right", 9) == [4, 5, 6, 3, 2, 1, 0, 0, 0]
        assert await places(pilot, "left", 8) == [1, 2, 3, 6, 5, 4, 7, 7]


async def test_cursor_key_moves_by_a_column():
    async with (app := Form("قال BBC: لا 25%")).run_test(size=(40, 5)) as pilot:
        columns = [cursor(app.field)]
        for _ in range(len(app.field.value)):
            await pilot.press("right")
            columns.append(cursor(app.field))
        assert app.field.cursor_position == 0
        assert all(0 <= after - before <= 1 for before, after in pairwise(columns))


async def test_home_and_end_are_where_reading_starts_and_ends():
    async with (app := Form("خبر abc")).run_test(size=(40, 5)) as pilot:
        await pilot.press("home")
        assert (app.field.cursor_position, cursor(app.field)) == (0, 19)
        await pilot.press("end")
        assert (app.field.cursor_position, cursor(app.field)) == (7, 12)


async def test_words_are_passed_in_the_direction_of_the_field():
    async with Form("كَتَبَ الطالب abc").run_test(size=(40, 5)) as pilot:
        await pilot.press("home")
        assert await places(pilot, "ctrl+left", 3) == [7, 14, 17]
        assert await places(pilot, "ctrl+right", 3) == [14, 7, 0]


async def test_words_in_a_left_to_right_field():
    async with Form("abc خبر de").run_test(size=(40, 5)) as pilot:
        await pilot.press("home")
        assert await places(pilot, "ctrl+right", 3) == [4, 8, 10]


async def test_zwnj_does_not_end_a_word():
    async with Form("می‌خواهم بروم").run_test(size=(40, 5)) as pilot:
        await pilot.press("home")
        assert await places(pilot, "ctrl+left", 1) == [9]


# Editing


async def test_typing_goes_in_where_the_cursor_is():
    async with (app := Form("خبر")).run_test(size=(40, 5)) as pilot:
        await pilot.press("space", *"abc", "space", *"جديد")
        assert app.field.value == "خبر abc جديد"
        await pilot.press("home", *"هذا", "space")
        assert app.field.value == "هذا خبر abc جديد"
        assert drawn(app.field) == "ﺪﻳﺪﺟ abc ﺮﺒﺧ ﺍﺬﻫ".rjust(WIDTH)


async def test_backspace_deletes_marks_before_their_letter():
    async with (app := Form("كَتَبَ")).run_test(size=(40, 5)) as pilot:
        await pilot.press("backspace")
        assert app.field.value == "كَتَب"
        await pilot.press("backspace")
        assert app.field.value == "كَتَ"


async def test_delete_takes_the_letter_at_the_cursor_with_its_marks():
    async with (app := Form("كَتَبَ")).run_test(size=(40, 5)) as pilot:
        await pilot.press("home", "left", "delete")
        assert app.field.value == "كَبَ"
        assert app.field.cursor_position == 2


async def test_delete_at_the_end_does_nothing():
    async with (app := Form("خبر")).run_test(size=(40, 5)) as pilot:
        await pilot.press("delete")
        assert app.field.value == "خبر"


async def test_between_lam_and_alef():
    async with (app := Form("قالا")).run_test(size=(40, 5)) as pilot:
        assert drawn(app.field).strip() == "ﻻﺎﻗ"
        await pilot.press("right")
        assert app.field.cursor_position == 3
        assert drawn(app.field).strip() == "ﺎﻟﺎﻗ"
        await pilot.press("ب")
        assert app.field.value == "قالبا"
        await pilot.press("backspace", "delete")
        assert app.field.value == "قال"


async def test_word_deletion_keys_delete_arabic_words():
    async with (app := Form("كَتَبَ الطالب abc")).run_test(size=(40, 5)) as pilot:
        await pilot.press("ctrl+w")
        assert app.field.value == "كَتَبَ الطالب "
        await pilot.press("home", "ctrl+backspace")
        assert app.field.value == "الطالب "
        await pilot.press("ctrl+k")
        assert app.field.value == ""


async def test_paste_is_cleaned():
    from textual import events

    async with (app := Form("")).run_test(size=(40, 5)) as pilot:
        app.field.post_message(events.Paste("خبر\x1b[31m عاجل\nثان"))
        await pilot.pause()
        assert "\x1b" not in app.field.value
        assert app.field.value.startswith("خبر")
        assert "ثان" not in app.field.value


# Selecting


async def test_shift_arrows_select_as_seen():
    async with (app := Form("خبر abc")).run_test(size=(40, 5)) as pilot:
        await pilot.press("home", "shift+left", "shift+left")
        assert app.field.selection == Selection(0, 2)
        assert app.field.selected_text == "خب"
        assert highlighted(app.field, "input--selection") == [18, 19]
        await pilot.press("left")
        assert app.field.cursor_position == 2
        await pilot.press("shift+end")
        assert app.field.selected_text == "ر abc"
        await pilot.press("right")
        assert app.field.cursor_position == 2
        await pilot.press("shift+home")
        assert app.field.selected_text == "خب"


async def test_selecting_across_a_direction_boundary_is_logical():
    async with (app := Form("خبر abc")).run_test(size=(40, 5)) as pilot:
        app.field.selection = Selection(2, 5)
        await pilot.pause()
        assert app.field.selected_text == "ر a"
        assert sorted([*highlighted(app.field, "input--selection"), cursor(app.field)]) == [13, 14, 16, 17]


async def test_words_are_selected_with_control_and_shift():
    async with (app := Form("خبر عاجل")).run_test(size=(40, 5)) as pilot:
        await pilot.press("home", "ctrl+shift+left")
        assert app.field.selected_text == "خبر "


async def test_typing_replaces_the_selection():
    async with (app := Form("خبر abc")).run_test(size=(40, 5)) as pilot:
        app.field.selection = Selection(0, 3)
        await pilot.press("ن")
        assert app.field.value == "ن abc"


async def test_cutting_and_pasting_keep_logical_text():
    async with (app := Form("خَبر abc")).run_test(size=(40, 5)) as pilot:
        app.field.selection = Selection(0, 4)
        await pilot.press("ctrl+x")
        assert (app.clipboard, app.field.value) == ("خَبر", " abc")
        await pilot.press("ctrl+v")
        assert app.field.value == "خَبر abc"


# The mouse


@pytest.mark.parametrize(
    ("column", "place"), [(19, 0), (18, 1), (16, 3), (15, 6), (13, 4), (12, 7), (3, 7), (0, 7)]
)
async def test_click_in_a_field_moves_the_cursor_to_the_letter(column, place):
    async with (app := Form("خبر abc")).run_test(size=(40, 5)) as pilot:
        await pilot.click(BidiInput, offset=(column, 0))
        assert app.field.cursor_position == place
        assert cursor(app.field) == max(column, 12)


async def test_click_in_left_to_right_text():
    async with (app := Form("abc خبر")).run_test(size=(40, 5)) as pilot:
        for column, place in ((0, 0), (4, 6), (6, 4), (7, 7), (15, 7)):
            await pilot.click(BidiInput, offset=(column, 0))
            assert app.field.cursor_position == place


async def test_dragging_selects_to_the_letter_under_the_pointer():
    async with (app := Form("خبر عاجل")).run_test(size=(40, 5)) as pilot:
        await pilot.mouse_down(BidiInput, offset=(19, 0))
        await pilot.hover(BidiInput, offset=(16, 0))
        await pilot.mouse_up(BidiInput, offset=(16, 0))
        assert app.field.selected_text == "خبر"


# Text longer than the window

LONG = "هذا خبر طويل من bbc عن 25 مدينة عراقية"


async def test_field_with_long_text_shows_its_beginning_at_first():
    async with (app := Form(LONG, disabled=True)).run_test(size=(40, 5)):
        assert drawn(app.field).endswith("ﺮﺒﺧ ﺍﺬﻫ")


async def test_window_follows_the_cursor():
    async with (app := Form(LONG)).run_test(size=(40, 5)) as pilot:
        await pilot.press("end")
        assert cursor(app.field) == 0
        assert drawn(app.field).startswith(" ﺔﻴﻗﺍﺮﻋ")
        for _ in range(len(LONG)):
            await pilot.press("right")
            assert 0 <= cursor(app.field) < WIDTH
        assert app.field.cursor_position == 0
        assert drawn(app.field).endswith("ﺮﺒﺧ ﺍﺬﻫ")


async def test_click_in_a_scrolled_field_counts_the_hidden_columns():
    async with (app := Form(LONG)).run_test(size=(40, 5)) as pilot:
        await pilot.press("end")
        await pilot.click(BidiInput, offset=(1, 0))
        assert app.field.cursor_position == len(LONG) - 1


async def test_editing_in_the_middle_does_not_scroll():
    async with (app := Form(LONG)).run_test(size=(40, 5)) as pilot:
        await pilot.press("home", "left", "left", "left", "left")
        await pilot.press("x", "backspace", "delete", "خ")
        assert app.field.value == LONG
        assert drawn(app.field).endswith("ﺮﺒﺧ ﺍﺬﻫ")


async def test_typing_at_the_end_of_long_text_stays_in_sight():
    async with (app := Form("")).run_test(size=(40, 5)) as pilot:
        for character in "هذا خبر طويل من بغداد عن":
            await pilot.press("space" if character == " " else character)
            assert 0 <= cursor(app.field) < WIDTH
        assert drawn(app.field) == " ﻦﻋ ﺩﺍﺪﻐﺑ ﻦﻣ ﻞﻳﻮﻃ ﺮﺒ"


async def test_narrower_window_keeps_the_cursor():
    async with (app := Form("هذا خبر طويل من")).run_test(size=(40, 5)) as pilot:
        app.field.styles.width = 8
        await pilot.pause()
        await pilot.pause()
        assert 0 <= cursor(app.field) < 8


# Suggestions


class Ending(Suggester):
    """Always knows how it goes on."""

    async def get_suggestion(self, value):
        return "خبر عاجل" if "خبر عاجل".startswith(value) and value else None


async def test_suggestion_stands_after_the_text_and_is_taken_by_moving_on():
    async with (app := Form("", suggester=Ending())).run_test(size=(40, 5)) as pilot:
        await pilot.press(*"خب")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert drawn(app.field) == " ﻞﺟﺎﻋ ﺮﺒﺧ".rjust(WIDTH)
        assert cursor(app.field) == 17
        await pilot.press("right", "end")
        assert app.field.value == "خب"
        await app.workers.wait_for_complete()
        await pilot.press("left")
        assert app.field.value == "خبر عاجل"
        assert app.field.cursor_position == 8


async def test_click_on_a_suggestion_keeps_the_cursor():
    async with (app := Form("", suggester=Ending())).run_test(size=(40, 5)) as pilot:
        await pilot.press(*"خب")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.click(BidiInput, offset=(13, 0))
        assert app.field.cursor_position == 2


async def test_terminals_own_cursor_is_where_ours_is():
    async with (app := Form("خبر")).run_test(size=(40, 5)) as pilot:
        await pilot.press("home")
        assert app.cursor_position == Offset(19, 0)
