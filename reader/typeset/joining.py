"""Shape Arabic letters into joined forms (Unicode core specification, section 9.2).

Terminals draw cells, not words, so a letter must be sent in the form that its neighbours require. Letters
without presentation forms and marks are unchanged; nothing is deleted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from operator import lshift, rshift
from typing import TYPE_CHECKING

from reader.typeset.character_table import COMMON, CharacterTable, common_bytes, parse_ranges
from reader.typeset.unicode_data import JOINING_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

ISOLATED, FINAL, INITIAL = 0, 1, 2
"""Forms; final and initial at once is medial."""
ALEFS = "\u0622\u0623\u0625\u0627"
"""Letters that form one cell with a preceding lam."""
_MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0897-\u089f"
    "\u08ca-\u08e1\u08e3-\u08ff"
)
_FORMS = {"<isolated>": 0, "<final>": FINAL, "<initial>": INITIAL, "<medial>": FINAL | INITIAL}
HAMZA = "\u0621"
"""Joins nothing and has a presentation form all the same."""
_JOINED_LAM = "\ufede\ufee0"
LAM_ALEF = re.compile(f"\u0644[{_MARKS}]*([{ALEFS}])")
_JOINING_LETTER = re.compile("[RLDC]")
_SIDES = bytes.maketrans(b"RLDCUT", bytes([1, 2, 3, 3, 0, 4]))
"""Bit 0: joins the preceding letter (to its right); bit 1: the following one; bit 2: transparent."""


def _joining(code: int) -> str:
    return "T" if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf") else "U"


JOINING = CharacterTable(
    _joining, {code: kind for kind, ranges in JOINING_TYPES.items() for code in parse_ranges(ranges)}
)
"""Joining_Type of every character: R, L, D, C, U or T (transparent)."""


def presentation_forms() -> dict[str, list[str]]:
    """Return letters with their isolated, final, initial, medial forms; ``""`` for none.

    Read from the compatibility decompositions of Presentation Forms A and B, which name letter and form.
    """
    rows: dict[str, list[str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEF5)):
        form, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if form in _FORMS and " " not in letter:
            rows.setdefault(chr(int(letter, 16)), [""] * 4)[_FORMS[form]] = chr(code)
    return rows


@cache
def _tables() -> tuple[list[dict[str, str]], list[list[str]], dict[str, tuple[str, str]]]:
    """Return the forms by letter, the same by place in `COMMON`, and the lam-alef ligatures."""
    rows = presentation_forms()
    small_v, hamza = "\u065a", "\u0654"
    for letter, base, mark in (("ڵ", "ل", small_v), ("ێ", "ی", small_v), ("ۂ", "ہ", hamza)):
        isolated, final, initial, medial = (form + mark for form in rows[base])
        rows[letter] = [isolated, final, initial, medial]
    isolated, final, *_ = rows["ه"]
    rows["ە"] = [isolated, final, isolated, final]  # joins only to the right
    forms = [{letter: row[at] for letter, row in rows.items() if row[at]} for at in range(4)]
    common = [[table.get(character, character) for character in COMMON] for table in forms]
    lam_alef = {alef: (chr(0xFEF5 + 2 * i), chr(0xFEF6 + 2 * i)) for i, alef in enumerate(ALEFS)}
    return forms, common, lam_alef


def _forms(joining: str) -> bytes:
    """Return the joining form of every character, computed for all at once.

    The text is one integer with a byte for each character.
    """
    length = len(joining)
    sides = int.from_bytes(joining.encode("ascii").translate(_SIDES), "big")
    ones = int.from_bytes(b"\1" * length, "big")
    before, after, transparent = sides & ones, sides >> 1 & ones, sides >> 2 & ones
    from_before, from_after = after >> 8, before << 8  # the preceding character is one byte higher
    if transparent:
        from_before = _carried(from_before, transparent, rshift)
        from_after = _carried(from_after, transparent, lshift)
    final, initial = before & from_before, after & from_after
    return (final * FINAL | initial * INITIAL).to_bytes(length, "big")


def _carried(joins: int, over: int, shift: Callable[[int, int], int]) -> int:
    """Return joins carried across transparent characters, in steps that double."""
    step = 8
    over = shift(over, step)
    while over:
        joins |= over & shift(joins, step)
        over &= shift(over, step)
        step *= 2
    return joins


def shape(text: str) -> list[str]:
    """Return the glyph of each character of ``text``: ``len(shape(text)) == len(text)``.

    A letter becomes its presentation form (with a combining mark where Unicode has only that: ڵ ێ ۂ), an alef
    absorbed into a lam-alef becomes ``''``, and other characters stay, invisible ones included.
    """
    joining = JOINING.read(text)
    if not _JOINING_LETTER.search(joining) and HAMZA not in text:
        return list(text)
    by_letter, by_place, lam_alef = _tables()
    forms, places = _forms(joining), common_bytes(text)
    if places is None:
        shown = [by_letter[form].get(letter, letter) for form, letter in zip(forms, text, strict=True)]
    else:
        shown = [by_place[form][place] for form, place in zip(forms, places, strict=True)]
    if "\u0644" in text:
        for match in LAM_ALEF.finditer(text):
            lam, alef = match.start(), match.end() - 1
            shown[lam], shown[alef] = lam_alef[text[alef]][shown[lam] in _JOINED_LAM], ""
    return shown
