"""fetch → parse → decide → store: each source in a transaction of its own, told of as it arrives."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.edition import decide
from reader.edition.arrivals import arrivals
from reader.edition.errors import NotFound
from reader.edition.events import Progress
from reader.model import Feed, Source, SourceHealth
from reader.sources.clean import clean_line
from reader.sources.errors import FeedError, FetchError, SourceError
from reader.told import NOTHING, Note

if TYPE_CHECKING:
    from reader.edition.edition import Edition
    from reader.sources import Client, Fetched
    from reader.store import Library


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
    client = await edition.client()

    async def work(source: Source) -> Outcome:
        return await _one(edition, client, source, decide.current(source, healths.get(source.id)))

    async with aclosing(arrivals(plan.fetch, work, min(edition.settings.concurrency, 64))) as arriving:
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


async def _one(edition: Edition, client: Client, source: Source, health: SourceHealth) -> Outcome:
    """Fetch and store one source, by its listing page when its feed fails; never raises for what came."""
    try:
        return await _first_way(edition, client, source, health)
    except SourceError as error:
        failure = error
    except Exception as error:  # one source's oddity must not cost the others their news
        failure = SourceError(
            f"{source.name} could not be read ({type(error).__name__}: {clean_line(str(error))})",
            f"تعذّرت قراءة {source.name} ({type(error).__name__})",
        )
    if source.feed and source.listing and not getattr(failure, "offline", False):
        try:
            outcome = await _second_way(edition, client, source, health)
        except Exception:  # the first failure says more
            outcome = None
        if outcome is not None:
            note = Note(
                f"by its listing page; the feed failed: {failure}",
                f"من صفحة عناوينه؛ تعذّرت الخلاصة: {failure.arabic}",
            )
            return replace(outcome, note=note)
    failed = _after_failure(health, failure)
    await edition.run(edition.library.record_fetch, failed)
    return Outcome(failed, offline=getattr(failure, "offline", False))


async def _first_way(edition: Edition, client: Client, source: Source, health: SourceHealth) -> Outcome:
    fetched = await client.get(
        health.moved_to or decide.address(source),
        source=source,
        etag=health.etag,
        last_modified=health.last_modified,
    )
    return await edition.run(store, edition.library, source, fetched, health, bool(source.feed))


async def _second_way(edition: Edition, client: Client, source: Source, health: SourceHealth) -> Outcome:
    fetched = await client.get(source.listing, source=source)
    plain = replace(fetched, etag="", last_modified="", moved_to="")
    return await edition.run(
        store, edition.library, source, plain, replace(health, etag="", digest=""), False
    )


def store(library: Library, source: Source, fetched: Fetched, health: SourceHealth, is_feed: bool) -> Outcome:
    """Parse what came and store it; runs in a thread.

    Raises:
        FeedError: it is no feed or listing, or has nothing in it.
        StoreError: the library cannot take it.
    """
    now = datetime.now(UTC)
    digest = hashlib.sha256(fetched.body).hexdigest()
    moved = fetched.moved_to or health.moved_to
    if fetched.status == 304 or (health.digest and digest == health.digest):
        kept = decide.after_success(
            health,
            now,
            entries=None,
            etag=fetched.etag or health.etag,
            last_modified=fetched.last_modified or health.last_modified,
            digest=health.digest,
            moved_to=moved,
        )
        library.record_fetch(kept)
        return Outcome(kept, note=Note("unchanged", "لم يتغير شيء"))
    feed = parse(source, fetched, is_feed)
    added = library.add_entries(source, feed.entries, now=now)
    kept = decide.after_success(
        health,
        now,
        entries=feed.entries,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        digest=digest,
        moved_to=moved,
    )
    library.record_fetch(kept)
    return Outcome(kept, tuple(added.new), note=feed.problem)


def parse(source: Source, fetched: Fetched, is_feed: bool) -> Feed:
    """Read a feed or a listing page, without entries that say nothing; runs in a thread.

    Raises:
        FeedError: it is none, or has nothing in it.
    """
    if is_feed:
        from reader.sources import parse_feed

        feed = parse_feed(fetched.body, fetched.url, fetched.content_type, repeat=False)
    else:
        from reader.sources import parse_listing

        feed = parse_listing(
            fetched.body, fetched.url, fetched.content_type, selectors=source.listing_selectors
        )
    told = tuple(filter(decide.says_something, feed.entries))
    if not told:
        raise FeedError(
            f"{source.name} has no entries at {fetched.url}", f"لا عناوين في {source.name} على {fetched.url}"
        )
    return feed if len(told) == len(feed.entries) else replace(feed, entries=told)


def _after_failure(health: SourceHealth, failure: SourceError) -> SourceHealth:
    retry = None
    if isinstance(failure, FetchError) and failure.status in (429, 503):
        seconds = failure.retry_after or decide.back_off(health.failures + 1).total_seconds()
        retry = timedelta(seconds=seconds)
    return decide.after_failure(
        health,
        datetime.now(UTC),
        str(failure),
        arabic=failure.arabic,
        retry_after=retry,
        offline=getattr(failure, "offline", False),
    )
