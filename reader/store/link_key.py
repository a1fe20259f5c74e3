"""Compare web addresses by the parts that distinguish pages; pure."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_.*|at_.*|ns_.*|[gdy]clid|msclkid|fbclid|igshid|mc_[ce]id|_g[al]|cmpid|ocid|ref|ref_src|spm|xtor",
    re.IGNORECASE,
)
_WWW = re.compile(r"^www\d?\.")
_MOBILE = re.compile(r"^(?:m|mobile|amp)\.")
_PLAIN = re.compile(
    r"https?://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::(?:80|443)(?=/|\Z)|(:[1-9][0-9]{0,3}|:[1-5][0-9]{4}))?"
    r"((?:/[A-Za-z0-9._~-]+)*/?)"
)
_INDEX = re.compile(r"/(?:index\.(?:html?|php|aspx?))?$")


class Address(NamedTuple):
    """A web address without scheme, ``www.``, default port, tracking and spelling variants."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    fragment: str = ""

    @property
    def page(self) -> str | None:
        """The part that all addresses of one page share; None for a home page."""
        # Most addresses have neither, and string comparison is faster than a pattern.
        path, host = self.path, self.host
        if path[-1:] == "/" or "/index." in path:
            path = _INDEX.sub("", path)
        if not path and not self.query:
            return None
        if host[:1] in ("m", "a"):
            host = _MOBILE.sub("", host)
        page = host + path
        return f"{page}?{urlencode(self.query)}" if self.query else page

    @property
    def link(self) -> str:
        """The part that distinguishes links of a feed; empty for a home page."""
        path = self.path.rstrip("/")
        if not path and not self.query and not self.fragment:
            return ""
        link = f"{self.host}{path}?{urlencode(self.query)}" if self.query else f"{self.host}{path}"
        return f"{link}#{self.fragment}" if self.fragment else link


def parse_address(url: str) -> Address | None:
    """Return the parts of ``url`` that distinguish pages; None if ``url`` is no web address."""
    if plain := _PLAIN.fullmatch(url):  # most are; parsing them by the rules is six times slower
        name = plain[1].lower()
        return Address((_WWW.sub("", name) if name[:3] == "www" else name) + (plain[2] or ""), plain[3])
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    host = _WWW.sub("", host.rstrip("."))
    if port not in (None, 80, 443):
        host += f":{port}"
    path = quote(unquote(re.sub("/{2,}", "/", parts.path)), safe="/:@!$&'()*+,;=~-._")
    query = parse_qsl(parts.query, keep_blank_values=True)
    return Address(
        host,
        path,
        tuple(sorted((n, v) for n, v in query if not _TRACKING.fullmatch(n))),
        unquote(parts.fragment),
    )


def page_key(url: str) -> int | None:
    """Return a digest of ``Address.page``; None for a home page or no web address."""
    parts = parse_address(url)
    return digest(parts.page) if parts else None


def link_key(url: str) -> str:
    """Return ``Address.link`` of ``url``; empty for a home page or no web address."""
    parts = parse_address(url)
    return parts.link if parts else ""


def digest(text: str | None) -> int | None:
    """Return 63 bits that stand for a text; None stays None."""
    if text is None:
        return None
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
