"""The headlines: one row for each piece of news, grouped, filtered, marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from reader.core.headline_rows import HeadlineRows
from reader.core.queries import get_article, search_entries
from reader.core.story_groups import list_reports
from reader.locale.translator import Translator
from reader.model import Bookmark, Filter, Headline
from reader.store import Counts, Hit, StoreError
from reader.tui.bindings import bindings
from reader.tui.key_bindings import HEADLINES
from reader.tui.list_rows import (
    ALL_ROWS,
    FIRST,
    GROUPINGS,
    MOST,
    PAGE,
    Group,
    Report,
    Row,
    Window,
    grouped,
    headline_of,
    unfold,
    unread,
)
from reader.tui.messages import (
    Failed,
    HeadlineOpened,
    HeadlinesLoaded,
    PicksChanged,
    ReportsLoaded,
    RowsWanted,
    StoryToggled,
    SummariesLoaded,
    SummariesWanted,
    TopShown,
    WindowLoaded,
)
from reader.tui.panes.window_reader import count_group, describe, read_around, read_end
from reader.tui.widgets.filter_chips import Chips
from reader.tui.widgets.headline_list import HeadlineRowList
from reader.tui.widgets.headline_row import COUNT, RowContent
from reader.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from reader.core import Session

_SUMMARY = 400  # characters kept of the beginning of an article
SEARCH_ORDERS = ("best", "newest", "oldest")
"""Which hits of a search come first; a list is in one of the last two."""
_FOUND = 300  # most results of a search that are listed
MARKED = ("above", "below", "source", "day", "week", "all")
"""What can be marked as read at once: by the cursor, older than a day or a week, or all."""


class _Asked(NamedTuple):
    """A request for the rows of the list, and the rows shown when it was made."""

    reading: int
    filter: Filter
    folds: bool
    grouping: str
    listing: HeadlineRows
    search_order: str
    held: list[Row]
    window: Window
    is_narrowed: bool
    unfolded: tuple[int, ...]


def _is(row: Row, headline_id: int) -> bool:
    headline = headline_of(row)
    return headline is not None and headline.id == headline_id


def search_text(wanted: Filter) -> str:
    """Return a filter with a query as one query in the syntax of the search."""
    parts = [wanted.query]
    parts += [f"source:{each}" for each in wanted.sources]
    parts += [f'category:"{each}"' for each in wanted.categories]
    parts += ["is:unread"] if wanted.unread else []
    parts += ["is:saved"] if wanted.saved else []
    parts += ["is:hidden"] if wanted.hidden else []
    parts += [f"after:{wanted.since:%Y-%m-%d}"] if wanted.since else []
    return " ".join(parts)


def content_of(
    row: Headline | Hit,
    *,
    picked: bool = False,
    mark: Bookmark | None = None,
    summary: str = "",
    unfolded: bool | None = None,
) -> RowContent:
    """Return what a row of the headlines shows."""
    tags, note = (mark.tags, mark.note) if mark is not None else ((), "")
    if isinstance(row, Hit):
        return RowContent(
            row.headline,
            row.title_hits,
            row.snippet,
            row.snippet_hits,
            tags=tags,
            note=note,
            picked=picked,
        )
    return RowContent(row, summary=summary, tags=tags, note=note, picked=picked, unfolded=unfolded)


class HeadlineList(HeadlineRowList[Row]):
    """The rows themselves."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(HEADLINES)

    def __init__(self, strings: Translator) -> None:
        super().__init__(strings, id="headline-list")
        self.picked: set[int] = set()
        """Ids of rows marked for a common action."""
        self.marks: Mapping[int, Bookmark] = {}
        """Bookmarks with tags or a note, by id of their headline."""
        self.summaries: dict[int, str] = {}
        """The beginning of articles, by id of their headline."""
        self.wanted: set[int] = set()
        """Ids of headlines whose summaries are to be loaded."""
        self.folds = False
        """Whether an event is listed once, and its other reports unfold."""
        self.reports: Mapping[int, Sequence[Headline]] = {}
        """The reports of unfolded stories, by id of the story."""

    def headline(self, row: Row) -> Headline | None:
        """Return the headline a row stands for; None for a heading."""
        return headline_of(row)

    def on_click(self, event: events.Click) -> None:
        """Unfold or fold the event whose count was clicked; any other click chooses the row."""
        index = self.row_at(event.y + self.scroll_offset.y)
        if index >= 0 and event.style.meta.get(COUNT):
            event.prevent_default()
            self.cursor = index
            self.action_newsrooms()

    def chosen(self) -> None:
        """Open the headline under the cursor."""
        headline = headline_of(self.current)
        if headline is not None:
            self.post_message(HeadlineOpened(headline))

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
        first, last = self._starts[0], self._starts[-1]
        if self.is_beyond:
            self.post_message(RowsWanted(0, rank=top // self.row_height))
            return
        margin = PAGE // 2
        if self.lines_below and max(self.row_at(min(bottom, last - 1)), self.cursor) + margin > len(
            self.rows
        ):
            self.post_message(RowsWanted(1))
        elif self.lines_above and min(self.row_at(max(top, first)), self.cursor) < margin:
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
        """Whether the screen shows nothing of the window: it was dragged beyond it."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        return bottom <= self._starts[0] or top >= self._starts[-1]

    @property
    def first_whole_row(self) -> int:
        """Index of the first row of which the screen shows all lines."""
        top = self.top_row
        covered = 1 if self.heading_above() >= 0 else 0
        return top + (self._starts[top] < self.scroll_offset.y + covered)

    @property
    def top_row(self) -> int:
        """Index of the first row on the screen."""
        return max(0, self.row_at(min(max(self.scroll_offset.y, self._starts[0]), self._starts[-1] - 1)))

    def action_pick(self) -> None:
        """Mark the row for a common action, or unmark it, and go on to the next."""
        headline = headline_of(self.current)
        if headline is not None:
            self.picked ^= {headline.id}
            self.repaint_row(self.cursor)
            self.action_down()
            self.post_message(PicksChanged())

    @property
    def can_unfold(self) -> bool:
        """Whether the event under the cursor has other reports, folded or not."""
        headline = headline_of(self.current)
        return headline is not None and self.folds and headline.reports > 1

    def action_newsrooms(self) -> None:
        """Unfold the other reports of the event under the cursor, or fold them again."""
        headline = headline_of(self.current)
        if headline is not None and self.can_unfold:
            self.post_message(StoryToggled(headline))

    def content(self, row: Row) -> RowContent | Group:
        """Return what a row shows."""
        if isinstance(row, Group):
            return row
        headline = headline_of(row)
        assert headline is not None
        if isinstance(row, Report):
            return content_of(headline, picked=headline.id in self.picked, mark=self.marks.get(headline.id))
        summary = self._summary(headline.id) if self.painter.density == "summary" else ""
        return content_of(
            row,
            picked=headline.id in self.picked,
            mark=self.marks.get(headline.id),
            summary=summary,
            unfolded=headline.story in self.reports if self.folds and headline.reports > 1 else None,
        )

    def _summary(self, id: int) -> str:
        """Return the beginning of an article; one that is not known yet is asked for."""
        known = self.summaries.get(id)
        if known is None:
            if not self.wanted:
                self.call_later(self._ask_for_summaries)
            self.wanted.add(id)
        return known or ""

    def _ask_for_summaries(self) -> None:
        wanted, self.wanted = self.wanted, set()
        self.post_message(SummariesWanted(sorted(wanted)))


class HeadlinesPane(Pane):
    """The list of headlines with the chips of its filter."""

    def __init__(
        self,
        session: Session,
        strings: Translator,
        *,
        grouping: str = "day",
        stories: bool = True,
        oldest_first: bool = False,
        first: Sequence[Headline] = (),
        is_part: bool = False,
        place: int = 0,
    ) -> None:
        super().__init__(id="headlines")
        self.session = session
        self.strings = strings
        self.filter = Filter()
        self.grouping = grouping
        self.stories = stories
        """Whether an event is listed once, wherever that suits the filter and the grouping."""
        self.found: list[Row] = list(first)
        """What the library gave, without headings: the whole list, or a window of it."""
        self.window = Window(above=True, below=True, rank=1) if is_part else ALL_ROWS
        """Where that stands in the list."""
        self._sliding = False
        """Whether rows beyond the window are being read."""
        self._readings = count(1)
        """Numbers of readings, in the order they were asked for; two may run in threads at a time."""
        self._shown_reading = 0
        self._picked_before: dict[int, Headline] = {}
        """Picked headlines that the window has left."""
        self._narrowed = False
        self._unread = 0
        self._new = 0
        """Rows that came in above those on the screen."""
        self.search_order = SEARCH_ORDERS[0]
        """Of what a search found."""
        self.oldest_first = oldest_first
        """Whether the oldest headlines come first."""
        self._begins_on = next((each for each in first if each.id == place), None)

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
        if self._begins_on is not None:
            self._show(self._begins_on)
        if self.window.is_part:
            self.rows.scroll_to(y=self.rows.lines_above, animate=False, immediate=True, force=True)
        self.set_interval(60, self._age)

    @property
    def place(self) -> dict[str, int]:
        """The ids of the first headline on the screen and of that under the cursor, for the next start."""
        rows, here = self.rows, headline_of(self.rows.current)
        if self.filtered or here is None or (rows.scroll_offset.y == 0 and rows.cursor <= 1):
            return {"top": 0, "place": 0}
        top = next((h for row in rows.rows[rows.first_whole_row :] if (h := headline_of(row))), here)
        return {"top": top.id if rows.scroll_offset.y else 0, "place": here.id}

    def load_rest(self) -> None:
        """Load all rows; those of the first screen first, if they are not there."""
        if self.found:
            self._reload_all()
        else:
            self.reload()

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.rows.set_language(strings)
        self.query_one(Chips).set_language(strings)
        self._show()

    def _age(self) -> None:
        self.rows.tick()

    def narrow(self, wanted: Filter) -> None:
        """List only what ``wanted`` lets through."""
        self.filter = wanted
        self._narrowed = True
        self.rows.picked.clear()
        self.rows.reports = {}
        self.query_one(Chips).show(wanted, {each.id: each.name for each in self.session.sources})
        self.reload()

    @on(Chips.Removed)
    def _chip_removed(self, event: Chips.Removed) -> None:
        event.stop()
        self.narrow(event.chip.without(self.filter))

    def reload(self) -> None:
        """Fetch the rows from the library again: those of the first screen, or what a search finds."""
        self._fetch(FIRST)

    def _reload_all(self) -> None:
        """Fetch all rows, or the window of a long list, when the first screen is painted."""
        self._fetch(MOST, group="all headlines")

    def take_in(self) -> None:
        """Fetch the first rows again, above all others; a window elsewhere waits for `reload`."""
        if self.window.is_part and (self.window.above or self.grouping == "source" or self.oldest_first):
            return
        self._fetch(MOST if self.oldest_first else FIRST, rest=False)

    def listing(self) -> HeadlineRows:
        """Return the list that is shown, to be read in a thread."""
        return HeadlineRows(
            self.session,
            self.filter,
            by_source=self.grouping == "source",
            stories=self.folds,
            oldest_first=self.oldest_first,
        )

    def _fetch(self, most: int, *, rest: bool = True, group: str = "headlines") -> None:
        """Read the list in a thread, as it is asked for and shown now."""
        asked = _Asked(
            reading=next(self._readings),
            filter=self.filter,
            folds=self.folds,
            grouping=self.grouping,
            listing=self.listing(),
            search_order=self.search_order,
            held=self.found,
            window=self.window,
            is_narrowed=self._narrowed,
            unfolded=tuple(self.rows.reports),
        )
        self.run_worker(
            partial(self._read, asked, most, rest),
            thread=True,
            exclusive=True,
            group=group,
            exit_on_error=False,
        )

    def _read(self, asked: _Asked, most: int, rest: bool) -> None:
        listing, held, window = asked.listing, asked.held, asked.window
        start = held[0] if window.above and held and not asked.is_narrowed else None
        new_window, complete = ALL_ROWS, True
        try:
            found: Sequence[Headline | Hit]
            if asked.filter.query:
                found = search_entries(
                    self.session, search_text(asked.filter), limit=_FOUND, order=asked.search_order
                )
            elif isinstance(start, Headline):
                # A list that opened where it was left is not known yet: a short one is held whole.
                found = rows = listing.first(MOST) if window.counts is None else []
                if not 0 < len(rows) < MOST:
                    found = rows = listing.starting(start, max(PAGE, len(held)))
                    new_window = describe(listing, rows, asked.grouping)
            else:
                found = rows = listing.first(most)
                complete = len(rows) < most or most == MOST
                if len(rows) == MOST == most:
                    new_window = describe(listing, rows, asked.grouping, above=False)
                elif not complete and window.is_part and isinstance(held[-1], Headline):
                    new_window = describe(listing, [rows[0], held[-1]], asked.grouping, above=False)
            reports = {story: list_reports(self.session, story) for story in asked.unfolded}
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        if (asked.filter, asked.folds, asked.grouping) == (self.filter, self.folds, self.grouping):
            self.post_message(
                HeadlinesLoaded(
                    found,
                    complete=complete,
                    rest=rest,
                    reports=reports,
                    window=new_window,
                    reading=asked.reading,
                )
            )

    @on(HeadlinesLoaded)
    def _loaded(self, event: HeadlinesLoaded) -> None:
        event.stop()
        if event.reading < self._shown_reading:  # a later reading was quicker: what it shows is newer
            if event.complete:
                self._reload_all()
            return
        self._shown_reading = event.reading
        found: list[Row] = list(event.headlines)
        # A story folded or unfolded since it was read stays so.
        self.rows.reports = {id: event.reports.get(id, shown) for id, shown in self.rows.reports.items()}
        if not event.complete:
            if event.rest or self._narrowed or len(self.found) < len(found):
                self.call_after_refresh(self._reload_all)
            if len(self.found) > len(found):
                if event.rest or self._narrowed:
                    return
                found = self._above(found)
        self._count_new(found)
        self.found = found
        if event.complete or event.window.is_part:
            self.window = event.window
        self._show()
        self._narrowed = event.rest and not event.complete

    def _count_new(self, found: Sequence[Row]) -> None:
        """Count the rows that come in above those on the screen, until the top of the list is shown."""
        before = headline_of(self.found[0]) if self.found else None
        if before is None or self._narrowed or self.window.above or not self.rows.scroll_offset.y:
            self._new = 0
        else:
            self._new += next((place for place, row in enumerate(found) if _is(row, before.id)), 0)

    @on(TopShown)
    def _forget_new(self, event: TopShown) -> None:
        event.stop()
        if self._new:
            self._new = 0
            self._tell_unread(self._unread)

    @on(RowsWanted)
    def _more_wanted(self, event: RowsWanted) -> None:
        event.stop()
        if self._sliding or not self.window.is_part or not self.found:
            return
        beside = headline_of(self.found[-1 if event.by > 0 else 0])
        if event.rank is not None:
            if not self.rows.is_beyond:
                return
            self._sliding = True
            self._read_at(self.listing(), event.rank)
        elif event.end:
            self._sliding = True
            self._read_end(self.listing(), event.by)
        elif beside is not None and (self.window.below if event.by > 0 else self.window.above):
            self._sliding = True
            self._read_beside(self.listing(), beside, event.by)

    @work(thread=True, group="window", exit_on_error=False)
    def _read_beside(self, listing: HeadlineRows, beside: Headline, by: int) -> None:
        """Read the rows after (1) or before (-1) those that are held."""
        grouping = self.grouping
        with self._reporting():
            found = listing.after(beside, PAGE) if by > 0 else listing.before(beside, PAGE)
            more = len(found) == PAGE
            edge = count_group(listing, found[-1 if by > 0 else 0], grouping) if more else None
            window = Window(above=more and by < 0, below=more and by > 0, first=edge, last=edge)
            self.post_message(WindowLoaded(found, window, by, beside))

    @work(thread=True, group="window", exit_on_error=False)
    def _read_end(self, listing: HeadlineRows, by: int) -> None:
        """Read the end of the list, for the cursor to go there."""
        with self._reporting():
            found = read_end(listing, by)
            whole = len(found) < MOST
            window = describe(
                listing,
                found,
                self.grouping,
                above=not whole if by > 0 else False,
                below=not whole if by < 0 else False,
            )
            cursor = found[-1 if by > 0 else 0] if found else None
            self.post_message(WindowLoaded(found, window, 0, cursor=cursor))

    @work(thread=True, group="window", exit_on_error=False)
    def _read_at(self, listing: HeadlineRows, rank: int) -> None:
        """Read the rows about which so many stand before."""
        with self._reporting():
            here = listing.at(rank)
            found = read_around(listing, here) if here is not None else read_end(listing, 1)
            self.post_message(WindowLoaded(found, describe(listing, found, self.grouping), 0))

    @work(thread=True, group="window", exit_on_error=False)
    def _open_unread(self, listing: HeadlineRows, here: Headline, by: int) -> None:
        """Open the next unread headline beyond the window."""
        with self._reporting():
            there = listing.next_unread(here, by)
            if there is not None:
                found = read_around(listing, there)
                window = describe(listing, found, self.grouping)
                self.post_message(WindowLoaded(found, window, 0, cursor=there, opens=True))
            else:
                self._sliding = False

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Report an error of the library; the next key may ask for rows again."""
        try:
            yield
        except StoreError as error:
            self._sliding = False
            self.post_message(Failed(self.strings.sentence(error)))

    @on(WindowLoaded)
    def _window_loaded(self, event: WindowLoaded) -> None:
        event.stop()
        self._sliding = False
        if not event.by:
            self._replace_window(event)
            return
        beside = headline_of(self.found[-1 if event.by > 0 else 0]) if self.found else None
        if beside is not None and event.beside is not None and beside.id == event.beside.id:
            self._slide(event)

    def _replace_window(self, event: WindowLoaded) -> None:
        """Hold other rows of the list, the cursor on one of them."""
        self._keep_picked(self.found)
        at = self.rows.scroll_offset.y
        self.found, self.window = list(event.headlines), event.window
        rows = self._arrange()
        here = event.cursor
        if here is None:  # the screen is where it was dragged to
            lines = max(1, at - PAGE * self.rows.row_height) if self.window.above else 0
            self.rows.show(rows, above=lines, below=self._lines_below())
            self.rows.scroll_to(y=at, animate=False, immediate=True, force=True)
            self.rows.move_to(self.rows.top_row)
            return
        index = next((i for i, row in enumerate(rows) if _is(row, here.id)), 0)
        self.rows.show(rows, index, above=self._lines_above(), below=self._lines_below())
        self.rows.keep_in_view()
        if event.opens:
            self.rows.chosen()

    def _slide(self, event: WindowLoaded) -> None:
        """Hold the rows after those that are held too, or before, and no longer those of the other end."""
        view = self.rows
        before, top, current = view.rows, view.top_row, view.current
        anchor = next((i for i in range(top, len(before)) if isinstance(before[i], (Headline, Hit))), top)
        if event.by > 0:
            every = [*self.found, *event.headlines]
            left = max(0, len(every) - MOST)
            self._keep_picked(every[:left])
            self.found = every[left:]
            above = self.window.above or left > 0
            first = self._group_of(self.found[0]) if above else None
            self.window = replace(
                self.window, above=above, below=event.window.below, rank=self.window.rank + left,
                first=first, last=event.window.last,
            )  # fmt: skip
        else:
            every = [*event.headlines, *self.found]
            self._keep_picked(every[MOST:])
            self.found = every[:MOST]
            below = self.window.below or len(every) > MOST
            last = self._group_of(self.found[-1]) if below else None
            rank = max(1, self.window.rank - len(event.headlines)) if event.window.above else 0
            self.window = replace(
                self.window, above=event.window.above, below=below, rank=rank,
                first=event.window.first, last=last,
            )  # fmt: skip
        rows = self._arrange()
        places = {
            h.id: i for i, row in enumerate(rows) if row.__class__ is Headline and (h := headline_of(row))
        }
        same = places.get(headline.id) if (headline := headline_of(before[anchor])) else None
        if same is None:
            view.show(rows, 0, above=self._lines_above(), below=self._lines_below())
            return
        here = headline_of(current)
        cursor = places.get(here.id, same) if here is not None else same
        if isinstance(current, Report):
            cursor = next((i for i, row in enumerate(rows) if row == current), cursor)
        view.slide(rows, cursor, (anchor, same), above=self._lines_above(), below=self._lines_below())

    def _group_of(self, row: Row) -> Counts | None:
        """Return the counts in the heading over a row that is listed."""
        rows = self.rows.rows
        place = next((i for i, each in enumerate(rows) if each is row), -1)
        heading = next((rows[i] for i in range(place, -1, -1) if isinstance(rows[i], Group)), None)
        return Counts(heading.total, heading.unread) if isinstance(heading, Group) else None

    def _keep_picked(self, rows: Sequence[Row]) -> None:
        """Remember the picked headlines among rows that leave the window."""
        for row in rows:
            headline = headline_of(row)
            if headline is not None and headline.id in self.rows.picked:
                self._picked_before[headline.id] = headline

    def _lines_above(self) -> int:
        return max(1, self.window.rank) * self.rows.row_height if self.window.above else 0

    def _lines_below(self) -> int:
        total = self.window.counts.total if self.window.counts else 0
        left = max(1, total - self.window.rank - len(self.found))
        return left * self.rows.row_height if self.window.below else 0

    def _above(self, first: list[Row]) -> list[Row]:
        """Return the newest rows above all older ones that were there."""
        new = {each.id for each in first if isinstance(each, Headline)}
        told = {each.story for each in first if isinstance(each, Headline) and each.reports > 1}
        told = told if self.folds else set()
        # Rows are of one kind, and there may be tens of thousands.
        older = cast("list[Headline]", self.found)
        return [*first, *[each for each in older if each.id not in new and each.story not in told]]

    @property
    def folds(self) -> bool:
        """Whether an event is listed once: not under headings of sources, which each have their own."""
        return self.stories and self.grouping != "source" and self.filter.is_groupable

    @on(StoryToggled)
    def _toggle_story(self, event: StoryToggled) -> None:
        event.stop()
        story = event.headline.story
        if story in self.rows.reports:
            self.rows.reports = {id: each for id, each in self.rows.reports.items() if id != story}
            row = next((each for each in self.found if (h := headline_of(each)) and h.story == story), None)
            self._show(headline_of(row))
        elif story is not None:
            self._read_reports(story)

    @work(thread=True, group="reports", exit_on_error=False)
    def _read_reports(self, story: int) -> None:
        try:
            self.post_message(ReportsLoaded(story, list_reports(self.session, story)))
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))

    @on(ReportsLoaded)
    def _unfold_story(self, event: ReportsLoaded) -> None:
        event.stop()
        self.rows.reports = {**self.rows.reports, event.story: event.reports}
        self._show()

    def list_stories(self, stories: bool) -> None:
        """List an event once, or each of its reports."""
        self.stories = stories
        self.reload()

    def _show(self, here: Headline | None = None) -> None:
        """Lay out rows and headings, the cursor on ``here``, or where it was."""
        folded, here = here is not None, here or headline_of(self.rows.current)
        at_top = self.rows.scroll_offset.y == 0 and self.rows.cursor <= 1
        rows = self._arrange()
        cursor = 0
        if here is not None and (folded or not at_top):
            cursor = next(
                (i for i, each in enumerate(rows) if each.__class__ is not Group and _is(each, here.id)),
                0 if self._narrowed else self.rows.cursor,
            )
        self.rows.show(rows, cursor, above=self._lines_above(), below=self._lines_below())
        self.rows.hint = self.strings("headlines.none" if self.filtered else "headlines.waiting")
        self.head.set(title=self.strings("pane.headlines"), rtl=self.strings.rtl)

    def _arrange(self) -> list[Row]:
        """Return rows and headings, and show how many are unread."""
        painter = self.rows.painter
        painter.now = datetime.now(UTC)
        rows = self.found
        searched = isinstance(next(iter(rows), None), Hit)  # rows are of one kind, and there may be many
        if searched:
            every = [each.headline for each in rows if isinstance(each, Hit)]
        else:
            every = cast("list[Headline]", rows)
            rows = grouped(every, self.grouping, self.strings, painter.now)
            self._complete_groups(rows)
        self.rows.folds = self.folds
        if self.rows.folds:
            rows = unfold(rows, self.rows.reports)
        painter.by_day = self.grouping == "day" and not searched
        painter.searched = searched
        painter.one_source = self.grouping == "source" or len(self.filter.sources) == 1
        self._tell_unread(self.window.counts.unread if self.window.counts else unread(every))
        return rows

    def _complete_groups(self, rows: list[Row]) -> None:
        """Count in the first and the last heading what stands beyond the window."""
        for counts, places in (
            (self.window.first, range(len(rows))),
            (self.window.last, range(len(rows) - 1, -1, -1)),
        ):
            place = next((i for i in places if isinstance(rows[i], Group)), None) if counts else None
            heading = rows[place] if place is not None else None
            if counts is not None and place is not None and isinstance(heading, Group):
                rows[place] = replace(heading, total=counts.total, unread=counts.unread)

    @on(SummariesWanted)
    def _load_summaries(self, event: SummariesWanted) -> None:
        event.stop()
        self._read_summaries(event.ids)

    @work(thread=True, group="summaries", exit_on_error=False)
    def _read_summaries(self, ids: Sequence[int]) -> None:
        try:
            articles = {id: get_article(self.session, id) for id in ids}
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        texts = {id: article.text.partition("\n")[0] if article else "" for id, article in articles.items()}
        self.post_message(SummariesLoaded({id: text[:_SUMMARY] for id, text in texts.items()}))

    @on(SummariesLoaded)
    def _show_summaries(self, event: SummariesLoaded) -> None:
        event.stop()
        self.rows.summaries.update(event.summaries)
        self.rows.forget_paint()

    def show_marks(self, bookmarks: Iterable[Bookmark]) -> None:
        """Show tags and notes in the rows of their headlines."""
        marks = {each.headline.id: each for each in bookmarks if each.tags or each.note}
        if marks != self.rows.marks:
            self.rows.marks = marks
            self.rows.forget_paint()

    def clear_picks(self) -> None:
        """Pick nothing."""
        self.rows.picked.clear()
        self.rows.forget_paint()
        self.rows.post_message(PicksChanged())

    def show_picks(self) -> None:
        """Show in the head how many rows are picked, in place of the unread."""
        if picked := len(self.rows.picked):
            self.head.set(count=self.strings("head.picked", n=picked), rtl=self.strings.rtl)
        else:
            self._tell_unread(self._unread)

    def reorder(self) -> str:
        """List in the next order; return its name, of ``SEARCH_ORDERS``."""
        if self.filter.query:
            place = SEARCH_ORDERS.index(self.search_order) + 1
            self.search_order = SEARCH_ORDERS[place % len(SEARCH_ORDERS)]
            self._narrowed = True
            self.reload()
            return self.search_order
        self.oldest_first = not self.oldest_first
        if self.window.is_part:
            self._begin_again()
        else:
            if not isinstance(next(iter(self.found), None), Hit):
                self.found.reverse()
            self._show()
        return "oldest" if self.oldest_first else "newest"

    def _begin_again(self) -> None:
        """Read the list from its beginning, in another order."""
        self._narrowed = True
        self.reload()

    def current_state(self, id: int) -> Headline | None:
        """Return a listed headline as it is now."""
        return next((h for each in self.rows.rows if (h := headline_of(each)) and h.id == id), None)

    def _tell_unread(self, count: int) -> None:
        """Show in the head how many rows are unread, of how many; picked rows are counted there first."""
        self._unread = count
        if self.rows.picked:
            return
        total = self.window.counts.total if self.window.counts else len(self.found)
        said = self.strings("head.unread_of", n=count, total=total) if self.found else ""
        if self._new:
            said = f"{self.strings('head.new', n=self._new)} · {said}"
        self.head.set(count=said, rtl=self.strings.rtl)

    def _count(self, index: int, by: int) -> None:
        """Count so many more unread, in the heading over a row and in the head."""
        rows = self.rows.rows
        place = next((i for i in range(index, -1, -1) if isinstance(rows[i], Group)), -1)
        heading = rows[place]
        if isinstance(heading, Group):
            self.rows.replace_row(place, replace(heading, unread=heading.unread + by))
            above = any(isinstance(row, Group) for row in rows[:place])
            below = any(isinstance(row, Group) for row in rows[place + 1 :])
            self.window = self.window.add_unread(by, in_first=not above, in_last=not below)
        self._tell_unread(self._unread + by)

    @property
    def filtered(self) -> bool:
        """Whether not everything is listed."""
        return self.filter != Filter()

    def widen(self) -> None:
        """List everything."""
        self.narrow(Filter())

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
        here = headline_of(self.rows.current)
        if here is None or not (self.window.below if by > 0 else self.window.above):
            return False
        if not self._sliding:
            self._sliding = True
            self._open_unread(self.listing(), here, by)
        return True

    def targets(self) -> list[Headline]:
        """Return the headlines an action is about: the picked ones, else the one under the cursor."""
        every = [h for each in self.rows.rows if (h := headline_of(each))]
        picked = [each for each in every if each.id in self.rows.picked]
        there = {each.id for each in picked}
        others = self._picked_before.items()
        picked += [each for id, each in others if id in self.rows.picked and id not in there]
        current = headline_of(self.rows.current)
        return picked or ([current] if current else [])

    def unread_reader(self) -> Callable[[str], list[int]]:
        """Return a function that lists the ids of unread headlines, those kept unread left out.

        It takes one of ``MARKED`` and blocks; it is for a thread and reads no widget. Relative to the cursor
        are ``above`` and ``below``, and ``source``, that of the headline there.
        """
        here, now = headline_of(self.rows.current), datetime.now(UTC)
        times = {"day": now - timedelta(days=1), "week": now - timedelta(days=7)}
        source = here.source if here is not None else ""
        listing, entries, wanted = self.listing(), self.session.library.entries, self.filter
        if self.window.is_part:

            def read(which: str) -> list[int]:
                if which in ("above", "below"):
                    if here is None:
                        return []
                    return listing.unread_before(here) if which == "above" else listing.unread_after(here)
                if which == "source":
                    return entries.unread_ids(wanted, source=source) if source else []
                return entries.unread_ids(wanted, until=times.get(which))

            return read
        rows, cursor = list(self.rows.rows), self.rows.cursor
        parts = {"above": rows[:cursor], "below": rows[cursor + 1 :]}
        found = list(self.found)

        def select(which: str) -> list[int]:
            if which == "source" and here is not None and here.id > 0 and not wanted.query:
                return entries.unread_ids(wanted, source=source)  # with reports below those of other sources
            every = [h for each in parts.get(which, found) if (h := headline_of(each))]
            until = times.get(which)
            return [
                each.id
                for each in every
                if not (each.read or each.kept)
                and (which != "source" or each.source == source)
                and (until is None or (each.time is not None and each.time < until))
            ]

        return select

    @property
    def is_report(self) -> bool:
        """Whether the cursor is on another report of an event, below the row that stands for it."""
        return isinstance(self.rows.current, Report)

    def changed(
        self,
        headline_id: int,
        *,
        read: bool | None = None,
        saved: bool | None = None,
        offline: bool | None = None,
        kept: bool | None = None,
        progress: int | None = None,
        story: int | None = None,
    ) -> None:
        """Show a headline's new state before the library is read again; None leaves a mark as it is.

        With ``story`` all reports of that event are marked, whichever of them are listed.
        """
        rows = self.rows.rows
        here = self.rows.cursor  # most likely it; ten thousand rows are a walk of milliseconds
        places = (here, *range(len(rows))) if rows else ()
        index = next((place for place in places if _is(rows[place], headline_id)), None)
        if index is None and story is not None:
            index = next(
                (i for i, row in enumerate(rows) if (h := headline_of(row)) and h.story == story), None
            )
        if index is None:
            return
        for place in self._reports_around(index) if story is not None else (index,):
            mine = place == index
            self._renew(
                place,
                read=read,
                saved=saved if mine else None,
                offline=offline if mine else None,
                kept=kept,
                progress=progress if mine else None,
            )

    def _reports_around(self, index: int) -> Iterator[int]:
        """Yield the places of the row of an event and of its reports below, of which ``index`` is one."""
        rows = self.rows.rows
        while index and isinstance(rows[index], Report):
            index -= 1
        yield index
        while (index := index + 1) < len(rows) and isinstance(rows[index], Report):
            yield index

    def _renew(
        self,
        index: int,
        *,
        read: bool | None,
        saved: bool | None,
        offline: bool | None,
        kept: bool | None,
        progress: int | None,
    ) -> None:
        """Show the new state of one row."""

        def renewed(row: Row) -> Row:
            headline = headline_of(row)
            assert headline is not None
            new = headline._replace(
                read=headline.read if read is None else read,
                saved=headline.saved if saved is None else saved,
                offline=headline.offline if offline is None else offline,
                kept=headline.kept if kept is None else kept,
                progress=headline.progress if progress is None else progress,
            )
            return replace(row, headline=new) if isinstance(row, (Hit, Report)) else new

        old, new = self.rows.rows[index], renewed(self.rows.rows[index])
        was, now = headline_of(old), headline_of(new)
        self.rows.replace_row(index, new)
        if not isinstance(old, Report):
            self.found[self.found.index(old)] = new
            if was and now and was.read != now.read:
                self._count(index, -1 if now.read else 1)
        elif now and now.story is not None:
            shown = self.rows.reports.get(now.story, ())
            reports = [now if each.id == now.id else each for each in shown]
            self.rows.reports = {**self.rows.reports, now.story: reports}

    def regroup(self) -> str:
        """Group rows the next way; return the name of the grouping."""
        folds, before = self.folds, self.grouping
        self.grouping = GROUPINGS[(GROUPINGS.index(self.grouping) + 1) % len(GROUPINGS)]
        if self.window.is_part and "source" in (before, self.grouping):
            self._begin_again()
            return self.grouping
        self._show()
        if folds != self.folds or self.window.is_part:
            self.reload()
        return self.grouping
