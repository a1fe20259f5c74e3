import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.model import Article, Enclosure, Entry, Filter, Source
from reader.store import Counts, Library

from .conftest import NOW, SOURCE, make

SPORT = Source("wadi-sport", "وكالة الوادي: رياضة", home="https://www.wadi.example/")


def titles(headlines):
    return [h.title for h in headlines]


def test_entry_stored_is_read_back_equal(library):
    entry = Entry(
        id="urn:1",
        title="افتتاح سدّ الوادي",
        url="https://wadi.example/dam",
        published=datetime(2026, 11, 20, 8, 30, 15, 123456, tzinfo=UTC),
        updated=datetime(2026, 11, 20, 9, tzinfo=UTC),
        summary="ملخص",
        content="<p>نص <b>الخبر</b></p>",
        categories=("سياسة", "مياه"),
        authors=("سعاد", "علي"),
        enclosures=(Enclosure("https://wadi.example/a.mp3", "audio/mpeg", 12),),
        image="https://wadi.example/a.jpg",
        language="ar",
    )
    added = library.entries.add(SOURCE, [entry], now=NOW)
    assert added.updated == 0
    (id,) = added.new
    assert library.entries.get(id) == entry
    headline = library.entries.headline(id)
    assert (headline.source_name, headline.category, headline.author) == (
        "وكالة الوادي",
        "سياسة",
        "سعاد، علي",
    )
    assert (headline.published, headline.fetched, headline.image) == (entry.published, NOW, entry.image)
    assert not any((headline.read, headline.saved, headline.offline, headline.breaking))


def test_newest_first_and_paged(library):
    library.entries.add(SOURCE, [make(n) for n in (3, 1, 2, 5, 4)], now=NOW)
    everything = library.entries.headlines()
    assert titles(everything) == [f"خبر الوادي المرقم {n}" for n in (5, 4, 3, 2, 1)]
    assert library.entries.headlines(limit=2, offset=1) == everything[1:3]
    assert library.entries.headlines(limit=2) == everything[:2]


def test_new_ids_come_oldest_first(library):
    added = library.entries.add(SOURCE, [make(n) for n in (3, 1, 2)], now=NOW)
    assert [library.entries.get(id).id for id in added.new] == ["guid-1", "guid-2", "guid-3"]


def test_entry_without_a_date_or_with_a_future_one_is_sorted_as_now(library):
    library.entries.add(
        SOURCE, [make(1, published=NOW + timedelta(days=900)), make(2, published=None)], now=NOW
    )
    library.entries.add(SOURCE, [make(3, published=NOW)], now=NOW + timedelta(minutes=1))
    assert library.entries.headlines()[0].title == make(3).title
    assert library.entries.headlines()[0].time == NOW


def test_date_dropped_by_the_feed_is_kept(library):
    library.entries.add(SOURCE, [make(1)], now=NOW)
    again = library.entries.add(SOURCE, [replace(make(1), published=None)], now=NOW)
    assert again.updated == 0
    assert library.entries.headlines()[0].published == make(1).published


def test_known_entries_are_updated_and_keep_their_read_state(library):
    (id,) = library.entries.add(SOURCE, [make(1)], now=NOW).new
    library.entries.mark_read([id])
    changed = replace(make(1), title="عنوان مصحح", content="نص جديد")
    added = library.entries.add(SOURCE, [changed, make(2)], now=NOW)
    assert (len(added.new), added.updated) == (1, 1)
    assert library.entries.headline(id).title == "عنوان مصحح"
    assert library.entries.headline(id).read
    assert library.entries.add(SOURCE, [changed, make(2)], now=NOW).updated == 0


def test_summary_that_is_no_longer_said_is_not_a_change(library):
    entry = make(1, summary="نص", content="<p>نص</p>")
    (id,) = library.entries.add(SOURCE, [entry], now=NOW).new
    assert library.entries.add(SOURCE, [replace(entry, summary="")], now=NOW).updated == 0
    assert library.entries.get(id).summary == "نص"
    other = replace(entry, summary="", content="<p>غيره</p>")
    assert library.entries.add(SOURCE, [other], now=NOW).updated == 1
    assert library.entries.get(id).summary == ""


def test_language_of_the_source_is_not_a_change(library):
    library.entries.add(SOURCE, [make(1)], now=NOW)
    assert library.entries.headlines()[0].language == "ar"
    assert library.entries.add(SOURCE, [make(1)], now=NOW).updated == 0


class TestOneEntry:
    """One source, one entry; another source, another entry."""

    def count(self, library, *batches):
        for source, entries in batches:
            library.entries.add(source, entries, now=NOW)
        return len(library.entries.headlines())

    def test_entries_with_the_same_guid_are_a_single_entry(self, library):
        assert (
            self.count(library, (SOURCE, [make(1)]), (SOURCE, [make(1, url="https://wadi.example/x")])) == 1
        )

    def test_same_guid_of_another_source_is_another(self, library):
        far = Source("far", "بعيد", home="https://far.example/")
        assert (
            self.count(library, (SOURCE, [make(1)]), (far, [make(1, "خبر آخر", url="https://far.example/1")]))
            == 2
        )

    def test_item_repeated_in_a_batch_is_stored_once(self, library):
        assert self.count(library, (SOURCE, [make(1), make(1)])) == 1

    def test_page_in_two_sections_is_two_entries_in_a_row(self, library):
        other = make(
            1, "عنوان ثان", id="other", url=make(1).url.replace("https://", "http://www.") + "?utm_source=x"
        )
        assert self.count(library, (SOURCE, [make(1)]), (SPORT, [other])) == 1
        assert titles(library.entries.headlines(Filter(sources=(SPORT.id,)))) == ["عنوان ثان"]
        assert len(library.entries.headlines(Filter(sources=(SPORT.id, SOURCE.id)))) == 1
        second = library.entries.headlines(Filter(sources=(SPORT.id,)))[0].id
        assert titles(library.entries.headlines(Filter(unread=True))) == [make(1).title]
        library.entries.mark_read([library.entries.headlines()[0].id])
        assert titles(library.entries.headlines(Filter(unread=True))) == ["عنوان ثان"]
        library.bookmarks.add(second)
        assert len(library.entries.headlines()) == 2
        library.bookmarks.remove([second])
        library.sources.set([SPORT])
        assert titles(library.entries.headlines()) == ["عنوان ثان"]

    def test_address_of_all_items_identifies_none(self, library):
        entries = [make(n, url="https://wadi.example/latest") for n in range(5)]
        assert self.count(library, (SOURCE, entries)) == 5
        assert self.count(library, (SOURCE, entries)) == 5

    def test_same_number_under_two_slugs_with_other_guid_title_and_text_is_two(self, library):
        one = make(1, url="https://wadi.example/news/55555-old.html")
        two = make(2, "عنوان أُعيدت كتابته بالكامل", url="https://wadi.example/news/55555-new.html")
        assert self.count(library, (SOURCE, [one]), (SOURCE, [two])) == 2

    def test_two_slugs_in_a_feed_stay_two_entries(self, library):
        both = [
            make(1, url="https://wadi.example/news/55555-old.html"),
            make(2, "عنوان أُعيدت كتابته بالكامل", url="https://wadi.example/news/55555-new.html"),
        ]
        library.entries.add(SOURCE, both, now=NOW)
        assert [library.entries.add(SOURCE, both, now=NOW).updated for _ in range(2)] == [0, 0]

    def test_same_headline_in_two_channels_of_a_host_is_two(self, library):
        one = make(1, "الوادي يفوز على الجبل بهدفين", url="https://wadi.example/a")
        two = make(100, "الوادي يفوز على الجبل بهدفين.", id="x", url="https://wadi.example/sport/b")
        assert self.count(library, (SOURCE, [one]), (SPORT, [two])) == 2

    def test_same_headline_of_another_newsroom_is_another_story(self, library):
        far = Source("far", "بعيد", home="https://far.example/")
        one = make(1, "الوادي يفوز على الجبل بهدفين", url="https://wadi.example/a")
        two = make(2, "الوادي يفوز على الجبل بهدفين", url="https://far.example/b")
        assert self.count(library, (SOURCE, [one]), (far, [two])) == 2

    def test_same_headline_days_later_is_another_story(self, library):
        one = make(1, "أسعار العملات في أسواق الوادي", url="https://wadi.example/a")
        two = replace(
            one, id="y", guid="y", url="https://wadi.example/b", published=one.published + timedelta(days=4)
        )
        assert self.count(library, (SOURCE, [one]), (SPORT, [two])) == 2

    def test_daily_headline_of_a_feed_is_new_each_day(self, library):
        one = make(1, "أسعار العملات في أسواق الوادي", url="https://wadi.example/a")
        two = replace(
            one, id="y", guid="y", url="https://wadi.example/b", published=one.published + timedelta(days=1)
        )
        assert self.count(library, (SOURCE, [one]), (SOURCE, [two])) == 2

    def test_numbers_that_differ_are_two_stories(self, library):
        one = make(1, "أسعار العملات في أسواق الوادي")
        two = make(2, "أسعار العملات في أسواق الوادي")
        assert self.count(library, (SOURCE, [one]), (SPORT, [two])) == 2

    def test_another_feed_changes_nothing(self, library):
        one = make(1, "الوادي يفوز على الجبل بهدفين")
        library.entries.add(SOURCE, [one], now=NOW)
        added = library.entries.add(
            SPORT, [replace(one, id="x", guid="x", title="عنوان الصفحة الرياضية")], now=NOW
        )
        assert (len(added.new), added.updated) == (1, 0)
        assert titles(library.entries.headlines()) == [one.title]


class TestFilter:
    @pytest.fixture(autouse=True)
    def entries(self, library, add):
        other = Source("far", "بعيد", home="https://far.example/")
        library.sources.set([SOURCE, other])
        add(make(1, categories=("سياسة",)), make(2, categories=("رياضة",)), make(3))
        add(make(4, id="guid-4", url="https://far.example/4"), source=other)
        self.ids = [h.id for h in reversed(library.entries.headlines())]

    def numbers(self, library, **fields):
        found = library.entries.headlines(Filter(**fields))
        assert library.entries.count(Filter(**fields)).total == len(found)
        return [self.ids.index(h.id) + 1 for h in found]

    def test_filter_fields_narrow_the_list(self, library):
        library.entries.mark_read([self.ids[2]])
        library.bookmarks.add(self.ids[0])
        assert self.numbers(library) == [4, 3, 2, 1]
        assert self.numbers(library, sources=("wadi",)) == [3, 2, 1]
        assert self.numbers(library, sources=("wadi", "far")) == [4, 3, 2, 1]
        assert self.numbers(library, categories=("رياضة", "سياسة")) == [2, 1]
        assert self.numbers(library, unread=True) == [4, 2, 1]
        assert self.numbers(library, saved=True) == [1]
        assert self.numbers(library, since=make(3).published) == [4, 3]
        assert self.numbers(library, query="المرقم -3") == [4, 2, 1]
        assert self.numbers(library, query="???") == []
        assert self.numbers(library, sources=("wadi",), unread=True, query="خبر") == [2, 1]

    def test_categories_and_counts(self, library, add):
        add(make(9, categories=("رياضة",)))
        library.entries.mark_read(self.ids[:1])
        assert library.entries.categories() == ["رياضة", "سياسة"]
        assert library.entries.counts() == {"wadi": Counts(4, 3), "far": Counts(1, 1)}

    def test_unfollowed_source_keeps_only_saved_entries_in_lists(self, library):
        library.bookmarks.add(self.ids[1])
        library.sources.set([Source("far", "بعيد")])
        assert self.numbers(library) == [4, 2]
        assert set(library.entries.counts()) == {"far"}
        library.sources.set([SOURCE, Source("far", "بعيد")])
        assert self.numbers(library) == [4, 3, 2, 1]


def test_entries_by_address_or_id_are_found(library):
    (id,) = library.entries.add(SOURCE, [make(1)], now=NOW).new
    assert library.entries.find(str(id)) == id
    assert library.entries.find("١") == library.entries.find("1")
    assert library.entries.find(make(1).url + "?utm_source=x") == id
    assert library.entries.find("http://www.wadi.example/news/10001-slug.html#a") == id
    assert [
        library.entries.find(item) for item in ("99", "9" * 40, "", "x", "https://wadi.example/", "-1", "²")
    ] == [None] * 7


def test_mark_read_returns_the_changed_ids(library):
    ids = library.entries.add(SOURCE, [make(n) for n in range(4)], now=NOW).new
    assert library.entries.mark_read(ids[:2]) == ids[:2]
    assert library.entries.mark_read(ids) == ids[2:]
    assert library.entries.mark_read([*ids, 999], read=False) == ids
    assert library.entries.mark_read([]) == []


def test_mark_read_of_many_ids_changes_the_known(library):
    ids = library.entries.add(SOURCE, [make(1)], now=NOW).new
    assert library.entries.mark_read([*range(1000, 60_000), *ids]) == ids


@pytest.mark.parametrize(
    ("title", "breaking"),
    [
        ("عاجل | انفجار", True),
        ("#عاجل: الوادي", True),
        ("عــاجـل.. كذا", True),
        ("خبر عاجل: كذا", True),
        ("عاجل الرئيس يصل", True),
        ("Breaking: dam opens", True),
        ("فوری: سد افتتاح شد", True),
        ("اجتماع عاجل في الوادي", False),
        ("عاجلا أم آجلا", False),
        ("الوادي", False),
    ],
)
def test_entries_that_are_breaking_are_marked(library, title, breaking):
    library.entries.add(SOURCE, [make(1, title)], now=NOW)
    assert library.entries.headlines()[0].breaking == breaking


def test_queries_of_an_empty_library_return_nothing(library):
    assert library.entries.headline(5) is None
    assert library.entries.get(5) is None
    assert library.entries.headlines() == []
    assert library.entries.categories() == []


def test_article_lends_its_picture(library):
    (id,) = library.entries.add(SOURCE, [make(1)], now=NOW).new
    library.articles.put(id, Article("t", image="https://wadi.example/i.jpg"))
    assert library.entries.headline(id).image == "https://wadi.example/i.jpg"
    assert library.entries.add(SOURCE, [make(1)], now=NOW).updated == 0


WORDS = st.sampled_from(["سد", "الوادي", "يفتح", "غدا", "نهر", "جسر"])
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.sampled_from("abcdef"),
        title=st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
        url=st.sampled_from(
            [
                "",
                "https://wadi.example/",
                *(f"https://wadi.example/{n}/{s}" for n in ("11111", "22222", "x") for s in "ab"),
            ]
        ),
        published=st.none() | st.integers(-100, 100).map(lambda h: NOW + timedelta(hours=h)),
        content=st.sampled_from(["", "<p>x</p>"]),
        language=st.sampled_from(["", "ar", "en"]),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.tuples(st.sampled_from([SOURCE, SPORT]), ENTRIES), max_size=5))
def test_same_again_brings_nothing(tmp_path_factory, empty, batches):
    """Whatever feeds give: new ids are new, and a feed that stays as it is changes nothing in the end."""
    with Library.open(shutil.copy(empty, tmp_path_factory.mktemp("law"))) as library:
        seen = set()
        for source, entries in batches:
            unique = list({e.id: e for e in entries}.values())
            for _ in range(3):
                added = library.entries.add(source, unique, now=NOW)
                assert not seen & set(added.new)
                seen |= set(added.new)
            assert (added.new, added.updated) == ([], 0)
        listed = [library.entries.headlines(Filter(sources=(source.id,))) for source in (SOURCE, SPORT)]
        assert sum(map(len, listed)) == len(seen)
