"""Read the article from the data a page's own script starts from (Next.js and its kin)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from reader.sources.article.json_ld import Claims
from reader.sources.sanitize import clean_line
from reader.text.normalize import comparison_key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LARGEST = 2_000_000
"""Characters of such data that are read."""
_MOST = 20_000
"""Objects looked at."""
_BODY = 200
"""Characters from which a text may be a body."""
_TITLES = ("title", "headline", "name")
_BODIES = ("articleBody", "content", "body", "bodyHtml", "html", "text", "details", "description")
_DATES = ("datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "date", "createdAt")
_CATEGORIES = ("section", "category", "articleSection")
_AUTHORS = ("author", "authors", "writer")
_IMAGES = ("image", "mainImage", "thumbnail", "cover")


def read_state(tree: LexborHTMLParser, title: str) -> Claims | None:
    """Return what the data in a page says of the article with this title; None when it says nothing."""
    wanted = comparison_key(title)
    best = None
    for script in tree.css("script[type='application/json'], script#__NEXT_DATA__")[:10]:
        try:
            data = json.loads(script.text()[:_LARGEST])
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            body = max((_text(thing.get(key)) for key in _BODIES), key=len)
            titles = [comparison_key(unescape(_text(thing.get(key)))) for key in _TITLES]
            if (
                len(body) > _BODY
                and wanted
                and wanted in titles
                and (best is None or len(body) > len(best.body))
            ):
                best = Claims(
                    published=_first(thing, _DATES),
                    category=_first(thing, _CATEGORIES),
                    author=_first(thing, _AUTHORS),
                    image=_first(thing, _IMAGES),
                    body=body,
                )
    return best


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in the data, without recursion."""
    waiting = [data]
    for _ in range(_MOST):
        if not waiting:
            return
        thing = waiting.pop()
        if isinstance(thing, dict):
            yield thing
            waiting.extend(value for value in thing.values() if isinstance(value, dict | list))
        elif isinstance(thing, list):
            waiting.extend(value for value in thing if isinstance(value, dict | list))


def _first(thing: dict[str, Any], keys: tuple[str, ...]) -> list[str]:
    """Return the first text under one of the keys, as a list of at most one; of an object, its name."""
    for key in keys:
        value = thing.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("name") or value.get("title") or value.get("url")
        if line := clean_line(unescape(_text(value))):
            return [line]
    return []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
