"""Saving what can be read of a damaged library into a new one; the damaged file is only ever copied."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reader.store.database import Database, header, sync_folder
from reader.store.errors import NotALibrary, StoreError, told
from reader.store.rows import Row, article, marks, rows_of, unpack_source
from reader.store.schema import APPLICATION_ID, BY_HAND, MIGRATIONS, migrate

_TABLES = {
    "meta": "key",
    "sources": "id",
    "fetches": "source",
    "fetch_log": "id",
    "entries": "id",
    "contents": "entry",
    "articles": "entry",
    "originals": "entry",
    "images": "rowid",
    "pictures": "entry",
    "bookmarks": "entry",
    "tags": "entry",
    "positions": "entry",
    "pruned": "source",
}
"""What a person would miss, and the key each table is kept in the order of. The index is made anew."""
_SOUND: dict[str, Callable[[Row], object]] = {
    "sources": lambda row: unpack_source(row[4]),
    "contents": lambda row: [json.loads(text) for text in row[3:]],
    "articles": lambda row: article(row[1:]),
    "originals": lambda row: zlib.decompress(row[1]),
}
"""What raises when a row's text is not what it should be."""
_PROBES = 2_000_000
"""Rows looked for one by one where a table cannot be read from either end."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What ``repair`` brought into the new library."""

    entries: int
    articles: int
    bookmarks: int
    lost: tuple[str, ...]
    """What could not be read or was put together from less, a sentence each."""


def repair(path: str | Path, to: str | Path) -> Salvaged:
    """Bring what can be read of the library at ``path`` into a new one at ``to``.

    Raises:
        NotALibrary: there is nothing in ``path`` to know a library by.
        StoreError: ``to`` exists already.
    """
    path, to = Path(path), Path(to)
    if to.exists():
        raise StoreError(
            f"{to} exists already; nothing was written. Name a new file to repair into.",
            f"الملف {to} موجود من قبل ولم يُكتب شيء. اختر اسم ملف جديد للإصلاح.",
        )
    with told(path), tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}-") as folder:
        made = Path(folder) / "made.db"
        with _opened(_copy(path, Path(folder)), path) as damaged:
            salvaged = _Salvage(damaged, made).run()
        Database(made).close()  # brings it to the newest schema
        _settle(made, to)
    return salvaged


class _Salvage:
    """One run from a damaged library to a new one of the same schema."""

    def __init__(self, damaged: sqlite3.Connection, made: Path) -> None:
        self._damaged = damaged
        os.close(os.open(made, os.O_CREAT | os.O_EXCL, 0o600))
        self._new = sqlite3.connect(made, isolation_level=None)
        self._lost: list[str] = []

    def run(self) -> Salvaged:
        try:
            migrate(self._new, self._version())
            self._new.execute("BEGIN")
            for table, key in _TABLES.items():
                self._bring(table, key)
            self._mend()
            entries, articles, bookmarks = map(self._count, ("entries", "articles", "bookmarks"))
            self._new.execute("COMMIT")
            return Salvaged(entries, articles, bookmarks, tuple(self._lost))
        finally:
            self._new.close()

    def _version(self) -> int:
        version = int(self._damaged.execute("PRAGMA user_version").fetchone()[0])
        return version if 0 < version <= len(MIGRATIONS) else len(MIGRATIONS)

    def _bring(self, table: str, key: str) -> None:
        columns = [name for _, name, *_ in rows_of(self._new, f"PRAGMA table_info({table})")]
        reading = _Reading(self._damaged, table, key, columns)
        refused = 0
        for row in reading.rows():
            try:
                _SOUND.get(table, tuple)(row)
                self._new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks(columns)})", row)
            except (sqlite3.Error, ValueError, TypeError, zlib.error):  # a torn page may say anything
                refused += 1
        if reading.torn or refused:
            self._lost.append(f"A part of {table} could not be read; {self._count(table):,} rows of it were.")

    def _count(self, table: str) -> int:
        return int(self._new.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _mend(self) -> None:
        """Give every row what it belongs to: sources to entries, entries to articles and to the shelf."""
        new = self._new
        new.execute("UPDATE entries SET doc = NULL")
        new.execute("DELETE FROM meta WHERE key LIKE 'search.%'")
        new.execute(
            "INSERT INTO sources (id, name, place, followed, spec) SELECT DISTINCT source, source, 1000, 1, "
            "json_object('id', source, 'name', source) FROM entries WHERE source NOT IN (SELECT id FROM "
            "sources)"
        )
        made = new.execute(
            "INSERT INTO entries (id, source, guid, url, title, fetched, time, category, author, "
            "language, image, "
            f"offline) SELECT entry, '{BY_HAND}', 'salvaged ' || entry, url, title, 0, 0, category, author, "
            "language, image, whole FROM articles WHERE entry NOT IN (SELECT id FROM entries)"
        ).rowcount
        if made:
            self._lost.append(
                f"{made:,} articles had lost their headline's row; they are under pages saved by hand."
            )
        new.execute("UPDATE entries SET offline = id IN (SELECT entry FROM articles WHERE whole)")
        new.execute(
            "INSERT INTO contents SELECT id, '', '', '[]', '[]', '[]' FROM entries "
            "WHERE id NOT IN (SELECT entry FROM contents)"
        )
        gone = new.execute("DELETE FROM bookmarks WHERE entry NOT IN (SELECT id FROM entries)").rowcount
        if gone:
            self._lost.append(f"Of {gone:,} saved entries nothing but their number was left.")
        for table in ("contents", "originals", "pictures", "positions"):
            new.execute(f"DELETE FROM {table} WHERE entry NOT IN (SELECT id FROM entries)")
        new.execute("DELETE FROM tags WHERE entry NOT IN (SELECT entry FROM bookmarks)")
        for table in ("fetches", "fetch_log"):
            new.execute(f"DELETE FROM {table} WHERE source NOT IN (SELECT id FROM sources)")
        # Saved before and lost its whole article now: to be fetched again.
        new.execute(
            "UPDATE bookmarks SET pending = 1 WHERE entry NOT IN (SELECT entry FROM articles WHERE whole)"
        )


class _Reading:
    """Reads a table from both ends, and between them row by row where its key is a number."""

    def __init__(self, connection: sqlite3.Connection, table: str, key: str, columns: list[str]) -> None:
        self._connection = connection
        self._select = f"SELECT {key}, {', '.join(columns)} FROM {table}"
        self._key = key
        self.torn = False

    def rows(self) -> Iterator[Row]:
        """Yield what can be read, without the key; some rows may come twice."""
        first: object = 0
        last: object = 0
        for key, *row in self._walk(f"{self._select} ORDER BY {self._key}"):
            first = key
            yield tuple(row)
        if not self.torn:
            return
        for key, *row in self._walk(f"{self._select} ORDER BY {self._key} DESC"):
            last = key
            yield tuple(row)
        if isinstance(first, int) and isinstance(last, int):
            for number in range(first + 1, min(last, first + _PROBES)):
                for _, *row in self._walk(f"{self._select} WHERE {self._key} = {number}"):
                    yield tuple(row)

    def _walk(self, sql: str) -> Iterator[Row]:
        try:
            yield from self._connection.execute(sql)
        except sqlite3.DatabaseError:
            self.torn = True


def _copy(path: Path, folder: Path) -> Path:
    """Copy a library with its log: reading it in place could fold the one into the other."""
    copy = folder / "damaged.db"
    for suffix in ("", "-wal", "-journal"):
        if (part := path.with_name(path.name + suffix)).exists():
            shutil.copyfile(part, copy.with_name(copy.name + suffix))
    return copy


@contextmanager
def _opened(copy: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy in spite of its damage."""
    if not header(copy, whole=False):
        raise NotALibrary(path)
    connection = sqlite3.connect(copy, isolation_level=None)
    try:
        # Lets SQLite read a file that is shorter than its header says.
        connection.execute("PRAGMA writable_schema = 1")
        connection.text_factory = lambda data: data.decode(errors="replace")
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotALibrary(path)
        yield connection
    finally:
        connection.close()


def _settle(made: Path, to: Path) -> None:
    """Give the new library its name when all of it is on the disk."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(to)
    sync_folder(to.parent)
