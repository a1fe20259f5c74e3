"""Stretching a line to its measure: by kashida where Arabic typesetting puts it, then by its spaces."""

from __future__ import annotations

from reader.typeset.kashida import places
from reader.typeset.measured_text import Prepared

TATWEEL = "\u0640"
MOST_TATWEELS = 2
"""In one word."""
WIDEST_SPACE = 4
"""Cells a space may grow to on the average; a line that would need more stays ragged."""


def fill_line(
    prepared: Prepared, start: int, end: int, slack: int, kashida: bool
) -> dict[int, tuple[str, int]]:
    """Return what to put after which characters so that ``text[start:end]`` grows by ``slack`` cells.

    Returns:
        Index in the paragraph to the filler and how many; empty where the line is better left ragged.
    """
    text = prepared.text
    while start < end and text[start] == " ":
        start += 1
    spaces = [(0, i) for i in range(start, end) if text[i] == " "]
    # a name or two in a Latin paragraph would be torn to fill what belongs to all its spaces
    words = places(text, start, end) if kashida and prepared.base else []
    room = min(slack, len(words) * MOST_TATWEELS)
    if slack <= 0 or slack - room > len(spaces) * (WIDEST_SPACE - 1):
        return {}
    fill = {index: (TATWEEL, count) for index, count in _share(room, words).items()}
    return fill | {index: (" ", count) for index, count in _share(slack - room, spaces).items()}


def _share(amount: int, candidates: list[tuple[int, int]]) -> dict[int, int]:
    """Deal ``amount`` cells out to (priority, index) candidates: in rounds, best first, spread evenly."""
    shares: dict[int, int] = {}
    while amount and candidates:
        for priority in sorted({p for p, _ in candidates}):
            indexes = [i for p, i in candidates if p == priority]
            take = min(amount, len(indexes))
            for k in range(take):
                index = indexes[(2 * k + 1) * len(indexes) // (2 * take)]
                shares[index] = shares.get(index, 0) + 1
            amount -= take
    return shares
