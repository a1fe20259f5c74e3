"""Many sources collected in another process: the same steps and the same library, whatever happens to it."""

import asyncio
import os
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from newsroom import XML, Reply

from reader.config import Settings
from reader.edition import Edition, EditionError, process, upstream
from reader.model import Source, SourceHealth
from reader.sources import Client
from reader.store import Library, LibraryFull

FEED = """<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>خلاصة</title>
<item><title>خبر {n} \ud800</title><link>{url}/{n}/a</link><guid isPermaLink='false'>{n}</guid></item>
</channel></rss>"""


@pytest.fixture
def sources(newsroom):
    """As many as are worth a process; one does not answer, one has a second way."""
    sources = []
    for n in range(process.MANY + 4):
        feed = FEED.format(n=n, url=newsroom.url).encode("utf-8", "replace")
        url = newsroom.add(f"/{n}.xml", Reply(feed, type=XML, validators="etag"))
        sources.append(Source(f"s{n}", f"مصدر {n}", feed=url, by_hand=True, headers=(("X-Key", f"k{n}"),)))
    nowhere = f"{newsroom.url}/nowhere"
    sources[1] = Source("s1", "مصدر 1", feed=nowhere, by_hand=True)
    sources[2] = Source("s2", "مصدر 2", feed=nowhere, listing=f"{newsroom.url}/lastnews", by_hand=True)
    return sources


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(os, "nice", lambda _: 0)


@pytest.fixture
async def edition(tmp_path, sources):
    with Library.open(tmp_path / "library.db") as library:
        edition = Edition(library, sources, Settings())
        yield edition
        await edition.close()


async def steps_of(edition, *ids):
    async with aclosing(edition.refresh(ids or None)) as steps:
        return [step async for step in steps]


def told(steps):
    """What steps say, whatever their order; when and under which number is another matter."""
    return {
        step.source: replace(step, done=0, finished=False, slow=(), headlines=())
        for step in steps
        if step.source
    }


async def test_it_is_as_without_it(edition, sources, tmp_path, started, newsroom):
    steps = await steps_of(edition)
    assert len(started) == 1
    assert started[0].returncode == 0
    assert steps[-1].finished
    with Library.open(tmp_path / "other.db") as library:
        other = Edition(library, sources, Settings(), client_factory=Client)
        assert told(steps) == told(await steps_of(other))
        assert sorted(h.title for h in edition.headlines()) == sorted(h.title for h in other.headlines())
        for id, health in other.healths().items():
            mine = edition.healths()[id]
            assert replace(mine, last_fetch=None, last_success=None, due=None) == replace(
                health, last_fetch=None, last_success=None, due=None
            )
        await other.close()
    assert len(started) == 1
    assert {r.headers.get("x-key") for r in newsroom.requests if r.path == "/3.xml"} == {"k3"}


async def test_what_was_read_before_has_little_that_is_new(edition, started):
    await steps_of(edition)
    steps = await steps_of(edition)
    assert len(started) == 1
    assert {step.note for step in steps if step.source not in ("", "s1", "s2")} == {"unchanged"}


async def test_what_is_known_of_a_source_goes_along(edition, started, monkeypatch):
    await steps_of(edition, "s3", "s4")
    assert not started
    steps = await steps_of(edition)
    assert len(started) == 1
    assert {step.source for step in steps if step.note == "unchanged"} == {"s3", "s4"}


async def test_few_are_fetched_here(edition, started):
    await steps_of(edition, "s0")
    assert not started


async def test_on_one_core_all_is_done_here(edition, started, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert (await steps_of(edition))[-1].finished
    assert not started
    assert edition.headlines()


async def test_who_gives_way_takes_one_core(edition, started, monkeypatch):
    monkeypatch.setattr(os, "nice", lambda _: 10)
    assert (await steps_of(edition))[-1].finished
    assert not started
    assert edition.headlines()


async def test_a_process_that_cannot_be_had_is_done_without(edition, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    assert (await steps_of(edition))[-1].finished
    assert edition.headlines()


async def test_one_that_cannot_begin_is_done_without(edition, started, monkeypatch):
    monkeypatch.setattr(process, "_BEGIN", "raise SystemExit(1)")
    assert (await steps_of(edition))[-1].finished
    assert len(started) == 1
    assert edition.headlines()


async def test_slow_sources_are_named(edition, newsroom, sources):
    edition.follow([*sources, Source("silent", "الصامت", feed=f"{newsroom.url}/bad/silent", by_hand=True)])
    async with aclosing(edition.refresh()) as steps:
        async for step in steps:
            if step.slow:
                break
    assert step.slow == ("الصامت",)
    assert len(edition.headlines()) > process.MANY


async def test_the_slow_are_named_while_others_arrive(edition, newsroom, sources):
    newsroom.set_latency(0.4)
    few = Settings(concurrency=2)
    silent = Source("silent", "الصامت", feed=f"{newsroom.url}/bad/silent", by_hand=True)
    edition.settings = few
    edition.follow([silent, *sources])
    async with aclosing(edition.refresh()) as steps:
        async for step in steps:
            if step.source and step.slow:
                break
    assert step.slow == ("الصامت",)


async def test_cancelling_ends_it_and_keeps_what_came(edition, newsroom, sources, started):
    edition.follow([*sources, Source("silent", "الصامت", feed=f"{newsroom.url}/bad/silent", by_hand=True)])
    task = asyncio.create_task(steps_of(edition))
    while not edition.library.headlines(limit=1):
        await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert edition.headlines()
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_one_that_breaks_off_is_told_and_what_came_is_kept(edition, newsroom, sources, started):
    edition.follow([*sources, Source("silent", "الصامت", feed=f"{newsroom.url}/bad/silent", by_hand=True)])

    async def listen():
        async for step in edition.refresh():
            if step.done == len(sources):
                started[0].kill()

    with pytest.raises(EditionError, match="broke off"):
        await listen()
    assert len(edition.headlines()) > process.MANY


async def test_a_full_disk_costs_what_does_not_fit_and_no_more(edition, sources, monkeypatch):
    library = edition.library
    take_in = library.take_in

    def full(source, *rest, **options):
        if source.id == "s5":
            raise LibraryFull(library.path)
        return take_in(source, *rest, **options)

    monkeypatch.setattr(library, "take_in", full)
    steps = told(await steps_of(edition))
    assert "disk is full" in steps["s5"].error
    assert steps["s6"].new == 1
    assert edition.healths()["s5"].failures == 1


async def test_a_busy_library_holds_nothing_up_for_good(edition, newsroom, started):
    """More is waiting to be stored than a pipe takes; the servers' time is not counted meanwhile."""
    text = "كلمة " * 100_000
    for n in range(process.MANY + 1):
        feed = FEED.format(n=n, url=newsroom.url).replace(
            "</item>", f"<description>{text}</description></item>"
        )
        newsroom.add(f"/{n}.xml", Reply(feed.encode("utf-8", "replace"), type=XML))
    take_in = edition.library.take_in

    def slowly(*arguments, **options):
        import time

        time.sleep(0.1)
        return take_in(*arguments, **options)

    edition.library.take_in = slowly
    steps = await steps_of(edition)
    assert [step.source for step in steps if step.error] == ["s1"]


def test_what_is_begun_is_this_program(tmp_path, monkeypatch):
    """Whatever lies in the folder one stands in."""
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "__init__.py").write_text("raise SystemExit('another')")
    (tmp_path / "pickle.py").write_text("raise SystemExit('another')")
    monkeypatch.chdir(tmp_path)

    async def run():
        source = Source("s", "س", feed="http://127.0.0.1:9/", by_hand=True)
        sources = {source: SourceHealth("s", last_fetch=datetime(2026, 1, 1, tzinfo=UTC))}
        async with aclosing(upstream.collected(sources, "", 1)) as coming:
            return [upstream.unpack(told) async for source, told, _ in coming if source]

    (collected,) = asyncio.run(run())
    assert collected.health.failures == 1
    assert collected.health.last_fetch.tzinfo is UTC
