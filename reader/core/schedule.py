"""Decide which sources to fetch and when next; update their health after a fetch. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from reader.locale.message import Message
from reader.model import Entry, Source, SourceHealth

MIN_INTERVAL = timedelta(minutes=10)
"""Between two scheduled fetches of the busiest source."""
MAX_INTERVAL = timedelta(hours=6)
"""Between two scheduled fetches of a source that seldom publishes."""
DEFAULT_INTERVAL = timedelta(hours=1)
"""While the rate of publication is unknown."""
MIN_BACK_OFF = timedelta(minutes=2)
MAX_BACK_OFF = timedelta(days=1)
"""A longer Retry-After is cut to this."""
UNCONDITIONAL_DAYS = 4
"""Between two fetches without validators."""
_MAX_WAIT = MAX_BACK_OFF * 1.2
"""A wait that ends later was begun by a clock that was wrong: it counts for nothing."""
RATE_WINDOW = timedelta(days=14)
"""Older entries do not count for the rate of publication."""


class Plan(NamedTuple):
    """The sources a refresh fetches."""

    fetch: tuple[Source, ...]
    waiting: tuple[tuple[Source, datetime], ...] = ()
    """Sources whose server asked for no request until then (Retry-After)."""


def plan_refresh(
    sources: Iterable[Source],
    healths: Mapping[str, SourceHealth],
    now: datetime,
    *,
    ids: Sequence[str] | None = None,
    due: bool = False,
) -> Plan:
    """Choose the sources to fetch at ``now``.

    Without ``due`` a person asked: that overrides the rate of publication and our own back-off, but never a
    Retry-After. Disabled sources are fetched only when named in ``ids``.
    """
    fetch: list[Source] = []
    waiting: list[tuple[Source, datetime]] = []
    for source in sources:
        if source.sample or (source.id not in ids if ids is not None else not source.enabled):
            continue
        health = healths.get(source.id) or SourceHealth(source.id)
        if (
            health.wait_until
            and now < health.wait_until <= now + _MAX_WAIT
            and health.url == public_address(source)
        ):
            waiting.append((source, health.wait_until))
        elif not due or is_due(source, health, now):
            fetch.append(source)
    return Plan(tuple(fetch), tuple(waiting))


def is_due(source: Source, health: SourceHealth, now: datetime) -> bool:
    """Tell whether a scheduled fetch of a source is due at ``now``."""
    if health.due is None or not now < health.due <= now + _MAX_WAIT:
        return True
    return health.url != public_address(source)


def has_content(entry: Entry) -> bool:
    """Tell whether an entry has a title, an address or a text to show."""
    return bool(entry.title or entry.url or entry.summary or entry.content)


def address(source: Source) -> str:
    """Return the configured address that is fetched first: the feed, else the listing page."""
    return source.feed or source.listing


def public_address(source: Source) -> str:
    """Return a configured address without user name and password, as stored in the library."""
    from reader.sources.sanitize import clean_url

    return clean_url(address(source))


def is_unnamed(source: Source) -> bool:
    """Return whether a source is called by its host, as those of lists without names are."""
    from reader.sources.http.ssrf_guard import host_of

    return bool(source.name) and source.name == host_of(address(source)).removeprefix("www.")


def redact(source: Source) -> Source:
    """Return a source without passwords and headers, to be stored and shown."""
    from reader.sources.sanitize import clean_url

    feed, listing, home = map(clean_url, (source.feed, source.listing, source.home))
    if not source.headers and (feed, listing, home) == (source.feed, source.listing, source.home):
        return source
    return replace(source, feed=feed, listing=listing, home=home, headers=())


def current_health(source: Source, health: SourceHealth | None) -> SourceHealth:
    """Return a source's health; after a change of its address without validators and redirects."""
    if health is None:
        return SourceHealth(source.id, url=public_address(source))
    if health.url == public_address(source):
        return health
    return replace(
        health,
        etag="",
        last_modified="",
        digest="",
        moved_to="",
        failures=0,
        wait_until=None,
        url=public_address(source),
    )


def without_validators(health: SourceHealth) -> SourceHealth:
    """Return a health with which a source is fetched as if for the first time."""
    return replace(health, etag="", last_modified="", digest="", wait_until=None)


def is_unconditional(health: SourceHealth, now: datetime) -> bool:
    """Return whether a fetch goes without validators: the first one of a day, every few days.

    Some servers answer 304 for ever to a validator of theirs.
    """
    if health.last_fetch is None or health.last_fetch.date() == now.date():
        return False
    return (now.toordinal() + crc32(health.source.encode())) % UNCONDITIONAL_DAYS == 0


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
    """Return the health after a successful fetch; ``entries`` is None for an unchanged source."""
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
    """Return the health after a failed fetch.

    The wait doubles with each failure in a row; a Retry-After is obeyed up to ``MAX_BACK_OFF``. A
    permanent redirect is forgotten, so that the next fetch tries the configured address again. Without a
    network (``offline``) nothing is counted against the source, and nothing forgotten.
    """
    if offline:
        due = now + spread(MIN_BACK_OFF, health.source)
        return replace(health, last_fetch=now, error=error, due=due)
    failures = health.failures + 1
    wait = back_off(failures)
    asked = None
    if retry_after is not None:
        wait = max(wait, min(retry_after, MAX_BACK_OFF))
        asked = now + min(retry_after, MAX_BACK_OFF)
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
    """Estimate the rate of publication from the dates of entries; 0.0 when there are too few."""
    dates = (entry.published for entry in entries)
    times = sorted(date for date in dates if date and now - RATE_WINDOW <= date <= now)
    if len(times) < 2:
        return 0.0
    days = max((now - times[0]) / timedelta(days=1), 1 / 24)
    return len(times) / days


def interval(rate: float) -> timedelta:
    """Return the time to the next fetch for entries per day: half the mean gap, bounded."""
    if rate <= 0:
        return DEFAULT_INTERVAL
    half = min(MAX_INTERVAL.total_seconds(), 86_400 / rate / 2)
    return max(MIN_INTERVAL, timedelta(seconds=half))


def back_off(failures: int) -> timedelta:
    """Return the time to the next fetch after so many failures in a row."""
    return min(MAX_BACK_OFF, MIN_BACK_OFF * (1 << min(failures - 1, 12)))


def spread(wait: timedelta, source: str) -> timedelta:
    """Lengthen a wait by up to a tenth, by the source's id, to spread the fetches."""
    return wait + wait * (crc32(source.encode()) % 100) / 1000
