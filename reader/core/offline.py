"""Download unread articles with their pictures within a budget, to read without a network.

One report of each event comes first, the newest and most reported events before others; the other reports of
the same events follow. A pack that was broken off goes on with the rest of its budget.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.core.concurrency import map_concurrently
from reader.core.fetch_article import download_article
from reader.core.images import download_images
from reader.core.progress import Progress
from reader.locale.message import Message
from reader.model import Filter, Headline
from reader.sources.errors import SourceError

if TYPE_CHECKING:
    from reader.core.session import Session

TYPICAL_ARTICLE_BYTES = 80_000
"""Estimated size of an article with its pictures until some have been downloaded."""
MAX_CONCURRENT_DOWNLOADS = 8
"""The client limits requests to one host on its own."""
_NEWSROOM_HOURS = 4
"""An event counts as so much newer for each further newsroom that reports it."""
_MAX_COUNTED_NEWSROOMS = 7
_MAX_CONSIDERED = 20_000
"""Newest headlines of which a budget is filled: a library may have a million."""
_RESUME_HOURS = 24
"""For so long a pack that was broken off goes on."""
_KEY = "pack"
"""Key of the library's record of the pack that is being downloaded."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The articles to take along, in their order, and the estimate of how many fit the budget."""

    headlines: tuple[Headline, ...]
    days: int = 0
    max_bytes: int = 0
    typical_bytes: int = TYPICAL_ARTICLE_BYTES
    taken_bytes: int = 0
    """Downloaded before the pack was broken off."""

    @property
    def fitting(self) -> int:
        """How many articles are likely to fit."""
        if not self.max_bytes:
            return len(self.headlines)
        left = self.max_bytes - self.taken_bytes
        return min(len(self.headlines), max(1, left // self.typical_bytes)) if left > 0 else 0

    @property
    def expected_bytes(self) -> int:
        """How much they are likely to take."""
        return self.fitting * self.typical_bytes

    @property
    def events(self) -> int:
        """How many events are likely to fit."""
        return len({each.story or each.id for each in self.headlines[: self.fitting]})


@dataclass(frozen=True, slots=True)
class _Download:
    size: int
    error: Message | None = None
    offline: bool = False


def list_missing(
    session: Session, sources: Sequence[str], days: int = 0, limit: int | None = None
) -> list[Headline]:
    """List the unread headlines of these sources without a stored article, newest first.

    With ``days`` only those of so many days, with ``limit`` those of so many unread ones.
    """
    since = datetime.now(UTC) - timedelta(days=days) if days else None
    wanted = Filter(sources=tuple(sources), unread=True, since=since)
    unread = session.library.entries.headlines(wanted, limit=limit)
    return [headline for headline in unread if headline.url and (headline.stale or not headline.offline)]


def plan_pack(session: Session, sources: Sequence[str], *, days: int = 0, max_bytes: int = 0) -> Pack:
    """Return the articles to download of these sources, and how many fit; blocks.

    Args:
        session: the session.
        sources: ids of the sources.
        days: only articles of so many days; all when 0.
        max_bytes: the budget; none when 0.
    """
    missing = list_missing(session, sources, days, _MAX_CONSIDERED if max_bytes else None)
    if session.settings.stories:
        missing = order_by_event(missing)
    typical = session.library.articles.typical_bytes() or TYPICAL_ARTICLE_BYTES
    return Pack(tuple(missing), days, max_bytes, typical, _taken_before(session, days, max_bytes))


def order_by_event(headlines: Sequence[Headline]) -> list[Headline]:
    """Return headlines, one report of each event first, by time and number of newsrooms."""

    def weight(headline: Headline) -> float:
        time = headline.time.timestamp() if headline.time else 0.0
        others = min(headline.newsrooms, _MAX_COUNTED_NEWSROOMS) - 1
        return time + others * _NEWSROOM_HOURS * 3600

    ordered = sorted(headlines, key=weight, reverse=True)
    first: list[Headline] = []
    further: list[Headline] = []
    known: set[int] = set()
    for headline in ordered:
        event = headline.story or headline.id
        (further if event in known else first).append(headline)
        known.add(event)
    return first + further


async def download_for_offline(
    session: Session, sources: Sequence[str], *, days: int = 0, max_bytes: int = 0
) -> AsyncGenerator[Progress, None]:
    """Download and store the missing articles of sources; yield progress with bytes expected.

    The first step says what fits.

    Args:
        session: the session.
        sources: ids of the sources.
        days: only articles of so many days; all when 0.
        max_bytes: stop when this much has been downloaded; never when 0.
    """
    pack = await session.run(lambda: plan_pack(session, sources, days=days, max_bytes=max_bytes))
    if not pack.headlines:
        return
    counter = _Counter(pack)
    yield counter.progress(())

    async def work(headline: Headline) -> _Download | None:
        return None if counter.is_full else await _download(session, headline)

    async with aclosing(map_concurrently(pack.headlines, work, MAX_CONCURRENT_DOWNLOADS)) as batches:
        async for batch in batches:
            slow = tuple(dict.fromkeys(headline.source_name for headline in batch.slow))
            if not batch.done:
                yield counter.progress(slow)
            for headline, download in batch.done:
                if download is not None:
                    yield counter.add(headline, download, slow)
            if counter.is_full:
                break
            if max_bytes:
                await session.run(_record, session, pack, counter.size)
    await session.run(_record, session, pack, None)


class _Counter:
    """Counts downloaded articles and their bytes."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._done = self._succeeded = 0
        self.size = 0
        """Bytes downloaded in this run."""

    @property
    def is_full(self) -> bool:
        """Whether as much has been downloaded as may be."""
        pack = self._pack
        return bool(pack.max_bytes) and pack.taken_bytes + self.size >= pack.max_bytes

    def progress(self, slow: tuple[str, ...]) -> Progress:
        """Return the progress so far, of no article in particular."""
        pack = self._pack
        typical = self.size // self._succeeded if self.size else pack.typical_bytes
        left = replace(
            pack,
            headlines=pack.headlines[self._done :],
            typical_bytes=max(1, typical),
            taken_bytes=pack.taken_bytes + self.size,
        )
        return Progress(
            self._done,
            self._done + left.fitting,
            slow=slow,
            stage="articles",
            size=self.size,
            expected=self.size + left.expected_bytes,
            available=len(pack.headlines),
        )

    def add(self, headline: Headline, download: _Download, slow: tuple[str, ...]) -> Progress:
        """Count an article, downloaded or failed, and return the progress."""
        self._done += 1
        self.size += download.size
        self._succeeded += bool(download.size)
        return self.progress(slow)._replace(
            source=headline.source,
            name=headline.title,
            error=download.error,
            finished=self._done == len(self._pack.headlines) or self.is_full,
            offline=download.offline,
        )


def _taken_before(session: Session, days: int, max_bytes: int) -> int:
    """Return the bytes of a pack with the same budget that was broken off; 0 without one."""
    try:
        record = json.loads(session.library.facts.get(_KEY) or "{}")
        since = datetime.now(UTC) - datetime.fromisoformat(record["at"])
        is_same = record["days"] == days and record["bytes"] == max_bytes
        return int(record["taken"]) if is_same and since < timedelta(hours=_RESUME_HOURS) else 0
    except (ValueError, KeyError, TypeError):
        return 0


def _record(session: Session, pack: Pack, size: int | None) -> None:
    """Store how much of a pack has been downloaded; None at its end."""
    record: dict[str, object] = {}
    if size is not None:
        taken = pack.taken_bytes + size
        at = datetime.now(UTC).isoformat()
        record = {"days": pack.days, "bytes": pack.max_bytes, "taken": taken, "at": at}
    session.library.facts.set(_KEY, json.dumps(record))


async def _download(session: Session, headline: Headline) -> _Download:
    try:
        article = await download_article(session, headline.id)
        await download_images(session, article, headline.id)
    except SourceError as error:
        return _Download(0, error.message, error.offline)
    return _Download(await session.run(session.library.articles.stored_bytes, headline.id))
