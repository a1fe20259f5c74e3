"""When two entries are one story: keys that are equal for the same page, story or headline. Pure."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from reader.model import Source
from reader.store.folding import words

_TRACKING = re.compile(
    r"utm_.*|at_.*|ns_.*|[gdy]clid|msclkid|fbclid|igshid|mc_[ce]id|_g[al]|cmpid|ocid|ref|ref_src|spm|xtor",
    re.IGNORECASE,
)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])$")
_SECTION = re.compile(r"[a-z0-9_]{1,20}(?:\.[a-z]{2,5})?")
_ID_NAMES = frozenset(
    {"id", "p", "newsid", "news_id", "nid", "articleid", "article_id", "aid", "story", "sid", "postid"}
)
MIN_TITLE_WORDS = 4
"""Shorter headlines («عاجل», «أسعار العملات») name no story."""


def page_key(url: str) -> str | None:
    """Return what tells the page at ``url`` from others; None when it is a whole site or no web address.

    Dropped: scheme, ``www.``/``m.``, default port, fragment, trailing slash, ``index.html``, tracking
    parameters, the order of parameters, and how characters were percent-encoded.
    """
    parts = _split(url)
    if parts is None:
        return None
    host, path, query = parts
    path = re.sub(r"/(?:index\.(?:html?|php|aspx?))?$", "", path)
    if not path and not query:
        return None
    return f"{host}{path}?{urlencode(query)}" if query else f"{host}{path}"


def story_key(url: str) -> str | None:
    """Return host, directories and number of the story at ``url``; None when its address has no such number.

    Newsrooms rewrite the slug when they edit a title (``/123456-old.html``, ``/123456-new.html``) and keep
    the number. Numbers under five digits and dates are not taken for one.
    """
    parts = _split(url)
    if parts is None:
        return None
    host, path, query = parts
    segments = [unquote(segment).lower() for segment in path.split("/") if segment]
    for name, value in query:
        if name.lower() in _ID_NAMES and (number := _number(value)):
            return f"{host}/{'/'.join(filter(_SECTION.fullmatch, segments))}#{number}"
    for place in reversed(range(len(segments))):
        if number := _number(segments[place]):
            return f"{host}/{'/'.join(filter(_SECTION.fullmatch, segments[:place]))}#{number}"
    return None


def newsroom(source: Source) -> str:
    """Return the host a source belongs to; its id when it has no address."""
    for url in (source.home, source.feed, source.listing):
        if parts := _split(url):
            return parts[0]
    return source.id


def title_key(room: str, title: str) -> int | None:
    """Return a 63-bit digest of newsroom and folded headline; None when that is too short to name a story."""
    folded = words(title)
    if len(folded) < MIN_TITLE_WORDS:
        return None
    return int.from_bytes(blake2b(" ".join([room, *folded]).encode(), digest_size=8).digest(), "big") >> 1


def _split(url: str) -> tuple[str, str, list[tuple[str, str]]] | None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    host = _HOST_PREFIX.sub("", host.rstrip("."))
    if port not in (None, 80, 443):
        host += f":{port}"
    path = quote(unquote(re.sub("/{2,}", "/", parts.path)), safe="/:@!$&'()*+,;=~-._")
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    )
    return host, path, query


def _number(text: str) -> str:
    numbers = [n for n in _NUMBER.findall(text) if not _DATE.match(n)]
    return numbers[-1] if numbers else ""
