"""The headlines pane: the list under its filter chips, kept up to date with the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Unpack

from textual import on
from textual.app import ComposeResult

from reader.locale.translator import Translator
from reader.model import Bookmark, Filter, Headline
from reader.store import Counts
from reader.tui.list_query import ListQuery
from reader.tui.list_rows import (
    Group,
    HeadlineState,
    Report,
    Row,
    grouped,
    headline_of,
    is_of,
    unfold,
    with_state,
)
from reader.tui.messages import (
    HeadlinesLoaded,
    ReportsLoaded,
    RowsWanted,
    StoryToggled,
    SummariesLoaded,
    SummariesWanted,
    TopShown,
    WindowLoaded,
)
from reader.tui.panes.headline_loader import HeadlineLoader, RowsRequest
from reader.tui.panes.unread_selection import UnreadSelection
from reader.tui.row_buffer import FIRST_ROWS, MAX_ROWS, PAGE_ROWS, RowBuffer
from reader.tui.widgets.filter_chips import Chips
from reader.tui.widgets.headline_list import HeadlineList
from reader.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from reader.core import Session


class HeadlinesPane(Pane):
    """The list of headlines with the chips of its filter.

    Args:
        session: the library and the sources.
        strings: the interface language.
        query: what is listed at first.
        buffer: its rows, as far as they are known.
        place: id of the headline the cursor is on at first; 0 for the first one.
    """

    def __init__(
        self,
        session: Session,
        strings: Translator,
        query: ListQuery | None = None,
        buffer: RowBuffer | None = None,
        *,
        place: int = 0,
    ) -> None:
        super().__init__(strings, id="headlines")
        self.session = session
        self.list_query = query or ListQuery()
        """What is listed, and how."""
        self.buffer = buffer or RowBuffer()
        """The rows without headings: the whole list, or a window of it."""
        self.loader = HeadlineLoader(self, session, lambda: self.list_query)
        self._shown_number = 0
        """Of the request whose rows are shown."""
        self._starts_anew = False
        """Whether the next rows are of another list, which is shown from its beginning."""
        self._unread = 0
        self._new = 0
        """Rows that came in above those on the screen."""
        self._first_place = next((each for each in self.buffer.headlines if each.id == place), None)

    def compose(self) -> ComposeResult:
        """Lay out the chips over the list."""
        yield self.head
        yield Chips(self.strings)
        yield HeadlineList(self.strings)

    @property
    def rows(self) -> HeadlineList:
        """The list of rows."""
        return self.query_one(HeadlineList)

    def on_mount(self) -> None:
        """Show the rows of the first screen, and keep ages true; all rows are loaded later."""
        self.set_language(self.strings)
        if self._first_place is not None:
            self._show(self._first_place)
        if self.buffer.window.is_part:
            self.rows.scroll_to(y=self.rows.lines_above, animate=False, immediate=True, force=True)
        self.set_interval(60, self._age)

    @property
    def place(self) -> dict[str, int]:
        """The ids of the first headline on the screen and of the current one, for a restart."""
        rows, here = self.rows, self.rows.current_headline
        if self.filtered or here is None or (rows.scroll_offset.y == 0 and rows.cursor <= 1):
            return {"top": 0, "place": 0}
        top = next((h for row in rows.rows[rows.first_whole_row :] if (h := headline_of(row))), here)
        return {"top": top.id if rows.scroll_offset.y else 0, "place": here.id}

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.rows.set_language(strings)
        self.query_one(Chips).set_language(strings)
        self._show()

    def _age(self) -> None:
        self.rows.tick()

    # What is listed

    @property
    def filter(self) -> Filter:
        """The filter of the list."""
        return self.list_query.filter

    @property
    def filtered(self) -> bool:
        """Whether not everything is listed."""
        return self.filter != Filter()

    def narrow(self, wanted: Filter) -> None:
        """List only the headlines that match ``wanted``."""
        self.list_query = self.list_query._replace(filter=wanted)
        self.rows.forget_list()
        self.query_one(Chips).show(wanted, {each.id: each.name for each in self.session.sources})
        self._list_anew()

    def widen(self) -> None:
        """List everything."""
        self.narrow(Filter())

    @on(Chips.Removed)
    def _chip_removed(self, event: Chips.Removed) -> None:
        event.stop()
        self.narrow(event.chip.without(self.filter))

    def list_stories(self, stories: bool) -> None:
        """List an event once, or each of its reports."""
        self.list_query = self.list_query._replace(stories=stories)
        self.reload()

    def reorder(self) -> str:
        """List in the next order; return its name, of ``SEARCH_ORDERS``."""
        self.list_query = self.list_query.reorder()
        if self.filter.query or self.buffer.window.is_part:
            self._list_anew()
        else:
            if not self.buffer.is_search:
                self.buffer.rows.reverse()
            self._show()
        return self.list_query.order

    def regroup(self) -> str:
        """Group rows the next way; return the name of the grouping."""
        before, self.list_query = self.list_query, self.list_query.regroup()
        is_part = self.buffer.window.is_part
        if is_part and self.list_query.is_by_source != before.is_by_source:
            self._list_anew()
        else:
            self._show()
            if self.list_query.folds != before.folds or is_part:
                self.reload()
        return self.list_query.grouping

    def _list_anew(self) -> None:
        """Read the list from its beginning."""
        self._starts_anew = True
        self.reload()

    # Reading the list

    def load_rest(self) -> None:
        """Load all rows; those of the first screen first, if they are not there."""
        if self.buffer.rows:
            self._reload_all()
        else:
            self.reload()

    def reload(self) -> None:
        """Load the rows from the library again: those of the first screen, or of a search."""
        self._load(FIRST_ROWS)

    def _reload_all(self) -> None:
        """Fetch all rows, or the window of a long list, when the first screen is painted."""
        self._load(MAX_ROWS, group="all headlines")

    def take_in(self) -> None:
        """Fetch the first rows again, above all others; a window elsewhere waits for `reload`."""
        query, window = self.list_query, self.buffer.window
        if window.is_part and (window.above or query.is_by_source or query.oldest_first):
            return
        self._load(MAX_ROWS if query.oldest_first else FIRST_ROWS, rest=False)

    def _load(self, most: int, *, rest: bool = True, group: str = "headlines") -> None:
        """Read the list in a thread, by the present query and position."""
        request = RowsRequest(
            self.list_query,
            self.buffer.rows,
            self.buffer.window,
            tuple(self.rows.reports),
            starts_anew=self._starts_anew,
            most=most,
            rest=rest,
        )
        self.loader.load(request, group=group)

    @on(HeadlinesLoaded)
    def _loaded(self, event: HeadlinesLoaded) -> None:
        event.stop()
        if event.number < self._shown_number:  # a later request was quicker: what it shows is newer
            if event.complete:
                self._reload_all()
            return
        self._shown_number = event.number
        held, rows = self.buffer.rows, list[Row](event.headlines)
        self.rows.renew_reports(event.reports)
        if not event.complete:
            if event.rest or self._starts_anew or len(held) < len(rows):
                self.call_after_refresh(self._reload_all)
            if len(held) > len(rows):
                if event.rest or self._starts_anew:
                    return
                rows = self.buffer.put_before(event.headlines, folds=self.list_query.folds)
        self._count_new(rows)
        is_new_window = event.complete or event.window.is_part
        self.buffer = RowBuffer(rows, event.window if is_new_window else self.buffer.window)
        self._show()
        self._starts_anew = event.rest and not event.complete

    def _count_new(self, rows: Sequence[Row]) -> None:
        """Count the rows that come in above those on the screen, until the top of the list is shown."""
        if self._starts_anew or self.buffer.window.above or not self.rows.scroll_offset.y:
            self._new = 0
        else:
            self._new += self.buffer.count_before(rows)

    @on(TopShown)
    def _forget_new(self, event: TopShown) -> None:
        event.stop()
        if self._new:
            self._new = 0
            self.show_count()

    # Sliding the window of a long list

    @on(RowsWanted)
    def _more_wanted(self, event: RowsWanted) -> None:
        event.stop()
        if not self.buffer.window.is_part or not self.buffer.rows:
            return
        beside = self.buffer.edge(event.by)
        if event.rank is not None:
            if self.rows.is_beyond:
                self.loader.load_at(event.rank)
        elif event.end:
            self.loader.load_end(event.by)
        elif beside is not None and self.buffer.has_more(event.by):
            self.loader.load_beside(beside, event.by)

    @on(WindowLoaded)
    def _window_loaded(self, event: WindowLoaded) -> None:
        event.stop()
        self.loader.finish_slide()
        if not event.by:
            self._replace_window(event)
            return
        beside = self.buffer.edge(event.by)
        if beside is not None and event.beside is not None and beside.id == event.beside.id:
            self._slide(event)

    def _replace_window(self, event: WindowLoaded) -> None:
        """Hold other rows of the list, the cursor on one of them."""
        view = self.rows
        view.keep_picked(self.buffer.rows)
        at = view.scroll_offset.y
        self.buffer = RowBuffer(event.headlines, event.window)
        rows = self._arrange()
        here = event.cursor
        if here is None:  # the screen is where it was dragged to
            lines = max(1, at - PAGE_ROWS * view.row_height) if event.window.above else 0
            view.show(rows, above=lines, below=self._lines_below)
            view.scroll_to(y=at, animate=False, immediate=True, force=True)
            view.move_to(view.top_row)
            return
        index = next((i for i, row in enumerate(rows) if is_of(row, here.id)), 0)
        view.show(rows, index, above=self._lines_above, below=self._lines_below)
        view.keep_in_view()
        if event.opens:
            view.chosen()

    def _slide(self, event: WindowLoaded) -> None:
        """Add the rows after or before the loaded ones, and drop those at the other end."""
        view = self.rows
        before, top, current = view.rows, view.top_row, view.current
        anchor = next((i for i in range(top, len(before)) if not isinstance(before[i], (Group, Report))), top)
        view.keep_picked(self.buffer.slide(event.headlines, event.window, event.by, self._group_counts))
        rows = self._arrange()
        places = {row.id: i for i, row in enumerate(rows) if isinstance(row, Headline)}
        same = places.get(headline.id) if (headline := headline_of(before[anchor])) else None
        if same is None:
            view.show(rows, 0, above=self._lines_above, below=self._lines_below)
            return
        here = headline_of(current)
        cursor = places.get(here.id, same) if here is not None else same
        if isinstance(current, Report):
            cursor = next((i for i, row in enumerate(rows) if row == current), cursor)
        view.slide(rows, cursor, (anchor, same), above=self._lines_above, below=self._lines_below)

    def _group_counts(self, row: Row) -> Counts | None:
        """Return the counts in the heading over a row that is listed."""
        rows = self.rows.rows
        place = next((i for i, each in enumerate(rows) if each is row), -1)
        heading = rows[index] if (index := self.rows.heading_of(place)) >= 0 else None
        return Counts(heading.total, heading.unread) if isinstance(heading, Group) else None

    @property
    def _lines_above(self) -> int:
        return self.buffer.rows_above * self.rows.row_height

    @property
    def _lines_below(self) -> int:
        return self.buffer.rows_below * self.rows.row_height

    # Showing the list

    def _show(self, here: Headline | None = None) -> None:
        """Lay out rows and headings, the cursor on ``here`` or in its former place."""
        is_given, here = here is not None, here or self.rows.current_headline
        at_top = self.rows.scroll_offset.y == 0 and self.rows.cursor <= 1
        rows = self._arrange()
        cursor = 0
        if here is not None and (is_given or not at_top):
            cursor = next(
                (i for i, each in enumerate(rows) if each.__class__ is not Group and is_of(each, here.id)),
                0 if self._starts_anew else self.rows.cursor,
            )
        self.rows.show(rows, cursor, above=self._lines_above, below=self._lines_below)
        self.rows.hint = self.strings("headlines.none" if self.filtered else "headlines.waiting")
        self.head.set(title=self.strings("pane.headlines"), rtl=self.strings.rtl)

    def _arrange(self) -> list[Row]:
        """Return rows and headings, and show how many are unread."""
        painter, query = self.rows.painter, self.list_query
        painter.now = datetime.now(UTC)
        searched = self.buffer.is_search
        rows = self.buffer.rows
        if not searched:
            rows = grouped(self.buffer.headlines, query.grouping, self.strings, painter.now)
            self.buffer.complete_groups(rows)
        self.rows.folds = query.folds
        if query.folds:
            rows = unfold(rows, self.rows.reports)
        painter.by_day = query.grouping == "day" and not searched
        painter.searched = searched
        painter.one_source = query.is_by_source or len(self.filter.sources) == 1
        self._unread = self.buffer.count_unread()
        self.show_count()
        return rows

    def show_count(self) -> None:
        """Show in the head how many rows are picked, else how many are unread, of how many."""
        strings = self.strings
        if picked := len(self.rows.picked):
            said = strings("head.picked", n=picked)
        elif self.buffer.rows:
            said = strings("head.unread_of", n=self._unread, total=self.buffer.total)
        else:
            said = ""
        if self._new and not picked:
            said = f"{strings('head.new', n=self._new)} · {said}"
        self.head.set(count=said, rtl=strings.rtl)

    def show_marks(self, bookmarks: Iterable[Bookmark]) -> None:
        """Show tags and notes in the rows of their headlines."""
        marks = {each.headline.id: each for each in bookmarks if each.tags or each.note}
        if marks != self.rows.marks:
            self.rows.marks = marks
            self.rows.forget_paint()

    @on(SummariesWanted)
    def _load_summaries(self, event: SummariesWanted) -> None:
        event.stop()
        self.loader.load_summaries(event.ids)

    @on(SummariesLoaded)
    def _show_summaries(self, event: SummariesLoaded) -> None:
        event.stop()
        self.rows.summaries.update(event.summaries)
        self.rows.forget_paint()

    # Events

    @on(StoryToggled)
    def _toggle_story(self, event: StoryToggled) -> None:
        event.stop()
        story = event.headline.story
        if story is None:
            return
        if story in self.rows.reports:
            self.rows.fold(story)
            self._show(next((each for each in self.buffer.headlines if each.story == story), None))
        else:
            self.loader.load_reports(story)

    @on(ReportsLoaded)
    def _unfold_story(self, event: ReportsLoaded) -> None:
        event.stop()
        self.rows.unfold(event.story, event.reports)
        self._show()

    @property
    def is_report(self) -> bool:
        """Whether the cursor is on another report of an event, below its main row."""
        return isinstance(self.rows.current, Report)

    # Actions of the screen

    def open_next(self, by: int) -> bool:
        """Open the next (1) or the previous (-1) unread headline; return whether there is one."""
        index = self.rows.cursor
        rows = self.rows.rows
        while 0 <= (index := index + by) < len(rows):
            headline = headline_of(rows[index])
            if headline is not None and not headline.read:
                self.rows.cursor = index
                self.rows.chosen()
                return True
        here = self.rows.current_headline
        if here is None or not self.buffer.has_more(by):
            return False
        self.loader.load_unread(here, by)
        return True

    def unread_selection(self) -> UnreadSelection:
        """Return the unread headlines of the current list."""
        return UnreadSelection(self.session, self.list_query, self.rows, self.buffer)

    def current_state(self, id: int) -> Headline | None:
        """Return a listed headline with its current state."""
        index = self.rows.index_of(id)
        return headline_of(self.rows.rows[index]) if index is not None else None

    def set_state(
        self, headline_id: int, *, story: int | None = None, **state: Unpack[HeadlineState]
    ) -> None:
        """Show another state of a headline before the library is read again.

        Args:
            headline_id: of the headline.
            story: of its event, to show that state of all its reports, whichever of them are listed.
            state: the marks that change.
        """
        view = self.rows
        index = view.index_of(headline_id)
        if index is None and story is not None:
            index = next(
                (i for i, row in enumerate(view.rows) if (h := headline_of(row)) and h.story == story), None
            )
        if index is None:
            return
        for each in view.indexes_of_event(index) if story is not None else (index,):
            self._set_row_state(each, state)

    def _set_row_state(self, index: int, state: HeadlineState) -> None:
        """Show another state of the headline of a row."""
        old = self.rows.rows[index]
        new = with_state(old, **state)
        was, now = headline_of(old), headline_of(new)
        self.rows.replace_row(index, new)
        if now is None or was is None:
            return
        if not isinstance(old, Report):
            self.buffer.replace(old, new)
            if was.read != now.read:
                self._add_unread(index, -1 if now.read else 1)
        else:
            self.rows.renew_report(now)

    def _add_unread(self, index: int, by: int) -> None:
        """Count so many more unread, in the heading over a row and in the head."""
        view, headings = self.rows, self.rows.headings
        place = view.heading_of(index)
        heading = view.rows[place]
        if place >= 0 and isinstance(heading, Group):
            view.replace_row(place, heading._replace(unread=heading.unread + by))
            self.buffer.window = self.buffer.window.add_unread(
                by, in_first=place == headings[0], in_last=place == headings[-1]
            )
        self._unread += by
        self.show_count()
