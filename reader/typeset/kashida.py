"""Find where a word may be stretched, by the classic priorities of Arabic justification."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.typeset.joining import JOINING, LAM_ALEF

_WORD = re.compile(
    "[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\u200c\u200d]+"
)
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
def _place(word: str) -> tuple[int, int] | None:
    """Return the best place of a word as (priority, index of the letter a kashida follows); None for none."""
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
        return (LAST_RESORT, best[1])
    return best


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


def places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the kashida places of ``text[start:end]``, one a word, as (priority, index in text).

    Words of two letters have one only where no longer word has.
    """
    found = [
        (place[0], match.start() + place[1])
        for match in _WORD.finditer(text, start, end)
        if (place := _place(match[0]))
    ]
    return [place for place in found if place[0] < LAST_RESORT] or found
