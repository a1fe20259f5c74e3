"""Store entries, articles and bookmarks in one SQLite file, with a search for Arabic text.

A name loads its module on first use: folding a word does not load SQLite.
"""

from typing import TYPE_CHECKING

from reader._lazy import attach

if TYPE_CHECKING:
    from reader.store.bookmarks import Unsaved as Unsaved
    from reader.store.entries import Counts as Counts
    from reader.store.errors import DumpError as DumpError
    from reader.store.errors import LibraryBusyError as LibraryBusyError
    from reader.store.errors import LibraryDamagedError as LibraryDamagedError
    from reader.store.errors import LibraryFullError as LibraryFullError
    from reader.store.errors import LibraryMissingError as LibraryMissingError
    from reader.store.errors import LibraryPlaceError as LibraryPlaceError
    from reader.store.errors import LibraryReadOnlyError as LibraryReadOnlyError
    from reader.store.errors import LibraryTooNewError as LibraryTooNewError
    from reader.store.errors import NotALibraryError as NotALibraryError
    from reader.store.errors import StoreError as StoreError
    from reader.store.highlight import hits as hits
    from reader.store.library import Library as Library
    from reader.store.query_check import Doubt as Doubt
    from reader.store.query_check import check_syntax as check_syntax
    from reader.store.query_parser import parse_query as parse_query
    from reader.store.recovery import Salvaged as Salvaged
    from reader.store.recovery import repair as repair
    from reader.store.retention import Pruned as Pruned
    from reader.store.retention import Size as Size
    from reader.store.upsert import Added as Added
    from reader.text.normalize import fold as fold
    from reader.text.normalize import fold_map as fold_map

_NAMES = {
    "bookmarks": ("Unsaved",),
    "entries": ("Counts",),
    "errors": (
        "DumpError", "LibraryBusyError", "LibraryDamagedError", "LibraryFullError", "LibraryMissingError",
        "LibraryPlaceError",
        "LibraryReadOnlyError", "LibraryTooNewError", "NotALibraryError", "StoreError",
    ),
    "highlight": ("hits",),
    "upsert": ("Added",),
    ".text.normalize": ("fold", "fold_map"),
    "library": ("Library",),
    "query_check": ("Doubt", "check_syntax"),
    "query_parser": ("parse_query",),
    "retention": ("Pruned", "Size"),
    "recovery": ("Salvaged", "repair"),
}  # fmt: skip
__all__, __getattr__, __dir__ = attach(__name__, _NAMES)
