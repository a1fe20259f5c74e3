import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources import clean, clean_line
from reader.sources.feed.html_to_text import plain, plain_line, plain_start, unescape


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("نص", "نص"),
        ("<p>أول</p>\n<p>ثان <b>مهم</b></p>", "أول\nثان مهم"),
        ("أول<br>ثان<br/>ثالث", "أول\nثان\nثالث"),
        ("سطر\nواحد  <i>هنا</i>", "سطر واحد هنا"),
        ("سطران\nبلا وسوم", "سطران\nبلا وسوم"),
        ("&laquo;خاص&raquo;&nbsp;&amp;&#1582;", "«خاص» &خ"),
        ("قبل<script>alert('<p>')</script><style>p{}</style><!-- <p>x</p> -->بعد", "قبلبعد"),
        ("5 < 6 و 7 > 3", "5 < 6 و 7 > 3"),
        ("<a title=\"x > y\" href='z'>رابط</a>", "رابط"),
        ("مبتور <img src=", "مبتور"),
        ("<!-- بلا نهاية", ""),
        ("a&#27;[31mb&#0;", "a[31mb\ufffd"),
        ("&#" + "9" * 5_000 + ";", "\ufffd"),
        ("", ""),
    ],
)
def test_plain_of_markup_is_its_text(markup, expected):
    assert plain(markup) == expected


def test_plain_line_of_markup_is_a_single_line():
    assert plain_line("<p>أول</p><p>ثان</p>\n ثالث") == "أول ثان ثالث"


PIECES = [
    *("<p>", "</p>", "<br/>", "<b>", "</b>", "<img src='a b.jpg' alt=\"x > y\">", "<!-- <p> -->"),
    *("<script>if(a<b)", "</script>", "كلام الخبر ", "a b", "&amp;", "&#1582;", "  ", "\n"),
    *("<a href='https://x.example/?a=1&b=2'>", "</a>"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.integers(1, 40))
def test_plain_start_is_the_beginning_of_plain(pieces, length):
    markup = "".join(pieces)
    assert plain_start(markup, length) == plain(markup)[:length]


@given(st.text(st.sampled_from("<>/!-\"'= &;#x12abcpbr\n\x1bاب"), max_size=60))
def test_plain_of_any_markup_is_clean_text(markup):
    assert clean(plain(markup)) == plain(markup)
    assert clean_line(plain_line(markup)) == plain_line(markup)
    assert unescape("a b") == "a b"


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<script ", "<script>", '<a "', "<a '>", "<", "&", "&#", "<p", "\n "]
)
def test_time_is_linear(piece):
    start = time.process_time()
    plain(piece * (200_000 // len(piece)))
    assert time.process_time() - start < 3  # a quadratic way takes minutes
