"""What the person changed by key is found again at the next start; the configuration wins where it speaks."""

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.css.query import NoMatches
from tui import news
from tui.conftest import UTF8_TERMINAL, fill, press, settled, until

from reader.config import Config, Settings
from reader.core.queries import get_state
from reader.locale.message import Message
from reader.tui import ui_state_sync as remembering
from reader.tui.app import Khabar
from reader.tui.first_paint import load_start_state
from reader.tui.list_rows import headline_of
from reader.tui.messages import ConfigurationRead, LibraryChanged
from reader.tui.panes.ticker import Ticker
from reader.tui.ui_state import KEY, UiState, changed_fields, from_json, merge, to_json


def place_of(pilot):
    """The headline under the cursor."""
    return headline_of(pilot.app.reading.headlines.rows.current).id


@asynccontextmanager
async def start(session, config=None, size=(120, 36)):
    """Start as the command line does: with what the library remembers."""
    config = config or Config()
    app = Khabar(session, config, UTF8_TERMINAL, begin=load_start_state(session, config))
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


@pytest.mark.parametrize(("keys", "size"), [("", (120, 30)), ("O", (80, 24)), ("v", (80, 24))])
async def test_place_in_the_list_is_restored(session, keys, size):
    config = Config(settings=Settings(density="summary", ticker=False))
    async with start(session, config, size) as pilot:
        await press(pilot, *keys, *"jjjjj", "k")
        view = pilot.app.reading.headlines.rows
        assert view.scroll_offset.y
        here, line = place_of(pilot), view.current_line
        await pilot.press("q")
    async with start(session, config, size) as pilot:
        view = pilot.app.reading.headlines.rows
        assert place_of(pilot) == here
        assert abs(view.current_line - line) < view.row_height
        await until(pilot, lambda: not view.lines_above)  # all rows are read again
        assert not pilot.app.reading.headlines.buffer.window.is_part
        assert len(pilot.app.reading.headlines.buffer.rows) == len(news.STORIES)
        assert abs(view.current_line - line) < view.row_height
        await press(pilot, "g")
        assert view.scroll_offset.y == 0
        assert place_of(pilot) != here


async def test_place_in_a_filtered_list_or_at_the_top_is_not_kept(session):
    async with start(session) as pilot:
        await press(pilot, "u", "j", "j")
        assert pilot.app.reading.ui_state.place == 0
        await press(pilot, "u", "g")
        assert pilot.app.reading.ui_state.place == 0
        await pilot.press("q")
    assert not json.loads(get_state(session, KEY) or "{}").get("place")


async def test_new_rows_above_leave_the_restored_place(session):
    async with start(session, Config(settings=Settings(density="summary")), (80, 24)) as pilot:
        await press(pilot, *"jjjjj")
        here = place_of(pilot)
        await pilot.press("q")
    newer = [replace(news.BRIDGE, title=f"خبر جديد {n}", minutes=n) for n in (4, 3, 2)]
    fill(session.library, newer)
    async with start(session, Config(settings=Settings(density="summary")), (80, 24)) as pilot:
        assert place_of(pilot) == here
        await press(pilot, "g")
        assert pilot.app.reading.headlines.rows.current.title == newer[-1].title


async def test_state_changed_by_keys_is_restored(session):
    async with start(session) as pilot:
        await press(
            pilot, "t", "L", "i", "plus", "J", "H", "right_square_bracket", "d", "v", "full_stop", "B"
        )
        before = pilot.app.reading.ui_state
        await pilot.press("q")
    assert before == UiState(
        "en",
        "arab",
        "light",
        "large",
        "spaces",
        "hidden",
        True,
        {"split": 4},
        "summary",
        "source",
        shelf=True,
    )
    async with start(session) as pilot:
        assert pilot.app.reading.ui_state == before
        assert pilot.app.theme == "khabar-light"
        assert pilot.app.reading.query_one(Ticker).paused
        assert pilot.app.reading.panes.front == "bookmarks"


async def test_state_yields_to_the_configuration(session):
    async with start(session) as pilot:
        await press(pilot, "t", "L")
        await pilot.press("q")
    spoken = Config(settings=Settings(theme="contrast"), given=frozenset({"theme"}))
    async with start(session, spoken) as pilot:
        assert pilot.app.theme == "khabar-contrast"
        assert pilot.app.reading.strings.language == "en"


async def test_state_holds_changed_values_only(session):
    async with start(
        session, Config(settings=Settings(language="en"), given=frozenset({"language"}))
    ) as pilot:
        await press(pilot, "t")
        await pilot.press("q")
    assert json.loads(get_state(session, KEY)) == {"theme": "light"}
    async with start(session) as pilot:
        assert pilot.app.reading.strings.language == "ar"


async def test_state_without_changes_is_not_written(session):
    async with start(session) as pilot:
        await pilot.press("q")
    assert get_state(session, KEY) == ""


async def test_state_is_written_while_running(session, monkeypatch):
    monkeypatch.setattr(remembering, "POLL_SECONDS", 0.05)
    async with start(session) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: "light" in get_state(session, KEY))


async def test_look_while_the_screen_is_taken_down(session):
    async with start(session) as pilot:
        await press(pilot, "t")
        await pilot.app.reading.remove_children()
        pilot.app.state_sync.record_change()


async def test_news_of_the_configuration_while_the_screen_is_taken_down(session):
    async with start(session) as pilot:
        await pilot.app.reading.remove_children()
        pilot.app._running = False  # as when it shuts down
        pilot.app.post_message(ConfigurationRead(Config(settings=Settings(digits="arab"))))
        pilot.app.reading.post_message(LibraryChanged("x"))
        await asyncio.sleep(0.1)


async def test_missing_widget_of_a_running_screen_raises(session):
    with pytest.raises(NoMatches):  # noqa: PT012 - raised when the program has ended
        async with start(session) as pilot:
            pilot.app.call_later(lambda: pilot.app.query_one("#nothing"))
            await asyncio.sleep(0.1)


async def test_state_excludes_settings_of_the_file(session):
    async with start(session) as pilot:
        pilot.app.apply_settings({"theme": "newspaper", "digits": "arab"})
        await settled(pilot)
        assert pilot.app.reading.ui_state.theme == "newspaper"
        await pilot.press("q")
    assert get_state(session, KEY) == ""


async def test_library_that_cannot_be_written_costs_only_the_memory(session, monkeypatch):
    from reader.store import StoreError

    def fail(*_):
        raise StoreError(Message.verbatim("القرص ممتلئ"))

    monkeypatch.setattr(session.library.facts, "set", fail)
    async with start(session) as pilot:
        await press(pilot, "t")
        pilot.app.state_sync.record_change()
        await settled(pilot)
        assert pilot.app.theme == "khabar-light"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        '{"theme": 5}',
        '{"digits": "roman", "shifts": {"split": "wide"}, "shelf": 1, "unheard": true}',
        '{"grouping": "colour"}',
        "null",
    ],
)
def test_state_of_unknown_values_is_ignored(text):
    assert from_json(text) == {}


def test_state_written_is_read_back():
    ui_state = UiState()._replace(theme="newspaper", grouping="", shifts={"split": 8}, shelf=True)
    new = changed_fields(UiState(), ui_state)
    assert merge(Settings(), (), from_json(to_json(new)))[1] == ui_state
    assert merge(Settings(), {"theme"}, new)[1] == ui_state._replace(theme="auto")
