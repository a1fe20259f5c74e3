"""Define an article: blocks of logical text with spans for links and emphasis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reader.text.language import Direction

BlockKind = Literal["paragraph", "heading", "quotation", "item", "caption", "image", "embed", "row", "rule"]
SpanKind = Literal["link", "strong", "emphasis", "code", "deleted", "removed", "added"]
"""``deleted`` in the article itself; ``removed`` and ``added`` by a correction."""
_BESIDE_TEXT = ("image", "caption", "embed", "rule")


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a block's text with a link or emphasis, by logical index (end exclusive)."""

    start: int
    end: int
    kind: SpanKind
    url: str = ""
    """Absolute http(s) address of a link, else empty."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body: clean logical text without line breaks, with its spans."""

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    """Heading rank 1-6, list depth from 1, quotation depth from 1; else 0."""
    ordinal: int = 0
    """Number of an item in an ordered list; 0 in an unordered one."""
    url: str = ""
    """Absolute address of an image (``text`` is its alt or caption) or of an embedded video or post."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article, extracted from its page or built from its feed entry."""

    title: str
    url: str = ""
    site: str = ""
    category: str = ""
    author: str = ""
    published: datetime | None = None
    """In the page's zone, else the newsroom's; naive where neither is known."""
    language: str = ""
    direction: Direction = "rtl"
    image: str = ""
    blocks: tuple[Block, ...] = ()
    whole: bool = True
    """False for the text from the feed only."""
    twin: str = ""
    """Address of the variant of the page (AMP, print, ``wp-json``) used for the text; empty for none."""
    files: tuple[str, ...] = ()
    """Addresses of the entry's files among ``blocks``; empty unless they were added."""

    @property
    def text(self) -> str:
        """The body as paragraphs, one per line, without images, captions, embeds and rules."""
        return "\n".join(b.text for b in self.blocks if b.text and b.kind not in _BESIDE_TEXT)
