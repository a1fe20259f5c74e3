"""Feeds of real newsrooms: no item is lost, and a second fetch changes nothing."""

import shutil
from datetime import timedelta

import pytest

from reader.model import Source
from reader.sources import parse_feed
from reader.sources.errors import FeedError
from reader.store import Library

from .conftest import NOW

FEEDS = ("*.xml", "*.rss", "*.atom", "*.rdf", "*.json")


def feeds(shared):
    """Yield name and entries of every feed of two entries and more."""
    for path in sorted(path for kind in FEEDS for path in (shared / "corpus").rglob(kind)):
        try:
            feed = parse_feed(path.read_bytes(), f"https://feeds.example/{path.name}", repeat=False, now=NOW)
        except FeedError:
            continue
        if len(feed.entries) > 1:
            yield path.name, feed.entries


@pytest.mark.whole
def test_corpus_loses_no_item_and_a_second_fetch_changes_nothing(shared, empty, tmp_path):
    items = shown = 0
    for number, (name, entries) in enumerate(feeds(shared)):
        with Library.open(shutil.copy(empty, tmp_path / f"{number}.db")) as library:
            source = Source("feed", name)
            distinct = {
                (e.guid, e.url, e.title, e.published, e.summary, e.content, e.enclosures) for e in entries
            }
            assert len(library.entries.add(source, entries, now=NOW).new) == len(distinct), name
            for later, again in ((1, entries), (2, entries[::-1])):
                added = library.entries.add(source, again, now=NOW + timedelta(hours=later))
                assert (added.new, added.updated, added.corrected) == ([], 0, ()), name
            items += len(distinct)
            shown += len(library.entries.headlines())
    assert shown == items > 0


@pytest.mark.whole
def test_corpus_torn_after_half_loses_no_item(shared, empty, tmp_path):
    for number, (name, entries) in enumerate(feeds(shared)):
        with Library.open(shutil.copy(empty, tmp_path / f"{number}.db")) as library:
            source = Source("feed", name)
            older = entries[len(entries) // 2 :]
            first = library.entries.add(source, older, now=NOW).new
            whole = library.entries.add(source, entries, now=NOW + timedelta(hours=1)).new
            again = library.entries.add(source, older[1:], now=NOW + timedelta(hours=2))
            assert again.new == [], name
            assert library.entries.add(source, entries, now=NOW + timedelta(hours=3)).new == [], name
            distinct = {
                (e.guid, e.url, e.title, e.published, e.summary, e.content, e.enclosures) for e in entries
            }
            assert len(first) + len(whole) == len(distinct), name
