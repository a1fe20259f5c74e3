from dataclasses import replace
from datetime import timedelta

import pytest

from reader.model import Article, Block
from reader.store import retention

from .conftest import NOW, SOURCE, make


def aged(days, number=None, **fields):
    number = days if number is None else number
    return make(number, published=NOW - timedelta(days=days), **fields)


def come(library, *days, source=SOURCE, **fields):
    """Add entries as they came, each on its day; return their ids."""
    return [
        id
        for day in days
        for id in library.entries.add(source, [aged(day, **fields)], now=NOW - timedelta(days=day)).new
    ]


def fresh(library, at):
    """Add an entry of another source that is of this moment, as there always is one."""
    other = replace(SOURCE, id="other", home="https://other.example/")
    library.entries.add(other, [make(9_999, f"خبر {at:%Y-%m-%d}", id=f"{at}", published=at)], now=at)


def ages(library):
    return sorted((NOW - h.published).days for h in library.entries.headlines())


def test_retention_by_age_deletes_the_oldest(library):
    come(library, 0, 13, 15, 89, 91, 400)
    assert library.retention.prune(now=NOW, keep_days=90).entries == 2
    assert ages(library) == [0, 13, 15, 89]
    assert library.retention.prune(now=NOW, keep_days=90).entries == 0


def test_prune_by_count_keeps_newest_unread_and_recent(library):
    ids = come(library, *range(30))
    library.entries.mark_read(
        id for id in ids if library.entries.headline(id).published < NOW - timedelta(days=4, hours=12)
    )
    library.retention.prune(now=NOW, keep_days=0, keep_entries=3, recent_days=14)
    assert ages(library) == [0, 1, 2, 3, 4]


def test_source_has_its_own_rule(library):
    strict = replace(SOURCE, id="strict", keep_days=5, home="https://strict.example/")
    library.sources.set([SOURCE, strict])
    come(library, 20, 30)
    for day in (3, 20, 30):
        come(
            library, day, source=strict, id=f"s{day}", title=f"شأن {day}", url=f"https://strict.example/{day}"
        )
    library.retention.prune(now=NOW, keep_days=90, recent_days=1)
    assert ages(library) == [3, 20, 30]


def test_prune_by_age_counts_from_the_arrival(library):
    library.entries.add(SOURCE, [aged(800)], now=NOW)
    fresh(library, NOW + timedelta(days=91))
    assert library.retention.prune(now=NOW + timedelta(days=89)).entries == 0
    assert library.retention.prune(now=NOW + timedelta(days=91)).entries == 1


def test_zero_keeps_all(library):
    come(library, 1, 5000)
    assert library.retention.prune(now=NOW, keep_days=0, keep_entries=0).entries == 0


def test_prune_keeps_saved_entries(library):
    ids = come(library, 3000, 2000, 1000)
    library.bookmarks.add(ids[0])
    library.bookmarks.add(ids[1])
    library.bookmarks.annotate(ids[1], archived=True)
    library.retention.prune(now=NOW, keep_days=1, keep_entries=1)
    assert ages(library) == [2000, 3000]
    page = library.articles.add_page(Article("صفحة", "https://old.example/x"))
    library.retention.prune(now=NOW + timedelta(days=9000), keep_days=1, keep_entries=1, recent_days=0)
    assert library.entries.headline(page)


def test_pruned_entry_in_the_feed_does_not_return(library):
    """59: pruned 500 days ago, listed all the time; and a year after it was last listed it may come again."""
    come(library, 400)
    fresh(library, NOW)
    library.retention.prune(now=NOW)
    assert library.entries.add(SOURCE, [aged(400)], now=NOW).new == []
    later = NOW + timedelta(days=500)
    fresh(library, later)
    library.retention.prune(now=later)
    assert library.entries.add(SOURCE, [aged(400)], now=later).new == []
    for day in range(1, 5):
        library.entries.add(SOURCE, [aged(-day)], now=later + timedelta(days=day))
    gone = later + timedelta(days=380)
    fresh(library, gone)
    library.retention.prune(now=gone)
    assert len(library.entries.add(SOURCE, [aged(400)], now=gone).new) == 1


def test_prune_by_count_keeps_entries_of_the_document(library):
    ids = library.entries.add(SOURCE, [aged(day) for day in range(20, 30)], now=NOW).new
    library.entries.mark_read(ids)
    assert library.retention.prune(now=NOW, keep_days=0, keep_entries=3, recent_days=0).entries == 0


def test_prune_removes_everything_of_an_entry(library, add):
    (old,) = add(aged(400, content="<p>كلمة نادرة</p>"), now=NOW - timedelta(days=400))
    (kept,) = add(aged(1))
    image = "https://wadi.example/old.jpg", "https://wadi.example/both.jpg", "https://wadi.example/stray.jpg"
    for url in image:
        library.articles.put_image(url, b"x")
    library.articles.put(
        old, Article("t", image=image[0], blocks=(Block("image", "", url=image[1]),)), b"page"
    )
    library.articles.put(kept, Article("t", blocks=(Block("image", "", url=image[1]),)))
    library.articles.set_position(old, 9)
    pruned = library.retention.prune(now=NOW)
    assert (pruned.entries, pruned.images) == (1, 2)
    assert [library.articles.image(url) for url in image] == [None, b"x", None]
    assert (library.articles.get(old), library.articles.original(old), library.articles.position(old)) == (
        None,
        None,
        0,
    )
    assert library.search.find("نادرة") == []
    assert library.check() == []


@pytest.mark.parametrize("count", [1000])
def test_room_is_given_back(library, count):
    long_ago = NOW - timedelta(days=400)
    library.entries.add(
        SOURCE, [aged(400, n, content=f"{n} " + "نص " * 500) for n in range(count)], now=long_ago
    )
    fresh(library, NOW)
    library.retention.prune(now=NOW)
    size = library.retention.size()
    assert size.entries == 1
    assert size.total == size.file + size.log > size.free
    assert size.free > 1_000_000
    while library.retention.vacuum(200):
        pass
    assert library.retention.size().free == 0
    path = library.path
    library.close()
    assert path.stat().st_size < size.free


def test_ids_are_not_given_twice(library):
    (old,) = come(library, 400)
    library.retention.prune(now=NOW)
    (new,) = library.entries.add(SOURCE, [aged(1)], now=NOW).new
    assert new > old


def test_source_that_floods_keeps_its_share_even_of_unread_and_recent_entries(library, monkeypatch):
    monkeypatch.setattr(retention, "MAX_SOURCE_ENTRIES", 5)
    come(library, *range(9))
    library.retention.prune(now=NOW, keep_entries=4)
    assert ages(library) == [0, 1, 2, 3, 4]


def test_source_with_too_much_text_loses_its_oldest_and_no_bookmark(library, monkeypatch):
    monkeypatch.setattr(retention, "MAX_SOURCE_BYTES", 25_000)
    other = replace(SOURCE, id="other", home="https://other.example/")
    ids = come(library, *range(6), content="<p>" + "x" * 10_000)
    come(library, 20, source=other)
    library.bookmarks.add(ids[5])
    library.retention.prune(now=NOW)
    assert ages(library) == [0, 1, 5, 20]


def test_prune_with_no_limit_keeps_a_flood(library, monkeypatch):
    monkeypatch.setattr(retention, "MAX_SOURCE_ENTRIES", 5)
    come(library, *range(9))
    library.retention.prune(now=NOW, keep_entries=0)
    assert len(ages(library)) == 9


YEARS = timedelta(days=3650)


@pytest.mark.parametrize("jump", [timedelta(days=200), YEARS, 500 * YEARS])
def test_clock_that_jumps_ahead_prunes_nothing(library, jump):
    come(library, 0, 1, 20, 50)
    library.entries.add(SOURCE, [make(7, "undated", published=None)], now=NOW + jump)
    assert library.retention.prune(now=NOW + jump, keep_days=90).entries == 0
    assert library.retention.prune(now=NOW + jump, keep_days=60).entries == 1  # 80 days by the month believed


def test_entries_that_came_by_a_clock_behind_are_as_old_as_they_are(library):
    library.entries.add(SOURCE, [aged(0), aged(50)], now=NOW - 5 * YEARS)
    assert library.retention.prune(now=NOW, keep_days=90).entries == 0
    assert library.retention.prune(now=NOW, keep_days=40).entries == 1


def test_date_far_ahead_is_not_believed(library):
    come(library, 0, 20)
    library.entries.add(SOURCE, [aged(-20_000)], now=NOW)
    assert library.retention.prune(now=NOW + YEARS, keep_days=90).entries == 0


def test_date_to_come_keeps_no_entry(library):
    come(library, 0, 1)
    id = library.entries.add(SOURCE, [aged(-20_000)], now=NOW - timedelta(days=50)).new[0]
    library.retention.prune(now=NOW, keep_days=40)
    assert library.entries.get(id) is None
