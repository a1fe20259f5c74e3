"""Entries on their way in: what is known already is found and updated, what is new is stored."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reader.model import Entry, Source
from reader.store.database import Database
from reader.store.folding import fold, words
from reader.store.identity import address, digest, newsroom, title_key
from reader.store.packing import ENTRY, content_row, entry
from reader.store.rows import Row, chunks, marks, rows_of, stamp
from reader.store.schema import BY_HAND
from reader.store.sources import know

SAME_STORY = timedelta(days=3) // timedelta(microseconds=1)
"""Two feeds of a newsroom that carry one headline within this time carry one story."""
_BREAKING = frozenset({"عاجل", "فوري", "بهپهله", "breaking"})


@dataclass(frozen=True, slots=True)
class Added:
    """What a batch of entries changed."""

    new: list[int]
    """Ids of the entries not seen before, oldest first."""
    updated: int
    """How many known ones changed; they keep their read state."""


@dataclass(frozen=True, slots=True)
class _Keyed:
    """An arriving entry and the keys it may be known by."""

    entry: Entry
    page: int | None
    story: int | None
    title: int | None
    time: int
    breaking: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored and may be the same story."""

    id: int
    source: str
    time: int
    story: int | None


def take_in(database: Database, source: Source, entries: Sequence[Entry], now: datetime) -> Added:
    """Bring in what a source gave, in one transaction; see ``Library.add_entries``."""
    seen = stamp(now)
    assert seen is not None
    arriving = sorted(_keyed(source, entries, seen), key=lambda k: k.time)
    with database.writing() as connection:
        know(connection, source)
        return _Intake(connection, source, seen).take(arriving)


class _Intake:
    """One batch on its way in: what is known already is found by guid, page, story, then headline."""

    def __init__(self, connection: sqlite3.Connection, source: Source, now: int) -> None:
        self._connection = connection
        self._source = source
        self._now = now
        self._pages: dict[int, _Known] = {}
        self._stories: dict[int, _Known] = {}
        self._titles: dict[int, list[_Known]] = {}

    def take(self, arriving: Sequence[_Keyed]) -> Added:
        """Write the batch, oldest first."""
        guids = [k.entry.id for k in arriving]
        source = self._source.id
        known: dict[str, int] = dict(
            self._rows("SELECT guid, id FROM entries WHERE source = ? AND guid", guids, source)
        )
        gone = {
            guid for (guid,) in self._rows("SELECT guid FROM pruned WHERE source = ? AND guid", guids, source)
        }
        self._look_up([k for k in arriving if k.entry.id not in known])
        claimed = set(known.values())
        by_hand = source == BY_HAND  # a person asked for this very page, now
        new: list[int] = []
        updated: dict[int, bool] = {}
        for keyed in arriving:
            guid = keyed.entry.id
            if guid in known:
                id = known[guid]
                updated[id] = self._update(id, keyed) or updated.get(id, False)
            elif guid not in gone or by_hand:
                twin = None if by_hand else self._twin(keyed)
                if twin is None:
                    known[guid] = self._insert(keyed)
                    claimed.add(known[guid])
                    new.append(known[guid])
                elif twin.id not in claimed and twin.source == source:
                    claimed.add(twin.id)
                    updated[twin.id] = self._update(twin.id, keyed)
        return Added(new, sum(changed for id, changed in updated.items() if id not in new))

    def _rows(self, sql: str, keys: Iterable[object], *values: object) -> list[Row]:
        return [
            row
            for some in chunks(keys)
            for row in rows_of(self._connection, f"{sql} IN ({marks(some)})", [*values, *some])
        ]

    def _look_up(self, arriving: Sequence[_Keyed]) -> None:
        """Find what is stored under the keys of these, all at once."""
        columns = "SELECT id, source, time, page_key, story_key, title_key FROM entries WHERE"
        for column in ("page", "story", "title"):
            keys = {key for k in arriving if (key := getattr(k, column)) is not None}
            for id, source, time, page, story, title in self._rows(f"{columns} {column}_key", keys):
                self._remember(_Known(id, source, time, story), page, story, title)

    def _remember(self, known: _Known, page: int | None, story: int | None, title: int | None) -> None:
        if page is not None:
            self._pages.setdefault(page, known)
        if story is not None:
            self._stories.setdefault(story, known)
        if title is not None and known not in self._titles.setdefault(title, []):
            self._titles[title].append(known)

    def _twin(self, keyed: _Keyed) -> _Known | None:
        """Return the stored entry that is the same story under another name."""
        if keyed.page in self._pages:
            return self._pages[keyed.page]
        if keyed.story in self._stories:
            return self._stories[keyed.story]
        for known in self._titles.get(keyed.title, ()) if keyed.title is not None else ():
            # Numbers of one host that differ are two stories: «أسعار العملات اليوم» comes daily.
            two = known.story and keyed.story and known.story != keyed.story
            if known.source != self._source.id and abs(known.time - keyed.time) <= SAME_STORY and not two:
                return known
        return None

    def _insert(self, keyed: _Keyed) -> int:
        e = keyed.entry
        cursor = self._connection.execute(
            "INSERT INTO entries (source, guid, fetched, title, url, published, updated, time, category, "
            "author, language, image, breaking, page_key, story_key, title_key) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (self._source.id, e.id, self._now, *self._columns(keyed)),
        )
        id = cursor.lastrowid
        assert id is not None
        self._connection.execute("INSERT INTO contents VALUES (?,?,?,?,?,?)", (id, *content_row(e)))
        self._remember(
            _Known(id, self._source.id, keyed.time, keyed.story), keyed.page, keyed.story, keyed.title
        )
        return id

    def _update(self, id: int, keyed: _Keyed) -> bool:
        """Write what changed; the words are indexed again only if they did."""
        row = self._connection.execute(f"{ENTRY} WHERE e.id = ?", (id,)).fetchone()
        old = entry(row)
        e = keyed.entry
        # What a feed no longer says stays known; the picture may be the article's.
        e = replace(
            e,
            summary=e.summary or (old.summary if e.content == old.content else ""),
            published=e.published or old.published,
            image=e.image or old.image,
            language=e.language or self._source.language,
        )
        if e == old:
            return False
        keyed = replace(keyed, entry=e, time=_time(e, self._now))
        reindex = (e.title, e.summary, e.content) != (old.title, old.summary, old.content)
        self._connection.execute(
            "UPDATE entries SET guid = ?1, title = ?2, url = ?3, published = ?4, updated = ?5, "
            "time = iif(?4 IS NULL, time, min(?4, fetched)), category = ?7, author = ?8, language = ?9, "
            "image = ?10, breaking = ?11, page_key = ?12, story_key = ?13, title_key = ?14, "
            "doc = iif(?15, NULL, doc) WHERE id = ?16",
            (e.id, *self._columns(keyed), reindex, id),
        )
        self._connection.execute(
            "UPDATE contents SET summary = ?, content = ?, categories = ?, authors = ?, enclosures = ? "
            "WHERE entry = ?",
            (*content_row(e), id),
        )
        return True

    def _columns(self, keyed: _Keyed) -> tuple[object, ...]:
        e = keyed.entry
        return (
            e.title, e.url, stamp(e.published), stamp(e.updated), keyed.time,
            e.categories[0] if e.categories else "", "، ".join(e.authors),
            e.language or self._source.language, e.image, keyed.breaking,
            keyed.page, keyed.story, keyed.title,
        )  # fmt: skip


def _keyed(source: Source, entries: Sequence[Entry], now: int) -> list[_Keyed]:
    room = newsroom(source)
    headings = [words(e.title) for e in entries]
    addresses = [address(e.url) for e in entries]
    pages = [digest(a.page) if a else None for a in addresses]
    # A feed that gives all its entries one address names no pages.
    shared = {page for page, count in Counter(pages).items() if count > 1}
    return [
        _Keyed(
            entry=e,
            page=None if page in shared else page,
            story=None if page in shared or a is None else digest(a.story),
            title=title_key(room, heading),
            time=_time(e, now),
            breaking=_is_breaking(e, heading),
        )
        for e, a, page, heading in zip(entries, addresses, pages, headings, strict=True)
    ]


def _time(entry: Entry, now: int) -> int:
    """Return where an entry stands in the list; a date in the future would pin it to the top."""
    published = stamp(entry.published)
    return now if published is None else min(published, now)


def _is_breaking(entry: Entry, heading: Sequence[str]) -> bool:
    """Tell whether the newsroom marked an entry «عاجل»: as the headline's beginning or as its category."""
    head = heading[1:2] if heading[:1] == ["خبر"] else heading[:1]
    return not _BREAKING.isdisjoint(head) or not _BREAKING.isdisjoint(map(fold, entry.categories[:1]))
