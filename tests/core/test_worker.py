"""A large refresh in a process beside: the same steps and the same library, and gone when nobody listens."""

import os
from contextlib import aclosing

import pytest
from newsroom import XML, Reply
from translated import in_arabic

from reader.config import Settings
from reader.core import CoreError, Session
from reader.core.queries import list_headlines
from reader.core.worker import MIN_SOURCES_FOR_WORKER, refresh_in_worker
from reader.model import Source
from reader.store import Library

FEED = """<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>خلاصة</title>
<item><title>خبر {n}</title><link>{url}/{n}/a</link><guid isPermaLink='false'>{n}</guid></item>
</channel></rss>"""


@pytest.fixture
def session(tmp_path, new_library, newsroom):
    """As many sources as are worth a process; one of them wants a password, one does not answer."""
    sources = []
    for n in range(MIN_SOURCES_FOR_WORKER + 1):
        url = newsroom.add(f"/{n}.xml", Reply(FEED.format(n=n, url=newsroom.url).encode(), type=XML))
        sources.append(Source(f"s{n}", f"مصدر {n}", feed=url, user_added=True, headers=(("X-Key", f"k{n}"),)))
    sources[1] = Source("s1", "مصدر 1", feed=f"{newsroom.url}/nowhere", user_added=True)
    with Library.open(new_library(tmp_path / "library.db")) as library:
        yield Session(library, sources, Settings(keys={"bookmark": "s"}))


async def steps_of(refresh):
    return [step async for step in refresh]


async def test_worker_gives_the_same_steps_and_library(session, newsroom, started):
    steps = await steps_of(refresh_in_worker(session))
    assert len(started) == 1
    assert started[0].returncode == 0
    assert {step.source for step in steps if step.source} == {source.id for source in session.sources}
    assert steps[-1].finished
    assert [step.source for step in steps if step.error] == ["s1"]
    assert in_arabic(next(step for step in steps if step.error).error)
    assert {headline.title for headline in list_headlines(session)} == {
        f"خبر {n}" for n in range(MIN_SOURCES_FOR_WORKER + 1) if n != 1
    }
    new = [id for step in steps for id in step.headlines]
    assert sorted(new) == sorted(headline.id for headline in list_headlines(session))
    assert {request.headers.get("x-key") for request in newsroom.requests if request.path == "/2.xml"} == {
        "k2"
    }
    await session.close()


async def test_little_is_done_here(session, started):
    assert (await steps_of(refresh_in_worker(session, ["s2"])))[-1].new == 1
    assert not started
    await session.close()


async def test_worker_with_an_unknown_source_raises(session, started):
    with pytest.raises(CoreError, match="nobody"):
        await steps_of(refresh_in_worker(session, ["nobody"] * MIN_SOURCES_FOR_WORKER))
    await session.close()


async def test_process_that_cannot_be_had_is_done_without(session, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    assert (await steps_of(refresh_in_worker(session)))[-1].finished
    assert list_headlines(session)
    await session.close()


async def test_worker_without_a_listener_ends(session, newsroom, started):
    newsroom.set_latency(30)
    async with aclosing(refresh_in_worker(session)) as steps:
        assert not (await anext(steps)).source, "a sign of life"
    assert started[0].returncode is not None
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)
    await session.close()


async def test_worker_that_is_killed_raises(session, newsroom, started):
    newsroom.set_latency(30)

    async def listen():
        async for _step in refresh_in_worker(session):
            started[0].kill()

    with pytest.raises(CoreError, match="interrupted"):
        await listen()
    await session.close()


async def test_worker_with_an_unreadable_library_raises(session, tmp_path, monkeypatch):
    monkeypatch.setattr(type(session.library), "path", tmp_path / "gone.db")
    with pytest.raises(CoreError, match="gone"):
        await steps_of(refresh_in_worker(session))
    await session.close()
