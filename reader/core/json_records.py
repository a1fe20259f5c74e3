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
    language = read_line(data, "language")
    blocks = tuple(read_block(item) for item in read_items(data, "blocks"))
    if not blocks:
        blocks = tuple(
            Block("paragraph", text) for text in clean(read_words(data, "text")).split("\n") if text.strip()
        )
    return Article(
        title=read_line(data, "title"),
        url=read_address(data, "url"),
        site=read_line(data, "site"),
        category=read_line(data, "category"),
        author=read_line(data, "author"),
        published=read_time(data, "published"),
        language=language,
        direction="ltr" if read_line(data, "direction") == "ltr" else direction(language or "ar"),
        image=read_address(data, "image"),
        blocks=blocks,
        twin=read_address(data, "twin"),
        whole=data.get("whole") is not False,
    )


def read_source(data: Mapping[str, Any]) -> Source | None:
    """Return the source in JSON data; None without an id or an address.

    Selectors and headers are not read: they belong to the catalogue or to a person's own configuration.
    """
    id = read_line(data, "id")
    feed, listing = read_address(data, "feed"), read_address(data, "listing")
    if not id or not id.isascii() or not (feed or listing):
        return None
    return Source(
        id=id,
        name=read_line(data, "name") or id,
        feed=feed,
        listing=listing,
        home=read_address(data, "home"),
        language=read_line(data, "language") or "ar",
        country=read_line(data, "country"),
        category=read_line(data, "category"),
    )


def read_block(data: Mapping[str, Any]) -> Block:
    """Read a block from JSON data; drop its spans if sanitizing changed the text."""
    kind = read_words(data, "kind")
    text = (clean_verbatim if kind == "row" else clean_line)(read_words(data, "text"))
    unchanged = text == read_words(data, "text")
    spans = (
        Span(
            read_number(item, "start"),
            read_number(item, "end"),
            cast("SpanKind", read_words(item, "kind")),
            read_address(item, "url"),
        )
        for item in read_items(data, "spans")
        if read_words(item, "kind") in get_args(SpanKind)
    )
    return Block(
        kind=cast("BlockKind", kind) if kind in get_args(BlockKind) else "paragraph",
        text=text,
        spans=tuple(span for span in spans if unchanged and 0 <= span.start < span.end <= len(text)),
        level=min(read_number(data, "level"), 9),
        ordinal=read_number(data, "ordinal"),
        url=read_address(data, "url"),
    )


def read_words(data: Mapping[str, Any], key: str) -> str:
    """Return a text unchanged; empty for any other value."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def read_line(data: Mapping[str, Any], key: str) -> str:
    """Return a text as one sanitized line; empty for any other value."""
    return clean_line(read_words(data, key))


def read_address(data: Mapping[str, Any], key: str) -> str:
    """Return an http(s) address; empty for any other value."""
    return clean_url(read_words(data, key))


def read_number(data: Mapping[str, Any], key: str) -> int:
    """Return a whole number from 0 up to 2⁶²; 0 for any other value."""
    value = data.get(key)
    return max(0, value) if isinstance(value, int) and value < 2**62 else 0


def read_time(data: Mapping[str, Any], key: str) -> datetime | None:
    """Return an ISO 8601 time; None for any other value."""
    try:
        moment = datetime.fromisoformat(read_words(data, key))
    except ValueError:
        return None
    return moment if 1 < moment.year < 9999 else None  # the years every zone can show


def read_strings(data: Mapping[str, Any], key: str) -> list[str]:
    """Return the texts in a list."""
    value = data.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def read_items(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the objects in a list."""
    value = data.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
