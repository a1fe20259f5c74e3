"""UAX #14: the rules, the way round them, and what is tailored."""

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.typeset.linebreak import _tailored, opportunities
from reader.typeset.linebreak_rules import find_breaks

WORDS = st.sampled_from(
    [
        "قال",
        "السيد",
        "مُحَمَّد",
        "كوفيد-19",
        "50%",
        "٥٠٪",
        "(رئيس)",
        "«نعم»",
        '"أجل"',
        'و"تويتر"',
        "Al-Quds",
        "and/or",
        "12/x",
        "a1/2",
        "20-08-2020",
        "12:30",
        "1,000.5",
        "-5",
        "+964",
        "$50",
        "عربي،ثم",
        "قال:",
        "نعم!",
        "كيف؟",
        "و؛",
        "…",
        "-",
        "–",
        "—",
        "»",
        "«",
        "(",
        ")",
        "%",
        "a.b.c",
        "O'Neill",
        "it’s",
        "می\u200cخواهم",
        "א-ב",
        "אב/גד",
        "日本語",
        "ー",
        "😀",
        "👨\u200d👩\u200d👧",
        "🇮🇶🇮🇶",
        "\u200f",
        "\u200f(abc)",
        "[x]y",
        "x(y)",
        "#وسم",
        "@user",
        "100\xa0km",
        "soft\xadhyphen",
        "\t",
        "ไทย",
        "a—b",
        "ـ",
        "۔",
        "ab́c",
        "َ",
        "‼",
        "€5",
        "№5",
        "{a}",
        "a\\b",
        "a|b",
        "“q”",
        "'q'",
        "1ً/2",
        "2-א",
        "-x",
        "x-",
        "x/",
        "/x",
        "؟!",
        "\u2028",
    ]
)
SENTENCES = st.lists(st.tuples(WORDS, st.sampled_from(["", " ", " ", " ", "  "])), max_size=8).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)
SCRAMBLED = st.text(alphabet="ab1٣بس .,:-/()«»\"'%،؟ \u064e\u200f–", max_size=14)


@settings(max_examples=400)
@given(st.one_of(SENTENCES, SCRAMBLED))
def test_opportunities_of_short_texts_equal_the_rules(text):
    assert opportunities(text) == _tailored(text, find_breaks(text))


def test_opportunities_after_a_bracket_with_a_mark_equal_the_rules():
    text = "{a}\u200f \u203c"
    assert opportunities(text) == _tailored(text, find_breaks(text)) == [6]


@pytest.mark.whole
@settings(max_examples=2000, deadline=None)
@given(st.one_of(SENTENCES, SCRAMBLED))
def test_opportunities_of_long_texts_equal_the_rules(text):
    assert opportunities(text) == _tailored(text, find_breaks(text))


def test_real_text_hardly_needs_the_rules(shared):
    from reader.typeset.linebreak import _ORDINARY, _odd_end

    text = (shared / "corpus/text/UD_Arabic-PUD.txt").read_text(encoding="utf-8")
    odd = 0
    for line in text.splitlines():
        at = 0
        while at < len(line):
            if ordinary := _ORDINARY.match(line, at):
                at = ordinary.end()
            else:
                end = _odd_end(line, at)
                odd += end - at
                at = end
    assert odd < len(text) / 1000


CHANGED = {
    "LB20a": re.compile("-\u0308?[#§\u0e01\U00050005\u05d0]"),  # no break after a hyphen that begins a word
    "LB21a": re.compile("[\u05d0]-[\u05d0]"),  # a break after a hyphen between two Hebrew letters
    "LB15a": re.compile('"\u0308? [(\u2329]|ambigu.*«'),  # quotation marks by their category, Pi and Pf
    "LB15c": re.compile(r" \.3"),  # a break before a number that begins with its point
    "LB25": re.compile(r",\u0308?0|[A-Za-z]\.\d"),  # no break between a separator and a digit
}
"""Rules changed in Unicode 16 and 17, and where the file of Unicode 15 shows it."""


def cases(file):
    """Yield the text and the breaks of every line of a file in the format of LineBreakTest.txt."""
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            if fields := line.partition("#")[0].split():
                text = "".join(chr(int(code, 16)) for code in fields[1::2])
                yield text, [i for i, mark in enumerate(fields[::2]) if mark == "÷"]


def test_linebreak_of_unicode_17_equals_icu_78():
    tried = list(cases(Path(__file__).parents[1] / "data/linebreak-17.txt"))
    assert len(tried) == 4000
    assert [text for text, breaks in tried if find_breaks(text) != breaks] == []


def test_linebreak_conformance_differs_by_rules_changed_since_unicode_15_only(shared):
    tried = list(cases(shared / "unicode/LineBreakTest.txt"))
    differ = [text for text, breaks in tried if find_breaks(text) != breaks]
    assert (len(tried), len(differ)) == (7654, 33)
    assert [text for text in differ if not any(rule.search(text) for rule in CHANGED.values())] == []
    assert all(any(rule.search(text) for text in differ) for rule in CHANGED.values())


def test_opportunities_of_conformance_texts_equal_the_rules(shared):
    for text, _ in cases(shared / "unicode/LineBreakTest.txt"):
        assert opportunities(text) == _tailored(text, find_breaks(text))


@pytest.mark.parametrize("text", ["🇮" * 60000, "1," * 30000 + "%", " " * 60000 + "é", "«" * 60000])
def test_linebreak_of_long_hostile_runs_takes_linear_time(text):
    start = process_time()
    find_breaks(text)
    assert process_time() - start < 2


def pieces(text):
    ends = opportunities(text)
    return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نسبة 50 % من", ["نسبة ", "50 % ", "من"]),
        ("نسبة ٥٠ ٪ من", ["نسبة ", "٥٠ ٪ ", "من"]),
        ("نسبة 50% من", ["نسبة ", "50% ", "من"]),
        ("قال (نعم) ثم", ["قال ", "(نعم) ", "ثم"]),
        ("كوفيد-19 عاد", ["كوفيد-19 ", "عاد"]),
        ("يوم 20-08-2020 كان", ["يوم ", "20-08-2020 ", "كان"]),
        ("Al-Quds", ["Al-", "Quds"]),
        ("انظر https://example.com/a/b-c?d=e ثم", ["انظر ", "https://example.com/a/b-c?d=e ", "ثم"]),
        ("إلى a.b-c@example.com ثم", ["إلى ", "a.b-c@example.com ", "ثم"]),
        ("ماذا ؟ نعم", ["ماذا ؟ ", "نعم"]),
        ("", []),
        ("  قال", ["  ", "قال"]),
    ],
)
def test_linebreak_of_examples_gives_their_pieces(text, expected):
    assert pieces(text) == expected
