"""Remove the text that Reddit, Google News and Bluesky add to entries."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.sources.feed.html_to_text import plain_line, unescape
from reader.sources.http.ssrf_guard import host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Entry, Feed

_THUMBNAIL = re.compile(r"<img [^<>]*+>")
_STORY = re.compile(r"<a href=\"([^\"<>]*+)\">\[link\]</a>")
_SOURCE_NAME = re.compile(r"<font[^<>]*+>([^<>]*+)</font>")
_QUOTE = re.compile(r"(?<!\s)\s*+\[contains quote post or other embedded content\]\s*+")


def trim_entries(feed: Feed, url: str) -> Feed:
    """Return a platform's feed with only the entries' own text; other feeds unchanged."""
    trim = _TRIMS.get(host_of(url).removeprefix("www."))
    return replace(feed, entries=tuple(map(trim, feed.entries))) if trim is not None else feed


def _reddit(entry: Entry) -> Entry:
    """Keep the text of a post, its image, and the link to its story."""
    content = entry.content or entry.summary
    if "[comments]" not in content:
        return entry
    text = content.rpartition("submitted by")[0].partition('<div class="md">')[2].rpartition("</div>")[0]
    picture, story = _THUMBNAIL.search(content), _STORY.search(content)
    address = unescape(story[1]) if story else ""
    is_own = not address or address == entry.url
    link = "" if is_own else f'<p><a href="{story[1] if story else ""}">{host_of(address)}</a></p>'
    body = text or (picture[0] if picture else "")
    return replace(entry, content=f"{body}{link}", summary=plain_line(text))


def _google_news(entry: Entry) -> Entry:
    """Remove the newsroom from the headline, and a description without other stories."""
    content = entry.content or entry.summary
    named = _SOURCE_NAME.search(content)
    name = plain_line(named[1]) if named else ""
    title = entry.title.removesuffix(f" - {name}") if name else entry.title
    authors = entry.authors or ((name,) if name else ())
    others = content if "<li" in content and content.count("<li") > 1 else ""
    return replace(entry, title=title, authors=authors, content=others, summary="")


def _bluesky(entry: Entry) -> Entry:
    """Remove the note on a quoted post."""
    return replace(
        entry,
        title=_QUOTE.sub("", entry.title),
        content=_QUOTE.sub("", entry.content),
        summary=_QUOTE.sub("", entry.summary),
    )


_TRIMS: dict[str, Callable[[Entry], Entry]] = {
    "reddit.com": _reddit,
    "news.google.com": _google_news,
    "bsky.app": _bluesky,
}
