"""Widths must be those the painter counts, or the screen tears."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.typeset import layout
from reader.typeset.width import GLYPHS, INVISIBLE, UNDRAWN, widths


def assigned():
    return (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) != "Cn")


def drawn(character):
    return GLYPHS[ord(character)] if UNDRAWN.match(character) else character


def test_width_of_each_character_equals_that_of_rich():
    wrong = [f"{ord(c):X}" for c in assigned() if widths(c)[0] != cell_len(drawn(c))]
    assert wrong == []


def test_characters_not_drawn_as_themselves_are_found():
    invisible = re.compile(f"[{INVISIBLE}\n\r\v\f\x1c-\x1e\x85]")

    def expected(c):
        if invisible.match(c):
            return ""
        if (unicodedata.category(c) in ("Zs", "Zl", "Zp") and c not in "\u3000\u1680") or c in "\t\x1f":
            return " "
        return "\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c

    assert [f"{ord(c):X}" for c in assigned() if drawn(c) != expected(c)] == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cn"]), max_size=30))
def test_cells_of_anything_are_as_wide_as_rich_counts_them(text):
    for line in layout(text, 20):
        for cell in line.cells:
            assert cell.width == cell_len(cell.text)
            assert cell.width in (1, 2)
        assert line.width == sum(cell.width for cell in line.cells) == cell_len(line.text)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("👨‍👩‍👧", ["👨", "👩", "👧"]),
        ("👍🏽", ["👍"]),
        ("❤️", ["❤"]),
        ("1️⃣", ["1\u20e3"]),
        ("🇮🇶🇱🇧", ["🇮🇶", "🇱🇧"]),
        ("日本", ["日", "本"]),
        ("한", ["한"]),
        ("e\u0301", ["e\u0301"]),
        ("\x1b[31m", ["\ufffd", "[", "3", "1", "m"]),
        ("a\u00adb\u200bc\ufeff", ["a", "b", "c"]),
        ("\ud800", ["\ufffd"]),
        ("a\u00a0b", ["a", " ", "b"]),
    ],
)
def test_width_of_characters_is_in_cells(text, cells):
    (line,) = layout(text, 20)
    assert [cell.text for cell in line.cells] == cells
