"""Insert ZWJ and ZWNJ between letters for a terminal that joins letters again (Konsole).

Konsole passes each line to ICU's ``u_shapeArabic``, which turns presentation forms into their letters and
joins them by its own table: ە becomes a heh that joins onward, letters separated by ZWNJ join, and a mark
that is not in the table (the small v of ێ) ends a join. Join controls restore the chosen forms. Source: ICU
72 ``ushape.cpp``, probed character by character; pictures of Konsole 22.12.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.typeset.joining import JOINING

if TYPE_CHECKING:
    from collections.abc import Sequence

ZWNJ, ZWJ = "\u200c", "\u200d"
_SIDES = {
    "<isolated>": (False, False),
    "<final>": (True, False),
    "<initial>": (False, True),
    "<medial>": (True, True),
}
_BY_TYPE = {"D": (True, True), "C": (True, True), "R": (True, False), "L": (False, True)}
_TRANSPARENT = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0656\u0670")
"""Marks that a join of ICU passes over."""
_UNKNOWN = frozenset(
    "\u0620\u063b\u063c\u063d\u063e\u063f\u0649\u066e\u066f\u06ba\u06c1\u06c2\u06cb\u06cd\u06d5\u06ee\u06ef\u06fa\u06fb\u06fc\u06ff"
)
"""Letters below U+06D4 that ICU joins otherwise than ``ArabicShaping.txt``."""


@lru_cache(maxsize=1024)
def _form(character: str) -> tuple[str, bool, bool]:
    """Return the letter of a presentation form, and whether the form joins before and after."""
    tag, _, letters = unicodedata.decomposition(character).partition(" ")
    if tag in _SIDES:
        return chr(int(letters.split(" ")[-1], 16)), *_SIDES[tag]
    return character, *_BY_TYPE.get(JOINING[ord(character)], (False, False))


def _is_known(letter: str) -> bool:
    return "\u0621" <= letter <= "\u06d3" and letter not in _UNKNOWN


def keep_joins(cells: Sequence[str]) -> list[str]:
    """Return letters in logical order with the join controls that keep their forms.

    Args:
        cells: Shaped letters, each with its marks.
    """
    kept = list(cells)
    for place in range(len(kept) - 1):
        letter, _, joins = _form(kept[place][0])
        following, joined, _ = _form(kept[place + 1][0])
        if not (joins and joined):
            if JOINING[ord(letter)] in "DCL" and JOINING[ord(following[-1])] in "DRC":
                kept[place] += ZWNJ
        elif not _TRANSPARENT.issuperset(kept[place][1:]):
            kept[place] = f"{kept[place][0]}{ZWJ}{kept[place][1:]}{ZWJ}"
        elif not (_is_known(letter) and _is_known(following)) or (letter == "\u0644" and following in "اآأإ"):
            kept[place] += ZWJ
    return kept
