"""Define the values that all rooms share: frozen, in logical text.

A name loads its module on first use: a list of headlines does not load the module of articles.
"""

from typing import TYPE_CHECKING

from reader._lazy import attach
from reader.text.language import RTL_LANGUAGES as RTL_LANGUAGES
from reader.text.language import Direction as Direction
from reader.text.language import direction as direction

if TYPE_CHECKING:
    from reader.model.article import Article as Article
    from reader.model.article import Block as Block
    from reader.model.article import BlockKind as BlockKind
    from reader.model.article import Span as Span
    from reader.model.article import SpanKind as SpanKind
    from reader.model.feed import Enclosure as Enclosure
    from reader.model.feed import Entry as Entry
    from reader.model.feed import Feed as Feed
    from reader.model.feed import StoredFile as StoredFile
    from reader.model.headline import Bookmark as Bookmark
    from reader.model.headline import Filter as Filter
    from reader.model.headline import Headline as Headline
    from reader.model.headline import Hit as Hit
    from reader.model.source import Selectors as Selectors
    from reader.model.source import Source as Source
    from reader.model.source import SourceHealth as SourceHealth

_NAMES = {
    "article": ("Article", "Block", "BlockKind", "Span", "SpanKind"),
    "feed": ("Enclosure", "Entry", "Feed", "StoredFile"),
    "headline": ("Bookmark", "Filter", "Headline", "Hit"),
    "source": ("Selectors", "Source", "SourceHealth"),
}
__all__, __getattr__, __dir__ = attach(__name__, _NAMES)
