"""Base of the lists of headlines: headlines pane and bookmarks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

from rich.style import Style
from textual.strip import Strip

from reader.locale.translator import Translator
from reader.model import Headline
from reader.tui.list_rows import ONE_LINE, Group, Report
from reader.tui.messages import HeadlinesNear
from reader.tui.stylesheets import app_row_styles
from reader.tui.widgets.cells import Part, strip
from reader.tui.widgets.headline_row import HeadlinePainter, RowContent
from reader.tui.widgets.row_list import RowList

Row = TypeVar("Row")
_MIN_STICKY_LINES = 16  # of a list below which a heading does not stay at its top


class HeadlineRowList(RowList[Row]):
    """List of headlines painted by a `HeadlinePainter`.

    Args:
        strings: the interface language.
        id: of the widget.
    """

    def __init__(self, strings: Translator, *, id: str) -> None:
        super().__init__(id=id)
        self.strings = strings
        self.painter = HeadlinePainter(strings)
        self._painted_height = 0
        self._headings: list[int] | None = None
        """`headings`; None before they are looked for."""
        self.rtl = strings.rtl

    def headline(self, row: Row) -> Headline | None:
        """Return the headline of a row, if any."""
        raise NotImplementedError

    def content(self, row: Row) -> RowContent | Group:
        """Return the content of a row."""
        raise NotImplementedError

    @property
    def rich_style(self) -> Style:
        """The style below all rows."""
        return self.painter.ground

    def notify_style_update(self) -> None:
        """Take the styles of the theme and repaint."""
        self.painter.styles = app_row_styles(self.app)
        super().notify_style_update()

    @property
    def row_height(self) -> int:
        """Lines of a headline."""
        return self.painter.height(self.text_width)

    def height_of(self, row: Row) -> int:
        """Return how many lines ``row`` takes."""
        return 1 if isinstance(row, ONE_LINE) else self.row_height

    def heights(self) -> Iterable[int]:
        """Yield how many lines each row takes; for tens of thousands in milliseconds."""
        height = self._painted_height = self.row_height
        return (1 if row.__class__ in ONE_LINE else height for row in self.rows)

    def can_stand_on(self, row: Row) -> bool:
        """Return whether ``row`` is a headline."""
        return not isinstance(row, Group)

    def relay(self) -> None:
        """Lay out the rows again after their heights may have changed."""
        self._headings = None
        super().relay()

    def heading_above(self) -> int:
        """Return the index of the heading in force above the first line; -1 on a heading."""
        if self.size.height < _MIN_STICKY_LINES or not self.rows:
            return -1
        top = self.row_at(self.scroll_offset.y)
        if top < 0 or isinstance(self.rows[top], Group):
            return -1
        return self.heading_of(top)

    @property
    def headings(self) -> list[int]:
        """Indexes of the headings among the rows."""
        if self._headings is None:
            self._headings = [index for index, row in enumerate(self.rows) if row.__class__ is Group]
        return self._headings

    def heading_of(self, index: int) -> int:
        """Return the index of the heading over a row; -1 for none."""
        place = bisect_right(self.headings, index) - 1
        return self.headings[place] if place >= 0 else -1

    def covered_lines(self, index: int) -> int:
        """Return 1 if a sticky heading covers the first line of a row, else 0."""
        return int(self.heading_of(index - 1) >= 0 and self.size.height >= _MIN_STICKY_LINES)

    def repaint_row(self, index: int) -> None:
        """Repaint one row, and the first line if covered by that row as a heading."""
        super().repaint_row(index)
        if index == self.heading_above():
            self.refresh(self.span(0, 1))

    def set_density(self, density: str) -> None:
        """Set the density of rows."""
        if density != self.painter.density:
            self.painter.density = density
            self.relay_rows()

    def relay_rows(self) -> None:
        """Lay the rows out again, the cursor on its row and in view."""
        self.relay()
        self.call_after_refresh(self.keep_in_view)

    def on_resize(self) -> None:
        """Lay the rows out again where another width gives them another height."""
        super().on_resize()
        if self.row_height != self._painted_height:
            self.relay_rows()

    def arrived(self) -> None:
        """Prepare for the next key, and post the headlines likely to be opened."""
        super().arrived()
        near = self.rows[self.cursor : self.cursor + 3]  # a heading may be between
        headlines = [found for row in near if (found := self.headline(row))]
        if headlines or not self.rows:
            self.post_message(HeadlinesNear(headlines[:2]))

    def on_focus(self) -> None:
        """Post the headlines likely to be opened from this list."""
        super().on_focus()
        self._rest()

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = self.painter.strings = strings
        self.rtl = strings.rtl
        self.forget_paint()

    def tick(self) -> None:
        """Repaint ages as of now."""
        self.painter.now = datetime.now(UTC)
        self.forget_paint()

    def paint(self, row: Row, width: int, *, cursor: bool, focused: bool) -> list[Strip]:
        """Return the lines of ``row``."""
        content = self.content(row)
        if isinstance(content, Group):
            return self.strips([self.painter.heading(content, width)], width)
        if isinstance(row, Report):
            line = self.painter.report(content, width, cursor=cursor, focused=focused)
            return self.strips([line], width)
        return self.strips(self.painter.lines(content, width, cursor=cursor, focused=focused), width)

    def strips(self, parts: Iterable[Part], width: int) -> list[Strip]:
        """Return the lines of a row as strips."""
        return [strip(part, width, self.rich_style, rtl=self.rtl) for part in parts]
