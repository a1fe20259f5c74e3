"""Download every unread article of some sources, for reading with no network."""

from __future__ import annotations

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

TYPICAL_ARTICLE_BYTES = 60_000
"""Estimated size of a page until some have been downloaded."""
MAX_CONCURRENT_DOWNLOADS = 8
"""The client limits requests to one host on its own."""


@dataclass(frozen=True, slots=True)
class _Download:
    size: int
    error: Message | None = None
    offline: bool = False


def list_missing(session: Session, sources: Sequence[str], days: int = 0) -> list[Headline]:
    """List the unread headlines of these sources whose article is not stored, newest first.

    With ``days`` only those of so many days.
    """
    since = datetime.now(UTC) - timedelta(days=days) if days else None
    unread = session.library.entries.headlines(Filter(sources=tuple(sources), unread=True, since=since))
    return [headline for headline in unread if headline.url and (headline.stale or not headline.offline)]


async def download_for_offline(
    session: Session, sources: Sequence[str], *, days: int = 0, max_bytes: int = 0
) -> AsyncGenerator[Progress, None]:
    """Download and store the missing articles of these sources; yield progress with an estimate of bytes.

    Args:
        session: the session.
        sources: ids of the sources.
        days: only articles of so many days; all when 0.
        max_bytes: stop when this much has been downloaded, newest articles first; never when 0.
    """
    headlines = await session.run(list_missing, session, sources, days)
    if not headlines:
        return
    counter = _Counter(len(headlines), max_bytes)
    yield counter.progress(())

    async def work(headline: Headline) -> _Download:
        return await _download(session, headline)

    async with aclosing(map_concurrently(headlines, work, MAX_CONCURRENT_DOWNLOADS)) as batches:
        async for batch in batches:
            slow = tuple(dict.fromkeys(headline.source_name for headline in batch.slow))
            if not batch.done:
                yield counter.progress(slow)
            for headline, download in batch.done:
                yield counter.add(headline, download, slow)
            if counter.is_full:
                return


class _Counter:
    """Counts downloaded articles and their bytes."""

    def __init__(self, total: int, max_bytes: int) -> None:
        self._total = total
        self._max_bytes = max_bytes
        self._done = self._size = self._succeeded = 0

    @property
    def is_full(self) -> bool:
        """Whether as much has been downloaded as may be."""
        return bool(self._max_bytes) and self._size >= self._max_bytes

    def progress(self, slow: tuple[str, ...]) -> Progress:
        """Return the progress so far, of no article in particular."""
        typical = self._size / self._succeeded if self._succeeded else TYPICAL_ARTICLE_BYTES
        expected = self._size + round((self._total - self._done) * typical)
        expected = min(expected, max(self._max_bytes, self._size)) if self._max_bytes else expected
        return Progress(
            self._done, self._total, slow=slow, stage="articles", size=self._size, expected=expected
        )

    def add(self, headline: Headline, download: _Download, slow: tuple[str, ...]) -> Progress:
        """Count an article, downloaded or failed, and return the progress."""
        self._done += 1
        self._size += download.size
        self._succeeded += bool(download.size)
        return replace(
            self.progress(slow),
            source=headline.source,
            name=headline.title,
            error=download.error,
            finished=self._done == self._total or self.is_full,
            offline=download.offline,
        )


async def _download(session: Session, headline: Headline) -> _Download:
    try:
        article = await download_article(session, headline.id)
        await download_images(session, article, headline.id)
    except SourceError as error:
        return _Download(0, error.message, getattr(error, "offline", False))
    html = await session.run(session.library.articles.original, headline.id)
    return _Download(len(html or b""))
