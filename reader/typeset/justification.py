"""Justify a line: kashidas and spaces share its slack evenly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.typeset.kashida import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.typeset.measured_text import Prepared

TATWEEL = "\u0640"
MAX_TATWEELS = 2
"""In one word; words shorter than `LONG_WORD` get a second one last."""
LONG_WORD = 5
WIDEST_SPACE = 4
"""Cells a space may grow to on the average; a line that would need more stays ragged."""


def fill_line(
    prepared: Prepared, start: int, end: int, slack: int, kashida: bool
) -> dict[int, tuple[str, int]]:
    """Return the fillers that make ``text[start:end]`` grow by ``slack`` cells.

    Half of the slack goes to kashidas as far as the words allow, the rest to spaces, so that neither stands
    out; more goes to kashidas only where the spaces would become too wide.

    Returns:
        Index in the paragraph to the filler put after it and how many; empty where the line is better left
        ragged.
    """
    text = prepared.text
    while start < end and text[start] == " ":
        start += 1
    spaces = [i for i in range(start, end) if text[i] == " "]
    # the few Arabic words of a Latin paragraph would take the slack of all its spaces
    words = places(text, start, end) if kashida and prepared.base else []
    rounds = [
        [place.at for place in words],
        [place.at for place in words if place.letters >= LONG_WORD],
        [place.at for place in words if place.letters < LONG_WORD],
    ]
    widest = len(spaces) * (WIDEST_SPACE - 1)
    tatweels = min(slack, MAX_TATWEELS * len(words), max((slack + 1) // 2, slack - widest))
    if slack <= 0 or slack - tatweels > widest:
        return {}
    spread = _spread(slack - tatweels, spaces)
    fill = {index: (" ", count) for index, count in spread.items()}
    for indexes in rounds:
        shares = _spread(min(tatweels, len(indexes)), indexes)
        tatweels -= sum(shares.values())
        fill |= {at: (TATWEEL, count + fill.get(at, ("", 0))[1]) for at, count in shares.items()}
    return fill


def _spread(amount: int, indexes: Sequence[int]) -> dict[int, int]:
    """Return the cells each index gets of ``amount``, spread evenly from first to last."""
    if amount <= 0 or not indexes:
        return {}
    each, rest = divmod(amount, len(indexes))
    shares = dict.fromkeys(indexes, each) if each else {}
    for k in range(rest):
        index = indexes[(2 * k + 1) * len(indexes) // (2 * rest)]
        shares[index] = shares.get(index, 0) + 1
    return shares
