"""Whether the file is sound."""

from __future__ import annotations

from reader.store.database import Database
from reader.store.errors import LibraryDamagedError
from reader.store.row_factories import rows_of

ENOUGH = 20
"""Damages told one by one."""


class Integrity:
    """Checks of the whole file; they take as long as reading it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self) -> list[str]:
        """Return what is wrong, a sentence each."""
        try:
            return self._tables() + self._index()
        except LibraryDamagedError as damage:
            return [str(damage)]

    def _tables(self) -> list[str]:
        with self._database.reading() as connection:
            found = rows_of(connection, f"PRAGMA integrity_check({ENOUGH})")
            strays = rows_of(connection, "PRAGMA foreign_key_check")
        problems = [f"The file is damaged: {text}." for (text,) in found if text != "ok"]
        return problems + [
            f"A row of {table} (number {row}) belongs to a row of {parent} that is gone."
            for table, row, parent, _ in strays[:ENOUGH]
        ]

    def _index(self) -> list[str]:
        if not self._database.frozen:  # FTS5 takes the question as a write
            with self._database.writing() as connection:
                connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        return []
