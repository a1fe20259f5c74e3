"""Store fetched entries: update those that ``identity`` recognises, insert the others."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from reader.model import Source, SourceHealth
from reader.model.headline import SAVED_PAGES
from reader.store.corrections import Change, Version, compare, find_noise, keeps_longer
from reader.store.database import Database
from reader.store.entry_rows import COLUMNS, LISTED, PARSER, EntryRow, alias
from reader.store.identity import COPY, Identified, Item, Known, Match, Weak, find_weak, identify
from reader.store.link_key import link_key
from reader.store.row_factories import Row, chunks, marks, rows_of, stamp
from reader.store.shared_texts import StoredText, share_texts, text_key
from reader.store.sources import CHURN_MOVED, CHURN_STRANGERS, ensure_source, store_health
from reader.store.tallies import add_to_tallies
from reader.store.text_comparison import paragraph_reader
from reader.store.versions import Superseded, add_later, add_superseded, count_unread, knows

DOCUMENTS = 3
"""Complete documents of a source to keep lists of entries for."""
MAX_BY_TITLE = 500
"""Entries of a like title, the newest, that items without guid and link are compared with."""
TEMPLATE_SHARE, TEMPLATE_ITEMS = 0.3, 5
"""Known items of one document that change at once when a template or encoding changed."""
RESTLESS_CHANGES = 24
"""Changes from which on an entry gets a version in six hours at most, and no mark."""
_MICROSECOND = timedelta(microseconds=1)
RESTLESS = timedelta(hours=6) // _MICROSECOND
UNREAD_AFTER = timedelta(minutes=10) // _MICROSECOND
"""An entry read less than this ago stays read."""
UNREAD_WITHIN = timedelta(days=3) // _MICROSECOND
"""An entry first seen longer ago than this stays read."""
UNREAD_A_DAY = 2
AWAY = timedelta(days=7) // _MICROSECOND
"""An entry that left the feed and comes back with a time this much later is republished."""
_DAY = timedelta(days=1) // _MICROSECOND
_MONTH = 30 * _DAY


class Added(NamedTuple):
    """The result of storing one source's rows."""

    new: list[int]
    """Ids of the entries not seen before, oldest first."""
    updated: int
    """How many known ones changed."""
    corrected: tuple[int, ...] = ()
    """Ids of those with a correction."""
    churning: bool = False
    """The source gives its items other guids at each fetch."""


class SourceUpdate(NamedTuple):
    """The rows and health of one fetched source."""

    source: Source
    health: SourceHealth | None
    """Outcome of the fetch, stored with the entries; its last fetch is their time of arrival."""
    rows: Sequence[EntryRow]
    whole: bool = True
    """The document was neither torn nor cut."""
    updated: datetime | None = None
    """The date the document gave for itself."""
    are_copies: bool = False
    """The rows are copies from a sync server: known entries stay unchanged and get the copies' aliases."""
    adds: bool = True
    """Whether unknown rows become entries."""


def take_in(
    database: Database, updates: Sequence[SourceUpdate], now: datetime, patience: float | None = None
) -> list[Added]:
    """Store the rows of some sources in one transaction; return the changes of each."""
    with database.writing(patience=patience) as connection:
        return [_take(connection, update, now) for update in updates]


def _take(connection: sqlite3.Connection, update: SourceUpdate, now: datetime) -> Added:
    ensure_source(connection, update.source)
    if update.health is not None:
        store_health(connection, update.health)
        now = update.health.last_fetch or now
    if not update.rows:
        return Added([], 0)
    at = stamp(now)
    assert at is not None
    return _Document(connection, update, at).store()


class _Feed(NamedTuple):
    """The row of ``feeds`` of a source."""

    updated: int | None = None
    parser: int = PARSER
    moved: int = 0
    strangers: int = 0
    repeated: int = 0

    @property
    def is_churning(self) -> bool:
        return self.moved >= CHURN_MOVED or self.strangers >= CHURN_STRANGERS


class _Stored(NamedTuple):
    """The changeable columns of a stored entry."""

    guid: str
    given: str | None
    title: str
    url: str
    published: int | None
    fetched: int
    hash: int | None
    image: str
    read: int
    read_at: int | None
    corrected: int | None
    changes: int
    time: int
    summary: str
    content: str
    enclosures: str

    @property
    def text(self) -> str:
        return self.content or self.summary


_STORED = ", ".join(
    f"{'c' if name in ('summary', 'content', 'enclosures') else 'e'}.{name}" for name in _Stored._fields
)


class _Document:
    """One document of a source, stored in an open transaction."""

    def __init__(self, connection: sqlite3.Connection, update: SourceUpdate, now: int) -> None:
        self._connection = connection
        self._source = update.source
        self._now = now
        self._rows = update.rows
        self._are_copies, self._adds = update.are_copies, update.adds
        self._feed = self._read_feed()
        self._documents = rows_of(
            connection,
            "SELECT serial, at, entries FROM documents WHERE source = ? ORDER BY serial DESC",
            (update.source.id,),
        )
        updated = stamp(update.updated)
        self._is_whole = (
            update.whole
            and not (updated is not None and updated < (self._feed.updated or updated))
            and not (self._documents and self._documents[0][1] > now)
        )
        self._updated = max(filter(None, (updated, self._feed.updated)), default=None)
        self._stored: dict[int, _Stored] = {}
        self._new: list[int] = []
        self._corrected: list[int] = []
        self._changed = 0

    def store(self) -> Added:
        """Write new and changed entries; return the changes."""
        ids = self._find_equal()
        open_rows = [number for number, id in enumerate(ids) if id is None]
        found = Identified([])
        pruned: set[int] = set()
        weak = self._find_weak()
        if open_rows:
            known = self._find_known([self._rows[n] for n in open_rows], {i for i in ids if i}, weak)
            found = self._identify(known, open_rows, weak)
            pruned = {k.id for k in known if k.pruned}
            for number, match in zip(open_rows, found.matches, strict=True):
                ids[number] = match.id
            if self._are_copies:
                self._name(open_rows, ids, pruned)
            else:
                self._update(open_rows, found.matches, pruned, len(self._rows) - len(open_rows))
        fresh = [number for number in open_rows if ids[number] is None]
        if self._adds:
            self._insert(fresh, ids)
        if self._source.id != SAVED_PAGES and not self._are_copies:
            has_equal = len(open_rows) < len(self._rows)
            self._remember(found, [id for id in ids if id is not None], has_equal, weak)
            if self._feed.is_churning:
                self._fold(fresh, ids)
        return Added(self._new, self._changed, tuple(self._corrected), self._feed.is_churning)

    # Finding ----------------------------------------------------------------------------------------------

    def _find_equal(self) -> list[int | None]:
        """Return for each row the stored entry that last arrived just so."""
        if not self._has_any:
            return [None] * len(self._rows)
        stored: dict[int, list[int]] = {}
        for key, id in self._select(
            "SELECT hash, id FROM entries WHERE source = ? AND hash",
            [row.hash for row in self._rows],
            self._source.id,
        ):
            stored.setdefault(key, []).append(id)
        return [there.pop() if (there := stored.get(row.hash)) else None for row in self._rows]

    def _find_weak(self) -> Weak:
        """Return the guids and links that name nothing, and store those found in this document."""
        known = Weak()
        for kind, value in rows_of(
            self._connection, "SELECT kind, value FROM weak WHERE source = ?", (self._source.id,)
        ):
            (known.guids if kind == "guid" else known.links).add(value)
        here = find_weak((row.given or "", row.link, row.hash) for row in self._rows)
        self._connection.executemany(
            "INSERT INTO weak (source, kind, value) VALUES (?, ?, ?)",
            [
                *((self._source.id, "guid", value) for value in here.guids - known.guids),
                *((self._source.id, "link", value) for value in here.links - known.links),
            ],
        )
        return Weak(known.guids | here.guids, known.links | here.links)

    def _find_known(self, rows: Sequence[EntryRow], claimed: set[int], weak: Weak) -> list[Known]:
        """Return the stored entries and pruned marks that these rows may be."""
        if not self._has_any:
            return []
        names: dict[int, tuple[set[str], set[str]]] = {}

        def add(id: int, guid: str = "", link: str = "") -> None:
            known = names.setdefault(id, (set(), set()))
            known[0].add(guid)
            known[1].add(link)

        source = self._source.id
        guids = {row.given for row in rows if row.given} - weak.guids
        links = {row.link: row.page_key for row in rows if row.link and row.link not in weak.links}
        for id, guid in self._select("SELECT id, guid FROM entries WHERE source = ? AND guid", guids, source):
            add(id, guid)
        pages = {key for key in links.values() if key is not None}
        for (id,) in self._select("SELECT id FROM entries WHERE source = ? AND page_key", pages, source):
            add(id)
        former = {alias("guid", source, guid): (guid, "") for guid in guids}
        former |= {alias("link", source, link): ("", link) for link in links}
        for key, id in self._select("SELECT key, entry FROM aliases WHERE key", former):
            add(id, *former[key])
        by_title = self._are_copies or self._has_copies()
        nameless = {
            row.title_key
            for row in rows
            if row.title_key is not None
            and (
                by_title
                or ((not row.given or row.given in weak.guids) and (not row.link or row.link in weak.links))
            )
        }
        for table in ("entries", "pruned"):
            found = self._select(f"SELECT id FROM {table} WHERE title_key", nameless)
            for (id,) in found[-MAX_BY_TITLE:]:
                add(id)
        listed = {id for _, _, entries in self._documents for id in json.loads(entries)}
        if self._is_whole:
            for id in listed:
                add(id)
        for id in claimed:
            names.pop(id, None)
        return [*self._load(names, listed), *self._load_pruned(names, listed)]

    @cached_property
    def _has_any(self) -> bool:
        """Whether anything of the source was stored or pruned before this document."""
        found = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM entries WHERE source = :source) "
            "OR EXISTS (SELECT 1 FROM pruned WHERE source = :source)",
            {"source": self._source.id},
        ).fetchone()
        return bool(found[0])

    def _has_copies(self) -> bool:
        """Return whether entries of the source came by a sync server."""
        found = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM entries WHERE source = ? AND guid >= ? AND guid < ?)",
            (self._source.id, COPY, COPY[:-1] + chr(ord(COPY[-1]) + 1)),
        ).fetchone()
        return bool(found[0])

    def _load(self, names: Mapping[int, tuple[set[str], set[str]]], listed: set[int]) -> Iterator[Known]:
        for id, *columns in self._select(
            f"SELECT e.id, {_STORED} FROM entries e JOIN bodies c ON c.entry = e.id WHERE e.id", names
        ):
            old = self._stored[id] = _Stored(*columns)
            item = _item(old.given, old)
            guids, links = names[id]
            yield Known(
                id,
                item,
                {*guids, item.guid} - {""},
                {*links, item.link} - {""},
                listed=id in listed,
                fetched=old.fetched,
                migrated=old.hash is None,
            )

    def _load_pruned(
        self, names: Mapping[int, tuple[set[str], set[str]]], listed: set[int]
    ) -> Iterator[Known]:
        for id, guid, url, title, published in self._select(
            "SELECT id, guid, url, title, published FROM pruned WHERE id", names
        ):
            item = Item(guid, url, title, published)
            guids, links = names[id]
            yield Known(
                id,
                item,
                {*guids, guid} - {""},
                {*links, item.link} - {""},
                listed=id in listed,
                pruned=True,
                migrated=id < 0,
            )

    def _identify(self, known: Sequence[Known], numbers: Sequence[int], weak: Weak) -> Identified:
        rows = [self._rows[n] for n in numbers]
        if self._source.id == SAVED_PAGES:  # a person has just requested this page
            by_guid = {self._stored[k.id].guid: k.id for k in known if k.id in self._stored}
            return Identified([Match(by_guid.get(row.guid), 2) for row in rows])
        return identify(
            known,
            [_item(row.given, row) for row in rows],
            weak=weak,
            whole=self._is_whole,
            fetched=self._now,
            churning=self._feed.is_churning,
            setting=self._source.identity,
        )

    # Writing ----------------------------------------------------------------------------------------------

    def _insert(self, numbers: Sequence[int], ids: list[int | None]) -> None:
        """Write new entries, their contents and aliases."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").fetchone()
        first = (int(row[0]) if row else 0) + 1
        for id, number in enumerate(numbers, first):
            ids[number] = id
            self._new.append(id)
        rows = [(id, self._rows[number]) for id, number in enumerate(numbers, first)]
        names = ("id", "source", "fetched", *COLUMNS)
        self._connection.executemany(
            f"INSERT INTO entries ({', '.join(names)}) VALUES ({marks(names)})",
            [(id, self._source.id, self._now, *row[:LISTED]) for id, row in rows],
        )
        bodies = share_texts(self._connection, [row.body for _, row in rows])
        self._connection.executemany(
            "INSERT INTO contents (entry, summary, content, text_key, categories, authors, enclosures) "
            "VALUES (?,?,?,?,?,?,?)",
            [
                (id, *body, row.categories, row.authors, row.enclosures)
                for (id, row), body in zip(rows, bodies, strict=True)
            ],
        )
        if rows:
            add_to_tallies(self._connection, first, rows[-1][0])

    def _add_aliases(self, id: int, old: _Stored, row: EntryRow) -> None:
        """Store the former guid and link of a changed entry as aliases."""
        source = self._source.id
        keys = set()
        if (row.guid, row.given) != (old.guid, old.given):
            keys.add(alias("guid", source, old.given or old.guid))
        if row.url != old.url and (link := link_key(old.url)) != row.link:
            keys.add(alias("link", source, link))
        self._connection.executemany(
            "INSERT OR IGNORE INTO aliases VALUES (?, ?)", [(key, id) for key in keys - {None}]
        )

    def _add_new_names(self, id: int, row: EntryRow) -> None:
        """Store the current feed guid and link of a saved entry as aliases.

        The row stays as saved.
        """
        names = {alias("guid", self._source.id, row.given or ""), alias("link", self._source.id, row.link)}
        self._connection.executemany(
            "INSERT OR IGNORE INTO aliases VALUES (?, ?)", [(key, id) for key in names - {None}]
        )

    def _name(self, numbers: Sequence[int], ids: Sequence[int | None], pruned: set[int]) -> None:
        """Keep the names that known entries have at a sync server."""
        named = [(id, self._rows[number]) for number in numbers if (id := ids[number]) is not None]
        self._touch([id for id, _ in named if id in pruned])
        self._connection.executemany(
            "INSERT OR IGNORE INTO aliases VALUES (?, ?)",
            [
                (alias("guid", self._source.id, row.guid), id)
                for id, row in named
                if id not in self._stored or self._stored[id].guid != row.guid
            ],
        )

    def _touch(self, pruned: Sequence[int]) -> None:
        """Record that the feed still lists pruned entries."""
        self._connection.executemany(
            "UPDATE pruned SET at = ? WHERE id = ? AND at < ?",
            [(self._now, id, self._now - _MONTH) for id in pruned],
        )

    def _update(self, numbers: Sequence[int], matches: Sequence[Match], pruned: set[int], equal: int) -> None:
        """Write the changes of known entries; pruned ones are left out."""
        pairs = [
            (match.id, self._rows[number])
            for number, match in zip(numbers, matches, strict=True)
            if match.id is not None
        ]
        self._touch([id for id, _ in pairs if id in pruned])
        known = [(id, row) for id, row in pairs if id not in pruned]
        read = paragraph_reader()
        noise = find_noise(
            [
                (self._stored[id].text, row.text)
                for id, row in known
                if row.text and row.text != self._stored[id].text
            ],
            read,
        )
        compared = [
            (id, row, Version(old.title, old.text, noise, read), Version(row.title, row.text, noise, read))
            for id, row in known
            for old in (self._stored[id],)
        ]
        changes = [Change.NOISE if self._is_silent(id) else compare(old, new) for id, _, old, new in compared]
        marked = sum(change >= Change.CORRECTION for change in changes)
        is_template = marked >= TEMPLATE_ITEMS and marked > TEMPLATE_SHARE * (equal + len(known))
        saved = {
            id for (id,) in self._select("SELECT entry FROM bookmarks WHERE entry", [id for id, _ in known])
        }
        for (id, row, old, new), change in zip(compared, changes, strict=True):
            if is_template:
                change = min(change, Change.SMALL)
            if id in saved and self._source.id != SAVED_PAGES:
                self._keep_later(id, row, new, change)
            else:
                self._renew(id, row, old, new, change)

    def _is_silent(self, id: int) -> bool:
        """Return whether a stored text came from another parser, so that changes are no corrections."""
        old = self._stored[id]
        is_other = old.hash is None or old.guid.startswith(COPY)
        return is_other or self._feed.parser != PARSER or self._source.id == SAVED_PAGES

    def _keep_later(self, id: int, row: EntryRow, new: Version, change: Change) -> None:
        """Store a later version of a bookmarked entry; the entry itself does not change."""
        self._add_new_names(id, row)
        is_new = change > Change.NOISE and not knows(self._connection, id, new.fingerprint)
        if is_new:
            add_later(self._connection, id, self._now, row.title, row.text, new.fingerprint)
            self._changed += 1
        if is_new and change >= Change.CORRECTION:
            self._corrected.append(id)
        self._connection.execute(
            "UPDATE entries SET hash = ?, corrected = iif(?, ?, corrected) WHERE id = ?",
            (row.hash, is_new and change >= Change.CORRECTION, self._now, id),
        )

    def _renew(self, id: int, row: EntryRow, before: Version, after: Version, change: Change) -> None:
        """Write the new state of an entry; store a differing earlier text as a version."""
        old = self._stored[id]
        self._add_aliases(id, old, row)
        is_back = change > Change.NOISE and knows(self._connection, id, after.fingerprint)
        is_restless = old.changes >= RESTLESS_CHANGES
        is_marked = change >= Change.CORRECTION and not is_back and not is_restless
        republished = self._is_republished(id, row)
        unread = republished or (is_marked and self._is_unread_again(id, change))
        if change > Change.NOISE:
            add_superseded(
                self._connection,
                id,
                Superseded(self._now, old.title, old.text, before, old.read, unread),
                RESTLESS if is_restless else 0,
            )
        if is_marked:
            self._corrected.append(id)
        content, summary = row.content, row.summary
        if content == old.content:
            summary = summary or old.summary
        if keeps_longer(before, after):
            content, summary = old.content, old.summary
        published = row.published if republished or old.published is None else old.published
        time = row.time if republished or old.published is None else old.time
        if old.published is None:
            time = old.time if published is None else min(published, old.fetched)
        values = {
            **dict(zip(COLUMNS, row, strict=False)),
            "published": published,
            "time": time,
            "image": row.image or old.image,
            "corrected": self._now if is_marked else old.corrected,
            "changes": old.changes + (change > Change.NOISE),
            "read": 0 if unread else old.read,
            "read_at": None if unread else old.read_at,
        }
        whole = StoredText(summary, content, text_key(summary, content))
        (body,) = share_texts(self._connection, [whole], id)
        reindex = (row.title, summary, content) != (old.title, old.summary, old.content)
        self._connection.execute(
            f"UPDATE entries SET {', '.join(f'{name} = :{name}' for name in values)}, "
            "doc = iif(:reindex, NULL, doc), stale = iif(:marked, offline, stale) WHERE id = :id",
            {**values, "reindex": reindex, "marked": is_marked, "id": id},
        )
        self._connection.execute(
            "UPDATE contents SET summary = ?, content = ?, text_key = ?, categories = ?, authors = ?, "
            "enclosures = ? WHERE entry = ?",
            (*body, row.categories, row.authors, row.enclosures, id),
        )
        self._changed += self._is_visible_change(old, row, published, reindex)

    def _is_visible_change(self, old: _Stored, row: EntryRow, published: int | None, reindex: bool) -> bool:
        same = (old.guid, old.url, old.published, old.enclosures, old.image) == (
            row.guid, row.url, published, row.enclosures, row.image or old.image,
        )  # fmt: skip
        return reindex or not same

    def _is_republished(self, id: int, row: EntryRow) -> bool:
        """Return whether an entry was away for a week and comes with a time later by as much."""
        old = self._stored[id]
        if old.hash is None or row.published is None or old.published is None or not self._documents:
            return False
        listed = any(id in json.loads(entries) for _, _, entries in self._documents)
        return not listed and row.published - old.published >= AWAY and self._now - old.fetched >= AWAY

    def _is_unread_again(self, id: int, change: Change) -> bool:
        """Return whether a reader should see a read entry once more."""
        old, setting = self._stored[id], self._source.unread_again
        if setting == "off" or (setting != "any" and change < Change.SUBSTANTIAL) or not old.read:
            return False
        if self._feed.is_churning or self._now - old.fetched > UNREAD_WITHIN:
            return False
        if old.read_at is not None and self._now - old.read_at < UNREAD_AFTER:
            return False
        return count_unread(self._connection, id, self._now - _DAY) < UNREAD_A_DAY

    def _fold(self, fresh: Sequence[int], ids: Sequence[int | None]) -> None:
        """Hide older rows that a churning feed gave again: they are not proven to be the same.

        They left the document, and the new row has their title and link, or their title and neither a time:
        the headline of every day under another link is another story.
        """
        # One question for each key, not for each row: titles that differ in a number share it.
        listed = set(ids)
        wanted: defaultdict[int | None, set[tuple[str, str | None]]] = defaultdict(set)
        for number in fresh:
            row = self._rows[number]
            wanted[row.title_key].add((row.title, row.url))
            if row.published is None:
                wanted[row.title_key].add((row.title, None))
        again = [
            (id,)
            for key, pairs in wanted.items()
            for id, title, url, published in rows_of(
                self._connection,
                "SELECT id, title, url, published FROM entries WHERE +source = ? AND title_key = ?",
                (self._source.id, key),
            )
            if id not in listed and ((title, url) in pairs or (published is None and (title, None) in pairs))
        ]
        self._connection.executemany(
            "UPDATE entries SET folded = 1 WHERE id = ? AND id NOT IN (SELECT entry FROM bookmarks)", again
        )

    # The state of the source ------------------------------------------------------------------------------

    def _read_feed(self) -> _Feed:
        row = self._connection.execute(
            f"SELECT {', '.join(_Feed._fields)} FROM feeds WHERE source = ?", (self._source.id,)
        ).fetchone()
        return _Feed(*row) if row else _Feed()

    def _remember(self, found: Identified, ids: Sequence[int], has_equal: bool, weak: Weak) -> None:
        """Keep which entries the document listed, and how steady the guids of the source are."""
        feed = self._feed
        is_stranger = found.no_guid_in_common and not has_equal
        repeated = sum(row.given in weak.guids for row in self._rows) * 2 > len(self._rows)
        self._feed = _Feed(
            self._updated,
            PARSER,
            feed.moved + found.moved_by_link,
            feed.strangers + 1 if is_stranger else min(feed.strangers, CHURN_STRANGERS) * feed.is_churning,
            int(repeated),
        )
        if self._feed != feed:
            self._connection.execute(
                f"INSERT OR REPLACE INTO feeds (source, {', '.join(_Feed._fields)}) "
                f"VALUES ({marks(['', *self._feed])})",
                (self._source.id, *self._feed),
            )
        if not self._is_whole:
            return
        listed = json.dumps(sorted(set(ids)))
        if self._documents and self._documents[0][2] == listed:
            return
        serial = self._documents[0][0] + 1 if self._documents else 1
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?)", (self._source.id, serial, self._now, listed)
        )
        self._connection.execute(
            "DELETE FROM documents WHERE source = ? AND serial <= ?",
            (self._source.id, serial - DOCUMENTS),
        )

    def _select(self, sql: str, keys: Iterable[object], *values: object) -> list[Row]:
        return [
            row
            for some in chunks(keys)
            for row in rows_of(self._connection, f"{sql} IN ({marks(some)})", [*values, *some])
        ]


def _item(given: str | None, row: EntryRow | _Stored) -> Item:
    """Return the values of a row by which ``identity`` compares."""
    files = json.loads(row.enclosures) if row.enclosures != "[]" else []
    return Item(given or "", row.url, row.title, row.published, row.text, files[0][0] if files else "")
