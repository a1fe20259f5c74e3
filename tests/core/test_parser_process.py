"""Documents are parsed in a process with limits: same results, and a hostile one costs only itself."""

import asyncio
import os
import time
from datetime import UTC, datetime

import pytest

from reader.core import Session, parser_process
from reader.core.fetch_article import download_article, read_page
from reader.core.fetch_source import read_entries
from reader.core.parser_process import DocumentLimitError, ParserProcess
from reader.core.queries import get_healths, list_headlines
from reader.core.refresh import refresh_sources
from reader.model import Entry, Source, SourceHealth
from reader.sources import Client, ExtractError, FeedError
from reader.sources.http.client import Fetched

ENDLESS = """import time
def read_page(*_):
    while True: pass
def twin_address(*_):
    return [bytearray(1 << 26) for _ in range(64)]
"""


@pytest.fixture
async def parser():
    parser = ParserProcess()
    yield parser
    await parser.close()


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A process in which a page is read without end, and looking for its twin takes all memory."""
    (tmp_path / "hostile.py").write_text(ENDLESS)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from reader.core import parser_process as p\n"
        "import hostile, reader.core.fetch_article as a, reader.sources.article.further_requests as f\n"
        "a.read_page = hostile.read_page; f.twin_address = hostile.twin_address\n"
        "p.MAX_CPU_SECONDS = 1\n"
        "p.main()\n"
    )
    original = asyncio.create_subprocess_exec

    async def start(program, *_, **options):
        return await original(program, "-c", code, str(tmp_path), **options)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start)


def page(newsroom, path="/ar"):
    return Fetched(newsroom.url + path, 200, "<html><article><p>نص".encode() + b" x" * 400, "text/html")


async def test_results_are_those_of_a_call_in_this_process(parser, newsroom):
    source = Source("a", "ألف", feed=newsroom.url + "/rss.xml", headers=(("X-Key", "k"),), user_added=True)
    health = SourceHealth("a", last_fetch=datetime(2026, 1, 2, tzinfo=UTC))
    async with Client() as client:
        fetched = await client.get(source.feed, source=source)
    there = await parser.call(read_entries, source, fetched, health, True)
    here = read_entries(source, fetched, health, True)
    assert there.rows == tuple(here.rows)
    assert len(there.rows) == 6
    assert (there.note, there.whole, there.updated) == (here.note, here.whole, here.updated)
    assert there.health.digest == here.health.digest
    assert there.health.entries_per_day == here.health.entries_per_day
    entry = Entry("1", "عنوان \ud800", published=datetime.now(UTC), content="<p>x")
    assert await parser.call(read_page, page(newsroom), source, entry) == read_page(
        page(newsroom), source, entry
    )


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
    from reader.sources.article.further_requests import twin_address

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


async def test_process_without_documents_is_ended(parser, newsroom, started, monkeypatch):
    monkeypatch.setattr(parser_process, "IDLE_SECONDS", 0.05)
    await parser.call(read_page, page(newsroom), None, None)
    async with asyncio.timeout(30):
        await started[0].wait()


async def test_process_ends_with_its_parent(newsroom):
    """Its standard input is closed when the parent ends, however that ends."""
    parser = ParserProcess()
    await parser.call(read_page, page(newsroom), None, None)
    process = parser._process
    process._transport.get_pipe_transport(0).close()
    async with asyncio.timeout(30):
        assert await process.wait() == 0


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


async def test_parser_process_that_cannot_start_yields_to_threads(library, source, newsroom, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    session = Session(library, [source("a")], is_isolated=True)
    async for _ in refresh_sources(session):
        pass
    assert len(list_headlines(session)) == 6
    await session.close()
