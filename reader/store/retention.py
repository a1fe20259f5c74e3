"""Prune old entries, never bookmarks nor recent unread ones; measure and shrink the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reader.store.database import Database
from reader.store.entry_rows import alias
from reader.store.link_key import link_key
from reader.store.row_factories import Row, chunks, marks, moment, rows_of, stamp

BATCH = 200
"""Entries deleted in one transaction, for which other writers wait."""
REMEMBERED = timedelta(days=365)
"""How long after a feed last listed a pruned entry its mark stays."""

MAX_SOURCE_BYTES = 200 << 20
"""Most bytes of text of one source; older entries above are deleted, even unread and recent ones."""
MAX_SOURCE_ENTRIES = 20_000
"""The same for their number; a higher ``keep_entries`` wins."""

_KEPT = """
SELECT s.id, json_extract(iif(json_valid(s.spec), s.spec, '{}'), '$.keep_days'),
       json_extract(iif(json_valid(s.spec), s.spec, '{}'), '$.keep_entries'),
       (SELECT sum(t.entries) FROM tallies t WHERE t.source = s.id) AS there,
       (SELECT min(e.fetched) FROM entries e WHERE e.source = s.id)
FROM sources s WHERE there > 0
"""
"""The sources that have entries: their own days and entries (null without), how many, when the first came."""


QUIET = timedelta(days=30)
"""Time after the newest dated entry up to which the clock is believed."""
_LATEST = """
SELECT max(published) FROM (SELECT published FROM entries ORDER BY time DESC LIMIT 2000) WHERE published <= ?
"""
_CAME = "max(fetched, iif(published <= :now, published, fetched))"
"""Time of arrival of an entry, or of publication if later, as after a clock that was years behind.

A publication time in the future, which a sync server may give, does not count.
"""
_TYPICAL_LENGTH = """
SELECT avg(length(c.content) + length(c.summary)) FROM bodies c WHERE c.entry IN
    (SELECT id FROM entries WHERE source = ? ORDER BY time DESC, id DESC LIMIT 200)
"""
_WITHIN_BYTES = """
SELECT count(*) FILTER (WHERE sum <= :bytes), max(sum) FROM (
    SELECT sum(length(c.content) + length(c.summary)) OVER
           (ORDER BY e.time DESC, e.id DESC ROWS UNBOUNDED PRECEDING) AS sum
    FROM entries e JOIN bodies c ON c.entry = e.id WHERE e.source = :source
)
"""
"""SQL: number of a source's newest entries below the limit, and length of all; reads every text."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """Counts of rows that ``prune`` deleted."""

    entries: int
    images: int


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of a library on the disk."""

    file: int
    """The database file."""
    log: int
    """Its write-ahead log."""
    free: int
    """Room inside the file that ``vacuum`` gives back."""
    entries: int
    """How many entries there are (a count, not bytes)."""

    @property
    def total(self) -> int:
        """File and log."""
        return self.file + self.log


class Retention:
    """Pruning of old entries and release of free disk space."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def prune(
        self, *, now: datetime, keep_days: int = 90, keep_entries: int = 5000, recent_days: int = 14
    ) -> Pruned:
        """Delete entries older than ``keep_days`` or beyond a source's newest ``keep_entries``.

        A source's own ``keep_days``/``keep_entries`` come first; 0 keeps all. Saved entries stay, and so do
        unread ones younger than ``recent_days``, unless the source holds more than ``MAX_SOURCE_BYTES`` or
        ``MAX_SOURCE_ENTRIES``: one that floods its feed must not fill the disk. Time without any
        publication does not count as age: a clock that is years ahead must not empty the library.
        """
        with self._database.reading() as connection:
            sources = rows_of(connection, _KEPT)
            latest = moment(connection.execute(_LATEST, (stamp(now),)).fetchone()[0])
        if latest is not None:
            now = min(now, latest + QUIET)
        entries = 0
        for source, own_days, own_entries, there, oldest in sources:
            days = own_days or keep_days
            count = own_entries or keep_entries
            # Age counts from the day it came: a feed that has slept for two years must not lose all it shows.
            old = stamp(now - timedelta(days=days)) if days else None
            if (old is None or oldest >= old) and (not count or there <= count):
                continue  # nearly always
            chosen = self._choose(source, old, count, stamp(now - timedelta(days=recent_days)), stamp(now))
            for start in range(0, len(chosen), BATCH):
                self._delete(chosen[start : start + BATCH], now)
            entries += len(chosen)
        if keep_entries:
            entries += self._prune_floods(now, max(MAX_SOURCE_ENTRIES, keep_entries))
        images = 0
        with self._database.writing() as connection:
            _forget(connection, stamp(now - REMEMBERED))
            if entries:  # only then can images be unused; finding them reads all entries
                images = connection.execute(
                    "DELETE FROM images WHERE url NOT IN (SELECT url FROM pictures) "
                    "AND url NOT IN (SELECT image FROM entries)"
                ).rowcount
        return Pruned(entries, images)

    def _choose(
        self, source: str, old: int | None, count: int, recent: int | None, now: int | None
    ) -> list[int]:
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT id FROM (SELECT id, fetched, published, read, "
                "row_number() OVER (ORDER BY time DESC, id DESC) AS place "
                "FROM entries WHERE source = :source) e "
                f"WHERE ({_CAME} < :old OR (:count AND place > :count AND id NOT IN "
                "(SELECT value FROM documents, json_each(documents.entries) WHERE source = :source "
                "AND serial = (SELECT max(serial) FROM documents WHERE source = :source)))) "
                f"AND NOT (read = 0 AND {_CAME} >= :recent) "
                "AND NOT EXISTS (SELECT 1 FROM bookmarks WHERE entry = e.id)",
                {"source": source, "old": old, "count": count, "recent": recent, "now": now},
            )
        return [id for (id,) in rows]

    def _prune_floods(self, now: datetime, most: int) -> int:
        """Delete the oldest entries of sources beyond their share of the disk; return how many."""
        with self._database.reading() as connection:
            totals = rows_of(connection, "SELECT source, sum(entries) FROM tallies GROUP BY source")
            sources = {source: most for source, total in totals if total > most}
            if self._database.path.stat().st_size > MAX_SOURCE_BYTES:
                sources |= dict(_find_floods(connection, totals))
            ids = [
                id
                for source, count in sources.items()
                for (id,) in rows_of(
                    connection,
                    "SELECT id FROM entries WHERE source = ? AND id NOT IN (SELECT entry FROM bookmarks) "
                    "ORDER BY time DESC, id DESC LIMIT -1 OFFSET ?",
                    (source, count),
                )
            ]
        for start in range(0, len(ids), BATCH):
            self._delete(ids[start : start + BATCH], now)
        return len(ids)

    def _delete(self, ids: list[int], now: datetime) -> None:
        """Delete some entries, unless they were saved since they were chosen."""
        free = f"id IN ({marks(ids)}) AND NOT EXISTS (SELECT 1 FROM bookmarks WHERE entry = entries.id)"
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO pruned (id, source, guid, url, title, title_key, published, at) "
                "SELECT id, source, coalesce(given, guid), url, title, title_key, published, ? "
                f"FROM entries WHERE {free}",
                (stamp(now), *ids),
            )
            _name(connection, ids)
            connection.execute(f"DELETE FROM entries WHERE {free}", ids)

    def vacuum(self, pages: int = 1000) -> int:
        """Release at most ``pages`` free pages to the disk; return the number left."""
        with self._database.writing() as connection:
            connection.execute(f"PRAGMA incremental_vacuum({int(pages)})").fetchall()
            return int(connection.execute("PRAGMA freelist_count").fetchone()[0])

    def size(self) -> Size:
        """Return the room the library takes."""
        path = self._database.path
        log = path.with_name(path.name + "-wal")
        with self._database.reading() as connection:
            free = connection.execute("PRAGMA freelist_count").fetchone()[0]
            page = connection.execute("PRAGMA page_size").fetchone()[0]
            entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
        return Size(path.stat().st_size, log.stat().st_size if log.exists() else 0, free * page, entries)


def _find_floods(connection: sqlite3.Connection, totals: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """Yield each source above the size limit with the number of newest entries below the limit.

    All entries of a source are measured only when the newest ones suggest that the limit is exceeded.
    """
    for source, total in totals:
        (typical,) = connection.execute(_TYPICAL_LENGTH, (source,)).fetchone()
        if total * (typical or 0) > MAX_SOURCE_BYTES / 4:
            values = {"source": source, "bytes": MAX_SOURCE_BYTES}
            within, length = connection.execute(_WITHIN_BYTES, values).fetchone()
            if (length or 0) > MAX_SOURCE_BYTES:
                yield source, within


def _forget(connection: sqlite3.Connection, before: int | None) -> None:
    """Delete marks of pruned entries that no feed has listed since a time, and their aliases."""
    gone = rows_of(
        connection,
        "DELETE FROM pruned WHERE at < ? AND id NOT IN "
        "(SELECT value FROM documents, json_each(documents.entries)) RETURNING id",
        (before,),
    )
    if gone:
        ids = [id for (id,) in gone]
        for some in chunks(ids):
            connection.execute(f"DELETE FROM aliases WHERE entry IN ({marks(some)})", some)


def _name(connection: sqlite3.Connection, ids: list[int]) -> None:
    """Keep the guid and link of pruned entries, by which their feed is known to list them still."""
    rows = rows_of(connection, f"SELECT id, source, guid, url FROM pruned WHERE id IN ({marks(ids)})", ids)
    names = [
        (key, id)
        for id, source, guid, url in rows
        for key in (alias("guid", source, guid), alias("link", source, link_key(url)))
        if key is not None
    ]
    connection.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?)", names)
