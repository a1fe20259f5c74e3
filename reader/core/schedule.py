"""What to fetch, when next, and what a fetch has taught: pure decisions about plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from reader.locale.message import Message
from reader.model import Entry, Source, SourceHealth

SHORTEST = timedelta(minutes=10)
"""Between two unasked fetches of the busiest source."""
LONGEST = timedelta(hours=6)
"""Between two unasked fetches of a source that seldom publishes."""
UNKNOWN = timedelta(hours=1)
"""The same while nothing is known of how often it publishes."""
FIRST_BACK_OFF = timedelta(minutes=2)
LONGEST_BACK_OFF = timedelta(days=1)
"""Also the longest a server's Retry-After is believed."""
WINDOW = timedelta(days=14)
"""Entries older than this tell nothing about how often a source publishes now."""


class Plan(NamedTuple):
    """Which sources a refresh fetches."""

    fetch: tuple[Source, ...]
    waiting: tuple[tuple[Source, datetime], ...] = ()
    """Those whose server asked to be left alone until then."""


def plan(
    sources: Iterable[Source],
    healths: Mapping[str, SourceHealth],
    now: datetime,
    *,
    ids: Sequence[str] | None = None,
    due: bool = False,
) -> Plan:
    """Choose the sources to fetch now.

    A person's asking (``due`` false) overrides how often a source publishes and our own back-off, but never a
    Retry-After. Sources that are switched off are fetched only when asked by id.
    """
    fetch: list[Source] = []
    waiting: list[tuple[Source, datetime]] = []
    for source in sources:
        if source.sample or (source.id not in ids if ids is not None else not source.enabled):
            continue
        health = healths.get(source.id) or SourceHealth(source.id)
        if health.wait_until and health.wait_until > now and health.url == known_as(source):
            waiting.append((source, health.wait_until))
        elif not due or is_due(source, health, now):
            fetch.append(source)
    return Plan(tuple(fetch), tuple(waiting))


def is_due(source: Source, health: SourceHealth, now: datetime) -> bool:
    """Tell whether it is time to ask a source again without being told to."""
    return health.due is None or health.due <= now or health.url != known_as(source)


def says_something(entry: Entry) -> bool:
    """Tell whether an entry has anything to show: a title, an address or a text."""
    return bool(entry.title or entry.url or entry.summary or entry.content)


def address(source: Source) -> str:
    """Return the configured address that is asked first: the feed, else the listing page."""
    return source.feed or source.listing


def known_as(source: Source) -> str:
    """Return the configured address as the library knows it: without user name and password."""
    from reader.sources.sanitize import clean_url

    return clean_url(address(source))


def told(source: Source) -> Source:
    """Return a source as it may be written down and shown: without passwords, and without headers."""
    from reader.sources.sanitize import clean_url

    feed, listing, home = map(clean_url, (source.feed, source.listing, source.home))
    if not source.headers and (feed, listing, home) == (source.feed, source.listing, source.home):
        return source  # nearly all
    return replace(source, feed=feed, listing=listing, home=home, headers=())


def current(source: Source, health: SourceHealth | None) -> SourceHealth:
    """Return what is still true of a source's health: another address makes validators and redirects void."""
    if health is None:
        return SourceHealth(source.id, url=known_as(source))
    if health.url == known_as(source):
        return health
    return replace(
        health,
        etag="",
        last_modified="",
        digest="",
        moved_to="",
        failures=0,
        wait_until=None,
        url=known_as(source),
    )


def after_success(
    health: SourceHealth,
    now: datetime,
    *,
    entries: Sequence[Entry] | None,
    etag: str = "",
    last_modified: str = "",
    digest: str = "",
    moved_to: str = "",
) -> SourceHealth:
    """Return the health after a fetch that worked; ``entries`` is None when nothing had changed."""
    rate = health.entries_per_day if entries is None else entries_per_day(entries, now)
    return replace(
        health,
        last_fetch=now,
        last_success=now,
        error=None,
        failures=0,
        wait_until=None,
        etag=etag,
        last_modified=last_modified,
        digest=digest,
        moved_to=moved_to or health.moved_to,
        entries_per_day=rate,
        due=now + spread(interval(rate), health.source),
    )


def after_failure(
    health: SourceHealth,
    now: datetime,
    error: Message,
    *,
    retry_after: timedelta | None = None,
    offline: bool = False,
) -> SourceHealth:
    """Return the health after a fetch that failed.

    The wait doubles with each failure in a row; a Retry-After is obeyed up to ``LONGEST_BACK_OFF``. A
    permanent redirect is forgotten, so that the next fetch tries the configured address again. Without a
    network (``offline``) the source is not to blame: nothing is counted against it, nothing forgotten.
    """
    if offline:
        due = now + spread(FIRST_BACK_OFF, health.source)
        return replace(health, last_fetch=now, error=error, due=due)
    failures = health.failures + 1
    wait = back_off(failures)
    asked = None
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_BACK_OFF))
        asked = now + min(retry_after, LONGEST_BACK_OFF)
    return replace(
        health,
        last_fetch=now,
        error=error,
        failures=failures,
        wait_until=asked,
        moved_to="",
        due=now + spread(wait, health.source),
    )


def entries_per_day(entries: Sequence[Entry], now: datetime) -> float:
    """Estimate how often a source publishes from the dates of what it shows; 0.0 when it cannot be known."""
    times = sorted(
        entry.published for entry in entries if entry.published and now - WINDOW <= entry.published <= now
    )
    if len(times) < 2:
        return 0.0
    days = max((now - times[0]) / timedelta(days=1), 1 / 24)
    return len(times) / days


def interval(rate: float) -> timedelta:
    """Return how long to wait before asking again: half the mean time between two entries, within bounds."""
    if rate <= 0:
        return UNKNOWN
    half = min(LONGEST.total_seconds(), 86_400 / rate / 2)
    return max(SHORTEST, timedelta(seconds=half))


def back_off(failures: int) -> timedelta:
    """Return how long to leave a source alone after so many failures in a row."""
    return min(LONGEST_BACK_OFF, FIRST_BACK_OFF * (1 << min(failures - 1, 12)))


def spread(wait: timedelta, source: str) -> timedelta:
    """Lengthen a wait by up to a tenth, always the same for a source, so that not all come due at once."""
    return wait + wait * (crc32(source.encode()) % 100) / 1000
