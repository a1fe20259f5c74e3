"""Open a library and hand out its repositories."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.store.database import Database
from reader.store.entries import Entries
from reader.store.schema import report_nothing

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from reader.locale.message import Message
    from reader.store.accounts import Accounts
    from reader.store.articles import Articles
    from reader.store.bookmarks import Bookmarks
    from reader.store.dump import Interchange
    from reader.store.facts import Facts
    from reader.store.feed_changes import FeedChanges
    from reader.store.files import Files
    from reader.store.fts_index import Index
    from reader.store.retention import Retention
    from reader.store.rules import RuleMarks
    from reader.store.search import Search
    from reader.store.sources import Sources
    from reader.store.stories import Stories
    from reader.store.versions import Versions


class Library:
    """The repositories of one library file; each is made on first use.

    Every method of a repository may be called from any thread and blocks while it works. All raise
    ``StoreError``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.entries = Entries(database)
        """Headlines and entries: add, list, find, mark read."""

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        on_upgrade: Callable[[float], None] = report_nothing,
    ) -> Library:
        """Open the library at ``path``; create a missing file with mode 0600.

        Args:
            path: the file.
            create: create a missing file.
            on_upgrade: called with the part that is done, 0 to 1, while an older library is brought up to
                date, which takes minutes for a million entries.

        Raises:
            LibraryMissingError: the file is missing and ``create`` is false.
            NotALibraryError, LibraryDamagedError, LibraryTooNewError: the file is left unchanged.
        """
        return cls(Database(path, create=create, on_upgrade=on_upgrade))

    @property
    def path(self) -> Path:
        """The library's file."""
        return self._database.path

    @cached_property
    def sources(self) -> Sources:
        """Followed sources and the health of their fetches."""
        from reader.store.sources import Sources

        return Sources(self._database)

    @cached_property
    def articles(self) -> Articles:
        """Articles, their original pages and images, and reading positions."""
        from reader.store.articles import Articles

        return Articles(self._database)

    @cached_property
    def versions(self) -> Versions:
        """Earlier and later versions of entries."""
        from reader.store.versions import Versions

        return Versions(self._database)

    @cached_property
    def bookmarks(self) -> Bookmarks:
        """Saved entries with tags and notes."""
        from reader.store.bookmarks import Bookmarks

        return Bookmarks(self._database)

    @cached_property
    def index(self) -> Index:
        """The full-text index."""
        from reader.store.fts_index import Index

        return Index(self._database)

    @cached_property
    def search(self) -> Search:
        """Queries on the full-text index."""
        from reader.store.search import Search

        return Search(self._database, self.index)

    @cached_property
    def retention(self) -> Retention:
        """Pruning, and the size of the file."""
        from reader.store.retention import Retention

        return Retention(self._database)

    @cached_property
    def interchange(self) -> Interchange:
        """Dump and load of the whole library."""
        from reader.store.dump import Interchange

        return Interchange(self._database)

    @cached_property
    def feed_changes(self) -> FeedChanges:
        """Changes of subscriptions queued for a sync server."""
        from reader.store.feed_changes import FeedChanges

        return FeedChanges(self._database)

    @cached_property
    def accounts(self) -> Accounts:
        """Feeds and items of sync servers, and the marks queued for them."""
        from reader.store.accounts import Accounts

        return Accounts(self._database)

    @cached_property
    def stories(self) -> Stories:
        """Entries grouped by the event they report."""
        from reader.store.stories import Stories

        return Stories(self._database)

    @cached_property
    def rules(self) -> RuleMarks:
        """Entries that rules find, hide and highlight."""
        from reader.store.rules import RuleMarks

        return RuleMarks(self._database)

    @cached_property
    def files(self) -> Files:
        """Enclosures that were downloaded or played."""
        from reader.store.files import Files

        return Files(self._database)

    @cached_property
    def facts(self) -> Facts:
        """Small strings kept by name."""
        from reader.store.facts import Facts

        return Facts(self._database)

    def check(self) -> list[Message]:
        """Return the problems of the file and its rows; empty for a sound library."""
        return self._database.check()

    def data_version(self) -> int:
        """Return a number that differs after another program wrote to the file."""
        return self._database.data_version()

    def batch(self) -> AbstractContextManager[None]:
        """Combine the writes of this thread in the block into one durable transaction.

        An exception rolls back all of them.
        """
        return self._database.batch()

    def close(self) -> None:
        """Close the file; no repository can be used after."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
