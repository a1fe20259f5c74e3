"""Arabic joining (Unicode core specification, section 9.2): what each character of a text shows.

Terminals draw cells, not words, so a letter must arrive in the form its neighbours ask for. Letters without
presentation forms stay as they are; marks stay where they are; nothing is deleted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from reader.typeset.character_table import CharacterTable, parse_ranges
from reader.typeset.unicode_data import JOINING_TYPES

ISOLATED, FINAL, INITIAL, MEDIAL = range(4)
ALEFS = "\u0622\u0623\u0625\u0627"
"""What makes one cell with a lam before it."""
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
LAM_ALEF = re.compile(f"\u0644[{_MARKS}]*([{ALEFS}])")
# Everything that joins, lets join or hinders joining: outside of it, nothing has to be looked at.
_WORD = re.compile(
    "([\u0300-\u036f\u0600-\u08ff\u1800-\u18af\u200b-\u200f\u202a-\u202e\u2060-\u206f\ua840-\ua877\ufe00-\ufe0f\ufeff"
    "\U00010ac0-\U00010aff\U00010b80-\U00010baf\U00010d00-\U00010d2f\U00010ec0-\U00010eff\U00010f30-\U00010fcf\U0001e900-\U0001e94f]+)"
)


def _joining(code: int) -> str:
    return "T" if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf") else "U"


JOINING = CharacterTable(
    _joining, {code: kind for kind, ranges in JOINING_TYPES.items() for code in parse_ranges(ranges)}
)
"""Joining_Type of every character: R, L, D, C, U or T (transparent)."""


@cache
def _tables() -> tuple[tuple[dict[str, str], ...], dict[str, tuple[str, str]]]:
    """Return letters to their isolated, final, initial and medial forms, and alefs to those of lam-alef."""
    from arabic_reshaper.letters import LETTERS_ARABIC

    rows = {letter: (row[0], row[3], row[1], row[2]) for letter, row in LETTERS_ARABIC.items()}
    small_v, hamza = "\u065a", "\u0654"
    for letter, base, mark in (("ڵ", "ل", small_v), ("ێ", "ی", small_v), ("ۂ", "ہ", hamza)):
        isolated, final, initial, medial = (form + mark for form in rows[base])
        rows[letter] = (isolated, final, initial, medial)
    isolated, final, *_ = rows["ه"]
    rows["ە"] = (isolated, final, isolated, final)  # joins only to the right
    forms = tuple({letter: row[at] for letter, row in rows.items() if row[at]} for at in range(4))
    lam_alef = {alef: (chr(0xFEF5 + 2 * i), chr(0xFEF6 + 2 * i)) for i, alef in enumerate(ALEFS)}
    return forms, lam_alef


@lru_cache(maxsize=16384)
def _shape(word: str) -> tuple[str, ...]:
    """Shape one run of joining characters."""
    form = bytearray(len(word))
    last, open_left = -1, False
    for i, joining in enumerate(JOINING.read(word)):
        if joining == "T":
            continue
        if joining == "U":
            open_left = False
            continue
        if open_left and joining != "L":
            form[i] = FINAL
            form[last] |= INITIAL  # final and initial at once is medial
        last, open_left = i, joining != "R"
    forms, lam_alef = _tables()
    shown = [forms[at].get(letter, letter) for letter, at in zip(word, form, strict=True)]
    for match in LAM_ALEF.finditer(word):
        lam, alef = match.start(), match.end() - 1
        shown[lam], shown[alef] = lam_alef[word[alef]][form[lam] & 1], ""
    return tuple(shown)


def shape(text: str) -> list[str]:
    """Return what each character of ``text`` shows: ``len(shape(text)) == len(text)``.

    A letter shows its presentation form (with a combining mark where Unicode has only that: ڵ ێ ۂ), an alef
    absorbed into a lam-alef shows ``''``, and everything else shows itself, invisible characters included.
    """
    pieces = _WORD.split(text)
    if len(pieces) == 1:
        return list(text)
    shown: list[str] = []
    for between, word in zip(pieces[::2], map(_shape, pieces[1::2]), strict=False):
        shown += between
        shown += word
    shown += pieces[-1]
    return shown
