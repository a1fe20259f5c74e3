"""Store, bound and list earlier and later versions of entries."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.store.corrections import Version, choose_kept, difference
from reader.store.row_factories import marks, moment, rows_of

if TYPE_CHECKING:
    from reader.store.database import Database

MAX_OTHERS = 5
"""Versions kept of an entry in addition to the first, the read and the newest one."""
MAX_BYTES = 64 * 1024
"""Bytes the versions of one entry may take."""


@dataclass(frozen=True, slots=True)
class EntryVersion:
    """Title and text of an entry at another time."""

    at: datetime
    """Time of replacement; of a later version, time of arrival."""
    title: str
    text: str
    """Markup of the feed, or the paragraphs of the page."""
    later: bool = False
    """Newer than the text shown, because the entry is saved."""
    page: bool = False
    """Read from the page rather than from the feed."""
    read: bool = False
    """Whether this text was read."""


class Superseded(NamedTuple):
    """The state of an entry that another one replaces."""

    at: int
    title: str
    text: str
    version: Version
    read: int
    """Whether this text was read."""
    unread: bool
    """Whether the replacement was marked unread."""
    page: bool = False


class Versions:
    """Data access for ``versions``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, entry: int) -> list[EntryVersion]:
        """Return the versions of an entry, oldest first, without the current one."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT at, title, text, later, page, read FROM versions WHERE entry = ? ORDER BY later, id",
                (entry,),
            )
        return [
            EntryVersion(when, title, text, bool(later), bool(page), bool(read))
            for at, title, text, later, page, read in rows
            if (when := moment(at))
        ]


def knows(connection: sqlite3.Connection, entry: int, fingerprint: int) -> bool:
    """Return whether a version with this fingerprint is kept."""
    return bool(
        connection.execute(
            "SELECT 1 FROM versions WHERE entry = ? AND fingerprint = ?", (entry, fingerprint)
        ).fetchone()
    )


def count_unread(connection: sqlite3.Connection, entry: int, since: int) -> int:
    """Return how often an entry was marked unread by a correction since a time."""
    row = connection.execute(
        "SELECT count(*) FROM versions WHERE entry = ? AND unread AND at > ?", (entry, since)
    ).fetchone()
    return int(row[0])


def add_later(
    connection: sqlite3.Connection,
    entry: int,
    at: int,
    title: str,
    text: str,
    fingerprint: int,
    page: bool = False,
) -> None:
    """Keep a version that is newer than the saved one."""
    _insert(connection, entry, at, True, page, fingerprint, title, text, False, False)
    _bound(connection, entry)


def add_superseded(connection: sqlite3.Connection, entry: int, old: Superseded, pause: int) -> None:
    """Store the earlier state of an entry unless its fingerprint is stored.

    Args:
        connection: in a transaction.
        entry: its id.
        old: as it was.
        pause: microseconds that must have passed since the last version was kept.
    """
    if pause:
        row = connection.execute("SELECT max(at) FROM versions WHERE entry = ?", (entry,)).fetchone()
        if row[0] is not None and old.at - row[0] < pause:
            return
    if knows(connection, entry, old.version.fingerprint):
        return
    _insert(
        connection, entry, old.at, False, old.page, old.version.fingerprint, old.title, old.text,
        bool(old.read), old.unread,
    )  # fmt: skip
    _bound(connection, entry)


def _insert(connection: sqlite3.Connection, *values: object) -> None:
    connection.execute(
        "INSERT INTO versions (entry, at, later, page, fingerprint, title, text, read, unread) "
        f"VALUES ({marks(values)})",
        values,
    )


def _bound(connection: sqlite3.Connection, entry: int) -> None:
    """Delete versions beyond the limits, those that differ least from the one before."""
    rows = rows_of(
        connection, "SELECT id, title, text, read, later FROM versions WHERE entry = ? ORDER BY id", (entry,)
    )
    if len(rows) <= 3 and sum(len(row[2]) for row in rows) <= MAX_BYTES // 4:
        return
    versions = [Version(title, text) for _, title, text, _, _ in rows]
    differences = [difference(versions[i - 1], version) if i else 1.0 for i, version in enumerate(versions)]
    read = [i for i, row in enumerate(rows) if row[3]]
    pinned = {0, len(rows) - 1, *read[-1:]}
    sizes = [len(f"{title}{text}".encode()) for _, title, text, _, _ in rows]
    kept = set(choose_kept(sizes, differences, pinned, MAX_BYTES, MAX_OTHERS))
    gone = [row[0] for i, row in enumerate(rows) if i not in kept]
    if gone:
        connection.execute(f"DELETE FROM versions WHERE id IN ({marks(gone)})", gone)
