"""Rows of news: a title in one or two lines and a line about it below; headlines and bookmarks look alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zlib import crc32

from rich.style import Style
from textual.strip import Strip

from reader.model import Headline
from reader.tui.messages import HeadlinesNear
from reader.tui.strings import Strings
from reader.tui.widgets.lines import RowList
from reader.tui.widgets.painting import (
    Part,
    blank,
    few_lines,
    filled,
    highlighted,
    of_line,
    of_text,
    row,
    strip,
)

Row = TypeVar("Row")
PALETTE = 8
"""How many colours sources share."""
_MARKS = 2  # cells before a title: the cursor's bar and a sign


class StoryList(RowList[Row]):
    """A list whose rows are news."""

    def __init__(self, strings: Strings, *, id: str) -> None:
        super().__init__(id=id)
        self.strings = strings
        self.now = datetime.now(UTC)
        """The time that ages are told by."""
        self.by_day = False
        """Whether rows stand under the heading of their day, which then need not be said again."""
        self.dense = False
        """One line of title instead of two."""

    def headline(self, row: Row) -> Headline | None:
        """Return the headline a row stands for, if it does."""
        raise NotImplementedError

    def arrived(self) -> None:
        """Get ready for the next key, and tell which headlines it may open."""
        super().arrived()
        near = self.rows[self.cursor : self.cursor + 3]  # a heading may be between
        headlines = [found for row in near if (found := self.headline(row))]
        if headlines:
            self.post_message(HeadlinesNear(headlines[:2]))

    @property
    def story_height(self) -> int:
        """Lines of one piece of news."""
        return 2 if self.dense else 3

    def speak(self, strings: Strings) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.rtl = strings.rtl
        self.forget_paint()

    def row_style(self, *, cursor: bool, focused: bool) -> Style:
        """Return the style a row lies on."""
        if not cursor:
            return self.rich_style
        return self.rich_style + self.shade("story--cursor" if focused else "story--cursor-blurred")

    def heading(self, title: str, counts: str, width: int) -> Strip:
        """Return the one line over a group of rows."""
        style = self.rich_style + self.shade("story--group")
        left = of_text(self.strings.figures(counts), style, base=0)
        right = of_text(title, style, most=max(4, width - left.width - 3), base=int(self.rtl))
        gap = blank(width - left.width - right.width - 2, style)
        return strip(row([blank(1, style), right, gap, left], rtl=self.rtl), width, style, rtl=self.rtl)

    def story(
        self,
        headline: Headline,
        width: int,
        *,
        base: Style,
        cursor: bool,
        sign: str,
        hits: Sequence[tuple[int, int]] = (),
        below: Part | None = None,
        meta: Part,
    ) -> list[Strip]:
        """Return the lines of one piece of news.

        Args:
            headline: what it is about.
            width: cells of a line.
            base: what the row lies on.
            cursor: whether it is under the cursor.
            sign: one cell before the title.
            hits: ranges of the title that a search matched.
            below: a line of text under a title that is short enough.
            meta: the line about it.
        """
        title = base + self.shade("story--read" if headline.read else "story--unread")
        if headline.breaking:
            title += self.shade("story--breaking")
        room, most = self.room(width), self.story_height - 1
        # a title is a paragraph of its own and begins at its own side
        parts = [
            filled(
                of_line(line, highlighted(title, self.shade("story--hit"), hits)),
                room,
                base,
                rtl=bool(line.base),
            )
            for line in few_lines(headline.title, room, most, headline.language)
        ]
        if below is not None and len(parts) < most:
            parts.append(filled(below, room, base, rtl=self.rtl))
        parts.append(filled(meta, room, base, rtl=self.rtl))
        mark = base + self.shade("story--mark")
        lines = []
        for number, part in enumerate(parts):
            signs = [
                of_text("▎" if cursor else " ", mark, base=0),
                of_text(" " if number else sign, mark, base=0),
            ]
            whole = [*signs, part, blank(width - room - _MARKS, base)]
            lines.append(strip(row(whole, rtl=self.rtl), width, base, rtl=self.rtl))
        return lines + [self.empty()] * (self.story_height - len(lines))

    def _when(self, time: datetime) -> str:
        """Return the age of what is fresh, or the clock time where a heading tells the day."""
        if self.by_day and self.now - time > timedelta(hours=12):
            return self.strings.clock(time)
        return self.strings.age(time, self.now)

    @staticmethod
    def room(width: int) -> int:
        """Return how many cells of a line of ``width`` are left for text."""
        return max(8, width - _MARKS - 1)

    def about(
        self, headline: Headline, width: int, *, base: Style, time: datetime | None, more: str = ""
    ) -> Part:
        """Return the line about a piece of news: source, category or ``more``, then signs and age."""
        meta = base + self.shade("story--meta")
        colour = self.shade(f"source--{crc32(headline.source.encode()) % PALETTE}")
        room = self.room(width)
        age = of_text(self._when(time), meta, base=int(self.rtl)) if time else blank(0, meta)
        marks = [mark for mark, on in (("★", headline.saved), ("↓", headline.offline)) if on]
        signs = row([of_text(f"{' '.join(marks)}", meta, base=0), blank(bool(marks), meta)], rtl=self.rtl)
        left = max(4, room - age.width - signs.width - 1)
        parts = [of_text(self.strings.source(headline), base + colour, most=left)]
        more = more or headline.category
        if more and left - parts[0].width > 6:
            parts += [of_text(" · ", meta, base=0), of_text(more, meta, most=left - parts[0].width - 3)]
        gap = blank(room - age.width - signs.width - sum(part.width for part in parts), base)
        return row([*parts, gap, signs, age], rtl=self.rtl)
