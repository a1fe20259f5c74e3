"""Values of the model read back from JSON: it came from outside and passes the same door as all that does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast, get_args

from reader.model import Article, Block, BlockKind, Source, Span, SpanKind, direction
from reader.sources.sanitize import clean, clean_line, clean_url


def read_article(data: Mapping[str, Any]) -> Article:
    """Read an article back; what is missing or of another type is left at its default."""
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
        whole=data.get("whole") is not False,
    )


def read_source(data: Mapping[str, Any]) -> Source | None:
    """Read a followed source back; None when it has no id or no address.

    Selectors and headers are not taken over: they belong to the catalogue or to a person's own configuration.
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
    """Read a block back; spans of a text that had to be cleaned are gone with what they hung on."""
    kind = words(data, "kind")
    text = clean_line(words(data, "text"))
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
        # Spans hang on indexes: in a text that had to be cleaned they would hang on other letters.
        spans=tuple(span for span in spans if unchanged and 0 <= span.start < span.end <= len(text)),
        level=min(number(data, "level"), 9),
        ordinal=number(data, "ordinal"),
        url=address(data, "url"),
    )


def words(data: Mapping[str, Any], key: str) -> str:
    """Return a text as it stands; empty when it is none."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def line(data: Mapping[str, Any], key: str) -> str:
    """Return a text as one clean line."""
    return clean_line(words(data, key))


def address(data: Mapping[str, Any], key: str) -> str:
    """Return an http(s) address; empty when it is none."""
    return clean_url(words(data, key))


def number(data: Mapping[str, Any], key: str) -> int:
    """Return a whole number from 0 up; 0 when it is none."""
    value = data.get(key)
    return max(0, value) if isinstance(value, int) and value < 2**62 else 0


def time(data: Mapping[str, Any], key: str) -> datetime | None:
    """Return an ISO 8601 time; None when it is none."""
    try:
        return datetime.fromisoformat(words(data, key))
    except ValueError:
        return None


def strings(data: Mapping[str, Any], key: str) -> list[str]:
    """Return the texts in a list."""
    value = data.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def items(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the objects in a list."""
    value = data.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
