"""A digest: the news since a time as articles to read in one go, one for each story."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from reader.core.export.items import Item
from reader.core.export.writer import Format, put, render
from reader.core.queries import get_article, get_image
from reader.core.story_groups import StoryRow, list_stories
from reader.model import Block, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.core.session import Session
    from reader.model import Headline

DIGEST_FORMATS: tuple[Format, ...] = ("md", "html", "epub")
"""Formats a digest is written in, as the table of commands has them."""


def build_digest(session: Session, since: datetime, limit: int | None = None) -> list[Item]:
    """Return an article for each story since then: breaking ones first, then the most reported.

    Args:
        session: the session.
        since: aware.
        limit: stories at most; all when None.
    """
    rows = list_stories(session, since)
    rows.sort(key=lambda row: not row.is_breaking)
    items = (_item(session, row) for row in rows[:limit])
    return [item for item in items if item is not None]


def write_issue(session: Session, path: Path, days: int, title: str) -> int:
    """Write the news of some days as one EPUB, an article per event; return the count; blocks.

    Args:
        session: the session.
        path: the file.
        days: how far back; everything of the library when 0.
        title: of the book.

    Raises:
        ExportError: there is a file of that name, or it cannot be written.
    """
    since = datetime.now(UTC) - timedelta(days=days) if days else datetime(2, 1, 1, tzinfo=UTC)
    items = build_digest(session, since)
    if items:
        put(path, render(items, "epub", partial(get_image, session), title=title))
    return len(items)


def _item(session: Session, row: StoryRow) -> Item | None:
    """Return the fullest article of a story, the headlines of the other newsrooms below."""
    found = [(headline, get_article(session, headline.id)) for headline in row.headlines]
    known = [(headline, article) for headline, article in found if article is not None]
    if not known:
        return None
    headline, article = max(known, key=lambda pair: (pair[1].whole, len(pair[1].text)))
    others = [other for other in row.headlines if other.id != headline.id]
    return Item(headline, replace(article, blocks=(*article.blocks, *_list_others(others))))


def _list_others(headlines: Sequence[Headline]) -> list[Block]:
    blocks = []
    for headline in headlines:
        text = f"{headline.source_name}: {headline.title}"
        start = len(text) - len(headline.title)
        spans = (Span(start, len(text), "link", headline.url),) if headline.url else ()
        blocks.append(Block("item", text, spans, level=1))
    return blocks
