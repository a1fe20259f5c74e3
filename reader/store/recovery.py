"""Copy the readable rows of a damaged library into a new one; the old file is unchanged."""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from reader.locale.message import Message
from reader.model.headline import SAVED_PAGES
from reader.store.btree_reader import Pages
from reader.store.database import Database, header, sync_folder
from reader.store.dump import queue_marks
from reader.store.errors import NotALibraryError, StoreError, translate_errors
from reader.store.row_check import Column, column_names, columns_of, mend_row
from reader.store.row_factories import Row, marks, rows_of
from reader.store.schema import APPLICATION_ID, MIGRATIONS, migrate
from reader.store.serialization import unpack_blocks
from reader.store.shared_texts import WIDOWED
from reader.store.tallies import recount

_BY_NUMBER = (
    "fetch_log", "entries", "contents", "articles", "originals", "images", "bookmarks", "positions",
    "versions", "pruned", "feed_changes",
)  # fmt: skip
"""Tables kept in the order of a row number."""
_TABLES = (
    "meta", "sources", "fetches", *_BY_NUMBER, "pictures", "tags", "aliases", "weak", "documents", "feeds",
    "remote_feeds", "remote_items", "outbox", "files",
)  # fmt: skip
"""Tables to recover, if in the schema. The index is rebuilt."""
_GROWN = {"entries", "contents", "articles", "positions"}
"""Tables that later schemas gave columns, which rows written before do not have."""
_ALIKE = {"aliases", "weak", "documents", "feeds", "remote_feeds", "remote_items", "outbox", "files"}
"""Tables with rows similar to those of an index: never recovered from single pages."""
_SOUND: dict[str, Callable[[dict[str, Any]], object]] = {
    "articles": lambda row: unpack_blocks(row["blocks"]),
    "originals": lambda row: zlib.decompress(row["html"]),
}
"""Raises for a row that cannot be mended."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Counts of rows that ``repair`` copied into the new library."""

    entries: int
    articles: int
    bookmarks: int
    lost: tuple[Message, ...]
    """Messages about rows that were lost or only partly recovered."""


def repair(path: str | Path, to: str | Path) -> Salvaged:
    """Copy the readable rows of the library at ``path`` into a new one at ``to``.

    Raises:
        NotALibraryError: ``path`` has no trace of a library.
        StoreError: ``to`` exists already.
    """
    path, to = Path(path), Path(to)
    with translate_errors(path):
        header(path, whole=False)  # copying a device would never end
    if to.exists():
        raise StoreError(Message("store.repair_exists", path=str(to)))
    with translate_errors(path), tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}-") as folder:
        made = Path(folder) / "made.db"
        copy = _copy(path, Path(folder))
        with _opened(copy, path) as damaged:
            salvaged = _Salvage(damaged, copy, made).run()
        Database(made).close()  # brings it to the newest schema
        _rename_synced(made, to)
    return salvaged


def repair_in_place(path: Path) -> tuple[Salvaged, Path]:
    """Replace a damaged library by a repaired one; return its counts and the old file's path.

    A kill at any time leaves the damaged library or the repaired one under ``path``, and never none.

    Raises:
        NotALibraryError: ``path`` has no trace of a library.
    """
    path = path.resolve()  # a link to a library stays one
    with translate_errors(path):
        header(path, whole=False)
    _sweep(path)
    new = _free(path.with_name(f"{path.name}.repaired"))
    salvaged = repair(path, new)
    old = _free(path.with_name(f"{path.name}.damaged"))
    for suffix in ("-wal", "-journal", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            _duplicate(part, old.with_name(old.name + suffix))
    sync_folder(path.parent)
    for suffix in ("-wal", "-shm", "-journal"):  # a log would be folded into the new file
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    new.replace(path)
    sync_folder(path.parent)
    return salvaged, old


def _duplicate(part: Path, copy: Path) -> None:
    """Hard-link ``part`` as ``copy``; copy and fsync where hard links are not supported."""
    try:
        os.link(part, copy)
    except OSError:
        shutil.copyfile(part, copy)
        with copy.open("rb") as file:
            os.fsync(file.fileno())


def _free(path: Path) -> Path:
    """Return ``path``, or its first variant with a number, that does not exist."""
    names = (path.with_name(f"{path.name}-{nth}") for nth in count(2))
    return path if not path.exists() else next(free for free in names if not free.exists())


def _sweep(path: Path) -> None:
    """Delete the remains of repairs of this library that were killed."""
    for folder in path.parent.glob(f".{glob.escape(path.name)}.repaired*-*"):
        shutil.rmtree(folder, ignore_errors=True)
    for file in path.parent.glob(f"{glob.escape(path.name)}.repaired*"):
        file.unlink(missing_ok=True)


class _Salvage:
    """One run from a damaged library to a new one of the same schema."""

    def __init__(self, damaged: sqlite3.Connection, copy: Path, made: Path) -> None:
        self._damaged = damaged
        self._copy = copy
        os.close(os.open(made, os.O_CREAT | os.O_EXCL, 0o600))
        self._new = sqlite3.connect(made, isolation_level=None)
        self._lost: list[Message] = []
        self._there: set[str] = set()
        """Names of the tables, indexes and triggers of the schema."""

    def run(self) -> Salvaged:
        """Copy all tables to the new library."""
        try:
            migrate(self._new, self._version())
            self._new.execute("BEGIN")
            self._there = {name for (name,) in rows_of(self._new, "SELECT name FROM sqlite_schema")}
            for table in _TABLES:
                if table in self._there:
                    self._bring(table)
            self._mend()
            if "tallies" in self._there:
                recount(self._new)
            entries, articles, bookmarks = map(self._count, ("entries", "articles", "bookmarks"))
            self._new.execute("COMMIT")
            return Salvaged(entries, articles, bookmarks, tuple(self._lost))
        finally:
            self._new.close()

    def _version(self) -> int:
        """Return the version of the schema, by the tables if the header has another number."""
        claimed = int(self._damaged.execute("PRAGMA user_version").fetchone()[0])
        newest = len(MIGRATIONS)
        with suppress(sqlite3.DatabaseError):
            found = column_names(self._damaged, "entries")
            for version in sorted(range(1, newest + 1), key=lambda each: (each != claimed, -each)):
                with closing(sqlite3.connect(":memory:", isolation_level=None)) as pattern:
                    migrate(pattern, version)
                    if column_names(pattern, "entries") == found:
                        return version
        return claimed if 0 < claimed <= newest else newest

    def _bring(self, table: str) -> None:
        columns = columns_of(self._new, table)
        names = ", ".join(column.name for column in columns)
        torn = refused = False
        mended = 0
        try:
            for row in self._damaged.execute(f"SELECT {names} FROM {table}"):
                whole = mend_row(table, columns, row)
                mended += whole is not None and whole != row
                refused |= whole is None or not self._put(table, columns, whole)
        except sqlite3.DatabaseError:
            torn = True
        if torn and table not in _ALIKE:
            for number, *values in self._pages:
                if (number is not None) == (table in _BY_NUMBER):
                    if number is not None and columns[0].type == "INTEGER" and values[:1] == [None]:
                        values[0] = number  # the first column is the row number, and left out of the record
                    self._put(table, columns, values)
        if mended:
            self._lost.append(Message("store.mended", table=table, n=mended))
        if torn or refused:
            rows = self._count(table)
            self._lost.append(Message("store.lost_part", table=table, n=rows))

    @cached_property
    def _pages(self) -> list[Row]:
        """Return all rows of the file, of unknown tables, including rows with overflow pages."""
        with suppress(sqlite3.DatabaseError):
            self._damaged.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return list(Pages(self._copy.read_bytes()).rows())

    def _put(self, table: str, columns: Sequence[Column], row: Sequence[object]) -> bool:
        """Insert a row unless its key is taken; return whether the row is valid in the table."""
        if table in _GROWN:
            row = (*row, *(column.default for column in columns[len(row) :]))
        if len(row) != len(columns) or not all(map(Column.takes, columns, row)):
            return False
        row = mend_row(table, columns, tuple(row)) or ()
        if not row:
            return False
        values = {column.name: value for column, value in zip(columns, row, strict=True)}
        if table == "entries":
            values["doc"] = None  # a row of the old index
        try:
            _SOUND.get(table, tuple)(values)
            self._new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks(row)})", list(values.values()))
        except (sqlite3.Error, ValueError, TypeError, OverflowError, zlib.error):  # bytes of a damaged page
            return False
        return True

    def _count(self, table: str) -> int:
        return int(self._new.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _mend(self) -> None:
        """Add missing sources, entries and contents; delete rows without an entry or source."""
        new = self._new
        new.execute("DELETE FROM meta WHERE key LIKE 'search.%'")
        new.execute(
            "INSERT INTO sources (id, name, place, followed, spec) SELECT DISTINCT source, source, 1000, 1, "
            "json_object('id', source, 'name', source) FROM entries "
            "WHERE source NOT IN (SELECT id FROM sources)"
        )
        made = new.execute(
            "INSERT INTO entries (id, source, guid, url, title, fetched, time, category, author, language, "
            f"image) SELECT entry, '{SAVED_PAGES}', 'salvaged ' || entry, url, title, 0, 0, category, "
            "author, language, image FROM articles WHERE entry NOT IN (SELECT id FROM entries)"
        ).rowcount
        if made:
            self._lost.append(Message("store.lost_headlines", n=made))
        new.execute("UPDATE entries SET offline = id IN (SELECT entry FROM articles WHERE whole)")
        if "feeds" in self._there:  # a document that is known gives lost texts again
            new.execute("UPDATE entries SET hash = NULL WHERE id NOT IN (SELECT entry FROM contents)")
        new.execute(
            "INSERT INTO contents (entry, summary, content, categories, authors, enclosures) "
            "SELECT id, '', '', '[]', '[]', '[]' FROM entries WHERE id NOT IN (SELECT entry FROM contents)"
        )
        if "contents_with_text" in self._there:
            new.execute(
                f"UPDATE entries SET hash = NULL WHERE id IN (SELECT entry FROM contents WHERE {WIDOWED})"
            )
            lost = new.execute(f"UPDATE contents SET text_key = NULL WHERE {WIDOWED}").rowcount
            if lost:
                self._lost.append(Message("store.lost_texts", n=lost))
        if "remote_items" in self._there:
            self._mend_accounts()
        gone = new.execute("DELETE FROM bookmarks WHERE entry NOT IN (SELECT id FROM entries)").rowcount
        if gone:
            self._lost.append(Message("store.lost_bookmarks", n=gone))
        for table in ("contents", "originals", "pictures", "positions"):
            new.execute(f"DELETE FROM {table} WHERE entry NOT IN (SELECT id FROM entries)")
        if self._version() > 2:
            new.execute("DELETE FROM versions WHERE entry NOT IN (SELECT id FROM entries)")
        new.execute("DELETE FROM tags WHERE entry NOT IN (SELECT entry FROM bookmarks)")
        for table in ("fetches", "fetch_log"):
            new.execute(f"DELETE FROM {table} WHERE source NOT IN (SELECT id FROM sources)")
        # Saved before and lost its whole article now: to be fetched again.
        new.execute(
            "UPDATE bookmarks SET pending = 1 WHERE entry NOT IN (SELECT entry FROM articles WHERE whole)"
        )

    def _mend_accounts(self) -> None:
        """Delete items of lost entries, so that a sync brings them; queue lost marks again.

        Only marks that were set: none of a reconstructed entry is known to have been removed. Runs before the
        bookmarks of lost entries are deleted: a trigger would remove their stars from the server.
        """
        new = self._new
        new.execute("DELETE FROM remote_items WHERE entry NOT IN (SELECT id FROM entries)")
        new.execute("DELETE FROM outbox WHERE field NOT IN ('read', 'starred')")
        new.execute("DELETE FROM meta WHERE key IN ('sync.changes_at', 'sync.whole_at')")
        queue_marks(new)


def _copy(path: Path, folder: Path) -> Path:
    """Copy a library with its write-ahead log to ``folder``; return the copy.

    Opening the library in place could merge the log into the file.
    """
    copy = folder / "damaged.db"
    for suffix in ("", "-wal", "-journal"):
        if (part := path.with_name(path.name + suffix)).exists():
            shutil.copyfile(part, copy.with_name(copy.name + suffix))
    return copy


@contextmanager
def _opened(copy: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy in spite of its damage."""
    if not header(copy, whole=False):
        raise NotALibraryError(path)
    connection = sqlite3.connect(copy, isolation_level=None)
    try:
        # Lets SQLite read a file that is shorter than its header says.
        connection.execute("PRAGMA writable_schema = 1")
        connection.text_factory = lambda data: data.decode(errors="replace")
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotALibraryError(path)
        yield connection
    finally:
        connection.close()


def _rename_synced(made: Path, to: Path) -> None:
    """Fsync the new library, then rename the file to its final name."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(to)
    sync_folder(to.parent)
