"""Check a source without storing anything: fetch its feed, its listing page and one article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reader.core.fetch_article import read_page
from reader.core.fetch_source import parse_entries
from reader.locale.message import Message
from reader.model import Entry, Source
from reader.sources.errors import SourceError
from reader.sources.sanitize import clean_url

if TYPE_CHECKING:
    from reader.core.session import Session

Way = Literal["feed", "listing", "article"]


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """The result of fetching one address of a source."""

    way: Way
    url: str
    entries: int = 0
    """Headlines in the feed or listing."""
    characters: int = 0
    """Length of the article's text."""
    error: Message | None = None
    note: Message | None = None
    """An oddity: read only in part, moved permanently."""


async def check_addresses(session: Session, source: Source) -> list[SourceCheck]:
    """Fetch the feed and the listing of a source, and the first article in either."""
    checks: list[SourceCheck] = []
    entries: tuple[Entry, ...] = ()
    ways: tuple[tuple[Way, str], ...] = (("feed", source.feed), ("listing", source.listing))
    for way, address in ways:
        if not address:
            continue
        check, found = await _check_headlines(session, source, way, address)
        checks.append(check)
        entries = entries or found
    first = next((entry for entry in entries if entry.url), None)
    if first is not None:
        checks.append(await _check_article(session, source, first))
    return checks


async def _check_headlines(
    session: Session, source: Source, way: Way, address: str
) -> tuple[SourceCheck, tuple[Entry, ...]]:
    try:
        client = await session.client()
        fetched = await client.get(address, source=source)
        feed = await session.parse(parse_entries, source, fetched, way == "feed")
    except SourceError as error:
        return SourceCheck(way, clean_url(address), error=error.message), ()
    moved = fetched.moved_to
    note = feed.problem or (Message("check.moved", url=moved) if moved else None)
    return SourceCheck(way, fetched.url, entries=len(feed.entries), note=note), feed.entries


async def _check_article(session: Session, source: Source, entry: Entry) -> SourceCheck:
    from reader.sources.http.client import PAGES

    check = SourceCheck("article", entry.url)
    try:
        client = await session.client()
        fetched = await client.get(entry.url, source=source, accept=PAGES)
        article, _ = await session.parse(read_page, fetched, source, entry)
    except SourceError as error:
        return replace(check, error=error.message)
    return replace(check, characters=len(article.text))
