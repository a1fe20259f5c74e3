"""Logical selection over visual text, for panes that paint their own lines.

Textual finds what the pointer is on by rendering the line under it and reading ``offset`` from the style
there; whatever pair is found there becomes the ends of the selection. Here the pair is a place in the logical
text, so what is highlighted follows the reordering and what is copied is the text as it was written.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.selection import Selection
from textual.strip import Strip

from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.segment_order import joined
from reader.tui.widgets.cells import Part, enlarged

if TYPE_CHECKING:
    from reader.typeset import Line

    StyleAt = Style | Callable[[int], Style]

_PAST_END = 1 << 30


class LogicalSelection(VisualOrder):
    """Mixin of a line-API widget: ``class Pane(LogicalSelection, ScrollView)``.

    The pane provides ``paragraphs`` and makes every line it paints with ``cells_to_strip``::

        def render_line(self, y: int) -> Strip:
            row = self.rows[y + self.scroll_offset.y]
            return self.cells_to_strip(row.line, row.paragraph, self.size.width, self.rich_style)

    A line that carries no text of a paragraph (a rule, a blank) is any other strip. A pane that keeps strips
    puts ``strip_key`` into the key of its cache.
    """

    paragraphs: Sequence[str] = ()
    """Logical text of everything that can be selected; a line's place is (index, paragraph)."""

    _painting = False
    _selected: Selection | None = None
    """What is selected while lines are painted."""
    _by_keys: tuple[int, int, Selection] | None = None
    """First and last line taken with keys, counted from the top of the text, and the selection they made."""

    @property
    def _chosen(self) -> Selection | None:
        return self._selected if self._painting else self.text_selection

    @property
    def strip_key(self) -> tuple[bool, Selection | None]:
        """What the strips of this widget depend on beside their content and style."""
        return self._painting, self._chosen

    def cells_to_strip(
        self,
        line: Line,
        paragraph: int,
        width: int,
        style: StyleAt,
        *,
        shift: int = 0,
        lead: Sequence[Segment] = (),
        trail: Sequence[Segment] = (),
        large: tuple[int, int] | None = None,
    ) -> Strip:
        """Return a line of a paragraph as a strip, set at the side where its reading starts.

        Args:
            line: The line; ``line.base`` says at which side it starts.
            paragraph: Position in ``paragraphs`` of the text the line is of.
            width: Cells of the strip; what the line and its companions leave is filled with blanks.
            style: Style of the text, or the style of the character at a logical index (links, hits).
            shift: What to add to the line's logical indexes to get those of the paragraph.
            lead: What stands before the line where reading starts (bullet, mark), left to right.
            trail: What stands at the far end of the strip (time, source), left to right.
            large: Number of a line of double size and which of its two rows this is.
        """
        if isinstance(style, Style):
            plain, at = style, lambda _index: style
        else:
            plain, at = self.rich_style, style
        lead_cells, trail_cells = _cells(lead), _cells(trail)
        size = 2 if large else 1
        fill = max(0, width - size * line.width - lead_cells - trail_cells)
        if self._painting:
            text = self._painted(line, paragraph, style, at, shift)
            if large:
                rows = enlarged(Part(text, line.width), large[0], plain, rtl=bool(line.base))
                text = rows[large[1]].segments
            margin = [Segment(" " * fill, plain)] if fill else []
            before, after = list(lead), [*margin, *trail] if not line.base else [*trail, *margin]
        else:
            text = [
                Segment(" " * (2 * cell.width) if large else cell.text, _place(cell.index + shift, paragraph))
                for cell in line.cells
            ]
            before = [Segment(" ", _place(line.start + shift, paragraph))] * lead_cells
            after = [Segment(" ", _place(self._line_end(line, paragraph, shift), paragraph))] * (
                fill + trail_cells
            )
        parts = [*after, *text, *before] if line.base else [*before, *text, *after]
        return Strip(parts).adjust_cell_length(width, plain)

    def _line_end(self, line: Line, paragraph: int, shift: int) -> int:
        """Return the index beside the end of a line, from which a selection does not reach into the next."""
        end = line.end + shift
        return end if end >= len(self.paragraphs[paragraph]) else max(line.start + shift, end - 1)

    def _painted(
        self, line: Line, paragraph: int, style: StyleAt, at: Callable[[int], Style], shift: int
    ) -> list[Segment]:
        """Return the cells with their styles, neighbours of one style joined."""
        span = self._chosen.get_span(paragraph) if self._chosen else None
        if isinstance(style, Style) and not span:
            return [Segment(line.text, style)] if line.width else []
        start, end = span or (0, 0)
        if end < 0:
            end = _PAST_END
        picked = self._picked() if span else None
        return joined(
            (cell.text, at(index) + picked if picked and start <= index < end else at(index))
            for cell in line.cells
            for index in (cell.index + shift,)
        )

    def _picked(self) -> Style:
        """Return the style that goes over selected text, which keeps its colour unless the theme has one."""
        name = "screen--selection"
        own = self.screen.get_component_rich_style(name, partial=True)
        over = self.screen.get_component_rich_style(name)  # half transparent: blended with what is behind
        return own + Style(bgcolor=over.bgcolor) if own.bgcolor else own

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint; a bare ``render_line`` outside of this is the compositor asking what the pointer is on."""
        self._painting, self._selected = True, self.text_selection
        try:
            return super().render_lines(crop)
        finally:
            self._painting = False

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected logical text, whole clusters: no letter without its marks, no half lam-alef."""
        if not self.paragraphs:
            return None
        last = len(self.paragraphs) - 1
        start_x, start_y = selection.start or (0, 0)
        end_x, end_y = selection.end or (_PAST_END, last)
        if start_y > last:
            return None
        end_x = _cluster_end(self.paragraphs[end_y], end_x) if end_y <= last else _PAST_END
        chosen = list(self.paragraphs[start_y : end_y + 1])
        chosen[-1] = chosen[-1][:end_x]
        chosen[0] = chosen[0][start_x:]
        return "\n".join(chosen), "\n"

    def select_lines(self, by: int) -> None:
        """Select by keys: the first line in the window, then ``by`` lines more (fewer when negative).

        Bind it to Shift and the arrows; a selection made with the mouse is begun anew.
        """
        if self._by_keys and self._by_keys[2] == self.text_selection:
            anchor, head, _ = self._by_keys
            head = self._next_line(head, by)
        else:
            anchor = head = self._next_line(self.scroll_offset.y - 1, 1)
        first, last = self._places(min(anchor, head)), self._places(max(anchor, head))
        if not first or not last:
            return
        end_x, end_y = max(last)
        chosen = Selection(Offset(*min(first)), Offset(end_x + 1, end_y))
        self._by_keys = (anchor, head, chosen)
        self.screen.selections = {self: chosen}
        self.scroll_to_region(Region(0, head, 1, 1), animate=False, immediate=True)

    def _next_line(self, y: int, by: int) -> int:
        """Return the next line that holds text, ``by`` or more lines away; this one when there is none."""
        step = 1 if by > 0 else -1
        there = y + by
        while 0 <= there < self.virtual_size.height:
            if self._places(there):
                return there
            there += step
        return y

    def _places(self, y: int) -> list[tuple[int, int]]:
        """Return the places (index, paragraph) on a line, counted from the top of the text."""
        strip = self.render_line(y - self.scroll_offset.y)
        return [style.meta["offset"] for _, style, _ in strip if style and "offset" in style.meta]


def _cells(segments: Iterable[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)


def _place(index: int, paragraph: int) -> Style:
    return Style(meta={"offset": (index, paragraph)})


def _cluster_end(text: str, index: int) -> int:
    """Return where the cluster ends that holds the character before a logical index."""
    from reader.typeset import layout

    if not 0 < index < len(text):
        return index
    starts = sorted(place for line in layout(text, 2 * len(text)) for place in line.indexes)
    following = bisect_left(starts, index)
    end = starts[following] if following < len(starts) else len(text)
    while end > index and unicodedata.category(text[end - 1]) in ("Cf", "Zs"):
        end -= 1
    return end
