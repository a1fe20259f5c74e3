"""When two entries are one story: what is equal for the same page, story or headline. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from reader.model import Source

_TRACKING = re.compile(
    r"utm_.*|at_.*|ns_.*|[gdy]clid|msclkid|fbclid|igshid|mc_[ce]id|_g[al]|cmpid|ocid|ref|ref_src|spm|xtor",
    re.IGNORECASE,
)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_PLAIN = re.compile(
    r"https?://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::(?:80|443)(?=/|\Z)|(:[1-9][0-9]{0,3}|:[1-5][0-9]{4}))?"
    r"((?:/[A-Za-z0-9._~-]+)*/?)"
)
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])$")
_SECTION = re.compile(r"[a-z0-9_]{1,20}(?:\.[a-z]{2,5})?")
_INDEX = re.compile(r"/(?:index\.(?:html?|php|aspx?))?$")
_ID_NAMES = frozenset(
    {"id", "p", "newsid", "news_id", "nid", "articleid", "article_id", "aid", "story", "sid", "postid"}
)
MIN_TITLE_WORDS = 4
"""Shorter headlines («عاجل», «أسعار العملات») name no story."""


class Address(NamedTuple):
    """A web address without what does not tell pages apart.

    Gone are scheme, ``www.``/``m.``, default port, fragment, tracking parameters, the order of parameters,
    and how characters were percent-encoded.
    """

    host: str
    path: str
    query: tuple[tuple[str, str], ...]

    @property
    def page(self) -> str | None:
        """What all addresses of this page have in common; None when it is the front of a whole site."""
        path = _INDEX.sub("", self.path)
        if not path and not self.query:
            return None
        return f"{self.host}{path}?{urlencode(self.query)}" if self.query else f"{self.host}{path}"

    @property
    def story(self) -> str | None:
        """Host, directories and number of the story; None when the address has no such number.

        Newsrooms rewrite the slug when they edit a title (``/123456-old.html``, ``/123456-new.html``) and
        keep the number. Numbers under five digits and dates are not taken for one.
        """
        path = unquote(self.path) if "%" in self.path else self.path
        for name, value in self.query:
            if name.lower() in _ID_NAMES and (number := _number(value)):
                return self._numbered(path, number[0])
        if number := _number(path):
            return self._numbered(path[: path.rfind("/", 0, number.start()) + 1], number[0])
        return None

    def _numbered(self, directories: str, number: str) -> str:
        sections = filter(_SECTION.fullmatch, directories.lower().split("/"))
        return "/".join([self.host, *sections, f"#{number}"])


def address(url: str) -> Address | None:
    """Return what tells the page at ``url`` from others; None when it is no web address."""
    if plain := _PLAIN.fullmatch(url):  # most are; taking them apart by the rules is six times slower
        return Address(_HOST_PREFIX.sub("", plain[1].lower()) + (plain[2] or ""), plain[3], ())
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
    query = parse_qsl(parts.query, keep_blank_values=True)
    return Address(host, path, tuple(sorted((n, v) for n, v in query if not _TRACKING.fullmatch(n))))


def page_key(url: str) -> int | None:
    """Return a digest of ``Address.page``, which says why it may be None."""
    parts = address(url)
    return digest(parts.page) if parts else None


def newsroom(source: Source) -> str:
    """Return the host a source belongs to; its id when it has no address."""
    for url in (source.home, source.feed, source.listing):
        if parts := address(url):
            return parts.host
    return source.id


def title_key(room: str, heading: Sequence[str]) -> int | None:
    """Return a digest of newsroom and a headline's folded words; None for too few to name a story."""
    return digest(" ".join([room, *heading])) if len(heading) >= MIN_TITLE_WORDS else None


def digest(text: str | None) -> int | None:
    """Return 63 bits that stand for a text; None stays None."""
    if text is None:
        return None
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def _number(text: str) -> re.Match[str] | None:
    """Return where the last number that may be a story's stands."""
    numbers = [number for number in _NUMBER.finditer(text) if not _DATE.match(number[0])]
    return numbers[-1] if numbers else None
