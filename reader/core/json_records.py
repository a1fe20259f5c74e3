"""Convert values of the model to JSON and back; sanitize texts on reading."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast, get_args

from reader.model import Article, Block, BlockKind, Source, Span, SpanKind, direction
from reader.sources.sanitize import clean, clean_line, clean_url, clean_verbatim

if TYPE_CHECKING:
    from reader.model import Headline


def record(value: Any) -> Any:
    """Return a value of the model as data for ``json.dumps``, without fields at their default."""
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
    """Return a headline as data for ``json.dumps`` with all its fields, defaults included."""
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
        "story": headline.story,
        "newsrooms": headline.newsrooms,
        "reports": headline.reports,
        "corrected": headline.corrected,
        "sample": headline.id < 0,
    }


def article_record(article: Article) -> dict[str, Any]:
    """Return an article as data for ``json.dumps``, its body as text and as blocks."""
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
        "twin": article.twin,
        "text": article.text,
        "blocks": record(article.blocks),
    }


def read_article(data: Mapping[str, Any]) -> Article:
    """Read an article from JSON data; missing or mistyped fields keep their default."""
    language = line(data, "language")
    blocks = tuple(read_block(item) for item in items(data, "blocks"))
    if not blocks:
        blocks = tuple(
            Block("paragraph", text) for text in clean(words(data, "text")).split("\n") if text.strip()
        )
    return Article(
        title=line(data, "title"),
        url=address(data, "url"),
        site=line(data, "site"),
        category=line(data, "category"),
        author=line(data, "author"),
        published=time(data, "published"),
        language=language,
        direction="ltr" if line(data, "direction") == "ltr" else direction(language or "ar"),
        image=address(data, "image"),
        blocks=blocks,
        twin=address(data, "twin"),
        whole=data.get("whole") is not False,
    )


def read_source(data: Mapping[str, Any]) -> Source | None:
    """Return the source in JSON data; None without an id or an address.

    Selectors and headers are not read: they belong to the catalogue or to a person's own configuration.
    """
    id = line(data, "id")
    feed, listing = address(data, "feed"), address(data, "listing")
    if not id or not id.isascii() or not (feed or listing):
        return None
    return Source(
        id=id,
        name=line(data, "name") or id,
        feed=feed,
        listing=listing,
        home=address(data, "home"),
        language=line(data, "language") or "ar",
        country=line(data, "country"),
        category=line(data, "category"),
    )


def read_block(data: Mapping[str, Any]) -> Block:
    """Read a block from JSON data; drop its spans if sanitizing changed the text."""
    kind = words(data, "kind")
    text = (clean_verbatim if kind == "row" else clean_line)(words(data, "text"))
    unchanged = text == words(data, "text")
    spans = (
        Span(
            number(item, "start"),
            number(item, "end"),
            cast("SpanKind", words(item, "kind")),
            address(item, "url"),
        )
        for item in items(data, "spans")
        if words(item, "kind") in get_args(SpanKind)
    )
    return Block(
        kind=cast("BlockKind", kind) if kind in get_args(BlockKind) else "paragraph",
        text=text,
        spans=tuple(span for span in spans if unchanged and 0 <= span.start < span.end <= len(text)),
        level=min(number(data, "level"), 9),
        ordinal=number(data, "ordinal"),
        url=address(data, "url"),
    )


def words(data: Mapping[str, Any], key: str) -> str:
    """Return a text unchanged; empty for any other value."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def line(data: Mapping[str, Any], key: str) -> str:
    """Return a text as one sanitized line; empty for any other value."""
    return clean_line(words(data, key))


def address(data: Mapping[str, Any], key: str) -> str:
    """Return an http(s) address; empty for any other value."""
    return clean_url(words(data, key))


def number(data: Mapping[str, Any], key: str) -> int:
    """Return a whole number from 0 up to 2⁶²; 0 for any other value."""
    value = data.get(key)
    return max(0, value) if isinstance(value, int) and value < 2**62 else 0


def time(data: Mapping[str, Any], key: str) -> datetime | None:
    """Return an ISO 8601 time; None for any other value."""
    try:
        moment = datetime.fromisoformat(words(data, key))
    except ValueError:
        return None
    return moment if 1 < moment.year < 9999 else None  # the years every zone can show


def strings(data: Mapping[str, Any], key: str) -> list[str]:
    """Return the texts in a list."""
    value = data.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def items(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the objects in a list."""
    value = data.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
