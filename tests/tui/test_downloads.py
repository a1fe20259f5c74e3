"""Files of entries on the screen: ``d`` downloads one, its address opens the player, both are marked."""

from pathlib import Path

import pytest
from tui import news
from tui.conftest import fill, lines_of, press, reading, toasts, until
from tui.painted import visual

from reader.core import Session
from reader.core.enclosures import list_files
from reader.model import Enclosure, Entry
from reader.tui import external_programs

SOUND = b"sound" * 20
FIRST = Enclosure("https://radio.example/one.mp3", "audio/mpeg", len(SOUND), 61)
SECOND = Enclosure("https://radio.example/two.mp4", "video/mp4", 9)


class Radio:
    """A client that writes a sound into the file it is asked to write."""

    def __init__(self):
        self.asked = []

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    async def get(self, url, *, into, **_):
        self.asked.append(url)
        into.path.write_bytes(SOUND)


@pytest.fixture
def radio():
    return Radio()


@pytest.fixture
def session(library, radio):
    fill(library)
    return Session(library, news.SOURCES, client_factory=lambda: radio)


@pytest.fixture
def add(library):
    """Add an entry without a page above all others; returns its id."""

    def add(*files):
        entry = Entry("e", "حلقة الأنهار", published=news.NOW, enclosures=files, language="ar")
        return library.entries.add(news.RAFIDAIN, [entry], now=news.NOW).new[0]

    return add


@pytest.fixture
def started(monkeypatch):
    """The command lines of programs that were started."""
    commands = []
    monkeypatch.setattr(external_programs, "_start", commands.append)
    return commands


async def test_d_in_an_article_with_a_file_downloads_and_marks_it(session, add, radio, monkeypatch):
    monkeypatch.setenv("HOME", str(session.library.path.parent.parent))
    id = add(FIRST)
    async with reading(session) as pilot:
        await press(pilot, "enter", "d")
        await until(pilot, lambda: list_files(session, id)[0].is_downloaded)
        await until(pilot, lambda: any(line.rstrip().endswith("↓") or "↓" in line for line in shown(pilot)))
        assert radio.asked == [FIRST.url]
        assert any(said.startswith("نُزّل: ~/") for said in toasts(pilot))
        await press(pilot, "d")
        assert radio.asked == [FIRST.url]


def shown(pilot):
    return lines_of(pilot, pilot.app.reading.article.view)


async def test_d_with_several_files_asks_which(session, add, radio):
    id = add(FIRST, SECOND)
    async with reading(session) as pilot:
        await press(pilot, "enter", "d", "down", "enter")
        await until(pilot, lambda: list_files(session, id)[1].is_downloaded)
        assert radio.asked == [SECOND.url]


async def test_d_in_an_article_without_files_changes_the_density(session):
    async with reading(session) as pilot:
        before = pilot.app.reading.density
        await press(pilot, "enter", "d")
        assert pilot.app.reading.density != before


async def test_o_plays_the_address_and_then_the_downloaded_file(session, add, radio, started):
    id = add(FIRST)
    async with reading(session, player="env --player") as pilot:
        await press(pilot, "enter", "o")
        assert started == [["env", "--player", FIRST.url]]
        assert list_files(session, id)[0].is_played
        await press(pilot, "d")
        state = await until(
            pilot, lambda: next((s for s in list_files(session, id) if s.is_downloaded), None)
        )
        await press(pilot, "o")
        assert started[-1] == ["env", "--player", state.stored.path]
        assert Path(state.stored.path).read_bytes() == SOUND


async def test_file_is_named_under_the_article_with_its_length(session, add):
    add(FIRST)
    async with reading(session) as pilot:
        await press(pilot, "enter")
        assert any(visual("one.mp3 · 1:01", 0) in line for line in shown(pilot))
