"""Set a text on one line, truncated with an ellipsis if too long."""

from __future__ import annotations

import re
from bisect import bisect_right

from reader.typeset.line import Line
from reader.typeset.measured_text import Prepared

ELLIPSIS = "\u2026"
_SIGNS = "+-\u2212$\u00a3\u20ac%\u066a"
_DIGITS = r"\d(?:[\d.,:/\u066b\u066c\-\u2013]*\d)?"
_LATIN = "A-Za-z\u00c0-\u024f"
_TOKEN = re.compile(
    rf"[+\-\u2212$\u00a3\u20ac]?{_DIGITS}(?: ?[%\u066a\u2030])?|[%\u066a] ?{_DIGITS}"
    rf"|[{_LATIN}](?:[{_LATIN}0-9'\u2019.&_-]*[{_LATIN}0-9])?"
)
"""A number, date, time or percentage; a Latin word."""
_GOES_ON = " ،؛:,;.–—-(«["
"""Characters that a line does not end in before an ellipsis."""
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
    """Set a text on one line; truncate with an ellipsis when wider than ``width``.

    The cut falls between words; in a word that fills the line alone between clusters, and not inside a
    number, a date or a percentage. The ellipsis is at the logical end, the left of an Arabic line.

    Args:
        text: Logical text; line ends in it count as spaces.
        width: Most cells the line may take.
        start: Logical index at which the line begins; the text before is on other lines of the paragraph.
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
    cut = _after_word(text, cut, start)
    return Line(prepared, start, cut, cut, edges[cut] - edges[start] + 1, tail=ELLIPSIS)


def _after_word(text: str, cut: int, start: int) -> int:
    """Return the end of the last whole word before ``cut``, without trailing punctuation.

    Only a word that fills the line alone is cut, and not within a number.
    """
    end = cut
    if text[cut] != " ":
        while end > start and text[end - 1] != " ":
            end -= 1
    while end > start and text[end - 1] in _GOES_ON:
        end -= 1
    return end if end > start else _before_token(text, cut, start)


def _before_token(text: str, cut: int, start: int) -> int:
    """Return the start of the number or Latin word around ``cut``; ``cut`` without one.

    A Latin word that begins the line is cut, a number is left out: half of a number would be another number.
    """
    begin = text.rfind(" ", start, cut) + 1 or start
    for token in _TOKEN.finditer(text, begin):
        if token.start() >= cut:
            break
        if cut < token.end():
            is_number = token[0][0] in _SIGNS or token[0][0].isdecimal()
            return token.start() if is_number or token.start() > start else cut
    return cut
