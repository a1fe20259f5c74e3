"""Lists of news; headlines and bookmarks look alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual.strip import Strip

from reader.locale.translator import Translator
from reader.model import Headline
from reader.tui.messages import HeadlinesNear
from reader.tui.widgets.cells import Part, strip
from reader.tui.widgets.headline_row import StoryPainter
from reader.tui.widgets.row_list import RowList

Row = TypeVar("Row")


class StoryList(RowList[Row], StoryPainter):
    """A list whose rows are news."""

    def __init__(self, strings: Translator, *, id: str) -> None:
        super().__init__(id=id)
        self.begin(strings)

    def headline(self, row: Row) -> Headline | None:
        """Return the headline a row stands for, if it does."""
        raise NotImplementedError

    def arrived(self) -> None:
        """Prepare for the next key, and post the headlines it may open."""
        super().arrived()
        near = self.rows[self.cursor : self.cursor + 3]  # a heading may be between
        headlines = [found for row in near if (found := self.headline(row))]
        if headlines:
            self.post_message(HeadlinesNear(headlines[:2]))

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.rtl = strings.rtl
        self.forget_paint()

    def strips(self, parts: Iterable[Part], width: int) -> list[Strip]:
        """Return the lines of a row as strips."""
        return [strip(part, width, self.rich_style, rtl=self.rtl) for part in parts]
