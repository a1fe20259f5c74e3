"""Keys by their place on the keyboard, whatever alphabet it is set to."""

import pytest
from textual import events
from tui import news
from tui.conftest import find, press, reading, settled, titles, until

from reader.tui.keyboard_layouts import by_place
from reader.tui.screens.help import HelpScreen
from reader.tui.terminal.bidi_input import BidiInput


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("ar", "تنة", "jkm"),
        ("ar", "لاى", "ghn"),
        ("ar", "ظ", "/"),
        ("ar", "\ufefb", "b"),
        ("ar", "٣", "3"),
        ("ckb", "ژکم", "jkm"),
        ("en", "ت", "j"),
    ],
)
def test_letters_stand_for_the_keys_they_are_on(language, typed, meant):
    from textual.keys import _character_to_key

    layout = by_place(language)
    assert [layout[_character_to_key(each)] for each in typed] == [_character_to_key(each) for each in meant]


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_arabic_layout_maps_each_letter_to_a_key(language):
    layout = by_place(language)
    assert len(layout) == len(set(layout))
    assert not set(layout) & set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


async def test_reading_with_an_arabic_keyboard(session):
    async with reading(session) as pilot:
        await press(pilot, "ت", "ة")  # j m
        assert find(pilot, news.DATES).read
        await press(pilot, "ع")  # u
        assert news.DATES.title not in titles(pilot)
        await press(pilot, "؟")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "ض")  # q
        assert pilot.app.screen is pilot.app.reading


async def test_field_takes_arabic_letters(session):
    async with reading(session) as pilot:
        await press(pilot, "ظ", "ت", "ن", "ض")
        assert pilot.app.screen.query_one(BidiInput).value == "تنض"
        assert pilot.app.is_running


async def test_arabic_letter_with_its_own_binding_runs_it(session):
    async with reading(session, keys={"last": "ت"}) as pilot:
        await press(pilot, "ت")
        assert pilot.app.reading.headlines.rows.current.title == news.OLD.title


async def test_keys_are_handled_in_order(session):
    """`m` is bound on the screen, `j` and `x` on the list; what is marked as read is picked no more."""
    async with reading(session) as pilot:
        headlines = [each.id for each in pilot.app.reading.headlines.buffer.rows]
        for key in "jxmjx":
            pilot.app.post_message(events.Key(key, key))
        await settled(pilot)
        rows = pilot.app.reading.headlines
        assert [each.id for each in rows.buffer.rows if each.read and each.id in headlines[:5]] == [
            headlines[1]
        ]
        assert rows.rows.picked == {headlines[3]}


async def test_keys_pressed_together_act_on_the_screen_of_the_previous(session):
    async with reading(session) as pilot:
        screen = pilot.app.reading
        rows, here = screen.headlines.rows, screen.headlines.rows.cursor
        await until(pilot, lambda: screen.article.prefetch.get(rows.headline(rows.current)))
        for key in ("enter", "j", "j", "escape", "j"):
            pilot.app.post_message(events.Key(key, None))
        await settled(pilot)
        assert rows.cursor == here + 1
        await press(pilot, "k", "enter")
        assert screen.article.view.scroll_offset.y > 0  # where reading stopped
