"""What a piece of news is: frozen values in logical text that cross every wall of the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

BlockKind = Literal["paragraph", "heading", "quotation", "item", "caption", "image", "embed", "row", "rule"]
SpanKind = Literal["link", "strong", "emphasis", "code"]
Direction = Literal["rtl", "ltr"]
_BESIDE_TEXT = ("image", "caption", "embed", "rule")
RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})


def direction(language: str) -> Direction:
    """Return the reading direction of a BCP 47 language tag; unknown tags read left to right."""
    return "rtl" if language.lower().replace("_", "-").split("-")[0] in RTL_LANGUAGES else "ltr"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text, by logical index (end exclusive), that is more than plain."""

    start: int
    end: int
    kind: SpanKind
    url: str = ""
    """Absolute http(s) address of a link, else empty."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body: clean logical text without line breaks, and the spans in it."""

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    """Heading rank 1-6, list depth from 1, quotation depth from 1; else 0."""
    ordinal: int = 0
    """Number of an item in an ordered list; 0 in an unordered one."""
    url: str = ""
    """Absolute address of an image (``text`` is its alt or caption) or of an embedded video or post."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that comes with an entry (RSS ``enclosure``, Atom ``link rel=enclosure``, ``media:content``)."""

    url: str
    type: str = ""
    length: int = 0
    """Bytes as declared; 0 when unknown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed or listing as it arrived: cleaned, not yet stored."""

    id: str
    """Stable within its source: the guid, else the address, else a digest of title and date."""
    title: str
    """Plain text, one line."""
    url: str = ""
    published: datetime | None = None
    """Aware, UTC. None when unknown: none is better than wrong."""
    updated: datetime | None = None
    summary: str = ""
    """Plain text."""
    content: str = ""
    """Body markup as given (HTML, characters cleaned); becomes blocks only when somebody looks."""
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str = ""
    """Absolute address of the lead picture."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed or listing page."""

    title: str = ""
    url: str = ""
    home: str = ""
    """Address of the site the feed belongs to."""
    language: str = ""
    description: str = ""
    updated: datetime | None = None
    entries: tuple[Entry, ...] = ()
    hubs: tuple[str, ...] = ()
    problem: str = ""
    """Why the feed was read only in part, in words; empty when it was whole."""


@dataclass(frozen=True, slots=True)
class Article:
    """A whole article, extracted from its page or built from what the feed gave."""

    title: str
    url: str = ""
    site: str = ""
    category: str = ""
    author: str = ""
    published: datetime | None = None
    """Aware when the page said a zone; naive local newsroom time otherwise."""
    language: str = ""
    direction: Direction = "rtl"
    image: str = ""
    blocks: tuple[Block, ...] = ()
    whole: bool = True
    """False when this is only what the feed gave."""

    @property
    def text(self) -> str:
        """The body as plain paragraphs, one per line; pictures, their captions, embeds and rules left out."""
        return "\n".join(b.text for b in self.blocks if b.text and b.kind not in _BESIDE_TEXT)


@dataclass(frozen=True, slots=True)
class Selectors:
    """How a site's pages are read: CSS selectors, each empty where the general rules do."""

    link: str = ""
    """Listing: the headline's ``a[href]`` (or an element around it)."""
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
    """A newsroom that is followed: a feed, a listing page, or a feed with the listing as second way."""

    id: str
    """Short ASCII name, unique (``baghdadtoday``)."""
    name: str
    """As the reader sees it (بغداد اليوم)."""
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
    """Always take the whole articles along at refresh."""
    pictures: bool = False
    keep_days: int = 0
    """Retention by age; 0 keeps the default."""
    keep_entries: int = 0
    """Retention by count; 0 keeps the default."""
    enabled: bool = True
    by_hand: bool = False
    """Added by the person: may live on loopback or a private network."""
    sample: bool = False
    """The built-in edition shown until real news comes."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """What the last fetches of a source gave; stored with it."""

    source: str
    last_fetch: datetime | None = None
    last_success: datetime | None = None
    error: str = ""
    """Why the last fetch failed, in words; empty when it did not."""
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
    arabic: str = ""
    """``error`` in Arabic."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A stored entry as lists show it: one row, no body."""

    id: int
    source: str
    source_name: str
    title: str
    url: str = ""
    published: datetime | None = None
    fetched: datetime | None = None
    """Aware, UTC: when it was first seen; stands in for an unknown ``published``."""
    category: str = ""
    language: str = ""
    author: str = ""
    image: str = ""
    read: bool = False
    saved: bool = False
    offline: bool = False
    """The whole article is in the library."""
    breaking: bool = False
    """The newsroom marked it «عاجل»."""

    @property
    def time(self) -> datetime | None:
        """When it was published, or else first seen."""
        return self.published or self.fetched


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A headline on the shelf and what the reader wrote beside it."""

    headline: Headline
    saved_at: datetime
    tags: tuple[str, ...] = ()
    note: str = ""
    archived: bool = False
    pending: bool = False
    """Saved as far as known; the whole article is still to be fetched."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which headlines to list; every field narrows, empty ones do not."""

    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    unread: bool = False
    saved: bool = False
    since: datetime | None = None
    query: str = ""
    """Search syntax of ``store.search``."""
