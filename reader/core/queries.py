"""Read and mark entries of the library; an empty library shows the built-in sample.

Every function may touch the disk and is safe to call from any thread; on an event loop call it in a thread.
Entries with a negative id belong to the sample.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.model import Filter, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.core.session import Session
    from reader.model import Article, Headline, SourceHealth
    from reader.store import Counts

ALL = Filter()
PAGE = 500
"""Headlines read at a time where there may be any number."""


def is_showing_sample(session: Session) -> bool:
    """Tell whether the sample stands in: the library is empty, and every fetch so far failed."""
    if session.library.entries.headlines(limit=1):
        return False
    facts = session.library.facts
    if facts.get("sync.at"):
        return False
    tried = [health for health in session.library.sources.healths().values() if health.last_fetch]
    return bool(tried or facts.get("sync.error")) and not any(health.last_success for health in tried)


def list_headlines(
    session: Session,
    filter: Filter = ALL,
    *,
    limit: int | None = None,
    offset: int = 0,
    stories: bool = False,
) -> list[Headline]:
    """List the headlines of a filter, newest first; with ``stories`` an event only once."""
    found = session.library.entries.headlines(filter, limit=limit, offset=offset, stories=stories)
    if not found and not offset and is_showing_sample(session):
        return session.sample.headlines(filter, limit=limit)
    return found


def list_in_order(session: Session, filter: Filter, order: str, limit: int | None = None) -> list[Headline]:
    """List headlines as a command asks for them.

    Args:
        session: the session.
        filter: lets some through.
        order: ``newest`` or ``oldest`` first, or by ``source``: the newest ones, those of a source together.
        limit: how many at most.
    """
    if order == "oldest":
        skipped = max(0, session.library.entries.count(filter).total - limit) if limit is not None else 0
        return list_headlines(session, filter, limit=limit, offset=skipped)[::-1]
    found = list_headlines(session, filter, limit=limit)
    if order == "source":
        places = {source.id: place for place, source in enumerate(session.sources)}
        found.sort(key=lambda headline: places.get(headline.source, len(places)))
    return found


def read_headlines(session: Session, filter: Filter, order: str, limit: int = 0) -> Iterator[list[Headline]]:
    """Yield headlines as `list_in_order` lists them, some at a time; all with ``limit`` 0."""
    if order == "source":
        yield list_in_order(session, filter, order, limit or None)
        return
    left, oldest_first = limit or sys.maxsize, order == "oldest"
    page = session.library.entries.page
    found = page(filter, min(left, PAGE), oldest_first=oldest_first)
    if not found:
        yield list_in_order(session, filter, order, limit or None)  # what a first start shows
    while found:
        yield found
        left -= len(found)
        found = page(filter, min(left, PAGE), after=found[-1], oldest_first=oldest_first) if left > 0 else []


def list_latest(session: Session, limit: int, *, stories: bool = False) -> list[Headline]:
    """List the latest headlines of all sources for the ticker; ``stories``: an event once."""
    found = session.library.entries.headlines(limit=limit, stories=stories)
    return found or (session.sample.headlines(limit=limit) if is_showing_sample(session) else [])


def get_headlines(session: Session, ids: Sequence[int]) -> list[Headline]:
    """Return the headlines with these ids, in their order; unknown ids are left out."""
    return session.library.entries.by_ids(ids)


def get_headline(session: Session, id: int) -> Headline | None:
    """Return one headline; None for an unknown id."""
    return session.sample.headline(id) if id < 0 else session.library.entries.headline(id)


def find_entry(session: Session, item: str) -> int | None:
    """Return the id of an entry a person named by its id or address; None when there is none."""
    if item.startswith("-") and item[1:].isdecimal():
        return int(item) if session.sample.headline(int(item)) else None
    return session.library.entries.find(item)


def get_article(session: Session, id: int) -> Article | None:
    """Return the stored article of an entry, else the text its feed gave."""
    if id < 0:
        return session.sample.article(id)
    article = session.library.articles.get(id)
    if article is None or not article.whole:
        entry, headline = session.library.entries.get(id), session.library.entries.headline(id)
        if entry is not None and headline is not None:
            from reader.sources import from_entry

            article = from_entry(entry, headline.language)
    if article is None:
        return None
    from reader.core.enclosures import add_files

    return add_files(session, id, article)


def search_entries(
    session: Session, query: str, *, limit: int = 50, offset: int = 0, order: str = "best"
) -> list[Hit]:
    """Search titles and bodies; ``order`` is ``best``, ``newest`` or ``oldest`` first."""
    return session.library.search.find(query, limit=limit, offset=offset, order=order)


def mark_read(
    session: Session, ids: Sequence[int], read: bool = True, *, by_hand: bool = False, events: bool = False
) -> list[int]:
    """Mark entries as read or unread; return the ids that changed, for undo.

    With ``by_hand`` the person means just these: unread ones are kept unread when many are marked later.
    With ``events`` the other reports of their events are marked as well, except those kept unread.
    """
    stored = [id for id in ids if id >= 0]
    changed = []
    if len(stored) < len(ids):
        changed = session.sample.mark_read([id for id in ids if id < 0], read)
    if not stored:
        return changed
    changed += session.library.entries.mark_read(stored, read, by_hand=by_hand)
    if events:
        changed += session.library.entries.mark_read(session.library.stories.members(stored), read)
    return changed


def get_position(session: Session, id: int) -> int:
    """Return where reading of an article stopped, as an index into its text; 0 at its beginning."""
    return 0 if id < 0 else session.library.articles.position(id)


def set_position(session: Session, id: int, position: int, percent: int = 0) -> None:
    """Store where reading of an article stopped, and how much of the text stands above."""
    if id >= 0:
        session.library.articles.set_position(id, position, percent)


def get_image(session: Session, url: str) -> bytes | None:
    """Return the stored image of an address; None without one."""
    return session.library.articles.image(url)


def get_library_version(session: Session) -> int:
    """Return a number that differs after another program wrote to the library."""
    return session.library.data_version()


def count_listed(session: Session, filter: Filter, *, stories: bool = False) -> Counts:
    """Count the headlines a filter lists and the unread ones; ``stories`` counts events."""
    return session.library.entries.total(filter, stories=stories)


def count_by_source(session: Session) -> dict[str, Counts]:
    """Return how many headlines each source has, and how many are unread."""
    return session.library.entries.counts()


def count_hidden(session: Session) -> int:
    """Return how many entries rules hide."""
    return sum(session.library.rules.count_hidden().values())


def list_categories(session: Session) -> list[str]:
    """List every category of the stored entries."""
    return session.library.entries.categories()


def get_healths(session: Session) -> dict[str, SourceHealth]:
    """Return the result of each source's last fetches, by source id."""
    healths = session.library.sources.healths()
    return {source.id: healths[source.id] for source in session.fetched if source.id in healths}


def set_state(session: Session, key: str, value: str) -> None:
    """Store a small string for the next start."""
    session.library.facts.set(key, value)


def get_state(session: Session, key: str) -> str:
    """Return a string stored by ``set_state``; empty when there is none."""
    return session.library.facts.get(key) or ""
