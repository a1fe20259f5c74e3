"""Store followed sources and the health of their fetches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from reader.locale.message import Message
from reader.model import Source, SourceHealth
from reader.model.headline import SAVED_PAGES
from reader.store.database import Database
from reader.store.row_factories import Row, moment, rows_of, stamp
from reader.store.serialization import pack_message, pack_source, unpack_message, unpack_source

LOG_LENGTH = 50
"""Fetches remembered for each source."""
CHURN_MOVED, CHURN_STRANGERS = 2, 3
"""Documents with all guids changed, documents in a row without a known guid: from then on a feed churns."""
_CONFIGURED = "(id NOT IN (SELECT source FROM remote_feeds))"
"""Condition: not a feed of an account, which the configuration does not name."""
_HEALTH_COLUMNS = (
    "source, last_fetch, last_success, error, due, etag, last_modified, digest, moved_to, failures, "
    "entries_per_day, url, wait_until"
)
_HEALTH = (
    "CAST(source AS TEXT), last_fetch, last_success, CAST(error AS TEXT), due, CAST(etag AS TEXT), "
    "CAST(last_modified AS TEXT), CAST(digest AS TEXT), CAST(moved_to AS TEXT), "
    "CAST(failures AS INTEGER), CAST(entries_per_day AS REAL), CAST(url AS TEXT), wait_until"
)
"""The same columns for reading; a damaged row may hold values of other types."""


class Sources:
    """Data access for ``sources``, ``fetches`` and ``fetch_log``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, sources: Iterable[Source]) -> None:
        """Set the followed sources, leaving feeds of accounts followed.

        Entries of sources that are no longer followed stay stored, but are not listed.
        """
        wanted = [(s.id, s.name, place, pack_source(s)) for place, s in enumerate(sources)]
        with self._database.reading() as connection:
            have = rows_of(
                connection,
                f"SELECT id, name, place, spec FROM sources WHERE followed AND {_CONFIGURED} ORDER BY place",
            )
        if have == wanted:
            return
        with self._database.writing() as connection:
            connection.execute(f"UPDATE sources SET followed = 0 WHERE {_CONFIGURED}")
            connection.executemany(
                "INSERT INTO sources (id, name, place, spec, followed) VALUES (?, ?, ?, ?, 1) ON "
                "CONFLICT (id) "
                "DO UPDATE SET name = excluded.name, place = excluded.place, spec = excluded.spec, "
                "followed = 1",
                wanted,
            )

    def all(self) -> list[Source]:
        """Return the followed sources in order: configured ones, then the feeds of accounts."""
        return self._followed("TRUE")

    def configured(self) -> list[Source]:
        """Return the followed sources of the configuration in their order."""
        return self._followed(_CONFIGURED)

    def of_accounts(self) -> list[Source]:
        """Return the followed feeds of accounts in their order."""
        return self._followed(f"NOT {_CONFIGURED}")

    def _followed(self, condition: str) -> list[Source]:
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT CAST(id AS TEXT), CAST(name AS TEXT), CAST(spec AS TEXT) FROM sources "
                f"WHERE followed AND {condition} ORDER BY place, id",
            )
        return [_source(*row) for row in rows]

    def health(self, source: str) -> SourceHealth:
        """Return the health of a source; blank for a source never fetched."""
        return self.healths(source).get(source, SourceHealth(source))

    def healths(self, source: str | None = None) -> dict[str, SourceHealth]:
        """Return the health of every source that was ever fetched, by id."""
        where, values = ("WHERE source = ?", (source,)) if source is not None else ("", ())
        with self._database.reading() as connection:
            rows = rows_of(connection, f"SELECT {_HEALTH} FROM fetches {where}", values)
        return {row[0]: _health(row) for row in rows}

    def record(self, health: SourceHealth) -> None:
        """Store the outcome of a fetch and append to the log."""
        with self._database.writing() as connection:
            ensure_source(connection, Source(health.source, health.source))
            store_health(connection, health)

    def churning(self) -> frozenset[str]:
        """Return the ids of sources that give their items other guids at each fetch."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT source FROM feeds WHERE moved >= ? OR strangers >= ?",
                (CHURN_MOVED, CHURN_STRANGERS),
            )
        return frozenset(source for (source,) in rows)

    def repeating(self) -> frozenset[str]:
        """Return ids of sources with shared guids in over half of the last document's items."""
        with self._database.reading() as connection:
            rows = rows_of(connection, "SELECT source FROM feeds WHERE repeated")
        return frozenset(source for (source,) in rows)

    def log(self, source: str) -> list[tuple[object, Message | None]]:
        """Return (time, error or None) of a source's logged fetches, newest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection, "SELECT at, error FROM fetch_log WHERE source = ? ORDER BY id DESC", (source,)
            )
        return [(moment(at), unpack_message(error)) for at, error in rows]


def _source(id: str, name: str, spec: str) -> Source:
    try:
        return unpack_source(spec)
    except (ValueError, TypeError, RecursionError):
        return Source(id, name, enabled=False)  # damaged: the configuration has the rest


def ensure_source(connection: sqlite3.Connection, source: Source) -> None:
    """Insert the row of a source if missing; a new source is followed."""
    if connection.execute("SELECT 1 FROM sources WHERE id = ?", (source.id,)).fetchone():
        return
    connection.execute(
        "INSERT INTO sources (id, name, place, followed, spec) "
        "VALUES (:id, :name, (SELECT count(*) FROM sources), :id <> :pages, :spec)",
        {"id": source.id, "name": source.name, "pages": SAVED_PAGES, "spec": pack_source(source)},
    )


def store_health(connection: sqlite3.Connection, health: SourceHealth) -> None:
    """Store the outcome of a fetch and append to the log; the source must have a row."""
    row = (
        health.source, stamp(health.last_fetch), stamp(health.last_success), pack_message(health.error),
        stamp(health.due), health.etag, health.last_modified, health.digest, health.moved_to,
        health.failures, health.entries_per_day, health.url, stamp(health.wait_until),
    )  # fmt: skip
    connection.execute(
        f"INSERT OR REPLACE INTO fetches ({_HEALTH_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        row,
    )
    if health.last_fetch:
        connection.execute(
            "INSERT INTO fetch_log (source, at, error) VALUES (?, ?, ?)",
            (health.source, stamp(health.last_fetch), pack_message(health.error)),
        )
        connection.execute(
            "DELETE FROM fetch_log WHERE source = :source AND id <= (SELECT id FROM fetch_log "
            "WHERE source = :source ORDER BY id DESC LIMIT 1 OFFSET :kept)",
            {"source": health.source, "kept": LOG_LENGTH},
        )


def _health(row: Row) -> SourceHealth:
    source, last_fetch, last_success, error, due, etag, last_modified, digest, moved_to = row[:9]
    failures, rate, url, wait_until = row[9:]
    return SourceHealth(
        source, moment(last_fetch), moment(last_success), unpack_message(error), moment(due),
        etag, last_modified, digest, moved_to, failures, rate, url, moment(wait_until),
    )  # fmt: skip
