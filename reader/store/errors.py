"""Errors of a library; one tree under ``StoreError``.

``StoreError``
├── ``LibraryMissingError``   no library at the path
├── ``NotALibraryError``      the file is something else
├── ``LibraryDamagedError``   the file is torn or truncated
├── ``LibraryTooNewError``    a newer khabar wrote it
├── ``LibraryReadOnlyError``  reading works, writing is not allowed
├── ``LibraryFullError``      the disk has no room
├── ``LibraryPlaceError``     the file system lacks a required feature
├── ``LibraryBusyError``      another program kept its lock longer than the timeout
└── ``DumpError``             a line of a dump cannot be read back
"""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, ClassVar

from reader.locale.message import LocalizedError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class StoreError(LocalizedError):
    """Root of the errors of a library."""


class _LibraryFileError(StoreError):
    """An error that names the file; ``key`` is that of its text."""

    key: ClassVar[str]

    def __init__(self, path: str | Path) -> None:
        super().__init__(Message(self.key, path=str(path)))


class LibraryMissingError(_LibraryFileError):
    """Error for a missing library file that may not be created."""

    key = "store.missing"


class NotALibraryError(_LibraryFileError):
    """Error for a file that exists and is not a khabar library; the file is unchanged."""

    key = "store.not_a_library"


class LibraryDamagedError(StoreError):
    """Error for a library with unreadable parts; the file is unchanged."""

    def __init__(self, path: str | Path, detail: str | Message) -> None:
        super().__init__(Message("store.damaged", path=str(path), detail=detail))


class LibraryTooNewError(StoreError):
    """Error for a library written by a newer khabar; the file is unchanged."""

    def __init__(self, path: str | Path, found: int, known: int) -> None:
        super().__init__(Message("store.too_new", path=str(path), found=found, known=known))


class LibraryReadOnlyError(_LibraryFileError):
    """Error for a file or folder without permission to write."""

    key = "store.read_only"


class LibraryFullError(_LibraryFileError):
    """Error for a full disk; the transaction was rolled back."""

    key = "store.full"


class LibraryPlaceError(_LibraryFileError):
    """Error for a file system without shared memory, which write-ahead logging needs."""

    key = "store.no_shared_memory"


class LibraryBusyError(_LibraryFileError):
    """Error for a file that another program locked longer than ``database.PATIENCE``."""

    key = "store.busy"


class DumpError(StoreError):
    """Error for a line of a dump that is not valid."""

    def __init__(self, number: int, why: Message) -> None:
        super().__init__(Message("store.dump_line", line=number, why=why))


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS}


_DAMAGE = (
    "Could not decode to UTF-8",
    "no such table",
    "no such index",
    "no such module",
    "duplicate column name",  # a version of the schema that the file does not have
    "parse error in",
    "vtable constructor failed",
    "unable to",
    "unrecognized",
    "error in ",
    "malformed",
)
"""Beginnings of SQLite's messages about rows and tables that we did not write so."""


_SHARED_MEMORY = (
    sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP,
    sqlite3.SQLITE_IOERR_SHMLOCK,
)  # fmt: skip


def _says_damage(text: str, path: str | Path) -> bool:
    return text.startswith(_DAMAGE) or text.endswith("already exists") or _names_missing_column(text, path)


def _names_missing_column(text: str, path: str | Path) -> bool:
    """Return whether a column of our schema, or of the file's own triggers, is missing.

    Any other name is a mistake in the program.
    """
    kind, _, name = text.partition(": ")
    if kind != "no such column":
        return False
    name = name.rpartition(".")[2]
    from reader.store.schema import MIGRATIONS

    if name in "".join(MIGRATIONS).replace("(", " ").replace(",", " ").split():
        return True
    try:
        with closing(sqlite3.connect(path)) as connection:
            row = connection.execute("SELECT 1 FROM sqlite_master WHERE instr(sql, ?)", (name,)).fetchone()
    except sqlite3.Error:
        return True
    return row is not None


def to_store_error(error: sqlite3.Error, path: str | Path) -> StoreError | None:
    """Return the ``StoreError`` for an SQLite error; None for a programming error.

    https://www.sqlite.org/rescode.html; the low byte of an extended code is its primary code.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusyError(path)
    if code == sqlite3.SQLITE_FULL:
        return LibraryFullError(path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return LibraryReadOnlyError(path)
    if code == sqlite3.SQLITE_NOTADB:
        return NotALibraryError(path)
    if code == sqlite3.SQLITE_IOERR and _no_room(path):
        return LibraryFullError(path)
    if getattr(error, "sqlite_errorcode", 0) in _SHARED_MEMORY:
        return LibraryPlaceError(path)
    # None of our triggers raises: it is one of a damaged schema.
    by_trigger = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_TRIGGER
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR) or by_trigger or _says_damage(str(error), path):
        return LibraryDamagedError(path, str(error))
    return None


def _no_room(path: str | Path) -> bool:
    """Return whether the disk is full: a full tmpfs gives ``IOERR``, as a broken disk does."""
    room = os.statvfs(os.path.dirname(path) or ".")
    return room.f_blocks > 0 and room.f_bavail * room.f_frsize < 1 << 16  # some file systems do not say


@contextmanager
def translate_errors(path: str | Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors about the library at ``path`` into ``StoreError``."""
    try:
        yield
    except sqlite3.Error as error:
        if (said := to_store_error(error, path)) is None:
            raise
        raise said from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes bytes of the damaged file
        raise LibraryDamagedError(path, "malformed message of SQLite") from error
    except OSError as error:
        if error.errno in _FULL:
            raise LibraryFullError(path) from error
        if error.errno in _SHUT:
            raise LibraryReadOnlyError(path) from error
        raise
