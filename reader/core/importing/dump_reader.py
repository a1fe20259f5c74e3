"""Sanitize every value of a library dump, which may come from anywhere, and check its type.

SQLite would store a text in a column of times, and every list would fail on it later. The health of sources
is left out: only a source's own server may set its new address and the time of the next request.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from reader.core.importing.records import leads_inside
from reader.core.json_records import read_block, read_source
from reader.locale.message import Message
from reader.model import Article, Source
from reader.sources.errors import SourceError
from reader.sources.image import image_type
from reader.sources.sanitize import clean, clean_line, clean_markup, clean_url
from reader.store.dump import FIELDS, PARTS, FieldKind, has_content, saved_page
from reader.store.serialization import compact, pack_blocks, pack_source, unpack_blocks

MAX_PAGE_BYTES = 32 << 20
"""Of an article's original page, unpacked."""
_EARLIEST, _LATEST = -62_000_000_000_000_000, 250_000_000_000_000_000
"""Microseconds since 1970 within the years of Python's dates."""


def sanitize_lines(lines: Sequence[str], first: int = 1) -> list[str]:
    """Return the lines of a dump with sanitized values, and a blank for each omitted line.

    A dump written by khabar is unchanged except for the health of sources.

    Args:
        lines: some or all lines of a dump.
        first: number of the first line.

    Raises:
        SourceError: a value has the wrong type, or a line is no JSON; names the line.
    """
    return [_sanitized(line, number) for number, line in enumerate(lines, first)]


def _sanitized(line: str, number: int) -> str:
    try:
        return _line(line) if line.strip() else ""
    except SourceError as error:
        raise SourceError(Message("import.line", line=number, why=error.message)) from error
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise SourceError(Message("import.line", line=number, why=Message("store.no_record"))) from error


def _line(line: str) -> str:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(Message("store.no_json")) from error
    if not isinstance(data, dict) or "khabar" in data:
        return line
    if "health" in data:
        return ""
    if "entry" in data:
        if not has_content(data["entry"]):
            raise SourceError(Message("import.no_content"))
        page = saved_page(data["entry"])
        if page and leads_inside(Article("", clean_url(page[0]), whole=page[1])):
            return ""
    return compact({kind: _record(record, kind) for kind, record in data.items()})


def _record(record: Mapping[str, Any], part: str = "") -> dict[str, Any]:
    cleaned = {name: None if value is None else _value(part, name, value) for name, value in record.items()}
    if "spec" in cleaned and not cleaned["spec"]:  # neither a feed nor a listing: only the name is known
        cleaned["spec"] = pack_source(Source(_text(cleaned["id"]), _text(cleaned["name"])))
    return cleaned


def _value(part: str, name: str, value: Any) -> Any:
    if name in PARTS and isinstance(value, dict | list):
        return _record(value, name) if isinstance(value, dict) else [_record(each, name) for each in value]
    kind = FIELDS.get(f"{part}.{name}") or FIELDS.get(name)
    if kind is None:
        raise SourceError(Message("import.unknown_field", name=clean_line(name)))
    try:
        return _SANITIZERS[kind](value)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise SourceError(Message("import.bad_value", name=name)) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _number(least: int, most: int, value: Any) -> int:
    if not isinstance(value, int) or not least <= value <= most:
        raise ValueError("no number within the bounds")
    return int(value)


def _bytes(is_valid: Callable[[bytes], object], value: Any) -> dict[str, str]:
    if not is_valid(b64decode(value["base64"], validate=True)):
        raise ValueError("no image or page")
    return {"base64": value["base64"]}


def _is_page(data: bytes) -> bool:
    unpacking = zlib.decompressobj()
    try:
        return len(unpacking.decompress(data, MAX_PAGE_BYTES)) < MAX_PAGE_BYTES and unpacking.eof
    except zlib.error:
        return False


def _lines(value: Any) -> str:
    return compact([clean_line(_text(word)) for word in json.loads(value)])


def _enclosures(value: Any) -> str:
    return compact(
        [
            (clean_url(_text(url)), clean_line(_text(kind)), _count(length), *map(_count, duration[:1]))
            for url, kind, length, *duration in json.loads(value)
        ]
    )


def _blocks(value: Any) -> str:
    blocks = ({**asdict(block), "spans": list(map(asdict, block.spans))} for block in unpack_blocks(value))
    return pack_blocks(map(read_block, blocks))


def _source(value: Any) -> str:
    source = read_source(json.loads(_text(value)))
    return pack_source(source) if source else ""


_count = partial(_number, 0, 2**62)
_SANITIZERS: dict[FieldKind, Callable[[Any], Any]] = {
    FieldKind.LINE: lambda value: clean_line(_text(value)),
    FieldKind.TEXT: lambda value: clean(_text(value)),
    FieldKind.MARKUP: lambda value: clean_markup(_text(value)),
    FieldKind.ADDRESS: lambda value: clean_url(_text(value)),
    FieldKind.TIME: partial(_number, _EARLIEST, _LATEST),
    FieldKind.ISO_TIME: lambda value: datetime.fromisoformat(_text(value)).isoformat(),
    FieldKind.KEY: partial(_number, -(2**63), 2**63 - 1),
    FieldKind.FLAG: partial(_number, 0, 1),
    FieldKind.COUNT: partial(_number, -1, 2**62),
    FieldKind.ID: lambda value: (
        clean_line(value) if isinstance(value, str) else _number(-(2**62), 2**62, value)
    ),
    FieldKind.LINES: _lines,
    FieldKind.ENCLOSURES: _enclosures,
    FieldKind.BLOCKS: _blocks,
    FieldKind.DIRECTION: lambda value: "ltr" if value == "ltr" else "rtl",
    FieldKind.SOURCE: _source,
    FieldKind.PAGE: partial(_bytes, _is_page),
    FieldKind.IMAGE: partial(_bytes, image_type),
}
