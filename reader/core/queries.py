"""What the reader has at hand: the library, and where there is nothing in it the sample."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from reader.config import Settings
from reader.model import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from reader.core.sample import Sample
    from reader.model import Article, Bookmark, Headline, Source, SourceHealth
    from reader.store import Counts, Hit, Library

EVERYTHING = Filter()


class Reading:
    """All that can be done with no network.

    Thread-safe; may touch the disk, so on an event loop it is called from threads. Entries with a negative id
    belong to the built-in sample.

    Args:
        library: an open library; closing it stays with whoever opened it.
        sources: what is followed; those the library knows when None.
        settings: of the person.
    """

    def __init__(
        self, library: Library, sources: Iterable[Source] | None = None, settings: Settings | None = None
    ) -> None:
        self.library = library
        self.settings = settings or Settings()
        self._sources: tuple[Source, ...] | None = None
        if sources is not None:
            self.follow(sources)

    # Sources

    @property
    def sources(self) -> tuple[Source, ...]:
        """What is followed, in the order of the configuration."""
        if self._sources is None:
            self._sources = tuple(self.library.sources.all())
        return self._sources

    def follow(self, sources: Iterable[Source]) -> None:
        """Follow these from now on, and no others."""
        from reader.core.schedule import told

        self._sources = tuple(sources)
        self.library.sources.set(map(told, self._sources))

    def source(self, id: str) -> Source | None:
        """Return a followed source by its id."""
        return next((source for source in self.sources if source.id == id), None)

    def healths(self) -> dict[str, SourceHealth]:
        """Return what the last fetches gave, by source."""
        return self.library.sources.healths()

    # Reading

    @cached_property
    def sample(self) -> Sample:
        """The built-in sample."""
        from reader.core.sample import Sample

        return Sample()

    def showing_sample(self) -> bool:
        """Tell whether the built-in sample stands in: an empty library, and all that was tried failed."""
        if self.library.entries.headlines(limit=1):
            return False
        healths = self.library.sources.healths().values()
        tried = [health for health in healths if health.last_fetch]
        return bool(tried) and not any(health.last_success for health in tried)

    def headlines(
        self,
        filter: Filter = EVERYTHING,
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Headline]:
        """List headlines, newest first."""
        found = self.library.entries.headlines(filter, limit=limit, offset=offset)
        if not found and not offset and self.showing_sample():
            return self.sample.headlines(filter, limit=limit)
        return found

    def latest(self, limit: int) -> list[Headline]:
        """List the latest headlines of all sources, for the ticker."""
        found = self.library.entries.latest(limit)
        return found or (self.sample.headlines(limit=limit) if self.showing_sample() else [])

    def headlines_of(self, ids: Sequence[int]) -> list[Headline]:
        """Return those of some headlines that are in the library, in the order of ``ids``."""
        return self.library.entries.by_ids(ids)

    def headline(self, id: int) -> Headline | None:
        """Return one headline; None when there is none with this id."""
        return self.sample.headline(id) if id < 0 else self.library.entries.headline(id)

    def find(self, item: str) -> int | None:
        """Return the id of what a person named: an id or an address."""
        if item.startswith("-") and item[1:].isdecimal():
            return int(item) if self.sample.headline(int(item)) else None
        return self.library.entries.find(item)

    def article(self, id: int) -> Article | None:
        """Return the article as far as it is here: whole when stored, else from what the feed gave."""
        if id < 0:
            return self.sample.article(id)
        stored = self.library.articles.get(id)
        if stored is not None and stored.whole:
            return stored
        entry, headline = self.library.entries.get(id), self.library.entries.headline(id)
        if entry is None or headline is None:
            return stored
        from reader.sources import from_entry

        return from_entry(entry, headline.language)

    def mark_read(self, ids: Sequence[int], read: bool = True) -> list[int]:
        """Mark as read or unread; returns those that changed, for undo."""
        here = [id for id in ids if id >= 0]
        changed = [] if len(here) == len(ids) else self.sample.mark_read([id for id in ids if id < 0], read)
        return changed + (self.library.entries.mark_read(here, read) if here else [])

    def position(self, id: int) -> int:
        """Return where reading of an article stopped; 0 at its beginning."""
        return 0 if id < 0 else self.library.articles.position(id)

    def set_position(self, id: int, position: int) -> None:
        """Remember where reading stopped."""
        if id >= 0:
            self.library.articles.set_position(id, position)

    def image(self, url: str) -> bytes | None:
        """Return a stored picture."""
        return self.library.articles.image(url)

    def search(self, query: str, *, limit: int = 50, offset: int = 0) -> list[Hit]:
        """Search titles and bodies, best first."""
        return self.library.search.find(query, limit=limit, offset=offset)

    def counts(self) -> dict[str, Counts]:
        """Return how many headlines each source has, and how many are unread."""
        return self.library.entries.counts()

    def categories(self) -> list[str]:
        """Return every category there is."""
        return self.library.entries.categories()

    def remember(self, key: str, value: str) -> None:
        """Keep a small string for the next start."""
        self.library.facts.set(key, value)

    def recall(self, key: str) -> str:
        """Return what ``remember`` kept; empty when nothing was."""
        return self.library.facts.get(key) or ""

    # The shelf

    def bookmarks(self, query: str = "", archived: bool = False) -> list[Bookmark]:
        """List what is saved, latest first."""
        return self.library.bookmarks.all(query, archived)

    def annotate(
        self,
        id: int,
        *,
        tags: Sequence[str] | None = None,
        note: str | None = None,
        archived: bool | None = None,
    ) -> None:
        """Write tags or a note beside a bookmark, or put it away; None leaves what is there.

        They are cleaned: what a person writes is often pasted.
        """
        from reader.sources.sanitize import clean, clean_line

        tags = None if tags is None else [word for tag in tags if (word := clean_line(tag))]
        self.library.bookmarks.annotate(
            id, tags=tags, note=None if note is None else clean(note), archived=archived
        )

    def unsave(self, ids: Sequence[int]) -> Any:
        """Take bookmarks off the shelf; returns the token ``undo`` takes."""
        return self.library.bookmarks.remove(list(ids))

    def undo(self, token: Any) -> None:
        """Put back what ``unsave`` took."""
        self.library.bookmarks.restore(token)

    # Keeping

    def tidy(self) -> None:
        """Let go of what is old by the settings, and give room back to the disk, a little at a time."""
        self.library.retention.prune(
            now=datetime.now(UTC), keep_days=self.settings.keep_days, keep_entries=self.settings.keep_entries
        )
        self.library.retention.vacuum()
