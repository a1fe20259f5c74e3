"""Articles between the library's columns and the model: blocks are JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from reader.model import Article, Block, Span
from reader.store.row_factories import Row
from reader.store.serialization import compact

ARTICLE = "title, url, site, category, author, published, language, direction, image, whole, blocks"
"""Columns of an ``Article``, in the order of ``article_row``."""


def article_row(article: Article) -> Row:
    """Return the columns ``ARTICLE`` of an article."""
    published = article.published.isoformat() if article.published else None
    return (
        article.title, article.url, article.site, article.category, article.author, published,
        article.language, article.direction, article.image, int(article.whole), pack_blocks(article.blocks),
    )  # fmt: skip


def article(row: Row) -> Article:
    """Build an article from the columns ``ARTICLE``."""
    title, url, site, category, author, published, language, direction, image, whole, blocks = row
    return Article(
        title=title,
        url=url,
        site=site,
        category=category,
        author=author,
        published=datetime.fromisoformat(published) if published else None,
        language=language,
        direction=direction,
        image=image,
        blocks=unpack_blocks(blocks),
        whole=bool(whole),
    )


def pack_blocks(blocks: Iterable[Block]) -> str:
    """Return blocks as a JSON array of ``[kind, text, [[start, end, kind, url]…], level, ordinal, url]``."""
    return compact(
        [
            (b.kind, b.text, [(s.start, s.end, s.kind, s.url) for s in b.spans], b.level, b.ordinal, b.url)
            for b in blocks
        ]
    )


def unpack_blocks(packed: str) -> tuple[Block, ...]:
    """Undo ``pack_blocks``."""
    return tuple(
        Block(kind, text, tuple(Span(*span) for span in spans), level, ordinal, url)
        for kind, text, spans, level, ordinal, url in json.loads(packed)
    )
