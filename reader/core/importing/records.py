"""What an import file holds, whatever program wrote it; every text has come through the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from reader.locale.message import Message
from reader.model import Article, Entry, Source
from reader.sources.http.ssrf_guard import host_of, is_inside
from reader.sources.sanitize import clean_line, clean_url


@dataclass(frozen=True, slots=True)
class Page:
    """A page somebody saved for later."""

    article: Article
    """Whole only when the file holds its text."""
    tags: tuple[str, ...] = ()
    note: str = ""
    archived: bool = False
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An entry another reader had fetched."""

    source: Source
    entry: Entry
    read: bool = False
    flags: str = ""
    """Letters by which it was marked there; such an entry is saved here, with them for tags."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """What is to be brought in."""

    sources: tuple[Source, ...] = ()
    items: tuple[Item, ...] = ()
    pages: tuple[Page, ...] = ()
    notes: tuple[Message, ...] = ()
    """What was passed over, and why."""


def page(
    url: str,
    title: str,
    *,
    tags: str | list[str] = "",
    separator: str = ",",
    note: str = "",
    archived: bool = False,
    saved_at: datetime | None = None,
) -> Page | None:
    """Return a page of which only the address and title are known; None when the address is none."""
    address = clean_url(url)
    if not address:
        return None
    words = tags.split(separator) if isinstance(tags, str) else tags
    return Page(
        Article(title=clean_line(title) or address, url=address, whole=False),
        tuple(dict.fromkeys(tag for word in words if (tag := clean_line(word)))),
        clean_line(note),
        archived,
        saved_at,
    )


def no_address(number: int) -> Message:
    """Return what is told of a line that cannot be followed or fetched."""
    return Message("import.line_no_address", line=number)


def leads_inside(article: Article) -> bool:
    """Tell whether a page is to be fetched from the person's own network; a file may not ask for that."""
    return not article.whole and is_inside(host_of(article.url))


def from_timestamp(text: str) -> datetime | None:
    """Return the time of a POSIX timestamp in digits; None when it is none."""
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None
