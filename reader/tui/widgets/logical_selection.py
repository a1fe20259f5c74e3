"""Select logical text in a view that paints its own lines in visual order.

Textual finds the text under the pointer by rendering the line there and reading ``offset`` from the meta of
the style; the pair becomes an end of the selection. Here the pair is (logical index, paragraph), so that the
highlight follows the reordering and the text copied is the text as written.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.tui.terminal.segment_order import join_cells
from reader.tui.widgets.cells import Part, enlarged
from reader.typeset import Line, layout

if TYPE_CHECKING:
    StyleAt = Style | Callable[[int], Style]

_PAST_END = 1 << 30

_NO_LINE = Style(underline=False, strike=False)
"""Blanks beside a text are not underlined with it."""


class LogicalSelection:
    """Selection of a line-API view with paragraphs as lines.

    The view makes every line of a paragraph with ``cells_to_strip``, calls its own ``render_lines`` within
    ``painting()``, and puts ``strip_key`` into the key of its cache of strips.

    Args:
        view: The view.
    """

    def __init__(self, view: ScrollView) -> None:
        self._view = view
        self.paragraphs: Sequence[str] = ()
        """Logical text that can be selected; a place is (index, paragraph)."""
        self._is_painting = False
        self._painted_selection: Selection | None = None
        """The selection at the start of painting."""
        self._by_keys: tuple[int, int, Selection] | None = None
        """First and last line selected by keys, counted from the top of the text, and the selection made."""

    @property
    def _current(self) -> Selection | None:
        return self._painted_selection if self._is_painting else self._view.text_selection

    @property
    def strip_key(self) -> tuple[bool, Selection | None]:
        """Key of the state that strips depend on besides content and style."""
        return self._is_painting, self._current

    @contextmanager
    def painting(self) -> Iterator[None]:
        """Render lines for the screen; otherwise lines serve to locate the pointer."""
        self._is_painting, self._painted_selection = True, self._view.text_selection
        try:
            yield
        finally:
            self._is_painting = False

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
            lined = style.underline or style.strike
            plain, at = style + _NO_LINE if lined else style, lambda _index: style
        else:
            plain, at = self._view.rich_style, style
        lead_cells, trail_cells = _cells(lead), _cells(trail)
        size = 2 if large else 1
        fill = max(0, width - size * line.width - lead_cells - trail_cells)
        if self._is_painting:
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
        """Return the end index of a line, for a selection that excludes the next line."""
        end = line.end + shift
        return end if end >= len(self.paragraphs[paragraph]) else max(line.start + shift, end - 1)

    def _painted(
        self, line: Line, paragraph: int, style: StyleAt, at: Callable[[int], Style], shift: int
    ) -> list[Segment]:
        """Return the cells with their styles, neighbours of one style joined."""
        span = self._current.get_span(paragraph) if self._current else None
        if isinstance(style, Style) and not span:
            return [Segment(line.text, style)] if line.width else []
        start, end = span or (0, 0)
        if end < 0:
            end = _PAST_END
        picked = self._picked() if span else None
        return join_cells(
            (cell.text, at(index) + picked if picked and start <= index < end else at(index))
            for cell in line.cells
            for index in (cell.index + shift,)
        )

    def _picked(self) -> Style:
        """Return the style laid over selected text, which keeps its colour unless the theme has one."""
        name = "screen--selection"
        own = self._view.screen.get_component_rich_style(name, partial=True)
        over = self._view.screen.get_component_rich_style(name)  # blended with the background
        return own + Style(bgcolor=over.bgcolor) if own.bgcolor else own

    def extract(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected logical text in whole clusters, and a line end; None without any text."""
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
        """Extend the selection by ``by`` lines (negative: shrink), from the first visible line.

        A selection made with the mouse is replaced.
        """
        if self._by_keys and self._by_keys[2] == self._view.text_selection:
            anchor, head, _ = self._by_keys
            head = self._next_line(head, by)
        else:
            anchor = head = self._next_line(self._view.scroll_offset.y - 1, 1)
        first, last = self._places(min(anchor, head)), self._places(max(anchor, head))
        if not first or not last:
            return
        end_x, end_y = max(last)
        chosen = Selection(Offset(*min(first)), Offset(end_x + 1, end_y))
        self._by_keys = (anchor, head, chosen)
        self._view.screen.selections = {self._view: chosen}
        self._view.scroll_to_region(Region(0, head, 1, 1), animate=False, immediate=True)

    def _next_line(self, y: int, by: int) -> int:
        """Return the next line with text, ``by`` or more lines away; this one if none."""
        step = 1 if by > 0 else -1
        there = y + by
        while 0 <= there < self._view.virtual_size.height:
            if self._places(there):
                return there
            there += step
        return y

    def _places(self, y: int) -> list[tuple[int, int]]:
        """Return the places (index, paragraph) on a line, counted from the top of the text."""
        strip = self._view.render_line(y - self._view.scroll_offset.y)
        return [style.meta["offset"] for _, style, _ in strip if style and "offset" in style.meta]


def _cells(segments: Iterable[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)


def _place(index: int, paragraph: int) -> Style:
    return Style(meta={"offset": (index, paragraph)})


def _cluster_end(text: str, index: int) -> int:
    """Return where the cluster ends that holds the character before a logical index."""
    if not 0 < index < len(text):
        return index
    starts = sorted(place for line in layout(text, 2 * len(text)) for place in line.indexes)
    following = bisect_left(starts, index)
    end = starts[following] if following < len(starts) else len(text)
    while end > index and unicodedata.category(text[end - 1]) in ("Cf", "Zs"):
        end -= 1
    return end
