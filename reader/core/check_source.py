"""Trying a source without storing anything: which of its ways work, what broke, whether an article opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reader.core.fetch_article import read_page
from reader.core.fetch_source import parse
from reader.model import Entry, Source
from reader.sources.errors import SourceError
from reader.sources.sanitize import clean_url
from reader.told import NOTHING, Note

if TYPE_CHECKING:
    from reader.core.session import Edition

Way = Literal["feed", "listing", "article"]


@dataclass(frozen=True, slots=True)
class Trial:
    """How one way went."""

    way: Way
    url: str
    entries: int = 0
    """Headlines it gave."""
    characters: int = 0
    """Of the article's text."""
    error: str = ""
    arabic: str = ""
    note: Note = NOTHING
    """What was odd: read only in part, moved for good."""


async def try_source(edition: Edition, source: Source) -> list[Trial]:
    """Fetch the feed and the listing of a source, and the first article either gives."""
    trials: list[Trial] = []
    entries: tuple[Entry, ...] = ()
    for way, address in (("feed", source.feed), ("listing", source.listing)):
        if not address:
            continue
        trial, found = await _try_way(edition, source, "feed" if way == "feed" else "listing", address)
        trials.append(trial)
        entries = entries or found
    first = next((entry for entry in entries if entry.url), None)
    if first is not None:
        trials.append(await _try_article(edition, source, first))
    return trials


async def _try_way(
    edition: Edition, source: Source, way: Way, address: str
) -> tuple[Trial, tuple[Entry, ...]]:
    try:
        client = await edition.client()
        fetched = await client.get(address, source=source)
        feed = await edition.run(parse, source, fetched, way == "feed")
    except SourceError as error:
        return Trial(way, clean_url(address), error=str(error), arabic=error.arabic), ()
    moved = fetched.moved_to
    note = feed.problem or (
        Note(f"moved for good to {moved}", f"انتقل نهائيًا إلى {moved}") if moved else NOTHING
    )
    return Trial(way, fetched.url, entries=len(feed.entries), note=note), feed.entries


async def _try_article(edition: Edition, source: Source, entry: Entry) -> Trial:
    from reader.sources.http.client import PAGES

    trial = Trial("article", entry.url)
    try:
        client = await edition.client()
        fetched = await client.get(entry.url, source=source, accept=PAGES)
        article, _ = await edition.run(read_page, fetched, source, entry)
    except SourceError as error:
        return replace(trial, error=str(error), arabic=error.arabic)
    return replace(trial, characters=len(article.text))
