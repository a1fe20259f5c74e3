"""Repair and resolve the addresses feeds, pages and people write."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin

from reader.sources.sanitize import clean_url

MAX_BASE = 2_000
"""Characters of an address relative ones start from: each of thousands becomes as long."""

_PLAIN = ("http://", "https://")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe]")
_AROUND = " \t\r\n\x0b\x0c\u00a0\"'<>‹›«»“”„‘’"
_WRAPPED = re.compile(r"(?<!\s)[ \t]*+[\r\n]\s*+(?<=[ \t][ \t])")
"""Where an address was broken over lines, and the indentation after it."""
_FEED = re.compile(r"feed:/*+", re.IGNORECASE)
_ENCODED = re.compile(r"https?%3a(?:%2f){2}", re.IGNORECASE)
_TWICE = re.compile(r"https?://(?=https?:/)", re.IGNORECASE)
_SLASHES = re.compile(r"(https?):(?:/(?!/)|/{3,})(?=[^/])", re.IGNORECASE)
_MISSPELT = re.compile(r"h{0,2}t{1,3}p(s?)s?(?::?//|:(?=[\w-]+\.[\w-]))", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^<>]*?\shref\s*+=\s*+[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_NO_SCHEME = re.compile(r"www\d?\.[^\s/?#.]+\.[^\s/?#]", re.IGNORECASE)


def repair_address(address: str, scheme: str = "https") -> str:
    """Remove from an address the residue of copying and faulty software; sanitizes nothing.

    Invisible characters, quotes around it, ``feed:``, a missing scheme before ``www.`` or ``//``, a scheme
    misspelt, written twice or with too many slashes or too few, ``&amp;`` escaped again and again,
    ``https%3A%2F%2F``, slashes escaped as in JavaScript, brackets or a whole link around it.

    Args:
        address: an address, absolute or relative.
        scheme: of addresses that begin with ``www.`` or ``//``.
    """
    if anchor := _ANCHOR.match(address):
        address = anchor[1]
    address = _WRAPPED.sub("", _INVISIBLE.sub("", address).strip(_AROUND))
    if address[:1] + address[-1:] in ("()", "[]") and "://" in address:
        address = address[1:-1]
    if ":\\" in address[:8]:
        address = address.replace("\\/", "/").replace("\\", "/")
    if feed := _FEED.match(address):
        rest = address[feed.end() :]
        address = rest if rest[:4].lower() == "http" else f"{scheme}://{rest}"
    if _ENCODED.match(address):
        address = unquote(address)
    for _ in range(4):
        if "&amp;" not in address:
            break
        address = address.replace("&amp;", "&")
    if twice := _TWICE.match(address):
        address = address[twice.end() :]
    address = _MISSPELT.sub(r"http\1://", address, count=1) if _MISSPELT.match(address) else address
    address = _SLASHES.sub(r"\1://", address, count=1) if address[:4].lower() == "http" else address
    if address.startswith("//"):
        return f"{scheme}:{address}"
    return f"{scheme}://{address}" if _NO_SCHEME.match(address) else address


def resolve_url(address: str | None, base: str) -> str:
    """Return the clean absolute http(s) address meant by a link; ``""`` when there is none.

    Args:
        address: as written.
        base: where a relative address starts; one is not resolved against more than ``MAX_BASE`` characters.
    """
    if not address or not (address := address.strip()):
        return ""
    is_sound = address.startswith(_PLAIN) and "&amp;" not in address and "://http" not in address
    if is_sound and clean_url(address) == address:
        return address
    address = repair_address(address, "http" if base.startswith("http:") else "https")
    if not address.startswith(_PLAIN):
        if address.startswith(f"{_host(base)}/"):  # the newsroom's own, without a scheme
            address = f"//{address}"
        try:
            address = urljoin(base, address) if len(base) <= MAX_BASE else ""
        except ValueError:
            return ""
    return clean_url(address)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0] or "\n"
