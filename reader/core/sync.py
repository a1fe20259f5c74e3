"""Sync with the account's server: push queued marks, pull lists of ids, merge, download unknown items.

Nothing is deleted by a sync, and an answer that is not whole changes nothing. Every step is stored at once,
so that a sync may be broken off anywhere and goes on at the next.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from reader.core.accounts import (
    AccountError,
    account_key,
    has_account,
    open_connection,
    open_server,
    read_password,
    sync_lock,
)
from reader.core.merge import Merge, merge_states
from reader.core.rules import RuleHit, apply_rules
from reader.locale.message import LocalizedError, Message
from reader.model import Source
from reader.model.remote import Field, QueuedMark, RemoteFeed, RemoteItem
from reader.remote.errors import RefusedError, UnexpectedAnswerError, UnreachableError
from reader.remote.protocol import FeedManager
from reader.store.link_key import digest
from reader.store.serialization import pack_message

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.remote.protocol import Server

MAX_UNREAD = 5000
"""Unread items downloaded, the newest; of older ones only the id is known."""
MAX_STARRED = 500
"""Unknown starred items downloaded in one sync, the newest."""
SAMPLE = 10
"""Items looked at themselves when a list says that known ones changed."""
MANY_GONE = 3
"""Feeds that may vanish at once without asking; more only when they are less than half."""
MAX_TRIES = 1
"""How often a mark is sent again that the server said it took and does not show."""

Report = Callable[[int, int], None]
Value = TypeVar("Value")


@dataclass
class SyncResult:
    """What a sync did."""

    feeds: int = 0
    new: list[int] = field(default_factory=list)
    """Ids of new entries."""
    pulled: int = 0
    """Marks and stars taken over from the server."""
    pushed: int = 0
    """Marks and stars the server took."""
    refused: int = 0
    """Marks and stars the server does not take."""
    waiting: int = 0
    """Marks still queued."""
    requests: int = 0
    rules: tuple[RuleHit, ...] = ()
    """New entries that rules notify of or run a command for."""


async def sync_account(
    session: Session, *, report: Report | None = None, confirm_removals: bool = False
) -> SyncResult:
    """Sync the configured account with its server.

    Args:
        session: the session.
        report: called with the numbers of items downloaded and to download.
        confirm_removals: unfollow the account's feeds that the server has no more, however many.

    Raises:
        AccountError: no account, no password, or another program syncs now.
        RemoteError: the server did not do its part; marks stay queued.
    """
    settings, library = session.settings, session.library
    if not has_account(settings):
        raise AccountError(Message("sync.no_account"))
    with sync_lock(session):
        until = await session.run(library.facts.get, "sync.wait_until")
        wait = float(until or 0)
        now = datetime.now(UTC)
        if (seconds := wait - now.timestamp()) > 0:
            raise UnreachableError(Message("sync.waiting", n=int(seconds) + 1), seconds)
        try:
            password = await read_password(settings)
            async with open_connection(settings) as connection:
                server = await open_server(connection, settings, password)
                run = _Sync(session, server, account_key(settings), report or _ignore)
                try:
                    await run.all(confirm_removals)
                    run.result.rules = await session.run(apply_rules, library, settings.rules, run.result.new)
                finally:
                    run.result.requests = connection.requests
                    run.result.waiting = await session.run(library.accounts.count_queue, run.account)
        except LocalizedError as error:
            await session.run(library.facts.set, "sync.error", pack_message(error.message))
            if isinstance(error, UnreachableError) and error.wait:
                again = (now + timedelta(seconds=error.wait)).timestamp()
                await session.run(library.facts.set, "sync.wait_until", str(again))
            raise
        await session.run(library.facts.set, "sync.error", "")
        await session.run(library.facts.set, "sync.at", str(datetime.now(UTC).timestamp()))
        await session.run(library.facts.set, "sync.refused", str(run.result.refused or ""))
    return run.result


async def sync_waiting_marks(session: Session) -> SyncResult | None:
    """Sync when marks wait for the server; what fails is noted and left to the next sync."""
    if not has_account(session.settings):
        return None
    account = account_key(session.settings)
    if not await session.run(session.library.accounts.count_queue, account):
        return None
    with suppress(LocalizedError):
        return await sync_account(session)
    return None


async def subscribe(session: Session, url: str) -> None:
    """Subscribe the account to a feed, and sync.

    Raises:
        AccountError: no account, or its server takes no subscriptions.
        RemoteError: the server refused.
    """
    async with _manager(session) as manager:
        await manager.subscribe(url)
    await sync_account(session)


async def unsubscribe(session: Session, sources: Sequence[str]) -> list[str]:
    """End the account's subscriptions among some sources; return the ids of the others.

    Raises:
        AccountError: its server takes no subscriptions.
        RemoteError: the server refused.
    """
    if not has_account(session.settings):
        return list(sources)
    feeds = await session.run(session.library.accounts.feeds, account_key(session.settings))
    ours = [feed for feed, source in feeds.items() if source in sources]
    if ours:
        async with _manager(session) as manager:
            for feed in ours:
                await manager.unsubscribe(feed)
        await sync_account(session, confirm_removals=True)
    return [source for source in sources if source not in feeds.values()]


@asynccontextmanager
async def _manager(session: Session) -> AsyncIterator[FeedManager]:
    """Log in to the account's server, which must take subscriptions."""
    if not has_account(session.settings):
        raise AccountError(Message("sync.no_account"))
    password = await read_password(session.settings)
    async with open_connection(session.settings) as connection:
        server = await open_server(connection, session.settings, password)
        if not isinstance(server, FeedManager):
            raise AccountError(Message("account.no_subscriptions"))
        await server.login()
        yield server


def _ignore(done: int, total: int) -> None:
    pass


class _Sync:
    """One run against one server."""

    def __init__(self, session: Session, server: Server, account: str, report: Report) -> None:
        self.account = account
        self.result = SyncResult()
        self._session = session
        self._server = server
        self._report = report
        self._store = session.library.accounts
        self._stars = session.settings.account_stars
        self._feeds: dict[str, tuple[RemoteFeed, Source]] = {}
        self._now = datetime.now(UTC)

    async def all(self, confirm_removals: bool) -> None:
        """Run every step."""
        await self._sync_feeds(confirm_removals)
        sent_read = await self._push("read")
        sent_starred = await self._push("starred") if self._stars else {}
        unread = await self._server.list_unread()
        starred = await self._server.list_starred() if self._stars else []
        known = await self._session.run(self._store.items, self.account)
        reads = merge_states(
            {item: (not state.read, not state.server_read) for item, state in known.items()},
            unread,
            [mark.item for mark in await self._queue() if mark.field == "read"],
            {item: not mark.value for item, mark in sent_read.items()},
        )
        stars = merge_states(
            {item: (state.starred, state.server_starred) for item, state in known.items()},
            starred,
            [mark.item for mark in await self._queue() if mark.field == "starred"],
            {item: mark.value for item, mark in sent_starred.items()},
        )
        if not self._stars:
            stars = Merge({}, [], [])
        await self._verify(reads, stars)
        await self._pull("read", {item: not is_unread for item, is_unread in reads.changes.items()})
        await self._pull("starred", stars.changes)
        await self._requeue(sent_read, reads.contrary)
        await self._requeue(sent_starred, stars.contrary)
        await self._download(reads.unknown, [item for item in stars.unknown if item not in set(unread)])

    async def _queue(self) -> list[QueuedMark]:
        return await self._session.run(self._store.queue, self.account)

    # Feeds ------------------------------------------------------------------------------------------------

    async def _sync_feeds(self, confirm_removals: bool) -> None:
        listed = await self._server.list_feeds()
        before = await self._session.run(self._store.feeds, self.account)
        self._feeds = {feed.id: (feed, self._source(feed)) for feed in listed}
        gone = [
            feed
            for feed, source in before.items()
            if feed not in self._feeds or self._feeds[feed][1].id != source
        ]
        if len(gone) > MANY_GONE and 2 * len(gone) > len(before) and not confirm_removals:
            raise UnexpectedAnswerError(Message("sync.many_gone", n=len(gone)))
        await self._session.run(self._store.set_feeds, self.account, self._feeds)
        self.result.feeds = len(listed)

    def _source(self, feed: RemoteFeed) -> Source:
        """Return the source of a feed; one id for one address at one id of the server, which it may reuse."""
        key = digest(f"{self.account}\x1f{feed.id}\x1f{feed.url}") or 0
        return Source(
            f"sync-{key:012x}"[:17], feed.title, feed=feed.url, home=feed.home, category=feed.folder
        )

    # Marks ------------------------------------------------------------------------------------------------

    async def _push(self, field: Field) -> dict[str, QueuedMark]:
        """Send the queued changes of a field; return those the server took."""
        sent: dict[str, QueuedMark] = {}
        for value in (True, False):
            queued = [m for m in await self._queue() if m.field == field and m.value == value]
            for some in _batches(queued, self._server.capabilities.marks_per_request):
                for mark in await self._push_some(field, value, some):
                    sent[mark.item] = mark
        self.result.pushed += len(sent)
        return sent

    async def _push_some(self, field: Field, value: bool, queued: Sequence[QueuedMark]) -> list[QueuedMark]:
        """Send changes; halve refused batches until the change at fault is found and dropped."""
        items = [mark.item for mark in queued]
        try:
            await self._server.mark(field, value, items)
        except RefusedError:
            if len(queued) == 1:
                await self._session.run(self._store.drop, self.account, field, items)
                self.result.refused += 1
                return []
            half = len(queued) // 2
            return [
                *await self._push_some(field, value, queued[:half]),
                *await self._push_some(field, value, queued[half:]),
            ]
        await self._session.run(self._store.confirm, self.account, field, value, items, self._now)
        return list(queued)

    async def _verify(self, reads: Merge, stars: Merge) -> None:
        """Look at some items themselves that the lists say were changed elsewhere.

        Servers gave every item for a stream they did not understand: taken for a list of read ones, that
        marks everything.

        Raises:
            UnexpectedAnswerError: the items say otherwise.
        """
        sample = [*islice(reads.changes, SAMPLE), *islice(stars.changes, SAMPLE)]
        if not sample:
            return
        items = {item.id: item for item in await self._server.get_items(list(dict.fromkeys(sample)))}
        wrong = sum(
            items[id].read == is_unread
            for id, is_unread in islice(reads.changes.items(), SAMPLE)
            if id in items
        ) + sum(
            items[id].starred != is_starred
            for id, is_starred in islice(stars.changes.items(), SAMPLE)
            if id in items
        )
        if 2 * wrong > len([id for id in sample if id in items]):
            raise UnexpectedAnswerError(Message("sync.contradiction"))

    async def _pull(self, field: Field, changes: dict[str, bool]) -> None:
        if changes:
            self.result.pulled += await self._session.run(
                self._store.pull, self.account, field, changes, self._now
            )

    async def _requeue(self, sent: dict[str, QueuedMark], contrary: Iterable[str]) -> None:
        again = [sent[item] for item in contrary]
        self.result.refused += sum(mark.tries >= MAX_TRIES for mark in again)
        retried = [mark for mark in again if mark.tries < MAX_TRIES]
        if retried:
            await self._session.run(self._store.requeue, self.account, retried, self._now)

    # Items ------------------------------------------------------------------------------------------------

    async def _download(self, unread: Sequence[str], starred: Sequence[str]) -> None:
        """Download unknown items, newest first, each batch stored as it arrives."""
        if len(unread) > MAX_UNREAD:
            await self._session.run(self._store.add_known, self.account, unread[MAX_UNREAD:])
        wanted = [*starred[:MAX_STARRED], *unread[:MAX_UNREAD]]
        done = 0
        for some in _batches(wanted, self._server.capabilities.items_per_request):
            items = await self._server.get_items(some)
            await self._session.run(self._store_items, items)
            missing = set(some) - {item.id for item in items}
            if missing:  # the server lists them and has nothing to show
                await self._session.run(self._store.add_known, self.account, missing)
            done += len(some)
            self._report(done, len(wanted))

    def _store_items(self, items: Sequence[RemoteItem]) -> None:
        by_feed: dict[str, list[RemoteItem]] = {}
        for item in items:
            by_feed.setdefault(item.feed, []).append(item)
        groups = [
            (self._feeds[feed][1] if feed in self._feeds else self._source(RemoteFeed(feed, feed, "")), some)
            for feed, some in by_feed.items()
        ]
        self.result.new += self._store.store_items(self.account, groups, self._now, stars=self._stars)


def _batches(values: Sequence[Value], size: int) -> Iterable[Sequence[Value]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
