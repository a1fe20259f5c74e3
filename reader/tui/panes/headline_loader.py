"""Read the rows of the headline list from the library, in worker threads of its pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from reader.core.headline_rows import HeadlineRows
from reader.core.queries import get_article, search_entries
from reader.core.story_groups import list_reports
from reader.model import Headline, Hit
from reader.store import Counts
from reader.tui.list_query import ListQuery
from reader.tui.list_rows import Row, day_bounds
from reader.tui.messages import HeadlinesLoaded, ReportsLoaded, SummariesLoaded, WindowLoaded
from reader.tui.row_buffer import ALL_ROWS, MAX_ROWS, PAGE_ROWS, Window

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.widgets.pane import Pane

_SUMMARY_CHARACTERS = 400  # kept of the beginning of an article
_MAX_HITS = 300  # results of a search that are listed


def describe(
    listing: HeadlineRows,
    held: Sequence[Headline],
    grouping: str,
    *,
    above: bool | None = None,
    below: bool | None = None,
) -> Window:
    """Return the position of rows in their list, with the counts of list and outer groups.

    Args:
        listing: the list.
        held: neighbours in it; the first and the last are enough.
        grouping: one of ``GROUPINGS``.
        above: rows stand before them; None: to be found out.
        below: rows follow them; None: to be found out.
    """
    if not held:
        return Window(counts=listing.total())
    above = bool(listing.before(held[0], 1)) if above is None else above
    below = bool(listing.after(held[-1], 1)) if below is None else below
    return Window(
        above,
        below,
        listing.rank(held[0]) if above else 0,
        listing.total(),
        count_group(listing, held[0], grouping) if above else None,
        count_group(listing, held[-1], grouping) if below else None,
    )


def count_group(listing: HeadlineRows, headline: Headline, grouping: str) -> Counts | None:
    """Count the headlines of the day or the source a headline stands under; None without groups."""
    if grouping == "source":
        return listing.count(source=headline.source)
    if grouping == "day" and headline.time is not None:
        return listing.count(*day_bounds(headline.time))
    return None


def read_end(listing: HeadlineRows, by: int) -> list[Headline]:
    """Return the last (1) or the first (-1) rows of a list."""
    return listing.last(MAX_ROWS) if by > 0 else listing.first(MAX_ROWS)


def read_around(listing: HeadlineRows, here: Headline) -> list[Headline]:
    """Return the rows around one."""
    return [*listing.before(here, PAGE_ROWS), *listing.starting(here, PAGE_ROWS)]


class RowsRequest(NamedTuple):
    """The rows to read, and those that are held while they are read."""

    query: ListQuery
    held: Sequence[Row]
    window: Window
    unfolded: Sequence[int]
    """Ids of the stories whose other reports are shown."""
    starts_anew: bool = False
    """Whether the list is read from its beginning, whatever of it is held."""
    most: int = MAX_ROWS
    """Rows to read at most."""
    rest: bool = True
    """Whether the rest is read afterwards, when there are more."""
    number: int = 0
    """In the order of requests; two may be read at a time."""


class HeadlineLoader:
    """Loader of rows, reports and summaries, posted to a pane.

    Args:
        pane: runs the workers, and takes the messages with what they read.
        session: the library.
        current: returns the query of the list as it is shown now.
    """

    def __init__(self, pane: Pane, session: Session, current: Callable[[], ListQuery]) -> None:
        self._pane = pane
        self._session = session
        self._current = current
        self._numbers = count(1)
        self._is_sliding = False
        """Whether rows beyond the window are being read."""

    # The list from its beginning, or from where it stood

    def load(self, request: RowsRequest, *, group: str) -> None:
        """Read rows; a request of the same group that still runs is given up."""
        request = request._replace(number=next(self._numbers))
        self._pane.in_thread(group, lambda: self._read(request), exclusive=True)

    def _read(self, request: RowsRequest) -> None:
        query = request.query
        rows: Sequence[Headline | Hit]
        window, complete = ALL_ROWS, True
        if query.filter.query:
            rows = search_entries(self._session, query.text, limit=_MAX_HITS, order=query.search_order)
        else:
            rows, window, complete = self._read_rows(query.listing(self._session), request)
        reports = {story: list_reports(self._session, story) for story in request.unfolded}
        if self._current().has_rows_of(query):
            self._pane.post_message(
                HeadlinesLoaded(
                    rows,
                    complete,
                    rest=request.rest,
                    reports=reports,
                    window=window,
                    number=request.number,
                )
            )

    def _read_rows(
        self, listing: HeadlineRows, request: RowsRequest
    ) -> tuple[Sequence[Headline], Window, bool]:
        """Return rows, where they stand, and whether they are all that the list can hold."""
        held, window, grouping = request.held, request.window, request.query.grouping
        start = held[0] if window.above and held and not request.starts_anew else None
        if isinstance(start, Headline):
            # A list that opened where it was left is not known yet: a short one is held whole.
            rows = listing.first(MAX_ROWS) if window.counts is None else []
            if 0 < len(rows) < MAX_ROWS:
                return rows, ALL_ROWS, True
            rows = listing.starting(start, max(PAGE_ROWS, len(held)))
            return rows, describe(listing, rows, grouping), True
        rows = listing.first(request.most)
        if len(rows) == MAX_ROWS == request.most:
            return rows, describe(listing, rows, grouping, above=False), True
        complete = len(rows) < request.most or request.most == MAX_ROWS
        if not complete and window.is_part and isinstance(held[-1], Headline):
            return rows, describe(listing, [rows[0], held[-1]], grouping, above=False), False
        return rows, ALL_ROWS, complete

    # Rows beyond the window

    def load_beside(self, beside: Headline, by: int) -> None:
        """Read a page of rows after (1) or before (-1) the last or the first that is held."""

        def read(listing: HeadlineRows, grouping: str) -> WindowLoaded:
            rows = listing.after(beside, PAGE_ROWS) if by > 0 else listing.before(beside, PAGE_ROWS)
            more = len(rows) == PAGE_ROWS
            edge = count_group(listing, rows[-1 if by > 0 else 0], grouping) if more else None
            window = Window(above=more and by < 0, below=more and by > 0, first=edge, last=edge)
            return WindowLoaded(rows, window, by, beside)

        self._slide(read)

    def load_end(self, by: int) -> None:
        """Read the last (1) or the first (-1) rows of the list, for the cursor to go there."""

        def read(listing: HeadlineRows, grouping: str) -> WindowLoaded:
            rows = read_end(listing, by)
            more = len(rows) == MAX_ROWS
            window = describe(listing, rows, grouping, above=more and by > 0, below=more and by < 0)
            return WindowLoaded(rows, window, 0, cursor=rows[-1 if by > 0 else 0] if rows else None)

        self._slide(read)

    def load_at(self, rank: int) -> None:
        """Read the rows around the one before which about so many stand."""

        def read(listing: HeadlineRows, grouping: str) -> WindowLoaded:
            here = listing.at(rank)
            rows = read_around(listing, here) if here is not None else read_end(listing, 1)
            return WindowLoaded(rows, describe(listing, rows, grouping), 0)

        self._slide(read)

    def load_unread(self, here: Headline, by: int) -> None:
        """Read the rows around the next (1) or previous (-1) unread headline, which is to be opened."""

        def read(listing: HeadlineRows, grouping: str) -> WindowLoaded | None:
            there = listing.next_unread(here, by)
            if there is None:
                return None
            rows = read_around(listing, there)
            return WindowLoaded(rows, describe(listing, rows, grouping), 0, cursor=there, opens=True)

        self._slide(read)

    def _slide(self, read: Callable[[HeadlineRows, str], WindowLoaded | None]) -> None:
        """Read another window of the list, unless one is being read."""
        if self._is_sliding:
            return
        self._is_sliding = True
        query = self._current()

        def run() -> None:
            found = None
            try:
                found = read(query.listing(self._session), query.grouping)
            finally:
                if found is None:
                    self.finish_slide()
                else:
                    self._pane.post_message(found)

        self._pane.in_thread("window", run)

    def finish_slide(self) -> None:
        """Allow the next window request: the last window is shown."""
        self._is_sliding = False

    # What rows show beside their headline

    def load_reports(self, story: int) -> None:
        """Read the reports of a story."""

        def read() -> None:
            self._pane.post_message(ReportsLoaded(story, list_reports(self._session, story)))

        self._pane.in_thread("reports", read)

    def load_summaries(self, ids: Sequence[int]) -> None:
        """Read the beginnings of articles."""

        def read() -> None:
            articles = {id: get_article(self._session, id) for id in ids}
            texts = {id: each.text.partition("\n")[0] if each else "" for id, each in articles.items()}
            self._pane.post_message(
                SummariesLoaded({id: text[:_SUMMARY_CHARACTERS] for id, text in texts.items()})
            )

        self._pane.in_thread("summaries", read)
