"""Read HLS and DASH streams as one entry, and playlists as one entry per channel."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from reader.model import Enclosure, Entry, Feed
from reader.sources.addresses import resolve_url
from reader.sources.feed.fields import ENTRIES, TITLE, shorten
from reader.sources.sanitize import clean_line

STREAM_TYPE = "application/vnd.apple.mpegurl"
"""Media type given to every stream, to prevent downloads."""
_HLS = "#EXT-X-"
_LINES = 100_000
_ATTRIBUTE = re.compile(r'([\w-]{1,40})="([^"]{0,2000})"')
_PLS = re.compile(r"(File|Title)(\d{1,5})\s*=\s*(.*)", re.IGNORECASE)
_DASH = re.compile(r"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:\w{1,20}:)?MPD[\s>]", re.DOTALL)


def read_playlist(text: str, url: str) -> Feed | None:
    """Return a stream or a playlist of streams as a feed; None when a document is neither.

    Args:
        text: the document.
        url: where it came from.
    """
    if text.startswith("#EXTM3U"):
        channels = [] if _HLS in text[:20_000] else _read_m3u(text, url)
    elif text[:10].lower() == "[playlist]":
        channels = _read_pls(text, url)
    elif _DASH.match(text):
        channels = []
    else:
        return None
    if not channels:
        return Feed(url=url, home=resolve_url("/", url), entries=_entries([("", url, "", "")], url))
    return Feed(url=url, home=resolve_url("/", url), entries=_entries(channels[:ENTRIES], url))


def _read_m3u(text: str, base: str) -> list[tuple[str, str, str, str]]:
    """Return title, address, logo and group of each channel of an extended M3U playlist."""
    found, title, about = [], "", dict[str, str]()
    for line in text.split("\n", _LINES)[:_LINES]:
        line = line.strip()
        if line.startswith("#EXTINF:"):
            about = dict(_ATTRIBUTE.findall(line))
            title = _ATTRIBUTE.sub("", line).partition(",")[2] or about.get("tvg-name", "")
        elif line and not line.startswith("#"):
            logo = resolve_url(about.get("tvg-logo", ""), base)
            found.append((title, resolve_url(line, base), logo, about.get("group-title", "")))
            title, about = "", {}
    return found


def _read_pls(text: str, base: str) -> list[tuple[str, str, str, str]]:
    """Return title and address of each channel of a PLS playlist."""
    values = {
        (key.lower(), number): value.strip() for key, number, value in _PLS.findall(text[: _LINES * 100])
    }
    return [
        (values.get(("title", number), ""), resolve_url(address, base), "", "")
        for (key, number), address in values.items()
        if key == "file"
    ]


def _entries(channels: list[tuple[str, str, str, str]], url: str) -> tuple[Entry, ...]:
    entries: dict[str, Entry] = {}
    for title, address, logo, group in channels:
        if not address:
            continue
        name = shorten(clean_line(title), TITLE) or urlsplit(address).hostname or url
        entries.setdefault(
            address,
            Entry(
                id=address,
                guid=address,
                title=name,
                url=address,
                categories=(category,) if (category := clean_line(group)) else (),
                enclosures=(Enclosure(address, STREAM_TYPE),),
                image=logo,
            ),
        )
    return tuple(entries.values())
