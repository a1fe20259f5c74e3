"""News as JSON: the one form in which values of the model are written down; ``rereading`` reads them back.

Times are ISO 8601 with their zone.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from reader.model import Article, Headline


def record(value: Any) -> Any:
    """Return a value of the model as what ``json.dumps`` takes; fields at their default are left out."""
    from dataclasses import fields, is_dataclass

    if is_dataclass(value) and not isinstance(value, type):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        defaults = {field.name: field.default for field in fields(value)}
        return {name: record(item) for name, item in given.items() if item != defaults[name] and item != ()}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [record(item) for item in value]
    return value


def headline_record(headline: Headline) -> dict[str, Any]:
    """Return a headline with all its fields, so that scripts need not know the defaults."""
    return {
        "id": headline.id,
        "title": headline.title,
        "url": headline.url,
        "source": headline.source,
        "source_name": headline.source_name,
        "category": headline.category,
        "author": headline.author,
        "published": headline.published.isoformat() if headline.published else None,
        "fetched": headline.fetched.isoformat() if headline.fetched else None,
        "language": headline.language,
        "image": headline.image,
        "read": headline.read,
        "saved": headline.saved,
        "offline": headline.offline,
        "breaking": headline.breaking,
        "sample": headline.id < 0,
    }


def article_record(article: Article) -> dict[str, Any]:
    """Return an article with all its fields, its body both as text and as blocks."""
    return {
        "title": article.title,
        "url": article.url,
        "site": article.site,
        "category": article.category,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "direction": article.direction,
        "image": article.image,
        "whole": article.whole,
        "text": article.text,
        "blocks": record(article.blocks),
    }
