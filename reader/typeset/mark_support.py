"""Adapt cells to terminals that lose or misplace combining marks.

The small v of ێ and ڵ and the hamza of ۂ are parts of letters: where marks are not drawn in their place, the
letter is sent as its one code point. The vowel points of Arabic are left out there.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import lru_cache


class Marks(Enum):
    """How a terminal draws combining marks."""

    DRAWN = "drawn"
    """Draws them on their letter."""
    NOT_ON_FINALS = "not on finals"
    """Draws no letter in final or isolated form with a mark (foot)."""
    NOT_DRAWN = "not drawn"
    """Drops them (st, Zutty), or draws them on another letter (Alacritty) or in a cell of their own
    (Terminology): none are sent."""
    MISPLACED = "misplaced"
    """As ``NOT_DRAWN``, for a person who wants vowel points anyway."""


_LETTERS = {
    **dict.fromkeys("\ufbfc\ufbfd\ufbfe\ufbff", ("\u065a", "\u06ce")),
    **dict.fromkeys("\ufedd\ufede\ufedf\ufee0", ("\u065a", "\u06b5")),
    **dict.fromkeys("\ufba6\ufba7\ufba8\ufba9", ("\u0654", "\u06c2")),
}
"""Forms of letters that are a base and a mark, to the mark and the letter's own code point."""
_ONWARD = ("<initial>", "<medial>")


@lru_cache(maxsize=4096)
def adapt_cell(cell: str, marks: Marks) -> str:
    """Return a cell as the terminal can draw the letter: with all, some or no marks.

    Args:
        cell: A shaped letter with its marks.
        marks: How the terminal draws marks.
    """
    if len(cell) == 1 or marks is Marks.DRAWN:
        return cell
    form = unicodedata.decomposition(cell[0]).partition(" ")[0]
    if marks is Marks.NOT_ON_FINALS and form in _ONWARD:
        return cell
    if not form.startswith("<") and not "\u0590" <= cell[0] <= "\u08ff":
        return cell
    mark, letter = _LETTERS.get(cell[0], ("", ""))
    base, rest = (letter, cell[1:].replace(mark, "", 1)) if mark and mark in cell else (cell[0], cell[1:])
    return base + rest if marks is Marks.MISPLACED else base
