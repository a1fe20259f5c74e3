"""Entries on their way in: what is known already is found and updated, what is new is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from reader.model import Source, SourceHealth
from reader.model.headline import SAVED_PAGES
from reader.store.database import Database
from reader.store.prepare_entries import LISTED, Arriving
from reader.store.row_factories import Row, chunks, marks, rows_of, stamp
from reader.store.sources import know, record

SAME_STORY = timedelta(days=3) // timedelta(microseconds=1)
"""Two feeds of a newsroom that carry one headline within this time carry one story."""


class Added(NamedTuple):
    """What a batch of entries changed."""

    new: list[int]
    """Ids of the entries not seen before, oldest first."""
    updated: int
    """How many known ones changed; they keep their read state."""


class _Known(NamedTuple):
    """What is stored and may be the same story."""

    id: int
    source: str
    time: int
    story: int | None


class SourceUpdate(NamedTuple):
    """What one source gave."""

    source: Source
    health: SourceHealth | None
    """How that went, stored with it; its last fetch is when the entries came."""
    arriving: Sequence[Arriving]


def take_in(
    database: Database, deliveries: Sequence[SourceUpdate], now: datetime, patience: float | None = None
) -> list[Added]:
    """Bring in what some sources gave, in one transaction; see ``Entries.add``."""
    with database.writing(patience=patience) as connection:
        return [_take(connection, *delivery, now) for delivery in deliveries]


def _take(
    connection: sqlite3.Connection,
    source: Source,
    health: SourceHealth | None,
    arriving: Sequence[Arriving],
    now: datetime,
) -> Added:
    know(connection, source)
    if health is not None:
        record(connection, health)
        now = health.last_fetch or now
    seen = stamp(now)
    assert seen is not None
    return _Intake(connection, source.id, seen).take(arriving) if arriving else Added([], 0)


class _Intake:
    """One batch on its way in: what is known already is found by guid, page, story, then headline."""

    def __init__(self, connection: sqlite3.Connection, source: str, now: int) -> None:
        self._connection = connection
        self._source = source
        self._now = now
        self._pages: dict[int, _Known] = {}
        self._stories: dict[int, _Known] = {}
        self._titles: dict[int, list[_Known]] = {}
        self._next = self._last() + 1
        self._new: list[tuple[int, Arriving]] = []
        """Not yet written."""

    def take(self, arriving: Sequence[Arriving]) -> Added:
        """Write the batch, oldest first."""
        guids = [a.guid for a in arriving]
        source = self._source
        known: dict[str, int] = dict(
            self._rows("SELECT guid, id FROM entries WHERE source = ? AND guid", guids, source)
        )
        gone = {
            guid for (guid,) in self._rows("SELECT guid FROM pruned WHERE source = ? AND guid", guids, source)
        }
        self._look_up([a for a in arriving if a.guid not in known])
        claimed = set(known.values())
        user_added = source == SAVED_PAGES  # a person asked for this very page, now
        new: list[int] = []
        updated: dict[int, bool] = {}
        for one in arriving:
            guid = one.guid
            if guid in known:
                id = known[guid]
                updated[id] = self._update(id, one) or updated.get(id, False)
            elif guid not in gone or user_added:
                twin = None if user_added else self._twin(one)
                if twin is None:
                    known[guid] = self._insert(one)
                    claimed.add(known[guid])
                    new.append(known[guid])
                elif twin.id not in claimed and twin.source == source:
                    claimed.add(twin.id)
                    updated[twin.id] = self._update(twin.id, one)
        self._write()
        return Added(new, sum(changed for id, changed in updated.items() if id not in new))

    def _rows(self, sql: str, keys: Iterable[object], *values: object) -> list[Row]:
        return [
            row
            for some in chunks(keys)
            for row in rows_of(self._connection, f"{sql} IN ({marks(some)})", [*values, *some])
        ]

    def _look_up(self, arriving: Sequence[Arriving]) -> None:
        """Find what is stored under the keys of these, all at once."""
        columns = "SELECT id, source, time, page_key, story_key, title_key FROM entries WHERE"
        for column, keys in (
            ("page_key", {a.page for a in arriving}),
            ("story_key", {a.story for a in arriving}),
            ("title_key", {a.heading for a in arriving}),
        ):
            for id, source, time, page, story, heading in self._rows(f"{columns} {column}", keys - {None}):
                self._remember(_Known(id, source, time, story), page, story, heading)

    def _remember(self, known: _Known, page: int | None, story: int | None, heading: int | None) -> None:
        if page is not None:
            self._pages.setdefault(page, known)
        if story is not None:
            self._stories.setdefault(story, known)
        if heading is not None and known not in self._titles.setdefault(heading, []):
            self._titles[heading].append(known)

    def _twin(self, one: Arriving) -> _Known | None:
        """Return the stored entry that is the same story under another name."""
        if one.page in self._pages:
            return self._pages[one.page]
        if one.story in self._stories:
            return self._stories[one.story]
        for known in self._titles.get(one.heading, ()) if one.heading is not None else ():
            # Numbers of one host that differ are two stories: «أسعار العملات اليوم» comes daily.
            two = known.story and one.story and known.story != one.story
            if known.source != self._source and abs(known.time - one.time) <= SAME_STORY and not two:
                return known
        return None

    def _last(self) -> int:
        """Return the highest id that was ever given."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").fetchone()
        return int(row[0]) if row else 0

    def _insert(self, one: Arriving) -> int:
        """Give a new entry its id; it is written with all others of the batch."""
        id = self._next
        self._next += 1
        self._new.append((id, one))
        self._remember(_Known(id, self._source, one.time, one.story), one.page, one.story, one.heading)
        return id

    def _write(self) -> None:
        self._connection.executemany(
            "INSERT INTO entries (id, source, fetched, guid, title, url, published, updated, time, category, "
            "author, language, image, breaking, page_key, story_key, title_key) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [(id, self._source, self._now, *one[:LISTED]) for id, one in self._new],
        )
        self._connection.executemany(
            "INSERT INTO contents VALUES (?,?,?,?,?,?)", [(id, *one[LISTED:]) for id, one in self._new]
        )
        self._new.clear()

    def _update(self, id: int, one: Arriving) -> bool:
        """Write what changed; the words are indexed again only if they did."""
        self._write()  # it may be of this very batch
        old = self._connection.execute(
            "SELECT e.guid, e.title, e.url, e.published, e.updated, e.language, e.image, c.summary, "
            "c.content, c.categories, c.authors, c.enclosures "
            "FROM entries e JOIN contents c ON c.entry = e.id WHERE e.id = ?",
            (id,),
        ).fetchone()
        _, title, _, published, _, _, image, summary, content, *_ = old
        # What a feed no longer says stays known; the picture may be the article's.
        one = one._replace(
            summary=one.summary or (summary if one.content == content else ""),
            published=published if one.published is None else one.published,
            image=one.image or image,
        )
        if old == (
            one.guid, one.title, one.url, one.published, one.updated, one.language, one.image,
            *one[LISTED:],
        ):  # fmt: skip
            return False
        reindex = (one.title, one.summary, one.content) != (title, summary, content)
        self._connection.execute(
            "UPDATE entries SET guid = ?1, title = ?2, url = ?3, published = ?4, updated = ?5, "
            "time = iif(?4 IS NULL, time, min(?4, fetched)), category = ?7, author = ?8, language = ?9, "
            "image = ?10, breaking = ?11, page_key = ?12, story_key = ?13, title_key = ?14, "
            "doc = iif(?15, NULL, doc) WHERE id = ?16",
            (*one[:LISTED], reindex, id),
        )
        self._connection.execute(
            "UPDATE contents SET summary = ?, content = ?, categories = ?, authors = ?, enclosures = ? "
            "WHERE entry = ?",
            (*one[LISTED:], id),
        )
        return True
