"""Entries that rules find, hide and highlight."""

import sqlite3

import pytest

from reader.model import Filter, Source
from reader.store import Library, schema

from .conftest import NOW, SOURCE, make

OTHER = Source("nahr", "النهر", home="https://nahr.example/")


def titles(library, **wanted):
    return [h.title for h in library.entries.headlines(Filter(**wanted))]


@pytest.fixture
def ids(add):
    """Football, oil and an English entry."""
    return add(
        make(1, "المنتخب يفوز بكأس الخليج", categories=("رياضة",), authors=("علي حسن",)),
        make(2, "أسعار النفط ترتفع", categories=("اقتصاد",), authors=("سارة أحمد",)),
        make(3, "Oil prices rise", language="en-GB", categories=("Economy",)),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("كاس", [0]),
        ("-نفط", [2, 0]),
        ("author:علي", [0]),
        ("كاتب:ساره", [1]),
        ("language:en", [2]),
        ("لغة:عربية", [1, 0]),
        ("-author:علي category:رياضة", []),
        ('"كأس الخليج" أو نفط', [1, 0]),
        ("", []),
    ],
)
def test_find_returns_the_entries_a_query_means(library, ids, query, found):
    assert library.rules.find(query) == [ids[n] for n in found]


def test_find_among_new_entries_leaves_out_all_others(library, add, ids):
    new = add(make(9, "منتخب آخر في كأس آسيا"))
    assert library.rules.find("كاس", new) == new
    assert library.rules.find("كاس", ids[1:]) == []
    assert library.rules.find("كاس", []) == []


def test_find_indexes_pending_entries(library):
    library.entries.add(SOURCE, [make(1, "كأس العالم")], now=make(1).published)
    assert len(library.rules.find("كاس")) == 1


def test_hidden_entries_leave_every_list_but_their_own(library, ids):
    library.rules.hide("بلا رياضة", [ids[0]])
    assert titles(library) == ["Oil prices rise", "أسعار النفط ترتفع"]
    assert titles(library, hidden=True) == ["المنتخب يفوز بكأس الخليج"]
    assert library.entries.counts()[SOURCE.id] == (2, 2)
    assert library.search.find("كاس") == []
    assert [hit.headline.id for hit in library.search.find("كاس is:hidden")] == [ids[0]]
    assert library.rules.count_hidden() == {"بلا رياضة": 1}


def test_hidden_entry_that_is_saved_stays_on_the_shelf(library, ids):
    library.bookmarks.add(ids[0])
    library.rules.hide("بلا رياضة", [ids[0]])
    assert [b.headline.id for b in library.bookmarks.all()] == [ids[0]]
    assert [b.headline.id for b in library.bookmarks.all("كاس")] == [ids[0]]


def test_page_of_two_sections_is_shown_when_its_first_entry_is_hidden(library, add):
    url = "https://wadi.example/news/77-x.html"
    (first,) = add(make(1, "خبر", url=url))
    library.entries.add(OTHER, [make(2, "خبر", id="other", url=url)], now=NOW)
    library.rules.hide("قاعدة", [first])
    assert len(titles(library)) == 1


def test_first_rule_that_hides_or_highlights_stays(library, ids):
    library.rules.highlight("نفط", [ids[1]])
    library.rules.highlight("اقتصاد", ids[1:])
    found = {h.id: h.highlight for h in library.entries.headlines()}
    assert found == {ids[0]: "", ids[1]: "نفط", ids[2]: "اقتصاد"}


def test_clear_takes_back_marks_of_removed_rules(library, ids):
    library.rules.hide("قديمة", [ids[0]])
    library.rules.hide("باقية", [ids[1]])
    library.rules.highlight("قديمة", [ids[2]])
    library.rules.clear({"باقية"}, set())
    assert library.rules.count_hidden() == {"باقية": 1}
    assert not any(h.highlight for h in library.entries.headlines())


def test_entry_kept_unread_is_passed_over_when_many_are_marked(library, ids):
    library.entries.mark_read([ids[0]], by_hand=True)
    assert library.entries.mark_read([ids[0]], False, by_hand=True) == [ids[0]]
    assert library.entries.mark_read(ids) == ids[1:]
    assert library.entries.mark_read([ids[0]], by_hand=True) == [ids[0]]


def test_rules_survive_a_dump(library, ids, tmp_path):
    library.rules.hide("بلا رياضة", [ids[0]])
    with Library.open(tmp_path / "other.db") as other:
        other.interchange.load(library.interchange.dump())
        assert other.rules.count_hidden() == {"بلا رياضة": 1}


def test_library_of_schema_6_gets_visible_entries(tmp_path):
    path = tmp_path / "library.db"
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, 6)
    connection.execute(
        'INSERT INTO sources VALUES (\'wadi\', \'الوادي\', 0, 1, \'{"id": "wadi", "name": "الوادي"}\')'
    )
    connection.execute(
        "INSERT INTO entries (source, guid, url, title, fetched, time, category, author, language, image) "
        "VALUES ('wadi', 'g', '', 'خبر قديم', 1, 1, '', '', 'ar', '')"
    )
    connection.close()
    with Library.open(path) as library:
        assert titles(library) == ["خبر قديم"]
        assert library.check() == []
