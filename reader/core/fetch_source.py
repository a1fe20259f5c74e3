"""Fetch one source, parse its feed or listing page, and prepare its entries for the library."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reader.core.schedule import (
    address,
    after_failure,
    after_success,
    has_content,
    is_unconditional,
    without_validators,
)
from reader.locale.message import Message
from reader.model import Feed, Source, SourceHealth
from reader.sources.errors import FeedError, FetchError, SourceError
from reader.sources.http.ssrf_guard import host_of
from reader.sources.sanitize import clean_line
from reader.store.entry_rows import EntryRow, prepare

if TYPE_CHECKING:
    from reader.sources import Client, Fetched
    from reader.store.upsert import SourceUpdate


class FetchResult(NamedTuple):
    """The result of fetching one source, without the library."""

    health: SourceHealth
    """After the fetch."""
    rows: list[EntryRow] | None = None
    """Its entries, oldest first; None when the fetch failed or nothing had changed."""
    note: Message | None = None
    offline: bool = False
    whole: bool = True
    """The document was neither torn nor cut."""
    updated: datetime | None = None
    """The date the document gave for itself."""
    title: str = ""
    """The title the document gave for itself."""

    def update(self, source: Source) -> SourceUpdate:
        """Return the part of the result that the library stores."""
        from reader.store.upsert import SourceUpdate  # the parser process has no use for it

        return SourceUpdate(source, self.health, self.rows or (), self.whole, self.updated)


Read = Callable[[Source, "Fetched", SourceHealth, bool], FetchResult]
Run = Callable[[Read, Source, "Fetched", SourceHealth, bool], Awaitable[FetchResult]]
"""Calls ``read_entries`` where it blocks nothing."""


async def fetch_entries(client: Client, run: Run, source: Source, health: SourceHealth) -> FetchResult:
    """Fetch one source, by its listing page when the feed fails; never raise for its content."""
    try:
        return await _fetch_preferred(client, run, source, health)
    except Exception as error:  # an unforeseen error in one source must not end the refresh of the others
        failure = error if isinstance(error, SourceError) else unexpected_error(source, error)
    if source.feed and source.listing and not getattr(failure, "offline", False):
        try:
            result = await _fetch_listing(client, run, source, health)
        except Exception:  # the first failure is the one to report
            result = None
        if result is not None:
            note = Message("refresh.by_listing", why=failure.message)
            return result._replace(note=note)
    return failure_result(health, failure)


async def _fetch_preferred(client: Client, run: Run, source: Source, health: SourceHealth) -> FetchResult:
    asked = health if not is_unconditional(health, datetime.now(UTC)) else without_validators(health)
    fetched = await client.get(
        health.moved_to or address(source),
        source=source,
        etag=asked.etag,
        last_modified=asked.last_modified,
    )
    if fetched.status == 304:  # there is nothing to parse, and no need for a thread
        return read_entries(source, fetched, health, bool(source.feed))
    return await run(read_entries, source, fetched, health, bool(source.feed))


async def _fetch_listing(client: Client, run: Run, source: Source, health: SourceHealth) -> FetchResult:
    fetched = await client.get(source.listing, source=source)
    plain = replace(fetched, etag="", last_modified="", moved_to="")
    return await run(read_entries, source, plain, replace(health, etag="", digest=""), False)


def read_entries(source: Source, fetched: Fetched, health: SourceHealth, is_feed: bool) -> FetchResult:
    """Parse a fetched feed or listing page and prepare its entries for the library; blocks.

    Raises:
        FeedError: the document is no feed or listing, or has no entries.
    """
    now = datetime.now(UTC)
    digest = hashlib.sha256(fetched.body).hexdigest()
    moved = fetched.moved_to or health.moved_to
    if fetched.status == 304 or (health.digest and digest == health.digest):
        kept = after_success(
            health,
            now,
            entries=None,
            etag=fetched.etag or health.etag,
            last_modified=fetched.last_modified or health.last_modified,
            digest=health.digest,
            moved_to=moved,
        )
        return FetchResult(kept, note=Message("refresh.unchanged"))
    try:
        feed = parse_entries(source, fetched, is_feed)
    except FeedError:
        if fetched.whole:
            raise
        from reader.sources.http.error_mapping import broken  # loads TLS: 10 ms

        raise broken(clean_line(host_of(fetched.url))) from None
    if not fetched.whole:  # asked for again next time, even if the same came
        why = Message("fetch.cut", host=clean_line(host_of(fetched.url)))
        feed, digest = replace(feed, problem=why), ""
    kept = after_success(
        health,
        now,
        entries=feed.entries,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        digest=digest,
        moved_to=moved,
    )
    return FetchResult(
        kept,
        prepare(source, feed.entries, now),
        feed.problem,
        whole=not feed.problem,
        updated=feed.updated,
        title=feed.title,
    )


def parse_entries(source: Source, fetched: Fetched, is_feed: bool) -> Feed:
    """Parse a feed or a listing page; entries without title, address and text are left out.

    Raises:
        FeedError: the document is no feed or listing, or has no entries.
    """
    if is_feed:
        from reader.sources import parse_feed

        feed = parse_feed(fetched.body, fetched.url, fetched.content_type, repeat=False)
    else:
        from reader.sources import parse_listing

        feed = parse_listing(
            fetched.body, fetched.url, fetched.content_type, selectors=source.listing_selectors
        )
    entries = tuple(filter(has_content, feed.entries))
    # A sound feed may be empty, unless there is another way to the headlines.
    is_empty = is_feed and not (feed.entries or feed.problem or source.listing)
    if not entries and not is_empty:
        raise FeedError(Message("refresh.no_entries", name=source.name, url=fetched.url))
    return feed if len(entries) == len(feed.entries) else replace(feed, entries=entries)


def unexpected_error(source: Source, error: Exception) -> SourceError:
    """Return an error of any other type as one of the source."""
    return SourceError(
        Message(
            "refresh.unforeseen",
            name=source.name,
            error=f"{type(error).__name__}: {clean_line(str(error))}",
        )
    )


def failure_result(health: SourceHealth, failure: SourceError) -> FetchResult:
    """Return the result of a fetch that failed."""
    retry = None
    if isinstance(failure, FetchError) and failure.status in (429, 503) and failure.retry_after:
        retry = timedelta(seconds=failure.retry_after)
    offline = getattr(failure, "offline", False)
    after = after_failure(
        health,
        datetime.now(UTC),
        failure.message,
        retry_after=retry,
        offline=offline,
    )
    return FetchResult(after, offline=offline)
