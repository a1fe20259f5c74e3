"""Files of entries: downloaded once, continued after an interruption, marked, kept below the article."""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from page_factory import SENTENCES, TITLE

from reader.config import Settings
from reader.core import CoreError, Session
from reader.core.enclosures import PART_SUFFIX, download_file, list_files, mark_played
from reader.core.fetch_article import download_article
from reader.core.queries import get_article
from reader.model import Enclosure, Entry
from reader.sources import SourceError
from reader.store import Library

SOUND = bytes(range(256)) * 2_000
CUT = 300_000
NOW = datetime(2026, 11, 28, tzinfo=UTC)


class Radio:
    """Serves one file with ranges; ``cuts`` answers break off after so many bytes."""

    def __init__(self, newsroom, data=SOUND, cuts=0, tag='"one"', ranges=True):
        self.data, self.cuts, self.tag, self.ranges = data, cuts, tag, ranges
        self.asked = []
        self.url = newsroom.add("/episode.mp3", self._answer)

    async def _answer(self, request, writer):
        wanted = request.headers.get("range", "")
        start = 0
        if self.ranges and wanted and request.headers.get("if-range") == self.tag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        self.asked.append(wanted)
        size = len(self.data)
        line = f"206 Partial\r\nContent-Range: bytes {start}-{size - 1}/{size}" if start else "200 OK"
        writer.write(
            f"HTTP/1.1 {line}\r\nETag: {self.tag}\r\nContent-Type: audio/mpeg\r\n"
            f"Content-Length: {size - start}\r\n\r\n".encode()
        )
        if self.cuts:
            self.cuts -= 1
            writer.write(self.data[start : start + CUT])
        else:
            writer.write(self.data[start:])
        await writer.drain()


@pytest.fixture
def radio(newsroom):
    return Radio(newsroom)


@pytest.fixture
def add(library, session, source):
    """Add an entry with a file; returns its id."""

    def add(url, kind="audio/mpeg", title="حلقة الأنهار", page="", **values):
        podcast = source("radio")
        session.set_sources([podcast])
        file = Enclosure(url, kind, len(SOUND), 60)
        entry = Entry("1", title, page, enclosures=(file,), **values)
        return library.entries.add(podcast, [entry], now=NOW).new[0]

    return add


async def fetch(session, id, **options):
    (state,) = await session.run(list_files, session, id)
    return await download_file(session, id, state, **options)


async def test_download_stores_the_file_and_marks_it(session, add, radio):
    steps = []
    id = add(radio.url)
    path = await fetch(session, id, report=steps.append)
    assert path.read_bytes() == SOUND
    assert path.name == f"حلقة-الأنهار-{id}.mp3"
    assert path.parent == session.library.path.parent / "downloads" / "radio"
    assert not path.with_name(path.name + PART_SUFFIX).exists()
    assert (steps[-1].size, steps[-1].expected) == (len(SOUND), len(SOUND))
    assert [block.text for block in get_article(session, id).blocks] == ["🎧 episode.mp3 · 1:00 · 0.5 MB ↓"]


async def test_download_again_asks_for_nothing(session, add, radio):
    id = add(radio.url)
    first = await fetch(session, id)
    assert await fetch(session, id) == first
    assert len(radio.asked) == 1


async def test_download_of_a_deleted_file_starts_again(session, add, radio):
    id = add(radio.url)
    path = await fetch(session, id)
    path.unlink()
    assert not list_files(session, id)[0].is_downloaded
    assert (await fetch(session, id)).read_bytes() == SOUND
    assert radio.asked == ["", ""]


async def test_download_that_breaks_off_is_continued_at_once(session, add, newsroom):
    radio = Radio(newsroom, cuts=1)
    assert (await fetch(session, add(radio.url))).read_bytes() == SOUND
    assert radio.asked == ["", f"bytes={CUT}-"]


async def test_download_of_an_earlier_run_is_continued(session, add, newsroom, library):
    radio = Radio(newsroom, cuts=1)
    id = add(radio.url)
    (state,) = list_files(session, id)
    path = library.path.parent / "downloads" / "radio" / "episode.mp3"
    path.parent.mkdir(parents=True)
    path.with_name(path.name + PART_SUFFIX).write_bytes(SOUND[:1_000])
    library.files.put(replace(state.stored, path=str(path), validator='"one"'))
    assert await fetch(session, id) == path
    assert path.read_bytes() == SOUND
    assert radio.asked[0] == "bytes=1000-"


async def test_download_of_a_changed_version_starts_again(session, add, newsroom, library):
    radio = Radio(newsroom, tag='"two"')
    id = add(radio.url)
    (state,) = list_files(session, id)
    path = library.path.parent / "episode.mp3"
    path.with_name(path.name + PART_SUFFIX).write_bytes(b"old" * 1_000)
    library.files.put(replace(state.stored, path=str(path), validator='"one"'))
    assert (await fetch(session, id)).read_bytes() == SOUND
    assert radio.asked == ["bytes=3000-"]


async def test_download_from_a_server_without_ranges_starts_again(session, add, newsroom):
    radio = Radio(newsroom, cuts=1, ranges=False)
    assert (await fetch(session, add(radio.url))).read_bytes() == SOUND


async def test_download_that_ends_early_for_ever_fails_and_keeps_its_part(session, add, newsroom, library):
    radio = Radio(newsroom, cuts=99, ranges=False)
    id = add(radio.url)
    with pytest.raises(SourceError):
        await fetch(session, id)
    (state,) = list_files(session, id)
    assert not state.is_downloaded
    assert Path(state.stored.path + PART_SUFFIX).stat().st_size == CUT


async def test_download_of_a_web_page_in_place_of_a_sound_fails(session, add, newsroom):
    id = add(newsroom.add("/login.mp3", b"<html>log in</html>"))
    with pytest.raises(SourceError) as raised:
        await fetch(session, id)
    assert raised.value.message.key == "fetch.page_instead"
    assert not list((session.library.path.parent / "downloads").rglob("*.part"))


async def test_download_of_a_live_stream_is_refused(session, add):
    id = add("https://news.example/live.m3u8", "application/x-mpegURL")
    with pytest.raises(CoreError) as raised:
        await fetch(session, id)
    assert raised.value.message.key == "download.stream"


async def test_download_twice_at_once_runs_once(session, add, radio):
    id = add(radio.url)
    first, second = await asyncio.gather(fetch(session, id), fetch(session, id), return_exceptions=True)
    failed = [each for each in (first, second) if isinstance(each, CoreError)]
    assert [each.message.key for each in failed] == ["download.running"]
    assert len(radio.asked) == 1


async def test_download_into_a_configured_folder(session, add, radio, tmp_path):
    session.settings = Settings(downloads=str(tmp_path / "elsewhere"))
    path = await fetch(session, add(radio.url))
    assert path.parent == tmp_path / "elsewhere" / "radio"


@pytest.mark.parametrize(
    ("title", "address", "name"),
    [
        ("../../etc/passwd", "/x.mp3", "etc-passwd-{id}.mp3"),
        ("-rf $(reboot)", "/x.sh", "rf-reboot-{id}.sh.download"),
        ("", "/x", "khabar-{id}.mp3"),
    ],
)
async def test_download_names_files_safely(session, add, newsroom, title, address, name):
    id = add(newsroom.add(address, b"x", type="audio/mpeg"), title=title)
    path = await fetch(session, id)
    assert path.name == name.format(id=id)
    assert path.parent.parent == session.library.path.parent / "downloads"


async def test_download_to_a_full_place_says_what_cannot_be_written(session, add, radio, tmp_path):
    (tmp_path / "file").write_text("")
    id = add(radio.url)
    with pytest.raises(CoreError) as raised:
        await fetch(session, id, folder=tmp_path / "file")
    assert raised.value.message.key == "file.unwritable"


SCRIPT = """
import asyncio, sys
from reader.core import Session
from reader.core.enclosures import download_file, list_files
from reader.store import Library

async def run():
    with Library.open(sys.argv[1]) as library:
        session = Session(library)
        (state,) = list_files(session, int(sys.argv[2]))
        report = lambda step: print(step.size, flush=True)
        await download_file(session, int(sys.argv[2]), state, report=report)

asyncio.run(run())
"""


def test_download_of_a_killed_program_is_continued(newsroom, library, add):
    class Slow(Radio):
        async def _answer(self, request, writer):
            await super()._answer(request, writer)
            if len(self.asked) == 1:
                await asyncio.sleep(30)

    radio = Slow(newsroom, data=SOUND * 4, cuts=1)
    id = add(radio.url)
    library.close()
    command = [sys.executable, "-c", SCRIPT, str(library.path), str(id)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert int(killed.stdout.readline()) > 0
        os.kill(killed.pid, signal.SIGKILL)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    with Library.open(library.path) as again:
        (state,) = list_files(Session(again, []), id)
        assert Path(state.stored.path).read_bytes() == SOUND * 4
    assert radio.asked[1].startswith("bytes=")


async def test_files_stay_below_an_article_whose_page_was_fetched(session, add, newsroom):
    body = "".join(f"<p>{text}</p>" for text in SENTENCES)
    page = newsroom.add("/a/1", f"<html lang=ar><article><h1>{TITLE}</h1>{body}</article>".encode())
    id = add("https://news.example/one.mp3", title=TITLE, page=page)
    article = await download_article(session, id)
    assert article.whole
    assert [block.url for block in article.blocks if block.kind == "embed"] == [
        "https://news.example/one.mp3"
    ]
    assert get_article(session, id) == article
    assert article.files == ("https://news.example/one.mp3",)


async def test_played_file_is_marked(session, add):
    id = add("https://news.example/one.mp3")
    mark_played(session, "https://news.example/one.mp3")
    assert list_files(session, id)[0].is_played
    assert get_article(session, id).blocks[-1].text.endswith(" ✓")
