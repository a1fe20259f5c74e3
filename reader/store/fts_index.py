"""Fill the full-text index in small steps after entries are committed."""

from __future__ import annotations

import json
import sqlite3
import time
import unicodedata
from collections.abc import Sequence
from contextlib import suppress

from reader.store.database import Database
from reader.store.errors import StoreError
from reader.store.row_factories import Row, row_of, rows_of
from reader.store.snippet_markup import plain
from reader.text.normalize import VERSION, joined_words, spaced_each

HOLD = 0.2
"""Seconds the library is kept from other writers at once; another thread that waits is let in at once."""
STEP_BACK = 0.05
"""Seconds the index leaves to other writers, which write several times while a person waits."""
CATCH_UP = 10.0
"""Most seconds a search spends on indexing, which after a first refresh includes all entries."""
PATIENCE = 0.05
"""Seconds a search waits for others that write."""
BATCH = 50
"""Entries between two looks at the clock."""
CACHE = -2000
"""Page cache after indexing, as SQLite's negative KiB: a running screen keeps that memory."""
LONGEST = 200_000
"""Characters of a body that are indexed."""
GHOSTS = 2000
"""Index rows without an entry; beyond this and the number of entries the index is rebuilt."""

BODY = """
SELECT e.id, CAST(e.title AS TEXT), CAST(iif(c.content = '', c.summary, '') AS TEXT),
       CAST(c.content AS TEXT), CAST(a.blocks AS TEXT)
FROM entries e JOIN bodies c ON c.entry = e.id LEFT JOIN articles a ON a.entry = e.id
"""
"""Columns ``body`` takes its text from."""


class Index:
    """Writer of the full-text index ``search``; ``entries.doc`` is an entry's row in ``search``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def update(self, budget: float = 0.2, *, patience: float | None = None) -> int:
        """Index new and changed entries, oldest first; return the number of entries left.

        Args:
            budget: seconds, about.
            patience: seconds to wait for other writers; see ``Database.writing``.
        """
        end = time.monotonic() + budget
        while self.count_pending():
            self._batch(min(end, time.monotonic() + HOLD), patience)
            left = end - time.monotonic()
            if left <= 0:
                break
            if self._database.waiting:
                time.sleep(min(left, STEP_BACK))
        return self.count_pending()

    def catch_up(self) -> None:
        """Index pending entries before a search unless another writer holds the library."""
        if not self._database.frozen:
            # A search without the newest entries is better than an error.
            with suppress(StoreError):
                self.update(CATCH_UP, patience=PATIENCE)

    def _batch(self, end: float, patience: float | None) -> None:
        with self._database.writing(patience=patience) as connection:
            connection.execute(f"PRAGMA cache_size = {CACHE}")
            _renew_if_due(connection)
            self._some(connection, end)

    def count_pending(self) -> int:
        """Return the number of entries that are not indexed."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM entries WHERE doc IS NULL").fetchone()[0])

    def _some(self, connection: sqlite3.Connection, end: float) -> None:
        doc = _last(connection)
        while True:
            rows = rows_of(connection, f"{BODY} WHERE e.doc IS NULL ORDER BY e.time LIMIT ?", [BATCH])
            docs = range(doc + 1, doc + 1 + len(rows))
            connection.executemany(
                "INSERT INTO search (rowid, title, body, joined) VALUES (?, ?, ?, ?)",
                zip(docs, *_documents(rows), strict=True),
            )
            connection.executemany(
                "UPDATE entries SET doc = ? WHERE id = ?",
                [(number, row[0]) for number, row in zip(docs, rows, strict=True)],
            )
            doc += len(rows)
            if len(rows) < BATCH or self._database.waiting or time.monotonic() >= end:
                break
        _remember(connection, "search.last", doc)


def body(row: Row) -> str:
    """Return the text to index from the columns ``BODY``: article, else content, else summary."""
    _, _, summary, content, blocks = row
    if blocks:
        try:
            return "\n".join(
                text for kind, text, *_ in json.loads(blocks) if text and kind not in ("image", "rule")
            )
        except (ValueError, TypeError, RecursionError):
            pass  # damaged: the feed's text is searched
    return plain(content[: 2 * LONGEST]) if content else str(summary)


def _documents(rows: Sequence[Row]) -> tuple[list[str], list[str], list[str]]:
    """Return the columns ``title``, ``body`` and ``joined`` of the index for some entries."""
    titles, texts = [row[1] for row in rows], [body(row)[:LONGEST] for row in rows]
    joined = [
        " ".join(joined_words(title) + joined_words(text)) for title, text in zip(titles, texts, strict=True)
    ]
    return spaced_each(titles), spaced_each(texts), joined


def _last(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'search.last'").fetchone()
    return int(row[0]) if row else 0


def _remember(connection: sqlite3.Connection, key: str, value: object) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(value)))


def _renew_if_due(connection: sqlite3.Connection) -> None:
    """Empty an index with other folding rules, or with more deleted rows than live ones."""
    version = f"{VERSION} {unicodedata.unidata_version}"
    made_by = row_of(connection, "SELECT CAST(value AS TEXT) FROM meta WHERE key = 'search.version'")
    last = _last(connection)
    living = connection.execute("SELECT count(*) FROM entries WHERE doc IS NOT NULL").fetchone()[0]
    if (made_by and made_by[0] != version) or last - living > max(GHOSTS, living):
        connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
        connection.execute("UPDATE entries SET doc = NULL WHERE doc IS NOT NULL")
        _remember(connection, "search.last", 0)
    if not made_by or made_by[0] != version:
        _remember(connection, "search.version", version)
