"""Define the query of the headline list: a filter, a grouping and an order. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.core.headline_rows import HeadlineRows
from reader.model import Filter
from reader.tui.list_rows import GROUPINGS

if TYPE_CHECKING:
    from reader.core import Session

SEARCH_ORDERS = ("best", "newest", "oldest")
"""Which results of a search come first."""


class ListQuery(NamedTuple):
    """A filter with the grouping and order of its rows."""

    filter: Filter = Filter()
    grouping: str = "day"
    """One of ``GROUPINGS``."""
    stories: bool = True
    """Whether an event is listed once, wherever that suits the filter and the grouping."""
    oldest_first: bool = False
    """The order of a list without search words."""
    search_order: str = SEARCH_ORDERS[0]
    """One of ``SEARCH_ORDERS``."""

    @property
    def is_by_source(self) -> bool:
        """Whether the headlines of a source stand together."""
        return self.grouping == "source"

    @property
    def folds(self) -> bool:
        """Whether an event is listed once: not under headings of sources, which each have their own."""
        return self.stories and not self.is_by_source and self.filter.is_groupable

    @property
    def text(self) -> str:
        """The filter as one query in the syntax of the search."""
        wanted = self.filter
        parts = [wanted.query]
        parts += [f"source:{each}" for each in wanted.sources]
        parts += [f'category:"{each}"' for each in wanted.categories]
        parts += ["is:unread"] if wanted.unread else []
        parts += ["is:saved"] if wanted.saved else []
        parts += ["is:hidden"] if wanted.hidden else []
        parts += [f"after:{wanted.since:%Y-%m-%d}"] if wanted.since else []
        return " ".join(parts)

    def has_rows_of(self, other: ListQuery) -> bool:
        """Return whether rows read for another query can be shown for this one."""
        return (self.filter, self.folds, self.grouping) == (other.filter, other.folds, other.grouping)

    def listing(self, session: Session) -> HeadlineRows:
        """Return the list, to be read in a thread."""
        return HeadlineRows(
            session,
            self.filter,
            by_source=self.is_by_source,
            stories=self.folds,
            oldest_first=self.oldest_first,
        )

    def regroup(self) -> ListQuery:
        """Return the query with the next grouping."""
        place = GROUPINGS.index(self.grouping) + 1
        return self._replace(grouping=GROUPINGS[place % len(GROUPINGS)])

    def reorder(self) -> ListQuery:
        """Return the query with the next order: a search has three, another list two."""
        if not self.filter.query:
            return self._replace(oldest_first=not self.oldest_first)
        place = SEARCH_ORDERS.index(self.search_order) + 1
        return self._replace(search_order=SEARCH_ORDERS[place % len(SEARCH_ORDERS)])

    @property
    def order(self) -> str:
        """Which rows come first, one of ``SEARCH_ORDERS``."""
        if self.filter.query:
            return self.search_order
        return "oldest" if self.oldest_first else "newest"
