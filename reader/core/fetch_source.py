"""What one source gives, made ready for the library, which is not needed for it: fetch → parse → prepare."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reader.core import schedule as decide
from reader.locale.message import Message
from reader.model import Feed, Source, SourceHealth
from reader.sources.errors import FeedError, FetchError, SourceError
from reader.sources.sanitize import clean_line
from reader.store.prepare_entries import Arriving, prepare

if TYPE_CHECKING:
    from reader.sources import Client, Fetched


class FetchResult(NamedTuple):
    """What one source gave."""

    health: SourceHealth
    """After it."""
    arriving: list[Arriving] | None = None
    """Its entries, oldest first; None when it failed, or nothing had changed."""
    note: Message | None = None
    offline: bool = False


Read = Callable[[Source, "Fetched", SourceHealth, bool], FetchResult]
Run = Callable[[Read, Source, "Fetched", SourceHealth, bool], Awaitable[FetchResult]]
"""Runs ``read`` where it holds nobody up."""


async def collect(client: Client, run: Run, source: Source, health: SourceHealth) -> FetchResult:
    """Fetch and read one source, by its listing page when its feed fails; never raises for what came."""
    try:
        return await _first_way(client, run, source, health)
    except Exception as error:  # one source's oddity must not cost the others their news
        failure = error if isinstance(error, SourceError) else oddity(source, error)
    if source.feed and source.listing and not getattr(failure, "offline", False):
        try:
            collected = await _second_way(client, run, source, health)
        except Exception:  # the first failure says more
            collected = None
        if collected is not None:
            note = Message("refresh.by_listing", why=failure.message)
            return collected._replace(note=note)
    return failed(health, failure)


async def _first_way(client: Client, run: Run, source: Source, health: SourceHealth) -> FetchResult:
    fetched = await client.get(
        health.moved_to or decide.address(source),
        source=source,
        etag=health.etag,
        last_modified=health.last_modified,
    )
    if fetched.status == 304:  # there is nothing to read
        return read(source, fetched, health, bool(source.feed))
    return await run(read, source, fetched, health, bool(source.feed))


async def _second_way(client: Client, run: Run, source: Source, health: SourceHealth) -> FetchResult:
    fetched = await client.get(source.listing, source=source)
    plain = replace(fetched, etag="", last_modified="", moved_to="")
    return await run(read, source, plain, replace(health, etag="", digest=""), False)


def read(source: Source, fetched: Fetched, health: SourceHealth, is_feed: bool) -> FetchResult:
    """Read what came, and make it ready for the library.

    Raises:
        FeedError: it is no feed or listing, or has nothing in it.
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
        return FetchResult(kept, note=Message("refresh.unchanged"))
    feed = parse(source, fetched, is_feed)
    kept = decide.after_success(
        health,
        now,
        entries=feed.entries,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        digest=digest,
        moved_to=moved,
    )
    return FetchResult(kept, prepare(source, feed.entries, now), feed.problem)


def parse(source: Source, fetched: Fetched, is_feed: bool) -> Feed:
    """Read a feed or a listing page, without entries that say nothing.

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
        raise FeedError(Message("refresh.no_entries", name=source.name, url=fetched.url))
    return feed if len(told) == len(feed.entries) else replace(feed, entries=told)


def oddity(source: Source, error: Exception) -> SourceError:
    """Return how an error nobody foresaw is told."""
    return SourceError(
        Message(
            "refresh.unforeseen",
            name=source.name,
            error=f"{type(error).__name__}: {clean_line(str(error))}",
        )
    )


def failed(health: SourceHealth, failure: SourceError) -> FetchResult:
    """Return what a source gave that failed."""
    retry = None
    if isinstance(failure, FetchError) and failure.status in (429, 503):
        seconds = failure.retry_after or decide.back_off(health.failures + 1).total_seconds()
        retry = timedelta(seconds=seconds)
    offline = getattr(failure, "offline", False)
    after = decide.after_failure(
        health,
        datetime.now(UTC),
        failure.message,
        retry_after=retry,
        offline=offline,
    )
    return FetchResult(after, offline=offline)
