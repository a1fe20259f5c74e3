"""Find entries that match the query of a rule; hide or highlight them under its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.store.fts_index import Index
from reader.store.row_factories import chunks, marks, rows_of, time_order

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from reader.store.database import Database

INDEX_SECONDS = 30.0
"""Time the index gets to know new entries before their words are looked up."""
_COLUMNS = ("hidden", "highlight")


class RuleMarks:
    """Data access for ``entries.hidden`` and ``entries.highlight``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, query: str, among: Sequence[int] | None = None) -> list[int]:
        """Return the entries a query finds, hidden ones too, newest first.

        Args:
            query: in the syntax of the search; without a word there are no results.
            among: ids of the only entries to look at; all of the library when None.
        """
        from reader.store.query_sql import Matcher

        if among is not None and not among:
            return []
        if not self._database.frozen:
            Index(self._database).update(INDEX_SECONDS)
        found: list[tuple[int, int]] = []
        with self._database.reading() as connection:
            for some in (None,) if among is None else chunks(among):
                # Words of entries that are not indexed are unknown, so "-word" cannot be evaluated.
                where, values = "e.doc IS NOT NULL", []
                first = 0
                if some is not None:
                    where += f" AND e.id IN ({marks(some)})"
                    values += some
                    ((first,),) = rows_of(
                        connection,
                        f"SELECT coalesce(min(doc), 0) FROM entries WHERE id IN ({marks(some)})",
                        some,
                    )
                matcher = Matcher(connection, first)
                plan = matcher.plan(query, hidden=True)
                if plan is None:
                    return []
                text, more = matcher.condition(plan)
                found += rows_of(
                    connection,
                    f"SELECT e.time, e.id FROM entries e WHERE {where} AND {text}",
                    [*values, *more],
                )
        return [id for _, id in sorted(found, key=time_order, reverse=True)]

    def hide(self, rule: str, ids: Iterable[int]) -> None:
        """Hide entries that no other rule hides."""
        self._mark("hidden", rule, ids)

    def highlight(self, rule: str, ids: Iterable[int]) -> None:
        """Highlight entries that no other rule highlights."""
        self._mark("highlight", rule, ids)

    def _mark(self, column: str, rule: str, ids: Iterable[int]) -> None:
        with self._database.writing() as connection:
            for some in chunks(ids):
                connection.execute(
                    f"UPDATE entries SET {column} = ? WHERE id IN ({marks(some)}) AND {column} = ''",
                    [rule, *some],
                )

    def clear(self, hiding: Collection[str], highlighting: Collection[str]) -> None:
        """Undo the hiding and highlighting by all rules but the given ones."""
        with self._database.reading() as connection:
            there = [self._names(connection, column) for column in _COLUMNS]
        gone = [names.difference(kept) for names, kept in zip(there, (hiding, highlighting), strict=True)]
        if not any(gone):
            return
        with self._database.writing() as connection:
            for column, names in zip(_COLUMNS, gone, strict=True):
                for name in names:
                    connection.execute(f"UPDATE entries SET {column} = '' WHERE {column} = ?", (name,))

    @staticmethod
    def _names(connection: sqlite3.Connection, column: str) -> set[str]:
        rows = rows_of(connection, f"SELECT DISTINCT {column} FROM entries WHERE {column} <> ''")
        return {name for (name,) in rows}

    def count_hidden(self) -> dict[str, int]:
        """Return how many listed entries each rule hides, by the name of the rule."""
        from reader.store.entries import LISTED

        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT e.hidden, count(*) FROM entries e JOIN sources s ON s.id = e.source "
                f"WHERE e.hidden <> '' AND NOT e.folded AND {LISTED} GROUP BY e.hidden",
            )
        return dict(rows)
