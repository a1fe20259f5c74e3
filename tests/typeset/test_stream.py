"""The filter: every text passes, looks stay with their letters, nothing that acts gets through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.typeset import layout
from reader.typeset.sgr import PLAIN, change, read
from reader.typeset.terminal_order import Encoding
from reader.typeset.terminal_profiles import Order
from reader.typeset.text_filter import LONGEST, Filter

LOOKS = re.compile("\x1b\\[[0-9;:]*m|\x1b\\]8;[ -:<-~]*;[!-~]*\x1b\\\\")
PIECES = st.sampled_from(
    [
        "خبر",
        "لا",
        " ",
        " ",
        "abc",
        "(x)",
        "12",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\x1b[31m",
        "\x1b[1;4m",
        "\x1b[0m",
        "\x1b[m",
        "\x1b[38;5;9m",
        "\x1b[48:2::1:2:3m",
        "\x1b[2J",
        "\x1b[?1049h",
        "\x1b]0;title\x07",
        "\x1b]8;;https://a.example/\x1b\\",
        "\x1b]8;;\x1b\\",
        "\x1bP$q\x1b\\",
        "\x1bc",
        "\x1b",
        "\x07",
        "\x00",
        "\x9b31m",
        "\x9d0;t\x9c",
        "\b",
        "\ud800",
        "\u202e",
        "مُحَمَّد",
    ]
)
STREAMS = st.lists(PIECES, max_size=30).map("".join)
ORDERS = st.sampled_from([*Order, None])


def filtered(text, width=40, order=Order.CELLS, **options):
    flow = Filter(width, order and Encoding(order, options.pop("covered", ())), **options)
    return flow.feed(text) + flow.close()


@given(STREAMS, st.integers(2, 40), ORDERS)
def test_filtered_text_has_no_controls_but_styles(text, width, order):
    out = LOOKS.sub("", filtered(text, width, order))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", out.replace("\t", " "))


@given(STREAMS, st.integers(2, 40), ORDERS)
def test_filtered_lines_end_with_the_plain_style(text, width, order):
    for line in filtered(text, width, order).split("\n"):
        *_, (_, look) = read(line, PLAIN)
        assert look == PLAIN


@given(STREAMS, ORDERS, st.integers(1, 5))
def test_filtered_text_is_the_same_in_any_pieces(text, order, size):
    flow = Filter(30, order and Encoding(order))
    pieces = "".join(flow.feed(text[i : i + size]) for i in range(0, len(text), size)) + flow.close()
    assert pieces == filtered(text, 30, order)


def test_filter_writes_a_line_as_soon_as_complete():
    flow = Filter(40)
    assert flow.feed("خبر") == ""
    assert flow.feed(" عاجل\nثم") == " " * 32 + "ﻞﺟﺎﻋ ﺮﺒﺧ\n"
    assert flow.close() == " " * 38 + "ﻢﺛ\n"
    assert flow.close() == ""


def test_filtered_latin_text_is_unchanged():
    text = "commit 1234\n\x1b[33mAuthor:\x1b[0m A <a@b.example>\n\n\tindented\n"
    assert filtered(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mأب\x1b[0m جد", "ﺪﺟ \x1b[31mﺏﺃ\x1b[0m"),
        ("\x1b[1mا\x1b[32mب\x1b[22mج\x1b[0m", "\x1b[32mﺞ\x1b[0m\x1b[1;32mﺑ\x1b[0m\x1b[1mﺍ\x1b[0m"),
        (
            "\x1b]8;id=1;https://a.example/\x07خبر\x1b]8;;\x07",
            "\x1b]8;id=1;https://a.example/\x1b\\ﺮﺒﺧ\x1b]8;;\x1b\\",
        ),
        ("ب\bب ع", "ﻉ \x1b[1mﺏ\x1b[0m"),
        ("_\bخ ع", "ﻉ \x1b[4mﺥ\x1b[0m"),
        ("خ\b_ ع", "ﻉ \x1b[4mﺥ\x1b[0m"),
        ("خ\bع", "ﻉ"),
        ("خبر\x1b[2J", "ﺮﺒﺧ"),
        ("خبر\x07", "\ufffdﺮﺒﺧ"),
    ],
)
def test_filter_of_styles_keeps_their_letters(text, expected):
    assert filtered(text).rstrip("\n").lstrip(" ") == expected


def test_look_goes_on_over_line_ends():
    assert filtered("\x1b[35mab\ncd\n") == "\x1b[35mab\x1b[0m\n\x1b[35mcd\x1b[0m\n"


def test_tabs_in_right_to_left_text_are_spaces():
    assert filtered("أ\tب", 12) == "   ﺏ       ﺃ\n"


def test_filter_of_each_order_sends_it():
    text = "خبر (١٢) ABC\n"
    assert filtered(text, 12) == "ABC (١٢) ﺮﺒﺧ\n"
    assert filtered(text, 12, Order.FENCED) == "ABC \u200e(١٢\u200e) ﺧﺒﺮ\n"
    assert filtered(text, 14, None) == text
    assert filtered("خبر عاجل جداً", 8, None) == "خبر عاجل\nجداً\n"
    assert filtered("خبر 123 ABC", 4, None) == "خبر\n\u200f123\n\u200fABC\n"
    assert filtered("ABC خبر", 4, None) == "ABC\n\u200eخبر\n"


def test_kitty_is_sent_nothing_slanted_when_its_font_is_known():
    assert "\x1b[3m" in filtered("(خبر: abc)", 20, Order.WORDS)
    assert "\x1b" not in filtered("(خبر: abc)", 20, Order.WORDS, covered=(frozenset(range(0x10000)),))


def test_options_reach_the_layout():
    text = "قال السيد رئيس الوزراء اليوم إن العمل مستمر"
    first = filtered(text, 20, justify=True).split("\n")[0]
    assert first == layout(text, 20, justify=True)[0].text
    assert filtered("BBC: خبر", 20, language="ar").startswith(" ")
    assert filtered("مُد", 20, marks=False).strip() == "ﺪﻣ"
    assert filtered("abc", 20, base=1) == " " * 17 + "abc\n"


def test_filter_without_a_measure_breaks_no_line():
    text = "خبر " * 100
    assert filtered(text, None) == ("ﺮﺒﺧ " * 100).rstrip(" ") + "\n"


def test_stream_without_line_ends_does_not_pile_up():
    flow = Filter(None)
    out = flow.feed("خبر " * LONGEST)
    assert len(out) > 2 * LONGEST
    assert out.count("\n") == 3


def test_change_is_minimal():
    red = PLAIN.with_sgr("31")
    assert change(PLAIN, red) == "\x1b[31m"
    assert change(red, PLAIN) == "\x1b[0m"
    assert change(red, red) == ""
    assert red.with_sgr("39") == PLAIN
    assert PLAIN.with_sgr("38;2;1;2;3").attributes == (("ink", "38;2;1;2;3"),)
    assert PLAIN.with_sgr("4:3").with_sgr("4:0") == PLAIN
    assert PLAIN.with_sgr("1;3").slanted().attributes == (("weight", "1"),)
    assert PLAIN.with_sgr("38").attributes == (("ink", "38"),)
