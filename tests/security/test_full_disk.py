"""A disk that fills up while something is written to it: a sentence, nothing lost, and all of it later."""

import asyncio
import os
from contextlib import suppress

import pytest
from core.test_enclosures import NOW, SOUND, Radio
from remote.conftest import Machine
from remote.sync_server import SyncServer

from reader.core import Session
from reader.core.bookmarks import save_bookmark
from reader.core.enclosures import download_file, list_files
from reader.core.fetch_article import download_article
from reader.core.refresh import refresh_sources
from reader.locale.message import LocalizedError
from reader.model import Enclosure, Entry, Source
from reader.store import Library, LibraryFullError


class Disk:
    """A small disk that can be filled and freed."""

    def __init__(self, folder):
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, left=0):
        """Leave so many bytes."""
        state = os.statvfs(self.folder)
        with suppress(OSError), self._ballast.open("wb", buffering=0) as file:
            file.write(bytes(max(state.f_bavail * state.f_bsize - left, 0)))

    def free(self):
        self._ballast.unlink()


@pytest.fixture
def disk(small_disk):
    return Disk(small_disk)


def follow(newsroom, **values):
    return Source("a", "مصدر", feed=newsroom.url + "/rss.xml", user_added=True, **values)


def run(library, source, do):
    """Run a coroutine function with a session on a library that follows a source."""

    async def inside():
        session = Session(library, [])
        session.set_sources([source])
        try:
            return await do(session)
        finally:
            await session.close()

    return asyncio.run(inside())


@pytest.mark.parametrize("left", [0, 60_000, 400_000])
def test_sync_on_a_disk_that_fills_up_loses_no_mark_and_no_entry(disk, left):
    with SyncServer() as server:
        server.add_feed("feed/1")
        old = [server.add() for _ in range(20)]
        machine = Machine(disk.folder / "one", server.url)
        machine.sync()
        machine.mark(*old[:5])
        machine.library.bookmarks.add(machine.entry(old[0]).id)
        new = [server.add(content="<p>" + f"نص {n} " * 200) for n in range(400)]
        disk.fill(left)
        with pytest.raises(LibraryFullError, match="disk is full"):
            machine.sync()
        assert machine.library.check() == []
        assert {item.title for item in old} <= machine.titles()
        disk.free()
        machine.library.close()
        machine = Machine(disk.folder / "one", server.url)
        try:
            with suppress(LibraryFullError):  # 2 MB are not enough for all
                machine.sync()
            assert [item.read for item in old] == [True] * 5 + [False] * 15
            assert [item.starred for item in old] == [True] + [False] * 19
            assert {item.title for item in old} <= machine.titles()
            assert machine.titles() & {item.title for item in new}
            assert machine.library.check() == []
        finally:
            machine.library.close()


def test_article_on_a_full_disk_is_downloaded_when_there_is_room(disk, newsroom):
    with Library.open(disk.folder / "library.db") as library:
        source = follow(newsroom)

        async def refresh(session):
            return [step async for step in refresh_sources(session)]

        async def download(session):
            return await download_article(session, id)

        async def save(session):
            return [step.state async for step in save_bookmark(session, id)]

        run(library, source, refresh)
        id = library.entries.headlines()[0].id
        before = library.articles.get(id)
        disk.fill()
        for do in (download, save, refresh):
            with pytest.raises(LibraryFullError):
                run(library, source, do)
        assert library.articles.get(id) == before
        assert not library.bookmarks.all()
        disk.free()
        assert run(library, source, download).whole
        run(library, source, save)
        assert [each.headline.id for each in library.bookmarks.all()] == [id]
        assert library.check() == []


def test_file_on_a_disk_that_fills_up_is_continued_when_there_is_room(disk, newsroom):
    radio = Radio(newsroom)
    file = Enclosure(radio.url, "audio/mpeg", len(SOUND), 60)
    with Library.open(disk.folder / "library.db") as library:
        podcast = follow(newsroom)
        library.sources.set([podcast])
        (id,) = library.entries.add(podcast, [Entry("1", "حلقة", "", enclosures=(file,))], now=NOW).new

        async def download(session):
            (state,) = await session.run(list_files, session, id)
            return await download_file(session, id, state)

        disk.fill(200_000)
        with pytest.raises(LocalizedError, match="No space left"):
            run(library, podcast, download)
        disk.free()
        assert run(library, podcast, download).read_bytes() == SOUND
        assert radio.asked[-1].startswith("bytes=")


def test_show_on_a_full_disk_shows_the_article(disk, newsroom, config, khabar, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(disk.folder))
    config(f'[[source]]\nid = "a"\nfeed = "{newsroom.url}/rss.xml"\n')
    assert khabar("refresh").code == 0
    disk.fill()
    for options in ((), ("--json",), ("--offline",)):
        shown = khabar("show", "6", "--plain", *options)
        assert shown.code == 0
        assert "جسر الرافدين" in shown.out
        assert shown.err.count("disk is full") == 1
