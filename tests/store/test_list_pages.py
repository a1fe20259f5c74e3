"""Lists read a page at a time, and the counts kept with them: the same as reading and counting all."""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from reader.model import Filter, Source
from reader.store import Library

from .conftest import NOW, make

SOURCES = [Source(id, id, feed=f"https://{id}.example/rss") for id in ("a", "b", "c", "rare", "gone")]
CATEGORIES = ("سياسة", "رياضة", "")


@pytest.fixture(scope="module")
def filled(tmp_path_factory, empty):
    """Some hundred entries of five sources, with equal times, shared pages, stories, bookmarks and marks."""
    chance = random.Random(19)
    path = shutil.copy(empty, tmp_path_factory.mktemp("pages") / "library.db")
    with Library.open(path) as library:
        library.sources.set(SOURCES)
        for number in range(300):
            source = SOURCES[3] if number % 60 == 7 else chance.choice([*SOURCES[:3], SOURCES[4]])
            url = f"https://x.example/{number if number % 9 else number // 18}"
            entry = make(
                number,
                url=url,
                published=NOW - timedelta(hours=chance.randint(0, 90)),
                categories=(chance.choice(CATEGORIES),),
            )
            library.entries.add(source, [entry], now=NOW)
        ids = [h.id for h in library.entries.headlines()]
        library.entries.mark_read(chance.sample(ids, 120))
        for id in chance.sample(ids, 12):
            library.bookmarks.add(id)
        stories = {id: chance.choice([id, ids[number // 3 * 3]]) for number, id in enumerate(ids)}
        library.stories.assign(stories)
        library.sources.set(SOURCES[:4])  # saved headlines of the last one stay listed
        yield library


FILTERS = [
    Filter(),
    Filter(unread=True),
    Filter(sources=("a",)),
    Filter(sources=("a", "b")),
    Filter(sources=("rare", "c")),
    Filter(sources=("rare",), unread=True),
    Filter(categories=("سياسة",)),
    Filter(categories=("سياسة", "رياضة"), unread=True),
    Filter(saved=True),
    Filter(since=NOW - timedelta(hours=20)),
    Filter(sources=("nothing",)),
]


@pytest.mark.parametrize("rare", [20, 0.5])
@pytest.mark.parametrize("stories", [False, True])
@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize("wanted", FILTERS)
def test_pages_of_a_list_are_the_whole_list(filled, wanted, oldest_first, stories, rare, monkeypatch):
    monkeypatch.setattr("reader.store.entries._RARE", rare)
    every = filled.entries.headlines(wanted, stories=stories)[:: -1 if oldest_first else 1]
    options = {"stories": stories, "oldest_first": oldest_first}
    found = filled.entries.page(wanted, 7, **options)
    while page := filled.entries.page(wanted, 7, after=found[-1], **options) if found else []:
        found += page
    assert found == every
    back = []
    page = filled.entries.page(wanted, 5, oldest_first=not oldest_first, stories=stories)[::-1]
    while page:
        back = page + back
        page = filled.entries.page(wanted, 5, before=back[0], **options)
    assert back == every


@pytest.mark.parametrize("wanted", FILTERS)
def test_counts_of_a_list_are_those_of_its_headlines(filled, wanted):
    every = filled.entries.headlines(wanted)
    counts = filled.entries.count(wanted)
    assert counts == (len(every), sum(not h.read for h in every))
    since, until = NOW - timedelta(hours=50), NOW - timedelta(hours=10)
    part = [h for h in every if since <= h.published < until]
    assert filled.entries.count(wanted, since=since, until=until).total == pytest.approx(len(part), abs=12)
    kept = set(filled.entries.unread_ids(wanted))
    assert kept == {h.id for h in every if not h.read}


@pytest.mark.parametrize("wanted", [each for each in FILTERS if len(each.sources) == 1 or each.categories])
def test_total_is_the_count_where_no_page_is_shared(filled, wanted):
    assert filled.entries.total(wanted) == filled.entries.count(wanted)


def test_total_counts_a_shared_page_in_each_section(filled):
    each = [filled.entries.total(Filter(sources=(source.id,))) for source in SOURCES[:4]]
    saved = filled.entries.count(Filter(sources=("gone",)))
    assert filled.entries.total(Filter()) == tuple(map(sum, zip(*each, saved, strict=True)))


def test_sources_of_a_list_stand_by_their_newest_headline(filled):
    every = filled.entries.headlines()
    assert filled.entries.source_order(Filter()) == list(dict.fromkeys(h.source for h in every))
    oldest = filled.entries.source_order(Filter(), oldest_first=True)
    assert oldest == list(dict.fromkeys(h.source for h in every[::-1]))


def test_headline_that_left_the_list_is_still_a_place_in_it(filled):
    every = filled.entries.headlines(Filter(unread=True))
    here = every[10]
    filled.entries.mark_read([here.id])
    try:
        assert filled.entries.page(Filter(unread=True), 3, after=here) == every[11:14]
        assert filled.entries.page(Filter(unread=True), 3, before=here) == every[7:10]
    finally:
        filled.entries.mark_read([here.id], False)


def recount(library):
    """Return the counts by category and source, counted."""
    sql = (
        "SELECT category, source, count(*), sum(NOT folded AND hidden = ''), "
        "sum(NOT folded AND hidden = '' AND NOT read) FROM entries GROUP BY 1, 2"
    )
    return set(library._database._writer.execute(sql))


def kept(library):
    return set(library._database._writer.execute("SELECT * FROM tallies WHERE entries"))


@pytest.mark.parametrize("seed", range(6))
def test_kept_counts_are_those_counted_whatever_happened(empty, tmp_path, seed):
    chance = random.Random(seed)
    with Library.open(shutil.copy(empty, tmp_path)) as library:
        library.sources.set(SOURCES)
        for turn in range(25):
            numbers = chance.sample(range(40), 5)
            entries = [make(n, categories=(chance.choice(CATEGORIES),)) for n in numbers]
            now = NOW + timedelta(hours=turn)
            library.entries.add(chance.choice(SOURCES), entries, now=now)
            ids = [h.id for h in library.entries.headlines()]
            some = chance.sample(ids, min(6, len(ids)))
            library.entries.mark_read(some, chance.random() < 0.7)
            execute = library._database._writer.execute
            execute("UPDATE entries SET folded = 1 - folded WHERE id = ?", (chance.choice(ids),))
            hidden = chance.choice(["", "rule"])
            execute("UPDATE entries SET hidden = ? WHERE id = ?", (hidden, chance.choice(ids)))
            if turn % 8 == 7:
                library.retention.prune(now=now, keep_days=0, keep_entries=4, recent_days=0)
            assert kept(library) == recount(library)
        assert library.entries.counts() == {
            source.id: library.entries.count(Filter(sources=(source.id,))) for source in SOURCES
        }


def test_pages_of_rare_sources_with_a_damaged_time_show_the_others(filled, tmp_path, monkeypatch):
    monkeypatch.setattr("reader.store.entries._RARE", 0.5)
    wanted = Filter(sources=("rare", "c"))
    before = filled.entries.page(wanted, 300)
    copy = tmp_path / "library.db"
    with closing(sqlite3.connect(filled.path)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other)
        other.execute("UPDATE entries SET time = 'x' WHERE id = ?", (before[0].id,))
        other.commit()
    with Library.open(copy) as library:
        assert {h.id for h in before[1:]} <= {h.id for h in library.entries.page(wanted, 300)}
