"""Lists of rows painted from typeset text, with a cursor; painted rows are cached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from reader.tui.bindings import bindings
from reader.tui.key_bindings import MOVEMENT
from reader.tui.widgets.paint_cache import PaintCache
from reader.tui.widgets.partial_update import paint_at_once
from reader.tui.widgets.row_offsets import RowOffsets
from reader.tui.widgets.typeset_view import MIN_CACHED_LINES, TypesetView

Row = TypeVar("Row")
_REST_SECONDS = 0.01
"""After a key, until the rows around the cursor are painted for the next one."""


class RowList(TypesetView, Generic[Row], can_focus=True):
    """A list of rows of one or more lines; only visible rows are painted.

    Subclasses provide ``height_of``, ``paint`` and ``can_stand_on``.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(MOVEMENT)
    ALLOW_SELECT = False
    LOOKED_AT_FIRST: ClassVar[bool] = False
    """Whether a first click only moves the cursor, because another widget shows the row under it."""

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: list[Row] = []
        """Those of the whole list, or a window of it."""
        self.lines_above = 0
        """Lines of the rows before the window, about; 0 when it begins the list."""
        self.lines_below = 0
        """Lines of the rows after the window, about; 0 when it ends the list."""
        self._resting = False
        self.offsets = RowOffsets()
        """The lines each row stands on."""
        self._strips: PaintCache[tuple[int, int, bool, bool], list[Strip]] = PaintCache(MIN_CACHED_LINES)
        self._caches.append(self._strips)

    def height_of(self, row: Row) -> int:
        """Return how many lines ``row`` takes."""
        raise NotImplementedError

    def heights(self) -> Iterable[int]:
        """Yield the height of each row in lines; override for lists of tens of thousands."""
        return map(self.height_of, self.rows)

    def paint(self, row: Row, width: int, *, cursor: bool, focused: bool) -> list[Strip]:
        """Return the lines of ``row``, each ``width`` cells."""
        raise NotImplementedError

    def can_stand_on(self, row: Row) -> bool:
        """Return whether the cursor may rest on ``row``."""
        return True

    def show(self, rows: Sequence[Row], cursor: int = 0, *, above: int = 0, below: int = 0) -> None:
        """Show other rows, the cursor on row ``cursor`` or the nearest selectable one.

        The cursor keeps its line on the screen when rows are inserted above it.

        Args:
            rows: all of the list, or a window of it.
            cursor: index of the row under the cursor.
            above: lines of the list before the window.
            below: lines of the list after it.
        """
        offset = self.offsets[self.cursor] - self.scroll_offset.y if self.rows else None
        self.lines_above, self.lines_below = above, below
        self.rows = list(rows)
        self.relay()
        self.set_reactive(RowList.cursor, self._nearest(cursor, 1))
        if rows and offset is not None:
            self.scroll_to(y=self.offsets[self.cursor] - offset, animate=False, immediate=True, force=True)
        self.refresh()
        self.move_terminal_cursor()
        self._rest()

    def slide(
        self, rows: Sequence[Row], cursor: int, same: tuple[int, int], *, above: int, below: int
    ) -> None:
        """Show another window of the same list; nothing on the screen moves.

        Args:
            rows: of the new window.
            cursor: index of the row under the cursor.
            same: index of a row in the window of before, and in the new one.
            above: lines of the list before the window, about; 0 when it begins the list.
            below: lines of the list after it.
        """
        at = self.offsets[same[0]]
        self.rows = list(rows)
        if above:
            inner = sum(height for height, _ in zip(self.heights(), range(same[1]), strict=False))
            above = max(1, at - inner)
        self.lines_above, self.lines_below = above, below
        self.relay()
        self.set_reactive(RowList.cursor, self._nearest(cursor, 1))
        if moved := self.offsets[same[1]] - at:
            self.scroll_to(y=self.scroll_offset.y + moved, animate=False, immediate=True, force=True)
        self.move_terminal_cursor()

    def heading_above(self) -> int:
        """Return the index of the sticky heading over the first line; -1 for none."""
        return -1

    def near_edge(self) -> None:
        """Ask for more rows where they run out; for lists that hold a window of them."""

    def relay(self) -> None:
        """Lay out the rows again after their heights may have changed."""
        self.offsets = RowOffsets(self.heights(), self.lines_above)
        self.forget_paint()
        self._resize()

    def forget_paint(self) -> None:
        """Drop the cache of painted rows and repaint."""
        self._strips.clear()
        self.refresh()

    def replace_row(self, index: int, row: Row) -> None:
        """Replace a row by another of the same height."""
        self.rows[index] = row
        self.repaint_row(index)

    def repaint_row(self, index: int) -> None:
        """Repaint one row."""
        for key in [key for key in self._strips if key[0] == index]:
            del self._strips[key]
        self._refresh_row(index)

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def row_at(self, y: int) -> int:
        """Return the index of the row that line ``y`` of the whole list belongs to, or -1."""
        return self.offsets.row_at(y)

    def is_within_screen(self, first: int, last: int) -> bool:
        """Return whether two rows stand at most a screenful apart."""
        return self.offsets[last] - self.offsets[first] <= self.size.height

    def line(self, y: int) -> Strip:
        """Return one line of the window: from the cache, or painted now."""
        if not self.rows:
            return self.hint_line(y)
        if y == 0 and (heading := self.heading_above()) >= 0:
            return self._painted(heading, cursor=False)[0]
        place = y + self.scroll_offset.y
        index = self.row_at(place)
        if index < 0:
            return self.empty()
        lines, at = self._painted(index, cursor=index == self.cursor), place - self.offsets[index]
        # Textual may paint a new width before ``on_resize`` has laid the rows out for it.
        return lines[at] if at < len(lines) else self.empty()

    def _painted(self, index: int, *, cursor: bool) -> list[Strip]:
        """Return the lines of a row: from the cache, or painted now."""
        key = (index, self.text_width, cursor, cursor and self.has_focus)
        lines = self._strips.get(key)
        if lines is None:
            lines = self.paint(self.rows[index], key[1], cursor=cursor, focused=key[3])
            self._strips[key] = lines
        return lines

    def _rest(self) -> None:
        """Call ``arrived`` after the paint of a key has been written to the terminal."""
        if not self._resting:
            self._resting = True
            self.set_timer(_REST_SECONDS, self._rested)

    def _rested(self) -> None:
        self._resting = False
        self.arrived()

    def arrived(self) -> None:
        """Paint the rows around the cursor into the cache, as they look after the next key."""
        if self.rows and self.is_attached:
            for index in {self._nearest(self.cursor + step, step) for step in (-1, 1)} | {self.cursor}:
                self._painted(index, cursor=True)
                self._painted(index, cursor=False)

    def _resize(self) -> None:
        self.virtual_size = Size(self.text_width, self.offsets.end + self.lines_below)

    def on_resize(self) -> None:
        """Lay the rows out for another width; painted rows are cached by width."""
        self._resize()
        self.call_after_refresh(self.keep_in_view)

    def notify_style_update(self) -> None:
        """Repaint after a change of theme."""
        super().notify_style_update()
        self._strips.clear()

    def validate_cursor(self, cursor: int) -> int:
        """Limit the cursor to the rows there are."""
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the old and the new row of the cursor, and keep the cursor visible."""
        self._refresh_row(old)
        self._refresh_row(new)
        self.keep_in_view()
        self.move_terminal_cursor()
        paint_at_once(self)
        self._rest()
        self.near_edge()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Repaint the window of the screen at its new place."""
        super().watch_scroll_y(old, new)
        self.near_edge()

    def keep_in_view(self) -> None:
        """Scroll as little as is needed to show the whole row under the cursor."""
        if not self.rows:
            return
        top, bottom = self.offsets[self.cursor], self.offsets[self.cursor + 1]
        if self.cursor == self._nearest(0, 1):
            top = self.lines_above  # with the heading over it
        else:
            top -= self.covered_lines(self.cursor)
        height = self.scrollable_content_region.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif height and bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False, immediate=True)

    def covered_lines(self, index: int) -> int:
        """Return the lines before a row that a sticky heading covers if the row is on top."""
        return 0

    def _refresh_row(self, index: int) -> None:
        if 0 <= index < len(self.rows):
            top = self.offsets[index] - self.scroll_offset.y
            self.refresh(self.span(top, self.offsets[index + 1] - self.offsets[index]))

    def _nearest(self, index: int, step: int) -> int:
        """Return the first row from ``index`` in the direction of ``step`` that may hold the cursor."""
        count = len(self.rows)
        index = max(0, min(index, count - 1))
        here = index
        while 0 <= here < count and not self.can_stand_on(self.rows[here]):
            here += step
        if 0 <= here < count:
            return here
        if step < 0 or not count:
            return max(0, min(self.cursor, count - 1))
        return self._nearest(index, -1)

    def move_to(self, index: int, step: int = 1) -> None:
        """Put the cursor on row ``index``, or on the next selectable one."""
        if self.rows:
            self.cursor = self._nearest(index, step)

    def action_down(self) -> None:
        """Move to the next row."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """Move to the row before."""
        self.move_to(self.cursor - 1, -1)

    def action_first(self) -> None:
        """Move to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move to the last row."""
        self.move_to(len(self.rows) - 1, -1)

    def _page(self) -> int:
        top = self.offsets[self.cursor]
        return max(1, self.offsets.nearest_row(top + self.size.height) - self.cursor)

    def action_page_down(self) -> None:
        """Move a screenful down."""
        if self.rows:
            self.move_to(self.cursor + self._page())

    def action_page_up(self) -> None:
        """Move a screenful up."""
        if self.rows:
            place = self.row_at(max(self.lines_above, self.offsets[self.cursor] - self.size.height))
            self.move_to(min(place, self.cursor - 1), -1 if place else 1)

    def on_focus(self) -> None:
        """Repaint the row under the cursor as focused."""
        self._refresh_row(self.cursor)

    @property
    def current_line(self) -> int:
        """The first line of the row under the cursor."""
        return self.offsets[self.cursor] - self.scroll_offset.y if self.rows else 0

    def on_blur(self) -> None:
        """Repaint the row under the cursor without the focus."""
        self._refresh_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked row; with ``LOOKED_AT_FIRST`` only under the cursor."""
        if event.y == 0 and (heading := self.heading_above()) >= 0:
            self.move_to(heading + 1)
            return
        index = self.row_at(event.y + self.scroll_offset.y)
        if index >= 0 and self.can_stand_on(self.rows[index]):
            here, self.cursor = self.cursor, index
            if here == index or not self.LOOKED_AT_FIRST:
                self.chosen()

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        self.chosen()

    def chosen(self) -> None:
        """Open the row under the cursor; for subclasses."""
        raise NotImplementedError
