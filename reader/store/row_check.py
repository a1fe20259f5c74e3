"""Check every row of a library: types, UTF-8, JSON, times; and mend a value that is wrong.

SQLite's own check finds damaged pages. Valid values of a column are unknown to SQLite, and a flipped bit
inside a row leaves the page valid.
"""

from __future__ import annotations

import json
import sqlite3
from ast import literal_eval
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reader.locale.message import Message
from reader.store.row_factories import is_bad_text, moment, rows_of, stamp
from reader.store.schema import MIGRATIONS, migrate
from reader.store.serialization import compact, unpack_blocks, unpack_source
from reader.store.shared_texts import WIDOWED

MAX_MENDED_VALUES = 2
"""A row with more wrong values than this is no row of its table, but another's or noise."""
_TIMES = {
    "entries": ("published", "updated", "fetched", "time"),
    "bookmarks": ("saved_at",),
    "fetches": ("last_fetch", "last_success", "due", "wait_until"),
    "fetch_log": ("at",),
    "pruned": ("at",),
}
_JSON_LISTS = {"contents": ("categories", "authors", "enclosures")}
_TYPES: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,),
    "TEXT": (str,),
    "BLOB": (bytes,),
    "REAL": (float, int),
}
"""Python types of a column's declared type."""
_TYPE_NAMES = {"INTEGER": "integer", "TEXT": "text", "BLOB": "blob", "REAL": "real', 'integer"}
_REFUSED = object()


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared in the schema."""

    name: str
    type: str
    is_needed: bool
    default: str | int | None = None
    """As declared in the schema."""

    def takes(self, value: object) -> bool:
        """Return whether a value has the type of the column."""
        return isinstance(value, _TYPES[self.type]) or (value is None and not self.is_needed)


def columns_of(connection: sqlite3.Connection, table: str) -> list[Column]:
    """Return the columns of a table from a database with a sound schema."""
    return [
        Column(name, kind, bool(is_needed or is_key), None if default is None else literal_eval(default))
        for _, name, kind, is_needed, default, is_key in rows_of(connection, f"PRAGMA table_info({table})")
    ]


def column_names(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the names of a table's columns, in their order, of any database."""
    return [name for _, name, *_ in rows_of(connection, f"PRAGMA table_info({table})")]


def check_rows(connection: sqlite3.Connection, most: int) -> list[Message]:
    """Return the problems of the rows of a library, ``most`` at most; reads all rows.

    Raises:
        sqlite3.Error: a table is missing, or a page is torn.
    """
    problems: list[Message] = []
    pattern = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(pattern, len(MIGRATIONS))
        for (table,) in rows_of(
            pattern,
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            "AND name NOT LIKE 'sqlite_%' ORDER BY name",
        ):
            if len(problems) < most:
                found = _check_table(connection, table, columns_of(pattern, table), most - len(problems))
                problems += [
                    Message("store.check_row", table=table, row=str(key), column=column)
                    for key, column in found
                ]
    finally:
        pattern.close()
    return problems


def _check_table(
    connection: sqlite3.Connection, table: str, columns: list[Column], most: int
) -> list[tuple[object, str]]:
    """Return the key and column of wrong values in a table."""
    names = ", ".join(column.name for column in columns)
    conditions = " OR ".join(_is_wrong(table, column) for column in columns)
    suspects = rows_of(connection, f"SELECT {names} FROM {table} WHERE {conditions} LIMIT {most}")
    found = [(row[0], c.name) for row in suspects for c, v in zip(columns, row, strict=True)
             if not c.takes(v) or _mended(table, c, v) != v]  # fmt: skip
    found += _check_texts(connection, table, columns, most)
    if table == "contents":
        found += [
            (entry, "text_key")
            for (entry,) in rows_of(connection, f"SELECT entry FROM contents WHERE {WIDOWED} LIMIT {most}")
        ]
    if table == "articles":
        for entry, blocks in connection.execute("SELECT entry, CAST(blocks AS BLOB) FROM articles"):
            if len(found) < most and not _is_sound_json(blocks, unpack_blocks):
                found.append((entry, "blocks"))
    if table == "sources":
        for id, spec in connection.execute("SELECT CAST(id AS BLOB), CAST(spec AS BLOB) FROM sources"):
            if len(found) < most and not _is_sound_json(spec, unpack_source):
                found.append((id.decode("utf-8", "replace"), "spec"))
    return list(dict.fromkeys(found))[:most]


def _is_wrong(table: str, column: Column) -> str:
    """Return the SQL condition of a value that is wrong by its type, its range or its JSON."""
    types = f"'{_TYPE_NAMES[column.type]}'" + ("" if column.is_needed else ", 'null'")
    wrong = f"typeof({column.name}) NOT IN ({types})"
    if column.name in _TIMES.get(table, ()):
        low, high = stamp(datetime(2, 1, 1, tzinfo=UTC)), stamp(datetime(9998, 12, 31, tzinfo=UTC))
        wrong += f" OR {column.name} NOT BETWEEN {low} AND {high}"
    if column.name in _JSON_LISTS.get(table, ()):
        wrong += f" OR NOT json_valid({column.name})"
    return wrong


def _check_texts(
    connection: sqlite3.Connection, table: str, columns: list[Column], most: int
) -> list[tuple[object, str]]:
    """Return the key and column of texts that are no UTF-8."""
    texts = [column.name for column in columns if column.type == "TEXT"]
    try:
        for _ in connection.execute(f"SELECT {', '.join(texts) or 1} FROM {table}"):
            pass
    except sqlite3.OperationalError as error:
        if not is_bad_text(error):
            raise
    else:
        return []
    found: list[tuple[object, str]] = []
    blobs = ", ".join(f"CAST({name} AS BLOB)" for name in [columns[0].name, *texts])
    for key, *values in connection.execute(f"SELECT {blobs} FROM {table}"):
        found += [
            ((key or b"").decode("utf-8", "replace"), name)
            for name, value in zip(texts, values, strict=True)
            if value and not _is_utf8(value)
        ]
        if len(found) >= most:
            break
    return found


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_sound_json(value: bytes | None, read: Any) -> bool:
    try:
        read((value or b"").decode("utf-8", "replace"))
    except (ValueError, TypeError, RecursionError):
        return False
    return True


def mend_row(table: str, columns: Sequence[Column], row: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Return a row with wrong values replaced; None when too many or irreplaceable."""
    values = [_mended(table, column, value) for column, value in zip(columns, row, strict=True)]
    if table == "sources" and not _is_sound_json(str(values[4]).encode("utf-8", "replace"), unpack_source):
        values[4] = compact({"id": values[0], "name": values[1]})
    wrong = sum(new is not old and new != old for new, old in zip(values, row, strict=True))
    return None if wrong > MAX_MENDED_VALUES or _REFUSED in values else tuple(values)


def _mended(table: str, column: Column, value: Any) -> Any:
    """Return a valid value for a column: the same, a converted one, or the default."""
    if not column.takes(value):
        value = _converted(column, value)
    if isinstance(value, int) and column.name in _TIMES.get(table, ()) and moment(value) is None:
        value = stamp(datetime.now(UTC)) if column.is_needed else None
    if isinstance(value, str) and column.name in _JSON_LISTS.get(table, ()):
        try:
            value = value if isinstance(json.loads(value), list) else "[]"
        except (ValueError, RecursionError):
            value = "[]"
    return value


def _converted(column: Column, value: Any) -> Any:
    match column.type, value:
        case "TEXT", bytes():
            return value.decode("utf-8", "replace")
        case "TEXT", int() | float():
            return str(value)
        case (("INTEGER" | "REAL"), (str() | bytes())) if value.strip().isdigit() and len(value) < 19:
            return int(value)
        case "INTEGER", float() if abs(value) < 2**62:
            return int(value)
    if column.type == "BLOB":
        return _REFUSED
    return ("" if column.type == "TEXT" else 0) if column.is_needed else None
