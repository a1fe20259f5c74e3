"""Store, list, find and mark entries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.model import Filter
from reader.store.database import Database
from reader.store.row_factories import (
    HEADLINE,
    chunks,
    headline,
    headlines_of,
    marks,
    row_of,
    rows_of,
    stamp,
    time_order,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from reader.model import Entry, Headline, Source
    from reader.store.upsert import Added, SourceUpdate

_LISTED = "({s}.followed OR EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = {e}.id))"
LISTED = _LISTED.format(e="e", s="s")
"""Condition: headlines of sources no longer followed are hidden, except saved ones."""
_FIRST_OF_PAGE = (
    "({e}.page_key IS NULL OR EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = {e}.id) OR NOT EXISTS "
    "(SELECT 1 FROM entries p JOIN sources ps ON ps.id = p.source WHERE p.page_key = {e}.page_key "
    "AND p.id < {e}.id AND p.source <> {e}.source AND ps.followed AND NOT p.folded AND p.hidden = ''{among}))"
)
"""Condition: a page that several sections of a site list is shown once, as the entry that came first.

Only for lists that hold that entry as well; a saved one is always shown.
"""
FIRST_OF_PAGE = _FIRST_OF_PAGE.format(e="e", among="")
_NEWEST_OF_STORY = (
    "(e.story IS NULL OR NOT EXISTS (SELECT 1 FROM entries t JOIN sources ts ON ts.id = t.source "
    "WHERE t.story = e.story AND (+t.time > e.time OR (+t.time = e.time AND t.id > e.id)) AND {where}))"
)
"""Condition: of the entries that report an event and that the list holds, only the newest is shown."""
_READ_TWINS = (
    "UPDATE entries SET read = 1, read_at = ? WHERE NOT read AND NOT kept AND id IN ("
    "SELECT t.id FROM entries e JOIN entries t ON t.page_key = e.page_key AND t.source <> e.source "
    "JOIN remote_items i ON i.entry = t.id WHERE e.id IN ({marks}) AND e.read) "
    "AND NOT EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = entries.id) RETURNING id"
)
_EVERYTHING = Filter()
_RARE = 20
"""One in so many entries: several sources with fewer are read one by one and merged."""
_JOINED = "FROM entries e CROSS JOIN sources s ON s.id = e.source"

MOST_GROUPED = 10_000
"""Entries up to which counts have an event once: to find the events of 15,000 among a million takes 33 ms."""


class Counts(NamedTuple):
    """Numbers of entries of a source."""

    total: int
    unread: int


class Entries:
    """Data access for ``entries`` and ``contents``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, source: Source, entries: Sequence[Entry], *, now: datetime) -> Added:
        """Store the entries of a source in one transaction; return new ids and a count of changes.

        Known entries are updated and keep their read state; pruned ones do not come back. Their words are
        indexed by ``Index.update``, at the latest by a search.
        """
        from reader.store.entry_rows import prepare
        from reader.store.upsert import SourceUpdate, take_in

        delivery = SourceUpdate(source, None, prepare(source, entries, now))
        return take_in(self._database, [delivery], now)[0]

    def take_in(self, deliveries: Sequence[SourceUpdate], *, patience: float | None = None) -> list[Added]:
        """Store the prepared rows of several sources in one transaction; return the changes of each.

        Args:
            deliveries: see ``add`` for how their entries are stored.
            patience: seconds to wait for other writers; ``database.PATIENCE`` when None.

        Raises:
            LibraryBusyError: others wrote for longer than that.
        """
        from reader.store.upsert import take_in

        return take_in(self._database, deliveries, now(), patience)

    def headlines(
        self,
        filter: Filter = _EVERYTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
        stories: bool = False,
    ) -> list[Headline]:
        """List headlines, newest first.

        With ``stories`` an event is listed once, as its newest entry that passes the filter; but not with a
        filter by one source, saved entries or a query.
        """
        self._index_for(filter)
        with self._database.reading() as connection:
            where, values = _condition(connection, filter, stories=stories)
            return headlines_of(
                connection,
                f"{HEADLINE} {_JOINED} WHERE {where} ORDER BY e.time DESC, e.id DESC LIMIT ? OFFSET ?",
                [*values, -1 if limit is None else limit, offset],
            )

    def _index_for(self, filter: Filter) -> None:
        """Update the full-text index if a filter has a query."""
        if filter.query:
            from reader.store.fts_index import Index

            Index(self._database).catch_up()

    def page(
        self,
        filter: Filter,
        limit: int,
        *,
        after: Headline | None = None,
        before: Headline | None = None,
        source: str = "",
        stories: bool = False,
        oldest_first: bool = False,
    ) -> list[Headline]:
        """List some headlines in order, in time that does not depend on how many there are.

        Args:
            filter: without a query.
            limit: how many at most.
            after: list those that follow it; a headline need not be listed any more.
            before: list those just before it. Without ``after`` and ``before`` the first ones are listed.
            source: of those in the list only the ones of this source.
            stories: see ``headlines``.
            oldest_first: the order.
        """
        beyond = after or before
        downwards = (before is None) != oldest_first
        with self._database.reading() as connection:
            where, values = _condition(connection, filter, stories=stories)
            if source:
                where += " AND e.source = ?"
                values.append(source)
            if beyond is not None:
                where += f" AND (e.time, e.id) {'<' if downwards else '>'} (?, ?)"
                values += beyond.order, beyond.id
            order = "ORDER BY e.time DESC, e.id DESC" if downwards else "ORDER BY e.time, e.id"
            column, parts = _parts(connection, filter)
            if parts and not source:
                found = self.by_ids(_merge(connection, column, parts, where, values, order, limit))
            else:
                sql = f"{HEADLINE} {_JOINED} WHERE {where} {order} LIMIT ?"
                found = headlines_of(connection, sql, [*values, limit])
        return found[::-1] if before is not None else found

    def rank(self, filter: Filter, headline: Headline) -> int:
        """Return about how many headlines of a list are newer than one, for a scrollbar."""
        where, values = _narrowest(filter)
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT count(*) FROM entries WHERE {where} AND (time, id) > (?, ?)",
                [*values, headline.order, headline.id],
            ).fetchone()
        return int(row[0])

    def at_rank(self, filter: Filter, rank: int) -> Headline | None:
        """Return a headline near which about so many of a list are newer; None when there are fewer."""
        where, values = _narrowest(filter)
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT id FROM entries WHERE {where} ORDER BY time DESC, id DESC LIMIT 1 OFFSET ?",
                [*values, rank],
            ).fetchone()
        return self.headline(row[0]) if row else None

    def count(
        self,
        filter: Filter = _EVERYTHING,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        source: str = "",
        stories: bool = False,
    ) -> Counts:
        """Count the headlines of a list, by looking at each; see `headlines` for ``stories``.

        Args:
            filter: which are in the list.
            since: only those of this time and later.
            until: only those of an earlier time.
            source: only those of this source.
            stories: an event counts once.
        """
        self._index_for(filter)
        with self._database.reading() as connection:
            where, values = _condition(connection, filter, stories=stories)
            for condition, value in (
                ("e.time >= ?", stamp(since)),
                ("e.time < ?", stamp(until)),
                ("e.source = ?", source or None),
            ):
                if value is not None:
                    where += f" AND {condition}"
                    values.append(value)
            sql = f"SELECT count(*), count(*) FILTER (WHERE NOT e.read) {_JOINED} WHERE {where}"
            total, unread = connection.execute(sql, values).fetchone()
        return Counts(total, unread)

    def total(self, filter: Filter, *, stories: bool = False) -> Counts:
        """Return how many entries a filter lets through; where possible without looking at them.

        A page that several sections list counts in each. With ``stories`` an event counts once where it is
        listed once, unless the number is beyond ``MOST_GROUPED``.
        """
        if stories and filter.is_groupable:
            every = self.total(filter)
            if every.total <= MOST_GROUPED:
                repeated = self._repeats(filter)
                return Counts(every.total - repeated.total, every.unread - repeated.unread)
            if every.unread <= MOST_GROUPED:
                repeated = self._repeats(filter._replace(unread=True))
                return Counts(every.total, every.unread - repeated.unread)
            return every
        if filter.saved or filter.since or filter.query or filter.hidden:
            return self.count(filter)
        where, values = "s.followed", list[object]()
        for column, wanted in (("source", filter.sources), ("category", filter.categories)):
            if wanted:
                where += f" AND t.{column} IN ({marks(wanted)})"
                values += wanted
        others, more = conditions(filter)
        with self._database.reading() as connection:
            total, unread = connection.execute(
                "SELECT coalesce(sum(t.listed), 0), coalesce(sum(t.unread), 0) FROM tallies t "
                f"JOIN sources s ON s.id = t.source WHERE {where}",
                values,
            ).fetchone()
            saved, saved_unread = connection.execute(
                "SELECT count(*), count(*) FILTER (WHERE NOT e.read) FROM bookmarks b "
                "CROSS JOIN entries e ON e.id = b.entry CROSS JOIN sources s ON s.id = e.source "
                f"WHERE NOT s.followed AND {' AND '.join(others)}",
                more,
            ).fetchone()
        unread += saved_unread
        return Counts(unread if filter.unread else total + saved, unread)

    def _repeats(self, filter: Filter) -> Counts:
        """Return how many entries of a list, and unread ones, report events beyond one for each."""
        where, values = conditions(filter)
        # Few are unread: they are found by their own index, not by that of events.
        story = "+e.story" if filter.unread else "e.story"
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*) - count(DISTINCT e.story), count(*) FILTER (WHERE NOT e.read) - "
                f"count(DISTINCT iif(e.read, NULL, e.story)) {_JOINED} WHERE {story} IS NOT NULL "
                f"AND {' AND '.join(where)}",
                values,
            ).fetchone()
        return Counts(*row)

    def source_order(self, filter: Filter, *, oldest_first: bool = False) -> list[str]:
        """Return the sources of a list, by the newest headline of each (or the oldest)."""
        with self._database.reading() as connection:
            sources = filter.sources or [
                id for (id,) in rows_of(connection, "SELECT source FROM tallies GROUP BY source")
            ]
        first = {
            source: found[0]
            for source in sources
            if (found := self.page(filter, 1, source=source, oldest_first=oldest_first))
        }
        return sorted(
            first, key=lambda source: (first[source].order, first[source].id), reverse=not oldest_first
        )

    def unread_ids(
        self,
        filter: Filter,
        *,
        after: Headline | None = None,
        before: Headline | None = None,
        until: datetime | None = None,
        source: str = "",
    ) -> list[int]:
        """Return the ids of a list's unread entries that are not kept so, newest first.

        Args:
            filter: without a query.
            after: only those older than it.
            before: only those newer.
            until: only those of an earlier time.
            source: only those of this source.
        """
        with self._database.reading() as connection:
            where, values = _condition(connection, filter, stories=False)
            for condition, value in (
                ("(e.time, e.id) < (?, ?)", after and (after.order, after.id)),
                ("(e.time, e.id) > (?, ?)", before and (before.order, before.id)),
                ("e.time < ?", until and (stamp(until),)),
                ("e.source = ?", source and (source,)),
            ):
                if value:
                    where += f" AND {condition}"
                    values += value
            where += " AND e.read = 0 AND NOT e.kept"
            sql = f"SELECT e.id {_JOINED} WHERE {where} ORDER BY e.time DESC, e.id DESC"
            rows = rows_of(connection, sql, values)
        return [id for (id,) in rows]

    def headline(self, id: int) -> Headline | None:
        """Return one headline, listed or not."""
        found = self.by_ids([id])
        return found[0] if found else None

    def by_ids(self, ids: Sequence[int]) -> list[Headline]:
        """Return headlines in the order of ``ids``; ids of nothing are passed over."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                f"{HEADLINE} FROM entries e JOIN sources s ON s.id = e.source WHERE e.id IN ({marks(ids)})",
                ids,
            )
        found = {row[0]: headline(row) for row in rows}
        return [found[id] for id in ids if id in found]

    def find(self, item: str) -> int | None:
        """Return the id an item names: the id itself in any digits, or an address."""
        from reader.store.link_key import page_key
        from reader.text.normalize import fold

        number = fold(item).strip()
        with self._database.reading() as connection:
            if number.isascii() and number.isdigit():
                row = connection.execute(
                    "SELECT id FROM entries WHERE id = ?", (min(int(number[:20]), 2**63 - 1),)
                )
            else:
                row = connection.execute(
                    "SELECT id FROM entries WHERE page_key = ? ORDER BY id LIMIT 1", (page_key(item.strip()),)
                )
            found = row.fetchone()
        return found[0] if found else None

    def by_guid(self, source: str, guid: str) -> int | None:
        """Return the id of a source's entry with a guid; None without one."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM entries WHERE source = ? AND guid = ?", (source, guid)
            ).fetchone()
        return row[0] if row else None

    def get(self, id: int) -> Entry | None:
        """Return an entry as given by its feed; None without one."""
        from reader.store.serialization import ENTRY, entry

        with self._database.reading() as connection:
            row = row_of(connection, f"{ENTRY} WHERE e.id = ?", (id,))
        return entry(row) if row else None

    def counts(self) -> dict[str, Counts]:
        """Return how many entries each followed source has, and how many are unread."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT s.id, coalesce(sum(t.listed), 0), coalesce(sum(t.unread), 0) FROM sources s "
                "LEFT JOIN tallies t ON t.source = s.id WHERE s.followed GROUP BY s.id",
            )
        return {source: Counts(total, unread) for source, total, unread in rows}

    def categories(self) -> list[str]:
        """Return the categories of all entries, the commonest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT category FROM tallies WHERE category <> '' AND entries > 0 GROUP BY category "
                "ORDER BY sum(entries) DESC, category",
            )
        return [category for (category,) in rows]

    def mark_read(self, ids: Iterable[int], read: bool = True, *, by_hand: bool = False) -> list[int]:
        """Set the read state; return the ids for which that was a change.

        A page that several feeds of an account list is shown once: reading it reads the others, which the
        account's server counts by themselves.

        Args:
            ids: of the entries.
            read: the new state.
            by_hand: the person meant just these: unread ones are kept unread, so that marking many at once
                passes them over from then on.
        """
        wanted = list(ids)
        at = stamp(now()) if read else None
        passed_over = " AND NOT kept" if read and not by_hand else ""
        changed: set[int] = set()
        twins: list[tuple[int]] = []
        with self._database.writing() as connection:
            for some in chunks(wanted):
                sql = (
                    f"UPDATE entries SET read = ?, read_at = ?, kept = ? WHERE id IN ({marks(some)}) "
                    f"AND read <> ?{passed_over} RETURNING id"
                )
                kept = by_hand and not read
                changed.update(id for (id,) in rows_of(connection, sql, [read, at, kept, *some, read]))
                if read:
                    twins += rows_of(connection, _READ_TWINS.format(marks=marks(some)), [at, *some])
        return [*(id for id in wanted if id in changed), *(id for (id,) in twins)]


def _narrowest(filter: Filter) -> tuple[str, list[object]]:
    """Return the conditions of a filter that an index alone can count by, and their values."""
    where, values = "1", list[object]()
    if len(filter.sources) == 1:
        where, values = "source = ?", [*filter.sources]
    elif len(filter.categories) == 1:
        where, values = "category = ?", [*filter.categories]
    return (f"{where} AND read = 0" if filter.unread else where), values


def _parts(connection: sqlite3.Connection, filter: Filter) -> tuple[str, tuple[str, ...]]:
    """Return the column and values by which to split a list's query; no values: do not split.

    Several sources or categories with few entries would otherwise be searched for among all entries.
    """
    column, wanted = ("category", filter.categories) if filter.categories else ("source", filter.sources)
    if len(wanted) < 2:
        return column, ()
    few, every = connection.execute(
        f"SELECT coalesce(sum(entries) FILTER (WHERE {column} IN ({marks(wanted)})), 0), "
        "coalesce(sum(entries), 0) FROM tallies",
        wanted,
    ).fetchone()
    return column, wanted if few * _RARE < every else ()


def _merge(
    connection: sqlite3.Connection,
    column: str,
    parts: Sequence[str],
    where: str,
    values: Sequence[object],
    order: str,
    limit: int,
) -> list[int]:
    """Return the ids of the first ``limit`` entries of some parts of a list, in order."""
    sql = f"SELECT e.time, e.id {_JOINED} WHERE {where} AND e.{column} = ? {order} LIMIT ?"
    rows = [row for part in parts for row in rows_of(connection, sql, [*values, part, limit])]
    rows.sort(key=time_order, reverse="DESC" in order)
    return [id for _, id in rows[:limit]]


def conditions(filter: Filter, e: str = "e", s: str = "s") -> tuple[list[str], list[object]]:
    """Return the SQL conditions of a filter without its query, and their values.

    ``e`` and ``s`` are the table aliases of entries and sources.
    """
    is_hidden = "<>" if filter.hidden else "="
    where: list[str] = [_LISTED.format(e=e, s=s), f"NOT {e}.folded", f"{e}.hidden {is_hidden} ''"]
    values: list[object] = []
    if filter.sources:
        where.append(f"{_column(f'{e}.source', filter.sources)} IN ({marks(filter.sources)})")
        values += filter.sources
    if filter.categories:
        where.append(f"{_column(f'{e}.category', filter.categories)} IN ({marks(filter.categories)})")
        values += filter.categories
    if filter.unread:
        where.append(f"{e}.read = 0")
    if filter.saved:
        where.append(f"{e}.id IN (SELECT entry FROM bookmarks)")
    if filter.since:
        where.append(f"{e}.time >= ?")
        values.append(stamp(filter.since))
    return where, values


def _newest_of_story(filter: Filter) -> tuple[str, list[object]]:
    """Return the condition that no newer entry of the story is in the list, and its values."""
    where, values = conditions(filter._replace(since=None), "t", "ts")
    if not (filter.categories or filter.since):  # else the first entry of a page may not be in the list
        where.append(_first_of_page(filter, "t"))
        values += filter.sources
    return _NEWEST_OF_STORY.format(where=" AND ".join(where)), values


def _condition(connection: sqlite3.Connection, filter: Filter, *, stories: bool) -> tuple[str, list[object]]:
    """Return the whole SQL condition of a filter, its query included, and its values."""
    where, values = conditions(filter)
    if filter.query.strip():
        from reader.store.query_sql import matching

        text, more = matching(connection, filter.query)
        where.append(text)
        values += more
    if len(filter.sources) != 1 and not (
        filter.categories or filter.saved or filter.since or filter.query or filter.hidden
    ):
        where.append(_first_of_page(filter))
        values += filter.sources
    if stories and filter.is_groupable:
        text, more = _newest_of_story(filter)
        where.append(text)
        values += more
    return " AND ".join(where), values


def _first_of_page(filter: Filter, e: str = "e") -> str:
    among = f" AND p.source IN ({marks(filter.sources)})" if filter.sources else ""
    return _FIRST_OF_PAGE.format(e=e, among=among + (" AND NOT p.read" if filter.unread else ""))


def _column(column: str, values: Sequence[str]) -> str:
    """Return a column for ``IN``; for several values without its index, which would need a sort.

    Sorting all entries of some sources takes far longer than passing over those of others, newest first.
    """
    return column if len(values) == 1 else f"+{column}"


def now() -> datetime:
    """Return the current time, aware."""
    return datetime.now(UTC)
