"""Define headlines, bookmarks and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

SAVED_PAGES = "saved"
"""Source id of the pages a person saved by address; the library always has a row for it."""


class Headline(NamedTuple):
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
    corrected: bool = False
    """The newsroom changed title or text («عُدّل»)."""
    story: int | None = None
    """Id of the first entry about the event it reports; None before it is grouped."""
    stale: bool = False
    """Corrected after its article was stored: the page says something else now."""
    highlight: str = ""
    """Name of the rule that highlights it; empty for none."""
    kept: bool = False
    """Kept unread: marking many headlines as read passes it over."""
    newsrooms: int = 1
    """How many sources report its event."""
    reports: int = 1
    """How many entries report its event: a newsroom may report it again."""
    order: int = 0
    """Where it stands in lists: microseconds since the epoch, those of equal time told apart; then by id."""
    progress: int = 0
    """Percent of its article that was read."""

    @property
    def time(self) -> datetime | None:
        """When it was published, or else first seen."""
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
    """The newsroom changed it after it was saved; the later version is kept as well."""


class Filter(NamedTuple):
    """Which headlines to list; every field narrows, empty ones do not."""

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
        """Whether events can be listed once: not where one source, the saved or a query is looked at."""
        return len(self.sources) != 1 and not (self.saved or self.query.strip())
