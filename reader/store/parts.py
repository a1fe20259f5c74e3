"""What a library is made of: each part is loaded when first asked for; the first screen needs one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.store.database import Database
from reader.store.entries import Entries

if TYPE_CHECKING:
    from reader.store.articles import Articles
    from reader.store.bookmarks import Bookmarks
    from reader.store.dump import Interchange
    from reader.store.fts_index import Index
    from reader.store.integrity import Integrity
    from reader.store.retention import Retention
    from reader.store.search import Search
    from reader.store.sources import Sources


class Parts:
    """The parts of the library in one file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entries = Entries(database)

    @cached_property
    def _sources(self) -> Sources:
        from reader.store.sources import Sources

        return Sources(self._database)

    @cached_property
    def _articles(self) -> Articles:
        from reader.store.articles import Articles

        return Articles(self._database)

    @cached_property
    def _bookmarks(self) -> Bookmarks:
        from reader.store.bookmarks import Bookmarks

        return Bookmarks(self._database)

    @cached_property
    def _index(self) -> Index:
        from reader.store.fts_index import Index

        return Index(self._database)

    @cached_property
    def _retention(self) -> Retention:
        from reader.store.retention import Retention

        return Retention(self._database)

    @cached_property
    def _integrity(self) -> Integrity:
        from reader.store.integrity import Integrity

        return Integrity(self._database)

    @cached_property
    def _interchange(self) -> Interchange:
        from reader.store.dump import Interchange

        return Interchange(self._database)

    @cached_property
    def _search(self) -> Search:
        from reader.store.search import Search

        return Search(self._database, self._index)
