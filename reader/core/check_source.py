"""Trying a source without storing anything: which of its ways work, what broke, whether an article opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reader.core.fetch_article import read_page
from reader.core.fetch_source import parse
from reader.locale.message import Message
from reader.model import Entry, Source
from reader.sources.errors import SourceError
from reader.sources.sanitize import clean_url

if TYPE_CHECKING:
    from reader.core.session import Session

Way = Literal["feed", "listing", "article"]


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """How one way went."""

    way: Way
    url: str
    entries: int = 0
    """Headlines it gave."""
    characters: int = 0
    """Of the article's text."""
    error: Message | None = None
    note: Message | None = None
    """What was odd: read only in part, moved for good."""


async def try_source(session: Session, source: Source) -> list[SourceCheck]:
    """Fetch the feed and the listing of a source, and the first article either gives."""
    trials: list[SourceCheck] = []
    entries: tuple[Entry, ...] = ()
    for way, address in (("feed", source.feed), ("listing", source.listing)):
        if not address:
            continue
        trial, found = await _try_way(session, source, "feed" if way == "feed" else "listing", address)
        trials.append(trial)
        entries = entries or found
    first = next((entry for entry in entries if entry.url), None)
    if first is not None:
        trials.append(await _try_article(session, source, first))
    return trials


async def _try_way(
    session: Session, source: Source, way: Way, address: str
) -> tuple[SourceCheck, tuple[Entry, ...]]:
    try:
        client = await session.client()
        fetched = await client.get(address, source=source)
        feed = await session.run(parse, source, fetched, way == "feed")
    except SourceError as error:
        return SourceCheck(way, clean_url(address), error=error.message), ()
    moved = fetched.moved_to
    note = feed.problem or (Message("check.moved", url=moved) if moved else None)
    return SourceCheck(way, fetched.url, entries=len(feed.entries), note=note), feed.entries


async def _try_article(session: Session, source: Source, entry: Entry) -> SourceCheck:
    from reader.sources.http.client import PAGES

    trial = SourceCheck("article", entry.url)
    try:
        client = await session.client()
        fetched = await client.get(entry.url, source=source, accept=PAGES)
        article, _ = await session.run(read_page, fetched, source, entry)
    except SourceError as error:
        return replace(trial, error=error.message)
    return replace(trial, characters=len(article.text))
