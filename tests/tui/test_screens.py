"""Pictures of the screen, few enough to look at: sizes, themes, languages, and the states a person meets."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tui import news
from tui.conftest import NoNetwork, fill, fresh, press, reading, says, settled, titles, until

from reader.core import Session
from reader.locale.message import Message
from reader.model import Entry, SourceHealth
from reader.tui.widgets.status_bar import StatusBar

TESTS = Path(__file__).resolve().parents[1]
SNAPSHOTS = TESTS.parent / "snapshots"


SCREENS = {
    "80x24": ((80, 24), {}, ["enter"]),
    "80x24-light": ((80, 24), {"theme": "light"}, []),
    "120x36": ((120, 36), {}, ["enter"]),
    "120x36-light-english": ((120, 36), {"theme": "light", "language": "en"}, ["enter"]),
    "120x36-sorani": ((120, 36), {"language": "ckb"}, ["enter", "J", "J"]),
    "40x20": ((40, 20), {}, []),
    "40x20-light-article": ((40, 20), {"theme": "light"}, ["enter"]),
    "40x15-contrast": ((40, 15), {"theme": "contrast"}, ["j"]),
    "240x70-long-mixed-title": ((240, 70), {"theme": "newspaper"}, ["j", "j", "j", "j", "j", "enter"]),
    "80x24-sources": ((80, 24), {"language": "en"}, ["S"]),
    "170x45-three-panes": ((170, 45), {"digits": "arab"}, ["enter", "b", "escape", "j", "j", "b", "v"]),
}
"""Size, settings, keys pressed."""


@pytest.mark.parametrize("screen", SCREENS)
async def test_main(session, app_snapshot, screen):
    size, settings, keys = SCREENS[screen]
    async with reading(session, size=size, **settings) as pilot:
        await press(pilot, *keys)
        await until(pilot, lambda: not pilot.app.reading.sidebar.is_reload_pending)
        await settled(pilot)
        pilot.app.reading.status.clear()
        assert await app_snapshot(pilot, "screen")


async def test_shelf_and_filter(session, app_snapshot):
    async with reading(session, size=(100, 24)) as pilot:
        await press(pilot, "b", "j", "j", "b", "j", "enter", "B")
        pilot.app.reading.status.clear()
        assert await app_snapshot(pilot, "shelf")
        await press(pilot, "B", "u")
        await press(pilot, "f")
        assert await app_snapshot(pilot, "picker")


async def test_help_in_a_newspaper(session, app_snapshot):
    async with reading(session, size=(80, 24), theme="newspaper") as pilot:
        await press(pilot, "question_mark")
        assert await app_snapshot(pilot, "help")


@pytest.mark.parametrize(
    ("size", "language"), [((80, 24), "ckb"), ((120, 36), "ar"), ((120, 36), "en"), ((240, 70), "ar")]
)
async def test_help_at_sizes(session, app_snapshot, size, language):
    async with reading(session, size=size, language=language) as pilot:
        await press(pilot, "question_mark")
        assert await app_snapshot(pilot, "help")


async def test_no_network(session, library, app_snapshot):
    for source in news.SOURCES:
        health = SourceHealth(
            source.id,
            last_fetch=news.NOW,
            last_success=news.NOW - timedelta(hours=3),
            error=Message("fetch.refused", host="127.0.0.1"),
            due=datetime.now(UTC) + timedelta(days=1),
            url=source.feed,
        )
        library.sources.record(health)
    async with reading(session, size=(80, 24), theme="contrast") as pilot:
        await press(pilot, "j", "enter")
        assert await app_snapshot(pilot, "offline")


async def test_nothing_yet(library, app_snapshot):
    async with reading(Session(library, [], client_factory=NoNetwork), size=(80, 24)) as pilot:
        assert await app_snapshot(pilot, "empty")


class Silence(NoNetwork):
    """A client to which no address ever answers."""

    async def get(self, url, **_):
        await asyncio.Event().wait()


async def test_while_the_news_comes(library, app_snapshot, monkeypatch):
    monkeypatch.setattr("reader.core.concurrency.SLOW_SECONDS", 600)  # a busy machine is slow
    fill(library)
    waiting = [replace(each, feed=f"{each.feed}?new") for each in news.SOURCES]
    for source in waiting:
        library.sources.record(replace(fresh(source), due=None))
    session = Session(library, waiting, client_factory=Silence)
    async with reading(session, size=(80, 24), theme="light", wait=False) as pilot:
        await until(pilot, lambda: pilot.app.reading.query_one(StatusBar).progress)
        await until(pilot, lambda: titles(pilot))
        assert await app_snapshot(pilot, "loading")


async def test_article_that_cannot_be_had(session, app_snapshot):
    async with reading(session, size=(80, 24), language="en") as pilot:
        await press(pilot, "j", "enter")
        pilot.app.reading.status.clear()
        assert await app_snapshot(pilot, "error")


async def test_ten_thousand_rows(library, app_snapshot):
    entries = [
        Entry(f"{n}", f"الخبر رقم {n} (من 10,000)", f"http://127.0.0.1:9/n/{n}", published=news.NOW)
        for n in range(10_000)
    ]
    library.sources.set([news.RAFIDAIN])
    library.entries.add(news.RAFIDAIN, entries, now=news.NOW)
    library.sources.record(fresh(news.RAFIDAIN))
    async with reading(Session(library, [news.RAFIDAIN]), size=(100, 30)) as pilot:
        await until(pilot, lambda: says(pilot, "10,000 غير مقروء من 10,000", 1))
        await press(pilot, "G")
        await until(pilot, lambda: titles(pilot)[-1] == "الخبر رقم 9999 (من 10,000)")
        await press(pilot, "k")
        assert await app_snapshot(pilot, "rows")


def test_folder_of_pictures_has_its_tests():
    for folder in SNAPSHOTS.rglob("*"):
        if folder.is_dir() and any(path.is_file() for path in folder.iterdir()):
            module = TESTS / folder.relative_to(SNAPSHOTS).with_suffix(".py")
            assert module.is_file(), f"{folder} belongs to no test"
