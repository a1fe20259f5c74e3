"""Build the cells of a row from typeset lines, in either direction.

Importing the module does not import Textual: the first paint uses it before Textual is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style

from reader.typeset import Line, layout, truncate

if TYPE_CHECKING:
    from textual.strip import Strip

StyleAt = Callable[[int], Style]
"""The style of the cell whose cluster starts at a logical index."""


class Part(NamedTuple):
    """Finished cells, left to right, and how many columns they take."""

    segments: list[Segment]
    width: int


@lru_cache(maxsize=4096)
def one_line(text: str, width: int, base: int | None = None, language: str = "") -> Line:
    """Return ``text`` on one line of at most ``width`` cells, cut at its logical end."""
    return truncate(text, max(1, width), base=base, language=language)


@lru_cache(maxsize=2048)
def few_lines(
    text: str, width: int, most: int, language: str = "", base: int | None = None
) -> tuple[Line, ...]:
    """Return ``text`` in at most ``most`` lines of ``width`` cells, the last one truncated."""
    # A text without letters has no line, but a row of a list has one always.
    lines = layout(text, max(1, width), base=base, language=language) or [one_line("", width)]
    if len(lines) <= most:
        return tuple(lines)
    last = truncate(text, max(1, width), start=lines[most - 1].start, base=lines[0].base, language=language)
    return (*lines[: most - 1], last)


def blank(width: int, style: Style) -> Part:
    """Return ``width`` empty cells."""
    return Part([Segment(" " * width, style)] if width > 0 else [], max(0, width))


def of_line(line: Line, style: Style | StyleAt) -> Part:
    """Return the cells of a typeset line in one style, or in a style for each cluster."""
    if isinstance(style, Style):
        return Part([Segment(line.text, style)] if line.width else [], line.width)
    return Part([Segment(cell.text, style(cell.index)) for cell in line.cells], line.width)


def highlighted(style: Style, hit: Style, ranges: Sequence[tuple[int, int]]) -> Style | StyleAt:
    """Return ``style``, with ``hit`` laid over the logical ``ranges`` (end exclusive)."""
    if not ranges:
        return style
    lit = style + hit

    def at(index: int) -> Style:
        return lit if any(start <= index < end for start, end in ranges) else style

    return at


def of_text(text: str, style: Style, *, most: int = 200, base: int | None = None) -> Part:
    """Return a short text on one line of at most ``most`` cells, its outer blanks kept."""
    inner = text.strip(" ")
    if not inner:
        return blank(len(text), style)
    before, after = (blank(len(side), style) for side in text.split(inner))
    line = one_line(inner, most - before.width - after.width, base)
    return row([before, of_line(line, style), after], rtl=bool(line.base))


def filled(part: Part, width: int, style: Style, *, rtl: bool) -> Part:
    """Return ``part`` at the side where reading starts, padded to ``width`` cells."""
    gap = blank(width - part.width, style)
    segments = gap.segments + part.segments if rtl else part.segments + gap.segments
    return Part(segments, max(width, part.width))


def row(parts: Iterable[Part], *, rtl: bool) -> Part:
    """Join parts given in reading order into one, left to right."""
    ordered = list(parts)
    width = sum(part.width for part in ordered)
    if rtl:
        ordered.reverse()
    return Part([segment for part in ordered for segment in part.segments], width)


LARGE = "large"
"""In the meta of cells that may be drawn as a line of double size: its number, row (0 or 1), all its columns,
and its base direction."""


def enlarged(part: Part, number: int, style: Style, *, rtl: bool) -> tuple[Part, Part]:
    """Return a line as two rows of double size; at normal size all in the first."""
    columns = 2 * part.width
    marks = [Style(meta={LARGE: (number, row, columns, int(rtl))}) for row in range(2)]
    half = Segment(" " * part.width, style + marks[0])
    text = [Segment(text, (own or style) + marks[0]) for text, own, _ in part.segments]
    upper = [half, *text] if rtl else [*text, half]
    return Part(upper, columns), Part([Segment(" " * columns, style + marks[1])], columns)


def strip(part: Part, width: int, style: Style, *, rtl: bool) -> Strip:
    """Return a strip of exactly ``width`` cells, ``part`` at the side where reading starts."""
    from textual.strip import Strip

    whole = filled(part, width, style, rtl=rtl)
    made = Strip(whole.segments, whole.width)
    return made if whole.width == width else made.adjust_cell_length(width, style)


def two_sided_strip(near: Iterable[Part], far: Part, width: int, style: Style, *, rtl: bool) -> Strip:
    """Return a strip with parts at the reading start and one at the far side."""
    beginning = row(near, rtl=rtl)
    gap = blank(width - beginning.width - far.width - 1, style)
    return strip(row([beginning, gap, far], rtl=rtl), width, style, rtl=rtl)
