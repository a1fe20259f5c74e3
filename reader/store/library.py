"""The library: everything read stays found, everything saved stays readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Filter
from reader.store.database import Database
from reader.store.entries import Counts, now
from reader.store.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from reader.model import Article, Bookmark, Entry, Headline, Source, SourceHealth
    from reader.store.bookmarks import Unsaved
    from reader.store.found import Hit
    from reader.store.retention import Pruned, Size
    from reader.store.upsert import Added, SourceUpdate

_EVERYTHING = Filter()


class Library(Parts):
    """One SQLite file with sources, entries, articles and the shelf.

    Every method may be called from any thread and blocks while it works. All raise ``StoreError``, in words.
    """

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Library:
        """Open the library at ``path``; make it, for its owner only (0600), when there is none.

        Raises:
            LibraryMissingError: there is none and ``create`` is false.
            NotALibraryError, LibraryDamagedError, LibraryTooNewError: the file is left as it was.
        """
        return cls(Database(path, create=create))

    @property
    def path(self) -> Path:
        """The library's file."""
        return self._database.path

    def close(self) -> None:
        """Close the file; the library cannot be used after."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Sources

    def set_sources(self, sources: Iterable[Source]) -> None:
        """Follow exactly these, in this order; entries of others leave the lists, not the library."""
        self._sources.set(sources)

    def sources(self) -> list[Source]:
        """Return the followed sources."""
        return self._sources.all()

    def health(self, source: str) -> SourceHealth:
        """Return what the last fetches of a source gave; blank when it was never fetched."""
        return self._sources.health(source)

    def healths(self) -> dict[str, SourceHealth]:
        """Return the health of every source ever fetched, by its id."""
        return self._sources.healths()

    def record_fetch(self, health: SourceHealth) -> None:
        """Store how a fetch went, and add it to the fetch log."""
        self._sources.record(health)

    # Entries

    def add_entries(self, source: Source, entries: Sequence[Entry], *, now: datetime) -> Added:
        """Bring in what a source gave, in one transaction.

        Known ones (same guid or page; same story number on one host; same headline within three days in
        another feed of the newsroom) are updated or passed over, and keep their read state. Entries that
        were pruned do not come back. Their words are indexed by ``index_pending``, at the latest by a search.
        """
        from reader.store.prepare_entries import prepare
        from reader.store.upsert import SourceUpdate, take_in

        delivery = SourceUpdate(source, None, prepare(source, entries, now))
        return take_in(self._database, [delivery], now)[0]

    def take_in(self, deliveries: Sequence[SourceUpdate], *, patience: float | None = None) -> list[Added]:
        """Bring in what some sources gave, made ready by ``arriving.prepare``, all of it or nothing.

        Args:
            deliveries: see ``add_entries`` for what becomes of their entries.
            patience: seconds to wait for others who write; some while when None.

        Raises:
            LibraryBusyError: others wrote for longer than that.
        """
        from reader.store.upsert import take_in

        return take_in(self._database, deliveries, now(), patience)

    def headlines(
        self, filter: Filter = _EVERYTHING, *, limit: int | None = None, offset: int = 0
    ) -> list[Headline]:
        """List headlines, newest first."""
        if filter.query:
            self._index.catch_up()
        return self._entries.headlines(filter, limit=limit, offset=offset)

    def latest(self, limit: int = 20) -> list[Headline]:
        """Return the newest headlines, for the ticker."""
        return self._entries.headlines(_EVERYTHING, limit=limit, offset=0)

    def headlines_of(self, ids: Sequence[int]) -> list[Headline]:
        """Return headlines in the order of ``ids``; ids of nothing are passed over."""
        return self._entries.by_ids(ids)

    def headline(self, id: int) -> Headline | None:
        """Return one headline."""
        return self._entries.headline(id)

    def find(self, item: str) -> int | None:
        """Return the id of what ``item`` names: an id in any digits, or an address."""
        return self._entries.find(item)

    def entry(self, id: int) -> Entry | None:
        """Return an entry as its source gave it."""
        return self._entries.entry(id)

    def counts(self) -> dict[str, Counts]:
        """Return total and unread entries of each followed source."""
        return self._entries.counts()

    def categories(self) -> list[str]:
        """Return all categories, the commonest first."""
        return self._entries.categories()

    def mark_read(self, ids: Iterable[int], read: bool = True) -> list[int]:
        """Mark entries read or unread; return those for which that was a change."""
        return self._entries.mark_read(ids, read)

    # Articles

    def put_article(self, id: int, article: Article, html: bytes | None = None) -> None:
        """Store the article of an entry and its page; a whole one ends a bookmark's ``pending``."""
        self._articles.put(id, article, html)

    def article(self, id: int) -> Article | None:
        """Return the stored article of an entry."""
        return self._articles.get(id)

    def original(self, id: int) -> bytes | None:
        """Return the page an article was read from."""
        return self._articles.original(id)

    def put_image(self, url: str, data: bytes) -> None:
        """Store a picture by its address."""
        self._articles.put_image(url, data)

    def image(self, url: str) -> bytes | None:
        """Return a stored picture."""
        return self._articles.image(url)

    def position(self, id: int) -> int:
        """Return where reading stopped; 0 at the beginning."""
        return self._articles.position(id)

    def set_position(self, id: int, position: int) -> None:
        """Remember where reading stopped."""
        self._articles.set_position(id, position)

    # The shelf

    def bookmark(self, id: int, *, pending: bool = False) -> None:
        """Save an entry; when this returns it is on the disk.

        Args:
            id: the entry.
            pending: the whole article is still to be fetched (``pending()`` lists it until ``put_article``).
        """
        self._bookmarks.add(id, pending, now())

    def unbookmark(self, ids: Iterable[int]) -> Unsaved:
        """Take entries off the shelf; ``restore`` undoes it exactly."""
        return self._bookmarks.remove(ids)

    def restore(self, unsaved: Unsaved) -> None:
        """Undo an ``unbookmark``."""
        self._bookmarks.restore(unsaved)

    def bookmarks(self, query: str = "", archived: bool = False) -> list[Bookmark]:
        """Return the shelf, or with ``archived`` what was put away from it; last saved first."""
        if query:
            self._index.catch_up()
        return self._bookmarks.all(query, archived)

    def annotate(
        self,
        id: int,
        tags: Sequence[str] | None = None,
        note: str | None = None,
        archived: bool | None = None,
    ) -> None:
        """Change a bookmark's tags, note or archive state; None leaves what is there."""
        self._bookmarks.annotate(id, tags, note, archived)

    def pending(self) -> list[int]:
        """Return the saved entries whose whole article is still to be fetched."""
        return self._bookmarks.pending()

    def add_page(self, article: Article, html: bytes | None = None) -> int:
        """Save a page by hand, as the entry of its address or one of the source ``saved``; return its id."""
        return self._articles.add_page(article, html, now())

    # Search

    def search(self, query: str, *, limit: int = 50, offset: int = 0) -> list[Hit]:
        """Search headlines and bodies, best first; a query that is no syntax is searched as words."""
        return self._search.search(query, limit, offset)

    def hits(self, text: str, query: str) -> list[tuple[int, int]]:
        """Return the ranges of ``text`` a query found, in original indexes, harakat included."""
        from reader.store.found import hits

        return hits(text, query)

    def index_pending(self, budget_s: float = 0.2, *, patience: float | None = None) -> int:
        """Index what came in, for about ``budget_s`` seconds; return how many entries are still to do.

        Args:
            budget_s: seconds, about.
            patience: seconds to wait for others who write; some while when None.

        Raises:
            LibraryBusyError: others wrote for longer than that.
        """
        return self._index.index_pending(budget_s, patience)

    def not_indexed(self) -> int:
        """Return how many entries a search does not see yet: after one, those it could not index itself."""
        return self._index.behind()

    # Keeping

    def prune(
        self, *, now: datetime, keep_days: int = 90, keep_entries: int = 5000, recent_days: int = 14
    ) -> Pruned:
        """Let go of entries older than ``keep_days`` or beyond the newest ``keep_entries`` of their source.

        A source's own ``keep_days``/``keep_entries`` come first; 0 keeps all. Never what is saved, nor what
        is unread and younger than ``recent_days``.
        """
        return self._retention.prune(
            now=now, keep_days=keep_days, keep_entries=keep_entries, recent_days=recent_days
        )

    def vacuum(self, pages: int = 1000) -> int:
        """Give at most ``pages`` free pages back to the disk; return how many are left."""
        return self._retention.vacuum(pages)

    def size(self) -> Size:
        """Return the room the library takes on the disk."""
        return self._retention.size()

    def check(self) -> list[str]:
        """Return what is wrong with the file, a sentence each; empty when it is sound."""
        return self._integrity.check()

    def dump(self) -> Iterator[str]:
        """Yield everything as JSON Lines (no newline at their ends); ``load`` brings it back."""
        return self._interchange.dump()

    def load(self, lines: Iterable[str]) -> int:
        """Bring in a dump, beside what is here; return how many entries it had."""
        return self._interchange.load(lines)

    # Facts

    def remember(self, key: str, value: str) -> None:
        """Keep a small fact under a name of your own."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def recall(self, key: str) -> str | None:
        """Return a fact kept with ``remember``."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None
