"""Bookmark articles: the entry is on disk at once, the whole article and its images follow.

A bookmark whose article cannot be fetched now is queued, and completed when there is a network.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.core.errors import CoreError, no_entry
from reader.core.progress import Saved, SaveState
from reader.locale.message import Message
from reader.sources.errors import SourceError

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.model import Bookmark

STARS_AT_ONCE = 5
"""Articles of the newest stars downloaded after a sync, and as many of older ones."""


async def save_bookmark(
    session: Session,
    id: int,
    *,
    tags: Sequence[str] = (),
    note: str = "",
    archived: bool = False,
    user_added: bool = False,
) -> AsyncGenerator[Saved, None]:
    """Bookmark an entry, report when that is on disk, then download article and images.

    Args:
        session: the session.
        id: of the entry.
        tags: of the bookmark; on disk before anything is downloaded, as are note and mark.
        note: of the bookmark.
        archived: put it away at once.
        user_added: the person typed its address just now, so it may lead to their own network.

    Raises:
        NotFoundError: there is no such entry.
        CoreError: it is an entry of the sample.
    """
    if id < 0:
        raise CoreError(Message("core.sample"))
    headline = await asyncio.to_thread(session.library.entries.headline, id)
    if headline is None:
        raise no_entry(id)
    await _store_bookmark(session, id, is_pending=True)
    if tags or note or archived:
        await asyncio.to_thread(
            lambda: annotate_bookmark(
                session, id, tags=tags or None, note=note or None, archived=archived or None
            )
        )
    yield Saved(id, SaveState.SAVED_HERE)
    yield await _complete(session, id, user_added=user_added)


async def save_page(
    session: Session, url: str, *, tags: Sequence[str] = (), note: str = "", archived: bool = False
) -> AsyncGenerator[Saved, None]:
    """Bookmark the page at an address, in a feed or not; the page may be unreachable now.

    See ``save_bookmark`` for the arguments.

    Raises:
        CoreError: the address is no http(s) address.
    """
    from reader.core.file_names import name_of
    from reader.model import Article
    from reader.sources import clean_line, clean_url

    address = clean_url(url.strip())
    if not address:
        raise CoreError(Message("core.not_web_address", url=clean_line(url)))
    id = await asyncio.to_thread(session.library.entries.find, address)
    if id is None:
        page = Article(
            title=name_of(address), url=address, site=urlsplit(address).hostname or "", whole=False
        )
        id = await asyncio.to_thread(session.library.articles.add_page, page)
    saving = save_bookmark(session, id, tags=tags, note=note, archived=archived, user_added=True)
    async with aclosing(saving) as steps:
        async for step in steps:
            yield step


async def complete_bookmarks(session: Session) -> AsyncGenerator[Saved, None]:
    """Download the queued articles one by one; stop at the first sign of a missing network.

    Of those that came as stars from a sync server a few at a time: they may be a thousand.
    """
    ids = await asyncio.to_thread(session.library.bookmarks.pending)
    for id in [*ids, *await asyncio.to_thread(next_stars, session)]:
        step = await _complete(session, id)
        yield step
        if step.state is SaveState.QUEUED and step.offline:
            return


def next_stars(session: Session) -> list[int]:
    """Return the stars to download articles of now: the newest, and others in turn.

    Without the turn, some pages that are gone would keep all the older ones waiting for ever.
    """
    facts, stars = session.library.facts, session.library.bookmarks.pending_stars()
    newest, others = stars[:STARS_AT_ONCE], stars[STARS_AT_ONCE:]
    if not others:
        return newest
    start = int(facts.get("sync.stars") or 0) % len(others)
    facts.set("sync.stars", str(start + STARS_AT_ONCE))
    return newest + others[start : start + STARS_AT_ONCE]


async def _complete(session: Session, id: int, *, user_added: bool = False) -> Saved:
    """Download the article and images of a bookmark; queue the bookmark on failure."""
    from reader.core.fetch_article import download_article
    from reader.core.images import download_images

    try:
        article = await download_article(session, id, user_added=user_added)
        images = await download_images(session, article, id)
    except SourceError as error:
        await _store_bookmark(session, id, is_pending=True)
        return Saved(id, SaveState.QUEUED, error.message, offline=error.offline)
    if images.missing:
        await _store_bookmark(session, id, is_pending=True)
        missing = Message("save.images_missing", n=images.missing)
        return Saved(id, SaveState.QUEUED, missing, images.stored, offline=images.is_offline)
    await _store_bookmark(session, id, is_pending=False)
    gone = Message("save.images_gone", n=images.gone) if images.gone else None
    return Saved(id, SaveState.WHOLE, gone, images.stored)


async def _store_bookmark(session: Session, id: int, *, is_pending: bool) -> None:
    # In a thread of the event loop's own: a person waits, and those of the session may be parsing.
    await asyncio.to_thread(lambda: session.library.bookmarks.add(id, pending=is_pending))


def list_bookmarks(session: Session, query: str = "", archived: bool = False) -> list[Bookmark]:
    """List the bookmarks a query matches, latest first."""
    return session.library.bookmarks.all(query, archived)


def get_bookmark(session: Session, id: int) -> Bookmark | None:
    """Return the bookmark of an entry, archived or not; None for an entry without one."""
    return session.library.bookmarks.get(id)


def annotate_bookmark(
    session: Session,
    id: int,
    *,
    tags: Sequence[str] | None = None,
    note: str | None = None,
    archived: bool | None = None,
) -> None:
    """Set the tags, the note or the archived mark of a bookmark; None keeps the stored value.

    Texts are sanitized: a person may paste them from anywhere.
    """
    from reader.sources.sanitize import clean, clean_line

    tags = None if tags is None else [word for tag in tags if (word := clean_line(tag))]
    session.library.bookmarks.annotate(
        id, tags=tags, note=None if note is None else clean(note), archived=archived
    )


def remove_bookmarks(session: Session, ids: Sequence[int]) -> Any:
    """Delete bookmarks; return a token for ``restore_bookmarks``."""
    return session.library.bookmarks.remove(list(ids))


def restore_bookmarks(session: Session, token: Any) -> None:
    """Undo ``remove_bookmarks``."""
    session.library.bookmarks.restore(token)
