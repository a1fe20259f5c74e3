"""Open the library file; lend one writing connection and a pool of reading ones."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.locale.message import Message
from reader.store.errors import (
    LibraryBusyError,
    LibraryDamagedError,
    LibraryFullError,
    LibraryMissingError,
    LibraryReadOnlyError,
    LibraryTooNewError,
    NotALibraryError,
    to_store_error,
    translate_errors,
)
from reader.store.schema import APPLICATION_ID, MIGRATIONS, prepare, report_nothing, schema_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 30.0
"""Seconds to wait for another process before giving up."""
MAX_PROBLEMS = 20
"""Problems that ``check`` lists one by one."""
_WRITER = (
    "cache_size = -8000",  # KiB: a refresh touches many indexes
    "wal_autocheckpoint = 2000",  # pages: folding the log into the file waits for the disk
    "journal_size_limit = 33554432",
)
"""Settings of the connection that writes."""
_MAGIC = b"SQLite format 3\0"


class Database:
    """A library file: ``reading()`` lends a connection, ``writing()`` is a transaction.

    Many may read at once; one writes. WAL lets them not wait for each other, in this process or another.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = True,
        on_upgrade: Callable[[float], None] = report_nothing,
    ) -> None:
        """Open the file; see ``Library.open``."""
        self.file = os.fspath(path)
        self._on_upgrade = on_upgrade
        self._lock = threading.RLock()
        self._writer: sqlite3.Connection | None = None
        self._mode: tuple[bool, float] | None = None
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._batching = 0
        self._is_full = False
        self._version = 0
        self.waiting = 0
        """How many threads wait to write; long background writes end early for them."""
        with translate_errors(self.file):
            self._idle.append(self._open(create))

    @property
    def path(self) -> Path:
        """The file."""
        from pathlib import Path

        return Path(self.file)

    def _open(self, create: bool) -> sqlite3.Connection:
        if not os.path.exists(self.file):
            if not create:
                raise LibraryMissingError(self.file)
            _make(self.path)
        folder = os.path.dirname(self.file) or "."
        self.frozen = not os.access(self.file, os.W_OK) or not os.access(folder, os.W_OK)
        start = header(self.file)
        if not start and self.frozen:
            raise LibraryReadOnlyError(self.file)
        try:
            return self._first_connection(start)
        except sqlite3.Error as error:
            # WAL needs room for its shared memory; without a log the file can be read alone.
            if (
                self.frozen
                or not start
                or _has_log(self.file, "-wal")
                or not isinstance(to_store_error(error, self.file), LibraryFullError)
            ):
                raise
            self.frozen = self._is_full = True
            return self._first_connection(start)

    def _first_connection(self, start: bytes) -> sqlite3.Connection:
        connection = self._connect()
        try:
            if start:
                self._recognise(connection)
            if not start or start[18] != 2 or schema_version(connection) < len(MIGRATIONS):
                self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        connection.execute("PRAGMA query_only = 1")
        return connection

    def _recognise(self, connection: sqlite3.Connection) -> None:
        """Refuse a file that is another program's or a newer khabar's."""
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = schema_version(connection)
        if application != APPLICATION_ID and (
            application or version or connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
        ):
            raise NotALibraryError(self.file)
        if version > len(MIGRATIONS):
            raise LibraryTooNewError(self.file, version, len(MIGRATIONS))

    def _migrate(self, connection: sqlite3.Connection) -> None:
        self._check_writable()
        # Changing the journal mode does not wait for locks, so processes take turns by themselves.
        with _folder_lock(self.path):
            try:
                prepare(connection, self.path, self._on_upgrade)
            except sqlite3.OperationalError as error:
                if str(error).startswith("no such") or "already exists" in str(error):
                    raise LibraryDamagedError(self.file, str(error)) from error  # tables of another version
                raise
            connection.execute("PRAGMA journal_mode = WAL")

    def _connect(self) -> sqlite3.Connection:
        uri = _uri(self.file)
        if self.frozen:
            # Without a place for shared memory, a WAL file can be read only without writers.
            uri += "?mode=ro" if _has_log(self.file, "-wal") else "?immutable=1"
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a read-only connection; each statement sees all commits made before the statement."""
        with translate_errors(self.file):
            if self._batching == threading.get_ident():
                yield self._writing_connection()
                return
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connect()
                connection.execute("PRAGMA query_only = 1")
            try:
                yield connection
            finally:
                if self._closed:
                    connection.close()
                else:
                    self._idle.append(connection)

    @contextmanager
    def writing(
        self, *, durable: bool = False, patience: float | None = None
    ) -> Iterator[sqlite3.Connection]:
        """Run the block in one transaction; roll back on any exception.

        Args:
            durable: the commit is on the disk (fsync) when the block ends. Without it a power cut may undo
                the last commits, but never half of one.
            patience: seconds to wait for other writers; ``PATIENCE`` when None.

        Raises:
            LibraryBusyError: others wrote for longer than that.
        """
        if self._batching == threading.get_ident():
            with translate_errors(self.file):
                yield self._writing_connection()
            return
        patience = PATIENCE if patience is None else patience
        self.waiting += 1
        try:
            if not self._lock.acquire(timeout=patience):
                raise LibraryBusyError(self.file)
        finally:
            self.waiting -= 1
        try:
            with translate_errors(self.file):
                connection = self._writing_connection()
                if (durable, patience) != self._mode:
                    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                    connection.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
                    self._mode = durable, patience
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
        finally:
            self._lock.release()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Combine all ``writing()`` blocks of this thread into one durable transaction.

        Reads of this thread see its changes. A commit waits for the disk: thousands of small ones take
        minutes.
        """
        with self.writing(durable=True):
            self._batching = threading.get_ident()
            try:
                yield
            finally:
                self._batching = 0

    def _check_writable(self) -> None:
        if self.frozen:
            raise LibraryFullError(self.file) if self._is_full else LibraryReadOnlyError(self.file)

    def _writing_connection(self) -> sqlite3.Connection:
        self._check_writable()
        if self._writer is None:
            self._writer = self._connect()
            for setting in _WRITER:
                self._writer.execute(f"PRAGMA {setting}")
        return self._writer

    def check(self) -> list[Message]:
        """Return the problems of the file and its rows; reads the whole file."""
        from reader.store.row_check import check_rows

        try:
            problems = self._check_tables()
            with self.reading() as connection:
                problems += check_rows(connection, MAX_PROBLEMS)
            self._check_index()
        except LibraryDamagedError as damage:
            return [damage.message]
        return problems

    def _check_tables(self) -> list[Message]:
        with self.reading() as connection:
            found = connection.execute(f"PRAGMA integrity_check({MAX_PROBLEMS})").fetchall()
            strays = connection.execute("PRAGMA foreign_key_check").fetchall()
        problems = [Message("store.check_page", detail=text) for (text,) in found if text != "ok"]
        return problems + [
            Message("store.check_stray", table=table, row=str(row), parent=parent)
            for table, row, parent, _ in strays[:MAX_PROBLEMS]
        ]

    def _check_index(self) -> None:
        if not self.frozen:  # FTS5 takes the question as a write
            with self.writing() as connection:
                connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")

    def data_version(self) -> int:
        """Return a number that changes when another program writes (``PRAGMA data_version``).

        Read on the writing connection, so that its own commits do not count; 0 for a frozen file. During a
        write the last number is returned.
        """
        if not self.frozen and self._lock.acquire(blocking=False):
            try:
                with translate_errors(self.file):
                    connection = self._writing_connection()
                    self._version = int(connection.execute("PRAGMA data_version").fetchone()[0])
            finally:
                self._lock.release()
        return self._version

    def close(self) -> None:
        """Close all connections; the last one merges the write-ahead log into the file."""
        self._closed = True
        with self._lock, translate_errors(self.file):
            while self._idle:
                self._idle.pop().close()
            if self._writer is not None:
                self._writer.close()
                self._writer = None


def _make(path: Path) -> None:
    """Create the empty file, and its folder, for their owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Fsync a folder, so that renamed and new files survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def header(path: str | Path, *, whole: bool = True) -> bytes:
    """Return the first 100 bytes of a SQLite file; empty for an empty file.

    Args:
        path: the file.
        whole: it must be as long as it says.

    Raises:
        NotALibraryError: it is no SQLite file.
        LibraryDamagedError: it is shorter than it says (file format, 1.3.8).
    """
    if not os.path.isfile(path):
        raise NotALibraryError(path)
    with open(path, "rb") as file:
        start = file.read(100)
    if not start:
        return start
    if not start.startswith(_MAGIC):
        raise NotALibraryError(path)
    page_size = int.from_bytes(start[16:18], "big")
    pages = int.from_bytes(start[28:32], "big")
    size = os.stat(path).st_size
    # A crash during a commit or checkpoint leaves the file short, and the rest in a log file.
    logged = _has_log(path, "-wal") or _has_log(path, "-journal")
    short = size < pages * (65536 if page_size == 1 else page_size) and not logged
    if len(start) < 100 or (whole and short):
        raise LibraryDamagedError(path, Message("store.cut_short", n=size))
    return start


def _uri(path: str) -> str:
    """Return the SQLite URI of a file (sqlite.org/uri.html).

    ``Path.as_uri`` is not used, because its imports may include an HTTP client.
    """
    name = path if os.path.isabs(path) else os.path.join(os.getcwd(), path)
    for mark in "%?#":
        name = name.replace(mark, f"%{ord(mark):02x}")
    return f"file:{name}"


def _has_log(path: str | Path, suffix: str) -> bool:
    log = f"{os.fspath(path)}{suffix}"
    return os.path.exists(log) and os.stat(log).st_size > 0


@contextmanager
def _folder_lock(path: Path) -> Iterator[None]:
    """Hold a lock on the folder, so that one process at a time creates or migrates a library."""
    import fcntl  # not needed when the library exists and has the newest schema

    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
