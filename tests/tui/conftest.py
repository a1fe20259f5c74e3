"""The reading screen over a real library of invented news: clock frozen, nothing moving, no network."""

import asyncio
import re
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from textual._context import active_app
from textual.events import MouseScrollDown
from tui import news
from tui.painted import rows, visual

from reader.config import Config, Settings
from reader.core import Session
from reader.locale.message import Message
from reader.model import SourceHealth
from reader.sources.errors import FetchError
from reader.store import Library
from reader.tui import app as app_module
from reader.tui.panes.sidebar import SidebarPane
from reader.tui.terminal.bidi_input import BidiInput
from reader.typeset.terminal_profiles import Decision, Order

FRAME = 1 / 250  # seconds between paints, a quarter of the program's: most tests wait for the next one
ASKING = ("asking", "calibrating")  # groups of workers that wait for an answer
PATIENCE = 20.0  # seconds until something that should happen is given up, on a busy machine
UTF8_TERMINAL = Decision(Order.CELLS, "", "", "test", "the tests look at cells")


class Frozen(datetime):
    """A clock that stands at ``news.NOW``."""

    @classmethod
    def now(cls, tz=None):
        return news.NOW.astimezone(tz) if tz else news.NOW.astimezone().replace(tzinfo=None)


@pytest.fixture(autouse=True)
def _baghdad(monkeypatch):
    """Stand still at half past three in Baghdad."""
    monkeypatch.setenv("TZ", "Asia/Baghdad")
    time.tzset()
    for module in (
        "panes.headlines",
        "panes.unread_selection",
        "panes.sidebar",
        "panes.article_page",
        "reading.breaking_announcer",
        "reading.briefing",
        "reading.travel_pack",
        "screens.briefing_screen",
        "screens.discovery",
        "reading.saved_filters",
        "reading.filtering",
        "widgets.status_bar",
        "widgets.headline_row",
        "widgets.headline_row_list",
        "widgets.subscription_list",
    ):
        monkeypatch.setattr(f"reader.tui.{module}.datetime", Frozen)
    monkeypatch.setattr("reader.core.maintenance.datetime", Frozen)  # or the news would be old enough to go
    for module in ("refresh", "worker", "offline", "digest"):  # or every source would be due
        monkeypatch.setattr(f"reader.core.{module}.datetime", Frozen)
    seconds = count()
    for module in ("entries", "bookmarks", "articles"):
        monkeypatch.setattr(f"reader.store.{module}.now", lambda: news.NOW + timedelta(seconds=next(seconds)))
    yield
    monkeypatch.undo()
    time.tzset()


def is_unpainted(app):
    """Return whether something of the screen in front waits to be laid out, painted or called."""
    screen = app.screen_stack[-1] if app and app._running and app.screen_stack else None
    return screen and (
        screen._layout_required or screen._scroll_required or screen._dirty_widgets or screen._callbacks
    )


async def quiet(*_):
    """Wait until all messages are read and all is painted; Textual's own waits for an idle processor."""
    for _ in range(10):  # what moves is never done
        calm = 0
        while calm < 12:
            await asyncio.sleep(0)
            app = active_app.get(None)
            pumps = [app, *app._registry] if app else []
            waiting = any(each._message_queue and each._message_queue.qsize() for each in pumps)
            calm = 0 if waiting else calm + 1
        if not is_unpainted(app):
            return
        await asyncio.sleep(FRAME / 2)


@pytest.fixture(autouse=True)
def _prompt(monkeypatch):
    """Let no test wait for an idle processor, a frame, or more of the same longer than it must."""
    monkeypatch.setattr("textual.app.wait_for_idle", quiet)
    monkeypatch.setattr("textual.pilot.wait_for_idle", quiet)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", FRAME)
    monkeypatch.setattr("reader.tui.widgets.row_list._REST_SECONDS", FRAME / 4)
    for seconds in ("panes.article_images._SETTLED_SECONDS", "panes.sidebar._SOON_SECONDS"):
        monkeypatch.setattr(f"reader.tui.{seconds}", 4 * FRAME)


@pytest.fixture(autouse=True)
def _homeless(monkeypatch, tmp_path):
    """Leave nothing behind, and know nothing of who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("BROWSER", "PAGER", "TMUX", "NO_COLOR", "http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


class NoNetwork:
    """A client to which every address is unreachable."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    async def get(self, url, **_):
        raise FetchError(Message("fetch.refused", host="127.0.0.1"), offline=True)


@pytest.fixture
def library(tmp_path, new_library):
    """An empty library."""
    with Library.open(new_library(tmp_path / "library.db")) as opened:
        yield opened


def fresh(source):
    """What is known of a source that has answered just now and is not to be asked again for a while."""
    return SourceHealth(
        source.id,
        last_fetch=news.NOW,
        last_success=news.NOW - timedelta(minutes=3),
        due=news.NOW + timedelta(days=1),
        url=source.feed,
    )


def fill(library, stories=news.STORIES):
    """Bring stories in, as refreshes would have done just now."""
    library.sources.set(news.SOURCES)
    for source in news.SOURCES:
        mine = [story for story in stories if story.source == source]
        library.entries.add(source, [story.entry for story in mine], now=news.NOW)
        library.sources.record(fresh(source))
        for story in mine:
            if story.whole:
                article = story.article
                if story is news.BRIDGE:
                    article = replace(article, author="مراسلنا", blocks=news.BRIDGE_BLOCKS)
                library.articles.put(library.entries.find(story.url), article)
    while library.index.update():
        pass


@pytest.fixture
def session(library):
    """The invented news; nothing is due, and nothing more can be fetched."""
    fill(library)
    return Session(library, news.SOURCES, client_factory=NoNetwork)


@asynccontextmanager
async def reading(
    session, *, size=(120, 36), hook=None, config=None, animations="none", wait=True, toasts=False, **settings
):
    """Run the application over a session; gives the pilot when what it does at first is done."""
    app = app_module.Khabar(session, config or Config(settings=Settings(**settings)), UTF8_TERMINAL)
    app.animation_level = animations
    async with app.run_test(size=size, message_hook=hook, notifications=toasts) as pilot:
        if wait:
            await settled(pilot)
        yield pilot


async def until(pilot, condition, seconds=PATIENCE):
    """Wait until ``condition()`` holds, and give back what it gave."""
    end = time.monotonic() + seconds
    pause = 0.001
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError("this did not come to be; the screen was:\n" + "\n".join(rows(pilot.app)))
        await pilot.pause(pause)  # threads need their turn
        pause = min(1.5 * pause, 0.02)
    return found


async def settled(pilot):
    """Wait until all messages are read, all is painted, and no worker is at work but one that asks."""
    app = pilot.app

    def asks(worker):
        """Whether it waits for an answer: a card lies over the screen that it belongs to."""
        owner = app.reading if worker.node is app else worker.node.screen
        return worker.group in ASKING and owner is not app.screen

    def at_work():
        if any(pane.display and pane.is_reload_pending for pane in app.reading.query(SidebarPane)):
            return True
        return any(not (each.is_finished or asks(each)) for each in app.workers)

    await asyncio.sleep(1.5 * FRAME)
    for _ in range(10):  # a ticker that moves is never done
        await pilot.pause()
        await until(pilot, lambda: not at_work())
        await pilot.pause()
        if not (at_work() or is_unpainted(app)):
            break


async def press(pilot, *keys):
    """Press keys, and wait for all that follows from each."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def answer(pilot, text):
    """Write a text into the line of the card in front, and press Enter."""
    line = pilot.app.screen.query_one(BidiInput)
    line.value = text
    await settled(pilot)
    await press(pilot, "enter")


async def wheel(pilot, widget, event=MouseScrollDown):
    """Turn the wheel over a widget."""
    await pilot._post_mouse_events([event], widget=widget)
    await pilot.pause()


def posted(seen, kind):
    """The messages of one kind that a hook saw, each once."""
    return list({id(message): message for message in seen if isinstance(message, kind)}.values())


def says(pilot, text, base=None):
    """Whether a line of the screen shows ``text``, set as it must be."""
    wanted = visual(text, base)
    return any(wanted in row for row in rows(pilot.app))


def lines_of(pilot, widget):
    """What the screen shows where a widget is, line by line."""
    region = widget.region
    strips = pilot.app.screen._compositor.render_strips()[region.y : region.bottom]
    return [strip.crop(region.x, region.right).text for strip in strips]


def toasts(pilot):
    """What was said in passing, in logical text and without the isolates around names and numbers."""
    return [without_isolates(each.text) for each in pilot.app.messages]


def without_isolates(text):
    """A sentence as its words alone: names and numbers in it stand between U+2068 and U+2069."""
    return re.sub("[\u2066-\u2069\u061c\u200e\u200f]", "", text)


def titles(pilot):
    """The titles listed, from the top."""
    from reader.tui.list_rows import headline_of

    return [found.title for row in pilot.app.reading.headlines.rows.rows if (found := headline_of(row))]


def find(pilot, story):
    """The headline of a story as the library has it."""
    library = pilot.app.session.library
    return library.entries.headline(library.entries.find(story.url))
