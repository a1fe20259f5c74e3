"""Define the records of an import file of any program; every text is sanitized."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from json import JSONDecodeError

from reader.locale.message import Message
from reader.model import Article, Entry, Source
from reader.sources.http.ssrf_guard import host_of, is_inside
from reader.sources.sanitize import clean_line, clean_url

MAX_PAGES = 60_000
"""Of a file. Storing one takes 0.15 ms of processor time."""


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A page saved for later reading."""

    article: Article
    """Whole only when the file has its text."""
    tags: tuple[str, ...] = ()
    note: str = ""
    archived: bool = False
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """An entry that another reader downloaded."""

    source: Source
    entry: Entry
    read: bool = False
    flags: str = ""
    """Letters of the entry's flags; a flagged entry becomes a bookmark with these tags."""


@dataclass(frozen=True, slots=True)
class ImportedRecords:
    """The records of one file."""

    sources: tuple[Source, ...] = ()
    items: tuple[ImportedEntry, ...] = ()
    pages: tuple[ImportedPage, ...] = ()
    notes: tuple[Message, ...] = ()
    """Records that were skipped, and why."""


def page(
    url: str,
    title: str,
    *,
    tags: str | list[str] = "",
    separator: str = ",",
    note: str = "",
    archived: bool = False,
    saved_at: datetime | None = None,
) -> ImportedPage | None:
    """Return a page with only address and title; None when the address is not http(s)."""
    address = clean_url(url)
    if not address:
        return None
    words = tags.split(separator) if isinstance(tags, str) else tags
    return ImportedPage(
        Article(title=clean_line(title) or address, url=address, whole=False),
        tuple(dict.fromkeys(tag for word in words if (tag := clean_line(word)))),
        clean_line(note),
        archived,
        saved_at,
    )


def collect_pages(made: Iterable[ImportedPage | None]) -> ImportedRecords:
    """Return the first pages of a file, and how many have no address: they are None."""
    pages: list[ImportedPage] = []
    bad = 0
    notes = []
    for each in made:
        if each is None:
            bad += 1
        elif len(pages) < MAX_PAGES:
            pages.append(each)
        else:
            notes.append(Message("import.too_many", n=MAX_PAGES))
            break
    if bad:
        notes.insert(0, Message("import.items_no_address", n=bad))
    return ImportedRecords(pages=tuple(pages), notes=tuple(notes))


def no_address(number: int) -> Message:
    """Return the note on a line without an http(s) address."""
    return Message("import.line_no_address", line=number)


def describe_json_error(error: ValueError | RecursionError) -> Message:
    """Return why a text is not JSON, with the position of the error if known."""
    if isinstance(error, JSONDecodeError):
        return Message("import.bad_json", line=error.lineno, column=error.colno)
    return Message("store.no_json")


def leads_inside(article: Article) -> bool:
    """Return whether the page would be fetched from a private network.

    A file may not cause such requests.
    """
    return not article.whole and is_inside(host_of(article.url))


def from_timestamp(text: str) -> datetime | None:
    """Return the time of a POSIX timestamp in decimal digits; None for any other text."""
    try:
        moment = datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if 1 < moment.year < 9999 else None  # the years every zone can show
