"""Shape and reorder the text that Textual's own widgets painted, by a line filter.

Textual wraps, aligns and truncates logical text; the filter then turns every island of text in a painted
line into cells in visual order. Widgets that paint such cells themselves leave it out (``VisualOrder``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

from reader.text.script import has_rtl
from reader.tui.terminal.segment_order import join_cells
from reader.typeset import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.color import Color
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget


_FORMS = re.compile("[\ufb1d-\ufd3d\ufd50-\ufdf1\ufe70-\ufefc]")
# Text ends at frames, blocks and Braille that draw pictures, and at two blanks; one blank belongs to it
# only between words.
_ISLAND = re.compile("[^ \u2500-\u259f\u2800-\u28ff]+(?: [^ \u2500-\u259f\u2800-\u28ff]+)*")


class BidiFilter(LineFilter):
    """Filter that shapes and reorders right-to-left runs of a painted line, styles kept.

    Islands that hold joined forms have been set already and are left alone, so that applying the filter twice
    does no harm.

    Args:
        base: Base direction of an island, 0 or 1 (UAX #9 HL1); ``None`` lets its first strong character
            decide.
    """

    finished = None
    """The filter that replaces this one for widgets in visual order: none."""

    def __init__(self, base: int | None = None) -> None:
        super().__init__()
        self.base = base

    def __eq__(self, other: object) -> bool:
        """Strips cache the result by filter: filters that do the same must be equal."""
        return isinstance(other, BidiFilter) and other.base == self.base

    def __hash__(self) -> int:
        return hash((BidiFilter, self.base))

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line with its right-to-left islands in visual order."""
        text = "".join(segment.text for segment in segments if not segment.control)
        if not has_rtl(text):
            return segments
        styles = [segment.style for segment in segments if not segment.control for _ in segment.text]
        cells: list[tuple[str, Style | None]] = []
        end = 0
        for island in _ISLAND.finditer(text):
            if has_rtl(island[0]) and not _FORMS.search(island[0]):
                cells += zip(text[end : island.start()], styles[end : island.start()], strict=True)
                cells += self._visual(island[0], styles[island.start() : island.end()])
                end = island.end()
        cells += zip(text[end:], styles[end:], strict=True)
        return [*(segment for segment in segments if segment.control), *join_cells(cells)]

    def _visual(self, text: str, styles: Sequence[Style | None]) -> list[tuple[str, Style | None]]:
        """Return the cells of a run; blanks at its reading end stand for cells lost by lam-alef."""
        width = cell_len(text)
        (line,) = layout(text, max(1, 2 * width), base=self.base)
        # a mark without a letter gets a cell of its own from typeset, but had none when the line was painted
        shown = [cell for cell in line.cells if cell_len(text[cell.index])]
        cells = [(cell.text, styles[cell.index]) for cell in shown]
        spare = [(" ", styles[-1])] * (width - sum(cell.width for cell in shown))
        return [*spare, *cells] if line.base else [*cells, *spare]


class VisualOrder:
    """Mixin of a Textual widget or screen with lines in visual order: exempt from the filter.

    Only the titles in its border are painted by Textual, and are filtered. Every modal screen needs the
    mixin, because it paints the finished screen below as its own background.
    """

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the line filters, without those that take logical text."""
        filters: Sequence[LineFilter] = super().get_line_filters()  # type: ignore[misc]  # Widget's
        replaced = [getattr(each, "finished", each) for each in filters]
        return [each for each in replaced if each is not None]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines, the titles of the border set right to left."""
        strips: list[Strip] = super().render_lines(crop)  # type: ignore[misc]  # Widget's
        filters: Sequence[LineFilter] = super().get_line_filters()  # type: ignore[misc]
        _filter_titles(cast("Widget", self), strips, crop, filters)
        return strips


def _filter_titles(widget: Widget, strips: list[Strip], crop: Region, filters: Sequence[LineFilter]) -> None:
    """Apply the bidi filter to the lines of a widget's border that may hold titles, in place."""
    styles = widget.styles
    edges = ((0, styles.border_top[0]), (widget.outer_size.height - 1, styles.border_bottom[0]))
    rows = [row - crop.y for row, edge in edges if edge and row in crop.line_range]
    for each in filters if rows else ():
        if isinstance(each, BidiFilter):
            for row in rows:
                strips[row] = strips[row].apply_filter(each, widget.background_colors[1])
