"""Libraries written by earlier versions, kept as data: nothing is lost, and the same documents bring nothing.

Each folder of ``data`` was made by a version with that schema (``data/make_library.py``) from the feeds in
``schema-1``: read entries, bookmarks with tags and notes, an article, positions, and entries pruned while
their feeds listed them. ``early``: the schema was changed under the same number before it was published.
No version that could read a feed is older than ``schema-1-early``.
"""

import gzip
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reader.model import Filter, Source
from reader.sources import parse_feed
from reader.store import Library

DATA = Path(__file__).parent / "data"
FEEDS = ("given", "links", "permalinks", "shared", "bare", "undated")


SCHEMAS = sorted(path.name for path in DATA.glob("schema-*"))


@pytest.fixture(params=SCHEMAS)
def data(request):
    return DATA / request.param


@pytest.fixture
def expected(data):
    return json.loads((data / "expected.json").read_text("utf-8"))


@pytest.fixture
def library(data, tmp_path):
    path = tmp_path / "library.db"
    path.write_bytes(gzip.decompress((data / "library.db.gz").read_bytes()))
    with Library.open(path) as opened:
        yield opened


@pytest.fixture
def loaded(data, tmp_path):
    """A library of today with the dump of the old one in it."""
    with Library.open(tmp_path / "new.db") as opened:
        opened.interchange.load((data / "dump.jsonl").read_text("utf-8").splitlines())
        yield opened


def seen(library):
    """Return what a reader has in a library, as ``expected.json`` says it."""
    headlines = library.entries.headlines()
    return {
        "entries": sorted([h.id, h.source, h.title, h.url, h.read, h.saved] for h in headlines),
        "bookmarks": [
            [b.headline.id, list(b.tags), b.note, b.saved_at.isoformat(), b.archived, b.pending]
            for archived in (False, True)
            for b in library.bookmarks.all(archived=archived)
        ],
        "positions": {str(h.id): p for h in headlines if (p := library.articles.position(h.id))},
    }


def fetch(library, now):
    """Take in the documents the old library was made from; return what was new, changed and corrected."""
    added = []
    for id in FEEDS:
        source = Source(id, id, feed=f"https://wadi.example/{id}.xml")
        feed = parse_feed((DATA / "schema-1" / f"{id}.xml").read_bytes(), source.feed, repeat=False)
        added.append(library.entries.add(source, feed.entries, now=now))
    return [id for one in added for id in one.new], [id for one in added for id in one.corrected]


@pytest.mark.parametrize("kind", ["library", "loaded"])
def test_old_library_keeps_everything(kind, expected, request):
    library = request.getfixturevalue(kind)
    found = seen(library)
    assert found == {name: expected[name] for name in found}
    id, text = expected["article"]
    assert library.articles.get(id).text == text
    assert library.articles.original(id) == b"<p>page</p>"
    assert library.check() == []


@pytest.mark.parametrize("kind", ["library", "loaded"])
def test_same_documents_after_migration_bring_nothing(kind, data, expected, request):
    library = request.getfixturevalue(kind)
    before = seen(library)
    now = datetime.fromisoformat(expected["now"]) + timedelta(days=3)
    for day in range(3):
        assert fetch(library, now + timedelta(days=day)) == ([], [])
    assert seen(library) == before
    assert not any(h.corrected for h in library.entries.headlines())
    assert all(library.versions.all(h.id) == [] for h in library.entries.headlines())


def test_unread_stays_read_after_migration(library, data, expected):
    fetch(library, datetime.fromisoformat(expected["now"]) + timedelta(days=3))
    unread = library.entries.headlines(Filter(unread=True))
    assert [h.source for h in unread] == ["saved"]
