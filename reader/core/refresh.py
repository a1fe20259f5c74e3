"""Refresh sources: fetch them concurrently, store results in batches, report progress.

The path of a headline: ``refresh`` → ``fetch_source`` → ``entry_rows.prepare`` → ``upsert``.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.config.settings import account_name, has_account
from reader.core.concurrency import map_concurrently
from reader.core.errors import no_such_source
from reader.core.fetch_source import FetchResult, failure_result, fetch_entries, unexpected_error
from reader.core.offline import download_for_offline
from reader.core.progress import ACCOUNT, Progress
from reader.core.rules import RuleHit, apply_rules, hold_rules
from reader.core.schedule import Plan, current_health, is_unnamed, plan_refresh, without_validators
from reader.locale.message import LocalizedError, Message
from reader.model import Source, SourceHealth
from reader.store.errors import LibraryBusyError, StoreError

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.store import Added, Library

BATCH_SECONDS = 0.1
"""Time that fetched sources are collected before they are stored: a transaction for each of 200 took a third
of the processor time of storing (``tests/bench refresh``)."""
MAX_CONCURRENT_FETCHES = 64
"""Upper bound of the setting ``concurrency``."""
INDEX_SECONDS = 0.05
"""Time given to the search index at once: while no source answers, and at the end."""

Fetched = tuple[Source, FetchResult]


class Stored(NamedTuple):
    """A source's fetch after its entries are in the library."""

    health: SourceHealth
    new: tuple[int, ...] = ()
    """Ids of the new entries."""
    note: Message | None = None
    offline: bool = False
    title: str = ""
    rules: tuple[RuleHit, ...] = ()


async def refresh_sources(
    session: Session,
    ids: Sequence[str] | None = None,
    *,
    full: bool = False,
    due: bool = False,
    force: bool = False,
    days: int = 0,
    max_bytes: int = 0,
) -> AsyncGenerator[Progress, None]:
    """Fetch and store the headlines of sources one by one, then whole articles where wanted.

    Runs on an event loop and never blocks it; closing the generator stops at once and keeps what is stored.

    Args:
        session: the session.
        ids: of the sources, or ``ACCOUNT``; all enabled ones and the account when None. Naming a feed of the
            account syncs; it is fetched here only if the settings say so (``Session.fetched``).
        full: download every unread article afterwards; sources with ``full`` get theirs in any case.
        due: only sources whose next scheduled fetch is due.
        force: fetch everything again, whatever the servers said of copies and waiting.
        days: download only articles of so many days; all when 0.
        max_bytes: stop downloading when this much has been fetched; never when 0.

    Raises:
        NotFoundError: an id is not followed.
    """
    for id in ids or ():
        if id != ACCOUNT and session.source(id) is None:
            raise no_such_source(id, session.sources)
    now = datetime.now(UTC)
    await session.run(hold_rules, session)
    sync = _AccountSync(session) if includes_account(session, ids) else None
    healths = await session.run(session.library.sources.healths)
    if force:
        healths = {id: without_validators(health) for id, health in healths.items()}
    plan = plan_refresh(session.fetched, healths, now, ids=ids, due=due)
    planned = {source.id for source in session.fetched}
    try:
        if sync is None or plan.fetch or plan.waiting:
            async with aclosing(_refresh_planned(session, plan, healths, now)) as steps:
                async for step in steps:
                    yield step
        if sync is not None:
            async with aclosing(sync.steps()) as steps:
                async for step in steps:
                    yield step
            if late := _find_late(session, planned, ids):
                plan = plan._replace(fetch=(*plan.fetch, *late))
                async with aclosing(_refresh_planned(session, Plan(late), healths, now)) as steps:
                    async for step in steps:
                        yield step
    finally:
        if sync is not None:
            await sync.stop()
    await session.run(_group_stories, session)
    wanted = [source.id for source in plan.fetch if full or source.full]
    if full and sync is not None:
        wanted += [source.id for source in session.account_sources]
    if wanted:
        wanted = list(dict.fromkeys(wanted))
        async with aclosing(download_for_offline(session, wanted, days=days, max_bytes=max_bytes)) as steps:
            async for step in steps:
                yield step
    await session.run(session.library.index.update, INDEX_SECONDS)


async def _refresh_planned(
    session: Session, plan: Plan, healths: Mapping[str, SourceHealth], now: datetime
) -> AsyncGenerator[Progress, None]:
    """Report the sources that must wait, fetch the others, and number every step."""
    done, total = 0, len(plan.fetch) + len(plan.waiting)
    if not total:
        yield Progress(0, 0, finished=True)
    for source, until in plan.waiting:
        done += 1
        seconds = int((until - now).total_seconds())
        note = Message("refresh.waiting", n=seconds)
        yield Progress(done, total, source.id, source.name, note=note, finished=done == total)
    if not plan.fetch:
        return
    async with aclosing(_fetch_and_store(session, plan.fetch, healths)) as steps:
        async for step in steps:
            done += bool(step.source)
            yield step._replace(done=done, total=total, finished=bool(step.source) and done == total)


async def _fetch_and_store(
    session: Session, sources: Sequence[Source], healths: Mapping[str, SourceHealth]
) -> AsyncGenerator[Progress, None]:
    """Fetch sources and yield a step for each, not numbered, when its entries are stored."""
    before = {source: current_health(source, healths.get(source.id)) for source in sources}
    if any(health.last_fetch is None for health in before.values()):  # there will be something to parse
        await session.start_parser()
    client = await session.client()

    async def work(source: Source) -> FetchResult:
        return await fetch_entries(client, session.parse, source, before[source])

    unstored: list[Fetched] = []
    limit = min(session.settings.concurrency, MAX_CONCURRENT_FETCHES)
    async with aclosing(map_concurrently(sources, work, limit, batch_seconds=BATCH_SECONDS)) as batches:
        async for batch in batches:
            slow = tuple(source.name for source in batch.slow)
            if not batch.done:
                await session.run(_index_briefly, session.library)
            unstored += batch.done
            stored = await session.run(_store, session, before, unstored, False) if unstored else []
            if not stored:
                yield Progress(0, 0, slow=slow)
                continue
            unstored = []
            for source, result in stored:
                yield _step(source, before[source], result, slow)
    # Nothing more will arrive: now wait for another program that writes.
    for source, result in await session.run(_store, session, before, unstored, True):
        yield _step(source, before[source], result, ())


def _index_briefly(library: Library) -> None:
    with suppress(StoreError):  # another program writes; indexed at the end, or by the next search
        library.index.update(INDEX_SECONDS, patience=0.0)


def _find_late(session: Session, planned: Collection[str], ids: Sequence[str] | None) -> tuple[Source, ...]:
    """Return the feeds to fetch here that the account's sync has just brought."""
    if ids is not None or not session.is_direct:
        return ()
    return tuple(source for source in session.fetched if source.id not in planned)


def includes_account(session: Session, ids: Sequence[str] | None) -> bool:
    """Return whether a refresh of these sources syncs with the account's server."""
    if not has_account(session.settings):
        return False
    return ids is None or any(id == ACCOUNT or session.is_account_source(id) for id in ids)


class _AccountSync:
    """A sync that runs while sources are fetched: no server waits for another."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._steps: asyncio.Queue[Progress | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._run())

    async def steps(self) -> AsyncGenerator[Progress, None]:
        """Yield the steps so far and each further one; the last one says how the sync ended."""
        while (step := await self._steps.get()) is not None:
            yield step
        await self._task

    async def stop(self) -> None:
        """Cancel a running sync; stored results stay."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        try:
            await self._steps.put(await self._sync())
        finally:
            self._steps.put_nowait(None)

    async def _sync(self) -> Progress:
        """Sync; report each batch of news, and return the outcome as one step."""
        from reader.core.account.state import SyncBusyError
        from reader.core.account.sync import sync_account
        from reader.remote.errors import UnreachableError

        session = self._session
        name = account_name(session.settings)

        def report(done: int, total: int, new: Sequence[int], is_old: bool) -> None:
            step = Progress(
                done, total, name=name, new=len(new), headlines=tuple(new), first=is_old, stage="sync"
            )
            self._steps.put_nowait(step)

        is_first = not await session.run(session.library.facts.get, "sync.at")
        try:
            result = await sync_account(session, report=report)
        except SyncBusyError as error:  # the other program does it
            return Progress(1, 1, ACCOUNT, name, note=error.message, finished=True)
        except LocalizedError as error:
            away = isinstance(error, UnreachableError)
            return Progress(1, 1, ACCOUNT, name, error=error.message, offline=away, finished=True)
        note = result.notes[0] if result.notes else None
        return Progress(
            1,
            1,
            ACCOUNT,
            name,
            len(result.new),
            note=note,
            first=is_first,
            rules=() if is_first else result.rules,
            finished=True,
        )


def _group_stories(session: Session) -> None:
    from reader.core.story_groups import reads_once, update_stories

    with suppress(LibraryBusyError):  # another program writes; grouped by the next refresh or list of stories
        update_stories(session.library, read_once=reads_once(session.settings))


def _step(source: Source, before: SourceHealth, stored: Stored, slow: tuple[str, ...]) -> Progress:
    return Progress(
        0,
        0,
        source.id,
        source.name,
        len(stored.new),
        stored.health.error,
        stored.health.failures if stored.health.error else 0,
        slow,
        note=stored.note,
        offline=stored.offline,
        headlines=stored.new,
        first=before.last_success is None,
        title=stored.title if is_unnamed(source) and stored.title != source.name else "",
        rules=stored.rules,
    )


def _store(
    session: Session, before: Mapping[Source, SourceHealth], fetched: Sequence[Fetched], must_wait: bool
) -> list[tuple[Source, Stored]]:
    """Store the results of some sources and apply the rules to new entries; blocks."""
    stored = _store_entries(session.library, before, fetched, must_wait)
    if not stored or not session.settings.rules:
        return stored
    new = [id for _, each in stored for id in each.new]
    quiet = {id for source, each in stored if before[source].last_success is None for id in each.new}
    *others, (source, last) = stored
    rules = apply_rules(session.library, session.settings.rules, new, quiet)
    return [*others, (source, last._replace(rules=rules))]


def _store_entries(
    library: Library, before: Mapping[Source, SourceHealth], fetched: Sequence[Fetched], must_wait: bool
) -> list[tuple[Source, Stored]]:
    """Store the results of some sources in one transaction; blocks.

    Returns:
        Each source with its new entries; nothing while another program writes, unless ``must_wait``.

    Raises:
        StoreError: the library cannot be written.
    """
    if not fetched:
        return []
    updates = [result.update(source) for source, result in fetched]
    try:
        added = library.entries.take_in(updates, patience=None if must_wait else 0.0)
    except LibraryBusyError:
        if must_wait:
            raise
        return []
    except Exception:  # an unforeseen error in one source must not cost the others their entries
        return [(source, _store_one(library, source, before[source], result)) for source, result in fetched]
    return [
        (source, Stored(result.health, tuple(ids.new), _note(result, ids), result.offline, result.title))
        for (source, result), ids in zip(fetched, added, strict=True)
    ]


def _store_one(library: Library, source: Source, before: SourceHealth, result: FetchResult) -> Stored:
    try:
        (added,) = library.entries.take_in([result.update(source)])
    except Exception as error:
        failure = failure_result(before, unexpected_error(source, error))
        library.sources.record(failure.health)
        return Stored(failure.health)
    return Stored(result.health, tuple(added.new), _note(result, added), result.offline, result.title)


def _note(result: FetchResult, added: Added) -> Message | None:
    """Return the notes for a person about a source that could be fetched."""
    return result.note or (Message("refresh.churning") if added.churning else None)
