"""Read JSON Feed 1.0 and 1.1 into a ``Feed``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

from reader.locale.message import Message
from reader.model import Enclosure, Entry, Feed
from reader.sources.addresses import resolve_url
from reader.sources.feed.fields import (
    CONTENT,
    ENTRIES,
    PARTS,
    SUMMARY,
    TITLE,
    Clock,
    assign_ids,
    check_language,
    deduplicate,
    digest,
    drop_repeated,
    make_title,
    malformed_note,
    shorten,
    too_many_note,
)
from reader.sources.feed.html_to_text import plain, plain_line, title_line
from reader.sources.feed.media import lead_picture
from reader.sources.sanitize import clean_line, clean_markup

VALUES = 500_000
"""Objects and lists; a document with more is read item by item, up to ``ENTRIES``."""

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_SPEAKS = re.compile(r"jsonfeed\.org", re.IGNORECASE)

Json = Mapping[str, object]


def read_json(text: str, url: str, clock: Clock) -> Feed | None:
    """Return the feed in the text of a document; None for any other document."""
    document, is_whole = _load(text)
    version, items = document.get("version"), document.get("items")
    if not isinstance(items, list) or not (_SPEAKS.search(str(version)) or _look_like_entries(items)):
        return None
    home = resolve_url(_text(document, "home_page_url"), url)
    title = plain_line(_text(document, "title"))
    language = clock.language = check_language(_text(document, "language"), title)
    clock.url = clock.url or home
    authors = _authors(document)
    objects = [item for item in items if isinstance(item, dict)]
    problems = [] if is_whole else [malformed_note()]
    if len(objects) > ENTRIES:
        problems.append(too_many_note(len(objects)))
    hubs = [hub for hub in _list(document, "hubs") if isinstance(hub, dict)]
    return Feed(
        title=title,
        url=url or resolve_url(_text(document, "feed_url"), ""),
        home=home,
        language=language,
        description=plain(_text(document, "description")),
        entries=assign_ids(
            [_entry(item, home or url, language, authors, clock) for item in objects[:ENTRIES]]
        ),
        hubs=deduplicate([resolve_url(_text(hub, "url"), url) for hub in hubs]),
        older=resolve_url(_text(document, "next_url"), url),
        problem=Message.join(problems),
    )


def _entry(item: Json, base: str, language: str, authors: tuple[str, ...], clock: Clock) -> Entry:
    external = resolve_url(_text(item, "external_url"), base)
    url = resolve_url(_text(item, "url"), base) or external or resolve_url(_text(item, "link"), base)
    written_html = _text(item, "content_html") or _text(item, "content")
    content = clean_markup(written_html[:CONTENT]).strip()
    written = _text(item, "content_text")
    if not content and written:
        content = clean_markup(escape(written[:CONTENT].strip(), quote=False)).replace("\n", "<br>")
    if external and external != url and external not in content:
        content += f'<p><a href="{escape(external)}">{escape(external)}</a></p>'
    told = _text(item, "summary") or _text(item, "description")
    summary = drop_repeated(shorten(plain(told), SUMMARY), content)
    files = _enclosures(item, base)
    page = url or resolve_url(_text(item, "id"), "") or next((file.url for file in files), "")
    title = make_title(title_line(_text(item, "title")), summary, content, page)
    published = _text(item, "date_published") or _text(item, "pubDate") or _text(item, "published")
    updated = clock.read(_text(item, "date_modified"))
    picture = resolve_url(_text(item, "image"), base) or resolve_url(_text(item, "banner_image"), base)
    guid = shorten(clean_line(_text(item, "id")), TITLE)
    return Entry(
        id=guid or url or digest(title, published),
        guid=guid,
        title=title,
        url=page,
        published=clock.read(published) or updated,
        updated=updated,
        summary=summary,
        content=content,
        categories=deduplicate([clean_line(tag) for tag in _tags(item)]),
        authors=_authors(item) or authors,
        enclosures=files,
        image=picture or lead_picture(content, page or base),
        language=check_language(_text(item, "language") or language, title),
    )


def _authors(about: Json) -> tuple[str, ...]:
    """Return the names in ``authors`` (1.1) or ``author`` (1.0)."""
    named = about.get("authors")
    people = [*(named if isinstance(named, list) else [named]), about.get("author")]
    names = [_text(p, "name") if isinstance(p, dict) else p for p in people if isinstance(p, dict | str)]
    return deduplicate([plain_line(name) for name in names])


def _enclosures(item: Json, base: str) -> tuple[Enclosure, ...]:
    found = []
    given = item.get("attachments")
    for attachment in [given] if isinstance(given, dict) else _list(item, "attachments")[:PARTS]:
        if isinstance(attachment, dict) and (url := resolve_url(_text(attachment, "url"), base)):
            size = _text(attachment, "size_in_bytes")
            length = int(size) if size.isascii() and size.isdecimal() and len(size) < 16 else 0
            seconds = _text(attachment, "duration_in_seconds").partition(".")[0]
            duration = int(seconds) if seconds.isascii() and seconds.isdecimal() and len(seconds) < 7 else 0
            kind = clean_line(_text(attachment, "mime_type")).lower()
            found.append(Enclosure(url, kind, length, duration))
    return tuple(found)


def _text(about: Json, key: str) -> str:
    """Return a string, or a number as one (ids are, in life); ``""`` for anything else."""
    value = about.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    if isinstance(value, float) and abs(value) < 10**15:
        return str(int(value)) if value.is_integer() else str(value)
    return value if isinstance(value, str) else ""


def _list(about: Json, key: str) -> list[object]:
    value = about.get(key)
    return value if isinstance(value, list) else []


def _tags(item: Json) -> list[str]:
    tags = item.get("tags")
    if isinstance(tags, str):
        return re.split("[,،]", tags[:2_000])
    return [tag for tag in _list(item, "tags") if isinstance(tag, str)]


def _look_like_entries(items: list[object]) -> bool:
    return any(
        isinstance(i, dict) and ("content_html" in i or "content_text" in i or "url" in i) for i in items[:10]
    )


def _load(text: str) -> tuple[Json, bool]:
    """Return the whole items of a JSON document, and whether the document was complete."""
    if text.count("{") + text.count("[") <= VALUES:
        try:
            document = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            pass
        else:
            return (document if isinstance(document, dict) else {}), True
    found = _ITEMS.search(text)
    if not found:
        return {}, False
    items: list[object] = []
    decoder = json.JSONDecoder(strict=False)
    at = found.end()
    try:
        while len(items) <= ENTRIES:
            item, at = decoder.raw_decode(text, _BETWEEN.match(text, at).end())  # type: ignore[union-attr]
            items.append(item)
    except (ValueError, RecursionError):
        pass
    head = {
        key: m[1]
        for key in ("version", "title")
        if (m := re.search(rf'"{key}"\s*:\s*"([^"\\]*)"', text[:2_000]))
    }
    return {**head, "items": items}, False
