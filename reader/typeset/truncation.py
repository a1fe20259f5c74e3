"""One line of a text that may be too long for its place."""

from __future__ import annotations

from bisect import bisect_right

from reader.typeset.line import Line
from reader.typeset.measured_text import Prepared

ELLIPSIS = "\u2026"
_SPACES = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def truncate(
    text: str,
    width: int,
    *,
    start: int = 0,
    base: int | None = None,
    language: str = "",
    marks: bool = True,
    forms: bool = True,
) -> Line:
    """Set a text on one line, with an ellipsis where it ends when it does not fit.

    The cut falls between clusters, and not inside a number, which would be another one; the ellipsis stands
    at the logical end, so at the left of an Arabic line.

    Args:
        text: Logical text; line ends in it count as spaces.
        width: Most cells the line may take.
        start: Logical index the line begins at: what stands before it is on other lines of the paragraph.
        base: As for `layout`.
        language: As for `layout`.
        marks: As for `layout`.
        forms: As for `layout`.
    """
    text = text.translate(_SPACES)
    prepared = Prepared(text, 0, base, language, marks, forms)
    edges = prepared.edges
    whole = max(start, len(text.rstrip(" ")))
    if edges[whole] - edges[start] <= width:
        return Line(prepared, start, whole, len(text), edges[whole] - edges[start])
    if width < 1:
        return Line(prepared, start, start, start, 0)
    cut = max(start, bisect_right(edges, edges[start] + width - 1) - 1)
    cut = _before_number(text, cut, start)
    while cut > start and text[cut - 1] == " ":
        cut -= 1
    return Line(prepared, start, cut, cut, edges[cut] - edges[start] + 1, tail=ELLIPSIS)


def _before_number(text: str, cut: int, start: int) -> int:
    """Return where the number begins that ``cut`` is in; ``cut`` when there is none, or nothing else."""
    begin = cut
    if text[cut].isdecimal():
        while begin > start and text[begin - 1].isdecimal():
            begin -= 1
    return begin if begin > start else cut
