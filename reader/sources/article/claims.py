"""Read the metadata of a page: JSON-LD, microdata, OpenGraph and meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from reader.sources.article.embeds import absolute
from reader.sources.article.html_tree import ancestors
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_OBJECTS = 2_000
"""Objects of JSON-LD looked at; pages have a few dozen."""
_MAX_CHARACTERS = 1_000_000
"""Characters of one JSON-LD script."""
_COMMENT_DEPTH = 12
"""Elements around a property in which a comment is looked for."""
_ARTICLE = re.compile(r"Article|BlogPosting|Report|LiveBlog|Review$|CreativeWork$|^NewsMedia(?!Organization)")
# What meta elements are called (OpenGraph, Dublin Core, Parse.ly and others), by what they say.
_META = {
    name: field_name
    for field_name, names in {
        "title": "og:title twitter:title dc.title headline",
        "published": (
            "article:published_time og:article:published_time og:published_time datepublished publishdate"
            " pubdate dc.date.issued dcterms.created dc.date date parsely-pub-date sailthru.date"
            " cxenseparse:recs:publishtime"
        ),
        "category": "article:section og:article:section section parsely-section category",
        "author": "author article:author dc.creator parsely-author og:article:author",
        "image": "og:image og:image:url twitter:image image",
        "site": "og:site_name application-name",
        "description": "og:description description twitter:description",
        "language": "og:locale content-language language",
    }.items()
    for name in names.split()
}
_RAW_BREAKS = re.compile(r"[\x00-\x1f]+")
_LAST_COMMA = re.compile(r",\s*(?=[}\]])")


@dataclass(slots=True)
class Claims:
    """Everything a page claims; each list has the best claim first."""

    title: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    page_published: list[str] = field(default_factory=list)
    """Of the page the article is on, which may be older."""
    category: list[str] = field(default_factory=list)
    author: list[str] = field(default_factory=list)
    image: list[str] = field(default_factory=list)
    site: list[str] = field(default_factory=list)
    description: list[str] = field(default_factory=list)
    language: list[str] = field(default_factory=list)
    body: str = ""
    """``articleBody`` as text, "" where there is none."""
    url: str = ""
    """The address the page says it has."""


def read_claims(tree: LexborHTMLParser, url: str) -> Claims:
    """Return the claims of a page on its article, sanitized, with absolute addresses."""
    found = Claims()
    things = list(_things(tree))
    for thing in [thing for thing in things if _is_article(thing)][:4]:
        _from_json(thing, found)
    _from_meta(tree, found)
    _from_microdata(tree, found)
    for thing in things:
        if "WebPage" in _texts(thing.get("@type")):
            found.page_published += _texts(thing.get("datePublished"))
    for name in ("title", "published", "category", "author", "site", "description", "language"):
        values = (clean_line(unescape(value)) for value in getattr(found, name))
        setattr(found, name, list(dict.fromkeys(value for value in values if value)))
    node = tree.css_first("link[rel=canonical]") or tree.css_first("meta[property='og:url']")
    if node is not None:
        found.url = absolute(url, node.attributes.get("href") or node.attributes.get("content"))
    found.image = list(dict.fromkeys(a for i in found.image if (a := absolute(url, i))))
    return found


def _from_json(thing: dict[str, Any], found: Claims) -> None:
    found.title += _texts(thing.get("headline"))
    found.published += _texts(thing.get("datePublished")) + _texts(thing.get("dateCreated"))
    found.category += _texts(thing.get("articleSection"))
    found.author += _names(_persons(thing.get("author")))
    found.image += _addresses(thing.get("image")) + _addresses(thing.get("thumbnailUrl"))
    found.site += _names(thing.get("publisher"))
    found.description += _texts(thing.get("description"))
    found.language += _texts(thing.get("inLanguage"))
    bodies = _texts(thing.get("articleBody"))
    found.body = max((found.body, *bodies), key=len)


def _from_meta(tree: LexborHTMLParser, found: Claims) -> None:
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        value = (attributes.get("content") or "").strip()
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        field_name = _META.get((name or attributes.get("http-equiv") or "").strip().lower())
        if field_name and value:
            getattr(found, field_name).append(value)


def _from_microdata(tree: LexborHTMLParser, found: Claims) -> None:
    homes = {
        "headline": found.title,
        "datePublished": found.published,
        "articleSection": found.category,
        "genre": found.category,
        "author": found.author,
    }
    for node in tree.css("[property='dc:date'][content], [property='schema:datePublished'][content]"):
        found.published.append(node.attributes.get("content") or "")
    for node in tree.css("[itemprop]"):
        names = (node.attributes.get("itemprop") or "").split()
        for name in names:
            if name in homes and node.tag != "meta" and not _is_in_comment(node):
                homes[name].append(_property(node))


def _property(node: LexborNode) -> str:
    """Return the value of a microdata property (HTML 5.2.4)."""
    name = node.css_first("[itemprop=name]") if "itemscope" in node.attributes else None
    node = name or node
    for attribute in ("content", "datetime"):
        if value := node.attributes.get(attribute):
            return value
    return node.text(separator=" ") if len(node.text()) < 500 else ""


def _is_in_comment(node: LexborNode) -> bool:
    return any(
        "comment" in f"{each.attributes.get('class') or ''} {each.attributes.get('itemtype') or ''}".lower()
        for each in ancestors(node, _COMMENT_DEPTH)
    )


def _things(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Yield every object in the JSON-LD of a page, inner ones after outer, without recursion."""
    waiting: list[Any] = [
        data for script in tree.css("script[type*=ld]") if (data := _read(script)) is not None
    ]
    waiting.reverse()
    for _ in range(_MAX_OBJECTS):
        if not waiting:
            return
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting.extend(reversed(thing[:100]))
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(
                value
                for key, value in thing.items()
                if isinstance(value, dict | list)
                and key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
            )


def _read(script: LexborNode) -> Any:
    """Return the JSON of a script, tolerant of CDATA, raw line ends and trailing commas."""
    if "json" not in (script.attributes.get("type") or ""):
        return None
    text = script.text().strip()[:_MAX_CHARACTERS]
    text = text.removeprefix("<!--").removesuffix("-->").strip()
    text = text.replace("//<![CDATA[", "").replace("//]]>", "").removeprefix("<![CDATA[").removesuffix("]]>")
    # Deep nesting ends json's recursion, not ours.
    for attempt in (text, _LAST_COMMA.sub("", _RAW_BREAKS.sub(" ", text))):
        try:
            return json.loads(attempt.rstrip("; \n"), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is_article(thing: dict[str, Any]) -> bool:
    return any(_ARTICLE.search(kind) for kind in _texts(thing.get("@type")))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values[:20] if isinstance(v, str) and v.strip()]


def _persons(value: Any) -> Any:
    """Return authors without those that say they are an organization."""
    values = value if isinstance(value, list) else [value]
    return [
        one
        for one in values[:10]
        if not (isinstance(one, dict) and any("Organization" in kind for kind in _texts(one.get("@type"))))
    ]


def _names(value: Any) -> list[str]:
    names = []
    for one in value[:10] if isinstance(value, list) else [value]:
        names += _texts(one.get("name")) if isinstance(one, dict) else _texts(one)
    return names


def _addresses(value: Any) -> list[str]:
    found = []
    for one in value[:5] if isinstance(value, list) else [value]:
        found += _texts(one.get("url") or one.get("contentUrl")) if isinstance(one, dict) else _texts(one)
    return found
