"""Keeping an article: what is known at once and safely on disk, then the whole of it with its pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.core.errors import EditionError, NotFound
from reader.core.fetch_article import name_of, read_page
from reader.core.pictures import fetch_pictures
from reader.core.progress import Saved, SaveState
from reader.model import Article, Entry, Headline, Source
from reader.model.headline import BY_HAND
from reader.sources.errors import ExtractError, SourceError
from reader.sources.http.ssrf_guard import host_of, is_inside

if TYPE_CHECKING:
    from reader.core.session import Edition

INDEX_BUDGET = 0.05
"""Seconds for making a fetched article findable at once."""


async def save(edition: Edition, id: int, *, by_hand: bool = False) -> AsyncGenerator[Saved, None]:
    """Bookmark an entry, say so when it is on disk, then fetch the whole article.

    Raises:
        NotFound: there is no such entry.
    """
    if id < 0:
        raise EditionError(
            "the sample cannot be saved: it is part of the program, and gone when news comes",
            "لا يُحفظ النموذج: فهو جزء من البرنامج، ويختفي عند وصول الأخبار",
        )
    headline = await asyncio.to_thread(edition.library.headline, id)
    if headline is None:
        raise _no_entry(id)
    await asyncio.to_thread(_bookmark, edition, id, not headline.offline)
    yield Saved(id, SaveState.SAVED_HERE)
    yield await _complete(edition, id, by_hand=by_hand)


async def save_url(edition: Edition, url: str) -> AsyncGenerator[Saved, None]:
    """Save the page at an address; it need not be news, nor be reachable now.

    Raises:
        EditionError: it is no web address.
    """
    from reader.sources import clean_url

    address = clean_url(url.strip())
    if not address:
        raise EditionError(
            f"{url!r} is no web address (http or https)", f"«{url}» ليس عنوان صفحة (http أو https)"
        )
    known = await asyncio.to_thread(edition.library.find, address)
    if known is None:
        page = Article(
            title=name_of(address), url=address, site=urlsplit(address).hostname or "", whole=False
        )
        known = await asyncio.to_thread(edition.library.add_page, page)
    async with aclosing(save(edition, known, by_hand=True)) as saving:
        async for saved in saving:
            yield saved


async def complete_pending(edition: Edition) -> AsyncGenerator[Saved, None]:
    """Fetch the queued articles one by one; stops at the first sign that there is still no network."""
    for id in await asyncio.to_thread(edition.library.pending):
        saved = await _complete(edition, id)
        yield saved
        if saved.state is SaveState.QUEUED and saved.offline:
            return


async def fetch_article(edition: Edition, id: int, *, by_hand: bool = False) -> Article:
    """Fetch the whole article of an entry and store it; a stored one is returned as it is.

    Args:
        edition: the news.
        id: of the entry.
        by_hand: the person typed its address just now, so it may lead to their own network.

    Raises:
        SourceError: it could not be fetched, or its page has no article.
        NotFound: there is no such entry.
    """
    if id < 0:
        sample = edition.sample.article(id)
        if sample is None:
            raise _no_entry(id)
        return sample
    stored = await edition.run(edition.library.article, id)
    if stored is not None and stored.whole:
        return stored
    headline = await edition.run(edition.library.headline, id)
    if headline is None:
        raise _no_entry(id)
    entry = await edition.run(edition.library.entry, id)
    if not headline.url:
        raise ExtractError(
            "the feed gives no address for this entry, so there is no page to fetch",
            "لا تعطي الخلاصة عنوانًا لهذا الخبر، فلا صفحة تُجلب",
        )
    from reader.sources.http.client import PAGES

    source = edition.source(headline.source)
    client = await edition.client()
    # A page that was typed earlier may be one of the person's own network by its name, not by whom it asks.
    by_hand = by_hand or (headline.source == BY_HAND and is_inside(host_of(headline.url)))
    fetched = await client.get(headline.url, source=source, accept=PAGES, by_hand=by_hand)
    article, html = await edition.run(read_page, fetched, source, entry)
    await edition.run(_store, edition, headline, entry, article, html)
    return article


async def _complete(edition: Edition, id: int, *, by_hand: bool = False) -> Saved:
    """Bring a bookmark to its whole article and pictures; queue it when that cannot be now."""
    try:
        article = await fetch_article(edition, id, by_hand=by_hand)
        pictures = await fetch_pictures(edition, article, id)
    except SourceError as error:
        await asyncio.to_thread(_bookmark, edition, id, True)
        offline = getattr(error, "offline", False)
        return Saved(id, SaveState.QUEUED, str(error), error.arabic, offline=offline)
    await asyncio.to_thread(_bookmark, edition, id, False)
    return Saved(id, SaveState.WHOLE, pictures=pictures)


def _bookmark(edition: Edition, id: int, pending: bool) -> None:
    edition.library.bookmark(id, pending=pending)


def _store(
    edition: Edition, headline: Headline, entry: Entry | None, article: Article, html: bytes | None
) -> None:
    """Store a fetched article; a page saved by hand gets its real title with it."""
    edition.library.put_article(headline.id, article, html)
    if headline.source == BY_HAND and entry and article.title:
        named = replace(entry, title=article.title, image=article.image, language=article.language)
        edition.library.add_entries(Source(BY_HAND, BY_HAND), [named], now=datetime.now(UTC))
    edition.library.index_pending(INDEX_BUDGET)


def _no_entry(id: int) -> NotFound:
    return NotFound(f"there is no entry {id} in the library", f"لا خبر برقم {id} في المكتبة")
