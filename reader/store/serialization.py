"""Convert entries, articles and sources between columns and the model; lists are JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache
from typing import Any

from reader.locale.message import Message
from reader.model import Article, Block, Enclosure, Entry, Selectors, Source, Span
from reader.store.row_factories import Row, iso_time, moment

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: object) -> str:
    """Return ``value`` as JSON without blanks, letters as they are."""
    return _JSON.encode(value)


def pack_message(message: Message | None) -> str:
    """Return a message as JSON; empty for none."""
    return compact(message.to_data()) if message else ""


def unpack_message(text: str) -> Message | None:
    """Return the message packed by `pack_message`; other text (of an old dump) verbatim."""
    if not text:
        return None
    try:
        return Message.from_data(json.loads(text))
    except (ValueError, RecursionError):
        return Message.verbatim(text)


# Entries ----------------------------------------------------------------------------------------------------

ENTRY = """
SELECT CAST(e.guid AS TEXT), CAST(e.title AS TEXT), CAST(e.url AS TEXT), e.published, e.updated,
       CAST(c.summary AS TEXT), CAST(c.content AS TEXT), CAST(c.categories AS TEXT), CAST(c.authors AS TEXT),
       CAST(c.enclosures AS TEXT), CAST(e.image AS TEXT), CAST(e.language AS TEXT), CAST(e.given AS TEXT)
FROM entries e JOIN bodies c ON c.entry = e.id
"""
"""Columns of an ``Entry``."""


def entry(row: Row) -> Entry:
    """Build an entry from the columns ``ENTRY``."""
    (
        guid,
        title,
        url,
        published,
        updated,
        summary,
        content,
        categories,
        authors,
        enclosures,
        image,
        language,
        given,
    ) = row
    return Entry(
        id=guid,
        title=title,
        url=url,
        published=moment(published),
        updated=moment(updated),
        summary=summary,
        content=content,
        categories=tuple(filter(_is_text, _items(categories))),
        authors=tuple(filter(_is_text, _items(authors))),
        enclosures=unpack_enclosures(enclosures),
        image=image,
        language=language,
        guid=given or "",
    )


def unpack_enclosures(packed: str) -> tuple[Enclosure, ...]:
    """Return the enclosures of the column of that name; none of a damaged one."""
    return tuple(Enclosure(*each) for each in _items(packed) if _is_enclosure(each))


def _items(packed: str) -> list[Any]:
    """Return the items of a JSON list; none for a damaged one."""
    try:
        items = json.loads(packed)
    except (ValueError, RecursionError):
        return []
    return items if isinstance(items, list) else []


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_enclosure(value: object) -> bool:
    match value:
        case [str(), str(), int()] | [str(), str(), int(), int()]:
            return True
    return False


def content_row(entry: Entry) -> Row:
    """Return the columns of ``bodies`` after the entry's id."""
    files = [(e.url, e.type, e.length, *([e.duration] if e.duration else ())) for e in entry.enclosures]
    enclosures = compact(files) if files else "[]"
    return entry.summary, entry.content, _names(entry.categories), _names(entry.authors), enclosures


@lru_cache(maxsize=256)
def _names(names: tuple[str, ...]) -> str:
    """Return names as JSON: a newsroom's entries have the same few."""
    return compact(names)


# Articles ---------------------------------------------------------------------------------------------------

ARTICLE = "title, url, site, category, author, published, language, direction, image, whole, blocks, twin"
"""Columns of an ``Article``, in the order of ``article_row``."""
ARTICLE_TEXT = ", ".join(name if name == "whole" else f"CAST({name} AS TEXT)" for name in ARTICLE.split(", "))
"""The same for reading; a damaged row may hold bytes."""


def article_row(article: Article) -> Row:
    """Return the columns ``ARTICLE`` of an article."""
    published = article.published.isoformat() if article.published else None
    return (
        article.title, article.url, article.site, article.category, article.author, published,
        article.language, article.direction, article.image, int(article.whole), pack_blocks(article.blocks),
        article.twin,
    )  # fmt: skip


def article(row: Row) -> Article:
    """Build an article from the columns ``ARTICLE``; empty and not whole if damaged."""
    title, url, site, category, author, published, language, direction, image, whole, packed, twin = row
    try:
        blocks = unpack_blocks(packed)
    except (ValueError, TypeError, RecursionError):
        blocks, whole = (), False
    return Article(
        title=title,
        url=url,
        site=site,
        category=category,
        author=author,
        published=iso_time(published),
        language=language,
        direction=direction,
        image=image,
        blocks=blocks,
        whole=bool(whole),
        twin=twin,
    )


def pack_blocks(blocks: Iterable[Block]) -> str:
    """Return blocks as JSON: ``[kind, text, [[start, end, kind, url]…], level, ordinal, url]``."""
    return compact(
        [
            (b.kind, b.text, [(s.start, s.end, s.kind, s.url) for s in b.spans], b.level, b.ordinal, b.url)
            for b in blocks
        ]
    )


def unpack_blocks(packed: str) -> tuple[Block, ...]:
    """Undo ``pack_blocks``.

    Raises:
        ValueError, TypeError, RecursionError: the text is not from ``pack_blocks``.
    """
    return tuple(_block(*item) for item in json.loads(packed))


def _block(kind: Any, text: Any, spans: Any, level: Any, ordinal: Any, url: Any) -> Block:
    block = Block(kind, text, tuple(Span(*span) for span in spans), level, ordinal, url)
    numbers = [level, ordinal, *(edge for span in block.spans for edge in (span.start, span.end))]
    texts = [kind, text, url, *(part for span in block.spans for part in (span.kind, span.url))]
    if not (all(isinstance(each, int) for each in numbers) and all(map(_is_text, texts))):
        raise ValueError("a value of a block is of another type")
    return block


# Sources ----------------------------------------------------------------------------------------------------


_BLANK = Source(id="", name="")
_NAMES: dict[type, list[str]] = {kind: [field.name for field in fields(kind)] for kind in (Source, Selectors)}


def pack_source(source: Source) -> str:
    """Return a source as JSON, fields at their default left out."""
    return compact(_given_fields(source, _BLANK))


def unpack_source(packed: str) -> Source:
    """Undo ``pack_source``; fields this version does not know are passed over.

    Raises:
        ValueError, TypeError: the text is not from ``pack_source``.
    """
    spec = json.loads(packed)
    if not isinstance(spec, dict) or not all(isinstance(spec.get(name), str) for name in ("id", "name")):
        raise ValueError("a source has no id or no name")
    known: dict[str, Any] = {name: spec[name] for name in _NAMES[Source] if name in spec}
    for name in ("listing_selectors", "article_selectors"):
        if name in known:
            known[name] = _selectors(known[name])
    if "headers" in known:
        known["headers"] = tuple((name, value) for name, value in known["headers"])
    return Source(**known)


def _selectors(spec: dict[str, Any]) -> Selectors:
    return Selectors(**{**spec, "drop": tuple(spec.get("drop", ()))})


def _given_fields(value: Source | Selectors, default: Source | Selectors) -> dict[str, object]:
    given: dict[str, object] = {}
    for name in _NAMES[type(value)]:
        mine, usual = getattr(value, name), getattr(default, name)
        if mine != usual:
            given[name] = _given_fields(mine, usual) if isinstance(mine, Selectors) else mine
    return given
