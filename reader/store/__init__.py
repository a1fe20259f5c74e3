"""The library on the disk: entries, articles, the shelf, and search as an Arabic reader expects it.

Names load their module when first asked for: folding a word does not open SQLite.
"""

from typing import TYPE_CHECKING

from reader._lazy import attach

if TYPE_CHECKING:
    from reader.store.bookmarks import Unsaved as Unsaved
    from reader.store.entries import Counts as Counts
    from reader.store.errors import DumpError as DumpError
    from reader.store.errors import LibraryBusy as LibraryBusy
    from reader.store.errors import LibraryDamaged as LibraryDamaged
    from reader.store.errors import LibraryFull as LibraryFull
    from reader.store.errors import LibraryMissing as LibraryMissing
    from reader.store.errors import LibraryReadOnly as LibraryReadOnly
    from reader.store.errors import LibraryTooNew as LibraryTooNew
    from reader.store.errors import NotALibrary as NotALibrary
    from reader.store.errors import StoreError as StoreError
    from reader.store.found import Hit as Hit
    from reader.store.found import hits as hits
    from reader.store.library import Library as Library
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
        "DumpError", "LibraryBusy", "LibraryDamaged", "LibraryFull", "LibraryMissing", "LibraryReadOnly",
        "LibraryTooNew", "NotALibrary", "StoreError",
    ),
    "found": ("Hit", "hits"),
    "upsert": ("Added",),
    ".text.normalize": ("fold", "fold_map"),
    "library": ("Library",),
    "query_parser": ("parse_query",),
    "retention": ("Pruned", "Size"),
    "recovery": ("Salvaged", "repair"),
}  # fmt: skip
__all__, __getattr__, __dir__ = attach(__name__, _NAMES)
