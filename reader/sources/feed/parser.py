"""Parse a feed of any kind: RSS 0.9x-2.0, RDF, Atom 0.3 and 1.0, JSON Feed, playlists."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, tzinfo

from reader.locale.message import Message
from reader.model import Feed
from reader.sources.charset import decode
from reader.sources.errors import FeedError
from reader.sources.feed.fields import Clock
from reader.sources.feed.html_to_text import plain_line
from reader.sources.http.block_page import find_guard, is_page, page_title
from reader.sources.sanitize import clean_line

LENGTH = 16 * 1024 * 1024
"""Bytes of a feed that are read; what follows is ignored."""
PROLOGUE = 65_536
"""Characters in which a feed must begin: some servers print warnings or pages' leftovers before it."""

_TRIMMED = ("reddit.com/", "news.google.com/", "bsky.app/")
"""Platforms that put something of their own around the text of entries."""
_SCRIPT = re.compile(r"\)\]\}',?\s*+(?=[{\[])|[A-Za-z_$][\w.$]{0,60}+\(\s*+(?=[{\[])", re.ASCII)
"""What stands before JSON that is meant for a script."""
_START = re.compile(
    r"<(?:\?xml|!DOCTYPE|(?:[\w.-]+:)?(?:rss|feed|rdf|channel|item|entry|urlset))(?=[\s>])",
    re.IGNORECASE | re.ASCII,
)


def parse_feed(
    data: bytes,
    url: str = "",
    content_type: str = "",
    *,
    zone: tzinfo | None = None,
    now: datetime | None = None,
    repeat: bool = True,
) -> Feed:
    """Parse a feed document; ``Feed.problem`` says whether only a part was readable.

    Args:
        data: the document as it arrived, at most ``LENGTH`` bytes of it are read.
        url: where it came from; relative links start there.
        content_type: of HTTP.
        zone: of the newsroom, for dates that name none; by its address and language if not given.
        now: aware; relative dates start there.
        repeat: give the text of ``content`` as ``summary`` too where the feed has one element for both; else
            ``summary`` is empty there.

    Raises:
        FeedError: it is no feed at all: nothing, a web page, a guard's block page, something else.
    """
    clock = Clock(now or datetime.now(UTC), zone, url)
    text = decode(data[:LENGTH], content_type, "xml").lstrip("\ufeff \t\r\n\0")
    if not text:
        raise FeedError(Message("feed.empty"))
    if text.startswith(("#EXTM3U", "[playlist]", "[Playlist]")) or "MPD" in text[:3_000]:
        from reader.sources.platforms.playlist import read_playlist

        if (playlist := read_playlist(text, url)) is not None:
            return playlist
    if "/wp-json/" in url and (posts := text.find('[{"id"', 0, PROLOGUE)) > 0:
        text = text[posts:]  # after the warnings of a server
    if call := _SCRIPT.match(text):
        text = text[call.end() :].rstrip(" \t\r\n;)")
    feed = _read_json(text, url, clock) if text[0] in "{[" else _read_xml(text, url, clock, repeat=repeat)
    if feed is None:
        raise _no_feed(text)
    if any(host in url for host in _TRIMMED):
        from reader.sources.platforms.trimming import trim_entries

        return trim_entries(feed, url)
    return feed


def _read_json(text: str, url: str, clock: Clock) -> Feed | None:
    """Return the feed in a JSON document: a JSON Feed, or a list of posts of WordPress."""
    if text[0] == "[":
        from reader.sources.platforms.wordpress import read_posts

        try:
            posts = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            return None
        return read_posts(posts, url, clock) if isinstance(posts, list) else None
    from reader.sources.feed.json_feed import read_json

    return read_json(text, url, clock)


def _read_xml(text: str, url: str, clock: Clock, *, repeat: bool) -> Feed | None:
    """Return the feed in an XML document: RSS, RDF, Atom, or a site map of news."""
    start = _START.search(text, 0, PROLOGUE)
    if not start or is_page(text[: start.end() + 5]):
        return None
    text = text[start.start() :]
    if text.find("<urlset", 0, PROLOGUE) >= 0:
        from reader.sources.platforms.sitemap import read_sitemap

        return read_sitemap(text, url, clock)
    from reader.sources.feed.xml import read_xml

    return read_xml(text, url, clock, repeat=repeat)


def _no_feed(text: str) -> FeedError:
    """Return the error for a document that is no feed."""
    guard = find_guard(text)
    if guard is not None:
        return FeedError(Message("feed.challenge_by", guard=guard) if guard else Message("feed.challenge"))
    if is_page(text):
        title = plain_line(page_title(text))
        return FeedError(Message("feed.web_page_titled", title=title) if title else Message("feed.web_page"))
    start = clean_line(text[:80])[:60]
    return FeedError(Message("feed.not_a_feed", start=start))
