"""What of a query can hardly be meant: found with what may have been meant instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.locale.translator import LANGUAGES, Translator
from reader.model import Source
from reader.store import check_syntax
from reader.store.query_check import nearest_source, quoted

from .conftest import SOURCE, make


@pytest.mark.parametrize(
    ("query", "kind", "said"),
    [
        ("after:xx", "day", "'xx' is not a day"),
        ("منذ:7", "day", "'7' is not a day"),
        ("before:2026-13", "day", "'2026-13' is not a day"),
        ("-before:xx", "day", "'xx' is not a day"),
        ("(نفط OR after:xx)", "day", "'xx' is not a day"),
        ("is:typo", "state", "There is no state 'typo'; is: takes saved, archived, unread"),
        ("is:unred", "state", "did you mean unread?"),
        ("حالة:مقرو", "state", "did you mean مقروء?"),
        ("حالة:مؤرشقة", "state", "did you mean مؤرشف?"),
        ("before: 2026", "value", "'before:' has no value"),
        ("جسر source:", "value", "'source:' has no value"),
        ('tag:"«»"', "value", "'tag:' has no value"),
        ("categry:سياسة", "field", "There is no field 'categry:'; did you mean 'category:'?"),
        ("حلة:مقروء", "field", "did you mean 'حالة:'?"),
        ("language:arabc", "language", "did you mean arabic?"),
        ("لغة:العربيا", "language", "did you mean العربية?"),
        ("لغة:انجلزي", "language", "did you mean إنجليزي?"),
        ("language:klingonisch", "language", "write a code such as ar, ckb or en"),
    ],
)
def test_field_without_a_value_of_its_kind_is_doubted(query, kind, said):
    (doubt,) = check_syntax(query)
    assert doubt.kind == kind
    assert said in str(doubt.message)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "بغداد جسر",
        "after:2026-11-01 before:اليوم منذ:7d",
        "is:unread حالة:محفوظ -is:read",
        "language:ar لغة:عربي language:zh-hant",
        'source:ina category:"رياضة محلية" tag:جسور author:سارة title:جسر',
        "10:30",
        "https://news.example/ar/1?x=2",
        "عاجل: الأنواء الجوية تحذر من السيول",
        "الوزير:«لا تأجيل»",
        "ab:c",
    ],
)
def test_query_of_words_and_known_fields_is_not_doubted(query):
    assert check_syntax(query) == []


@given(st.text(max_size=60))
def test_check_of_any_text_gives_messages_of_three_languages(text):
    for doubt in check_syntax(text):
        for language in LANGUAGES:
            assert Translator(language)(doubt.message)


@pytest.fixture
def news(library, add):
    library.sources.set([SOURCE, Source("jabal", "صحيفة الجبل اليومية", home="https://jabal.example/")])
    (id, *_) = add(make(1, "افتتاح سد", categories=("رياضة محلية",)), make(2, "كرة", categories=("سياسة",)))
    library.bookmarks.add(id)
    library.bookmarks.annotate(id, tags=("جسور",))
    return library


def said(library, query, followed=()):
    return [(doubt.kind, str(doubt.message)) for doubt in library.search.check(query, followed)]


@pytest.mark.parametrize(
    ("query", "near"),
    [("source:jabel", "jabal"), ("source:الجبال", '"صحيفة الجبل اليومية"'), ("-source:JABBAL", "jabal")],
)
def test_source_that_does_not_exist_is_doubted_with_the_nearest(news, query, near):
    ((kind, message),) = said(news, query)
    assert kind == "source"
    assert message.endswith(f"did you mean {near}?")


def test_source_like_no_other_is_doubted(news):
    assert said(news, "source:zzz جسر") == [("source", "There is no source 'zzz'; khabar sources lists them")]


@pytest.mark.parametrize("query", ["source:jabal", "source:الجبل", "source:اليومية", "مصدر:JABAL", "جسر"])
def test_source_that_the_query_finds_is_not_doubted(news, query):
    assert said(news, query) == []


def test_source_that_is_followed_but_not_stored_yet_is_not_doubted(news):
    assert said(news, "source:nahr", [("nahr", "النهر")]) == []
    assert said(news, "source:النهر", [("nahr", "النهر")]) == []


def test_source_that_is_no_longer_followed_is_not_doubted(news):
    news.sources.set([SOURCE])
    assert said(news, "source:jabal") == []


@pytest.mark.parametrize(
    ("query", "kind", "near"),
    [
        ("category:رياظة", "category", 'mean "رياضة محلية"?'),
        ("category:سياسه", None, ""),
        ("category:محلية", None, ""),
        ("category:zzz", "category", "has the category 'zzz'"),
        ("tag:جسو", "tag", "mean جسور?"),
        ("tag:zzz", "tag", "has the tag 'zzz'"),
        ("tag:جسور", None, ""),
    ],
)
def test_category_and_tag_that_nothing_has_are_doubted(news, query, kind, near):
    found = said(news, query)
    assert [each for each, _ in found] == ([kind] if kind else [])
    assert all(near in message for _, message in found)


def test_nearest_source_is_found_by_id_and_by_the_words_of_its_name():
    known = [("nahr", "صحيفة النهر"), ("ina", "")]
    assert nearest_source("nhar", known) == ("nahr", False)
    assert nearest_source("نهر", known) == ("nahr", True)
    assert nearest_source("xyzzy", known) is None
    assert nearest_source("", known) is None


def test_names_of_several_words_are_quoted():
    assert (quoted("سياسة"), quoted("رياضة محلية"), quoted("a(b)")) == ("سياسة", '"رياضة محلية"', '"a(b)"')
