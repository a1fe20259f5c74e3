"""A piece of news as a list shows it: a title in one or two lines, and a line about it below.

Finished cells in Rich's styles, without Textual: the lists of the screen and the first paint share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zlib import crc32

from rich.style import Style

from reader.locale.translator import Translator
from reader.model import Headline
from reader.store import Hit
from reader.tui.list_rows import Group, Row, source_name
from reader.tui.widgets.cells import (
    Part,
    blank,
    few_lines,
    filled,
    highlighted,
    of_line,
    of_text,
    one_line,
    row,
)

PALETTE = 8
"""How many colours sources share."""
_MARKS = 2  # cells before a title: the cursor's bar and a sign
_CORRECTED_ROOM = 28
"""Cells of a row in which there is room for the word that marks a corrected entry."""
_CORRECTED = Style(underline=True)


class StoryPainter:
    """Paint rows of news; subclasses provide the styles."""

    strings: Translator
    now: datetime
    """The time that ages are told by."""
    by_day: bool
    """Whether rows stand under the heading of their day, which then need not be said again."""
    dense: bool
    """One line of title instead of two."""

    def begin(self, strings: Translator) -> None:
        """Begin with a language, and nothing known of rows and room."""
        self.strings = strings
        self.now = datetime.now(UTC)
        self.by_day = False
        self.dense = False

    @property
    def rich_style(self) -> Style:
        """Style of the background of rows."""
        raise NotImplementedError

    def shade(self, name: str) -> Style:
        """Return what the sheets have for a part of a row."""
        raise NotImplementedError

    @property
    def story_height(self) -> int:
        """Lines of one piece of news."""
        return 2 if self.dense else 3

    def row_style(self, *, cursor: bool, focused: bool) -> Style:
        """Return the style a row lies on."""
        if not cursor:
            return self.rich_style
        return self.rich_style + self.shade("story--cursor" if focused else "story--cursor-blurred")

    def heading(self, title: str, counts: str, width: int) -> Part:
        """Return the one line over a group of rows."""
        rtl, style = self.strings.rtl, self.rich_style + self.shade("story--group")
        left = of_text(self.strings.figures(counts), style, base=0)
        right = of_text(title, style, most=max(4, width - left.width - 3), base=int(rtl))
        gap = blank(width - left.width - right.width - 2, style)
        return filled(row([blank(1, style), right, gap, left], rtl=rtl), width, style, rtl=rtl)

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
    ) -> list[Part]:
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
        rtl = self.strings.rtl
        title = base + self.shade("story--read" if headline.read else "story--unread")
        if headline.breaking:
            title += self.shade("story--breaking")
        room, most = self.room(width), self.story_height - 1
        # a title is a paragraph of its own and begins at its own side
        parts = [
            filled(
                of_line(line, highlighted(title, self.shade("story--hit"), hits) if hits else title),
                room,
                base,
                rtl=bool(line.base),
            )
            for line in few_lines(headline.title, room, most, headline.language)
        ]
        if below is not None and len(parts) < most:
            parts.append(filled(below, room, base, rtl=rtl))
        parts.append(filled(meta, room, base, rtl=rtl))
        mark = base + self.shade("story--mark")
        lines = []
        for number, part in enumerate(parts):
            signs = [
                of_text("▎" if cursor else " ", mark, base=0),
                of_text(" " if number else sign, mark, base=0),
            ]
            whole = [*signs, part, blank(width - room - _MARKS, base)]
            lines.append(filled(row(whole, rtl=rtl), width, base, rtl=rtl))
        return lines + [blank(width, self.rich_style)] * (self.story_height - len(lines))

    def _when(self, time: datetime) -> str:
        """Return the age of recent news, or the time of day where a heading has the date."""
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
        rtl, meta = self.strings.rtl, base + self.shade("story--meta")
        colour = self.shade(f"source--{crc32(headline.source.encode()) % PALETTE}")
        room = self.room(width)
        age = of_text(self._when(time), meta, base=int(rtl)) if time else blank(0, meta)
        marks = [mark for mark, on in (("★", headline.saved), ("↓", headline.offline)) if on]
        signs = row([of_text(f"{' '.join(marks)}", meta, base=0), blank(bool(marks), meta)], rtl=rtl)
        if headline.corrected and room >= _CORRECTED_ROOM:
            word = of_text(self.strings("headline.corrected"), meta + _CORRECTED, base=int(rtl))
            signs = row([word, blank(1, meta), signs], rtl=rtl)
        left = max(4, room - age.width - signs.width - 1)
        parts = [of_text(source_name(headline, self.strings), base + colour, most=left)]
        more = more or headline.category
        if more and left - parts[0].width > 6:
            parts += [of_text(" · ", meta, base=0), of_text(more, meta, most=left - parts[0].width - 3)]
        gap = blank(room - age.width - signs.width - sum(part.width for part in parts), base)
        return row([*parts, gap, signs, age], rtl=rtl)


class HeadlinePainter(StoryPainter):
    """Paint rows of the headlines."""

    picked: set[int]
    """Ids of rows marked for a common action."""

    def lines_of(self, row: Row, width: int, *, cursor: bool, focused: bool) -> list[Part]:
        """Return the lines of ``row``."""
        if isinstance(row, Group):
            return [self.heading(row.title, f"{row.unread}/{row.total}", width)]
        headline = row.headline if isinstance(row, Hit) else row
        base = self.row_style(cursor=cursor, focused=focused)
        below = None
        if isinstance(row, Hit) and row.snippet:
            style = highlighted(base + self.shade("story--meta"), self.shade("story--hit"), row.snippet_hits)
            below = of_line(one_line(row.snippet, self.room(width), None, headline.language), style)
        return self.story(
            headline,
            width,
            base=base,
            cursor=cursor,
            sign="✓" if headline.id in self.picked else (" " if headline.read else "●"),
            hits=row.title_hits if isinstance(row, Hit) else (),
            below=below,
            meta=self.about(headline, width, base=base, time=headline.time),
        )
