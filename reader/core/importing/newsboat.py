"""Read newsboat's files: ``urls``, the followed feeds, and ``cache.db``, the entries."""

from __future__ import annotations

import shlex
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from reader.core.importing.records import ImportedEntry, ImportedRecords, no_address
from reader.core.source_configuration import free_id
from reader.locale.message import Message
from reader.model import Entry, Source
from reader.sources.catalogue import source_from_table
from reader.sources.errors import SourceError
from reader.sources.feed.opml import SOURCES
from reader.sources.http.ssrf_guard import host_of, is_inside
from reader.sources.sanitize import clean_line, clean_markup, clean_url

MAX_READ_SECONDS = 60.0
"""Processor time for reading a cache; a hostile one can hold generated columns without end."""
_MAX_VALUE_BYTES = 16 << 20
_MAX_ROW_CHARACTERS = 8_192
"""Of a line of ``urls``."""
_STEPS_BETWEEN_CHECKS = 10_000
"""Instructions of SQLite's virtual machine between two looks at the clock: about a millisecond."""
_ITEMS = (
    "SELECT guid, title, author, url, feedurl, pubDate, content, unread, flags "
    "FROM (SELECT * FROM rss_item WHERE deleted = 0 ORDER BY coalesce(flags, '') = '', pubDate DESC LIMIT ?) "
    "ORDER BY pubDate"
)
MAX_ITEMS = 40_000
"""Of a cache: those with flags and the newest. Retention keeps 5,000 of a source."""


def read_urls(text: str, followed: Iterable[Source] = ()) -> ImportedRecords:
    """Read the file ``urls``: on each line an address and tags; ``~…`` is the title.

    Lines with a command (``exec:``, ``filter:``) or a query are skipped with a note.
    """
    book = _Sources(followed)
    notes = []
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        if len(row) > _MAX_ROW_CHARACTERS:
            notes.append(Message("import.line_unreadable", line=number))
            continue
        try:
            address, *tags = shlex.split(row, comments=False)
        except ValueError:
            notes.append(Message("import.line_unreadable", line=number))
            continue
        if address.startswith(("exec:", "filter:", "query:")):
            notes.append(Message("import.line_command", line=number))
            continue
        name = next((tag[1:] for tag in tags if tag.startswith("~")), "")
        folder = next((tag for tag in tags if tag[:1] not in ("~", "!")), "")
        source = book.of(address, name, folder)
        if source is None:
            if not clean_url(address):
                notes.append(no_address(number))
            continue
        if "@" in urlsplit(source.feed).netloc:
            notes.append(Message("opml.password", name=source.name))
        if is_inside(host_of(source.feed)):
            notes.append(Message("opml.inside", name=source.name, host=host_of(source.feed)))
    return ImportedRecords(sources=tuple(book.new), notes=(*notes, *book.notes()))


def read_cache(path: Path, followed: Iterable[Source] = ()) -> ImportedRecords:
    """Read the entries in ``cache.db`` with their read marks and flags.

    Raises:
        SourceError: the file is no cache of newsboat.
    """
    book = _Sources(followed)
    items: list[ImportedEntry] = []
    bad = 0
    is_cut = False
    try:
        with _opened(path) as connection:
            titles = dict(connection.execute("SELECT rssurl, title FROM rss_feed"))
            (total,) = connection.execute("SELECT count(*) FROM rss_item WHERE deleted = 0").fetchone()
            is_cut = total > MAX_ITEMS
            for row in connection.execute(_ITEMS, (MAX_ITEMS,)):
                source = book.of(str(row[4] or ""), str(titles.get(row[4]) or ""))
                if source is None:
                    bad += not clean_url(str(row[4] or ""))
                else:
                    items.append(
                        ImportedEntry(source, _entry(row), not row[7], clean_line(str(row[8] or "")))
                    )
    except sqlite3.Error as error:
        raise SourceError(Message("import.no_cache")) from error
    notes = book.notes()
    if is_cut:
        notes.insert(0, Message("import.too_many", n=MAX_ITEMS))
    if bad:
        notes.insert(0, Message("import.items_no_address", n=bad))
    return ImportedRecords(sources=tuple(book.new), items=tuple(items), notes=tuple(notes))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open another program's SQLite file as untrusted: read-only, with limits.

    See https://www.sqlite.org/security.html, "Untrusted SQLite Database Files".

    Raises:
        SourceError: the entries are no plain tables.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE_BYTES)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA mmap_size = 0")
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        end = time.process_time() + MAX_READ_SECONDS
        connection.set_progress_handler(lambda: time.process_time() > end, _STEPS_BETWEEN_CHECKS)
        plain = connection.execute(
            "SELECT count(*) FROM pragma_table_list "
            "WHERE schema = 'main' AND type = 'table' AND name IN ('rss_feed', 'rss_item')"
        ).fetchone()
        if plain != (2,):
            raise SourceError(Message("import.no_cache"))
        yield connection
    finally:
        connection.close()


def _entry(row: tuple[object, ...]) -> Entry:
    guid, title, author, url, _, published, content, _, _ = row
    when = (
        datetime.fromtimestamp(published, UTC)
        if isinstance(published, int) and 0 < published < 2**32
        else None
    )
    address = clean_url(str(url or ""))
    name = clean_line(str(title or ""))
    return Entry(
        id=clean_line(str(guid or "")) or address or name,
        guid=clean_line(str(guid or "")),
        title=name or address,
        url=address,
        published=when,
        content=clean_markup(str(content or "")),
        authors=(clean_line(str(author)),) if author else (),
    )


class _Sources:
    """Sources by the address of their feed; new ones for unknown addresses."""

    def __init__(self, followed: Iterable[Source]) -> None:
        self._by_feed = {source.feed: source for source in followed}
        self._ids = {source.id for source in self._by_feed.values()}
        self._excess = 0
        self.new: list[Source] = []

    def notes(self) -> list[Message]:
        """Return a note on the feeds above the limit for one file, if any."""
        return [Message("opml.excess", kept=SOURCES, n=self._excess)] if self._excess else []

    def of(self, url: str, name: str = "", folder: str = "") -> Source | None:
        """Return the source of a feed; None when the address is not http(s), or ``SOURCES`` are new."""
        address = clean_url(url)
        if not address:
            return None
        given = url.strip() if "@" in urlsplit(url.strip()).netloc else address
        if address not in self._by_feed and len(self.new) >= SOURCES:
            self._excess += 1
            return None
        if address not in self._by_feed:
            table = {"feed": given, "category": clean_line(folder), "name": clean_line(name)}
            made = source_from_table({key: value for key, value in table.items() if value})
            made = _renamed(made, free_id(made.id, self._ids), clean_line(name))
            self._ids.add(made.id)
            self._by_feed[address] = made
            self.new.append(made)
        return self._by_feed[address]


def _renamed(source: Source, id: str, name: str) -> Source:
    return replace(source, id=id, name=name or host_of(source.feed).removeprefix("www."))
