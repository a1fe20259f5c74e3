"""Collect, store, tell: what comes together is stored together, and told of as soon as it is."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from reader.core import schedule as decide
from reader.core.concurrency import map_concurrently
from reader.core.errors import NotFoundError
from reader.core.fetch_source import FetchResult, collect, failed, oddity
from reader.core.progress import Progress
from reader.locale.message import Message
from reader.model import Source, SourceHealth
from reader.store.errors import LibraryBusyError, StoreError
from reader.store.upsert import SourceUpdate

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.store import Library


AT_ONCE = 64
"""Sources that are asked at the same time, at most."""
INDEX_BUDGET = 0.05
"""Seconds given to the index at a time: while nothing comes, and after everything was told."""

Result = TypeVar("Result")
Run = Callable[..., Awaitable[Any]]
"""Does a piece of work where it holds nobody up."""


class Outcome(NamedTuple):
    """What one source gave."""

    health: SourceHealth
    new: tuple[int, ...] = ()
    note: Message | None = None
    offline: bool = False


async def refresh(
    session: Session, ids: Sequence[str] | None = None, *, full: bool = False, due: bool = False
) -> AsyncGenerator[Progress, None]:
    """Fetch headlines, and with ``full`` (or for sources that always want it) the whole articles after them.

    Raises:
        NotFoundError: an id is not followed.
    """
    for id in ids or ():
        if session.source(id) is None:
            raise NotFoundError(Message("core.no_source", id=id))
    now = datetime.now(UTC)
    healths = await session.run(session.healths)
    plan = decide.plan(session.sources, healths, now, ids=ids, due=due)
    async with aclosing(_counted(session, plan, healths, now)) as steps:
        async for step in steps:
            yield step
    wanted = [source.id for source in plan.fetch if full or source.full]
    if wanted:
        from reader.core.offline import take_along

        async with aclosing(take_along(session, wanted)) as steps:
            async for step in steps:
                yield step
    await session.run(session.library.index.update, INDEX_BUDGET)


async def _counted(
    session: Session,
    plan: decide.Plan,
    healths: Mapping[str, SourceHealth],
    now: datetime,
) -> AsyncGenerator[Progress, None]:
    """Fetch what was planned, tell of those that wait as well, and count."""
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
    async with aclosing(headlines(session, plan.fetch, healths)) as steps:
        async for step in steps:
            done += bool(step.source)
            yield replace(step, done=done, total=total, finished=bool(step.source) and done == total)


async def headlines(
    session: Session, sources: Iterable[Source], healths: Mapping[str, SourceHealth]
) -> AsyncGenerator[Progress, None]:
    """Fetch sources and yield the progress of each, uncounted, when its entries are stored."""
    run = session.run
    client = await session.client()
    before: dict[Source, SourceHealth] = {}

    async def work(source: Source) -> FetchResult:
        before[source] = decide.current(source, healths.get(source.id))
        return await collect(client, run, source, before[source])

    held: list[tuple[Source, FetchResult]] = []
    async with aclosing(
        map_concurrently(sources, work, min(session.settings.concurrency, AT_ONCE))
    ) as arriving:
        async for arrived in arriving:
            slow = tuple(source.name for source in arrived.slow)
            if not arrived.done:  # for half a second
                await run(_index_a_little, session.library)
            held += arrived.done
            kept = await run(_keep, session.library, before, held, True) if held else []
            if not kept:
                yield Progress(0, 0, slow=slow)
                continue
            held = []
            for source, outcome in kept:
                yield _step(source, before[source], outcome, slow)
    # There is nothing to go on with any more while others write.
    for source, outcome in await session.run(_keep, session.library, before, held, False) if held else ():
        yield _step(source, before[source], outcome, ())


def _index_a_little(library: Library) -> None:
    with suppress(StoreError):  # somebody else writes; it is done at the end, or when it is needed
        library.index.update(INDEX_BUDGET, patience=0.0)


def _step(source: Source, before: SourceHealth, outcome: Outcome, slow: tuple[str, ...]) -> Progress:
    return Progress(
        0,
        0,
        source.id,
        source.name,
        len(outcome.new),
        outcome.health.error,
        slow,
        note=outcome.note,
        offline=outcome.offline,
        headlines=outcome.new,
        first=before.last_success is None,
    )


def _keep(
    library: Library,
    before: Mapping[Source, SourceHealth],
    gathered: Sequence[tuple[Source, FetchResult]],
    may_wait: bool,
) -> list[tuple[Source, Outcome]]:
    """Store what some sources gave, all at once; nothing, if that ``may_wait`` and another writes just now.

    Raises:
        StoreError: the library takes nothing at all.
    """
    try:
        added = library.entries.take_in(
            [SourceUpdate(source, one.health, one.arriving or ()) for source, one in gathered],
            patience=0.0 if may_wait else None,
        )
    except LibraryBusyError:
        if may_wait:
            return []
        raise
    except Exception:  # one source's oddity must not cost the others their news
        return [(source, _keep_one(library, source, before[source], one)) for source, one in gathered]
    return [
        (source, Outcome(one.health, tuple(of_it.new), one.note, one.offline))
        for (source, one), of_it in zip(gathered, added, strict=True)
    ]


def _keep_one(library: Library, source: Source, before: SourceHealth, collected: FetchResult) -> Outcome:
    health = collected.health
    try:
        (added,) = library.entries.take_in([SourceUpdate(source, health, collected.arriving or ())])
    except Exception as error:
        collected = failed(before, oddity(source, error))
        library.sources.record(collected.health)
        return Outcome(collected.health)
    return Outcome(health, tuple(added.new), collected.note, collected.offline)
