"""Whether the file is sound, and what can be saved of one that is not."""

from __future__ import annotations

from reader.store.database import Database
from reader.store.rows import rows_of

ENOUGH = 20
"""Damages told one by one."""


class Integrity:
    """Checks of the whole file; they take as long as reading it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self) -> list[str]:
        """Return what is wrong, a sentence each."""
        with self._database.reading() as connection:
            found = [
                text for (text,) in rows_of(connection, f"PRAGMA integrity_check({ENOUGH})") if text != "ok"
            ]
            problems = [f"The file is damaged: {text}." for text in found]
            problems += [
                f"A row of {table} (number {row}) belongs to a row of {parent} that is gone."
                for table, row, parent, _ in rows_of(connection, "PRAGMA foreign_key_check")[:ENOUGH]
            ]
        return problems
