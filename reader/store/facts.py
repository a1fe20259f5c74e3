"""Store small strings by name: the version of the index, the state of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.store.row_factories import row_of

if TYPE_CHECKING:
    from reader.locale.message import Message
    from reader.store.database import Database


class Facts:
    """Data access for ``meta``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, key: str, value: str) -> None:
        """Store ``value`` under ``key``, in place of an earlier one."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def get(self, key: str) -> str | None:
        """Return the value stored under ``key``; None without one."""
        with self._database.reading() as connection:
            row = row_of(connection, "SELECT CAST(value AS TEXT) FROM meta WHERE key = ?", (key,))
        return row[0] if row else None

    def set_message(self, key: str, message: Message | None) -> None:
        """Store a message under ``key``, in place of an earlier one; None for none."""
        from reader.store.serialization import pack_message  # a list of headlines needs none of it

        self.set(key, pack_message(message))

    def get_message(self, key: str) -> Message | None:
        """Return the message stored under ``key``; None without one."""
        from reader.store.serialization import unpack_message

        return unpack_message(self.get(key) or "")
