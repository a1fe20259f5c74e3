"""The list of headlines: events that unfold, picked rows, and a window of a long list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from reader.locale.translator import Translator
from reader.model import Bookmark, Headline, Hit
from reader.tui.bindings import bindings
from reader.tui.key_bindings import HEADLINES
from reader.tui.list_rows import Group, Report, Row, headline_of
from reader.tui.messages import (
    HeadlineOpened,
    PicksChanged,
    RowsWanted,
    StoryToggled,
    SummariesWanted,
    TopShown,
)
from reader.tui.row_buffer import PAGE_ROWS
from reader.tui.widgets.headline_row import COUNT, RowContent
from reader.tui.widgets.headline_row_list import HeadlineRowList


class HeadlineList(HeadlineRowList[Row]):
    """Rows of headlines under headings; posts requests for missing rows or texts."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(HEADLINES)

    def __init__(self, strings: Translator) -> None:
        super().__init__(strings, id="headline-list")
        self.picked: set[int] = set()
        """Ids of rows marked for a common action."""
        self._picked_beyond: dict[int, Headline] = {}
        """Picked headlines that the window has left, by id."""
        self.marks: Mapping[int, Bookmark] = {}
        """Bookmarks with tags or a note, by id of their headline."""
        self.summaries: dict[int, str] = {}
        """The beginning of articles, by id of their headline."""
        self._wanted: set[int] = set()
        """Ids of headlines whose summaries are to be loaded."""
        self.folds = False
        """Whether an event is listed once, and its other reports unfold."""
        self.reports: Mapping[int, Sequence[Headline]] = {}
        """The reports of unfolded stories, by id of the story."""

    def headline(self, row: Row) -> Headline | None:
        """Return the headline a row stands for; None for a heading."""
        return headline_of(row)

    @property
    def current_headline(self) -> Headline | None:
        """The headline under the cursor."""
        return headline_of(self.current)

    @property
    def headlines(self) -> list[Headline]:
        """The headlines of the rows, in their order."""
        return [found for row in self.rows if (found := headline_of(row))]

    def index_of(self, headline_id: int) -> int | None:
        """Return the index of the first row of a headline; None if not listed."""
        here = self.cursor  # most likely it; ten thousand rows are a walk of milliseconds
        places = (here, *range(len(self.rows))) if self.rows else ()
        return next((i for i in places if (h := headline_of(self.rows[i])) and h.id == headline_id), None)

    def on_click(self, event: events.Click) -> None:
        """Unfold or fold the event of a clicked count; choose the row on any other click."""
        index = self.row_at(event.y + self.scroll_offset.y)
        if index >= 0 and event.style.meta.get(COUNT):
            event.prevent_default()
            self.cursor = index
            self.action_newsrooms()

    def chosen(self) -> None:
        """Open the headline under the cursor."""
        headline = self.current_headline
        if headline is not None:
            self.post_message(HeadlineOpened(headline))

    # The window of a long list

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Post that the top of the list is shown."""
        super().watch_scroll_y(old, new)
        if round(old) and not round(new):
            self.post_message(TopShown())

    def near_edge(self) -> None:
        """Ask for more rows where the window of them ends."""
        if not (self.lines_above or self.lines_below) or not self.rows or not self.size.height:
            return
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        if self.is_beyond:
            self.post_message(RowsWanted(0, rank=top // self.row_height))
            return
        margin = PAGE_ROWS // 2
        lowest = max(self.offsets.nearest_row(bottom), self.cursor)
        if self.lines_below and lowest + margin > len(self.rows):
            self.post_message(RowsWanted(1))
        elif self.lines_above and min(self.offsets.nearest_row(top), self.cursor) < margin:
            self.post_message(RowsWanted(-1))

    def action_first(self) -> None:
        """Move to the first row of the list."""
        if self.lines_above:
            self.post_message(RowsWanted(-1, end=True))
        else:
            super().action_first()

    def action_last(self) -> None:
        """Move to the last row of the list."""
        if self.lines_below:
            self.post_message(RowsWanted(1, end=True))
        else:
            super().action_last()

    @property
    def is_beyond(self) -> bool:
        """Whether the view was dragged beyond the window of loaded rows."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        return bottom <= self.offsets.start or top >= self.offsets.end

    @property
    def first_whole_row(self) -> int:
        """Index of the first row of which the screen shows all lines."""
        top = self.top_row
        covered = 1 if self.heading_above() >= 0 else 0
        return top + (self.offsets[top] < self.scroll_offset.y + covered)

    @property
    def top_row(self) -> int:
        """Index of the first row on the screen."""
        return max(0, self.offsets.nearest_row(self.scroll_offset.y))

    # Picked rows

    def action_pick(self) -> None:
        """Mark or unmark the row for a common action, and move to the next."""
        headline = self.current_headline
        if headline is not None:
            self.picked ^= {headline.id}
            self.repaint_row(self.cursor)
            self.action_down()
            self.post_message(PicksChanged())

    def clear_picks(self) -> None:
        """Pick nothing."""
        self.picked.clear()
        self.forget_paint()
        self.post_message(PicksChanged())

    def keep_picked(self, rows: Sequence[Row]) -> None:
        """Remember the picked headlines among rows that leave the window."""
        for row in rows:
            headline = headline_of(row)
            if headline is not None and headline.id in self.picked:
                self._picked_beyond[headline.id] = headline

    def targets(self) -> list[Headline]:
        """Return the headlines an action is about: the picked ones, else the one under the cursor."""
        picked = [each for each in self.headlines if each.id in self.picked]
        listed = {each.id for each in picked}
        others = self._picked_beyond.items()
        picked += [each for id, each in others if id in self.picked and id not in listed]
        current = self.current_headline
        return picked or ([current] if current else [])

    # Events and their reports

    def unfold(self, story: int, reports: Sequence[Headline]) -> None:
        """Have the reports of a story below its row from the next `show` on."""
        self.reports = {**self.reports, story: reports}

    def fold(self, story: int) -> None:
        """Have the reports of a story no longer below its row."""
        self.reports = {id: each for id, each in self.reports.items() if id != story}

    def renew_reports(self, read: Mapping[int, Sequence[Headline]]) -> None:
        """Take the reports as they were read again; a story folded or unfolded since then stays so."""
        self.reports = {id: read.get(id, shown) for id, shown in self.reports.items()}

    def renew_report(self, headline: Headline) -> None:
        """Take another state of a report of an unfolded story."""
        story = headline.story
        if story is not None and story in self.reports:
            self.unfold(story, [headline if each.id == headline.id else each for each in self.reports[story]])

    def forget_list(self) -> None:
        """Pick nothing and fold every story: another list is shown."""
        self.picked.clear()
        self.reports = {}

    @property
    def can_unfold(self) -> bool:
        """Whether the event under the cursor has other reports, folded or not."""
        headline = self.current_headline
        return headline is not None and self.folds and headline.reports > 1

    def action_newsrooms(self) -> None:
        """Unfold the other reports of the event under the cursor, or fold them again."""
        headline = self.current_headline
        if headline is not None and self.can_unfold:
            self.post_message(StoryToggled(headline))

    def indexes_of_event(self, index: int) -> list[int]:
        """Return the indexes of an event's row and its reports, one of which is ``index``."""
        rows = self.rows
        while index and isinstance(rows[index], Report):
            index -= 1
        end = index + 1
        while end < len(rows) and isinstance(rows[end], Report):
            end += 1
        return list(range(index, end))

    # What rows show

    def content(self, row: Row) -> RowContent | Group:
        """Return the content of a row."""
        if isinstance(row, Group):
            return row
        headline = headline_of(row)
        assert headline is not None
        picked, mark = headline.id in self.picked, self.marks.get(headline.id)
        tags, note = (mark.tags, mark.note) if mark is not None else ((), "")
        if isinstance(row, Report):
            return RowContent(headline, tags=tags, note=note, picked=picked)
        summary = self._summary(headline.id) if self.painter.density == "summary" else ""
        if isinstance(row, Hit):
            return RowContent(
                headline, row.title_hits, row.snippet, row.snippet_hits, tags=tags, note=note, picked=picked
            )
        unfolded = headline.story in self.reports if self.folds and headline.reports > 1 else None
        return RowContent(headline, summary=summary, tags=tags, note=note, picked=picked, unfolded=unfolded)

    def _summary(self, id: int) -> str:
        """Return the beginning of an article; one that is not known yet is asked for."""
        known = self.summaries.get(id)
        if known is None:
            if not self._wanted:
                self.call_later(self._ask_for_summaries)
            self._wanted.add(id)
        return known or ""

    def _ask_for_summaries(self) -> None:
        wanted, self._wanted = self._wanted, set()
        self.post_message(SummariesWanted(sorted(wanted)))
