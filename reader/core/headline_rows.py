"""Read the rows of a headline list by pages; the time does not depend on the list's length.

A place in a list is a headline, by its sort key and id; it need not be in the list any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.queries import count_listed, is_showing_sample

if TYPE_CHECKING:
    from datetime import datetime

    from reader.core.session import Session
    from reader.model import Filter, Headline
    from reader.store import Counts


class HeadlineRows:
    """One list: a filter and an order. Blocks, for threads."""

    def __init__(
        self,
        session: Session,
        filter: Filter,
        *,
        by_source: bool = False,
        stories: bool = False,
        oldest_first: bool = False,
    ) -> None:
        """Take the filter, the order and the grouping of the list.

        Args:
            session: with the library.
            filter: without a query.
            by_source: the headlines of a source stand together, the source with the newest one first.
            stories: an event is listed once.
            oldest_first: the order.
        """
        self._session = session
        self._entries = session.library.entries
        self._filter = filter
        self._by_source = by_source
        self._stories = stories
        self._oldest_first = oldest_first
        self._order: list[str] | None = None

    def first(self, limit: int) -> list[Headline]:
        """Return the first headlines by time; fewer than ``limit`` are all."""
        found = self._page(limit)
        if self._by_source and len(found) == limit:
            return self._across(self._sources, limit)
        if not found and is_showing_sample(self._session):
            return self._session.sample.headlines(self._filter)[:: -1 if self._oldest_first else 1]
        return found

    def last(self, limit: int) -> list[Headline]:
        """Return the last headlines, in the order of the list."""
        if not self._by_source:
            return self._page(limit, oldest_first=not self._oldest_first)[::-1]
        found: list[Headline] = []
        for source in reversed(self._sources):
            missing = limit - len(found)
            if not missing:
                break
            found = self._page(missing, source=source, oldest_first=not self._oldest_first)[::-1] + found
        return found

    def after(self, here: Headline, limit: int) -> list[Headline]:
        """Return the headlines that follow one."""
        if not self._by_source:
            return self._page(limit, after=here)
        found = self._page(limit, after=here, source=here.source)
        following = self._sources[self._place(here) + 1 :]
        return found + self._across(following, limit - len(found))

    def before(self, here: Headline, limit: int) -> list[Headline]:
        """Return the headlines just before one, in the order of the list."""
        if not self._by_source:
            return self._page(limit, before=here)
        found = self._page(limit, before=here, source=here.source)
        for source in reversed(self._sources[: self._place(here)]):
            missing = limit - len(found)
            if not missing:
                break
            found = self._page(missing, source=source, oldest_first=not self._oldest_first)[::-1] + found
        return found

    def starting(self, here: Headline, limit: int) -> list[Headline]:
        """Return the headlines from a given one on, including that one while listed."""
        return self.after(here._replace(id=here.id + (-1 if self._oldest_first else 1)), limit)

    def rank(self, here: Headline) -> int:
        """Return about how many headlines stand before one."""
        if not self._by_source:
            newer = self._entries.rank(self._filter, here)
            return self._entries.total(self._filter).total - newer if self._oldest_first else newer
        own = self._filter._replace(sources=(here.source,))
        before = [self._filter._replace(sources=(source,)) for source in self._sources[: self._place(here)]]
        rank = self._entries.rank(own, here)
        if self._oldest_first:
            rank = self._entries.total(own).total - rank
        return rank + sum(self._entries.total(each).total for each in before)

    def at(self, rank: int) -> Headline | None:
        """Return a headline before which about so many stand; None when there are fewer."""
        if not self._by_source:
            return self._at(self._filter, rank)
        for source in self._sources:
            own = self._filter._replace(sources=(source,))
            total = self._entries.total(own).total
            if rank < total:
                return self._at(own, rank)
            rank -= total
        return None

    def _at(self, filter: Filter, rank: int) -> Headline | None:
        if self._oldest_first:
            rank = self._entries.total(filter).total - 1 - rank
        return self._entries.at_rank(filter, max(0, rank))

    def total(self) -> Counts:
        """Return how many headlines are listed, and how many of them are unread."""
        return count_listed(self._session, self._filter, stories=self._stories)

    def count(self, since: datetime | None = None, until: datetime | None = None, source: str = "") -> Counts:
        """Count the headlines of a time, or the entries of a source."""
        if source:
            return self._entries.total(self._filter._replace(sources=(source,)))
        return self._entries.count(self._filter, since=since, until=until, stories=self._stories)

    def next_unread(self, here: Headline, by: int) -> Headline | None:
        """Return the next (1) or the previous (-1) unread headline; None when there is none."""
        unread = HeadlineRows(
            self._session,
            self._filter._replace(unread=True),
            by_source=self._by_source,
            stories=self._stories,
            oldest_first=self._oldest_first,
        )
        if self._by_source:
            unread._order = self._sources
        found = unread.after(here, 1) if by > 0 else unread.before(here, 1)
        return found[0] if found else None

    def unread_before(self, here: Headline) -> list[int]:
        """Return the ids of the unread headlines before one."""
        before = self._sources[: self._place(here)] if self._by_source else []
        return self._unread(here, before, newer=not self._oldest_first)

    def unread_after(self, here: Headline) -> list[int]:
        """Return the ids of the unread headlines after one."""
        following = self._sources[self._place(here) + 1 :] if self._by_source else []
        return self._unread(here, following, newer=self._oldest_first)

    def _unread(self, here: Headline, others: Sequence[str], *, newer: bool) -> list[int]:
        own = here.source if self._by_source else ""
        after, before = (None, here) if newer else (here, None)
        found = self._entries.unread_ids(self._filter, after=after, before=before, source=own)
        for source in others:
            found += self._entries.unread_ids(self._filter, source=source)
        return found

    @property
    def _sources(self) -> list[str]:
        """The sources in the order of the list."""
        if self._order is None:
            self._order = self._entries.source_order(self._filter, oldest_first=self._oldest_first)
        return self._order

    def _place(self, here: Headline) -> int:
        return self._sources.index(here.source) if here.source in self._sources else 0

    def _across(self, sources: Sequence[str], limit: int) -> list[Headline]:
        """Return the first headlines of some sources, one source after the other."""
        found: list[Headline] = []
        for source in sources:
            if len(found) >= limit:
                break
            found += self._page(limit - len(found), source=source)
        return found

    def _page(
        self,
        limit: int,
        *,
        after: Headline | None = None,
        before: Headline | None = None,
        source: str = "",
        oldest_first: bool | None = None,
    ) -> list[Headline]:
        if limit <= 0:
            return []
        return self._entries.page(
            self._filter,
            limit,
            after=after,
            before=before,
            source=source,
            stories=self._stories,
            oldest_first=self._oldest_first if oldest_first is None else oldest_first,
        )
