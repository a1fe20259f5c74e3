"""Paint headlines as rows in one of three densities, in Rich's styles; no Textual.

The lists of the screen and the first paint share the painter. All rows of a list have the same height.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from rich.style import Style

from reader.locale.translator import Translator
from reader.model import Headline
from reader.tui.list_rows import Group, count_label, source_name
from reader.tui.stylesheets import RowStyles, row_styles
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

DENSITIES = ("compact", "normal", "summary")
COUNT = "newsrooms"
"""In the meta of the cells that say how many newsrooms report an event."""
_UNFOLDS = Style(meta={COUNT: True})
_LEAD, _TRAIL = 3, 1  # cells before and after the text of a row: bar, sign, blank; blank
_META_COLUMNS = 50  # of a row from which on all of its second line tells of it
_SOURCE_COLUMNS = 66  # of a compact row from which on it names the source
_SUMMARY_COLUMNS = 76  # of a row with a summary of one line; a narrower one has two
_SOURCE = 14  # cells of the source in a compact row
_SHORT_SOURCE = 12  # cells of the source of another report in a narrow list
_MIN_PART = 4  # cells below which a part of the meta line is left out
_MAX_TAGS = 2
_AGE_HOURS = timedelta(hours=12)
"""Up to which a row under the heading of its day shows an age; then the time of day."""


class RowContent(NamedTuple):
    """All that a row shows of a headline."""

    headline: Headline
    title_hits: Sequence[tuple[int, int]] = ()
    """Ranges of the title that a search matched, end exclusive."""
    snippet: str = ""
    """Of the text where a search matched."""
    snippet_hits: Sequence[tuple[int, int]] = ()
    summary: str = ""
    time: datetime | None = None
    tags: Sequence[str] = ()
    note: str = ""
    picked: bool = False
    pending: bool = False
    """Saved, but not downloaded yet."""
    newer: bool = False
    """The newsroom changed it after it was saved."""
    unfolded: bool | None = None
    """Whether the other reports of its event stand below; None where they cannot."""


class HeadlinePainter:
    """Paints rows.

    Args:
        strings: the interface language.
        styles: of the theme.
    """

    def __init__(self, strings: Translator, styles: RowStyles | None = None) -> None:
        self.strings = strings
        self.styles = styles or row_styles("")
        self.now = datetime.now(UTC)
        self.density = "normal"
        self.by_day = False
        """Whether rows stand under the heading of their day."""
        self.one_source = False
        """Whether all rows are of one source, which is then not named."""
        self.searched = False
        """Whether rows have a line of the text where a search matched."""

    def height(self, width: int) -> int:
        """Return the lines of a row ``width`` cells wide."""
        if self.searched:
            return 2 if self.density == "compact" else 3
        if self.density == "summary":
            return 4 if width >= _SUMMARY_COLUMNS else 5
        return 1 if self.density == "compact" else 2

    @property
    def ground(self) -> Style:
        """The style below all rows."""
        return self.styles["ground"]

    def heading(self, group: Group, width: int) -> Part:
        """Return the line over the rows of a day or a source: its name, and how many are unread."""
        rtl = self.strings.rtl
        name_style, count_style = (self.ground + self.styles[name] for name in ("group", "group-count"))
        said = self.strings("head.unread", n=group.unread) if group.unread else ""
        count = of_text(said, count_style, most=max(4, width // 2), base=int(rtl))
        name = of_text(group.title, name_style, most=max(4, width - count.width - 6), base=int(rtl))
        gap = blank(width - name.width - count.width - _LEAD - _TRAIL, name_style)
        parts = [blank(_LEAD, name_style), name, gap, count, blank(_TRAIL, name_style)]
        return filled(row(parts, rtl=rtl), width, name_style, rtl=rtl)

    def lines(self, content: RowContent, width: int, *, cursor: bool, focused: bool) -> list[Part]:
        """Return the lines of a row, each ``width`` cells wide.

        Args:
            content: what the row shows.
            width: cells of a line.
            cursor: whether the cursor is on it.
            focused: whether the list has the keys.
        """
        base = self.ground
        if cursor:
            base += self.styles["cursor" if focused else "cursor-blurred"]
        plain = cursor and self.styles.few
        paint = _Paint(self, content, width - _LEAD - _TRAIL, base, plain=plain)
        lines = paint.lines(self.height(width), width)
        return [self._framed(part, number, paint, width, cursor=cursor) for number, part in enumerate(lines)]

    def report(self, content: RowContent, width: int, *, cursor: bool, focused: bool) -> Part:
        """Return the line of another report below the row of its event: newsroom, title, time."""
        base = self.ground
        if cursor:
            base += self.styles["cursor" if focused else "cursor-blurred"]
        plain = cursor and self.styles.few
        paint = _Paint(self, content, width - _LEAD - _TRAIL, base, plain=plain)
        return self._framed(paint.report(), 0, paint, width, cursor=cursor, last=False)

    def _framed(
        self, part: Part, number: int, paint: _Paint, width: int, *, cursor: bool, last: bool | None = None
    ) -> Part:
        """Return a line after the bar of the cursor and the sign of the row's state."""
        rtl, base = self.strings.rtl, paint.base
        if last is None:
            last = number == self.height(width) - 1 and self.density == "summary" and not self.searched
        if last:
            return blank(width, self.ground)
        bar = of_text("▐" if rtl else "▌", paint.style("cursor-bar"), base=0) if cursor else blank(1, base)
        sign = paint.sign() if number == 0 else blank(1, base)
        parts = [bar, sign, blank(1, base), part, blank(_TRAIL, base)]
        return filled(row(parts, rtl=rtl), width, base, rtl=rtl)


class _Paint:
    """The parts of one row."""

    def __init__(
        self, painter: HeadlinePainter, content: RowContent, room: int, base: Style, *, plain: bool
    ) -> None:
        self.strings = painter.strings
        self.painter = painter
        self.content = content
        self.headline = content.headline
        self.room = max(8, room)
        self.base = base
        self.plain = plain

    def style(self, *names: str) -> Style:
        """Return the base combined with styles; the base alone in a reversed row."""
        if self.plain:
            return self.base
        style = self.base
        for name in names:
            style += self.painter.styles[name]
        return style

    def sign(self) -> Part:
        """Return the sign of the state: picked, breaking, unread, or none."""
        if self.content.picked:
            return of_text("✓", self.style("sign-picked"), base=0)
        if self.headline.read:
            return blank(1, self.base)
        if self.headline.breaking:
            return of_text("◆", self.style("sign-breaking"), base=0)
        return of_text("●", self.style("sign-unread"), base=0)

    def lines(self, height: int, width: int) -> list[Part]:
        """Return the texts of the lines without their frame."""
        painter = self.painter
        if painter.searched:
            lines = [self._title_line(1)[0], self._snippet(), self._meta()]
            return [lines[0], lines[1]] if height == 2 else lines
        if painter.density == "compact":
            return [self._compact(width)]
        if painter.density == "normal":
            if width >= _META_COLUMNS:
                return [self._title_line(1)[0], self._meta()]
            return self._narrow()
        title = self._title_line(2)
        below = height - 3
        text = [*title[1:], *self._summary(below)][:below]
        # Without a summary the gap follows the row: it would tear the title from what tells of it.
        gap = [blank(self.room, self.base)] * (below - len(text) + 1)
        return [title[0], *text, self._meta(), *gap]

    def _title_style(self) -> Style:
        style = self.style("read" if self.headline.read else "unread")
        if self.headline.highlight:
            style += self.painter.styles["highlighted"]
        if self.headline.breaking:
            breaking = self.painter.styles["breaking"]
            style += Style() if self.plain else breaking
            if not self.headline.read:
                style += Style(bold=True)
        return style

    def _title_line(self, most: int, room: int = 0) -> list[Part]:
        """Return the title in at most ``most`` lines, aligned to the side of its own script."""
        room = room or self.room
        title, hits = self._title_style(), self.content.title_hits
        style = highlighted(title, self.painter.styles["hit"], hits) if hits else title
        lines = few_lines(self.headline.title, room, most, self.headline.language)
        return [filled(of_line(line, style), room, self.base, rtl=bool(line.base)) for line in lines]

    def _narrow(self) -> list[Part]:
        """Return the two lines of a narrow row; the title continues in the second, before the clock."""
        clock, count = self._clock(), self._count(short=True)
        if count.width:
            clock = row([count, blank(2, self.base), clock], rtl=self.strings.rtl)
        room = self.room - clock.width - 2
        lines = few_lines(self.headline.title, self.room, 2, self.headline.language)
        first = self._title_line(1)[0] if len(lines) == 1 else self._title_line(2)[0]
        if len(lines) == 1:
            return [first, self._meta(clock, counted=False)]
        start = lines[1].start
        rest = one_line(self.headline.title[start:], room, lines[0].base, self.headline.language)
        text = filled(of_line(rest, self._title_style()), room, self.base, rtl=bool(rest.base))
        gap = blank(self.room - room - clock.width, self.base)
        return [first, row([text, gap, clock], rtl=self.strings.rtl)]

    def _compact(self, width: int) -> Part:
        """Return the one line of a compact row: title, signs, source, clock."""
        rtl, base = self.strings.rtl, self.base
        clock, signs = self._clock(), self._signs()
        count = self._count(short=True)
        far: list[Part] = [count, blank(bool(count.width and signs.width), base), signs]
        if width >= _SOURCE_COLUMNS and not self.painter.one_source:
            name = of_text(source_name(self.headline, self.strings), self.style("source"), most=_SOURCE)
            far += [
                blank(2 * bool(signs.width or count.width), base),
                filled(name, _SOURCE, base, rtl=rtl),
                blank(2, base),
            ]
        elif signs.width or count.width:
            far.append(blank(2, base))
        far.append(clock)
        taken = sum(part.width for part in far)
        title = self._title_line(1, self.room - taken - 2)[0]
        return row([title, blank(self.room - title.width - taken, base), *far], rtl=rtl)

    def report(self) -> Part:
        """Return the text of the line of another report: newsroom, title, signs, clock."""
        rtl, base = self.strings.rtl, self.base
        clock, signs = self._clock(), self._signs()
        columns = _SOURCE if self.room >= _META_COLUMNS else _SHORT_SOURCE
        name = of_text(source_name(self.headline, self.strings), self.style("source"), most=columns)
        near = [of_text("┆", self.style("meta"), base=0), blank(1, base)]
        near += [filled(name, columns, base, rtl=rtl), blank(2, base)]
        far = [signs, blank(2 * bool(signs.width), base), clock]
        taken = sum(part.width for part in (*near, *far)) + 2
        title = self._title_line(1, max(4, self.room - taken))[0]
        gap = blank(self.room - taken + 2 - title.width, base)
        return row([*near, title, gap, *far], rtl=rtl)

    def _count(self, short: bool = False) -> Part:
        """Return the count of newsrooms of the event, with the sign for folded or unfolded."""
        headline, strings = self.headline, self.strings
        said = count_label(headline, strings)
        if not said:
            return blank(0, self.base)
        if short:
            said = strings.figures(f"+{headline.reports - 1}")
        style = self.style("story") + _UNFOLDS if self.content.unfolded is not None else self.style("story")
        text = of_text(said, style, base=0 if short else None)
        fold = {None: "", False: "◂" if strings.rtl else "▸", True: "▾"}[self.content.unfolded]
        return row([text, blank(1, style), of_text(fold, style, base=0)], rtl=strings.rtl) if fold else text

    def _snippet(self) -> Part:
        content, style = self.content, self.style("summary")
        if not content.snippet:
            return blank(self.room, self.base)
        text = highlighted(style, self.painter.styles["hit"], content.snippet_hits)
        line = one_line(content.snippet, self.room, None, self.headline.language)
        return filled(of_line(line, text), self.room, self.base, rtl=bool(line.base))

    def _summary(self, most: int) -> list[Part]:
        if not self.content.summary or not most:
            return []
        lines = few_lines(self.content.summary, self.room, most, self.headline.language)
        style = self.style("summary")
        return [filled(of_line(line, style), self.room, self.base, rtl=bool(line.base)) for line in lines]

    def _meta(self, time: Part | None = None, *, counted: bool = True) -> Part:
        """Return the line about the headline: source, category, tags, note, then signs and age."""
        rtl, base, meta = self.strings.rtl, self.base, self.style("meta")
        time = time or self._age()
        signs = self._signs()
        far = [signs, blank(2 * bool(signs.width and time.width), base), time]
        left = self.room - sum(part.width for part in far) - 2
        parts: list[Part] = []
        count = self._count() if counted else blank(0, base)
        if 0 < count.width < left:
            parts.append(count)
            left -= count.width
        for text, style in self._facts():
            between = of_text(" · ", meta, base=0) if parts else blank(0, meta)
            if left - between.width < _MIN_PART:
                break
            part = of_text(text, style, most=left - between.width)
            parts += [between, part]
            left -= between.width + part.width
        taken = sum(part.width for part in (*parts, *far))
        return row([*parts, blank(self.room - taken, base), *far], rtl=rtl)

    def _facts(self) -> list[tuple[str, Style]]:
        meta = self.style("meta")
        facts = []
        if not self.painter.one_source:
            facts.append((source_name(self.headline, self.strings), self.style("source")))
        tags = self.content.tags
        facts += [(f"#{tag}", self.style("tag")) for tag in tags[:_MAX_TAGS]]
        if len(tags) > _MAX_TAGS:
            facts.append((f"#+{len(tags) - _MAX_TAGS}", self.style("tag")))
        facts += [(self.content.note, meta), (self.headline.category, meta)]
        if self.content.newer:
            facts.append((self.strings("headline.newer"), self.style("corrected")))
        elif self.headline.corrected:
            facts.append((self.strings("headline.corrected"), self.style("corrected")))
        return [(text, style) for text, style in facts if text]

    def _signs(self) -> Part:
        """Return the signs: saved (or only downloaded, or still to come), and a note."""
        headline = self.headline
        saved = "…" if self.content.pending else "★" if headline.saved else "↓" if headline.offline else ""
        text = saved + ("✎" if self.content.note else "")
        return of_text(text, self.style("mark"), base=0) if text else blank(0, self.base)

    def _age(self) -> Part:
        time, painter = self.content.time or self.headline.time, self.painter
        if 5 <= self.headline.progress <= 95:
            said = self.strings("row.progress", n=self.headline.progress)
        elif time is None:
            return blank(0, self.base)
        elif painter.by_day and painter.now - time > _AGE_HOURS:
            said = self.strings.clock(time)
        else:
            said = self.strings.age(time, painter.now)
        return of_text(said, self.style("meta"), base=int(self.strings.rtl))

    def _clock(self) -> Part:
        """Return the time of day, or for another day its date, in five cells."""
        time, painter = self.content.time or self.headline.time, self.painter
        if time is None:
            return blank(5, self.base)
        here = time.astimezone()
        today = painter.by_day or here.date() == painter.now.astimezone().date()
        text = self.strings.clock(time) if today else self.strings.figures(f"{here:%d-%m}")
        return of_text(text, self.style("meta"), base=0)
