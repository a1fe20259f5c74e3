"""Documents are parsed in a process with limits: same results, and a hostile one costs only itself."""

import ast
import asyncio
import gc
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from newsroom import Reply

import reader
from reader.core import Session, child_process, parser_process
from reader.core.fetch_article import download_article, read_page
from reader.core.fetch_source import read_entries
from reader.core.images import download_images, read_image
from reader.core.parser_process import BlockingParser, DocumentLimitError, ParserProcess
from reader.core.queries import get_healths, list_headlines
from reader.core.refresh import refresh_sources
from reader.core.subscriptions import discover_source
from reader.model import Article, Block, Entry, Source, SourceHealth
from reader.sources import Client, ExtractError, FeedError, FetchError, discover
from reader.sources.article.further_requests import twin_address
from reader.sources.http.response import Fetched

READER = Path(reader.__file__).parent
ENDLESS = """SECONDS = 60
def read_page(*_) -> None:
    while True: pass
def twin_address(*_) -> None:
    taken = bytearray(1 << 30)
    return ""  # an answer that can be sent: it is the memory that is refused
"""

ASLEEP = """import time
SECONDS = 1
def read_page(*_) -> None:
    pass
def twin_address(*_) -> None:
    time.sleep(30)
    return ""  # an answer that can be sent: it is the time that is refused
"""


@pytest.fixture
async def parser():
    parser = ParserProcess()
    yield parser
    await parser.close()


HOSTILE_CODE = (
    "import sys; sys.path.insert(0, sys.argv[1])\n"
    "from reader.core import parser_process as p\n"
    "import hostile, reader.core.fetch_article as a, reader.sources.article.further_requests as f\n"
    "a.read_page = hostile.read_page; f.twin_address = hostile.twin_address\n"
    "p.main(1, p.MAX_MEMORY_BYTES, hostile.SECONDS)\n"
)


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A process in which a page is read without end, and looking for its twin takes all memory."""
    (tmp_path / "hostile.py").write_text(ENDLESS)
    command = [sys.executable, "-c", HOSTILE_CODE, str(tmp_path)]
    monkeypatch.setattr(child_process, "_command", lambda *_: command)


def page(newsroom, path="/ar"):
    return Fetched(newsroom.url + path, 200, "<html><article><p>نص".encode() + b" x" * 400, "text/html")


async def test_results_are_those_of_a_call_in_this_process(parser, newsroom):
    source = Source("a", "ألف", feed=newsroom.url + "/rss.xml", headers=(("X-Key", "k"),), user_added=True)
    health = SourceHealth("a", last_fetch=datetime(2026, 1, 2, tzinfo=UTC))
    async with Client() as client:
        fetched = await client.get(source.feed, source=source)
    there = await parser.call(read_entries, source, fetched, health, True)
    here = read_entries(source, fetched, health, True)
    assert there.rows == here.rows
    assert len(there.rows) == 6
    assert (there.note, there.whole, there.updated) == (here.note, here.whole, here.updated)
    assert there.health.digest == here.health.digest
    assert there.health.entries_per_day == here.health.entries_per_day
    entry = Entry("1", "عنوان", published=datetime.now(UTC), content="<p>x")
    assert await parser.call(read_page, page(newsroom), source, entry) == read_page(
        page(newsroom), source, entry
    )


async def test_time_of_a_page_keeps_its_zone(parser):
    body = (
        '<html><head><meta property="article:published_time" content="2026-01-02T10:00:00+03:00"></head>'
        f"<article><h1>عنوان</h1><p>{'نص من كلام كثير ' * 40}</p></article>"
    )
    page = Fetched("https://x.example/1", 200, body.encode(), "text/html")
    article, _ = await parser.call(read_page, page, None, None)
    assert article.published.isoformat() == "2026-01-02T10:00:00+03:00"


async def test_answer_of_another_type_is_an_error(parser, newsroom, monkeypatch):
    monkeypatch.setattr(parser_process, "_signature", lambda _: ((), int))
    with pytest.raises(DocumentLimitError):
        await parser.call(read_page, page(newsroom), None, None)


async def test_errors_keep_their_type_and_message(parser):
    source = Source("a", "ألف", feed="https://x.example/")
    page_of_nothing = Fetched(source.feed, 200, b"<html>", "text/html")
    with pytest.raises(FeedError) as failure:
        await parser.call(
            read_entries, source, Fetched(source.feed, 200, b"<html>", "text/html"), SourceHealth("a"), True
        )
    assert failure.value.message.key
    with pytest.raises(ExtractError):
        await parser.call(read_page, page_of_nothing, source, None)
    torn = Fetched(source.feed, 200, b"junk", "text/xml", whole=False)
    with pytest.raises(FetchError) as torn_failure:
        await parser.call(read_entries, source, torn, SourceHealth("a"), True)
    assert (torn_failure.value.status, torn_failure.value.offline) == (0, False)


async def test_parser_process_after_an_endless_document_reads_the_next(
    parser, hostile, newsroom, monkeypatch
):
    started = time.monotonic()
    with pytest.raises(DocumentLimitError):
        await parser.call(read_page, page(newsroom), None, None)
    assert time.monotonic() - started < 60
    monkeypatch.undo()
    assert (await parser.call(read_page, page(newsroom), None, None))[0].text


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="RLIMIT_AS is enforced on Linux")
async def test_document_that_takes_all_memory_is_an_error(parser, hostile, newsroom):
    from reader.sources import SourceError

    with pytest.raises(SourceError, match="memory"):
        await parser.call(twin_address, page(newsroom))


async def test_cancelled_call_leaves_no_process(parser, hostile, newsroom, started):
    call = asyncio.create_task(parser.call(read_page, page(newsroom), None, None))
    while not started:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert started[0].returncode is not None


async def test_cancelled_call_leaves_no_unretrieved_error(parser, hostile, newsroom, started):
    reported = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))
    call = asyncio.create_task(parser.call(read_page, page(newsroom), None, None))
    while not started:
        await asyncio.sleep(0.01)
    call.cancel()
    await asyncio.wait((call,))
    await parser.close()
    del call  # its error holds what it waited for
    gc.collect()
    assert reported == []


async def test_cancelled_call_leaves_the_others_alone(parser, hostile, newsroom, started, monkeypatch):
    calls = [asyncio.create_task(parser.call(read_page, page(newsroom), None, None)) for _ in range(3)]
    while not started:
        await asyncio.sleep(0.01)
    monkeypatch.undo()  # the next process is a sound one
    for call in calls[:2][::-1]:  # the one that waits, then the one at work
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    assert (await calls[2])[0].text


async def test_closing_leaves_no_process_for_the_calls_that_wait(parser, hostile, newsroom, started):
    calls = [asyncio.create_task(parser.call(read_page, page(newsroom), None, None)) for _ in range(3)]
    while not started:
        await asyncio.sleep(0.01)
    await parser.close()
    ends = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(ends[0], DocumentLimitError | ProcessLookupError)
    assert all(isinstance(end, asyncio.CancelledError) for end in ends[1:])
    assert [process.returncode is not None for process in started] == [True]


async def test_process_started_ahead_is_the_one_that_is_called(parser, newsroom, started):
    article, _ = (await asyncio.gather(parser.start(), parser.call(read_page, page(newsroom), None, None)))[1]
    assert article.text
    assert len(started) == 1


async def test_process_started_and_never_called_is_ended(parser, started, monkeypatch):
    monkeypatch.setattr(parser_process, "IDLE_SECONDS", 0.05)
    await parser.start()
    assert await asyncio.to_thread(started[0].wait, 30) is not None


async def test_process_without_documents_is_ended(parser, newsroom, started, monkeypatch):
    monkeypatch.setattr(parser_process, "IDLE_SECONDS", 0.05)
    await parser.call(read_page, page(newsroom), None, None)
    assert await asyncio.to_thread(started[0].wait, 30) == 0


FIRST_FEED = """
import sys
from datetime import UTC, datetime
from reader.core import fetch_source, parser_process
from reader.model import Source, SourceHealth
from reader.sources.http.response import Fetched

feed = b"<rss version='2.0'><channel><item><title>News</title><link>http://a.example/1</link></item></channel></rss>"
answer = Fetched("http://a.example/feed", 200, feed, "application/rss+xml")
source = Source(id="a", name="A", feed=answer.url)
request = ("reader.core.fetch_source", "read_entries", (source, answer, SourceHealth("a"), True))
assert b"News" in parser_process._answer(parser_process._pack(request))
print({"asyncio", "httpx", "ssl", "reader.store.upsert"} & sys.modules.keys())
"""


def test_parser_process_for_a_feed_loads_neither_client_nor_store():
    done = subprocess.run([sys.executable, "-c", FIRST_FEED], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


def test_process_ends_with_its_parent(newsroom, started):
    """Its standard input is closed when the parent ends, however that ends."""
    with BlockingParser() as parser:
        parser.call(read_page, page(newsroom), None, None)
        started[0].stdin.close()
        assert started[0].wait(30) == 0


def test_parser_process_after_the_longest_time_for_a_document_reads_the_next(
    hostile, newsroom, monkeypatch, tmp_path
):
    (tmp_path / "hostile.py").write_text(ASLEEP)
    with BlockingParser() as parser:
        with pytest.raises(DocumentLimitError):
            parser.call(twin_address, page(newsroom))
        monkeypatch.undo()
        assert parser.call(read_page, page(newsroom), None, None)[0].text


def test_answer_of_more_bytes_than_allowed_is_an_error(newsroom, monkeypatch):
    monkeypatch.setattr(parser_process, "_MAX_ANSWER_BYTES", 100)
    with BlockingParser() as parser, pytest.raises(DocumentLimitError):
        parser.call(read_page, page(newsroom), None, None)


def test_parser_process_that_waits_longer_than_a_document_may_take_still_answers(
    newsroom, monkeypatch, started
):
    monkeypatch.setattr(parser_process, "MAX_SECONDS", 1)
    with BlockingParser() as parser:
        for _ in range(2):
            assert parser.call(read_page, page(newsroom), None, None)[0].text
            time.sleep(1.2)
    assert len(started) == 1


async def test_isolated_session_refreshes_and_downloads(library, source, newsroom, started):
    session = Session(library, [source("a"), source("b", "/bad/page")], is_isolated=True)
    async for _ in refresh_sources(session):
        pass
    assert len(started) == 1
    assert len(list_headlines(session)) == 6
    assert get_healths(session)["b"].error
    article = await download_article(session, list_headlines(session)[0].id)
    assert article.whole
    await session.close()
    assert started[0].returncode is not None


async def test_first_refresh_starts_the_parser_before_the_first_answer(library, source, started):
    for processes in (1, 0):
        session = Session(library, [source("a", "/bad/404")], is_isolated=True)
        async for _ in refresh_sources(session):
            pass
        await session.close()
        assert len(started) == processes
        started.clear()


async def test_isolated_discovery_finds_the_same(library, newsroom, started):
    session = Session(library, [], is_isolated=True)
    for path in ("/ar", "/rss.xml", "/bad/page"):
        there = await discover_source(session, newsroom.url + path)
        assert there == await discover(await session.client(), newsroom.url + path)
    assert len(started) == 1
    await session.close()


def test_functions_given_to_the_parser_are_those_it_may_call():
    given = {
        node.args[0].id
        for path in (*READER.glob("core/**/*.py"), READER / "sources/discovery.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("parse", "_parse")
        and node.args
        and isinstance(node.args[0], ast.Name)
    }
    may = {name for names in parser_process._FUNCTIONS.values() for name in names}
    assert {"read_page", "read_feed", "refreshed"} <= given
    assert given - may - {"function"} == set()


async def test_isolated_discovery_of_an_endless_page_is_an_error(library, newsroom, started, monkeypatch):
    monkeypatch.setattr(parser_process, "MAX_CPU_SECONDS", 0)
    session = Session(library, [], is_isolated=True)
    with pytest.raises(DocumentLimitError):
        await discover_source(session, newsroom.url + "/ar")
    await session.close()


async def test_isolated_images_are_checked_and_decoded(library, source, newsroom, started):
    from io import BytesIO

    image = pytest.importorskip("PIL.Image")
    data = BytesIO()
    image.new("RGB", (400, 200), (200, 30, 30)).save(data, "PNG")
    url = newsroom.add("/sound.png", Reply(data.getvalue(), type="image/png"))
    huge = data.getvalue()[:16] + (100_000).to_bytes(4, "big") * 2 + data.getvalue()[24:]
    bomb = newsroom.add("/bomb.png", Reply(huge, type="image/png"))
    session = Session(library, [source("a")], is_isolated=True)
    async for _ in refresh_sources(session):
        pass
    article = Article(
        "عنوان", "https://x.example/1", blocks=(Block("image", "", url=url), Block("image", "", url=bomb))
    )
    id = list_headlines(session)[0].id
    images = await download_images(session, article, id, wanted=True)
    assert (images.stored, images.gone) == (1, 1)
    pixels = await read_image(session, url, 100, 100)
    assert (pixels.width, pixels.height, pixels.original) == (100, 50, (400, 200))
    assert pixels.data == bytes((200, 30, 30)) * 5_000
    assert await read_image(session, bomb, 100, 100) is None
    assert len(started) == 1
    await session.close()


async def test_parser_process_that_cannot_start_yields_to_threads(library, source, newsroom, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    session = Session(library, [source("a")], is_isolated=True)
    async for _ in refresh_sources(session):
        pass
    assert len(list_headlines(session)) == 6
    await session.close()


KILLED_PARENT = """import asyncio, socket, sys
from reader.core import child_process, parser_process
from reader.core.parser_process import ParserProcess
from reader.core.fetch_article import read_page
from reader.sources.http.response import Fetched
code, folder = sys.argv[1:]
if code:
    child_process._command = lambda *_: [sys.executable, "-c", code, folder]
original = parser_process.start_blocking_child
def start(*arguments, **options):
    process = original(*arguments, **options)
    print(process.pid, flush=True)
    return process
parser_process.start_blocking_child = start
left_open = socket.socket(); left_open.set_inheritable(True)
async def main():
    page = Fetched("https://x.example/", 200, "<html><article><p>نص".encode() + b" x" * 400, "text/html")
    await ParserProcess().call(read_page, page, None, None)
    await asyncio.sleep(60)
asyncio.run(main())
"""


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def parent(tmp_path):
    """Starts a process that parses in a process with limits; returns it and the number of the other."""
    import subprocess

    parents = []

    def start(code=""):
        command = [sys.executable, "-c", KILLED_PARENT, code, str(tmp_path)]
        parents.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return parents[-1], int(parents[-1].stdout.readline())

    yield start
    for each in parents:
        each.kill()
        each.communicate()


def wait_until(is_true, seconds):
    end = time.monotonic() + seconds
    while not is_true() and time.monotonic() < end:
        time.sleep(0.05)
    return is_true()


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="descriptors are listed by Linux")
@pytest.mark.parametrize("is_at_work", [False, True])
def test_killed_parent_leaves_no_process(parent, hostile, is_at_work):
    """Idle it reads the end of its input; at an endless document it meets the limit of processor time."""
    first, pid = parent(HOSTILE_CODE if is_at_work else "")
    assert is_running(pid)
    time.sleep(0.5)
    first.kill()
    first.wait()
    assert wait_until(lambda: not is_running(pid), 60)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="descriptors are listed by Linux")
def test_process_has_no_descriptor_of_its_parent(parent):
    """Its own pipes alone, though the parent has left a socket inheritable."""
    _, pid = parent()
    folder = Path(f"/proc/{pid}/fd")
    assert wait_until(lambda: os.readlink(folder / "1") == "/dev/null", 30), "prints are kept apart"
    # A module that is being imported is open for a moment.
    assert wait_until(lambda: sorted(int(path.name) for path in folder.iterdir()) == [0, 1, 2, 3], 30)
    targets = [os.readlink(folder / str(number)) for number in range(4)]
    assert targets[1] == targets[2] == "/dev/null"
    assert targets[3].startswith("pipe:")
