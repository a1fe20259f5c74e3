"""Read the article from the initial data of a page's program (Next.js, Nuxt and others)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from reader.sources.article.claims import Claims
from reader.sources.article.page_state import page_values
from reader.sources.sanitize import clean_line
from reader.text.normalize import comparison_key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MAX_OBJECTS = 20_000
"""Objects looked at."""
_MAX_BLOCKS = 20_000
"""Blocks and parts of blocks of all bodies with the title of the page: many objects may share one body."""
_MAX_CHARACTERS = 4_000_000
"""Of the texts of these bodies."""
_TITLE_CHARACTERS = 2_000
"""Characters of a title in the data; many objects may share one text."""
_KEY_CHARACTERS = 100
_MAX_DEPTH = 40
"""Blocks within blocks of a body."""
_HEAD_BLOCKS = 6
"""Blocks of a body among which its title and time may be."""
_SIMORGH_PICTURE = "https://ichef.bbci.co.uk/ace/ws/640/{}/{}.webp"
"""Where a picture is whose block has an origin and a place there (BBC World Service)."""
_TAGS = re.compile(r"<[^<>]*+>")
_BODY_CHARACTERS = 30
"""Characters from which a text may be a body."""
_SUMMARY_CHARACTERS = 200
"""Characters from which a description may be the text."""
_TITLE_KEY = re.compile(r"(?:title|headlines?)$|^name$")
_BODY_KEY = re.compile(
    r"content|body|html$|^(?:long|full)?text$|article(?:text)?$|details?$|paragraphs?$|^(?:cards|blocks|story)$"
)
"""Keys of titles and bodies in small letters, without ``_`` and ``-``: ``newsTitle``, ``article_text``."""
_DATES = (
    *("datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "first_publish_date"),
    *("display_date", "published-at", "firstPublished", "date", "createdAt", "created_at"),
)
_CATEGORIES = ("section", "category", "articleSection", "taxonomy")
_AUTHORS = ("author", "authors", "writer", "credits")
_IMAGES = ("image", "mainImage", "thumbnail", "cover", "promo_items")
_NAMES = ("name", "title", "rendered", "basic", "main", "primary_section", "by", "url", "src")
"""Keys of an object under which its text is."""
_INNER = (
    "processed",
    "rendered",
    "content",
    "body",
    "children",
    "content_elements",
    "items",
    "root",
    "blocks",
    "data",
    "ops",
    "story-elements",
    "model",
)
"""Keys under which a block has its parts."""
_TEXTS = ("text", "insert", "value")
_SKIPPED = frozenset(
    str.split(
        "interstitial_link ad advertisement related relatedcontent wsoj podcastpromo byline mpu timestamp"
    )
)
"""Kinds of blocks that lead to other stories or tell about this one."""


# Ablation: data of the page's program.
def read_state(tree: LexborHTMLParser, title: str) -> Claims | None:
    """Return the claims of a page's data on the article with this title; None without any."""
    wanted = comparison_key(title)
    best = None
    bodies, headlines = _Markup(), _Markup()
    if wanted:
        for thing in _things(page_values(tree)):
            keys = {_short(key): key for key in thing}
            titles = [_named(thing[key]) for short, key in keys.items() if _TITLE_KEY.search(short)]
            marked = {_kind(block): block for block in _listed(thing.get("blocks"))[:_HEAD_BLOCKS]}
            if "headline" in marked:  # blocks of Simorgh hold the title, too
                titles.append(_TAGS.sub("", headlines.of(marked["headline"])))
            short_titles = (title for title in titles if len(title) <= _TITLE_CHARACTERS)
            if wanted not in {comparison_key(unescape(title)) for title in short_titles}:
                continue
            named = [key for short, key in keys.items() if _BODY_KEY.search(short)]
            body = max((bodies.of(thing[key]) for key in named), key=len, default="")
            if not body and len(summary := bodies.of(thing.get("description"))) > _SUMMARY_CHARACTERS:
                body = summary
            if len(body) > _BODY_CHARACTERS and (best is None or len(body) > len(best.body)):
                best = Claims(
                    published=_first(thing, _DATES)
                    or _first(marked.get("timestamp", {}).get("model"), _DATES),
                    category=_first(thing, _CATEGORIES),
                    author=_first(thing, _AUTHORS),
                    image=_first(thing, _IMAGES),
                    body=body,
                )
    return best


def _short(key: str) -> str:
    """Return a key in lower case without separators and arguments."""
    return key[:_KEY_CHARACTERS].partition("(")[0].replace("_", "").replace("-", "").lower()


def _things(values: Iterator[Any]) -> Iterator[dict[str, Any]]:
    """Yield every object in the data, without recursion; parts that are shared once."""
    seen: set[int] = set()
    held = []  # or the next value might have the ``id`` of one that is gone
    for data in values:
        held.append(data)
        waiting = [data]
        while waiting and len(seen) < _MAX_OBJECTS:
            thing = waiting.pop()
            if id(thing) in seen:
                continue
            seen.add(id(thing))
            if isinstance(thing, dict):
                yield thing
                waiting.extend(value for value in thing.values() if isinstance(value, dict | list))
            elif isinstance(thing, list):
                waiting.extend(value for value in thing if isinstance(value, dict | list))


def _listed(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _kind(block: dict[str, Any]) -> str:
    """Return the declared kind of a block in lower case."""
    kinds = (block.get(key) for key in ("type", "_type", "nodeType", "__component"))
    return next((kind for kind in kinds if isinstance(kind, str)), "").rpartition(".")[2].lower()


def _first(thing: Any, keys: tuple[str, ...]) -> list[str]:
    """Return the first text under one of the keys, a list of at most one; numbers are times."""
    for key in keys if isinstance(thing, dict) else ():
        value = thing.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            seconds = value // 1000 if value > 10**11 else value
            if 10**8 < seconds < 10**10:
                return [datetime.fromtimestamp(seconds, UTC).isoformat()]
        elif line := clean_line(unescape(_named(value))):
            return [line]
    return []


def _named(value: Any) -> str:
    """Return a text, that of the first of a list, or the name of an object."""
    for _ in range(6):
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = next((value[key] for key in _NAMES if value.get(key)), None)
        else:
            break
    return ""


class _Markup:
    """Writer of bodies as markup: texts unchanged, blocks of any editor as elements."""

    def __init__(self) -> None:
        self._left = _MAX_BLOCKS
        self._characters = _MAX_CHARACTERS

    def of(self, value: Any, depth: int = 0) -> str:
        """Return the markup of a body, a block or a part of one."""
        self._left -= 1
        if depth > _MAX_DEPTH or self._left < 0:
            return ""
        if isinstance(value, str):
            return self._of_text(value, depth)
        if isinstance(value, list):
            parts = (self.of(each, depth + 1) for each in value)
            lines = any(isinstance(each, str) for each in value)
            return "".join(f"<p>{part}</p>" if lines and "<" not in part else part for part in parts)
        if not isinstance(value, dict):
            return ""
        kind = _kind(value)
        if kind in _SKIPPED:
            return ""
        if "image" in kind:
            return self._of_picture(value, depth)
        for key in _INNER:
            if value.get(key) and (inner := self.of(value[key], depth + 1)):
                is_text = kind == "text" and isinstance(value[key], str)
                return _in_element("p" if is_text else _tag(kind), inner)
        texts = (value[key] for key in _TEXTS if isinstance(value.get(key), str))
        return _in_element(_tag(kind), self.of(next(texts, ""), depth + 1))

    def _of_picture(self, value: dict[str, Any], depth: int) -> str:
        address = _named(value.get("url") or value.get("src") or value.get("file") or value.get("data"))
        caption = _named(value.get("caption"))
        model = value.get("model")
        parts = {
            _kind(part): part for part in _listed(model.get("blocks") if isinstance(model, dict) else None)
        }
        raw = parts.get("rawimage", {}).get("model")
        if isinstance(raw, dict) and isinstance(locator := raw.get("locator"), str):
            address = locator if "://" in locator else _SIMORGH_PICTURE.format(raw.get("originCode"), locator)
            caption = unescape(_TAGS.sub("", self.of(parts.get("caption"), depth + 1)))
        shown = f'<img src="{escape(address)}">' if address else ""
        return f"<figure>{shown}<figcaption>{escape(caption)}</figcaption></figure>" if caption else shown

    def _of_text(self, text: str, depth: int) -> str:
        """Return the markup of a text, which may be JSON of blocks or markup escaped once more."""
        self._characters -= len(text)
        if self._characters < 0:  # one text in many places
            return ""
        if depth == 0 and text[:1] in ("{", "[") and text[1:2] in ('"', "{"):
            with suppress(ValueError, RecursionError):
                return self.of(json.loads(text), depth + 1)
        if depth == 0 and "<" not in text and "&lt;/" in text:
            return unescape(text)
        return text if depth == 0 or "<" in text else escape(text)


def _in_element(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>" if tag and inner else inner


def _tag(kind: str) -> str:
    """Return the element for a kind of block; empty for parts of blocks."""
    if "head" in kind:
        return "h2"
    if "quot" in kind:
        return "blockquote"
    if kind in ("orderedlist", "ordered-list", "ol"):
        return "ol"
    if kind.endswith("list") or kind == "ul":
        return "ul"
    if "item" in kind:
        return "li"
    return "p" if kind in ("block", "text-block", "p") or kind.startswith("paragraph") else ""
