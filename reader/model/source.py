"""Define sources, their selectors and the health of their fetches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from reader.locale.message import Message


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors of a site's pages, each empty where the general rules apply."""

    link: str = ""
    """Listing: the headline's ``a[href]``, or an element around that."""
    item: str = ""
    """Listing: the element around one headline, within which the others are looked up."""
    title: str = ""
    date: str = ""
    category: str = ""
    body: str = ""
    author: str = ""
    drop: tuple[str, ...] = ()
    """Article: elements removed before the body is read."""


@dataclass(frozen=True, slots=True)
class Source:
    """A followed newsroom: a feed, a listing page, or a feed with a listing as fallback."""

    id: str
    """Short ASCII name, unique (``baghdadtoday``)."""
    name: str
    """As displayed (بغداد اليوم)."""
    feed: str = ""
    listing: str = ""
    home: str = ""
    language: str = "ar"
    country: str = ""
    category: str = ""
    """Folder in the list of sources; OPML outline."""
    listing_selectors: Selectors = field(default_factory=Selectors)
    article_selectors: Selectors = field(default_factory=Selectors)
    headers: tuple[tuple[str, str], ...] = ()
    user_agent: str = ""
    cookies: bool = False
    full: bool = False
    """Always download the whole articles on refresh."""
    pictures: bool = False
    keep_days: int = 0
    """Retention by age; 0 keeps the default."""
    keep_entries: int = 0
    """Retention by count; 0 keeps the default."""
    identity: str = ""
    """The identifying field of an entry: ``guid``, ``link`` or ``title``; empty: all (``store.identity``)."""
    unread_again: str = "substantial"
    """Which corrections make a read entry unread: ``off``, ``substantial`` or ``any``."""
    enabled: bool = True
    user_added: bool = False
    """Added by the person: its address may be one of loopback or a private network."""
    inside: bool = False
    """Its host may resolve to loopback or a private network, as when the person added the source."""
    sample: bool = False
    """The built-in sample, shown until the first refresh."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """The result of the last fetches of a source."""

    source: str
    last_fetch: datetime | None = None
    last_success: datetime | None = None
    error: Message | None = None
    """Why the last fetch failed; None after success."""
    due: datetime | None = None
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    """Of the last body, to know an unchanged one without validators."""
    moved_to: str = ""
    """Address after permanent redirects."""
    failures: int = 0
    """Failed fetches in a row."""
    entries_per_day: float = 0.0
    url: str = ""
    """The configured address these were fetched for: another one makes validators and ``moved_to`` void."""
    wait_until: datetime | None = None
    """The server said Retry-After: not even a person's asking fetches before that."""
