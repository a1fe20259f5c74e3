"""Define headlines, bookmarks, hits of a search and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

SAVED_PAGES = "saved"
"""Source id of pages saved by address; the library always has a row for this source."""


class Headline(NamedTuple):
    """A stored entry as shown in lists: one row, no body."""

    id: int
    source: str
    source_name: str
    title: str
    url: str = ""
    published: datetime | None = None
    fetched: datetime | None = None
    """Aware, UTC: time of arrival; used for an unknown ``published``."""
    category: str = ""
    language: str = ""
    author: str = ""
    image: str = ""
    read: bool = False
    saved: bool = False
    offline: bool = False
    """The whole article is in the library."""
    breaking: bool = False
    """Marked «عاجل» by the newsroom."""
    corrected: bool = False
    """Title or text changed by the newsroom («عُدّل»)."""
    story: int | None = None
    """Id of the first entry about the same event; None before grouping."""
    stale: bool = False
    """Corrected after its article was stored, so that the page differs now."""
    highlight: str = ""
    """Name of the rule that highlights the entry; empty for none."""
    kept: bool = False
    """Kept unread: not marked read together with other headlines."""
    newsrooms: int = 1
    """Number of sources that report its event."""
    reports: int = 1
    """Number of entries that report its event: a newsroom may report an event twice."""
    order: int = 0
    """Sort key of lists: microseconds since the epoch, distinct within a document; then by id."""
    progress: int = 0
    """Percentage of its article that was read."""

    @property
    def time(self) -> datetime | None:
        """The time of publication, or else of arrival."""
        return self.published or self.fetched


class Bookmark(NamedTuple):
    """A saved headline with the reader's tags and note."""

    headline: Headline
    saved_at: datetime
    tags: tuple[str, ...] = ()
    note: str = ""
    archived: bool = False
    pending: bool = False
    """Saved as far as known; article or pictures are still to be downloaded."""
    newer: bool = False
    """Changed by the newsroom after saving; the later version is kept as well."""


Range = tuple[int, int]
"""The logical indexes of a stretch of text: its start, and its end, which is not part of it."""


class Hit(NamedTuple):
    """A headline found by a search, and where."""

    headline: Headline
    title_hits: list[Range]
    snippet: str
    """One line of the body around the first hit; its beginning when only the headline has one."""
    snippet_hits: list[Range]


class Filter(NamedTuple):
    """A filter of headlines: conditions that all hold, empty ones ignored."""

    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    unread: bool = False
    saved: bool = False
    since: datetime | None = None
    query: str = ""
    """Search syntax of ``store.search``."""
    hidden: bool = False
    """Only headlines that a rule hides, which are in no other list."""

    @property
    def is_groupable(self) -> bool:
        """Whether events can be listed once: not for one source, saved entries or a query."""
        return len(self.sources) != 1 and not (self.saved or self.query.strip())
