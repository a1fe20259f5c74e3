"""Write the whole library as JSON Lines, and load such a dump into another library.

The first line is ``{"khabar": "library", "version": 4}``; earlier versions are read as well. After it one
line for each of: ``source``, ``health``, ``weak`` (a guid or link that identifies no entry), ``subscription``
(a feed of an account), ``fact``, ``entry`` (with its content, article, page, reading position, versions,
bookmark, items of accounts, and the digests of its former guids and links in it), ``item`` (of an account,
without an entry), ``queued`` and ``feed_change`` (changes to send to an account's server), ``image``,
``pruned``. Times are ISO 8601, bytes base64. The search index is not in it: ``load`` leaves everything to be
indexed. An account is a digest; its address, user and password are in the configuration only.
"""

from __future__ import annotations

import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from reader.locale.message import Message
from reader.model import Source
from reader.model.headline import SAVED_PAGES
from reader.model.remote import FeedChangeKind
from reader.store.database import Database
from reader.store.entry_rows import alias, title_key
from reader.store.errors import DumpError, to_store_error
from reader.store.identity import COPY
from reader.store.link_key import link_key, page_key
from reader.store.row_factories import marks, rows_of
from reader.store.serialization import compact
from reader.store.shared_texts import StoredText, share_texts, text_key
from reader.store.sources import ensure_source
from reader.store.tallies import add_to_tallies
from reader.text.normalize import words

VERSION = 4
BATCH = 200
"""Lines loaded in one transaction."""
Record = dict[str, Any]
_HEAD: Record = {"khabar": "library", "version": VERSION}
_PARTS = {
    "content": "contents",
    "article": "articles",
    "page": "originals",
    "position": "positions",
    "bookmark": "bookmarks",
}
"""Tables with at most one row an entry, by their name in its record."""
_SHOWN = {"contents": "bodies"}
"""The view to dump in place of a table."""
_LISTS = {
    "pictures": "pictures",
    "tags": "tags",
    "versions": "versions",
    "aliases": "aliases",
    "items": "remote_items",
}
_WHOLE = {
    "source": "sources",
    "health": "fetches",
    "weak": "weak",
    "subscription": "remote_feeds",
    "item": "remote_items",
    "queued": "outbox",
    "feed_change": "feed_changes",
    "image": "images",
    "pruned": "pruned",
}
_CONDITIONS = {"item": "entry IS NULL"}
"""Rows of a table that are records of their own."""
_WAITING = {"queued": ("field", ("read", "starred")), "feed_change": ("kind", get_args(FeedChangeKind))}
"""Column and its values by which a change that waits for a server is one."""
_OURS = ("search.", "sync.")
"""Prefixes of facts about this file and its syncs, which are invalid in another file."""
_ON_CONFLICT = {
    "items": "ON CONFLICT (account, item) DO UPDATE SET entry = excluded.entry WHERE entry IS NULL"
}
"""SQL conflict clauses for existing parts; without one the existing part stays."""
_DERIVED = frozenset({"doc", "page_key", "story", "title_key"})
_NUMBERED = frozenset({"versions", "feed_changes"})
"""Tables with row numbers that are not dumped."""


class FieldKind(Enum):
    """The type and meaning of a value in a dump, used to check and sanitize imports."""

    LINE = auto()
    """A text on one line."""
    TEXT = auto()
    """A text on several lines."""
    MARKUP = auto()
    """HTML."""
    ADDRESS = auto()
    """An http(s) address."""
    TIME = auto()
    """Microseconds since 1970."""
    ISO_TIME = auto()
    """A time in ISO 8601."""
    KEY = auto()
    """A 64-bit digest."""
    FLAG = auto()
    """0 or 1."""
    COUNT = auto()
    """A whole number, -1 for none."""
    ID = auto()
    """Of a source a text, of an entry a number."""
    LINES = auto()
    """A JSON list of texts."""
    ENCLOSURES = auto()
    """A JSON list of address, media type and size in bytes."""
    BLOCKS = auto()
    """A JSON list of the blocks of an article."""
    DIRECTION = auto()
    """``ltr`` or ``rtl``."""
    SOURCE = auto()
    """A source as JSON (``pack_source``)."""
    PAGE = auto()
    """An HTML page, compressed with zlib, in base64."""
    IMAGE = auto()
    """A raster image in base64."""


def _fields(kind: FieldKind, names: str) -> dict[str, FieldKind]:
    return dict.fromkeys(names.split(), kind)


FIELDS: Mapping[str, FieldKind] = {
    **_fields(
        FieldKind.LINE,
        "key source name title category author site language guid given tag kind hidden highlight "
        "account item feed folder field",
    ),
    **_fields(FieldKind.TEXT, "summary note value"),
    **_fields(FieldKind.MARKUP, "content text"),
    **_fields(FieldKind.ADDRESS, "url image twin"),
    **_fields(FieldKind.TIME, "published updated fetched time saved_at at corrected read_at"),
    **_fields(FieldKind.KEY, "page_key story_key title_key hash fingerprint"),
    **_fields(
        FieldKind.FLAG,
        "read unread later breaking offline whole archived pending followed folded stale kept starred "
        "bookmarked",
    ),
    **_fields(FieldKind.COUNT, "place position percent changes tries"),
    **_fields(FieldKind.LINES, "categories authors"),
    "article.published": FieldKind.ISO_TIME,
    "versions.page": FieldKind.FLAG,
    "aliases.key": FieldKind.KEY,
    "queued.value": FieldKind.FLAG,
    "id": FieldKind.ID,
    "enclosures": FieldKind.ENCLOSURES,
    "blocks": FieldKind.BLOCKS,
    "direction": FieldKind.DIRECTION,
    "spec": FieldKind.SOURCE,
    "html": FieldKind.PAGE,
    "data": FieldKind.IMAGE,
}
"""The kind of every value, except in ``health``, by its name or by ``record.name`` or ``part.name``."""
PARTS = frozenset({*_PARTS, *_LISTS})
"""Values of an entry's record that are records, or lists of records, themselves."""


def has_content(record: Record) -> bool:
    """Return whether an entry's record has the part that every entry needs."""
    return isinstance(record.get("content"), dict)


def saved_page(record: Record) -> tuple[str, bool] | None:
    """Return address and completeness of a page saved without a feed; None for other records.

    Raises:
        KeyError, TypeError: the record is of no entry.
    """
    if record["source"] != SAVED_PAGES:
        return None
    return record["url"], bool(record.get("article", {}).get("whole"))


class Interchange:
    """Dump and load of a whole library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def dump(self) -> Iterator[str]:
        """Yield the lines; an entry written meanwhile is in them as a whole or not at all."""
        yield compact(_HEAD)
        with self._database.reading() as connection:
            connection.execute("BEGIN")
            try:
                for kind in ("source", "health", "weak", "subscription"):
                    yield from _table(connection, kind)
                for key, value in rows_of(
                    connection, "SELECT CAST(key AS TEXT), CAST(value AS TEXT) FROM meta ORDER BY key"
                ):
                    if not key.startswith(_OURS):
                        yield compact({"fact": {"key": key, "value": value}})
                for (id,) in connection.execute("SELECT id FROM entries ORDER BY id"):
                    if record := entry_record(connection, id):
                        yield compact({"entry": record})
                for kind in ("item", "queued", "feed_change", "image", "pruned"):
                    yield from _table(connection, kind)
            finally:
                connection.execute("COMMIT")

    def load(self, lines: Iterable[str]) -> int:
        """Add the lines of a dump to the library; return the number of entries in the dump."""
        entries = 0
        numbered = enumerate(lines, 1)
        _recognise(*next(numbered, (1, "")))
        while batch := list(islice(numbered, BATCH)):
            with self._database.writing(durable=True) as connection:
                for number, line in batch:
                    if line.strip():
                        entries += _load_record(connection, number, *_parse(line, number))
        return entries


def insert_entry(connection: sqlite3.Connection, record: Record) -> int:
    """Store an entry's record in addition to existing entries; return its id.

    A known entry (same source, guid, and link or title) keeps its values; read state, article and bookmark
    are added.
    """
    columns = _columns(connection, "entries")
    row = {name: _unpack(value) for name, value in record.items() if name in columns - _DERIVED}
    id, source, guid = row.pop("id"), row["source"], row["guid"]
    ensure_source(connection, Source(source, source))
    here = connection.execute(
        "SELECT id FROM entries WHERE source = ? AND guid = ? AND (url = ? OR title = ?)",
        (source, guid, row["url"], row["title"]),
    ).fetchone() or _find_copy(connection, row)
    if here is None:
        free = connection.execute("SELECT 1 FROM entries WHERE id = ?", (id,)).fetchone() is None
        here = connection.execute(
            *_insert("entries", {"id": id if free else None, **row, **_keys(row)}, "RETURNING id")
        ).fetchone()
        add_to_tallies(connection, here[0], here[0])
        if not row.get("given"):
            _add_aliases(connection, here[0], row)
    else:
        connection.execute(
            "UPDATE entries SET read = max(read, ?), read_at = coalesce(read_at, ?), "
            "offline = max(offline, ?), doc = NULL WHERE id = ?",
            (row["read"], row.get("read_at"), row["offline"], here[0]),
        )
    _insert_parts(connection, here[0], record)
    return int(here[0])


def _find_copy(connection: sqlite3.Connection, row: Record) -> tuple[int] | None:
    """Return the entry of an article that came once by a sync server and once from its feed."""
    found: tuple[int] | None = connection.execute(
        "SELECT id FROM entries WHERE source = ? AND page_key = ? AND url = ? AND title = ? "
        "AND (substr(guid, 1, ?) = ?) <> ?",
        (
            row["source"],
            page_key(row["url"]),
            row["url"],
            row["title"],
            len(COPY),
            COPY,
            row["guid"].startswith(COPY),
        ),
    ).fetchone()
    if found is not None:
        key = alias("guid", row["source"], row.get("given") or row["guid"])
        connection.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?)", (key, found[0]))
    return found


def restore_entry(connection: sqlite3.Connection, record: Record) -> None:
    """Restore the bookmark of a record, its entry too, if that was pruned since."""
    id = record["id"]
    if connection.execute("SELECT 1 FROM entries WHERE id = ?", (id,)).fetchone():
        _insert_parts(connection, id, {name: record[name] for name in ("bookmark", "tags") if name in record})
    else:
        connection.execute("DELETE FROM pruned WHERE id = ?", (id,))
        insert_entry(connection, record)


def _insert_parts(connection: sqlite3.Connection, id: int, record: Record) -> None:
    for name, table in _PARTS.items():
        if name in record:
            part = {column: _unpack(value) for column, value in record[name].items()}
            if name == "content":
                _insert_content(connection, id, part)
                continue
            connection.execute(*_insert(table, {"entry": id, **part}, "ON CONFLICT DO NOTHING"))
    for name, table in _LISTS.items():
        for part in record.get(name, ()):
            end = _ON_CONFLICT.get(name, "ON CONFLICT DO NOTHING")
            connection.execute(*_insert(table, {"entry": id, **part}, end))
    if record.get("items"):
        queue_marks(connection, id)


def _insert_content(connection: sqlite3.Connection, id: int, part: Record) -> None:
    """Store the texts of an entry unless the library has them."""
    if connection.execute("SELECT 1 FROM contents WHERE entry = ?", (id,)).fetchone():
        return
    whole = StoredText(part["summary"], part["content"], text_key(part["summary"], part["content"]))
    (body,) = share_texts(connection, [whole])
    connection.execute(*_insert("contents", {**part, **body._asdict(), "entry": id}, ""))


def queue_marks(connection: sqlite3.Connection, entry: int | None = None) -> None:
    """Queue the read and starred marks of entries that the account's server does not have.

    Without ``entry``, marks of all entries are queued.
    """
    for field, state in (
        ("read", "(SELECT e.read FROM entries e WHERE e.id = i.entry)"),
        ("starred", "EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = i.entry)"),
    ):
        connection.execute(
            "INSERT OR IGNORE INTO outbox (account, item, field, value, at) "
            "SELECT i.account, i.item, ?1, 1, CAST(strftime('%s', 'now') AS INTEGER) * 1000000 "
            f"FROM remote_items i WHERE NOT i.{field} AND {state} "
            + ("" if entry is None else "AND i.entry = ?2"),
            (field,) if entry is None else (field, entry),
        )


def entry_record(connection: sqlite3.Connection, id: int) -> Record:
    """Return an entry with all its parts in the format of ``dump``.

    Empty when only an index still has the entry, as in a damaged file.
    """
    found = _records(connection, "entries", "id", id)
    if not found:
        return {}
    record = found[0]
    for name, table in _PARTS.items():
        for part in _records(connection, _SHOWN.get(table, table), "entry", id):
            del part["entry"]
            record[name] = part
    for name in _LISTS:
        if parts := _list(connection, name, id):
            record[name] = parts
    return record


def _list(connection: sqlite3.Connection, name: str, id: int) -> list[Record]:
    """Return the records of one of ``_LISTS`` that belong to an entry."""
    table = _LISTS[name]
    left_out = {"entry", "id"} if table in _NUMBERED else {"entry"}
    return [
        {key: value for key, value in part.items() if key not in left_out}
        for part in _records(connection, table, "entry", id)
    ]


def _records(connection: sqlite3.Connection, table: str, key: str, value: object) -> list[Record]:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (value,))
    names = [column[0] for column in cursor.description]
    return [
        {n: _pack(v) for n, v in zip(names, row, strict=True) if n not in _DERIVED}
        for row in cursor.fetchall()
    ]


def _table(connection: sqlite3.Connection, kind: str) -> Iterator[str]:
    table = _WHOLE[kind]
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {_CONDITIONS.get(kind, 'TRUE')}")
    names = [column[0] for column in cursor.description]
    for row in cursor:
        record = {name: _pack(value) for name, value in zip(names, row, strict=True)}
        if table in _NUMBERED:
            del record["id"]
        if kind == "pruned" and (aliases := _list(connection, "aliases", record["id"])):
            record["aliases"] = aliases
        yield compact({kind: record})


def _load_record(connection: sqlite3.Connection, number: int, kind: str, record: Record) -> int:
    """Store the record of a dump line; return the number of entries in the record, 0 or 1."""
    table = "meta" if kind == "fact" else _WHOLE.get(kind)
    try:
        if kind == "entry":
            insert_entry(connection, record)
        elif kind == "pruned":
            _insert_pruned(connection, record)
        elif kind in _WAITING:
            _insert_waiting(connection, kind, record)
        elif table is not None:  # a newer khabar may have records this one does not know
            row = {name: _unpack(value) for name, value in record.items()}
            row.pop("arabic", None)  # of a health that khabar 0.1 dumped
            connection.execute(*_insert(table, row, "ON CONFLICT DO NOTHING"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DumpError(number, Message("store.no_record")) from error
    except sqlite3.Error as error:
        if to_store_error(error, Path()) is not None:
            raise
        raise DumpError(number, Message("store.no_record")) from error
    return int(kind == "entry")


def _insert_waiting(connection: sqlite3.Connection, kind: str, record: Record) -> None:
    """Queue a dumped change unless queued already, known to the server, or undone here."""
    column, values = _WAITING[kind]
    if record[column] not in values:
        raise ValueError(f"{column} is none of {', '.join(values)}")
    if kind == "feed_change":
        names = ("account", "kind", "feed", "url", "title", "folder")
        same = " AND ".join(f"{name} = ?" for name in names)
        row = [record[name] for name in names]
        if not connection.execute(f"SELECT 1 FROM feed_changes WHERE {same}", row).fetchone():
            connection.execute(*_insert("feed_changes", record, ""))
        return
    field, value = record["field"], record["value"]
    state = "e.read" if field == "read" else "EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = e.id)"
    is_settled = connection.execute(
        "SELECT 1 FROM remote_items i LEFT JOIN entries e ON e.id = i.entry "
        f"WHERE i.account = ? AND i.item = ? AND (i.{field} = ? OR (e.id IS NOT NULL AND {state} <> ?))",
        (record["account"], record["item"], value, value),
    ).fetchone()
    if not is_settled:
        connection.execute(*_insert("outbox", record, "ON CONFLICT DO NOTHING"))


def _insert_pruned(connection: sqlite3.Connection, record: Record) -> None:
    """Store the mark of a pruned entry, under a new id if its id is taken here."""
    row = {"url": "", "title": "", "published": None, **record}
    aliases = row.pop("aliases", ())
    known = connection.execute(
        "SELECT 1 FROM pruned WHERE source = ? AND guid = ? AND url = ? AND title = ?",
        (row["source"], row["guid"], row["url"], row["title"]),
    ).fetchone()
    if known:
        return
    id = row.pop("id", None)
    taken = connection.execute(
        "SELECT 1 FROM entries WHERE id = :id UNION ALL SELECT 1 FROM pruned WHERE id = :id", {"id": id}
    ).fetchone()
    if id is None or taken:
        (lowest,) = connection.execute("SELECT min(id) FROM pruned").fetchone()
        id = min(lowest or 0, 0) - 1
    key = title_key(row["source"], words(row["title"]))
    connection.execute(*_insert("pruned", {**row, "id": id, "title_key": key}, ""))
    _add_aliases(connection, id, row)
    for former in aliases:
        connection.execute(*_insert("aliases", {"entry": id, **former}, "ON CONFLICT DO NOTHING"))


def _keys(row: Record) -> Record:
    """Return the columns of an entry that follow from others."""
    return {
        "page_key": page_key(row["url"]),
        "title_key": title_key(row["source"], words(row["title"])),
    }


def _add_aliases(connection: sqlite3.Connection, id: int, row: Record) -> None:
    """Store guid and link of an entry as aliases; without ``given`` the guid may be either."""
    source, given = row["source"], row.get("given")
    keys = {
        alias("guid", source, given or row["guid"]),
        alias("link", source, link_key(row["url"])),
        None if given else alias("link", source, link_key(row["guid"])),
    } - {None}
    connection.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?)", [(key, id) for key in keys])


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in rows_of(connection, f"PRAGMA table_info({table})")}


def _insert(table: str, row: Record, end: str) -> tuple[str, list[Any]]:
    if not all(name.isidentifier() for name in row):
        raise ValueError("a name in it is no column")
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks(list(row))}) {end}", list(row.values())


def _parse(line: str, number: int) -> tuple[str, Record]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DumpError(number, Message("store.no_json")) from error
    match value:
        case {"khabar": _}:
            return "khabar", value
        case dict() if len(value) == 1:
            ((kind, record),) = value.items()
            if isinstance(record, dict):
                return str(kind), record
    raise DumpError(number, Message("store.no_record"))


def _recognise(number: int, line: str) -> None:
    kind, record = _parse(line, number)
    if kind != "khabar" or record.get("khabar") != "library":
        raise DumpError(number, Message("store.no_dump"))
    if record.get("version") not in range(1, VERSION + 1):
        raise DumpError(number, Message("store.dump_too_new"))


def _pack(value: Any) -> Any:
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def _unpack(value: Any) -> Any:
    return b64decode(value["base64"], validate=True) if isinstance(value, dict) else value
