"""Scrolling views painted line by line from typeset text (Textual's line API), with a cache."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Offset, Region
from textual.strip import Strip

from reader.tui.bindings import bindings
from reader.tui.key_bindings import MOVEMENT
from reader.tui.terminal.visual_scroll_view import VisualScrollView
from reader.tui.widgets.cells import blank, few_lines, of_line, row, strip
from reader.tui.widgets.paint_cache import PaintCache, WholeStrip
from reader.tui.widgets.partial_update import paint_at_once

if TYPE_CHECKING:
    from textual.color import Color
    from textual.filter import LineFilter

_MAX_HINT_LINES = 6
MIN_CACHED_LINES = 64
"""Of a view. A painted line keeps what Textual cuts out of it: 20 lines each after an hour under dialogs."""


class TypesetView(VisualScrollView):
    """A scrolling view that paints typeset lines; subclasses provide ``line``."""

    _widths = (-1, 0)
    """Width of the whole widget, and of its text at that width."""
    _base: Style | None = None
    _bar_strip: Strip | None = None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._finished_lines: PaintCache[int, tuple[Strip, Strip]] = PaintCache(MIN_CACHED_LINES)
        """Finished lines by the identity of the strip they were made from, with that strip."""
        self._finish_state: tuple[Sequence[LineFilter], Color] | None = None
        """Line filters applied last, and the background they are applied on."""
        self._caches: list[PaintCache[Any, Any]] = [self._finished_lines]
        """Caches of painted lines: each holds twice what the window shows."""

    def render_line(self, y: int) -> Strip:
        """Return a line of the window with the column of the scrollbar."""
        line = self.line(y)
        return Strip.join([self._bar, line] if self.rtl else [line, self._bar])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines; without border and padding Textual's styling is skipped."""
        self._resize_caches(2 * self.size.height)
        if self.styles.gutter:
            return super().render_lines(crop)
        filters = self.get_line_filters()
        if self._finish_state is None or self._finish_state[0] != filters:
            self._finish_state = filters, self.background_colors[1]
            self._finished_lines.clear()
        width = self.size.width
        strips = [self._finish_line(self.line(y), width) for y in crop.line_range]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _resize_caches(self, lines: int) -> None:
        for cache in self._caches:
            cache.size = max(cache.size, lines)

    def _finish_line(self, line: Strip, width: int) -> Strip:
        """Return a line with the column of the scrollbar, filters applied; cached by identity."""
        known = self._finished_lines.get(id(line))
        if known is not None and known[0] is line and known[1].cell_length == width:
            return known[1]
        assert self._finish_state is not None
        filters, ground = self._finish_state
        segments = [*self._bar, *line] if self.rtl else [*line, *self._bar]
        for each in filters:
            segments = each.apply(segments, ground)
        made = WholeStrip(segments).adjust_cell_length(width, self.rich_style)
        self._finished_lines[id(line)] = line, made
        return made

    @property
    def _bar(self) -> Strip:
        """Blank cells of a line for the scrollbar."""
        if self._bar_strip is None:
            self._bar_strip = Strip.blank(self.styles.scrollbar_size_vertical, self.rich_style)
        return self._bar_strip

    def span(self, top: int, lines: int) -> Region:
        """Return the region of some lines of the window, without the scrollbar."""
        return Region(self.styles.scrollbar_size_vertical if self.rtl else 0, top, self.text_width, lines)

    def notify_style_update(self) -> None:
        """Drop cached styles after a change of theme."""
        super().notify_style_update()
        self._base = self._bar_strip = self._finish_state = None
        self._widths = (-1, 0)
        self._finished_lines.clear()

    @property
    def rich_style(self) -> Style:
        """The style of the view, cached: Textual walks through all ancestors otherwise."""
        if self._base is None:
            self._base = super().rich_style
        return self._base

    def watch_rtl(self) -> None:
        """Repaint with the scrollbar at the other side."""
        self._finished_lines.clear()

    @property
    def text_width(self) -> int:
        """Cells of a line without the scrollbar's, whether that is shown or not."""
        outer = self.outer_size.width
        if self._widths[0] != outer:
            styles = self.styles
            self._widths = outer, max(1, outer - styles.gutter.width - styles.scrollbar_size_vertical)
        return self._widths[1]

    def line(self, y: int) -> Strip:
        """Return line ``y`` of the window, ``text_width`` cells wide."""
        raise NotImplementedError

    @property
    def current_line(self) -> int:
        """The line of the window that is being read."""
        return 0

    def move_terminal_cursor(self) -> None:
        """Move the terminal's cursor to the line being read, for screen readers and magnifiers."""
        if self.has_focus:
            x, y = self.content_region.offset
            self.app.cursor_position = Offset(x, y + self.current_line)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Skip restyling: no sheet has rules for a focused view, frame and rows show the focus."""

    def on_focus(self) -> None:
        """Move the terminal's cursor here."""
        self.move_terminal_cursor()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Repaint the window at its new place."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self._round_to_scrollbar(new)
        if round(old) != round(new):
            self.refresh(self.span(0, self.size.height))
        self.move_terminal_cursor()

    def _round_to_scrollbar(self, scroll: float) -> float:
        """Return ``scroll`` rounded down to a step visible on the scrollbar, for fewer repaints."""
        eighths = 8 * max(1, self.size.height)
        step = self.max_scroll_y / eighths
        return scroll if step <= 1 or scroll >= self.max_scroll_y else scroll // step * step

    hint = ""
    """Text of an empty view, logical."""

    def hint_line(self, y: int) -> Strip:
        """Return a line of an empty view, with its centred hint."""
        number = y - max(1, self.outer_size.height // 3)
        if not self.hint or not 0 <= number < _MAX_HINT_LINES:
            return self.empty()
        width, style = self.text_width, self.rich_style
        lines = few_lines(self.hint, max(8, width - 4), _MAX_HINT_LINES, base=int(self.rtl))
        if not 0 <= number < len(lines):
            return self.empty()
        style += self.part_style("view--hint")
        part = of_line(lines[number], style)
        left = (width - part.width) // 2
        return strip(row([blank(left, style), part], rtl=False), width, self.rich_style, rtl=False)

    def empty(self) -> Strip:
        """Return a blank line in the widget's own style."""
        return Strip.blank(self.text_width, self.rich_style)


class TextView(TypesetView, can_focus=True):
    """A typeset text that keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVEMENT)

    def action_down(self) -> None:
        """Scroll a line down."""
        self.go(self.scroll_offset.y + 1)

    def action_up(self) -> None:
        """Scroll a line up."""
        self.go(self.scroll_offset.y - 1)

    def action_first(self) -> None:
        """Scroll to the top."""
        self.go(0)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.go(self.max_scroll_y)

    def action_page_down(self) -> None:
        """Scroll a screenful down, keeping two lines."""
        self.go(self.scroll_offset.y + max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """Scroll a screenful up, keeping two lines."""
        self.go(self.scroll_offset.y - max(1, self.size.height - 2))

    def go(self, line: float) -> None:
        """Scroll to a line and repaint now."""
        # by force: a text just laid out has no scrollbar yet, and this key may have come with it
        self.scroll_to(y=line, animate=False, immediate=True, force=True)
        paint_at_once(self)
