"""Hold the rows of a headline list in memory: all of a short list, a window of a long one.

Pure: what is read beside the window comes from `reader.tui.panes.headline_loader`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from reader.model import Headline, Hit
from reader.store import Counts
from reader.tui.list_rows import Group, Row, headline_of, unread

FIRST_ROWS = 120
"""Rows that are read before all the others, so that the screen fills at once."""
MAX_ROWS = 600
"""Rows a list holds at a time; of a longer one it holds a window."""
PAGE_ROWS = 200
"""Rows by which the window slides."""


class Window(NamedTuple):
    """Where the rows that are held stand in the whole list."""

    above: bool = False
    """Rows stand before them."""
    below: bool = False
    """Rows follow them."""
    rank: int = 0
    """How many rows stand before them, about."""
    counts: Counts | None = None
    """Entries of the whole list, and of them unread."""
    first: Counts | None = None
    """Of the group of the first row, part of which may stand before it."""
    last: Counts | None = None
    """Of the group of the last row, part of which may follow it."""

    @property
    def is_part(self) -> bool:
        """Whether there are other rows."""
        return self.above or self.below

    def add_unread(self, by: int, *, in_first: bool, in_last: bool) -> Window:
        """Count so many more unread in the whole list, and in its outer groups as said."""

        def add(counts: Counts | None) -> Counts | None:
            return counts and counts._replace(unread=counts.unread + by)

        return self._replace(
            counts=add(self.counts),
            first=add(self.first) if in_first else self.first,
            last=add(self.last) if in_last else self.last,
        )


ALL_ROWS = Window()
UNKNOWN_PART = Window(above=True, below=True, rank=1)
"""Of a list that opens where it was left: what stands around its rows is not counted yet."""


class RowBuffer:
    """Neighbouring rows of a list, without headings.

    Args:
        rows: all of the list, or a window of it.
        window: where they stand in it.
    """

    def __init__(self, rows: Sequence[Row] = (), window: Window = ALL_ROWS) -> None:
        self.rows: list[Row] = list(rows)
        self.window = window

    def edge(self, by: int) -> Headline | None:
        """Return the last (1) or the first (-1) headline that is held."""
        return headline_of(self.rows[-1 if by > 0 else 0]) if self.rows else None

    def has_more(self, by: int) -> bool:
        """Return whether rows follow those that are held (1), or stand before them (-1)."""
        return self.window.below if by > 0 else self.window.above

    @property
    def is_search(self) -> bool:
        """Whether the rows are results of a search: all of them are, or none."""
        return isinstance(next(iter(self.rows), None), Hit)

    @property
    def headlines(self) -> list[Headline]:
        """The headlines of the rows."""
        if self.is_search:
            return [each.headline for each in self.rows if isinstance(each, Hit)]
        return cast("list[Headline]", self.rows)

    @property
    def total(self) -> int:
        """Rows of the whole list."""
        return self.window.counts.total if self.window.counts else len(self.rows)

    def count_unread(self) -> int:
        """Return how many rows of the whole list are unread."""
        return self.window.counts.unread if self.window.counts else unread(self.headlines)

    @property
    def rows_above(self) -> int:
        """How many rows stand before those that are held, about; 0 only where none does."""
        return max(1, self.window.rank) if self.window.above else 0

    @property
    def rows_below(self) -> int:
        """How many rows follow those that are held, about; 0 only where none does."""
        if not self.window.below:
            return 0
        total = self.window.counts.total if self.window.counts else 0
        return max(1, total - self.window.rank - len(self.rows))

    def count_before(self, rows: Sequence[Row]) -> int:
        """Return how many of newly read ``rows`` stand before the first that is held."""
        first = self.edge(-1)
        if first is None:
            return 0
        places = (place for place, row in enumerate(rows) if (h := headline_of(row)) and h.id == first.id)
        return next(places, 0)

    def put_before(self, first: Sequence[Headline | Hit], *, folds: bool) -> list[Row]:
        """Return the newest rows, then those that are held and are not among them.

        Args:
            first: the newest rows.
            folds: an event is listed once, and stands where its newest report does.
        """
        newest = [each for each in first if isinstance(each, Headline)]
        ids = {each.id for each in newest}
        stories = {each.story for each in newest if each.reports > 1} if folds else set()
        older = self.headlines
        return [*first, *[each for each in older if each.id not in ids and each.story not in stories]]

    def slide(
        self, page: Sequence[Headline], beyond: Window, by: int, count_group: Callable[[Row], Counts | None]
    ) -> list[Row]:
        """Hold a page of rows more, and return the rows that no longer are: those of the other end.

        Args:
            page: rows read after those that are held (1), or before them (-1).
            beyond: what stands beyond the page on its side.
            by: the side.
            count_group: returns the counts of the whole group of a row that was held.
        """
        window = self.window
        if by > 0:
            every = [*self.rows, *page]
            count = max(0, len(every) - MAX_ROWS)
            dropped, self.rows = every[:count], every[count:]
            above = window.above or count > 0
            self.window = window._replace(
                above=above,
                below=beyond.below,
                rank=window.rank + count,
                first=count_group(self.rows[0]) if above else None,
                last=beyond.last,
            )
        else:
            every = [*page, *self.rows]
            self.rows, dropped = every[:MAX_ROWS], every[MAX_ROWS:]
            below = window.below or bool(dropped)
            self.window = window._replace(
                above=beyond.above,
                below=below,
                rank=max(1, window.rank - len(page)) if beyond.above else 0,
                first=beyond.first,
                last=count_group(self.rows[-1]) if below else None,
            )
        return dropped

    def complete_groups(self, rows: list[Row]) -> None:
        """Set the counts of the first and last heading in ``rows`` to those of whole groups."""
        for counts, places in (
            (self.window.first, range(len(rows))),
            (self.window.last, range(len(rows) - 1, -1, -1)),
        ):
            place = next((i for i in places if isinstance(rows[i], Group)), None) if counts else None
            heading = rows[place] if place is not None else None
            if counts is not None and place is not None and isinstance(heading, Group):
                rows[place] = heading._replace(total=counts.total, unread=counts.unread)

    def replace(self, old: Row, new: Row) -> None:
        """Hold another state of a row."""
        self.rows[self.rows.index(old)] = new
