"""Arabic joining (Unicode core specification, section 9.2): letters to presentation forms, one source character each.

Terminals draw cells, not words, so a letter must arrive in the form its neighbours ask for. Letters without
presentation forms stay as they are; marks stay where they are; nothing is deleted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from reader.typeset.unicode_data import JOINING_TYPES

ISOLATED, FINAL, INITIAL, MEDIAL = range(4)
ALEFS = "\u0622\u0623\u0625\u0627"
"""What makes one cell with a lam before it."""
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
LAM_ALEF = re.compile(f"\u0644[{_MARKS}]*([{ALEFS}])")
# Everything that joins, lets join or hinders joining: outside of it, nothing has to be looked at.
_WORD = re.compile(
    "[\u0300-\u036f\u0600-\u08ff\u1800-\u18af\u200b-\u200f\u202a-\u202e\u2060-\u206f\ua840-\ua877\ufe00-\ufe0f\ufeff"
    "\U00010ac0-\U00010aff\U00010b80-\U00010baf\U00010d00-\U00010d2f\U00010f30-\U00010fcf\U0001e900-\U0001e94f]+"
)


class _JoiningTypes(dict[int, str]):
    """Joining_Type by code point, looked up when first met: a table for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        transparent = unicodedata.category(chr(code)) in ("Mn", "Me", "Cf")
        joining = self[code] = "T" if transparent else "U"
        return joining


JOINING = _JoiningTypes()
"""R, L, D, C, U or T (transparent) for every character."""
for _type, _ranges in JOINING_TYPES.items():
    for _range in _ranges.split():
        _first, _, _last = _range.partition("-")
        for _code in range(int(_first, 16), int(_last or _first, 16) + 1):
            JOINING[_code] = _type


@cache
def _tables() -> tuple[dict[str, tuple[str, str, str, str]], dict[str, tuple[str, str]]]:
    """Return the forms of every letter (isolated, final, initial, medial) and of lam with every alef."""
    from arabic_reshaper.letters import LETTERS_ARABIC

    forms = {
        letter: (isolated or letter, final or letter, initial or letter, medial or letter)
        for letter, (isolated, initial, medial, final) in LETTERS_ARABIC.items()
    }
    small_v, hamza = "\u065a", "\u0654"
    for letter, base, mark in (
        ("\u06b5", "\u0644", small_v),  # ڵ
        ("\u06ce", "\u06cc", small_v),  # ێ
        ("\u06c2", "\u06c1", hamza),  # ۂ
    ):
        isolated, final, initial, medial = (form + mark for form in forms[base])
        forms[letter] = (isolated, final, initial, medial)
    heh = forms["\u0647"]
    forms["\u06d5"] = (heh[ISOLATED], heh[FINAL], heh[ISOLATED], heh[FINAL])  # ە joins only to the right
    lam_alef = {alef: (chr(0xFEF5 + 2 * i), chr(0xFEF6 + 2 * i)) for i, alef in enumerate(ALEFS)}
    return forms, lam_alef


@lru_cache(maxsize=16384)
def _shape(word: str) -> tuple[str, ...]:
    """Shape one run of joining characters."""
    form = bytearray(len(word))
    last, open_left = -1, False
    for i, joining in enumerate(word.translate(JOINING)):
        if joining == "T":
            continue
        if open_left and joining in "DCR":
            form[i] = FINAL
            form[last] |= INITIAL  # final and initial at once is medial
        last, open_left = i, joining in "DCL"
    forms, lam_alef = _tables()
    shown = [forms[letter][at] if letter in forms else letter for letter, at in zip(word, form, strict=True)]
    for match in LAM_ALEF.finditer(word):
        lam, alef = match.start(), match.end() - 1
        shown[lam], shown[alef] = lam_alef[word[alef]][form[lam] & 1], ""
    return tuple(shown)


def shape(text: str) -> list[str]:
    """Return what each character of ``text`` shows: ``len(shape(text)) == len(text)``.

    A letter shows its presentation form (with a combining mark where Unicode has only that: ڵ ێ ۂ), an alef
    absorbed into a lam-alef shows ``''``, and everything else shows itself, invisible characters included.
    """
    shown = list(text)
    for match in _WORD.finditer(text):
        shown[match.start() : match.end()] = _shape(match[0])
    return shown
