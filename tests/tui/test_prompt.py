"""One line asked of the person: written from the right, given by Enter, given up by Esc."""

import pytest
from tui.conftest import FRAME, lines_of, press, reading, says, settled, toasts, until
from tui.painted import visual

from reader.tui.dialogs.prompt import Prompt
from reader.tui.reading.filtering import FilterController
from reader.tui.terminal.bidi_input import BidiInput


@pytest.fixture
async def asked(session):
    """The pilot, and what the prompt gave."""
    given = []
    async with reading(session) as pilot:
        await pilot.app.push_screen(Prompt(pilot.app.reading.strings, "ask.search", "خبر"), given.append)
        await settled(pilot)
        yield pilot, given


async def test_prompt_shows_its_question_and_value(asked):
    pilot, _ = asked
    assert says(pilot, "ابحث في العناوين والأخبار")
    assert says(pilot, "Enter للتأكيد · Esc للإلغاء", base=1)
    (line,) = lines_of(pilot, pilot.app.screen.query_one(BidiInput))
    assert visual("خبر") in line


async def test_prompt_enter_returns_the_text(asked):
    pilot, given = asked
    await press(pilot, "end", "space", "n", "q", "enter")
    assert given == ["خبر nq"], "keys of the reading screen are letters here"
    assert pilot.app.screen is pilot.app.reading


async def test_esc_gives_nothing(asked):
    pilot, given = asked
    await press(pilot, "escape")
    assert given == [None]


async def test_keys_come_back_to_where_they_were(session):
    async with reading(session) as pilot:
        focused = pilot.app.reading.focused
        await press(pilot, "slash", "escape")
        assert pilot.app.reading.focused is focused
        await press(pilot, "enter", "ctrl+f", "escape")
        assert pilot.app.reading.focused is pilot.app.reading.article.view


async def test_palette_of_commands_and_other_cards_do_not_pile_up(session):
    async with reading(session) as pilot:
        await press(pilot, "slash")
        depth = len(pilot.app.screen_stack)
        await press(pilot, "question_mark", "ctrl+f")
        assert len(pilot.app.screen_stack) == depth


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_empty_prompt_has_its_cursor_where_reading_starts(session, language):
    async with reading(session, language=language) as pilot:
        await pilot.app.push_screen(Prompt(pilot.app.reading.strings, "ask.search"))
        await settled(pilot)
        field = pilot.app.screen.query_one(BidiInput)
        is_right = field.cursor_screen_offset.x > field.region.x + field.region.width // 2
        assert is_right is (language == "ar")


async def test_search_says_what_is_odd_about_it_once_nothing_more_is_typed(session, monkeypatch):
    monkeypatch.setattr("reader.tui.dialogs.prompt.REST_SECONDS", FRAME)
    async with reading(session, language="en") as pilot:
        await press(pilot, "slash", *"source:rafidein")
        await until(pilot, lambda: says(pilot, "There is no source 'rafidein'; did you mean rafidain?"))
        await press(pilot, "backspace", "backspace", "backspace", *"ain")
        await until(pilot, lambda: says(pilot, "Enter to confirm"))
        await press(pilot, "space", *"is:typo")
        await until(pilot, lambda: says(pilot, "There is no state 'typo'"))
        await press(pilot, "enter")
        assert any("There is no state 'typo'" in text for text in toasts(pilot)), "and when it is looked for"


async def test_search_of_plain_words_says_nothing_odd(session, monkeypatch):
    monkeypatch.setattr("reader.tui.dialogs.prompt.REST_SECONDS", FRAME)
    checked = []
    real = FilterController.doubts
    monkeypatch.setattr(FilterController, "doubts", lambda *args: checked.append(args[-1]) or real(*args))
    async with reading(session) as pilot:
        await press(pilot, "slash", *"جسر")
        await until(pilot, lambda: "جسر" in checked)
        assert says(pilot, "Enter للتأكيد · Esc للإلغاء", base=1)
        await press(pilot, "enter")
        assert toasts(pilot) == []
