"""Load the catalogue of newsrooms, and read a source from its TOML table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from reader.locale.message import Message
from reader.model import Selectors, Source
from reader.sources.errors import SourceTableError
from reader.sources.http.ssrf_guard import host_of
from reader.sources.sanitize import clean_line, clean_url

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
# Parts of a host that many newsrooms share.
_COMMON_LABEL = re.compile(r"www\d?|feeds?\d?|rss\d?|m|ar|en|arabic|news|com?|org|net|gov|edu|info")


def builtin() -> tuple[Source, ...]:
    """Return every newsroom of the catalogue, Iraqi ones first."""
    return tuple(source for source, _ in _entries())


def first_sources() -> tuple[Source, ...]:
    """Return the sources a first start follows: the well-attested Iraqi ones."""
    return tuple(source for source, table in _entries() if table.get("first"))


def packs() -> dict[str, tuple[Source, ...]]:
    """Return the catalogue by pack, in its order."""
    return {name: tuple(s for s, table in _entries() if table["pack"] == name) for name in pack_names()}


def pack_names() -> tuple[str, ...]:
    """Return the names of the packs in order; ``pack.NAME`` of the catalogues is their text."""
    return tuple(_catalogue()["packs"])


def pack(name: str) -> tuple[Source, ...]:
    """Return the sources of one pack.

    Raises:
        ValueError: there is none of that name; says which there are.
    """
    found = packs()
    if name not in found:
        raise ValueError(f"There is no pack «{clean_line(name)}»; there are {', '.join(found)}.")
    return found[name]


def source_from_table(table: Mapping[str, Any], *, user_added: bool = True) -> Source:
    """Return the source of a TOML table, based on the catalogue's source with the same ``id``.

    Args:
        table: keys are the fields of ``Source``; ``headers`` is a table of strings, the two selectors are
            tables with the fields of ``Selectors``. Without ``id`` it is made of the host, without ``name``
            it is the id.
        user_added: whether the person wrote it, and so may name a host of their own network; one with the key
            ``imported`` came in a list of others, and may not.

    Raises:
        SourceTableError: a key or value is wrong.
    """
    unknown = sorted(set(table) - _KINDS.keys())
    if unknown:
        raise SourceTableError(Message("table.unknown_key", key=clean_line(unknown[0])))
    values = {key: _value(key, value, *_KINDS[key]) for key, value in table.items()}
    imported = values.pop("imported", False)
    identity = values.get("id") or id_of(host_of(values.get("feed") or values.get("listing") or ""))
    if not _ID.fullmatch(identity):
        raise SourceTableError(Message("table.bad_id", id=identity))
    known = _by_id().get(identity) if user_added else None
    base = known or Source(id=identity, name=values.get("name") or identity)
    source = replace(base, **{**values, "id": identity, "user_added": user_added and not imported})
    if not (source.feed or source.listing):
        raise SourceTableError(Message("table.no_address", id=identity))
    return source


def selectors_from_table(table: Mapping[str, Any]) -> Selectors:
    """Return the selectors a TOML table describes.

    Raises:
        SourceTableError: a key or value is wrong.
    """
    known = {field.name for field in fields(Selectors)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise SourceTableError(Message("table.unknown_selector", key=clean_line(key)))
        parts = value if key == "drop" and isinstance(value, list) else [value]
        if not all(isinstance(part, str) for part in parts):
            raise SourceTableError(Message("table.must_be", key=key, kind=Message("kind.text")))
        values[key] = tuple(parts) if key == "drop" else value
    return Selectors(**values)


def _value(key: str, value: object, kind: type, name: str, read: Callable[[Any], object]) -> Any:
    """Return the value of one key, checked and read."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise SourceTableError(Message("table.must_be", key=key, kind=Message(name)))
    try:
        return read(value)
    except SourceTableError as error:
        raise SourceTableError(Message("table.value", key=key, why=error.message)) from error


def _address(text: str) -> str:
    """Return an address as written, with the person's own credentials."""
    stripped = text.strip()
    if stripped and not clean_url(stripped):
        raise SourceTableError(Message("table.web_address"))
    return stripped


def _not_negative(number: int) -> int:
    if number < 0:
        raise SourceTableError(Message("table.not_negative"))
    return number


def _one_of(*choices: str) -> Callable[[str], str]:
    """Return a function that returns one of some words and raises for any other."""

    def read(text: str) -> str:
        if text not in choices:
            raise SourceTableError(Message("table.one_of", choices=list(choices)))
        return text

    return read


def _headers(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    for name, value in table.items():
        if (
            not isinstance(value, str)
            or not value.isprintable()
            or not re.fullmatch(r"[!#-'*+.^-`|~\w-]+", name)
        ):
            raise SourceTableError(Message("table.header", name=clean_line(name)))
    return tuple(table.items())


_KINDS: dict[str, tuple[type, str, Callable[[Any], object]]] = {
    **dict.fromkeys(
        ("id", "name", "language", "country", "category", "user_agent"), (str, "kind.text", clean_line)
    ),
    **dict.fromkeys(("feed", "listing", "home"), (str, "kind.text", _address)),
    **dict.fromkeys(
        ("cookies", "full", "pictures", "enabled", "imported", "inside"), (bool, "kind.bool", bool)
    ),
    **dict.fromkeys(("keep_days", "keep_entries"), (int, "kind.number", _not_negative)),
    "identity": (str, "kind.text", _one_of("guid", "link", "title")),
    "unread_again": (str, "kind.text", _one_of("off", "substantial", "any")),
    **dict.fromkeys(("listing_selectors", "article_selectors"), (dict, "kind.table", selectors_from_table)),
    "headers": (dict, "kind.table", _headers),
}
"""What a source's table may say: its type, the key of its name, and the function that reads it."""


def id_of(host: str) -> str:
    """Return an id for a source without one: the longest telling part of its host."""
    if host[-1:].isdigit() or ":" in host:
        return "source-" + re.sub(r"[^0-9a-f]", "-", host)
    labels = host.lower().split(".")[:-1] or [host.lower()]
    telling = [label for label in labels if not _COMMON_LABEL.fullmatch(label)]
    name = max(telling or labels, key=len)
    return re.sub(r"[^a-z0-9_]+", "-", name)[:32].strip("-_") or "source"


@lru_cache(maxsize=1)
def _entries() -> tuple[tuple[Source, dict[str, Any]], ...]:
    """Read the catalogue once; keys that are no fields of a source stay in the table."""
    extra = ("pack", "attested", "first")
    return tuple(
        (source_from_table({k: v for k, v in table.items() if k not in extra}, user_added=False), table)
        for table in _catalogue()["source"]
    )


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Source]:
    return {source.id: source for source in builtin()}


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    return read_data("catalogue.toml")


def read_data(name: str) -> dict[str, Any]:
    """Read a TOML data file of this package, given its path relative to this module."""
    import tomllib

    return tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))
