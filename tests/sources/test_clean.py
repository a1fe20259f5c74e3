import re
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.sources import clean, clean_line, clean_markup, clean_url
from reader.sources.sanitize import MARKS, NESTED, URL_LENGTH

ESC, BEL, CSI, OSC, ST = "\x1b", "\x07", "\x9b", "\x9d", "\x9c"
RLE, PDF, RLO, RLI, PDI = "\u202b", "\u202c", "\u202e", "\u2067", "\u2069"

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\x1b\x07\x08\r\n\t\x9b\x9d\x9c\x90\x9f[]\\;?0123mHJPX^_~ aابت\u0301\u064b\u200c\u200d\u200f"
        ),
        st.sampled_from(
            "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\xad\ud800\udfff"
        ),
        st.characters(),
    ),
    max_size=80,
)


def is_balanced(line):
    """Tell whether every embedding and isolate of a line ends in it, in order."""
    opened = []
    for char in line:
        if char in "\u202a\u202b\u2066\u2067\u2068":
            opened.append(char)
        elif char in (PDF, PDI) and (not opened or (opened.pop() in "\u202a\u202b") != (char == PDF)):
            return False
    return not opened


@given(HOSTILE)
@example(f"{ESC}]52;c;aGk={BEL}")
@example(f"{ESC}{ESC}[31m[31m")
@example("\r\x00\n")
@example(f"{RLI}{RLE}{PDI}{PDF}")
@example("\u0301\n\u0301")
@example(" \u200f\u0301a")
def test_clean_of_any_text_is_idempotent(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not CONTROLS.search(cleaned)
    assert not any(unicodedata.category(c) == "Cs" for c in cleaned)
    assert RLO not in cleaned
    assert "\u202d" not in cleaned
    assert all(is_balanced(line) for line in cleaned.split("\n"))
    assert not any(line and unicodedata.category(line[0]).startswith("M") for line in cleaned.split("\n"))
    line = clean_line(text)
    assert clean_line(line) == line == clean(line)
    assert "\n" not in line
    assert line == line.strip()
    assert not CONTROLS.search(clean_markup(text))


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=60))
def test_letters_are_never_changed(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "بغداد اليوم",
        "ٱلْحَمْدُ لِلَّهِ رَبِّ ٱلْعَٰلَمِينَ",
        "می‌روم و «نمی‌شود»",
        "ه‍ تعني هجري",
        "ڕێکخراوی یەکێتیی نیشتمانیی کوردستان",
        "שָׁלוֹם עֲלֵיכֶם",
        "👨‍👩‍👧 ❤️ 🇮🇶",
        f"{RLI}BBC{PDI} عربي",
        f"{RLE}الخبر{PDF}\u200f",
        "نسبة ١٢٫٥٪",
        "سطر\nوسطر",
        "Tiếng Việt: ế ợ",
        "e\u0301 cafe\u0301",
    ],
)
def test_clean_of_right_text_keeps_it(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{ESC}[31mخبر{ESC}[0m", "خبر"),
        (f"{CSI}31mخبر", "خبر"),
        (f"{ESC}]0;title{BEL}خبر", "خبر"),
        (f"{ESC}]0;title{ESC}\\خبر", "خبر"),
        (f"{OSC}0;title{ST}خبر", "خبر"),
        (f"{ESC}]8;;https://x.example{ESC}\\رابط{ESC}]8;;{ESC}\\", "رابط"),
        (f"{ESC}]52;c;aGVsbG8={BEL}x", "x"),
        (f"{ESC}]1337;File=inline=1:AAAA{BEL}x", "x"),
        (f"{ESC}P1;2q#0~~{ESC}\\x", "x"),
        (f"{ESC}_Ga=T;AAAA{ESC}\\x", "x"),
        (f"{ESC}[200~paste{ESC}[201~", "paste"),
        (f"{ESC}c{ESC}7{ESC}(0x", "x"),
        (f"{ESC}]0;no end", "0;no end"),
        (f"{ESC}[", ""),
        (f"a{ESC}", "a"),
        (f"{ESC}{ESC}[1m[2mx", "[2mx"),
        (f"{ESC}]0;a{ESC}[31mb{BEL}c", "0;abc"),
        ("a\bb\x7fc\x00d", "abcd"),
        ("a\rb", "a\nb"),
        ("a\r\nb\x0bc\x0cd\x85e\u2028f\u2029g", "a\nb\nc\nd\ne\nf\ng"),
        ("a\tb", "a b"),
        ("a\ud800b\udfff", "ab"),
        ("a\ufffeb\U0010ffffc\ufdd0d", "abcd"),
        ("\ufeffa\u200bb\u2060c\xadd", "abcd"),
        ("a\U000e0041\U000e007fb", "ab"),
        (f"a{RLO}b", "ab"),
        (f"a{RLO}b{PDF}c", "abc"),
        (f"{RLI}a", "a"),
        (f"a{PDI}", "a"),
        (f"{RLI}a\nb{PDI}", "a\nb"),
        (f"{RLI}a{RLE}b{PDI}c{PDF}", f"{RLI}ab{PDI}c"),
        ("\u0301abc", "abc"),
        ("a\n\u064bb", "a\nb"),
        ("a" + "\u0301" * 50 + "b", "a" + "\u0301" * MARKS + "b"),
        ("a" + "\u0301\u200d" * 50, "a" + "\u0301\u200d" * (MARKS // 2)),
    ],
)
def test_clean_of_wrong_characters_removes_them(text, expected):
    assert clean(text) == expected


def test_isolates_are_nested_no_deeper_than_said():
    text = RLI * 20 + "a" + PDI * 20
    assert clean(text) == RLI * NESTED + "a" + PDI * NESTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  خبر \n عاجل\t ", "خبر عاجل"),
        ("خبر\u00a0عاجل", "خبر عاجل"),
        ("\u200f\u200c", ""),
        ("\u3164\u2800", ""),
        (" \u0301 \u0301\u0301 خبر", "خبر"),
        ("\u200fBBC", "\u200fBBC"),
        ("", ""),
    ],
)
def test_clean_line_of_several_lines_is_a_single_line(text, expected):
    assert clean_line(text) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a&#27;[31mb</p>", "<p>a [31mb</p>"),
        ("&#x1b;&#X1B&#0027;", "   "),
        ("&#2&#27;7;", "  7;"),
        ("&#0;&#xD800;&#x110000;&#4294967323;", "    "),
        ("&#150;&#x85;", "–…"),
        ("&#1582;&#10;&amp;&#8203;", "&#1582;&#10;&amp;&#8203;"),
        (f"<p>{ESC}]0;x{BEL}خبر</p>", "<p>خبر</p>"),
    ],
)
def test_markup_has_no_references_to_controls(markup, expected):
    assert clean_markup(markup) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://baghdad.example/ar/news/1?x=1&y=2#z", "https://baghdad.example/ar/news/1?x=1&y=2#z"),
        ("HTTPS://Example.org/A", "https://Example.org/A"),
        (" http://example.org/a b ", "http://example.org/a%20b"),
        ("http://example.org/خبر", "http://example.org/خبر"),
        ("http://خبر.example/", "http://خبر.example/"),
        ("http://user:secret@example.org/", "http://example.org/"),
        ("http://good.example\\@evil.example/", "http://good.example/@evil.example/"),
        ("http://good.example:80@evil.example/", "http://evil.example/"),
        ("ht\ntps://example.org/\ta", "https://example.org/a"),
        (f"http://example.org/{ESC}[31m{RLO}a{BEL}", "http://example.org/a"),
        ('http://example.org/"><script>', "http://example.org/%22%3E%3Cscript%3E"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("http://[::1", ""),
        ("http://example.org:99999/", ""),
        ("http://exa mple.org/", ""),
        ("http://a:b:c/", ""),
        ("http://", ""),
        ("//example.org/", ""),
        ("example.org", ""),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("-oProxyCommand=x", ""),
        ("http://example.org/" + "a" * URL_LENGTH, ""),
        ("http://\u200c", ""),
        ("https://a\u200cb.example/\u200c", ""),
        ("https://a.example/\u200c", "https://a.example/%E2%80%8C"),
        ("", ""),
    ],
)
def test_clean_url_of_addresses_gives_safe_ones(url, expected):
    assert clean_url(url) == expected


@given(st.one_of(HOSTILE, HOSTILE.map("http://".__add__), HOSTILE.map("https://example.org/".__add__)))
def test_laws_of_addresses(url):
    cleaned = clean_url(url)
    assert clean_url(cleaned) == cleaned
    assert cleaned == "" or cleaned.startswith(("http://", "https://"))
    assert not re.search(r"[\s\x00-\x1f\x7f-\x9f\"<>\u202a-\u202e\u2066-\u2069]", cleaned)
    assert (
        "@"
        not in cleaned.removeprefix("http://")
        .removeprefix("https://")
        .split("/")[0]
        .split("?")[0]
        .split("#")[0]
    )


REPEATED = [
    f"{ESC}]", f"{ESC}[", OSC, ESC, RLI, RLE, RLI + PDI, RLI + RLE, RLE + PDI, "\u0301", "\n\u0301",
    " \u0301", "a\u0301\u200d", "&#27;", "&#", "\r", "«", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
def test_time_is_linear(piece):
    text = piece * (200_000 // len(piece)) + "0" * 100_000
    start = time.process_time()
    clean(text)
    clean_line(text)
    clean_markup(text)
    clean_url(text)
    assert time.process_time() - start < 3  # a quadratic way takes minutes


def test_real_text_is_left_alone(shared):
    for file in sorted((shared / "corpus" / "text").iterdir()):
        text = file.read_text("utf-8").replace("\r", "").replace("\t", " ")
        kept = [line for line in text.split("\n") if clean(line) != line]
        assert not kept, (file.name, kept[:3])
