from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.query_parser import MAX_TERMS, And, Dated, Field, Not, Or, Term, parse_query, terms

BAGHDAD = timezone(timedelta(hours=3))
NOW = datetime(2026, 11, 24, 12, 30, tzinfo=BAGHDAD)


def day(*parts):
    return datetime(*parts, tzinfo=BAGHDAD)


def word(text, **fields):
    return Term((text,), raw=fields.pop("raw", text), **fields)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("بغداد", word("بغداد")),
        ("الْعِرَاقُ", word("العراق", raw="الْعِرَاقُ")),
        ("a b", And((word("a"), word("b")))),
        ("a AND b", And((word("a"), word("b")))),
        ("a OR b", Or((word("a"), word("b")))),
        ("a أو b", Or((word("a"), word("b")))),
        ("a|b", Or((word("a"), word("b")))),
        ("a b OR c d", And((word("a"), Or((word("b"), word("c"))), word("d")))),
        ("(a b) OR c", Or((And((word("a"), word("b"))), word("c")))),
        ("a -b", And((word("a"), Not(word("b"))))),
        ("a NOT b", And((word("a"), Not(word("b"))))),
        ("-(a b)", Not(And((word("a"), word("b"))))),
        ('"a b"', Term(("a", "b"), quoted=True, raw="a b")),
        ("«مجلس النواب»", Term(("مجلس", "النواب"), quoted=True, raw="مجلس النواب")),
        ("“a b”", Term(("a", "b"), quoted=True, raw="a b")),
        ("عراق*", word("عراق", prefix=True, raw="عراق*")),
        ('"a bc"*', Term(("a", "bc"), prefix=True, quoted=True, raw="a bc*")),
        ("title:عاجل", word("عاجل", title=True)),
        ("عنوان:عاجل", word("عاجل", title=True)),
        ("source:wadi", Field("source", "wadi")),
        ("مصدر:الوادي", Field("source", "الوادي")),
        ('source:"بغداد اليوم"', Field("source", "بغداد اليوم")),
        ("قسم:سياسة", Field("category", "سياسه")),
        ("وسم:مهم", Field("tag", "مهم")),
        ("is:saved", Field("is", "saved")),
        ("is:محفوظ", Field("is", "saved")),
        ("حالة:غير_مقروء", Field("is", "unread")),
        ("IS:Unread", Field("is", "unread")),
        ("after:2026-01-02", Dated(start=day(2026, 1, 2))),
        ("بعد:٢٠٢٦-٠١-٠٢", Dated(start=day(2026, 1, 2))),
        ("after:02-01-2026", Dated(start=day(2026, 1, 2))),
        ("بعد:٢/١/٢٠٢٦", Dated(start=day(2026, 1, 2))),
        ("before:2026-02", Dated(end=day(2026, 2, 1))),
        ("before:2025", Dated(end=day(2025, 1, 1))),
        ("after:today", Dated(start=day(2026, 11, 24))),
        ("منذ:أمس", Dated(start=day(2026, 11, 23))),
        ("after:36h", Dated(start=NOW - timedelta(hours=36))),
        ("after:2w", Dated(start=NOW - timedelta(weeks=2))),
        ("1,500", Term(("1", "500"), raw="1,500")),
        ("می‌خواهم", Term(("مي", "خواهم"), raw="می‌خواهم")),
    ],
)
def test_parse_query_of_the_syntax_gives_its_tree(text, node):
    assert parse_query(text, NOW) == node


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"a b', ["a b"]),
        ("a)", ["a"]),
        ("((a", ["a"]),
        ("OR a", ["a"]),
        ("a OR", ["a"]),
        ("a OR OR b", ["a", "b"]),
        ("NOT", []),
        ("-", []),
        ("a -", ["a"]),
        ("foo:bar", ["foo", "bar"]),
        ("after:yesterdayish", ["after", "yesterdayish"]),
        ("after:2026-13-45", ["after", "2026 13 45"]),
        ("is:happy", ["is", "happy"]),
        ("source:؟", ["source"]),
        ("source:", ["source"]),
        ("https://wadi.example/a?b=1", ["https", "wadi example a b 1"]),
        ("a*b", ["a b"]),
        ("*", []),
        ("م*", ["م"]),
        ('""', []),
        ("!!! ؟", []),
        ("", []),
        ("\x00a\ud800", ["a"]),
        ("NEAR(a b, 3)", ["NEAR a b 3".lower().split()[0], "a", "b", "3"]),
        ("{a} ^b a:b", ["a", "b", "a", "b"]),
    ],
)
def test_query_that_is_no_syntax_is_words(text, found):
    assert [" ".join(term.words) for term in terms(parse_query(text, NOW))] == found


def test_negated_terms_are_not_wanted():
    assert [t.raw for t in terms(parse_query("a -b (c -d)", NOW))] == ["a", "c"]


def test_pasted_page_is_cut():
    assert len(terms(parse_query("كلمة " * 5000, NOW))) == MAX_TERMS


@pytest.mark.parametrize("text", ["after:2026 ", "source:x OR ", "-is:saved ", "a before:1d "])
def test_query_of_many_conditions_is_cut(text):
    node = parse_query(text * 20_000, NOW)
    assert len(node.parts) == MAX_TERMS


@pytest.mark.parametrize(
    "text",
    ["(" * 5000 + "a", "-" * 5000 + "a", "NOT " * 5000 + "a", '"' * 999 + "a", "a:" * 999],
    ids=["(", "-", "NOT", "quote", "field"],
)
def test_depth_is_bounded(text):
    parse_query(text, NOW)


@given(st.text(st.sampled_from('ab اب"«»()-*|:NOTR أو\u200c\u064e٣,/') | st.characters()))
def test_anything_can_be_parsed(text):
    parse_query(text, NOW)
