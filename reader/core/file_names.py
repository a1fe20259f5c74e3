"""Make file names from texts of others, and names for people from addresses."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote, urlsplit

from reader.sources.sanitize import clean_line

_NAME_BYTES = 120
"""Of a file name made from a title; file systems stop at 255."""
_UNSAFE = frozenset("/\\:*?\"<>|%$`';&!#{}[]()^~")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def safe_words(text: str) -> str:
    """Return a text as part of a file name, words joined by dashes; may be empty."""
    normal = unicodedata.normalize("NFC", clean_line(text))
    kept = "".join(char if _harmless(char) else " " for char in normal)
    words = "-".join(kept.split()).strip(".-")
    words = words.encode()[:_NAME_BYTES].decode(errors="ignore").strip(".-")
    return "" if words.lower() in _RESERVED else words


def name_of(url: str) -> str:
    """Return a name for a page or file known by its address only: the file name, else the host."""
    parts = urlsplit(url)
    return clean_line(unquote(parts.path.rstrip("/").rpartition("/")[2])) or parts.hostname or url


def _harmless(char: str) -> bool:
    return char not in _UNSAFE and unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
