"""Taking the whole list along: every unread article's text, for reading with no network."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.core.bookmarks import fetch_article
from reader.core.concurrency import map_concurrently
from reader.core.pictures import fetch_pictures
from reader.core.progress import Progress
from reader.locale.message import Message
from reader.model import Filter, Headline
from reader.sources.errors import SourceError

if TYPE_CHECKING:
    from reader.core.session import Session

TYPICAL_BYTES = 60_000
"""Of an article's page, until some have been seen."""
AT_ONCE = 8
"""Articles fetched at the same time; the client keeps it polite for each host."""


@dataclass(frozen=True, slots=True)
class _Taken:
    size: int
    error: Message | None = None
    offline: bool = False


def missing(session: Session, sources: Sequence[str]) -> list[Headline]:
    """List the unread headlines of these sources whose article is not in the library yet."""
    unread = session.library.entries.headlines(Filter(sources=tuple(sources), unread=True))
    return [headline for headline in unread if not headline.offline and headline.url]


async def take_along(session: Session, sources: Sequence[str]) -> AsyncGenerator[Progress, None]:
    """Fetch and store every unread article of these sources, newest first, estimating the bytes to come."""
    headlines = await session.run(missing, session, sources)
    total = len(headlines)
    if not total:
        return
    told = _Told(total)
    yield told.life(())

    async def work(headline: Headline) -> _Taken:
        return await _take(session, headline)

    async with aclosing(map_concurrently(headlines, work, AT_ONCE)) as arriving:
        async for arrived in arriving:
            slow = tuple(dict.fromkeys(one.source_name for one in arrived.slow))
            if not arrived.done:
                yield told.life(slow)
            for headline, result in arrived.done:
                yield told.article(headline, result, slow)


class _Told:
    """Counts the articles taken, and tells of each."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = self._size = self._taken = 0

    def life(self, slow: tuple[str, ...]) -> Progress:
        """Return a sign of life."""
        typical = self._size / self._taken if self._taken else TYPICAL_BYTES
        expected = self._size + round((self._total - self._done) * typical)
        return Progress(
            self._done, self._total, slow=slow, stage="articles", size=self._size, expected=expected
        )

    def article(self, headline: Headline, result: _Taken, slow: tuple[str, ...]) -> Progress:
        """Return what is told of an article that was taken, or could not be."""
        self._done += 1
        self._size += result.size
        self._taken += bool(result.size)
        return replace(
            self.life(slow),
            source=headline.source,
            name=headline.title,
            error=result.error,
            finished=self._done == self._total,
            offline=result.offline,
        )


async def _take(session: Session, headline: Headline) -> _Taken:
    try:
        article = await fetch_article(session, headline.id)
        source = session.source(headline.source)
        wanted = session.settings.pictures == "on" or bool(source and source.pictures)
        await fetch_pictures(session, article, headline.id, wanted=wanted)
    except SourceError as error:
        return _Taken(0, error.message, getattr(error, "offline", False))
    html = await session.run(session.library.articles.original, headline.id)
    return _Taken(len(html or b""))
