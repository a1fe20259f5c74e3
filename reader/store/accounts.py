"""Store the feeds and items of sync servers, and queue marks to send to the servers.

Modules that only new items need are imported when such items arrive (``tests/bench sync``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.model import Entry, Source
from reader.model.remote import Field, QueuedMark, RemoteFeed, RemoteItem
from reader.store.database import Database
from reader.store.feed_changes import continue_sources, overlay_changes, read_changes
from reader.store.link_key import digest
from reader.store.row_factories import chunks, marks, moment, rows_of, stamp
from reader.store.serialization import pack_source, unpack_source

if TYPE_CHECKING:
    from reader.model.feed import Enclosure


class ItemState(NamedTuple):
    """The state of an item in the library and as last reported by the server."""

    entry: int | None
    """The entry's id; None when not downloaded, or pruned."""
    read: bool
    """Of the entry; of the server's last word without one."""
    starred: bool
    server_read: bool
    server_starred: bool


class Accounts:
    """Data access for ``remote_feeds``, ``remote_items`` and ``outbox``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Feeds ------------------------------------------------------------------------------------------------

    def feeds(self, account: str) -> dict[str, str]:
        """Return the feeds of an account: the server's id to the source's."""
        with self._database.reading() as connection:
            return dict(
                rows_of(connection, "SELECT feed, source FROM remote_feeds WHERE account = ?", (account,))
            )

    def feed_sources(self, account: str) -> dict[str, Source]:
        """Return the sources of an account's feeds by the server's ids."""
        with self._database.reading() as connection:
            return _feed_sources(connection, account)

    def set_feeds(self, account: str, listed: Sequence[RemoteFeed]) -> None:
        """Replace the followed feeds by those of the server, with queued changes applied.

        Entries of feeds that are no longer followed stay in the library. Feeds of an account that was
        configured before are not followed any more.
        """
        with self._database.writing() as connection:
            before = _feed_sources(connection, account)
            feeds = overlay_changes(listed, read_changes(connection, account))
            sources = list(continue_sources(account, feeds, before).values())
            connection.execute(
                "UPDATE sources SET followed = 0 WHERE id IN (SELECT source FROM remote_feeds)"
            )
            connection.execute("DELETE FROM remote_feeds")
            connection.executemany(
                "INSERT INTO remote_feeds VALUES (?, ?, ?, ?, ?)",
                [
                    (account, feed.id, source.id, feed.url, feed.folder)
                    for feed, source in zip(feeds, sources, strict=True)
                ],
            )
            connection.executemany(
                "INSERT INTO sources (id, name, place, spec, followed) VALUES (?, ?, ?, ?, 1) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, "
                "spec = excluded.spec, followed = 1",
                [
                    (source.id, source.name, 10_000 + place, pack_source(source))
                    for place, source in enumerate(sources)
                ],
            )

    def show_feeds(self, shown: bool) -> None:
        """List the feeds of accounts, or take them off the lists while no account is configured."""
        condition = "followed <> ? AND id IN (SELECT source FROM remote_feeds)"
        with self._database.reading() as connection:
            if not connection.execute(f"SELECT 1 FROM sources WHERE {condition}", (shown,)).fetchone():
                return
        with self._database.writing() as connection:
            connection.execute(f"UPDATE sources SET followed = ? WHERE {condition}", (shown, shown))

    def former_account(self, account: str, most: int) -> tuple[str, list[str]]:
        """Return the account that was configured before one without feeds yet, and its newest items."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT account FROM remote_feeds WHERE account <> ?1 "
                "AND NOT EXISTS (SELECT 1 FROM remote_feeds WHERE account = ?1)",
                (account,),
            ).fetchone()
            if row is None:
                return "", []
            items = rows_of(
                connection,
                "SELECT i.item FROM remote_items i JOIN entries e ON e.id = i.entry "
                "WHERE i.account = ? AND e.url <> '' ORDER BY i.entry DESC LIMIT ?",
                (row[0], most),
            )
        return row[0], [item for (item,) in items]

    def rename(self, former: str, account: str) -> None:
        """Move the data of ``former`` to ``account``, the same account on the server."""
        with self._database.writing() as connection:
            for table in ("remote_feeds", "remote_items", "outbox", "feed_changes"):
                connection.execute(
                    f"UPDATE OR IGNORE {table} SET account = ? WHERE account = ?", (account, former)
                )

    def remove(self, account: str) -> None:
        """Forget an account; its entries stay, out of the lists unless saved."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE sources SET followed = 0 WHERE id IN "
                "(SELECT source FROM remote_feeds WHERE account = ?)",
                (account,),
            )
            for table in ("remote_feeds", "remote_items", "outbox", "feed_changes"):
                connection.execute(f"DELETE FROM {table} WHERE account = ?", (account,))

    # Items ------------------------------------------------------------------------------------------------

    def active_items(self, account: str) -> dict[str, ItemState]:
        """Return the state of every item that is unread or starred, here or on the server."""
        return self._states(account, "(i.read = 0 OR e.read = 0 OR i.starred OR b.entry IS NOT NULL)", ())

    def find_items(self, account: str, ids: Collection[str]) -> dict[str, ItemState]:
        """Return the state of those of some items that are known."""
        found: dict[str, ItemState] = {}
        for some in chunks(list(ids)):
            found |= self._states(account, f"i.item IN ({marks(some)})", some)
        return found

    def _states(self, account: str, condition: str, values: Sequence[object]) -> dict[str, ItemState]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT i.item, i.entry, coalesce(e.read, i.read), "
                "iif(e.id IS NULL, i.starred, b.entry IS NOT NULL), i.read, i.starred "
                "FROM remote_items i LEFT JOIN entries e ON e.id = i.entry "
                f"LEFT JOIN bookmarks b ON b.entry = i.entry WHERE i.account = ? AND {condition}",
                (account, *values),
            )
            return {
                item: ItemState(entry, bool(read), bool(starred), bool(server_read), bool(server_starred))
                for item, entry, read, starred, server_read, server_starred in rows
            }

    def item_names(self, account: str, ids: Collection[str]) -> dict[str, tuple[str, str]]:
        """Return address and title of the entries of some items, as far as they have an address."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT i.item, e.url, e.title FROM remote_items i JOIN entries e ON e.id = i.entry "
                f"WHERE i.account = ? AND e.url <> '' AND i.item IN ({marks(list(ids))})",
                (account, *ids),
            )
        return {item: (url, title) for item, url, title in rows}

    def forget_items(self, account: str) -> None:
        """Delete the items of an account and the marks queued for them; entries keep their states."""
        with self._database.writing() as connection:
            for table in ("remote_items", "outbox"):
                connection.execute(f"DELETE FROM {table} WHERE account = ?", (account,))

    def forget_gone(self, account: str, items: Sequence[str], *, is_read: bool) -> None:
        """Forget items the server has no more.

        Args:
            account: which.
            items: their ids.
            is_read: mark their entries read, but not as by a person (``read_at``).
        """
        with self._database.writing() as connection:
            for some in chunks(items):
                condition = f"account = ? AND item IN ({marks(some)})"
                entries = rows_of(
                    connection, f"SELECT entry FROM remote_items WHERE {condition}", (account, *some)
                )
                for table in ("remote_items", "outbox"):
                    connection.execute(f"DELETE FROM {table} WHERE {condition}", (account, *some))
                if is_read:
                    connection.executemany(
                        "UPDATE entries SET read = 1, read_at = NULL WHERE id = ? AND NOT read", entries
                    )

    def forget_read(self, account: str, kept: Collection[str] = ()) -> None:
        """Delete read items without an entry, except starred, queued and ``kept`` ones."""
        with self._database.writing() as connection:
            rows = rows_of(
                connection,
                "SELECT item FROM remote_items WHERE account = ?1 AND entry IS NULL AND read AND NOT starred "
                "AND item NOT IN (SELECT item FROM outbox WHERE account = ?1)",
                (account,),
            )
            connection.executemany(
                "DELETE FROM remote_items WHERE account = ? AND item = ?",
                [(account, item) for (item,) in rows if item not in kept],
            )

    def oldest_untied(self, account: str, since: datetime) -> datetime | None:
        """Return the time of the oldest entry of the account's feeds that no item is known of.

        Only entries that came since then and are unread or saved count: of others the server has no news.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT min(e.time) FROM remote_feeds r JOIN entries e ON e.source = r.source "
                "WHERE r.account = ? AND e.fetched >= ? "
                "AND (NOT e.read OR EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = e.id)) "
                "AND NOT EXISTS (SELECT 1 FROM remote_items i WHERE i.entry = e.id)",
                (account, stamp(since)),
            ).fetchone()
        return moment(row[0])

    def add_known(self, account: str, items: Iterable[str]) -> None:
        """Note unread items that are not downloaded, so that they are not taken for new ones."""
        with self._database.writing() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO remote_items (account, item, feed, entry, read, starred) "
                "VALUES (?, ?, '', NULL, 0, 0)",
                [(account, item) for item in items],
            )

    def store_items(
        self,
        account: str,
        groups: Sequence[tuple[Source, Sequence[RemoteItem]]],
        now: datetime,
        *,
        stars: bool,
        adds: bool = True,
    ) -> list[int]:
        """Store items by their feeds and tie each to its entry; return the ids of new entries.

        An entry that was here before keeps a read mark or a star the server does not have, and queues it.
        Without ``adds`` an item without an entry is recorded, but not downloaded.
        """
        from reader.store.entry_rows import prepare
        from reader.store.upsert import SourceUpdate, take_in

        updates = [
            SourceUpdate(
                source,
                None,
                prepare(source, [_entry(item) for item in items], now),
                whole=False,
                are_copies=True,
                adds=adds,
            )
            for source, items in groups
        ]
        with self._database.writing() as connection:
            connection.executemany(  # a feed that is not subscribed to any more: its starred items
                "INSERT OR IGNORE INTO sources (id, name, place, followed, spec) VALUES (?, ?, 30000, 0, ?)",
                [(source.id, source.name, pack_source(source)) for source, _ in groups],
            )
        added = [id for one in take_in(self._database, updates, now) for id in one.new]
        new = set(added)
        with self._database.writing() as connection:
            for source, items in groups:
                for item in items:
                    self._tie(connection, account, source.id, item, new, now, stars)
        return added

    def _tie(
        self,
        connection: sqlite3.Connection,
        account: str,
        source: str,
        item: RemoteItem,
        new: Collection[int],
        now: datetime,
        stars: bool,
    ) -> None:
        row = _find_entry(connection, source, item)
        connection.execute(
            "INSERT OR REPLACE INTO remote_items (account, item, feed, entry, read, starred) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (account, item.id, item.feed, row[0] if row else None, item.read, item.starred),
        )
        if row is None:
            return
        entry, read, is_read_by_person, saved = row
        if item.read and not read:
            connection.execute("UPDATE entries SET read = 1, read_at = ? WHERE id = ?", (stamp(now), entry))
        elif read and not item.read and not is_read_by_person:
            connection.execute("UPDATE entries SET read = 0 WHERE id = ?", (entry,))
        elif read and not item.read and entry not in new:
            _queue(connection, account, item.id, "read", True, now)
        if not stars:
            return
        if item.starred and not saved:
            from reader.store.bookmarks import add_bookmark

            add_bookmark(connection, entry, True, now)
            connection.execute(
                "UPDATE remote_items SET bookmarked = 1 WHERE account = ? AND item = ?", (account, item.id)
            )
        elif saved and not item.starred:
            _queue(connection, account, item.id, "starred", True, now)

    def pull(self, account: str, field: Field, changes: Mapping[str, bool], now: datetime) -> int:
        """Take over states from the server, except of items with a queued change; return how many."""
        count = 0
        with self._database.writing() as connection:
            queued = {
                item
                for (item,) in rows_of(
                    connection, "SELECT item FROM outbox WHERE account = ? AND field = ?", (account, field)
                )
            }
            for item, value in changes.items():
                if item in queued:
                    continue
                connection.execute(
                    f"UPDATE remote_items SET {field} = ? WHERE account = ? AND item = ?",
                    (value, account, item),
                )
                if field == "read":
                    count += connection.execute(
                        "UPDATE entries SET read = ?1, read_at = iif(?1, ?2, NULL) WHERE id = "
                        "(SELECT entry FROM remote_items WHERE account = ?3 AND item = ?4) AND read <> ?1",
                        (value, stamp(now), account, item),
                    ).rowcount
                else:
                    count += _pull_star(connection, account, item, value, now)
        return count

    # Queue ------------------------------------------------------------------------------------------------

    def queue(self, account: str) -> list[QueuedMark]:
        """Return the queued changes, oldest first."""
        with self._database.reading() as connection:
            rows = rows_of(
                connection,
                "SELECT item, field, value, tries FROM outbox WHERE account = ? ORDER BY at, item",
                (account,),
            )
        return [QueuedMark(item, field, bool(value), tries) for item, field, value, tries in rows]

    def count_queue(self, account: str) -> int:
        """Return how many changes wait for the server."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT count(*) FROM outbox WHERE account = ?", (account,)).fetchone()
        return int(row[0])

    def confirm(self, account: str, field: Field, value: bool, items: Sequence[str], now: datetime) -> None:
        """Record that the server took a change; queue a mark changed back here meanwhile."""
        state = "e.read" if field == "read" else "EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = e.id)"
        with self._database.writing() as connection:
            for some in chunks(items):
                connection.execute(
                    f"UPDATE remote_items SET {field} = ? WHERE account = ? AND item IN ({marks(some)})",
                    (value, account, *some),
                )
                connection.execute(
                    f"DELETE FROM outbox WHERE account = ? AND field = ? AND value = ? "
                    f"AND item IN ({marks(some)})",
                    (account, field, value, *some),
                )
                connection.execute(
                    "INSERT OR IGNORE INTO outbox (account, item, field, value, at) "
                    f"SELECT i.account, i.item, ?, {state}, ? FROM remote_items i "
                    f"JOIN entries e ON e.id = i.entry WHERE i.account = ? AND {state} <> ? "
                    f"AND i.item IN ({marks(some)})",
                    (field, stamp(now), account, value, *some),
                )

    def requeue(self, account: str, queued: Iterable[QueuedMark], now: datetime) -> None:
        """Queue marks again that the server accepted but does not show, unless newer ones wait."""
        with self._database.writing() as connection:
            for mark in queued:
                connection.execute(
                    f"UPDATE remote_items SET {mark.field} = ? WHERE account = ? AND item = ?",
                    (not mark.value, account, mark.item),
                )
                connection.execute(
                    "INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, ?, ?, ?)",
                    (account, mark.item, mark.field, mark.value, stamp(now), mark.tries + 1),
                )

    def count_try(self, account: str, mark: QueuedMark) -> None:
        """Record that the server refused a change."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE outbox SET tries = tries + 1 WHERE account = ? AND item = ? AND field = ?",
                (account, mark.item, mark.field),
            )

    def drop(self, account: str, field: Field, items: Sequence[str]) -> None:
        """Take changes out of the queue that the server refuses."""
        with self._database.writing() as connection:
            connection.executemany(
                "DELETE FROM outbox WHERE account = ? AND field = ? AND item = ?",
                [(account, field, item) for item in items],
            )


def _feed_sources(connection: sqlite3.Connection, account: str) -> dict[str, Source]:
    rows = rows_of(
        connection,
        "SELECT r.feed, s.spec FROM remote_feeds r JOIN sources s ON s.id = r.source WHERE r.account = ?",
        (account,),
    )
    return {feed: unpack_source(spec) for feed, spec in rows}


def _find_entry(
    connection: sqlite3.Connection, source: str, item: RemoteItem
) -> tuple[int, bool, bool, bool] | None:
    """Return (id, is read, is read by a person, is saved) of an item's entry; None if missing.

    Entries are looked up by guid, then by former guids, then by the item's address.
    """
    from reader.store.entry_rows import alias

    columns = (
        "SELECT e.id, e.read, e.read_at IS NOT NULL, "
        "EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = e.id) FROM entries e"
    )
    guid = _guid(item)
    for condition, values in (
        ("WHERE e.source = ? AND e.guid = ?", (source, guid)),
        ("JOIN aliases a ON a.entry = e.id WHERE a.key = ?", (alias("guid", source, guid),)),
        ("WHERE e.source = ? AND e.url = ? AND e.url <> ''", (source, item.url)),
    ):
        row = connection.execute(f"{columns} {condition}", values).fetchone()
        if row:
            return row[0], bool(row[1]), bool(row[2]), bool(row[3])
    return None


def _queue(
    connection: sqlite3.Connection, account: str, item: str, field: Field, value: bool, now: datetime
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO outbox (account, item, field, value, at) VALUES (?, ?, ?, ?, ?)",
        (account, item, field, value, stamp(now)),
    )


def _pull_star(connection: sqlite3.Connection, account: str, item: str, value: bool, now: datetime) -> int:
    row = connection.execute(
        "SELECT i.entry, i.bookmarked, b.entry IS NOT NULL, "
        "b.note <> '' OR b.archived OR EXISTS (SELECT 1 FROM tags t WHERE t.entry = b.entry) "
        "FROM remote_items i LEFT JOIN bookmarks b ON b.entry = i.entry WHERE account = ? AND item = ? "
        "AND i.entry IS NOT NULL",
        (account, item),
    ).fetchone()
    if row is None:
        return 0
    entry, came_as_star, saved, is_kept = row
    if value and not saved:
        from reader.store.bookmarks import add_bookmark

        add_bookmark(connection, entry, True, now)
        connection.execute(
            "UPDATE remote_items SET bookmarked = 1 WHERE account = ? AND item = ?", (account, item)
        )
        return 1
    if not value and saved and came_as_star and not is_kept:
        connection.execute("DELETE FROM bookmarks WHERE entry = ?", (entry,))
        return 1
    return 0


def _guid(item: RemoteItem) -> str:
    """Return the guid of an item's entry: the server's id of the item and a digest.

    The digest distinguishes items when a server that was set up again reuses its ids.
    """
    from reader.store.identity import COPY

    return f"{COPY}{item.id}:{digest(item.url or item.title) or 0:x}"


def _entry(item: RemoteItem) -> Entry:
    from reader.model import Enclosure

    files: tuple[Enclosure, ...] = tuple(Enclosure(*one) for one in item.enclosures)
    return Entry(
        id=_guid(item),
        guid=_guid(item),
        title=item.title,
        url=item.url,
        published=item.published,
        summary=item.summary,
        content=item.content,
        authors=(item.author,) if item.author else (),
        image=item.image,
        enclosures=files,
    )
