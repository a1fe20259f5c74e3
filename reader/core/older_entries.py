"""Fetch entries older than a source shows first: earlier messages, archives of a feed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.core.errors import no_such_source
from reader.core.fetch_source import parse_entries, unexpected_error
from reader.core.progress import Progress
from reader.core.rules import apply_rules
from reader.core.schedule import address
from reader.locale.message import Message
from reader.sources.errors import FeedError, SourceError
from reader.store.entry_rows import prepare
from reader.store.upsert import SourceUpdate

if TYPE_CHECKING:
    from reader.core.session import Session
    from reader.model import Source

MAX_PAGES = 50
"""Pages fetched at one request of a person."""
_PLACE = "older.{}"
"""Name of the fact that says where the next older entries of a source are."""


async def fetch_older(session: Session, ids: Sequence[str], pages: int) -> AsyncGenerator[Progress, None]:
    """Fetch and store pages of older entries of sources; yield a step for each source.

    The first request for a source looks at the page everyone sees for where the older ones are; later ones
    go on where the last one ended.

    Args:
        session: the session.
        ids: of the sources.
        pages: pages of each source, at most ``MAX_PAGES``.

    Raises:
        NotFoundError: an id is not followed.
    """
    for id in ids:
        if session.source(id) is None:
            raise no_such_source(id, session.sources)
    for done, id in enumerate(ids, 1):
        source = session.source(id)
        assert source is not None, "it was there before"
        new, error, note = 0, None, None
        try:
            new, is_end = await _fetch_pages(session, source, min(pages, MAX_PAGES))
            note = Message("refresh.no_older", name=source.name) if is_end else None
        except SourceError as failure:
            error = failure.message
        is_last = done == len(ids)
        yield Progress(done, len(ids), id, source.name, new, error, note=note, finished=is_last)


async def _fetch_pages(session: Session, source: Source, pages: int) -> tuple[int, bool]:
    """Fetch pages of one source; return the count of new entries, and whether none is older."""
    fact = _PLACE.format(source.id)
    url = await session.run(session.library.facts.get, fact)
    new, seen = 0, set[str]()
    if url is None:
        url, new = await _fetch_page(session, source, address(source))
    while url and url not in seen and pages:
        seen.add(url)
        pages -= 1
        url, count = await _fetch_page(session, source, url)
        new += count
        await session.run(session.library.facts.set, fact, url)
    return new, not url


async def _fetch_page(session: Session, source: Source, url: str) -> tuple[str, int]:
    """Fetch and store one page; return the address of the page before and the new entries."""
    client = await session.client()
    fetched = await client.get(url, source=source)
    try:
        feed = await session.parse(parse_entries, source, fetched, bool(source.feed))
    except FeedError:
        if url == address(source):
            raise
        return "", 0  # beyond the oldest
    except SourceError:
        raise
    except Exception as error:
        raise unexpected_error(source, error) from error
    now = datetime.now(UTC)
    # Torn, as far as the library is concerned: what is missing in it has not left the source.
    update = SourceUpdate(source, None, prepare(source, feed.entries, now), whole=False)
    return feed.older, await session.run(_store, session, update)


def _store(session: Session, update: SourceUpdate) -> int:
    """Store older entries and apply the rules without notifying; return the count of new ones."""
    (added,) = session.library.entries.take_in([update])
    apply_rules(session.library, session.settings.rules, added.new, quiet=added.new)
    return len(added.new)
