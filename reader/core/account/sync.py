"""Sync with the account's server: push marks, pull id lists, merge, download unknown items.

Nothing is deleted by a sync, and an answer that is not whole changes nothing. Every step is stored at once,
so that a sync may be broken off anywhere and goes on at the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from reader.config.settings import has_account
from reader.core.account.connection import open_connection, open_server
from reader.core.account.feed_sync import FeedSync
from reader.core.account.merge import Merge, merge_states
from reader.core.account.password import read_password
from reader.core.account.state import (
    AccountError,
    account_key,
    count_waiting,
    sync_lock,
)
from reader.core.rules import RuleHit, apply_rules
from reader.locale.message import LocalizedError, Message
from reader.model import Source
from reader.model.remote import Field, QueuedMark, RemoteFeed, RemoteItem
from reader.remote.connection import MAX_WAIT_SECONDS
from reader.remote.errors import (
    RefusedError,
    ServerFailureError,
    TooLongError,
    UnexpectedAnswerError,
    UnreachableError,
)
from reader.remote.protocol import ChangeLister, HistoryLister
from reader.store.feed_changes import account_source
from reader.store.row_factories import chunks

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.remote.protocol import Server
    from reader.store import Library
    from reader.store.accounts import ItemState

MAX_UNREAD = 5000
"""Unread items downloaded, the newest; of older ones only the id is known."""
MAX_STARRED = 500
"""Unknown starred items downloaded in one sync, the newest."""
SAMPLE = 50
"""Items looked at themselves when a list says that known ones changed."""
MAX_HISTORY = 5000
"""Read items of the setting ``history_days`` looked at in one sync, the newest."""
MAX_TIED = 1000
"""Items read elsewhere that are looked at in one sync for entries fetched from the newsrooms."""
UNTIED_DAYS = 14
"""Age of entries fetched from the newsrooms that the server is asked about again."""
OLDEST_DAYS = 90
"""How far back it is asked: a feed new here begins with old entries."""
FACTS = ("at", "error", "note", "refused", "wait_until", "changes_at", "whole_at")
"""What the library holds of the last sync, by name in ``sync.``."""
MIN_REUSED = 3
"""Items looked at that must all be others than before, until the server counts as set up again."""
MAX_TRIES = 1
"""How often a mark is sent again that the server said it took and does not show."""
MAX_MARK_TRIES = 3
"""How often a mark is sent that the server refuses, while it takes no other one."""
MAX_REFUSALS = 20
"""Refused requests after which a run ends: the server takes nothing, and no mark is at fault."""
MAX_FAILURES = 20
"""Requests for items over which the server may fail in a run, until it counts as broken."""
WHOLE_LIST_SECONDS = 86_400
"""Time after which complete lists are asked for again of a server that lists changes: some are missing."""
CLOCK_SECONDS = 60
"""Time that changes are asked for before the last sync: they were made while it ran."""

Report = Callable[[int, int, Sequence[int], bool], None]
"""Called with the numbers of items downloaded and to download, the ids of new entries, and whether they are
old news: of a first sync, or of a feed that is new."""


@dataclass
class SyncResult:
    """The result of a sync."""

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
    notes: list[Message] = field(default_factory=list)
    """Changes of subscriptions the server did not take, each with the reason."""


async def sync_account(
    session: Session, *, report: Report | None = None, confirm_removals: bool = False
) -> SyncResult:
    """Sync the configured account with its server.

    Args:
        session: the session.
        report: called after each batch of items, see ``Report``.
        confirm_removals: unfollow the account's feeds that the server has no more, however many.

    Raises:
        AccountError: no account, no password, or another program syncs now.
        RemoteError: the server did not do its part; marks stay queued.
    """
    settings, library = session.settings, session.library
    if not has_account(settings):
        raise AccountError(Message("sync.no_account"))
    account = account_key(settings)
    with sync_lock(session):
        await session.run(_know_account, library, account)
        until = await session.run(library.facts.get, "sync.wait_until")
        now = datetime.now(UTC)
        seconds = float(until or 0) - now.timestamp()
        if 0 < seconds <= MAX_WAIT_SECONDS:  # more: this machine's clock went back since
            raise UnreachableError(Message("sync.waiting", n=int(seconds) + 1), seconds)
        try:
            password = await read_password(settings)
            async with open_connection(settings) as connection:
                server = await open_server(connection, settings, password)
                run = _Sync(session, server, account, report or _ignore, connection.server_time)
                try:
                    await run.all(confirm_removals)
                    run.result.rules = await session.run(apply_rules, library, settings.rules, run.result.new)
                finally:
                    run.result.requests = connection.requests
                    run.result.waiting = await session.run(count_waiting, session)
                    await session.run(session.reload_account_sources)
        except LocalizedError as error:
            await session.run(library.facts.set_message, "sync.error", error.message)
            if isinstance(error, UnreachableError) and error.wait:
                again = (now + timedelta(seconds=error.wait)).timestamp()
                await session.run(library.facts.set, "sync.wait_until", str(again))
            raise
        await session.run(library.facts.set, "sync.error", "")
        await session.run(library.facts.set, "sync.at", str(datetime.now(UTC).timestamp()))
        await session.run(library.facts.set, "sync.refused", str(run.result.refused or ""))
        if run.result.notes:
            await session.run(library.facts.set_message, "sync.note", run.result.notes[0])
    return run.result


def _know_account(library: Library, account: str) -> None:
    """Forget how the syncs of another account went that was configured before."""
    known = library.facts.get("sync.account")
    if known != account:
        for name in FACTS if known else ():
            library.facts.set(f"sync.{name}", "")
        library.facts.set("sync.account", account)


async def sync_waiting_marks(session: Session) -> SyncResult | None:
    """Sync if changes wait for the server; leave a failure to the next sync."""
    if not has_account(session.settings) or not await session.run(count_waiting, session):
        return None
    with suppress(LocalizedError):
        return await sync_account(session)
    return None


def _ignore(done: int, total: int, new: Sequence[int], is_old: bool) -> None:
    pass


class _ItemsReusedError(Exception):
    """The server was set up again: its ids stand for other items now."""


class _Sync:
    """One run against one server."""

    def __init__(
        self, session: Session, server: Server, account: str, report: Report, clock: Callable[[], datetime]
    ) -> None:
        self.account = account
        self.result = SyncResult()
        self._session = session
        self._server = server
        self._report = report
        self._clock = clock
        self._store = session.library.accounts
        self._stars = session.settings.account_stars
        self._is_direct = session.is_direct
        self._recent: list[str] = []
        """Items of the last days, of which those without an entry stay known."""
        self._feeds = FeedSync(session, server, account, self.result.notes)
        self._now = self._listed_at = datetime.now(UTC)
        self._refusals = self._failures = 0
        self._has_taken = False
        """Whether the server took any mark in this run."""
        self._is_whole = False
        """Whether complete lists were asked for."""

    async def all(self, confirm_removals: bool) -> None:
        """Run every step."""
        await self._continue_former()
        self.result.feeds = await self._feeds.run(confirm_removals)
        await self._sync_items()

    async def _continue_former(self) -> None:
        """Continue the account stored under another address of the same server."""
        former, sample = await self._session.run(self._store.former_account, self.account, SAMPLE)
        if not sample:
            return
        names = await self._session.run(self._store.item_names, former, sample)
        try:
            items = await self._server.get_items(sample)
        except (RefusedError, UnexpectedAnswerError):  # ids of another kind of server
            return
        if 2 * sum(_is_entry_of(item, names.get(item.id)) for item in items) > len(sample):
            await self._session.run(self._store.rename, former, self.account)

    async def _sync_items(self) -> None:
        """Push marks, pull the lists, and download unknown items."""
        sent_read = await self._push("read")
        sent_starred = await self._push("starred") if self._stars else {}
        active = await self._session.run(self._store.active_items, self.account)
        unread, starred = await self._list(active)
        listed = {*unread, *starred}
        known = active | await self._session.run(
            self._store.find_items, self.account, listed.difference(active)
        )
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
        try:
            gone = await self._verify(reads, stars)
        except _ItemsReusedError:
            await self._session.run(self._store.forget_items, self.account)
            await self._forget_times()
            await self._sync_items()
            return
        if gone:
            forget = partial(self._store.forget_gone, is_read=not self._is_direct)
            await self._session.run(forget, self.account, gone)
        await self._pull("read", {item: not is_unread for item, is_unread in reads.changes.items()})
        await self._pull("starred", stars.changes)
        await self._requeue(sent_read, reads.contrary)
        await self._requeue(sent_starred, stars.contrary)
        is_unread = set(unread)
        starred_only = [item for item in stars.unknown if item not in is_unread]
        await self._download(reads.unknown, starred_only, await self._list_history(listed))
        if self._is_direct:
            await self._tie_read(listed)
        await self._session.run(self._store_times)

    async def _queue(self) -> list[QueuedMark]:
        return await self._session.run(self._store.queue, self.account)

    async def _list(self, known: Mapping[str, ItemState]) -> tuple[list[str], list[str]]:
        """Return the ids of every unread and every starred item, newest first.

        Of a server that lists changes only those are asked for, except once a day, and put to what is known.
        """
        facts, server = self._session.library.facts, self._server
        whole = await self._session.run(facts.get, "sync.whole_at")
        since = await self._session.run(facts.get, "sync.changes_at")
        self._listed_at = self._clock()
        is_whole_fresh = 0 <= self._now.timestamp() - float(whole or 0) < WHOLE_LIST_SECONDS
        if not (isinstance(server, ChangeLister) and since and is_whole_fresh):
            self._is_whole = True
            unread = await server.list_unread()
            return unread, await server.list_starred() if self._stars else []
        changed = {
            item.id: item
            for item in await server.list_changes(datetime.fromtimestamp(float(since) - CLOCK_SECONDS, UTC))
        }
        rest = {item: state for item, state in known.items() if item not in changed}
        return (
            [id for id, item in changed.items() if not item.read]
            + [id for id, state in rest.items() if not state.server_read],
            [id for id, item in changed.items() if item.starred]
            + [id for id, state in rest.items() if state.server_starred],
        )

    async def _list_history(self, listed: Collection[str]) -> list[str]:
        """Return the unknown items of the last days read elsewhere, if the settings want them."""
        days = self._session.settings.account_history_days
        if not days or not isinstance(self._server, HistoryLister):
            return []
        recent = await self._server.list_recent(self._now - timedelta(days=days), MAX_HISTORY)
        known = await self._session.run(self._store.find_items, self.account, recent)
        return [item for item in recent if item not in known and item not in listed]

    async def _tie_read(self, listed: Collection[str]) -> None:
        """Find the items of directly fetched entries that are in neither list: read elsewhere."""
        since = self._now - timedelta(days=UNTIED_DAYS)
        oldest = await self._session.run(self._store.oldest_untied, self.account, since)
        if oldest is None or not isinstance(self._server, HistoryLister):
            return
        since = max(oldest - timedelta(days=1), self._now - timedelta(days=OLDEST_DAYS))
        self._recent = await self._server.list_recent(since, MAX_HISTORY)
        known = await self._session.run(self._store.find_items, self.account, self._recent)
        unknown = [item for item in self._recent if item not in known and item not in listed]
        for some in chunks(unknown[:MAX_TIED], self._server.capabilities.items_per_request):
            items = [item for item in await self._get_items(some) if item.feed in self._feeds.sources]
            await self._session.run(partial(self._store_items, items, adds=False))

    async def _forget_times(self) -> None:
        for name in ("changes_at", "whole_at"):
            await self._session.run(self._session.library.facts.set, f"sync.{name}", "")

    def _store_times(self) -> None:
        """Record the time the lists are of, now that everything of them is stored."""
        facts = self._session.library.facts
        facts.set("sync.changes_at", str(self._listed_at.timestamp()))
        if self._is_whole:
            facts.set("sync.whole_at", str(self._now.timestamp()))
        if not self._session.settings.account_history_days:
            self._store.forget_read(self.account, frozenset(self._recent))

    # Marks ------------------------------------------------------------------------------------------------

    async def _push(self, field: Field) -> dict[str, QueuedMark]:
        """Send the queued changes of a field; return those the server took."""
        sent: dict[str, QueuedMark] = {}
        for value in (True, False):
            queued = [m for m in await self._queue() if m.field == field and m.value == value]
            for some in chunks(queued, self._server.capabilities.marks_per_request):
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
            self._refusals += 1
            if self._refusals > MAX_REFUSALS:
                raise
            if len(queued) == 1:
                await self._drop_refused(queued[0])
                return []
            half = len(queued) // 2
            return [
                *await self._push_some(field, value, queued[:half]),
                *await self._push_some(field, value, queued[half:]),
            ]
        self._has_taken = True
        await self._session.run(self._store.confirm, self.account, field, value, items, self._now)
        return list(queued)

    async def _drop_refused(self, mark: QueuedMark) -> None:
        """Drop a mark the server refused before; keep one refused alone for some more syncs."""
        if mark.tries >= (1 if self._has_taken else MAX_MARK_TRIES):
            await self._session.run(self._store.drop, self.account, mark.field, [mark.item])
            self.result.refused += 1
        else:
            await self._session.run(self._store.count_try, self.account, mark)

    async def _verify(self, reads: Merge, stars: Merge) -> list[str]:
        """Look at some items themselves that the lists say were changed elsewhere.

        Servers gave every item for a stream they did not understand: taken for a list of read ones, that
        marks everything. And an item the server has no more lost no star by a person's hand: it is returned,
        to be forgotten. So are those that left the unread list when the server has none of the sample.

        Raises:
            UnexpectedAnswerError: the items say otherwise.
        """
        sample = [*islice(reads.changes, SAMPLE), *islice(stars.changes, SAMPLE)]
        if not sample:
            return []
        unstarred = [item for item, is_starred in stars.changes.items() if not is_starred]
        items = await self._look_at([*sample, *unstarred])
        stored = await self._session.run(self._store.item_names, self.account, list(items))
        is_other = [
            items[id].url != url and items[id].title != title
            for id, (url, title) in stored.items()
            if items[id].url
        ]
        if len(is_other) >= MIN_REUSED and all(is_other):
            raise _ItemsReusedError
        unread = [
            id
            for id, is_unread in islice(reads.changes.items(), SAMPLE)
            if id in items and items[id].read == is_unread
        ]
        starred = [
            id for id, is_starred in stars.changes.items() if id in items and items[id].starred != is_starred
        ]
        if 2 * (len(unread) + len(starred)) > len([id for id in sample if id in items]):
            raise UnexpectedAnswerError(Message("sync.contradiction"))
        for id in unread:  # the pages of the list shifted while it was read: the item itself is right
            del reads.changes[id]
        for id in starred:
            del stars.changes[id]
        gone = [item for item in unstarred if item not in items]
        if not any(item in items for item in islice(reads.changes, SAMPLE)):
            left = [item for item, is_unread in reads.changes.items() if not is_unread]
            there = await self._look_at(left)
            gone += [item for item in left if item not in there]
        return gone

    async def _look_at(self, ids: Sequence[str]) -> dict[str, RemoteItem]:
        """Return those of some items that the server has."""
        found: dict[str, RemoteItem] = {}
        for some in chunks(dict.fromkeys(ids), self._server.capabilities.items_per_request):
            found |= {item.id: item for item in await self._server.get_items(some)}
        return found

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

    async def _download(self, unread: Sequence[str], starred: Sequence[str], old: Sequence[str]) -> None:
        """Download unknown items, newest first, and store each batch on arrival."""
        if len(unread) > MAX_UNREAD:
            await self._session.run(self._store.add_known, self.account, unread[MAX_UNREAD:])
        is_first = not await self._session.run(self._session.library.facts.get, "sync.at")
        wanted = [*unread[:MAX_UNREAD], *starred[:MAX_STARRED], *old]
        done = 0
        for some in chunks(wanted, self._server.capabilities.items_per_request):
            items = await self._get_items(some)
            missing = set(some) - {item.id for item in items}
            while missing:  # a request that was cut on its way brings some of them
                more = await self._get_items([id for id in some if id in missing])
                if missing.isdisjoint(item.id for item in more):
                    break
                items += more
                missing.difference_update(item.id for item in more)
            if missing:  # the server lists them and has nothing to show
                await self._session.run(self._store.add_known, self.account, missing)
            done += len(some)
            for is_old in (True, False):
                group = [item for item in items if (is_first or item.feed in self._feeds.new) is is_old]
                if group:
                    new = await self._session.run(self._store_items, group)
                    self._report(done, len(wanted), new, is_old)

    async def _get_items(self, ids: Sequence[str]) -> list[RemoteItem]:
        """Return items; ask for fewer at once if the server or the answer cannot hold all.

        One that the server fails over by itself is left out.
        """
        try:
            return await self._server.get_items(ids)
        except (ServerFailureError, TooLongError):
            self._failures += 1
            if self._failures > MAX_FAILURES:
                raise
        half = len(ids) // 2
        if not half:
            return []
        return [*await self._get_items(ids[:half]), *await self._get_items(ids[half:])]

    def _store_items(self, items: Sequence[RemoteItem], *, adds: bool = True) -> list[int]:
        by_feed: dict[str, list[RemoteItem]] = {}
        for item in items:
            by_feed.setdefault(item.feed, []).append(item)
        groups = [
            (self._feeds.sources.get(feed) or self._unlisted(feed, some[0].feed_title), some)
            for feed, some in by_feed.items()
        ]
        new = self._store.store_items(self.account, groups, self._now, stars=self._stars, adds=adds)
        self.result.new += new
        return new

    def _unlisted(self, feed: str, title: str) -> Source:
        """Return the source of items of a feed that is no longer followed."""
        return account_source(self.account, RemoteFeed(feed, title or feed or self._server.base, ""))


def _is_entry_of(item: RemoteItem, known: tuple[str, str] | None) -> bool:
    """Return whether an item has the address or the title of a known entry."""
    return known is not None and (item.url == known[0] or item.title == known[1])
