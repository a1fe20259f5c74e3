"""Sanitize every value of a library dump, which may come from anywhere, and check its type.

SQLite would store a text in a column of times, and every list would fail on it later. The health of sources
is left out: only a source's own server may say where it moved to and when it may be asked again.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from reader.core.images import is_image
from reader.core.importing.records import leads_inside
from reader.core.json_records import read_block, read_source
from reader.model import Article, Source
from reader.model.headline import SAVED_PAGES
from reader.sources.sanitize import clean, clean_line, clean_markup, clean_url
from reader.store.serialization import compact, pack_blocks, pack_source, unpack_blocks

PAGE = 32 << 20
"""Bytes of an article's original page, unpacked."""
_EARLIEST, _LATEST = -62_000_000_000_000_000, 250_000_000_000_000_000
"""Microseconds since 1970 within the years of Python's dates."""


def sanitize_dump(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a dump with every value sanitized, a blank line for each that is left out.

    A dump of ours is unchanged but for the health of sources.

    Raises:
        ValueError: a value has the wrong type, or a line is no JSON; names the line.
    """
    for number, line in enumerate(lines, 1):
        try:
            yield _line(line) if line.strip() else ""
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise ValueError(f"line {number}: {error}") from error


def _line(line: str) -> str:
    data = json.loads(line)
    if not isinstance(data, dict) or "khabar" in data:
        return line
    if "health" in data:
        return ""
    if "entry" in data:
        entry = data["entry"]
        if not isinstance(entry["content"], dict):
            raise ValueError("an entry has no content")
        page = Article("", clean_url(entry["url"]), whole=bool(entry.get("article", {}).get("whole")))
        if entry["source"] == SAVED_PAGES and leads_inside(page):
            return ""
    return compact({kind: _row(record) for kind, record in data.items()})


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: None if value is None else _value(name, value) for name, value in record.items()}
    if "spec" in row:
        source = read_source(json.loads(_text(row["spec"])))
        row["spec"] = pack_source(source or Source(_text(row["id"]), _text(row["name"])))
    return row


def _value(name: str, value: Any) -> Any:
    if name in _PARTS and isinstance(value, dict | list):
        return _row(value) if isinstance(value, dict) else list(map(_row, value))
    if name == "published" and isinstance(value, str):  # of an article: as its page said it
        return datetime.fromisoformat(value).isoformat()
    if name not in _COLUMNS:
        raise ValueError(f"{clean_line(name)!r} is not known")
    try:
        return _COLUMNS[name](value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is none")
    return value


def _number(least: int, most: int, value: Any) -> int:
    if not isinstance(value, int) or not least <= value <= most:
        raise ValueError("a number or a time is none")
    return int(value)


def _bytes(is_good: Callable[[bytes], object], value: Any) -> dict[str, str]:
    if not is_good(b64decode(value["base64"], validate=True)):
        raise ValueError("a picture or a page is none")
    return {"base64": value["base64"]}


def _is_page(data: bytes) -> bool:
    unpacking = zlib.decompressobj()
    try:
        return len(unpacking.decompress(data, PAGE)) < PAGE and unpacking.eof
    except zlib.error:
        return False


def _words(value: Any) -> str:
    return compact([clean_line(_text(word)) for word in json.loads(value)])


def _enclosures(value: Any) -> str:
    return compact(
        [
            (clean_url(_text(url)), clean_line(_text(kind)), _SIZE(length))
            for url, kind, length in json.loads(value)
        ]
    )


def _blocks(value: Any) -> str:
    blocks = ({**asdict(block), "spans": list(map(asdict, block.spans))} for block in unpack_blocks(value))
    return pack_blocks(map(read_block, blocks))


_PARTS = frozenset({"content", "article", "page", "bookmark", "pictures", "tags", "position"})
_SIZE = partial(_number, 0, 2**62)
_COLUMNS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        ("key", "source", "name", "title", "category", "author", "site", "language", "guid", "tag"),
        lambda value: clean_line(_text(value)),
    ),
    # Of a source a text, of an entry a number.
    "id": lambda value: clean_line(value) if isinstance(value, str) else _SIZE(value),
    **dict.fromkeys(("summary", "note", "value"), lambda value: clean(_text(value))),
    **dict.fromkeys(("url", "image"), lambda value: clean_url(_text(value))),
    **dict.fromkeys(
        ("published", "updated", "fetched", "time", "saved_at", "at"), partial(_number, _EARLIEST, _LATEST)
    ),
    **dict.fromkeys(("page_key", "story_key", "title_key"), partial(_number, -(2**63), 2**63 - 1)),
    **dict.fromkeys(
        ("read", "breaking", "offline", "whole", "archived", "pending", "followed"), partial(_number, 0, 1)
    ),
    **dict.fromkeys(("place", "position"), partial(_number, -1, 2**62)),
    **dict.fromkeys(("categories", "authors"), _words),
    "content": lambda value: clean_markup(_text(value)),
    "enclosures": _enclosures,
    "blocks": _blocks,
    "direction": lambda value: "ltr" if value == "ltr" else "rtl",
    "spec": _text,
    "html": partial(_bytes, _is_page),
    "data": partial(_bytes, is_image),
}
