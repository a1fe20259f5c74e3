"""Stories: which entries report the same event."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.store.database import Database
from reader.store.entries import LISTED
from reader.store.query_sql import VISIBLE
from reader.store.row_factories import HEADLINE, headline, rows_of, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from reader.model import Headline

SUMMARY_CHARACTERS = 400
"""Of a summary that are read to compare entries."""


class GroupedEntry(NamedTuple):
    """An entry as the comparison needs it."""

    id: int
    source: str
    title: str
    summary: str
    time: int
    """Microseconds since the epoch."""
    language: str
    story: int | None


class Stories:
    """Data access for ``entries.story``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first_ungrouped(self, since: datetime) -> int | None:
        """Return the time of the oldest entry since then that has no story yet; None when all have one."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT min(time) FROM entries WHERE time >= ? AND story IS NULL", (stamp(since),)
            ).fetchone()
        found: int | None = row[0]
        return found

    def entries(self, since: int) -> list[GroupedEntry]:
        """Return the entries not older than a stamp, oldest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT e.id, e.source, e.title, coalesce(substr(c.summary, 1, ?), ''), e.time, e.language, "
                "e.story FROM entries e LEFT JOIN contents c ON c.entry = e.id WHERE e.time >= ? "
                ""
                "ORDER BY e.time, e.id",
                (SUMMARY_CHARACTERS, since),
            )
        return [GroupedEntry(*row) for row in rows]

    def assign(self, stories: Mapping[int, int]) -> None:
        """Put entries to their stories, in one transaction."""
        if not stories:
            return
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE entries SET story = ? WHERE id = ?",
                [(story, entry) for entry, story in stories.items()],
            )

    def headlines(self, since: datetime) -> list[Headline]:
        """Return the listed headlines of every story that has one since then, newest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                f"{HEADLINE} FROM entries e JOIN sources s ON s.id = e.source WHERE {LISTED} "
                f"AND {VISIBLE} AND (e.time >= ?1 OR e.story IN "
                "(SELECT story FROM entries WHERE time >= ?1 AND story IS NOT NULL)) "
                "ORDER BY e.time DESC, e.id DESC",
                (stamp(since),),
            )
        return [headline(row) for row in rows]

    def others(self, entry: int) -> list[Headline]:
        """Return the other headlines of an entry's story, oldest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                f"{HEADLINE} FROM entries e JOIN sources s ON s.id = e.source WHERE e.id <> ?1 "
                f"AND {VISIBLE} AND e.story = (SELECT story FROM entries WHERE id = ?1) "
                "ORDER BY e.time, e.id",
                (entry,),
            )
        return [headline(row) for row in rows]
