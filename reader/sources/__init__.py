"""From the wire to clean values: fetch, decode, parse, extract; all text comes through one door, ``clean``.

Names load their module when first asked for, so that importing this package costs nothing.
"""

import sys
from types import ModuleType

from reader.lazily import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.sources.blocks import blocks as blocks
    from reader.sources.catalogue import builtin as builtin
    from reader.sources.catalogue import first_sources as first_sources
    from reader.sources.catalogue import pack as pack
    from reader.sources.catalogue import packs as packs
    from reader.sources.catalogue import source_from_table as source_from_table
    from reader.sources.clean import clean as clean
    from reader.sources.clean import clean_line as clean_line
    from reader.sources.clean import clean_markup as clean_markup
    from reader.sources.clean import clean_url as clean_url
    from reader.sources.dates import parse_date as parse_date
    from reader.sources.decode import decode as decode
    from reader.sources.discover import Discovery as Discovery
    from reader.sources.discover import discover as discover
    from reader.sources.errors import ExtractError as ExtractError
    from reader.sources.errors import FeedError as FeedError
    from reader.sources.errors import FetchError as FetchError
    from reader.sources.errors import SourceError as SourceError
    from reader.sources.extract import extract as extract
    from reader.sources.extract import from_entry as from_entry
    from reader.sources.feed import parse_feed as parse_feed
    from reader.sources.fetch import Client as Client
    from reader.sources.fetch import Fetched as Fetched
    from reader.sources.listing import parse_listing as parse_listing
    from reader.sources.opml import parse_opml as parse_opml
    from reader.sources.opml import write_opml as write_opml

_NAMES = {
    "blocks": ("blocks",),
    "catalogue": ("builtin", "first_sources", "pack", "packs", "source_from_table"),
    "clean": ("clean", "clean_line", "clean_markup", "clean_url"),
    "dates": ("parse_date",),
    "decode": ("decode",),
    "discover": ("Discovery", "discover"),
    "errors": ("ExtractError", "FeedError", "FetchError", "SourceError"),
    "extract": ("extract", "from_entry"),
    "feed": ("parse_feed",),
    "fetch": ("Client", "Fetched"),
    "listing": ("parse_listing",),
    "opml": ("parse_opml", "write_opml"),
}
__all__, __getattr__, __dir__ = lazily(__name__, _NAMES)


class _Room(ModuleType):
    """A package in which ``clean`` is the function, also after the module ``clean`` was imported.

    The import system binds a loaded submodule on its package; where a function has the module's name,
    the function is what the package promises.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in __all__):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Room
