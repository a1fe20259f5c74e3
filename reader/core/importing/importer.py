"""Detect the format of an import file, read the file and store its records."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, get_args

from reader.core.errors import ExportError
from reader.core.importing.dump_reader import sanitize_lines
from reader.core.importing.newsboat import read_cache, read_urls
from reader.core.importing.read_later import read_instapaper, read_pocket_csv, read_pocket_html, read_wallabag
from reader.core.importing.records import (
    MAX_PAGES,
    ImportedEntry,
    ImportedPage,
    ImportedRecords,
    describe_json_error,
    leads_inside,
    no_address,
)
from reader.core.json_records import read_article, read_line, read_strings, read_time, read_words
from reader.locale.message import Message
from reader.locale.system_error import describe
from reader.model import Source
from reader.sources.errors import SourceError
from reader.sources.sanitize import clean
from reader.store.row_factories import chunks

if TYPE_CHECKING:
    from reader.core.session import Session

Kind = Literal[
    "khabar",
    "articles",
    "newsboat-urls",
    "newsboat-cache",
    "pocket-csv",
    "pocket-html",
    "instapaper",
    "wallabag",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
MAX_IMPORT_BYTES = 1 << 30
MAX_TEXT_BYTES = 1 << 28
"""A file that is read as a whole; dumps and SQLite files are read row by row."""
MAX_LINE_BYTES = 1 << 26
"""A line of a dump: an entry with its page, or an image in base64."""

_BATCH_CHARACTERS = 1 << 20
"""Of a dump, sanitized at a time."""
_BATCH_RECORDS = 500
"""Records per transaction, for which other writers wait a part of a second."""

_TEXTS: dict[str, Callable[[str], ImportedRecords]] = {
    "articles": lambda text: _articles(text),
    "pocket-csv": read_pocket_csv,
    "pocket-html": read_pocket_html,
    "instapaper": read_instapaper,
    "wallabag": read_wallabag,
}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import."""

    kind: Kind
    entries: int = 0
    pages: int = 0
    sources: tuple[Source, ...] = ()
    """Feeds that were not followed before; ``follow_all`` adds them to the configuration."""
    notes: tuple[Message, ...] = ()


def recognise(path: Path) -> Kind | None:
    """Return the format of an import file by its first bytes; None when unknown.

    Raises:
        ExportError: the file cannot be read.
    """
    if path.exists() and not path.is_file() and not path.is_dir():  # the beginning of a pipe is read once
        why = Message("system.not_a_file")
        raise ExportError(Message("file.unreadable", path=str(path), why=why))
    try:
        with path.open("rb") as file:
            start = file.read(8192)
    except OSError as error:
        raise ExportError(Message("file.unreadable", path=str(path), why=describe(error))) from error
    if start.startswith(b"SQLite format 3\0"):
        return "newsboat-cache"
    text = start.decode("utf-8-sig", "replace").lstrip()
    first = text.partition("\n")[0].strip()
    names = {name.strip().strip('"').lower() for name in first.split(",")}
    if first.startswith("{"):
        return "khabar" if first.startswith('{"khabar"') else "articles"
    if first.startswith("["):
        return "wallabag"
    if {"url", "title", "folder"} <= names:
        return "instapaper"
    if {"url", "time_added"} <= names:
        return "pocket-csv"
    if first.lower().startswith("<!doctype html") or "<html" in text[:500].lower():
        return "pocket-html"
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if lines and lines[0].startswith(("http://", "https://", "exec:", "filter:", "query:", '"query:')):
        return "newsboat-urls"
    return None


def import_file(session: Session, path: Path, kind: Kind | None = None) -> ImportResult:
    """Store the records of a file in the library; existing data is kept.

    Raises:
        ExportError: the file is of no known kind, or malformed.
        StoreError: the library cannot be written.
    """
    kind = kind or recognise(path)
    if kind is None:
        raise ExportError(Message("import.unknown", path=str(path), kinds=tuple(KINDS)))
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ExportError(Message("file.unreadable", path=str(path), why=describe(error))) from error
    limit = MAX_IMPORT_BYTES if kind in ("khabar", "newsboat-cache") else MAX_TEXT_BYTES
    if size > limit:
        raise ExportError(
            Message("file.too_large", path=str(path), size=Message("size.mb", number=limit >> 20))
        )
    try:
        with session.file_parser(size) as parse:
            if kind == "khabar":
                with path.open("rb") as file:
                    lines = _sanitized(file, parse)
                    return ImportResult(kind, entries=session.library.interchange.load(lines))
            records: ImportedRecords = parse(
                read_records, os.fsencode(path.absolute()), kind, session.sources
            )
    except (ValueError, OSError, SourceError) as error:
        why = error.message if isinstance(error, SourceError) else _reason(error)
        raise ExportError(Message("import.unreadable_as", path=str(path), kind=kind, why=why)) from error
    entries = _store_items(session, records)
    inside, pages = list[ImportedPage](), list[ImportedPage]()
    for page in records.pages:
        (inside if leads_inside(page.article) else pages).append(page)
    notes = (
        *records.notes,
        *(Message("import.private", url=page.article.url) for page in inside),
    )
    # Oldest first: bookmarks are listed by the time they were stored, latest first.
    pages.sort(key=lambda page: page.saved_at.timestamp() if page.saved_at else 0)
    for some in chunks(pages, _BATCH_RECORDS):
        with session.library.batch():
            session.library.articles.prepare_pages(page.article for page in some)
            for page in some:
                _store_page(session, page)
    while session.library.index.update():
        pass
    return ImportResult(kind, entries, len(pages), records.sources, notes)


def read_records(path: bytes, kind: Kind, sources: Sequence[Source]) -> ImportedRecords:
    """Read the records of a file that is no library of khabar.

    Args:
        path: of the file, as the system writes it: it need not be UTF-8.
        kind: of the file.
        sources: the followed sources.

    Raises:
        SourceError: it cannot be read, or is malformed.
    """
    file = Path(os.fsdecode(path))
    try:
        if kind == "newsboat-cache":
            return read_cache(file, sources)
        text = file.read_bytes().decode("utf-8-sig", "replace")
        if kind == "newsboat-urls":
            return read_urls(text, sources)
        return _TEXTS[kind](text)
    except (ValueError, OSError, RecursionError) as error:
        raise SourceError(_reason(error)) from error


def _reason(error: OSError | ValueError | RecursionError) -> Message:
    if isinstance(error, UnicodeDecodeError):
        return Message("import.not_utf8")
    return describe(error) if isinstance(error, OSError) else describe_json_error(error)


def _sanitized(file: BinaryIO, parse: Callable[..., Sequence[str]]) -> Iterator[str]:
    """Yield the sanitized lines of a library's dump, some of them at a time."""
    number, size, lines = 1, 0, list[str]()
    for line in _lines(file):
        lines.append(line)
        size += len(line)
        if size >= _BATCH_CHARACTERS:
            yield from parse(sanitize_lines, lines, number)
            number, size, lines = number + len(lines), 0, []
    yield from parse(sanitize_lines, lines, number)


def _lines(file: BinaryIO) -> Iterator[str]:
    """Yield the lines of a file.

    Raises:
        SourceError: a line is longer than ``MAX_LINE_BYTES``.
        UnicodeDecodeError: a line is not UTF-8.
    """
    while line := file.readline(MAX_LINE_BYTES):
        if len(line) == MAX_LINE_BYTES:
            raise SourceError(Message("import.line_too_long"))
        yield line.decode()


def _articles(text: str) -> ImportedRecords:
    """Read the JSON Lines of ``khabar export --format json``."""
    pages: list[ImportedPage] = []
    notes = []
    for number, row in enumerate(text.split("\n"), 1):
        try:
            data = json.loads(row) if row.strip() else None
        except (ValueError, RecursionError):
            notes.append(Message("import.line_no_json", line=number))
            continue
        if len(pages) == MAX_PAGES:
            notes.append(Message("import.too_many", n=MAX_PAGES))
            break
        if isinstance(data, dict):
            article = read_article(data)
            if not article.url:
                notes.append(no_address(number))
                continue
            pages.append(
                ImportedPage(
                    article,
                    tuple(tag for tag in read_strings(data, "tags") if tag == read_line({"tag": tag}, "tag")),
                    clean(read_words(data, "note")),
                    data.get("archived") is True,
                    _aware(read_time(data, "saved_at")),
                )
            )
    return ImportedRecords(pages=tuple(pages), notes=tuple(notes))


def _aware(moment: datetime | None) -> datetime | None:
    """Return a time with its zone; one without is read as UTC, which exports are written in."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _store_items(session: Session, records: ImportedRecords) -> int:
    """Store entries source by source, with their read marks; flagged ones become bookmarks."""
    library = session.library
    count = 0
    now = datetime.now(UTC)
    for _, group in groupby(sorted(records.items, key=_source_id), key=_source_id):
        items = list(group)
        added = library.entries.add(items[0].source, [item.entry for item in items], now=now)
        new = set(added.new)
        count += len(new)
        found = {library.entries.find(item.entry.url): item for item in items if item.entry.url}
        ids = {id: item for id, item in found.items() if id is not None and id in new}
        library.entries.mark_read([id for id, item in ids.items() if item.read])
        flagged = ((id, item.flags) for id, item in ids.items() if item.flags)
        for some in chunks(flagged, _BATCH_RECORDS):
            with library.batch():
                for id, flags in some:
                    library.bookmarks.add(id, pending=True)
                    library.bookmarks.annotate(id, tags=list(flags))
    return count


def _source_id(item: ImportedEntry) -> str:
    return item.source.id


def _store_page(session: Session, page: ImportedPage) -> None:
    library = session.library
    known = library.entries.find(page.article.url)
    headline = library.entries.headline(known) if known is not None else None
    if headline is not None and (headline.saved or headline.offline):
        # The stored article is at least as good as the one in the file: only bookmark it.
        id = headline.id
        if not headline.saved:
            library.bookmarks.add(id, pending=not headline.offline, saved_at=page.saved_at)
    else:
        id = library.articles.add_page(page.article, saved_at=page.saved_at)
    library.bookmarks.annotate(
        id, tags=page.tags or None, note=page.note or None, archived=page.archived or None
    )
