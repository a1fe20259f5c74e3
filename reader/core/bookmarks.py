"""Keeping an article: what is known at once and safely on disk, then the whole of it with its pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.core.errors import CoreError, NotFoundError
from reader.core.fetch_article import name_of, read_page
from reader.core.pictures import fetch_pictures
from reader.core.progress import Saved, SaveState
from reader.locale.message import Message
from reader.model import Article, Entry, Headline, Source
from reader.model.headline import SAVED_PAGES
from reader.sources.errors import ExtractError, SourceError
from reader.sources.http.ssrf_guard import host_of, is_inside

if TYPE_CHECKING:
    from reader.core.session import Session

INDEX_BUDGET = 0.05
"""Seconds for making a fetched article findable at once."""


async def save(session: Session, id: int, *, user_added: bool = False) -> AsyncGenerator[Saved, None]:
    """Bookmark an entry, say so when it is on disk, then fetch the whole article.

    Raises:
        NotFoundError: there is no such entry.
    """
    if id < 0:
        raise CoreError(Message("core.sample"))
    headline = await asyncio.to_thread(session.library.entries.headline, id)
    if headline is None:
        raise _no_entry(id)
    await asyncio.to_thread(_bookmark, session, id, not headline.offline)
    yield Saved(id, SaveState.SAVED_HERE)
    yield await _complete(session, id, user_added=user_added)


async def save_url(session: Session, url: str) -> AsyncGenerator[Saved, None]:
    """Save the page at an address; it need not be news, nor be reachable now.

    Raises:
        CoreError: it is no web address.
    """
    from reader.sources import clean_line, clean_url

    address = clean_url(url.strip())
    if not address:
        raise CoreError(Message("core.not_web_address", url=clean_line(url)))
    known = await asyncio.to_thread(session.library.entries.find, address)
    if known is None:
        page = Article(
            title=name_of(address), url=address, site=urlsplit(address).hostname or "", whole=False
        )
        known = await asyncio.to_thread(session.library.articles.add_page, page)
    async with aclosing(save(session, known, user_added=True)) as saving:
        async for saved in saving:
            yield saved


async def complete_pending(session: Session) -> AsyncGenerator[Saved, None]:
    """Fetch the queued articles one by one; stops at the first sign that there is still no network."""
    for id in await asyncio.to_thread(session.library.bookmarks.pending):
        saved = await _complete(session, id)
        yield saved
        if saved.state is SaveState.QUEUED and saved.offline:
            return


async def fetch_article(session: Session, id: int, *, user_added: bool = False) -> Article:
    """Fetch the whole article of an entry and store it; a stored one is returned as it is.

    Args:
        session: the news.
        id: of the entry.
        user_added: the person typed its address just now, so it may lead to their own network.

    Raises:
        SourceError: it could not be fetched, or its page has no article.
        NotFoundError: there is no such entry.
    """
    if id < 0:
        sample = session.sample.article(id)
        if sample is None:
            raise _no_entry(id)
        return sample
    stored = await session.run(session.library.articles.get, id)
    if stored is not None and stored.whole:
        return stored
    headline = await session.run(session.library.entries.headline, id)
    if headline is None:
        raise _no_entry(id)
    entry = await session.run(session.library.entries.get, id)
    if not headline.url:
        raise ExtractError(Message("core.no_page"))
    from reader.sources.http.client import PAGES

    source = session.source(headline.source)
    client = await session.client()
    # A page that was typed earlier may be one of the person's own network by its name, not by whom it asks.
    user_added = user_added or (headline.source == SAVED_PAGES and is_inside(host_of(headline.url)))
    fetched = await client.get(headline.url, source=source, accept=PAGES, user_added=user_added)
    article, html = await session.run(read_page, fetched, source, entry)
    await session.run(_store, session, headline, entry, article, html)
    return article


async def _complete(session: Session, id: int, *, user_added: bool = False) -> Saved:
    """Bring a bookmark to its whole article and pictures; queue it when that cannot be now."""
    try:
        article = await fetch_article(session, id, user_added=user_added)
        pictures = await fetch_pictures(session, article, id)
    except SourceError as error:
        await asyncio.to_thread(_bookmark, session, id, True)
        offline = getattr(error, "offline", False)
        return Saved(id, SaveState.QUEUED, error.message, offline=offline)
    await asyncio.to_thread(_bookmark, session, id, False)
    return Saved(id, SaveState.WHOLE, pictures=pictures)


def _bookmark(session: Session, id: int, pending: bool) -> None:
    session.library.bookmarks.add(id, pending=pending)


def _store(
    session: Session, headline: Headline, entry: Entry | None, article: Article, html: bytes | None
) -> None:
    """Store a fetched article; a page saved by hand gets its real title with it."""
    session.library.articles.put(headline.id, article, html)
    if headline.source == SAVED_PAGES and entry and article.title:
        named = replace(entry, title=article.title, image=article.image, language=article.language)
        session.library.entries.add(Source(SAVED_PAGES, SAVED_PAGES), [named], now=datetime.now(UTC))
    session.library.index.update(INDEX_BUDGET)


def _no_entry(id: int) -> NotFoundError:
    return NotFoundError(Message("core.no_entry", id=id))
