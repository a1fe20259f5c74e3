"""A one-line text field for right-to-left and mixed text.

Cursor and selection are logical indexes; painting, clicks and arrow keys follow the visual order. The cursor
is a block on a cluster, so that each position has one column, at direction boundaries too.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.segment_order import join_cells
from reader.typeset import layout, shape

if TYPE_CHECKING:
    from textual import events

_ZWJ = "\u200d"
_END = "\u25a1"
"""Stands for the end of the text while it is laid out: neutral, so that it takes the base direction."""
_STRONG = frozenset(("L", "R", "AL"))
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u200c\u200d"
)
_WORD_START = re.compile(rf"(?<=[^\w{_MARKS}])\w")


@dataclass(frozen=True, slots=True)
class Field:
    """Layout of one line of text that is being edited."""

    base: int
    """Base direction, 0 or 1."""
    cells: tuple[tuple[str, int], ...]
    """Visual order: what is shown, and the index in the text; a blank stands for the end of the text."""
    stops: tuple[int, ...]
    """Every place of the cursor, left to right: the start of each letter, and the end of the text."""
    columns: dict[int, int]
    """Column of a place of the cursor; the end of the text has a blank column of its own."""
    width: int
    """Cells of text and end column."""

    def stop(self, index: int) -> int:
        """Return the place of the cursor an index of the text belongs to."""
        ordered = sorted(self.stops)
        return ordered[max(0, bisect_right(ordered, index) - 1)]

    def column(self, index: int) -> int:
        """Return the column the cursor is drawn at."""
        return self.columns[self.stop(index)]

    def at_column(self, column: int) -> int:
        """Return the place of the cursor at a column; the nearest beyond either edge."""
        place = min(self.columns.items(), key=lambda item: (item[1] > column, abs(item[1] - column)))
        return place[0]

    def beside(self, index: int, step: int) -> int:
        """Return the place ``step`` letters to the right (negative: left), kept inside."""
        here = self.stops.index(self.stop(index)) + step
        return self.stops[max(0, min(here, len(self.stops) - 1))]

    def after(self, index: int) -> int:
        """Return where the letter at an index ends in the text."""
        return min((stop for stop in self.stops if stop > index), default=index)


@lru_cache(maxsize=64)
def field(text: str, base: int | None = None, edges: tuple[int, ...] = ()) -> Field:
    """Lay out one line of text for editing.

    A lam-alef is one cell but two letters: it opens into two cells where an edge falls between them.

    Args:
        text: Logical text.
        base: Base direction, or ``None`` for that of the first strong character.
        edges: Logical indexes of the cursor and the ends of the selection.
    """
    absorbed = {index for index, shown in enumerate(shape(text)) if not shown}
    source = _END
    origin = [len(text)]
    for index in reversed(range(len(text))):
        added = _ZWJ + text[index] if index in absorbed and index in edges else text[index]
        source = added + source
        origin[:0] = [index] * len(added)
    (line,) = layout(source, 4 * len(source), base=base)
    starts = sorted(origin[cell.index] for cell in line.cells)
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    stops: list[int] = []
    columns: dict[int, int] = {}
    column = 0
    for cell in line.cells:
        first = origin[cell.index]
        letters = [first, *sorted(absorbed.intersection(range(first + 1, ends[first])))]
        stops += reversed(letters)
        columns |= dict.fromkeys(letters, column)
        column += cell.width
    cells = tuple((" " if cell.text == _END else cell.text, origin[cell.index]) for cell in line.cells)
    return Field(line.base, cells, tuple(stops), columns, line.width)


class BidiInput(VisualOrder, Input):
    """A text field for any direction; text and placeholder start at the reading side.

    Left and right move as seen; with Ctrl they move by words, in the direction of the field. Home, End,
    Backspace and Delete mean the beginning, the end, the letter before and the letter at the cursor.

    Args:
        base: Direction of the field while nothing in it has one: 0 or 1.
        **options: Those of ``textual.widgets.Input``.
    """

    _WORD_START = _WORD_START

    def __init__(
        self, value: str | None = None, placeholder: str = "", *, base: int = 0, **options: Any
    ) -> None:
        self._neutral_base = base
        super().__init__(value, placeholder, **options)

    @property
    def field(self) -> Field:
        """Layout of the visible text of the field."""
        text = self._value.plain + self._pending if self.value else self.placeholder
        return field(text, self._base(text), tuple(self.selection) if self.has_focus else ())

    def _base(self, text: str) -> int:
        """Return the direction of the first strong character shown, else that of the field."""
        for character in text + self.placeholder:
            if (kind := unicodedata.bidirectional(character)) in _STRONG:
                return int(kind != "L")
        return self._neutral_base

    @property
    def _pending(self) -> str:
        """Text the suggestion would add."""
        return self._suggestion[len(self.value) :] if self.has_focus else ""

    @property
    def content_width(self) -> int:
        """Cells of the text and of a cursor after the text."""
        return self.field.width

    @property
    def _margin(self) -> int:
        """Blank cells to the left of the text."""
        field = self.field
        return max(0, self.scrollable_content_region.width - field.width) if field.base else 0

    @property
    def _cursor_offset(self) -> int:
        """Column of the cursor, margin included, scrolled-out columns too."""
        return self._margin + self.field.column(self.cursor_position)

    def _cell_offset_to_index(self, offset: int) -> int:
        """Return the place of the cursor under a column of the window."""
        if not self.value:
            return 0
        return min(self.field.at_column(offset + self.scroll_offset.x - self._margin), len(self.value))

    def render_line(self, y: int) -> Strip:
        """Return the visible part of the line."""
        width = self.scrollable_content_region.width
        if y:
            return Strip.blank(width, self.rich_style)
        field = self.field
        styles = self._styles(field)
        cells = [(text, styles[index]) for text, index in field.cells]
        margin: list[tuple[str, Style | None]] = [(" ", None)] * self._margin
        left = self.scroll_offset.x
        strip = Strip(join_cells([*margin, *cells])).crop(left, left + width)
        return strip.extend_cell_length(width).apply_style(self.rich_style)

    def _styles(self, field: Field) -> list[Style]:
        """Return a style for every character shown, and one for the column after them."""
        part = self.get_component_rich_style
        if self.value:
            drawn = self._value.render(self.app.console)
            styles = [segment.style or Style.null() for segment in drawn for _ in segment.text]
            styles += [part("input--suggestion")] * len(self._pending)
        else:
            styles = [part("input--placeholder")] * len(self.placeholder)
        styles.append(Style.null())
        if self.has_focus:
            for index in range(*sorted(self.selection)):
                styles[index] = part("input--selection") + styles[index]
            if self._cursor_visible:
                styles[field.stop(self.cursor_position)] += part("input--cursor")
        return styles

    def validate_value(self, value: str) -> str:
        """Sanitize the value and join its lines; a password, never shown, is kept unchanged."""
        from reader.sources import clean

        if self.password:
            return value
        return clean(value).replace("\n", " ")

    def _watch_selection(self, selection: Selection) -> None:
        """Keep the cursor in sight."""
        super()._watch_selection(selection)
        self._reveal()

    def _watch_value(self, value: str) -> None:
        """Keep right-to-left text in place on a change: its columns count from the right."""
        before = self.virtual_size.width
        super()._watch_value(value)
        if self.field.base and self.is_mounted:
            self.scroll_to(x=self.scroll_x + self.virtual_size.width - before, animate=False, force=True)
        self._reveal()

    def _reveal(self) -> None:
        """Scroll to the cursor, or to the beginning of the text without the focus."""
        if not self.is_mounted:
            return
        index = self.cursor_position if self.has_focus else 0
        place = Region(self._margin + self.field.column(index), 0, 1, 1)
        self.scroll_to_region(place, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Find the text again in a window of another width."""
        self._reveal()

    def _on_paste(self, event: events.Paste) -> None:
        """Insert the first line of a paste, cleaned like all text from outside."""
        from reader.sources import clean

        first = next(iter(event.text.splitlines()), "")
        event.text = first if self.password else clean(first)
        super()._on_paste(event)

    def _move(self, step: int, *, select: bool) -> None:
        """Move one letter to the right (-1: to the left), as seen."""
        start, end = self.selection
        field = self.field
        if select:
            self.selection = Selection(start, min(field.beside(end, step), len(self.value)))
        elif self.selection.is_empty:
            self.cursor_position = min(field.beside(end, step), len(self.value))
        else:
            self.cursor_position = sorted(
                (start, end), key=lambda index: field.stops.index(field.stop(index))
            )[0 if step < 0 else -1]

    def _accept(self, *, forward: bool) -> bool:
        """Accept the suggestion if the cursor moves past the end; return whether there was one."""
        if not (forward and self.cursor_at_end and self._pending):
            return False
        self.value = self._suggestion
        self.cursor_position = len(self.value)
        return True

    def action_cursor_left(self, select: bool = False) -> None:
        """Move one letter to the left; at the end of a right-to-left text, accept the suggestion."""
        if select or not self._accept(forward=self.field.base == 1):
            self._move(-1, select=select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move one letter to the right; at the end of a left-to-right text, accept the suggestion."""
        if select or not self._accept(forward=self.field.base == 0):
            self._move(1, select=select)

    def action_cursor_left_word(self, select: bool = False) -> None:
        """Move to the left by a word: to the next one in a right-to-left field."""
        move = super().action_cursor_right_word if self.field.base else super().action_cursor_left_word
        move(select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        """Move to the right by a word: to the one before in a right-to-left field."""
        move = super().action_cursor_left_word if self.field.base else super().action_cursor_right_word
        move(select)

    def action_delete_right(self) -> None:
        """Delete the letter at the cursor with its marks."""
        if self.selection.is_empty:
            here = self.cursor_position
            self.delete(here, min(self.field.after(here), len(self.value)))
        else:
            self.delete_selection()
