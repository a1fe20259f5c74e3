"""A session on a fresh library, and the fictional agency to fetch from."""

import asyncio

import pytest

from reader.core import Session, parser_process
from reader.model import Source
from reader.store import Library


@pytest.fixture
def library(tmp_path, new_library):
    with Library.open(new_library(tmp_path / "library.db")) as library:
        yield library


@pytest.fixture
def source(newsroom):
    """Makes a source of the agency; ``listing`` and ``feed`` are paths."""

    def source(id="alpha", feed="/rss.xml", listing="", **values):
        return Source(
            id,
            f"مصدر {id}",
            feed=newsroom.url + feed if feed else "",
            listing=newsroom.url + listing if listing else "",
            user_added=True,
            **values,
        )

    return source


@pytest.fixture
async def session(library):
    session = Session(library, [])
    yield session
    await session.close()


@pytest.fixture
def started(monkeypatch):
    """The processes that were started to refresh or to parse."""
    processes = []
    original, start_parser = asyncio.create_subprocess_exec, parser_process.start_blocking_child

    async def start(*arguments, **options):
        processes.append(await original(*arguments, **options))
        return processes[-1]

    def start_blocking(*arguments, **options):
        processes.append(start_parser(*arguments, **options))
        return processes[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start)
    monkeypatch.setattr(parser_process, "start_blocking_child", start_blocking)
    return processes
