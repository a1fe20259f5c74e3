import errno
import sqlite3

import pytest
from translated import in_arabic

from reader.store import errors
from reader.store.errors import to_store_error, translate_errors


def sqlite(code):
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, errors.LibraryBusyError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, errors.LibraryBusyError),
        (sqlite3.SQLITE_LOCKED, errors.LibraryBusyError),
        (sqlite3.SQLITE_FULL, errors.LibraryFullError),
        (sqlite3.SQLITE_READONLY_DBMOVED, errors.LibraryReadOnlyError),
        (sqlite3.SQLITE_CANTOPEN, errors.LibraryReadOnlyError),
        (sqlite3.SQLITE_NOTADB, errors.NotALibraryError),
        (sqlite3.SQLITE_CORRUPT, errors.LibraryDamagedError),
        (sqlite3.SQLITE_IOERR_READ, errors.LibraryDamagedError),
        (sqlite3.SQLITE_IOERR_SHMOPEN, errors.LibraryPlaceError),
    ],
)
def test_sqlite_error_becomes_a_store_error(tmp_path, code, kind):
    with pytest.raises(kind) as error, translate_errors(tmp_path / "library.db"):
        raise sqlite(code)
    assert "library.db" in str(error.value)
    assert "library.db" in in_arabic(error.value)


def test_write_error_without_room_is_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(errors, "_no_room", lambda path: True)
    assert isinstance(to_store_error(sqlite(sqlite3.SQLITE_IOERR), tmp_path), errors.LibraryFullError)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, errors.LibraryFullError),
        (errno.EACCES, errors.LibraryReadOnlyError),
        (errno.EROFS, errors.LibraryReadOnlyError),
        (errno.EIO, OSError),
    ],
)
def test_system_error_becomes_a_store_error(tmp_path, number, kind):
    with pytest.raises(kind), translate_errors(tmp_path):
        raise OSError(number, "as the system says it")


def test_programming_error_is_not_translated(tmp_path):
    with pytest.raises(sqlite3.ProgrammingError), translate_errors(tmp_path):
        raise sqlite3.ProgrammingError("too few values")


def test_store_errors_share_a_base_class():
    ours = (k for k in vars(errors).values() if isinstance(k, type) and k.__module__ == errors.__name__)
    kinds = [k for k in ours if k.__name__[0] != "_"]
    assert len(kinds) == 10
    assert all(issubclass(k, errors.StoreError) for k in kinds)
    assert all(k.__name__ in errors.__doc__ for k in kinds)
