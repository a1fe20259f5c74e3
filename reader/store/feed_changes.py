"""Queue changes of an account's subscriptions, each applied here at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from reader.model import Source
from reader.model.remote import FeedChange, FeedChangeKind, RemoteFeed
from reader.store.database import Database
from reader.store.link_key import digest
from reader.store.row_factories import rows_of
from reader.store.serialization import pack_source, unpack_source

NEW_FEED = "new:"
"""Begins the id of a feed the server does not have yet; its address follows."""


def account_source(account: str, feed: RemoteFeed) -> Source:
    """Return the source of an account's feed.

    The id depends on the server's id and the address, because a server may reuse an id for another feed.
    """
    key = digest(f"{account}\x1f{feed.id}\x1f{feed.url}") or 0
    return Source(f"sync-{key:012x}"[:17], feed.title, feed=feed.url, home=feed.home, category=feed.folder)


def continue_source(account: str, feed: RemoteFeed, before: Source | None) -> Source:
    """Return the source of a listed feed; the earlier source if the feed is the same.

    A feed keeps its source when its address moves within its host, or when its title stays the same. When
    both differ, the server has reused the id.
    """
    source = account_source(account, feed)
    if before is None or source.id == before.id:
        return source
    if _host(before.feed) == _host(feed.url) or (feed.title and before.name == feed.title):
        return replace(source, id=before.id)
    return source


def continue_sources(
    account: str, listed: Iterable[RemoteFeed], before: Mapping[str, Source]
) -> dict[str, Source]:
    """Return the sources of listed feeds by feed id, each with its earlier source if any.

    The earlier source of a feed that was new is found by the feed's address.
    """
    return {
        feed.id: continue_source(account, feed, before.get(feed.id) or before.get(NEW_FEED + feed.url))
        for feed in listed
    }


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return url


def overlay_changes(feeds: Iterable[RemoteFeed], changes: Iterable[FeedChange]) -> list[RemoteFeed]:
    """Return the server's feeds as they will be when the queued changes are made."""
    found = {feed.id: feed for feed in feeds}
    urls = {feed.url for feed in found.values()}
    for change in changes:
        feed = found.get(change.feed)
        if change.kind == "add":
            if change.url not in urls:
                new = new_feed(change)
                found[new.id] = new
        elif feed is None:
            continue
        elif change.kind == "leave":
            del found[change.feed]
        elif change.kind == "rename":
            found[change.feed] = replace(feed, title=change.title)
        else:
            found[change.feed] = replace(feed, folder=change.folder)
    return list(found.values())


def new_feed(change: FeedChange) -> RemoteFeed:
    """Return a placeholder for a new feed, used until the server has created the feed."""
    return RemoteFeed(NEW_FEED + change.url, change.title or change.url, change.url, folder=change.folder)


class FeedChanges:
    """Data access for ``feed_changes``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, account: str) -> list[FeedChange]:
        """Return the queued changes in their order."""
        with self._database.reading() as connection:
            return read_changes(connection, account)

    def count(self, account: str) -> int:
        """Return how many changes wait for the server."""
        return len(self.all(account))

    def add(self, account: str, url: str, title: str = "", folder: str = "") -> Source:
        """Queue a new subscription and list its feed; return the source."""
        change = FeedChange("add", url=url, title=title, folder=folder)
        with self._database.writing() as connection:
            left = [each for each in read_changes(connection, account) if _is_leave_of(each, url)]
            if left:  # not sent yet: the feed is still there
                _drop(connection, [left[0].id])
                feed = RemoteFeed(left[0].feed, title or left[0].title, url, folder=left[0].folder)
            else:
                feed = new_feed(change)
                connection.execute(
                    "DELETE FROM feed_changes WHERE account = ? AND kind = 'add' AND url = ?", (account, url)
                )
                _insert(connection, account, change)
            source = account_source(account, feed)
            _follow(connection, account, feed, source)
            return source

    def rename(self, account: str, source: str, title: str) -> None:
        """Set the title of a feed and queue the change for the server."""
        self._alter(account, source, "rename", title)

    def move(self, account: str, source: str, folder: str) -> None:
        """Set the folder of a feed (empty for none) and queue the change for the server."""
        self._alter(account, source, "move", folder)

    def leave(self, account: str, source: str) -> None:
        """Queue the end of a subscription and take the feed off the lists."""
        with self._database.writing() as connection:
            feed, spec = _find(connection, account, source)
            connection.execute("DELETE FROM remote_feeds WHERE account = ? AND feed = ?", (account, feed))
            connection.execute("UPDATE sources SET followed = 0 WHERE id = ?", (source,))
            if feed.startswith(NEW_FEED):
                connection.execute(
                    "DELETE FROM feed_changes WHERE account = ? AND kind = 'add' AND url = ?",
                    (account, spec.feed),
                )
                return
            connection.execute("DELETE FROM feed_changes WHERE account = ? AND feed = ?", (account, feed))
            _insert(connection, account, FeedChange("leave", feed, spec.feed, spec.name, spec.category))

    def drop(self, changes: Iterable[FeedChange]) -> None:
        """Take changes out of the queue."""
        with self._database.writing() as connection:
            _drop(connection, [change.id for change in changes])

    def count_try(self, change: FeedChange) -> None:
        """Record that the server failed over a change."""
        with self._database.writing() as connection:
            connection.execute("UPDATE feed_changes SET tries = tries + 1 WHERE id = ?", (change.id,))

    def _alter(self, account: str, source: str, kind: FeedChangeKind, value: str) -> None:
        column = "title" if kind == "rename" else "folder"
        with self._database.writing() as connection:
            feed, spec = _find(connection, account, source)
            spec = replace(spec, name=value) if kind == "rename" else replace(spec, category=value)
            connection.execute(
                "UPDATE sources SET name = ?, spec = ? WHERE id = ?", (spec.name, pack_source(spec), source)
            )
            if kind == "move":
                connection.execute(
                    "UPDATE remote_feeds SET folder = ? WHERE account = ? AND feed = ?",
                    (value, account, feed),
                )
            if feed.startswith(NEW_FEED):
                connection.execute(
                    f"UPDATE feed_changes SET {column} = ? WHERE account = ? AND kind = 'add' AND url = ?",
                    (value, account, spec.feed),
                )
                return
            connection.execute(
                "DELETE FROM feed_changes WHERE account = ? AND kind = ? AND feed = ?", (account, kind, feed)
            )
            title, folder = (value, "") if kind == "rename" else ("", value)
            _insert(connection, account, FeedChange(kind, feed, spec.feed, title, folder))


def read_changes(connection: sqlite3.Connection, account: str) -> list[FeedChange]:
    """Return the queued changes of an account in their order."""
    rows = rows_of(
        connection,
        "SELECT kind, feed, url, title, folder, id, tries FROM feed_changes WHERE account = ? ORDER BY id",
        (account,),
    )
    return [FeedChange(*row) for row in rows]


def _insert(connection: sqlite3.Connection, account: str, change: FeedChange) -> None:
    connection.execute(
        "INSERT INTO feed_changes (account, kind, feed, url, title, folder) VALUES (?, ?, ?, ?, ?, ?)",
        (account, change.kind, change.feed, change.url, change.title, change.folder),
    )


def _drop(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    connection.executemany("DELETE FROM feed_changes WHERE id = ?", [(id,) for id in ids])


def _is_leave_of(change: FeedChange, url: str) -> bool:
    return change.kind == "leave" and change.url == url


def _find(connection: sqlite3.Connection, account: str, source: str) -> tuple[str, Source]:
    """Return the server's id of a followed feed, and its source.

    Raises:
        KeyError: the account does not have it.
    """
    row = connection.execute(
        "SELECT r.feed, s.spec FROM remote_feeds r JOIN sources s ON s.id = r.source "
        "WHERE r.account = ? AND r.source = ?",
        (account, source),
    ).fetchone()
    if row is None:
        raise KeyError(source)
    return row[0], unpack_source(row[1])


def _follow(connection: sqlite3.Connection, account: str, feed: RemoteFeed, source: Source) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO remote_feeds VALUES (?, ?, ?, ?, ?)",
        (account, feed.id, source.id, feed.url, feed.folder),
    )
    connection.execute(
        "INSERT INTO sources (id, name, place, spec, followed) VALUES (?, ?, 20000, ?, 1) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, spec = excluded.spec, followed = 1",
        (source.id, source.name, pack_source(source)),
    )
