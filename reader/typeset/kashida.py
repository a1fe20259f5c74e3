"""Find where a word may be stretched, by the classic rules of Arabic justification.

One kashida place a word, best after seen and sad, then before a final heh or dal, a final alef, lam or kaf,
beh before reh, a final waw or ain: the priorities of Uniscribe (``SCRIPT_JUSTIFY_ARABIC_*``) after those of
calligraphers. No kashida in words of two letters while there are longer ones, after letters that do not join
to the next, inside lam-alef, nor in the name of God, which is written as one sign: M. J. E. Benatia,
M. Elyaakoubi, A. Lazrek, "Arabic text justification", TUGboat 27 (2006).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reader.typeset.joining import JOINING, LAM_ALEF

_M = "[\u0610-\u061a\u064b-\u065f\u0670]"
_WORD = re.compile(
    "[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\u200c\u200d]+"
)
_FOREIGN = re.compile("[#@_/\\\\A-Za-z\u00c0-\u024f]")
_ALLAH = re.compile(f"^(?:[وفبتأ]?ا|[وف]?)ل{_M}*ل{_M}*ه(?:{_M}|م)*$")
LAST_RESORT = 10
"""Priority of the only place in a word of two letters."""
_SEEN = frozenset("سشصضښڛڜڝڞۺۻ")
_BEH = frozenset("بتثنيىئپٹٺٻټٽٿڀیېێڹںڻڼ")
_BEFORE = (
    frozenset("ةهدذۀۂہۃۆەھڈ"),
    frozenset("اأإآٱلكطظکگڵګ"),
)
_BEFORE_REH = frozenset("رزيىیڕڑژۍېێے")
_BEFORE_LOW = frozenset("وؤعغقفڤۆۇ")


@lru_cache(maxsize=16384)
def _place(word: str) -> tuple[int, int, int] | None:
    """Return a word's best place: (priority, index of the letter before, letter count); or None."""
    if _ALLAH.match(word):
        return None
    # A joiner is no place: it has no cell that a kashida could follow.
    letters = [i for i, c in enumerate(word) if c != "\u200d" and JOINING[ord(c)] != "T"]
    ligatures = {m.start() for m in LAM_ALEF.finditer(word)}
    best: tuple[int, int] | None = None
    last = len(letters) - 1
    for k in range(last):
        i, j = letters[k], letters[k + 1]
        if JOINING[ord(word[i])] not in "DC" or JOINING[ord(word[j])] not in "DRC" or i in ligatures:
            continue
        before, after = word[i], word[j]
        final = k + 1 == last or (k + 2 == last and j in ligatures) or JOINING[ord(after)] == "R"
        priority = _priority(before, after, final, word[letters[k + 2]] if k + 2 <= last else "")
        if best is None or priority <= best[0]:
            best = (priority, i)
    if best is not None and len(letters) - len(ligatures) == 2:
        return LAST_RESORT, best[1], 2
    return (*best, len(letters) - len(ligatures)) if best else None


def _priority(before: str, after: str, final: bool, following: str) -> int:
    """Return how well a kashida stands between two letters that join: 0 is best."""
    if before == "\u0640":
        return 0
    if before in _SEEN:
        return 1
    if final and after in _BEFORE[0]:
        return 2
    if final and after in _BEFORE[1]:
        return 3
    if after in _BEH and following and following in _BEFORE_REH:
        return 4
    if final and after in _BEFORE_LOW:
        return 5
    return 6 if final else 7


class Place(NamedTuple):
    """A position at which a word may be stretched."""

    priority: int
    """0 is best."""
    at: int
    """Index of the letter the kashida follows, in the text."""
    letters: int
    """Of the word."""


def places(text: str, start: int, end: int) -> list[Place]:
    """Return the kashida places of ``text[start:end]`` in text order, at most one a word.

    Words of two letters have one only when no longer word has. Hashtags, addresses and words joined with
    Latin letters have none.
    """
    found = [
        Place(place[0], match.start() + place[1], place[2])
        for match in _WORD.finditer(text, start, end)
        if (place := _place(match[0])) and not _is_in_foreign_token(text, match)
    ]
    return [place for place in found if place.priority < LAST_RESORT] or found


def _is_in_foreign_token(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is part of a hashtag, an address or a token with Latin letters."""
    first, last = text.rfind(" ", 0, word.start()) + 1, text.find(" ", word.end())
    before, after = text[first : word.start()], text[word.end() : last if last >= 0 else len(text)]
    return _FOREIGN.search(before) is not None or _FOREIGN.search(after) is not None
