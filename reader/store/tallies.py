"""Count entries by category and source on insertion; triggers count later changes.

A trigger for each inserted row made a first refresh take half as long again (``tests/bench refresh``).
"""

from __future__ import annotations

import sqlite3

_SUMS = "count(*), sum(NOT folded AND hidden = ''), sum(NOT folded AND hidden = '' AND NOT read)"


def add_to_tallies(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Count the entries of these ids, which were inserted just now."""
    connection.execute(
        f"INSERT INTO tallies SELECT category, source, {_SUMS} FROM entries WHERE id BETWEEN ? AND ? "
        "GROUP BY category, source ON CONFLICT (category, source) DO UPDATE SET "
        "entries = entries + excluded.entries, listed = listed + excluded.listed, "
        "unread = unread + excluded.unread",
        (first, last),
    )


def recount(connection: sqlite3.Connection) -> None:
    """Replace the counts by those of all entries."""
    connection.execute("DELETE FROM tallies")
    connection.execute(f"INSERT INTO tallies SELECT category, source, {_SUMS} FROM entries GROUP BY 1, 2")
