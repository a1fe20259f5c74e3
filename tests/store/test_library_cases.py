# ruff: noqa: E501 - one case a line
"""The cases of identity that need a library: several documents, sources, pruning, the shelf.

The numbers are those of the cases collected with the issue; the words are our own.
"""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from reader.model import Enclosure, Entry, Filter, Source
from reader.store import Library
from reader.store.entry_rows import prepare
from reader.store.row_factories import moment
from reader.store.upsert import SourceUpdate, take_in

from .conftest import NOW, SOURCE
from .test_identity import CASES, T0, A

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SPORT = Source("sport", "رياضة", feed="https://wadi.example/sport.xml")
TEXT = "<p>افتتح رئيس الوزراء اليوم سد الوادي الجديد في شمال المدينة بحضور الوزراء والسفراء وأهالي القرى</p>"


def story(n=1, **fields):
    """Return entry ``n`` of a feed; a higher one is older."""
    url = fields.pop("url", f"https://wadi.example/news/{n}")
    guid = fields.pop("guid", f"g{n}")
    title = fields.pop("title", f"خبر الوادي {n} عن السدود")
    return Entry(guid or url, title, url, guid=guid, published=NOW - n * HOUR, content=TEXT, **fields)


def feed(*entries, after=timedelta(), source=SOURCE, whole=True):
    """Return a step that takes a document in."""

    def take(library):
        now = NOW + after
        update = SourceUpdate(source, None, prepare(source, entries, now), whole)
        take_in(library._database, [update], now)

    return take


def read(library):
    """Mark all as read."""
    library.entries.mark_read([h.id for h in library.entries.headlines()])


def prune(after):
    """Return a step that prunes what is older than a day."""
    return lambda library: library.retention.prune(now=NOW + after, keep_days=1, recent_days=1)


ONE, TWO = story(1), story(2)
FLASH = story(1, title="عاجل | انفجار وسط المدينة")
STORY = story(2, title="انفجار يهز وسط المدينة ويصيب ثلاثة")
OLD, NEW = story(1), story(1, title="خبر الوادي 1 عن الأنهار")
LIBRARY_CASES = [
    # number, steps, rows of the list, of them unread, marked as corrected
    (51, [feed(ONE), feed(replace(ONE, url="https://wadi.example/sport/1"), source=SPORT)], 2, 2, 0),
    (52, [feed(ONE), feed(replace(ONE, guid="s1", id="s1"), source=SPORT)], 1, 1, 0),
    (53, [feed(ONE), feed(story(1, guid="s1", url="https://wadi.example/s/1"), source=SPORT)], 2, 2, 0),
    (54, [feed(ONE), read, feed(ONE, source=replace(SOURCE, feed="https://new.example/rss"), after=HOUR)], 1, 0, 0),
    (56, [feed(ONE), read, feed(replace(ONE, guid="tag:wadi.example,2026:1"), after=HOUR)], 1, 0, 0),
    (57, [feed(ONE, TWO), read, feed(TWO, after=HOUR), feed(ONE, TWO, after=2 * HOUR)], 2, 0, 0),
    (58, [feed(ONE, TWO), read, prune(9 * DAY), feed(ONE, TWO, after=9 * DAY)], 0, 0, 0),
    (59, [feed(ONE, TWO), read, *(step for days in range(9, 410, 40) for step in (prune(days * DAY), feed(ONE, TWO, after=days * DAY)))], 0, 0, 0),
    (60, [feed(ONE), read, prune(9 * DAY), feed(replace(story(1, title="شركة النفط تعلن أرباحا قياسية", url="https://wadi.example/oil"), published=NOW + 8 * DAY), after=9 * DAY)], 1, 1, 0),
    (61, [feed(story(1, guid="", url="http://wadi.example/1")), read, prune(9 * DAY), feed(story(1, guid="", url="https://wadi.example/1"), after=9 * DAY)], 0, 0, 0),
    (63, [feed(OLD), read, *(feed(each, after=n * HOUR) for n, each in enumerate((NEW, OLD, NEW, OLD), 1))], 1, 0, 1),
    (76, [feed(FLASH), feed(STORY, FLASH, after=HOUR), feed(STORY, FLASH, after=2 * HOUR)], 2, 2, 0),
]  # fmt: skip


@pytest.mark.parametrize(("number", "steps", "rows", "unread", "corrected"), LIBRARY_CASES)
def test_library_shows_the_verdict_of_its_case(library, number, steps, rows, unread, corrected):
    library.sources.set([SOURCE, SPORT])
    for step in steps:
        step(library)
    headlines = library.entries.headlines()
    shown = len(headlines), sum(not h.read for h in headlines), sum(h.corrected for h in headlines)
    assert shown == (rows, unread, corrected)


def test_page_of_two_sections_is_an_entry_of_each(library):
    """52: one row of the list of all, and a row in each section's own."""
    library.sources.set([SOURCE, SPORT])
    feed(ONE)(library)
    feed(replace(ONE, guid="s1", id="s1"), source=SPORT)(library)
    for source in (SOURCE, SPORT):
        assert len(library.entries.headlines(Filter(sources=(source.id,)))) == 1


def as_entry(item):
    """Return an item of the table of identity as an entry of a feed."""
    guid, url = item["guid"].strip(), item["url"]
    file = item.get("file")
    return Entry(
        guid or url or item["title"],
        item["title"],
        url,
        guid=item["guid"],
        published=moment(item["published"]),
        content=item["text"],
        enclosures=(Enclosure(file),) if file else (),
    )


@pytest.mark.parametrize("saved", [False, True])
@pytest.mark.parametrize(("number", "b", "a", "gone", "verdict"), CASES)
def test_library_with_a_saved_entry_gives_the_same_verdict(
    empty, tmp_path, number, b, a, gone, verdict, saved
):
    """86: the shelf shows the entry as it was saved, and says that a newer version is there."""
    first, second = {**A, **a}, {**A, **a, **b}
    now = moment(T0) + 5 * HOUR
    with Library.open(shutil.copy(empty, tmp_path)) as library:
        for hour, item in enumerate((first, second)):
            at = now + hour * HOUR
            update = SourceUpdate(SOURCE, None, prepare(SOURCE, [as_entry(item)], at), gone or hour == 1)
            (added,) = take_in(library._database, [update], at)
            if not hour:
                (id,) = added.new
                if saved:
                    library.bookmarks.add(id)
                before = library.entries.get(id)
        assert (not added.new) == (verdict == "same")
        if saved:
            assert library.entries.get(id) == before
            (bookmark,) = library.bookmarks.all()
            assert bookmark.newer == bool(library.versions.all(id))
            assert bookmark.newer >= bool(added.corrected)
