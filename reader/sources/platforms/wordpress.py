"""Read posts of a WordPress site as JSON (``wp-json``), for sites without a feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reader.model import Entry, Feed
from reader.sources.addresses import resolve_url
from reader.sources.feed.fields import (
    CONTENT,
    ENTRIES,
    SUMMARY,
    TITLE,
    Clock,
    check_language,
    deduplicate,
    make_title,
    shorten,
)
from reader.sources.feed.html_to_text import plain, title_line
from reader.sources.feed.media import lead_picture
from reader.sources.sanitize import clean_line, clean_markup

POSTS_PATH = (
    "wp-json/wp/v2/posts?per_page=20&_embed=wp:featuredmedia,author,wp:term"
    "&_fields=id,date_gmt,modified_gmt,link,guid,title,excerpt,content,_links,_embedded"
)
"""The newest posts, relative to the home page of a site."""

Json = Mapping[str, object]


def read_posts(items: list[object], url: str, clock: Clock) -> Feed | None:
    """Return posts as a feed; None when the list is of anything else."""
    posts = [
        item for item in items[:ENTRIES] if isinstance(item, dict) and "link" in item and "title" in item
    ]
    if not posts or not isinstance(posts[0].get("title"), dict):
        return None
    address = urlsplit(url)
    query = dict(parse_qsl(address.query))
    page = query.get("page", "1")
    query["page"] = str(int(page) + 1 if page.isdecimal() and len(page) < 6 else 2)
    return Feed(
        url=url,
        home=resolve_url("/", url),
        entries=tuple(_entry(post, url, clock) for post in posts),
        older=resolve_url(urlunsplit(address._replace(query=urlencode(query))), url),
    )


def _entry(post: Json, base: str, clock: Clock) -> Entry:
    url = resolve_url(_string(post.get("link")), base)
    content = clean_markup(_rendered(post, "content")[:CONTENT]).strip()
    summary = shorten(plain(_rendered(post, "excerpt")), SUMMARY)
    title = make_title(shorten(title_line(_rendered(post, "title")), TITLE), summary, content, url)
    embedded = post.get("_embedded")
    related: Json = embedded if isinstance(embedded, dict) else {}
    guid = _rendered(post, "guid")
    return Entry(
        id=guid or url,
        guid=guid,
        title=title,
        url=url,
        published=_utc(post, "date_gmt", clock),
        updated=_utc(post, "modified_gmt", clock),
        summary=summary,
        content=content,
        categories=deduplicate([clean_line(_string(term.get("name"))) for term in _terms(related)]),
        authors=deduplicate([clean_line(_string(o.get("name"))) for o in _objects(related.get("author"))]),
        image=next(
            (
                address
                for one in _objects(related.get("wp:featuredmedia"))
                if (address := resolve_url(_string(one.get("source_url")), base))
            ),
            lead_picture(content, url or base),
        ),
        language=check_language("", title),
    )


def _terms(related: Json) -> list[Json]:
    groups = related.get("wp:term")
    terms = [term for group in groups for term in _objects(group)] if isinstance(groups, list) else []
    return [term for term in terms if term.get("taxonomy") == "category"]


def _objects(value: object) -> list[Json]:
    """Return the objects of a list, without those that say an error."""
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict) and "code" not in item]


def _rendered(post: Json, key: str) -> str:
    value = post.get(key)
    return _string(value.get("rendered")) if isinstance(value, dict) else _string(value)


def _utc(post: Json, key: str, clock: Clock) -> datetime | None:
    """Return a time that is UTC without saying so."""
    written = _string(post.get(key))
    return clock.read(f"{written}Z" if written and written[-1:].isdigit() else written)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
