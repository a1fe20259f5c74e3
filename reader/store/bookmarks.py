"""Store bookmarks with the reader's tags and notes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reader.model import Bookmark
from reader.store.database import Database
from reader.store.entries import now
from reader.store.row_factories import EPOCH, HEADLINE, Row, headline, marks, moment, rows_of, stamp

if TYPE_CHECKING:
    from reader.store.dump import Record


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Removed bookmarks with their entries; ``restore`` undoes the removal exactly."""

    records: tuple[Record, ...]
    """Complete entries in the format of ``dump``, because an entry may be pruned before ``restore``."""


_IS_STAR = "EXISTS (SELECT 1 FROM remote_items i WHERE i.entry = b.entry AND i.bookmarked)"
"""Condition: the bookmark came as a star from a sync server."""


class Bookmarks:
    """Data access for ``bookmarks`` and ``tags``; changes are on disk when a call returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, id: int, *, pending: bool = False, saved_at: datetime | None = None) -> None:
        """Save an entry; one saved already keeps its time, tags and note.

        Args:
            id: the entry.
            pending: article or images are still to be downloaded; ``pending()`` lists it until then.
            saved_at: when it was saved elsewhere; now when None.
        """
        with self._database.writing(durable=True) as connection:
            add_bookmark(connection, id, pending, min(saved_at or now(), now()))

    def remove(self, ids: Iterable[int]) -> Unsaved:
        """Delete bookmarks; return them for ``restore``."""
        from reader.store.dump import entry_record

        with self._database.writing(durable=True) as connection:
            records = []
            for id in ids:
                if connection.execute("SELECT 1 FROM bookmarks WHERE entry = ?", (id,)).fetchone():
                    if record := entry_record(connection, id):
                        records.append(record)
                    connection.execute("DELETE FROM bookmarks WHERE entry = ?", (id,))
                    # The entry still has the text that was saved; the next refresh updates it.
                    connection.execute(
                        "UPDATE entries SET hash = 0 WHERE id = :id AND hash IS NOT NULL "
                        "AND EXISTS (SELECT 1 FROM versions WHERE entry = :id AND later)",
                        {"id": id},
                    )
        return Unsaved(tuple(records))

    def restore(self, unsaved: Unsaved) -> None:
        """Undo ``remove``."""
        from reader.store.dump import restore_entry

        with self._database.writing(durable=True) as connection:
            for record in unsaved.records:
                restore_entry(connection, record)

    def get(self, id: int) -> Bookmark | None:
        """Return the bookmark of an entry, archived or not; None when the entry is not saved."""
        with self._database.reading() as connection:
            found = _select(connection, "m.entry = ?", [id])
        return found[0] if found else None

    def all(self, query: str = "", archived: bool = False) -> list[Bookmark]:
        """Return bookmarks, or with ``archived`` the archived ones, last saved first."""
        if query:
            from reader.store.fts_index import Index

            Index(self._database).catch_up()
        with self._database.reading() as connection:
            text, values = _condition(connection, query)
            return _select(connection, f"m.archived = ? AND {text}", [int(archived), *values])

    def annotate(
        self,
        id: int,
        tags: Sequence[str] | None = None,
        note: str | None = None,
        archived: bool | None = None,
    ) -> None:
        """Set the given fields of a bookmark; None keeps a field."""
        with self._database.writing(durable=True) as connection:
            if not connection.execute("SELECT 1 FROM bookmarks WHERE entry = ?", (id,)).fetchone():
                return
            if tags is not None:
                connection.execute("DELETE FROM tags WHERE entry = ?", (id,))
                connection.executemany(
                    "INSERT OR IGNORE INTO tags (entry, place, tag) VALUES (?, ?, ?)",
                    [(id, place, tag.strip()) for place, tag in enumerate(tags) if tag.strip()],
                )
            connection.execute(
                "UPDATE bookmarks SET note = coalesce(?, note), archived = coalesce(?, archived) WHERE "
                "entry = ?",
                (note, archived, id),
            )

    def pending(self) -> list[int]:
        """Return ids of entries saved by a person with downloads pending, first saved first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                f"SELECT entry FROM bookmarks b WHERE pending AND NOT {_IS_STAR} ORDER BY saved_at, entry",
            )
        return [id for (id,) in rows]

    def pending_stars(self) -> list[int]:
        """Return ids of entries starred on a sync server with downloads pending, newest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT b.entry FROM bookmarks b JOIN entries e ON e.id = b.entry "
                f"WHERE pending AND {_IS_STAR} ORDER BY e.time DESC, e.id DESC",
            )
        return [id for (id,) in rows]


def add_bookmark(connection: sqlite3.Connection, id: int, pending: bool, at: datetime) -> None:
    """Insert a bookmark unless the entry is gone."""
    connection.execute(
        "INSERT INTO bookmarks (entry, saved_at, pending) "
        "SELECT id, :at, :pending FROM entries WHERE id = :id "
        "ON CONFLICT (entry) DO UPDATE SET pending = excluded.pending",
        {"at": stamp(at), "pending": pending, "id": id},
    )


def _select(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[Bookmark]:
    rows = rows_of(
        connection,
        f"{HEADLINE}, m.saved_at, CAST(m.note AS TEXT), m.archived, m.pending, "
        "EXISTS (SELECT 1 FROM versions v WHERE v.entry = m.entry AND v.later) "
        "FROM bookmarks m JOIN entries e ON e.id = m.entry JOIN sources s ON s.id = e.source "
        f"WHERE {where} ORDER BY m.saved_at DESC, m.entry DESC",
        values,
    )
    tags = _tags(connection, [row[0] for row in rows])
    return [_bookmark(row, tags.get(row[0], ())) for row in rows]


def _condition(connection: sqlite3.Connection, query: str) -> tuple[str, list[object]]:
    if not query.strip():
        return "1", []
    from reader.store.query_sql import matching

    return matching(connection, query)


def _tags(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    tags: dict[int, tuple[str, ...]] = {}
    for id, tag in rows_of(
        connection,
        f"SELECT entry, CAST(tag AS TEXT) FROM tags WHERE entry IN ({marks(ids)}) ORDER BY entry, place",
        ids,
    ):
        tags[id] = (*tags.get(id, ()), tag)
    return tags


def _bookmark(row: Row, tags: tuple[str, ...]) -> Bookmark:
    *_, at, note, archived, pending, newer = row
    saved_at = moment(at) or EPOCH  # a damaged row may hold anything
    return Bookmark(headline(row), saved_at, tags, note, bool(archived), bool(pending), bool(newer))
