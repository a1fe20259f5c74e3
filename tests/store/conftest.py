"""A library on the disk, and entries to put into it."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from reader.model import Entry, Source
from reader.store import Library

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCE = Source("wadi", "وكالة الوادي", home="https://wadi.example/", category="العراق")


def make(number, title=None, **fields):
    """Return an entry; a higher number is newer."""
    id = fields.pop("id", f"guid-{number}")
    return Entry(
        id=id,
        guid=fields.pop("guid", id),
        title=title or f"خبر الوادي المرقم {number}",
        url=fields.pop("url", f"https://wadi.example/news/{10_000 + number}-slug.html"),
        published=fields.pop("published", NOW - timedelta(hours=1000) + timedelta(minutes=number)),
        **fields,
    )


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """An empty library, to be copied: making one waits for the disk."""
    path = tmp_path_factory.mktemp("empty") / "library.db"
    with Library.open(path) as made:
        made.sources.set([SOURCE])
    return path


@pytest.fixture
def library(tmp_path, empty):
    with Library.open(shutil.copy(empty, tmp_path)) as opened:
        yield opened


@pytest.fixture
def add(library):
    """Put entries into the library and index them; return their ids in the order given."""

    def put(*entries, source=SOURCE, now=NOW):
        library.entries.add(source, entries, now=now)
        while library.index.update(5):
            pass
        ids = {library.entries.get(h.id).id: h.id for h in library.entries.headlines()}
        return [ids[e.id] for e in entries]

    return put
