"""The library on the disk: entries, articles, the shelf, and search as an Arabic reader expects it.

Names load their module when first asked for: folding a word does not open SQLite.
"""

from reader.lazily import lazily

TYPE_CHECKING = False
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
    from reader.store.folding import fold as fold
    from reader.store.folding import fold_map as fold_map
    from reader.store.found import Hit as Hit
    from reader.store.found import hits as hits
    from reader.store.intake import Added as Added
    from reader.store.library import Library as Library
    from reader.store.query import parse_query as parse_query
    from reader.store.retention import Pruned as Pruned
    from reader.store.retention import Size as Size
    from reader.store.salvage import Salvaged as Salvaged
    from reader.store.salvage import repair as repair

_NAMES = {
    "bookmarks": ("Unsaved",),
    "entries": ("Counts",),
    "errors": (
        "DumpError", "LibraryBusy", "LibraryDamaged", "LibraryFull", "LibraryMissing", "LibraryReadOnly",
        "LibraryTooNew", "NotALibrary", "StoreError",
    ),
    "found": ("Hit", "hits"),
    "intake": ("Added",),
    "folding": ("fold", "fold_map"),
    "library": ("Library",),
    "query": ("parse_query",),
    "retention": ("Pruned", "Size"),
    "salvage": ("Salvaged", "repair"),
}  # fmt: skip
__all__, __getattr__, __dir__ = lazily(__name__, _NAMES)
