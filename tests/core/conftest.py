"""A session on a fresh library, and the fictional agency to fetch from."""

import pytest

from reader.core import Session, process
from reader.model import Source
from reader.store import Library


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
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
    """The processes that were started."""
    processes = []
    original = process.Process.__init__

    def start(self, module):
        original(self, module)
        processes.append(self.process)

    monkeypatch.setattr(process.Process, "__init__", start)
    return processes
