"""Find slips in queries: unknown sources, fields, states, days, categories and tags.

A query has no errors: text that is not syntax is words. This suits a pasted headline and is confusing after
``source:zzz``, so every command that takes a query reports probable mistakes.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from reader.locale.message import Message
from reader.model.headline import SAVED_PAGES
from reader.store.query_parser import (
    all_state_names,
    field_names,
    fields,
    find_slips,
    find_state,
    parse_query,
    state_names,
)
from reader.store.query_sql import LANGUAGES, has_name
from reader.store.row_factories import rows_of
from reader.text.normalize import fold, words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from reader.store.query_parser import Field, Slip

_LIKE_FIELD = 0.75
"""Likeness to a field's name (0 to 1) from which a word before a colon was meant as one."""
_LIKE = 0.6
_CODE = re.compile("[a-z]{2,3}(-[a-z0-9]+)*")
"""A language tag, as far as feeds use them (BCP 47)."""


_WRITTEN = {
    "مورشف": "مؤرشف", "محفوظه": "محفوظة", "مخفيه": "مخفية", "مميزه": "مميزة",
    "لغه": "لغة", "اللغه": "اللغة", "حاله": "حالة", "الحاله": "الحالة",
    "عربيه": "عربية", "العربيه": "العربية", "كرديه": "كردية", "الكرديه": "الكردية", "فارسيه": "فارسية",
    "الفارسيه": "الفارسية", "تركيه": "تركية", "التركيه": "التركية", "انجليزي": "إنجليزي",
    "انجليزيه": "إنجليزية", "الانجليزيه": "الإنجليزية",
}  # fmt: skip
"""Names of states, fields and languages as people write them, by their folded forms where they differ."""


class Doubt(NamedTuple):
    """A probable mistake in a query."""

    kind: str
    """``field``, ``value``, ``state`` or ``day`` for syntax, else the field with an unknown value."""
    message: Message


def check_syntax(query: str) -> list[Doubt]:
    """Return doubts found without a library: unknown fields, states, days and languages."""
    found = [doubt for slip in find_slips(query) if (doubt := _slip(slip))]
    return found + [doubt for field in fields(parse_query(query)) if (doubt := _language(field))]


def check_names(
    connection: sqlite3.Connection, query: str, followed: Iterable[tuple[str, str]] = ()
) -> list[Doubt]:
    """Return the sources, categories and tags of a query that the library does not have.

    Args:
        connection: of the library.
        query: in the syntax of the search.
        followed: ids and names of further sources that exist.
    """
    found: list[Doubt] = []
    for field in fields(parse_query(query)):
        if field.name == "source":
            known = [*rows_of(connection, _SOURCES), *followed]
            if not any(fold(id) == field.value or has_name(name, field.value) for id, name in known):
                found += _missing_source(field, known)
        elif field.name in _NAMES:
            names = [name for (name,) in rows_of(connection, _NAMES[field.name])]
            if not any(has_name(name, field.value) for name in names):
                likes = {like: quoted(name) for name in names for like in (*words(name), fold(name))}
                found.append(_missing(field.name, field.raw, likes))
    return found


_SOURCES = "SELECT CAST(id AS TEXT), CAST(name AS TEXT) FROM sources"
_NAMES = {
    "category": "SELECT CAST(category AS TEXT) FROM tallies WHERE entries > 0 GROUP BY category",
    "tag": "SELECT DISTINCT CAST(tag AS TEXT) FROM tags",
}


def quoted(name: str) -> str:
    """Return a name as a field value of a query, in quotes if necessary."""
    return f'"{name}"' if re.search(r"[\s()]", name) else name


def nearest_source(value: str, known: Iterable[tuple[str, str]]) -> tuple[str, bool] | None:
    """Return the id of the source most like a value, and whether the name was like the value.

    Args:
        value: an id or a name that no source has.
        known: ids and names of the sources there are.
    """
    names: dict[str, tuple[str, bool]] = {}
    for id, name in known:
        names.setdefault(fold(id), (id, False))
        for like in (fold(name), *words(name)):
            names.setdefault(like, (id, True))
    names.pop("", None)
    near = get_close_matches(fold(value), list(names), 1, _LIKE)
    return names[near[0]] if near else None


def _missing_source(field: Field, known: Sequence[tuple[str, str]]) -> list[Doubt]:
    if field.value == fold(SAVED_PAGES):
        return []
    near = nearest_source(field.value, known)
    if near is None:
        return [Doubt("source", Message("core.no_source", id=field.raw))]
    id, by_name = near
    shown = quoted(next(name for each, name in known if each == id and name)) if by_name else id
    return [Doubt("source", Message("core.no_source_near", id=field.raw, near=shown))]


def _missing(name: str, raw: str, names: Mapping[str, str]) -> Doubt:
    near = _near(fold(raw), names)
    if near:
        return Doubt(name, Message(f"query.no_{name}_near", value=raw, near=near))
    return Doubt(name, Message(f"query.no_{name}", value=raw))


def _near(value: str, names: Mapping[str, str], like: float = _LIKE) -> str:
    found = get_close_matches(value, list(names), 1, like)
    return names[found[0]] if found else ""


def _slip(slip: Slip) -> Doubt | None:
    if not slip.name:
        like = get_close_matches(fold(slip.field), field_names(), 1, _LIKE_FIELD)
        if not like or len(slip.field) < 3:
            return None
        meant = _WRITTEN.get(like[0], like[0])
        return Doubt("field", Message("query.no_field_near", field=f"{slip.field}:", near=f"{meant}:"))
    if not words(slip.value):
        return Doubt("value", Message("query.no_value", field=f"{slip.field}:"))
    if slip.name == "is":
        names = {
            name: find_state(name) if name.isascii() else _WRITTEN.get(name, name)
            for name in all_state_names()
        }
        if near := _near(fold(slip.value), names):
            return Doubt("state", Message("query.no_state_near", value=slip.value, near=near))
        return Doubt("state", Message("query.no_state", value=slip.value, states=tuple(state_names())))
    if slip.name in ("after", "before"):
        return Doubt("day", Message("query.no_day", value=slip.value))
    return None


def _language(field: Field) -> Doubt | None:
    if field.name != "language" or field.value in LANGUAGES or _CODE.fullmatch(field.value):
        return None
    return _missing("language", field.raw, {name: _WRITTEN.get(name, name) for name in LANGUAGES})
