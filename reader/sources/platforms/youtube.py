"""Find the id of a YouTube channel in its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

CONSENT_COOKIE = "SOCS=CAI"
"""Answers the consent page that stands before YouTube in Europe."""

_CHANNEL = re.compile(r"\bUC[A-Za-z0-9_-]{22}\b")
_PLACES = (
    ('link[rel~=alternate][type="application/rss+xml"]', "href"),
    ("link[rel=canonical]", "href"),
    ('meta[itemprop="identifier"], meta[itemprop="channelId"]', "content"),
    ('meta[property="og:url"]', "content"),
)
"""Elements that name the page's own channel; other channels occur everywhere in a page."""


def channel_feed(tree: LexborHTMLParser) -> str:
    """Return the feed address of the channel of a page; ``""`` without a channel."""
    for selector, attribute in _PLACES:
        for node in tree.css(selector)[:4]:
            if found := _CHANNEL.search(node.attributes.get(attribute) or ""):
                return f"https://www.youtube.com/feeds/videos.xml?channel_id={found[0]}"
    return ""
