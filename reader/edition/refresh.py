"""Collect, store, tell: each source in a transaction of its own, told of as it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.edition import decide
from reader.edition.arrivals import Arrival, arrivals
from reader.edition.collect import Collected, collect, failed, oddity
from reader.edition.errors import NotFound
from reader.edition.events import Progress
from reader.edition.process import MANY, is_quicker
from reader.model import Source, SourceHealth
from reader.store.errors import StoreError
from reader.told import NOTHING, Note

if TYPE_CHECKING:
    from reader.edition.edition import Edition
    from reader.store import Library


AT_ONCE = 64
"""Sources that are asked at the same time, at most."""
IDLE = 0.01
"""Seconds given to the index at a time while no source arrives."""
INDEX_BUDGET = 0.2
"""Seconds the library is held at a time while new words are indexed, after everything was told."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source gave."""

    health: SourceHealth
    new: tuple[int, ...] = ()
    note: Note = NOTHING
    offline: bool = False


async def refresh(
    edition: Edition, ids: Sequence[str] | None = None, *, full: bool = False, due: bool = False
) -> AsyncGenerator[Progress, None]:
    """Fetch headlines, and with ``full`` (or for sources that always want it) the whole articles after them.

    Raises:
        NotFound: an id is not followed.
    """
    for id in ids or ():
        if edition.source(id) is None:
            raise NotFound(
                f"no source is called {id!r}; khabar sources lists them",
                f"لا مصدر باسم «{id}»؛ تعرض khabar sources أسماءها",
            )
    now = datetime.now(UTC)
    healths = await edition.run(edition.healths)
    plan = decide.plan(edition.sources, healths, now, ids=ids, due=due)
    async with aclosing(_headlines(edition, plan, healths, now)) as steps:
        async for step in steps:
            yield step
    wanted = [source.id for source in plan.fetch if full or source.full]
    if wanted:
        from reader.edition.along import take_along

        async with aclosing(take_along(edition, wanted)) as steps:
            async for step in steps:
                yield step
    while await edition.run(edition.library.index_pending, INDEX_BUDGET):
        pass


async def _headlines(
    edition: Edition, plan: decide.Plan, healths: Mapping[str, SourceHealth], now: datetime
) -> AsyncGenerator[Progress, None]:
    """Fetch what was planned, and tell of those that wait as well."""
    done, total = 0, len(plan.fetch) + len(plan.waiting)
    if not total:
        yield Progress(0, 0, finished=True)
    for source, until in plan.waiting:
        done += 1
        seconds = int((until - now).total_seconds())
        note = Note(
            f"asked to be left alone for another {seconds} s", f"طلب ألا يُسأل قبل {seconds} ثانية أخرى"
        )
        yield Progress(done, total, source.id, source.name, note=note, finished=done == total)
    if not plan.fetch:
        return
    async with aclosing(_arrivals(edition, plan.fetch, healths)) as arriving:
        async for arrival in arriving:
            slow = tuple(source.name for source in arrival.slow)
            if arrival.key is None or arrival.result is None:
                yield Progress(done, total, slow=slow)
                continue
            done += 1
            before = healths.get(arrival.key.id)
            yield Progress(
                done,
                total,
                arrival.key.id,
                arrival.key.name,
                len(arrival.result.new),
                arrival.result.health.error,
                slow,
                done == total,
                arabic=arrival.result.health.arabic,
                note=arrival.result.note,
                offline=arrival.result.offline,
                headlines=arrival.result.new,
                first=before is None or before.last_success is None,
            )


async def _arrivals(
    edition: Edition, sources: Sequence[Source], healths: Mapping[str, SourceHealth]
) -> AsyncGenerator[Arrival[Source, Outcome], None]:
    """Collect these and keep what they give: upstream, in a process of its own, when much is to come."""
    before = {source: decide.current(source, healths.get(source.id)) for source in sources}
    at_once = min(edition.settings.concurrency, AT_ONCE)
    begun = False
    unread = sum(not health.digest for health in before.values())
    if unread >= MANY and is_quicker() and edition.may_be_apart:
        async with aclosing(_from_upstream(edition, before, at_once)) as arriving:
            async for arrival in arriving:
                begun = True
                yield arrival
    if begun:
        return
    client = await edition.client()

    async def work(source: Source) -> Outcome:
        collected = await collect(client, edition.run, source, before[source])
        return await edition.run(keep, edition.library, source, before[source], collected)

    async with aclosing(arrivals(sources, work, at_once)) as arriving:
        async for arrival in arriving:
            yield arrival


async def _from_upstream(
    edition: Edition, before: Mapping[Source, SourceHealth], at_once: int
) -> AsyncGenerator[Arrival[Source, Outcome], None]:
    """Keep what another process collects; while nothing comes from there, index what came before."""
    from reader.edition import upstream

    library = edition.library
    async with aclosing(upstream.collected(before, edition.settings.proxy, at_once)) as coming:
        following = asyncio.ensure_future(anext(coming, None))
        slow: tuple[Source, ...] = ()
        try:
            while (arrived := await following) is not None:
                source, told, names = arrived
                following = asyncio.ensure_future(anext(coming, None))
                if source is None:
                    slow = names
                    yield Arrival(None, None, slow)
                    continue
                kept = await edition.run(_unpack_and_keep, library, source, before[source], told)
                slow = tuple(one for one in slow if one is not source)
                yield Arrival(source, kept, slow)
                behind = len(kept.new)
                while behind and not following.done():
                    behind = await edition.run(_index_a_little, library)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)


def _index_a_little(library: Library) -> int:
    try:
        return library.index_pending(IDLE)
    except StoreError:  # somebody else writes; it is done at the end
        return 0


def _unpack_and_keep(library: Library, source: Source, before: SourceHealth, told: bytes) -> Outcome:
    from reader.edition import upstream

    return keep(library, source, before, upstream.unpack(told))


def keep(library: Library, source: Source, before: SourceHealth, collected: Collected) -> Outcome:
    """Store what one source gave; runs in a thread.

    Raises:
        StoreError: the library takes nothing at all.
    """
    health = collected.health
    if collected.arriving is not None:
        assert health.last_fetch is not None
        try:
            added = library.take_in(source, collected.arriving, now=health.last_fetch, health=health)
            return Outcome(health, tuple(added.new), collected.note)
        except Exception as error:  # one source's oddity must not cost the others their news
            collected = failed(before, oddity(source, error))
    library.record_fetch(collected.health)
    return Outcome(collected.health, (), collected.note, collected.offline)
