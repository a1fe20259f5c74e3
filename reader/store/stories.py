"""Store groups of entries that report the same event."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.store.database import Database
from reader.store.entries import FIRST_OF_PAGE, LISTED, now
from reader.store.query_sql import VISIBLE
from reader.store.row_factories import HEADLINE, LATEST_STAMP, chunks, headline, marks, row_of, rows_of, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from reader.model import Headline

SUMMARY_CHARACTERS = 400
"""Of a summary that are read to compare entries."""


_READ_ONCE = """
UPDATE entries SET read = 1, read_at = :now WHERE id = :entry AND NOT read AND NOT kept AND NOT breaking
AND EXISTS (SELECT 1 FROM entries t WHERE t.story = :story AND t.id <> :entry)
AND NOT EXISTS (SELECT 1 FROM entries t WHERE t.story = :story AND t.id <> :entry
                AND (NOT t.read OR t.source = entries.source))
"""


class GroupedEntry(NamedTuple):
    """The fields of an entry that story grouping compares."""

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

    def time_of_newest(self, number: int) -> int:
        """Return the stamp of the last of the newest ``number`` entries; 0 when there are fewer."""
        with self._database.reading() as connection:
            row = row_of(
                connection,
                "SELECT time FROM entries WHERE time BETWEEN 0 AND ? ORDER BY time DESC LIMIT 1 OFFSET ?",
                (LATEST_STAMP, number - 1),
            )
        return int(row[0]) if row else 0

    def first_ungrouped(self, since: datetime, oldest: int = 0) -> int | None:
        """Return the time of the first entry without a story; None without such an entry.

        Only entries not older than ``since`` and the stamp ``oldest`` count.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT min(time) FROM entries WHERE time BETWEEN ? AND ? AND story IS NULL",
                (max(stamp(since) or 0, oldest), LATEST_STAMP),
            ).fetchone()
        found: int | None = row[0]
        return found

    def entries(self, since: int) -> list[GroupedEntry]:
        """Return the entries not older than a stamp, oldest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                # A damaged row may hold bytes, or a text for its time.
                "SELECT e.id, CAST(e.source AS TEXT), CAST(e.title AS TEXT), "
                "CAST(coalesce(substr(c.summary, 1, ?), '') AS TEXT), e.time, CAST(e.language AS TEXT), "
                "e.story FROM entries e LEFT JOIN bodies c ON c.entry = e.id "
                "WHERE e.time BETWEEN ? AND ? ORDER BY e.time, e.id",
                (SUMMARY_CHARACTERS, since, LATEST_STAMP),
            )
        return [GroupedEntry(*row) for row in rows]

    def assign(self, stories: Mapping[int, int], *, read_once: bool = False) -> None:
        """Store the stories of entries, by entry id, in one transaction.

        With ``read_once`` a source's first report of a completely read story becomes read, unless breaking.
        A second report of the same source is news: the next part of a thread or a live page.
        """
        if not stories:
            return
        with self._database.writing() as connection:
            for entry, story in stories.items():
                if read_once and story != entry:
                    connection.execute(_READ_ONCE, {"story": story, "entry": entry, "now": stamp(now())})
                connection.execute("UPDATE entries SET story = ? WHERE id = ?", (story, entry))

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

    def unread(self, fetched: datetime, published: datetime) -> list[Headline]:
        """Return listed unread headlines fetched and published since two times, newest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                f"{HEADLINE} FROM entries e JOIN sources s ON s.id = e.source WHERE {LISTED} AND {VISIBLE} "
                f"AND NOT e.folded AND NOT e.read AND {FIRST_OF_PAGE} AND e.time >= ? AND +e.fetched >= ? "
                "ORDER BY e.time DESC, e.id DESC",
                (stamp(published), stamp(fetched)),
            )
        return [headline(row) for row in rows]

    def members(self, entries: Sequence[int]) -> list[int]:
        """Return the ids of all entries that report the events of some entries, those among them."""
        found: dict[int, None] = dict.fromkeys(entries)
        with self._database.reading() as connection:
            for some in chunks(entries):
                rows = rows_of(
                    connection,
                    "SELECT t.id FROM entries e JOIN entries t ON t.story = e.story "
                    f"WHERE e.id IN ({marks(some)})",
                    some,
                )
                found.update(dict.fromkeys(id for (id,) in rows))
        return list(found)

    def reports(self, story: int) -> list[Headline]:
        """Return the listed headlines of a story, newest first; a page of several sections once."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                f"{HEADLINE} FROM entries e JOIN sources s ON s.id = e.source WHERE e.story = ? AND {LISTED} "
                f"AND {VISIBLE} AND NOT e.folded AND {FIRST_OF_PAGE} ORDER BY e.time DESC, e.id DESC",
                (story,),
            )
        return [headline(row) for row in rows]

    def others(self, entry: int) -> list[Headline]:
        """Return the other headlines of an entry's story, oldest first."""
        with self._database.reading() as connection:
            row = row_of(connection, "SELECT story FROM entries WHERE id = ?", (entry,))
        if row is None or row[0] is None:
            return []
        return [each for each in reversed(self.reports(row[0])) if each.id != entry]
