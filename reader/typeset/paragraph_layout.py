"""Break text into lines in logical order by shaped width; each line is reordered on its own."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from reader.typeset.line import Line
from reader.typeset.measured_text import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_ENDS = "\v\f\u2028"
"""Those ends of a line (`str.splitlines`) that do not end the paragraph."""
_HANGING = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
_CLOSING = "!%),.:;?]}\u00bb\u060c\u061b\u061f\u066a\u06d4\u2019\u201d\u2026"
_JOINTS = ("/?&#", "=.-_")
_SOFT_HYPHEN = "\u00ad"


def layout(
    text: str,
    width: int,
    *,
    base: int | None = None,
    justify: bool = False,
    kashida: bool = True,
    language: str = "",
    marks: bool = True,
    forms: bool = True,
) -> list[Line]:
    """Break a text into lines of at most ``width`` cells.

    The ranges of the lines follow one another without a gap; spaces and line ends at which a line stops are
    in its range and draw nothing. A line is wider than ``width`` only where one cluster is.

    Args:
        text: Logical text; every paragraph of it gets its own direction.
        width: The measure in cells, at least 1.
        base: 0 left to right, 1 right to left, None by the first strong character of every paragraph.
        justify: Stretch lines, the last of a paragraph excepted, to the measure.
        kashida: Stretch joins before spaces.
        language: BCP 47 tag of the source: a right-to-left one claims paragraphs that start with a
            foreign name.
        marks: Show vowel points.
        forms: Show presentation forms.
    """
    measure = _Measure(max(1, width), justify, kashida)
    lines: list[Line] = []
    for paragraph, start in _paragraphs(text):
        lines += _break(Prepared(paragraph, start, base, language, marks, forms), measure)
    return lines


def _paragraphs(text: str) -> Iterator[tuple[str, int]]:
    """Yield the paragraphs of a text with their ends, and where they begin."""
    start = at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if line[-1] not in _LINE_ENDS or at == len(text):
            yield text[start:at], start
            start = at


class _Measure(NamedTuple):
    """Width and justification of lines."""

    width: int
    justify: bool
    kashida: bool


def _break(prepared: Prepared, measure: _Measure) -> list[Line]:
    """Break one paragraph at its line ends, and each part to the width of the measure."""
    lines: list[Line] = []
    start = 0
    for line in prepared.text.splitlines(keepends=True):
        stop, after = start + len(line.splitlines()[0]), start + len(line)
        lines += _fill(prepared, start, stop, after, measure)
        start = after
    return lines


def _fill(prepared: Prepared, start: int, stop: int, after: int, measure: _Measure) -> list[Line]:
    """Set ``text[start:stop]`` in full lines; the last line's range extends to ``after``."""
    edges = prepared.edges
    last = _trimmed(prepared.text, start, stop)
    if edges[last] - edges[start] <= measure.width:
        return [Line(prepared, start, last, after, edges[last] - edges[start])]
    ends, trims, limits = _units(prepared, start, stop)
    lines: list[Line] = []
    unit = 0
    while start < stop:
        target = edges[start] + measure.width
        unit = bisect_right(limits, target, unit)
        if unit and edges[trims[unit - 1]] > edges[start]:
            end, drawn, hyphen = ends[unit - 1], trims[unit - 1], limits[unit - 1] > edges[trims[unit - 1]]
        else:
            end = drawn = _emergency(prepared, start, stop, target)
            hyphen = False
        if edges[end] >= edges[last]:  # nothing more to draw
            end, hyphen = stop, False
        fill = _stretch(prepared, start, drawn, hyphen, measure) if end < stop else {}
        taken = edges[drawn] - edges[start] + sum(count for _, count in fill.values())
        lines.append(Line(prepared, start, drawn, end if end < stop else after, taken, fill=fill))
        start = end
    return lines


def _stretch(
    prepared: Prepared, start: int, drawn: int, hyphen: bool, measure: _Measure
) -> dict[int, tuple[str, int]]:
    """Return the fillers of a line that is not the last: its hyphen, or its justification."""
    if hyphen:
        return {prepared.head(drawn - 1): ("-", 1)}
    if measure.justify:
        from reader.typeset.justification import fill_line

        slack = measure.width - (prepared.edges[drawn] - prepared.edges[start])
        return fill_line(prepared, start, drawn, slack, measure.kashida)
    return {}


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where the spaces that hang at the end of ``text[start:end]`` begin."""
    while end > start and text[end - 1] in _HANGING:
        end -= 1
    return end


def _units(prepared: Prepared, start: int, stop: int) -> tuple[list[int], list[int], list[int]]:
    """Return where lines may end, the end of their visible text, and the width reached."""
    from reader.typeset.linebreak import opportunities

    text, edges = prepared.text, prepared.edges
    ends = [start + at for at in opportunities(text[start:stop])]
    ends = [end for end in ends if end == stop or prepared.starts_cluster(end)]
    trims = [  # nearly always one space, and asking costs more than looking
        end - 1 if text[end - 1] == " " and text[end - 2] not in _HANGING else _trimmed(text, start, end)
        for end in ends
    ]
    limits = [edges[trim] for trim in trims]
    if _SOFT_HYPHEN in text:
        hyphens = [text[trim - 1] == _SOFT_HYPHEN and trim < stop for trim in trims]
        limits = list(accumulate(map(add, limits, hyphens), max))  # ascending, for the bisection
    return ends, trims, limits


def _emergency(prepared: Prepared, start: int, stop: int, target: int) -> int:
    """Return where to cut a too wide unit: between clusters, an address after punctuation."""
    text, edges, widths = prepared.text, prepared.edges, prepared.widths
    end = min(bisect_right(edges, target) - 1, stop)
    whole = end
    while end > start and text[end] in _CLOSING:
        end = prepared.head(end - 1)
    end = end if end > start else whole
    if end <= start:
        end = start + 1
        while end < stop and not widths[end]:
            end += 1
        return end
    middle = start + (end - start) // 2
    for joints in _JOINTS:
        joint = max(text.rfind(mark, middle, end) for mark in joints) + 1
        if joint and widths[joint]:
            return joint
    return end
