"""Tell the kind of a file or stream by its media type and the ending of its address."""

from __future__ import annotations

from typing import Literal
from urllib.parse import unquote, urlsplit

Kind = Literal["audio", "video", "stream", "image", "document", ""]

_FAMILIES: tuple[Kind, ...] = ("audio", "video", "image")
_KINDS: tuple[Kind, ...] = (*_FAMILIES, "document")
_ENDINGS: dict[str, tuple[str, ...]] = {
    "audio": (".mp3", ".m4a", ".m4b", ".ogg", ".oga", ".opus", ".aac", ".flac", ".wav", ".wma"),
    "video": (".mp4", ".m4v", ".webm", ".mkv", ".mov", ".ogv", ".avi", ".3gp"),
    "stream": (".m3u8", ".mpd", ".m3u", ".pls"),
    "image": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"),
    "document": (".pdf", ".epub"),
}
_STREAM_TYPES = frozenset(
    str.split(
        "application/vnd.apple.mpegurl application/x-mpegurl audio/mpegurl audio/x-mpegurl"
        " application/dash+xml audio/x-scpls application/pls+xml"
    )
)
_DOCUMENT_TYPES = ("application/pdf", "application/epub+zip")
_ICECAST_PATHS = ("/;stream", "/;")


def media_kind(url: str, media_type: str = "") -> Kind:
    """Return the kind of an address: sound, film, live stream, image, document or unknown.

    Args:
        url: its path is looked at, not its query.
        media_type: as declared; ``application/octet-stream`` and the like say nothing.
    """
    media_type = media_type.partition(";")[0].strip().lower()
    try:
        path = unquote(urlsplit(url).path).lower()
    except ValueError:
        path = ""
    if media_type in _STREAM_TYPES or path.endswith(_ICECAST_PATHS):
        return "stream"
    if media_type in _DOCUMENT_TYPES:
        return "document"
    if path.endswith(_ENDINGS["stream"]):
        return "stream"
    family = media_type.partition("/")[0]
    for kind in _FAMILIES:
        if family == kind:
            return kind
    return next((kind for kind in _KINDS if path.endswith(_ENDINGS[kind])), "")


def is_playable(url: str, media_type: str = "") -> bool:
    """Return whether an address is of a sound, a film or a stream."""
    return media_kind(url, media_type) in ("audio", "video", "stream")
