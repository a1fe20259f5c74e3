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
    """Return what `pack_message` was given; a text that is no message (an old dump's) verbatim."""
    if not text:
        return None
    try:
        return Message.from_data(json.loads(text))
    except (ValueError, RecursionError):
        return Message.verbatim(text)


# Entries ----------------------------------------------------------------------------------------------------

ENTRY = """
SELECT e.guid, e.title, e.url, e.published, e.updated, c.summary, c.content, c.categories, c.authors,
       c.enclosures, e.image, e.language, e.given
FROM entries e JOIN contents c ON c.entry = e.id
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
        categories=tuple(json.loads(categories)),
        authors=tuple(json.loads(authors)),
        enclosures=tuple(Enclosure(*enclosure) for enclosure in json.loads(enclosures)),
        image=image,
        language=language,
        guid=given or "",
    )


def content_row(entry: Entry) -> Row:
    """Return the columns of ``contents`` after the entry's id."""
    enclosures = compact([(e.url, e.type, e.length) for e in entry.enclosures]) if entry.enclosures else "[]"
    return entry.summary, entry.content, _names(entry.categories), _names(entry.authors), enclosures


@lru_cache(maxsize=256)
def _names(names: tuple[str, ...]) -> str:
    """Return names as JSON: a newsroom's entries have the same few."""
    return compact(names)


# Articles ---------------------------------------------------------------------------------------------------

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
        published=iso_time(published),
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


# Sources ----------------------------------------------------------------------------------------------------


_BLANK = Source(id="", name="")
_NAMES: dict[type, list[str]] = {kind: [field.name for field in fields(kind)] for kind in (Source, Selectors)}


def pack_source(source: Source) -> str:
    """Return a source as JSON, fields at their default left out."""
    return compact(_told(source, _BLANK))


def unpack_source(packed: str) -> Source:
    """Undo ``pack_source``; fields this version does not know are passed over."""
    spec = json.loads(packed)
    known: dict[str, Any] = {name: spec[name] for name in _NAMES[Source] if name in spec}
    for name in ("listing_selectors", "article_selectors"):
        if name in known:
            known[name] = _selectors(known[name])
    if "headers" in known:
        known["headers"] = tuple((name, value) for name, value in known["headers"])
    return Source(**known)


def _selectors(spec: dict[str, Any]) -> Selectors:
    return Selectors(**{**spec, "drop": tuple(spec.get("drop", ()))})


def _told(value: Source | Selectors, default: Source | Selectors) -> dict[str, object]:
    told: dict[str, object] = {}
    for name in _NAMES[type(value)]:
        mine, usual = getattr(value, name), getattr(default, name)
        if mine != usual:
            told[name] = _told(mine, usual) if isinstance(mine, Selectors) else mine
    return told
