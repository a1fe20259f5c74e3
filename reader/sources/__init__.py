"""Fetch, decode, parse and extract news into clean values.

Names load their module when first asked for, so that importing this package costs nothing.
"""

from typing import TYPE_CHECKING

from reader._lazy import attach

if TYPE_CHECKING:
    from reader.sources.article.block_parser import blocks as blocks
    from reader.sources.article.extractor import extract as extract
    from reader.sources.article.extractor import from_entry as from_entry
    from reader.sources.catalogue import builtin as builtin
    from reader.sources.catalogue import first_sources as first_sources
    from reader.sources.catalogue import pack as pack
    from reader.sources.catalogue import packs as packs
    from reader.sources.catalogue import source_from_table as source_from_table
    from reader.sources.charset import decode as decode
    from reader.sources.charset import is_binary as is_binary
    from reader.sources.dates.date_parser import parse_date as parse_date
    from reader.sources.discovery import Discovery as Discovery
    from reader.sources.discovery import discover as discover
    from reader.sources.errors import ExtractError as ExtractError
    from reader.sources.errors import FeedError as FeedError
    from reader.sources.errors import FetchError as FetchError
    from reader.sources.errors import SourceError as SourceError
    from reader.sources.feed.opml import parse_opml as parse_opml
    from reader.sources.feed.opml import write_opml as write_opml
    from reader.sources.feed.parser import parse_feed as parse_feed
    from reader.sources.http.client import Client as Client
    from reader.sources.http.response import Fetched as Fetched
    from reader.sources.listing import parse_listing as parse_listing
    from reader.sources.sanitize import clean as clean
    from reader.sources.sanitize import clean_line as clean_line
    from reader.sources.sanitize import clean_markup as clean_markup
    from reader.sources.sanitize import clean_url as clean_url

_NAMES = {
    "article.block_parser": ("blocks",),
    "catalogue": ("builtin", "first_sources", "pack", "packs", "source_from_table"),
    "sanitize": ("clean", "clean_line", "clean_markup", "clean_url"),
    "dates.date_parser": ("parse_date",),
    "charset": ("decode", "is_binary"),
    "discovery": ("Discovery", "discover"),
    "errors": ("ExtractError", "FeedError", "FetchError", "SourceError"),
    "article.extractor": ("extract", "from_entry"),
    "feed.parser": ("parse_feed",),
    "http.client": ("Client",),
    "http.response": ("Fetched",),
    "listing": ("parse_listing",),
    "feed.opml": ("parse_opml", "write_opml"),
}
__all__, __getattr__, __dir__ = attach(__name__, _NAMES)
