"""Read an entry's files and pictures: RSS ``enclosure``, Atom, Media RSS, ``img``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.model import Enclosure
from reader.sources.addresses import resolve_url
from reader.sources.feed.elements import Children, read_text
from reader.sources.feed.fields import PARTS
from reader.sources.feed.html_to_text import unescape
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element

HEAD = 20_000
"""Characters of a body in which its first picture is looked for."""

_FILES = ("enclosure", "media:content")
_PICTURES = ("media:thumbnail", "image", "itunes:image", "thumbnail", "thumb")
_HOLDERS = ("media:group", "media:content")
_ALTERNATE = ("podcast:alternateenclosure",)
_LINK = ("link",)
_PLAYING_TIME = ("itunes:duration",)
_MEDIA = (*_FILES, *_PICTURES, *_HOLDERS, *_ALTERNATE)
_FLASH = "application/x-shockwave-flash"
"""What YouTube's feeds name as content: nothing plays it."""
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|\Z)", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^<>]*+", re.IGNORECASE)
_SOURCES = (
    re.compile(r"\sdata-(?:(?:lazy-)?src|original)\s*+=\s*+[\"']?\s*+([^\"'\s<>]+)", re.IGNORECASE),
    re.compile(r"\ssrc\s*+=\s*+[\"']?\s*+([^\"'\s<>]+)", re.IGNORECASE),
    re.compile(r"\s(?:data-)?srcset\s*+=\s*+[\"']?\s*+([^\"'\s<>]+)", re.IGNORECASE),
)
_DURATION = re.compile(
    r"(?:PT)?(?:(\d{1,3})\s?h[a-z]{0,5})?\s?(?:(\d{1,4})\s?m[a-z]{0,6})?\s?"
    r"(?:(\d{1,5})(?:\.\d{1,9})?\s?s[a-z]{0,6})?",
    re.IGNORECASE | re.ASCII,
)
_PIXEL = re.compile(r"\b(?:width|height)\s*=\s*[\"']?[01](?!\d)", re.IGNORECASE)


def read_media(about: Children, base: str) -> tuple[tuple[Enclosure, ...], str]:
    """Return the enclosures of an entry and the address of its widest picture (or ``""``)."""
    if not about.has(_MEDIA) and "enclosure" not in [link.get("rel") for link in about.every(_LINK)]:
        return (), ""
    files: dict[str, Enclosure] = {}
    duration = _seconds(read_text(about.first(_PLAYING_TIME)))
    pictures: list[tuple[int, int, str]] = []
    for name, element in _media(about):
        url = resolve_url(_address(element), base)
        if not url:
            continue
        kind = clean_line(element.get("type", "")).lower()
        if kind == _FLASH:
            continue
        is_picture = kind.startswith("image/") or element.get("medium") == "image"
        if name in _PICTURES:
            pictures.append((1, -_number(element.get("width")), url))
            continue
        if is_picture or (not kind and _PICTURE_NAME.search(url)):
            pictures.append((0, -_number(element.get("width")), url))
        length = _number(element.get("length") or element.get("fileSize"))
        seconds = _seconds(element.get("duration")) or duration
        if len(files) < PARTS:
            files.setdefault(url, Enclosure(url, kind, length, 0 if is_picture else seconds))
    is_without = all(file.type.startswith("image/") for file in files.values())
    for url, kind, length in _alternates(about) if is_without else ():
        if address := resolve_url(url, base):
            files.setdefault(address, Enclosure(address, kind, length, duration))
    return tuple(files.values())[:PARTS], min(pictures)[2] if pictures else ""


def lead_picture(markup: str, base: str) -> str:
    """Return the address of the first picture in HTML that is one, not a counter's pixel."""
    if "<img" not in markup:
        return ""
    found = (m[0] for m in _IMAGE.finditer(markup, 0, HEAD))
    sound = (image for image in found if not _PIXEL.search(image) and "emoji" not in image)
    return next((url for image in sound if (url := _source(image, base))), "")


def _source(image: str, base: str) -> str:
    """Return the address of an image element: lazy, placeholder or responsive."""
    for attribute in _SOURCES:
        named = attribute.search(image)
        if named and (url := resolve_url(unescape(named[1].rstrip(",")), base)):
            return url
    return ""


def _media(about: Children) -> Iterator[tuple[str, _Element]]:
    """Yield the media elements of an entry with their names, nested ones too."""
    for link in about.every(_LINK):
        if link.get("rel") == "enclosure":
            yield "enclosure", link
    yield from about.named(_FILES + _PICTURES)
    for holder in about.every(_HOLDERS):
        yield from _media(Children(about.layouts, holder))


def _alternates(about: Children) -> Iterator[tuple[str, str, int]]:
    """Yield address, type and length of alternates to an enclosure (podcast namespace)."""
    for holder in about.every(_ALTERNATE):
        kind, length = clean_line(holder.get("type", "")).lower(), _number(holder.get("length"))
        sources = [
            source.get("uri", "") for source in holder if about.layouts.names[source.tag] == "podcast:source"
        ]
        web = next((uri for uri in sources if uri.startswith("http")), "")
        yield web, kind, length


def _address(element: _Element) -> str:
    """Return the address in an element of any media vocabulary."""
    address = str(element.get("url") or element.get("href") or element.get("src") or element.get("URL") or "")
    if address:
        return address
    child = next((child for child in element if str(child.tag).endswith("url")), None)
    return read_text(child) if child is not None else read_text(element)


def _seconds(text: str | None) -> int:
    """Return the seconds of ``3671``, ``61:11``, ``1:01:11``, ``PT1H1M`` or ``61 min``, else 0."""
    if (written := _DURATION.fullmatch((text or "").strip())) and any(written.groups()):
        hours, minutes, rest = (int(number or 0) for number in written.groups())
        return hours * 3600 + minutes * 60 + rest
    parts = (text or "").strip().partition(".")[0].split(":")
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
        return 0
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds if seconds < 1_000_000 else 0


def _number(text: str | None) -> int:
    text = (text or "").strip().replace(",", "")
    return int(text) if len(text) < 16 and text.isascii() and text.isdigit() else 0
