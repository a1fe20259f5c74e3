import time
from datetime import timedelta

import pytest

from reader.model import Article, Block, Filter, Source
from reader.store import Library, hits
from reader.store import search as search_module

from .conftest import NOW, SOURCE, make


def found(library, query, **how):
    return [h.headline.title for h in library.search.find(query, **how)]


def marked(text, ranges):
    return [text[start:end] for start, end in ranges]


@pytest.fixture
def news(library, add):
    other = Source("jabal", "صحيفة الجبل اليومية", home="https://jabal.example/")
    library.sources.set([SOURCE, other])
    add(
        make(
            1,
            "افتتاح سد جديد",
            content="<p>قال الوزير إن <b>السدّ</b> سيروي الوادي.</p>",
            categories=("مياه",),
        ),
        make(2, "فكرة عن كرة القدم", content="<p>كتاب جديد لوزير سابق</p>", categories=("رياضة محلية",)),
        make(3, "مجلس النواب يصوت", content="<p>وصوّت مجلسُ النوّاب على القانون. النواب في مجلس آخر.</p>"),
        make(4, "شؤون العراق", content="<p>في العراق وفي بغداد، للعراق وبالعراق</p>", categories=("سياسة",)),
        make(5, "می‌خواهم کتاب‌ها را بخوانم", content="<p>خبر فارسی</p>", language="fa"),
    )
    add(
        make(
            6,
            "أسعار النفط",
            id="j6",
            url="https://jabal.example/6",
            summary="ارتفعت أسعار النفط ١٫٥٪ في 2026",
        ),
        make(
            7, "Éric in Baghdad", id="j7", url="https://jabal.example/7", content="The BBC says <i>hello</i>"
        ),
        source=other,
    )
    return library


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("سد", ["افتتاح سد جديد"]),
        ("السدّ", ["افتتاح سد جديد"]),
        ("سَـــدّ", ["افتتاح سد جديد"]),
        ("وزير", ["افتتاح سد جديد", "فكرة عن كرة القدم"]),
        ("كرة", ["فكرة عن كرة القدم"]),
        ("فكرة", ["فكرة عن كرة القدم"]),
        ("تاب", []),
        ("غداد", []),
        ("عراق", ["شؤون العراق"]),
        ("شئون", ["شؤون العراق"]),
        ('"مجلس النواب"', ["مجلس النواب يصوت"]),
        ('"النواب مجلس"', []),
        ('"صوت مجلس"', ["مجلس النواب يصوت"]),
        ("النواب مجلس", ["مجلس النواب يصوت"]),
        ("عرا*", ["شؤون العراق"]),
        ("الع*", ["شؤون العراق"]),
        ("ال*", ["افتتاح سد جديد", "فكرة عن كرة القدم", "مجلس النواب يصوت", "شؤون العراق", "أسعار النفط"]),
        ('"مجلس النو"*', ["مجلس النواب يصوت"]),
        ("سد OR نفط", ["افتتاح سد جديد", "أسعار النفط"]),
        ("جديد -سد", ["فكرة عن كرة القدم"]),
        ("جديد NOT سد", ["فكرة عن كرة القدم"]),
        ("جديد (سد OR كرة)", ["افتتاح سد جديد", "فكرة عن كرة القدم"]),
        ("title:جديد", ["افتتاح سد جديد"]),
        ("title:جديد OR سابق", ["افتتاح سد جديد", "فكرة عن كرة القدم"]),
        ("ميخواهم", ["می‌خواهم کتاب‌ها را بخوانم"]),
        ("می‌خواهم", ["می‌خواهم کتاب‌ها را بخوانم"]),
        ("می خواهم", ["می‌خواهم کتاب‌ها را بخوانم"]),
        ("کتاب", ["می‌خواهم کتاب‌ها را بخوانم", "فكرة عن كرة القدم"]),
        ("كتابها", ["می‌خواهم کتاب‌ها را بخوانم"]),
        ("1.5", ["أسعار النفط"]),
        ("٢٠٢٦", ["أسعار النفط"]),
        ("eric BBC", ["Éric in Baghdad"]),
        ("hello", ["Éric in Baghdad"]),
        ("source:jabal", ["Éric in Baghdad", "أسعار النفط"]),
        ("مصدر:الجبل نفط", ["أسعار النفط"]),
        ('source:"صحيفة الجبل"', ["Éric in Baghdad", "أسعار النفط"]),
        ("source:nothing سد", []),
        ("-source:jabal -is:read category:رياضة", ["فكرة عن كرة القدم"]),
        ("قسم:سِياسة", ["شؤون العراق"]),
        ("category:محلية", ["فكرة عن كرة القدم"]),
        ("source:jabal OR سد", ["Éric in Baghdad", "أسعار النفط", "افتتاح سد جديد"]),
        ("جديد OR -في", None),
        ("p", []),
        ("p b i", []),
        ("؟؟", []),
        ("", []),
        ("AND OR NOT", []),
        ('"', []),
        ("search:fts5 title MATCH", []),
    ],
)
def test_search_finds_the_titles_of_each_query(news, query, titles):
    result = found(news, query)
    if titles is None:
        assert len(result) > 0
    else:
        assert sorted(result) == sorted(titles)


def test_dates_and_states(news):
    ids = {h.title: h.id for h in news.entries.headlines()}
    news.entries.mark_read([ids["أسعار النفط"]])
    news.bookmarks.add(ids["افتتاح سد جديد"])
    news.bookmarks.annotate(ids["افتتاح سد جديد"], tags=["مِياهٌ"], archived=True)
    news.articles.put(ids["شؤون العراق"], Article("شؤون العراق", blocks=(Block("paragraph", "نص العراق"),)))
    assert found(news, "is:read") == ["أسعار النفط"]
    assert len(found(news, "is:unread")) == 6
    assert found(news, "is:saved") == found(news, "is:محفوظ OR is:archived") == ["افتتاح سد جديد"]
    assert found(news, "وسم:مياه") == ["افتتاح سد جديد"]
    assert found(news, "is:offline عراق") == ["شؤون العراق"]
    assert found(news, "is:breaking") == []
    assert len(found(news, f"after:{NOW - timedelta(days=60):%Y-%m-%d}")) == 7
    assert found(news, "before:2020") == []
    assert found(news, "after:2026-10-01 before:2026-10-02 سد") == []


def test_search_finds_a_new_entry_at_once(library):
    library.entries.add(SOURCE, [make(1, "كلمة فريدة")], now=NOW)
    assert found(library, "فريدة") == ["كلمة فريدة"]


def test_search_during_a_write_does_not_wait(library):
    library.entries.add(SOURCE, [make(1, "كلمة فريدة")], now=NOW)
    with Library.open(library.path) as other, other._database.writing():
        began = time.monotonic()
        assert found(library, "فريدة") == []
        assert time.monotonic() - began < 10  # waiting for it takes 30
    assert found(library, "فريدة") == ["كلمة فريدة"]


def test_filtered_lists_find_new_entries(library):
    (id,) = library.entries.add(SOURCE, [make(1, "كلمة فريدة")], now=NOW).new
    assert [h.id for h in library.entries.headlines(Filter(query="فريدة"))] == [id]
    (id,) = library.entries.add(SOURCE, [make(2, "كلمة وحيدة")], now=NOW).new
    library.bookmarks.add(id)
    assert [b.headline.id for b in library.bookmarks.all(query="وحيدة")] == [id]


def test_changed_entry_is_found_by_its_new_words_only(library, add):
    (id,) = add(make(1, "القديم", content="بحيرة"))
    add(make(1, "الجديد", content="شلال"))
    assert (found(library, "بحيرة"), found(library, "شلال")) == ([], ["الجديد"])
    library.articles.put(
        id, Article("الجديد", blocks=(Block("paragraph", "غابة"), Block("image", "صحراء", url="u")))
    )
    assert [found(library, q) for q in ("شلال", "غابة", "صحراء")] == [[], ["الجديد"], []]


class TestRanking:
    def test_headline_before_body(self, library, add):
        add(make(1, "نهر دجلة"), make(2, "خبر", content="نهر"), make(3, "خبر آخر", content="نهر نهر نهر"))
        assert found(library, "نهر")[0] == "نهر دجلة"

    def test_search_ranks_the_exact_form_first(self, library, add):
        add(make(1, "أ", content="عراق"), make(2, "ب", content="العراق"), make(3, "ج", content="وبالعراق"))
        assert found(library, "عراق")[0] == "أ"
        assert found(library, "العراق")[0] == "ب"

    def test_often_before_once(self, library, add):
        add(make(1, "أ", content="نهر ثم نهر ثم نهر ثم نهر"), make(2, "ب", content="نهر ثم بحر ثم جبل"))
        assert found(library, "نهر") == ["أ", "ب"]

    def test_side_by_side_before_scattered(self, library, add):
        add(make(1, "أ", content="مجلس النواب"), make(2, "ب", content="النواب في كل مجلس"))
        assert found(library, "مجلس النواب") == ["أ", "ب"]

    def test_rare_words_weigh_more(self, library, add):
        common = [make(n, f"خبر {n}", content="ماء") for n in range(3, 60)]
        add(make(1, "ياقوت", content="x"), make(2, "ماء", content="x"), *common)
        assert found(library, "ياقوت OR ماء")[0] == "ياقوت"

    def test_new_before_old(self, library, add):
        add(*(make(n * 1000, f"نهر {n}") for n in range(5)))
        assert found(library, "نهر") == [f"نهر {n}" for n in (4, 3, 2, 1, 0)]

    def test_old_headline_is_not_buried_by_new_bodies(self, library, add):
        add(make(1, "نهر الوادي"), *(make(n, f"خبر {n}", content="على ضفة نهر") for n in range(2, 400)))
        assert found(library, "نهر", limit=1) == ["نهر الوادي"]


def test_pages_fit_together(library, add):
    add(
        *(
            make(n, f"نهر {n}" if n % 3 else f"خبر {n}", content="ضفة نهر" if n % 2 else "نهر نهر")
            for n in range(500)
        )
    )
    whole = found(library, "نهر", limit=1000)
    assert len(whole) == len(set(whole)) == 500
    for size in (7, 50, 120):
        pages = [
            title
            for start in range(0, 500, size)
            for title in found(library, "نهر", limit=size, offset=start)
        ]
        assert pages == whole
    assert found(library, "نهر", offset=500) == []


@pytest.mark.parametrize("window", [5, 5000])
def test_search_with_conditions_finds_entries_deep_in_the_list(library, add, window, monkeypatch):
    monkeypatch.setattr(search_module, "WINDOW", window)
    ids = add(*(make(n, f"نهر {n}") for n in range(600)))
    library.entries.mark_read(ids[1:])
    assert found(library, "نهر is:unread") == ["نهر 0"]
    assert [h.title for h in library.entries.headlines(Filter(query="نهر", unread=True))] == ["نهر 0"]


class TestSnippet:
    def test_around_the_first_hit_with_harakat(self, library, add):
        filler = "كلام كثير قبل الخبر " * 20
        add(
            make(1, "عنوان", content=f"<p>{filler}</p><p>وصل الماءُ إلى الْعِرَاقِ، ثم  \n إلى بغداد</p>" + filler)
        )
        (hit,) = library.search.find("عراق")
        assert marked(hit.snippet, hit.snippet_hits) == ["الْعِرَاقِ"]
        assert hit.snippet.startswith("…")
        assert hit.snippet.endswith("…")
        assert "\n" not in hit.snippet
        assert "ثم إلى" in hit.snippet
        assert len(hit.snippet) < 200
        assert hit.title_hits == []

    def test_search_hit_in_the_headline_only_has_a_plain_snippet(self, library, add):
        add(make(1, "والعراق أيضًا", content="<p>بداية الخبر</p>"))
        (hit,) = library.search.find("عراق")
        assert marked(hit.headline.title, hit.title_hits) == ["والعراق"]
        assert (hit.snippet, hit.snippet_hits) == ("بداية الخبر", [])

    def test_vocalised_long_text(self, library, add):
        add(make(1, "عنوان", content="قَالَ الْوَزِيرُ إِنَّ الأَمْرَ يَسِيرٌ جِدًّا وَمَا فِيهِ شَكٌّ " * 30 + " نِهَايَةٌ"))
        (hit,) = library.search.find("نهاية")
        assert marked(hit.snippet, hit.snippet_hits) == ["نِهَايَةٌ"]

    def test_search_with_zwnj_finds_words_with_and_without(self, library, add):
        add(make(1, "عنوان", content="کلمه " * 100 + "نمی‌خواهم می‌خواهم کتاب‌ها"))
        (hit,) = library.search.find("میخواهم")
        assert marked(hit.snippet, hit.snippet_hits) == ["می‌خواهم"]

    def test_search_without_a_body_finds_by_title(self, library, add):
        add(make(1, "عراق"))
        (hit,) = library.search.find("عراق")
        assert (hit.snippet, hit.snippet_hits) == ("", [])


@pytest.mark.parametrize(
    ("text", "query", "ranges"),
    [
        ("في والْعِرَاقِ، والعراق؛ عِراق.", "عراق", ["والْعِرَاقِ", "والعراق", "عِراق"]),
        ("العــــراق", "العراق", ["العــــراق"]),
        ("مجلسُ  النوّاب ومجلس الأمن", '"مجلس النواب"', ["مجلسُ  النوّاب"]),
        ("مجلس، النواب", '"مجلس النواب"', ["مجلس، النواب"]),
        ("العراقية والعراقيون", "عراق*", ["العراقية", "والعراقيون"]),
        ("سد ونهر وجبل", "سد OR نهر -جبل", ["سد", "ونهر"]),
        ("العنوان", "title:عنوان source:x", ["العنوان"]),
        ("نهر نهر نهر", "نهر", ["نهر", "نهر", "نهر"]),
        ("نهر نهر نهر", '"نهر نهر" نهر', ["نهر نهر", "نهر"]),
        ("ﷲ أكبر", "الله", ["ﷲ"]),
        ("Straße", "strasse", ["Straße"]),
        ("كتاب", "تاب", []),
        ("", "عراق", []),
        ("عراق", "", []),
        ("عراق", '"', []),
    ],
)
def test_hits_in_the_original(text, query, ranges):
    assert marked(text, hits(text, query)) == ranges


def test_library_marks_like_no_library(news):
    assert hits("والعراق", "عراق") == [(0, 7)]


def test_search_with_two_programs_finds_entries_of_both(tmp_path):
    with Library.open(tmp_path / "l.db") as one, Library.open(tmp_path / "l.db") as two:
        one.entries.add(SOURCE, [make(1, "نهر")], now=NOW)
        assert found(two, "نهر") == ["نهر"]
        two.entries.add(SOURCE, [make(2, "نهر آخر")], now=NOW)
        assert len(found(one, "نهر")) == 2
