"""UAX #14: the library, the way round it, and what is tailored."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.typeset.linebreak import _tailored, opportunities

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


def library(text):
    from uniseg.linebreak import line_break_boundaries

    return list(line_break_boundaries(text))


@settings(max_examples=400)
@given(st.one_of(SENTENCES, SCRAMBLED))
def test_the_way_round_the_library_finds_what_it_finds(text):
    assert opportunities(text) == _tailored(text, library(text))


def test_a_mark_after_a_closing_bracket_hides_it_from_nobody():
    text = "{a}\u200f \u203c"
    assert opportunities(text) == _tailored(text, library(text)) == [6]


@pytest.mark.whole
@settings(max_examples=2000, deadline=None)
@given(st.one_of(SENTENCES, SCRAMBLED))
def test_the_way_round_the_library_finds_what_it_finds_at_length(text):
    assert opportunities(text) == _tailored(text, library(text))


def test_real_text_hardly_needs_the_library(shared):
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


def conformance(shared, step):
    """Return how many lines of the file were tried, and in how many the library says otherwise."""
    tried = differ = 0
    with open(shared / "unicode/LineBreakTest.txt", encoding="utf-8") as lines:
        cases = [fields for line in lines if (fields := line.partition("#")[0].split())]
    for fields in cases[::step]:
        tried += 1
        text = "".join(chr(int(code, 16)) for code in fields[1::2])
        found = library(text)
        differ += found != [i for i, mark in enumerate(fields[::2]) if mark == "÷"]
        assert opportunities(text) == _tailored(text, found)
    return tried, differ


def test_conformance_sample(shared):
    tried, differ = conformance(shared, 9)
    assert tried == 851
    assert differ <= 8


@pytest.mark.whole
def test_conformance_whole(shared):
    """The library follows Unicode 16, the file is of 15: in 31 lines the rules changed between them."""
    assert conformance(shared, 1) == (7654, 31)


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
def test_pieces(text, expected):
    assert pieces(text) == expected
