"""What can go wrong with a library, in words; one tree under ``StoreError``.

``StoreError``
├── ``LibraryMissing``   there is no library where one was said to be
├── ``NotALibrary``      the file is something else
├── ``LibraryDamaged``   the file is torn or truncated
├── ``LibraryTooNew``    a newer khabar wrote it
├── ``LibraryReadOnly``  reading works, writing is not allowed
├── ``LibraryFull``      the disk has no room
├── ``LibraryBusy``      another program held it for longer than we wait
└── ``DumpError``        a line of a dump cannot be read back
"""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class StoreError(Told):
    """A library could not do what was asked."""


class LibraryMissing(StoreError):  # noqa: N818 - named for the state, not for being an error
    """There is no library file and none was to be made."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(
            f"There is no library at {path}. Run 'khabar' once to make one, or name another with --library.",
            f"لا توجد مكتبة في {path}. شغّل khabar مرة لإنشائها، أو اختر غيرها بالخيار ‎--library.",
        )


class NotALibrary(StoreError):  # noqa: N818
    """The file exists and is not a library of ours; it is left as it was."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(
            f"{path} is not a khabar library. It was left untouched; name another file with --library.",
            f"الملف {path} ليس مكتبة لخبر. بقي كما هو؛ اختر ملفًا آخر بالخيار ‎--library.",
        )


class LibraryDamaged(StoreError):  # noqa: N818
    """The file is a library and parts of it cannot be read; it is left as it was."""

    def __init__(self, path: str | Path, detail: str) -> None:
        super().__init__(
            f"The library {path} is damaged ({detail}). It was left as it is; "
            "'khabar doctor --repair' saves what can be read into a new file.",
            f"المكتبة {path} متضررة. بقيت كما هي؛ الأمر khabar doctor --repair ينقذ ما يمكن قراءته إلى "
            f"ملف جديد.",
        )


class LibraryTooNew(StoreError):  # noqa: N818
    """A newer khabar wrote the file; it is left as it was."""

    def __init__(self, path: str | Path, found: int, known: int) -> None:
        super().__init__(
            f"The library {path} was written by a newer khabar (schema {found}, this one knows {known}). "
            "It was left untouched; upgrade khabar to read it.",
            f"المكتبة {path} كتبها إصدار أحدث من خبر (المخطط {found} وهذا الإصدار يعرف {known}). "
            "بقيت كما هي؛ حدّث خبر لقراءتها.",
        )


class LibraryReadOnly(StoreError):  # noqa: N818
    """Nothing may be written to the file or its folder."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(
            f"The library {path} cannot be written: the file or its folder is read-only for you.",
            f"لا يمكن الكتابة في المكتبة {path}: الملف أو مجلده للقراءة فقط.",
        )


class LibraryFull(StoreError):  # noqa: N818
    """The disk has no room; what was being written is undone, what was there is kept."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(
            f"The disk is full: the last change was not written to {path}; all before it is kept. "
            "Free some room and try again.",
            f"القرص ممتلئ: لم يُكتب آخر تغيير في {path} وبقي ما قبله محفوظًا. وفّر مساحة ثم أعد المحاولة.",
        )


class LibraryBusy(StoreError):  # noqa: N818
    """Another program kept the file locked longer than ``database.PATIENCE``."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(
            f"Another program is keeping the library {path} locked. Try again when it is done.",
            f"برنامج آخر يحجز المكتبة {path}. أعد المحاولة حين يفرغ.",
        )


class DumpError(StoreError):
    """A line of a dump is not one of ours."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(
            f"Line {number} of the dump cannot be read ({why}); the lines before it were brought in.",
            f"لا يمكن قراءة السطر {number} من الملف؛ أُدخلت الأسطر التي قبله.",
        )


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS}


def in_words(error: sqlite3.Error, path: str | Path) -> StoreError | None:
    """Return the ``StoreError`` that says what an error of SQLite means; None for a mistake of ours.

    https://www.sqlite.org/rescode.html; the low byte of an extended code is its primary code.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy(path)
    if code == sqlite3.SQLITE_FULL:
        return LibraryFull(path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return LibraryReadOnly(path)
    if code == sqlite3.SQLITE_NOTADB:
        return NotALibrary(path)
    if code == sqlite3.SQLITE_IOERR and _no_room(path):
        return LibraryFull(path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR):
        return LibraryDamaged(path, str(error))
    return None


def _no_room(path: str | Path) -> bool:
    """Tell a write that failed for want of room (a full tmpfs gives ``IOERR``) from a broken disk."""
    room = os.statvfs(os.path.dirname(path) or ".")
    return room.f_bavail * room.f_frsize < 1 << 16


@contextmanager
def told(path: str | Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors about the library at ``path`` into ``StoreError``."""
    try:
        yield
    except sqlite3.Error as error:
        if (said := in_words(error, path)) is None:
            raise
        raise said from error
    except OSError as error:
        if error.errno in _FULL:
            raise LibraryFull(path) from error
        if error.errno in _SHUT:
            raise LibraryReadOnly(path) from error
        raise
