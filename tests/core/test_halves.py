"""Many sources shared out to two processes: the same steps and library as with one, whatever happens."""

import asyncio
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, closing
from dataclasses import replace

import pytest
from newsroom import XML, Reply

from reader.config import Settings
from reader.core import Session, lots, process
from reader.core import worker as beside
from reader.model import Source
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
        sources.append(Source(f"s{n}", f"مصدر {n}", feed=url, user_added=True, headers=(("X-Key", f"k{n}"),)))
    nowhere = f"{newsroom.url}/nowhere"
    sources[1] = Source("s1", "مصدر 1", feed=nowhere, user_added=True)
    sources[2] = Source("s2", "مصدر 2", feed=nowhere, listing=f"{newsroom.url}/lastnews", user_added=True)
    return sources


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(os, "nice", lambda _: 0)


@pytest.fixture
async def session(tmp_path, sources):
    with Library.open(tmp_path / "library.db") as library:
        session = Session(library, sources, Settings())
        yield session
        await session.close()


async def steps_of(session, *ids):
    async with aclosing(session.refresh(ids or None)) as steps:
        return [step async for step in steps]


def told(steps):
    """What steps say, whatever their order; when and under which number is another matter."""
    return {
        step.source: replace(step, done=0, finished=False, slow=(), headlines=())
        for step in steps
        if step.source
    }


async def test_it_is_as_without_it(session, sources, tmp_path, started, newsroom):
    steps = await steps_of(session)
    assert len(started) == 1
    assert started[0].returncode == 0
    assert steps[-1].finished
    with Library.open(tmp_path / "other.db") as library:
        other = Session(library, sources, Settings(), client_factory=Client)
        assert told(steps) == told(await steps_of(other))
        assert sorted(h.title for h in session.headlines()) == sorted(h.title for h in other.headlines())
        for id, health in other.healths().items():
            mine = session.healths()[id]
            assert replace(mine, last_fetch=None, last_success=None, due=None) == replace(
                health, last_fetch=None, last_success=None, due=None
            )
        await other.close()
    assert len(started) == 1
    assert {r.headers.get("x-key") for r in newsroom.requests if r.path == "/3.xml"} == {"k3"}


async def test_what_was_read_before_has_little_that_is_new(session, started):
    await steps_of(session)
    steps = await steps_of(session)
    assert len(started) == 1
    assert {step.note for step in steps if step.source not in ("", "s1", "s2")} == {"unchanged"}


async def test_what_is_known_of_a_source_goes_along(session, started, monkeypatch):
    await steps_of(session, "s3", "s4")
    assert not started
    steps = await steps_of(session)
    assert len(started) == 1
    assert {step.source for step in steps if step.note == "unchanged"} == {"s3", "s4"}


async def test_few_are_fetched_here(session, started):
    await steps_of(session, "s0")
    assert not started


async def test_on_one_core_all_is_done_here(session, started, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert (await steps_of(session))[-1].finished
    assert not started
    assert session.headlines()


async def test_who_gives_way_takes_one_core(session, started, monkeypatch):
    monkeypatch.setattr(os, "nice", lambda _: 10)
    assert (await steps_of(session))[-1].finished
    assert not started
    assert session.headlines()


async def test_a_process_that_cannot_be_had_is_done_without(session, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    assert (await steps_of(session))[-1].finished
    assert session.headlines()


async def test_one_that_cannot_begin_is_done_without(session, started, monkeypatch):
    monkeypatch.setattr(process, "_BEGIN", "raise SystemExit(1)")
    assert (await steps_of(session))[-1].finished
    assert len(started) == 1
    assert session.headlines()


async def test_slow_sources_are_named(session, newsroom, sources):
    session.follow([*sources, Source("silent", "الصامت", feed=f"{newsroom.url}/bad/silent", user_added=True)])
    async with aclosing(session.refresh()) as steps:
        async for step in steps:
            if step.slow:
                break
    assert step.slow == ("الصامت",)
    assert len(session.headlines()) > process.MANY


async def test_the_slow_are_named_while_others_arrive(session, newsroom, sources):
    newsroom.set_latency(0.4)
    few = Settings(concurrency=2)
    silent = Source("silent", "الصامت", feed=f"{newsroom.url}/bad/silent", user_added=True)
    session.settings = few
    session.follow([silent, *sources])
    async with aclosing(session.refresh()) as steps:
        async for step in steps:
            if step.source and step.slow:
                break
    assert step.slow == ("الصامت",)


async def test_cancelling_ends_it_and_keeps_what_came(session, newsroom, sources, started):
    session.follow([*sources, Source("silent", "الصامت", feed=f"{newsroom.url}/bad/silent", user_added=True)])
    task = asyncio.create_task(steps_of(session))
    while not session.library.headlines(limit=1):
        await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert session.headlines()
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_one_that_breaks_off_did_not_tell_is_done_here(session, newsroom, sources, started):
    newsroom.set_latency(0.3)
    told = []
    async with aclosing(session.refresh()) as steps:
        async for step in steps:
            told.append(step.source)
            if started[0].returncode is None:
                started[0].kill()
    assert sorted(filter(None, told)) == sorted(source.id for source in sources)
    assert step.finished
    assert sum(not health.error for health in session.healths().values()) == len(sources) - 1
    assert len({headline.source for headline in session.headlines()}) == len(sources) - 1


async def test_a_full_disk_costs_what_does_not_fit_and_no_more(session, sources, monkeypatch):
    library = session.library
    take_in = library.take_in

    def full(deliveries, **options):
        if any(delivery.source.id == "s4" for delivery in deliveries):
            raise LibraryFull(library.path)
        return take_in(deliveries, **options)

    monkeypatch.setattr(library, "take_in", full)
    steps = told(await steps_of(session))
    assert "disk is full" in steps["s4"].error
    assert steps["s5"].new == steps["s6"].new == 1
    assert session.healths()["s4"].failures == 1


async def test_while_another_writes_reading_goes_on_and_nothing_is_lost(session, sources, newsroom):
    with closing(sqlite3.connect(session.library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with aclosing(session.refresh()) as steps:
            async for step in steps:
                if other.in_transaction:
                    assert not step.source
                    if len(newsroom.requests) > len(sources):
                        other.execute("COMMIT")
    assert step.finished
    assert len({headline.source for headline in session.headlines()}) == len(sources) - 1


async def test_what_came_is_found_by_the_first_search(session, sources):
    await steps_of(session)
    assert session.library._index.behind() == len(session.headlines())
    assert len(session.search("خبر", limit=100)) >= len(sources) - 2
    assert session.library._index.behind() == 0


def test_sources_of_one_host_stay_together():
    """Two processes know nothing of each other's politeness; one's own hosts need none."""
    names = ["a.example", "b.example", "a.example", "c.example", "b.example", "a.example", "d.example"]
    outside = [Source(f"s{n}", "س", feed=f"https://{name}/{n}.xml") for n, name in enumerate(names)]
    inside = [Source(f"t{n}", "س", feed=f"http://127.0.0.1/{n}.xml") for n in range(3)]
    shared_out = [[source.id for source in lot] for lot in lots.lots([*outside, *inside])]
    assert shared_out == [["s0", "s2", "s5"], ["s1", "s4"], ["s3"], ["s6"], ["t0"], ["t1"], ["t2"]]


def test_lots_are_no_more_than_a_pipe_takes(monkeypatch):
    monkeypatch.setattr(lots, "MOST", 3)
    sources = [Source(f"s{n}", "س", feed=f"https://{n}.example/") for n in range(8)]
    some = lots.lots(sources)
    assert len(some) == 3
    assert sorted(source.id for lot in some for source in lot) == [source.id for source in sources]


def test_each_lot_is_taken_once():
    some = [[Source(f"s{n}", "س", feed=f"https://{n}.example/")] for n in range(1000)]
    reading, writing = os.pipe()
    os.write(writing, lots.numbered(some))
    os.close(writing)
    with ThreadPoolExecutor() as pool:
        took = list(pool.map(lambda _: [source.id for source in lots.taken(reading, some)], range(4)))
    os.close(reading)
    assert sorted(id for ids in took for id in ids) == sorted(lot[0].id for lot in some)


async def test_what_is_begun_is_this_program(session, sources, tmp_path, monkeypatch):
    """Whatever lies in the folder one stands in."""
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "__init__.py").write_text("raise SystemExit('another')")
    (tmp_path / "json.py").write_text("raise SystemExit('another')")
    monkeypatch.chdir(tmp_path)
    some = lots.lots(sources[3:5])
    with closing(process.Process("reader.core.worker")) as begun:
        begun.hand_out(lots.numbered(some))
        async with aclosing(beside.headlines(session, begun, some, 2)) as steps:
            assert {step.source async for step in steps} == {"s3", "s4"}
