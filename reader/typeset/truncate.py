"""One line of a text that may be too long for its place."""

from __future__ import annotations

from bisect import bisect_right

from reader.typeset.line import Line
from reader.typeset.prepare import Prepared

ELLIPSIS = "\u2026"
_SPACES = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def truncate(
    text: str,
    width: int,
    *,
    base: int | None = None,
    language: str = "",
    marks: bool = True,
    forms: bool = True,
) -> Line:
    """Set a text on one line, with an ellipsis where it ends when it does not fit.

    The cut falls between clusters; the ellipsis stands at the logical end, so at the left of an Arabic line.

    Args:
        text: Logical text; line ends in it count as spaces.
        width: Most cells the line may take.
        base: As for `layout`.
        language: As for `layout`.
        marks: As for `layout`.
        forms: As for `layout`.
    """
    text = text.translate(_SPACES)
    prepared = Prepared(text, 0, base, language, marks, forms)
    whole = len(text.rstrip(" "))
    if prepared.edges[whole] <= width:
        return Line(prepared, 0, whole, len(text), prepared.edges[whole])
    if width < 1:
        return Line(prepared, 0, 0, 0, 0)
    cut = bisect_right(prepared.edges, width - 1) - 1
    while cut and text[cut - 1] == " ":
        cut -= 1
    return Line(prepared, 0, cut, cut, prepared.edges[cut] + 1, tail=ELLIPSIS)
