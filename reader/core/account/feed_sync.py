"""Sync subscriptions: push queued changes, then take over the server's list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.account.state import AccountError
from reader.locale.message import LocalizedError, Message
from reader.model import Source
from reader.model.remote import FeedChange, RemoteFeed
from reader.remote.errors import RefusedError, UnexpectedAnswerError, UnreachableError
from reader.remote.protocol import FeedEditor, FeedManager
from reader.store.feed_changes import NEW_FEED, continue_sources

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.remote.protocol import Server

MANY_GONE = 3
"""Feeds that may vanish at once without asking; more only when they are less than half."""
MAX_FEED_TRIES = 3
"""How often a change of a subscription is sent over which the server fails."""


class FeedSync:
    """The subscriptions in one run of a sync.

    Args:
        session: the session.
        server: logged in, or logs in by itself.
        account: its key.
        notes: gets a note on each change the server does not take.
    """

    def __init__(self, session: Session, server: Server, account: str, notes: list[Message]) -> None:
        self._session = session
        self._server = server
        self._account = account
        self._notes = notes
        self._store = session.library.accounts
        self._changes = session.library.feed_changes
        self.sources: dict[str, Source] = {}
        """The sources of the server's feeds, by the ids it gives them."""
        self.new: set[str] = set()
        """Feeds that are new here: everything in them is old news."""

    async def run(self, confirm_removals: bool) -> int:
        """Send the queued changes and take over the server's feeds; return how many there are.

        Args:
            confirm_removals: unfollow the feeds that the server has no more, however many.

        Raises:
            RemoteError: the server did not do its part, or most feeds are gone.
        """
        listed = await self._server.list_feeds()
        changes = await self._session.run(self._changes.all, self._account)
        if changes:
            for change in changes:
                await self._push(change, listed)
            listed = await self._title_new([each for each in changes if each.kind == "add"])
        before = await self._session.run(self._store.feed_sources, self._account)
        self.sources = continue_sources(self._account, listed, before)
        known = {feed: source.id for feed, source in before.items() if not feed.startswith(NEW_FEED)}
        gone = [
            feed
            for feed, source in known.items()
            if feed not in self.sources or self.sources[feed].id != source
        ]
        if len(gone) > MANY_GONE and 2 * len(gone) > len(known) and not confirm_removals:
            raise UnexpectedAnswerError(Message("sync.many_gone", n=len(gone)))
        await self._session.run(self._store.set_feeds, self._account, listed)
        self.new = {feed for feed, source in self.sources.items() if known.get(feed) != source.id}
        return len(listed)

    async def _title_new(self, added: Sequence[FeedChange]) -> list[RemoteFeed]:
        """Return the server's feeds after new ones got the titles they have here."""
        titles = {change.url: change.title for change in added}
        listed = await self._server.list_feeds()
        for place, feed in enumerate(listed):
            title = titles.get(feed.url) or feed.title
            if title != feed.title and isinstance(self._server, FeedEditor):
                await self._server.rename(feed.id, title)
                listed[place] = replace(feed, title=title)
        return listed

    async def _push(self, change: FeedChange, listed: Sequence[RemoteFeed]) -> None:
        """Send a change of a subscription; drop one the server refuses, with a note."""
        feed = next((each for each in listed if each.id == change.feed), None)
        if not is_feed_changed(change, listed):
            try:
                await self._send(change, feed)
            except (RefusedError, AccountError) as error:
                self._note(change, feed, error)
            except UnreachableError as error:
                if error.wait or change.tries + 1 < MAX_FEED_TRIES:
                    await self._session.run(self._changes.count_try, change)
                    if error.wait:
                        raise
                    return  # a server that is away says so again at the next request
                self._note(change, feed, error)
        await self._session.run(self._changes.drop, [change])

    async def _send(self, change: FeedChange, feed: RemoteFeed | None) -> None:
        server = self._server
        if change.kind in ("add", "leave"):
            if not isinstance(server, FeedManager):
                raise AccountError(Message("account.no_subscriptions"))
            if change.kind == "add":
                await server.subscribe(change.url, change.folder)
            else:
                await server.unsubscribe(change.feed)
        elif feed is not None:
            if not isinstance(server, FeedEditor):
                raise AccountError(Message("account.no_renaming"))
            if change.kind == "rename":
                await server.rename(change.feed, change.title)
            else:
                await server.move(change.feed, change.folder)

    def _note(self, change: FeedChange, feed: RemoteFeed | None, error: LocalizedError) -> None:
        name = change.title if change.kind == "add" else feed.title if feed else ""
        self._notes.append(Message("sync.feed_refused", name=name or change.url, why=error.message))


def is_feed_changed(change: FeedChange, listed: Iterable[RemoteFeed]) -> bool:
    """Return whether the server's list already shows a change, sent before or made elsewhere."""
    feed = next((each for each in listed if each.id == change.feed), None)
    if change.kind == "add":
        return any(each.url == change.url for each in listed)
    if change.kind == "leave" or feed is None:
        return feed is None
    return feed.title == change.title if change.kind == "rename" else feed.folder == change.folder
