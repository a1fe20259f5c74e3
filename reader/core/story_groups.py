"""Stories of the library: group new entries as they come, list one row a story."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.config import Settings
    from reader.core.session import Session
    from reader.core.stories.document import Item, Story
    from reader.model import Headline
    from reader.store import Library
    from reader.store.stories import GroupedEntry

GROUPED_DAYS = 7
"""Entries older than this are not grouped: a first import of an archive is no news."""
MAX_ENTRIES = 2_000
"""The newest entries, which are compared: a first refresh of many sources takes a fraction of a second."""
_HOUR_MICROSECONDS = 3_600_000_000


class StoryRow(NamedTuple):
    """One event and its headlines, newest first."""

    id: int
    headlines: tuple[Headline, ...]

    @property
    def newsrooms(self) -> int:
        """The number of sources with a report."""
        return len({headline.source for headline in self.headlines})

    @property
    def is_unread(self) -> bool:
        """Whether its newest headline was not read."""
        return not self.headlines[0].read

    @property
    def is_breaking(self) -> bool:
        """Whether any newsroom marks the event as breaking."""
        return any(headline.breaking for headline in self.headlines)


def update_stories(library: Library, now: datetime | None = None, *, read_once: bool = False) -> int:
    """Group the entries that have no story yet; return how many there were.

    Entries of the two days before them, of the newest ``MAX_ENTRIES``, are read again. New ones are decided;
    others move if their story is merged, or has grown and no longer supports them.

    Args:
        library: the library.
        now: the current time.
        read_once: mark the first report of a source as read that joins a story all of which was read, unless
            it is breaking.
    """
    from reader.core.stories.document import Document, Event, Story
    from reader.core.stories.grouper import WINDOW_HOURS, Grouper

    oldest = library.stories.time_of_newest(MAX_ENTRIES)
    first = library.stories.first_ungrouped((now or datetime.now(UTC)) - timedelta(days=GROUPED_DAYS), oldest)
    if first is None:
        return 0
    entries = library.stories.entries(max(oldest, first - WINDOW_HOURS * _HOUR_MICROSECONDS))
    grouper = Grouper()
    documents = [Document(_item(entry)) for entry in entries]
    stories: dict[int, dict[str, Story]] = {}  # those that are stored, by id and language
    for entry, document in zip(entries, documents, strict=True):
        if entry.story is not None:
            same = stories.setdefault(entry.story, {})
            if document.language not in same:
                same[document.language] = story = Story(entry.story)
                if story is not (first_story := next(iter(same.values()))):
                    first_story.event.take(story.event)
            same[document.language].add(document)
    stored = {story for same in stories.values() for story in same.values()}
    grouper.group(documents)
    changed: dict[int, int] = {}
    renamed: dict[int, int] = {}
    ids: dict[Event, int] = {}
    event_of = {entry.id: document.story.event for entry, document in zip(entries, documents, strict=True)}
    for entry in entries:
        event = event_of[entry.id]
        if event not in ids:  # the oldest entry names a new event; one that was stored keeps its name
            labels = (story.label for story in event.stories if story in stored)
            ids[event] = min((id for id in labels if event_of.get(id, event) is event), default=entry.id)
        if entry.story != ids[event]:
            lost_its_name = entry.story is not None and event_of.get(entry.story, event) is not event
            (renamed if lost_its_name else changed)[entry.id] = ids[event]
    library.stories.assign(renamed)
    library.stories.assign(changed, read_once=read_once)
    return sum(entry.story is None for entry in entries)


def reads_once(settings: Settings) -> bool:
    """Return whether reading one report of an event marks all of them read."""
    return settings.stories and settings.stories_read == "event"


def _item(entry: GroupedEntry) -> Item:
    from reader.core.stories.document import Item

    time = datetime.fromtimestamp(entry.time / 1e6, UTC)
    return Item(entry.source, entry.title, entry.summary, time, entry.language)


def list_stories(session: Session, since: datetime) -> list[StoryRow]:
    """List the stories with a headline since then: the most reported first, then the newest."""
    rows = group_by_story(session.library.stories.headlines(since))
    rows.sort(key=lambda row: -row.newsrooms)  # stable: newest first among equals
    return rows


def group_by_story(headlines: Iterable[Headline]) -> list[StoryRow]:
    """Return a row for each event of some headlines, both in their order."""
    groups: dict[int, list[Headline]] = {}
    for headline in headlines:
        groups.setdefault(headline.story or headline.id, []).append(headline)
    return [StoryRow(id, tuple(members)) for id, members in groups.items()]


def list_reports(session: Session, story: int) -> list[Headline]:
    """Return every headline that reports an event, newest first."""
    return session.library.stories.reports(story)


def get_story(session: Session, id: int) -> list[Headline]:
    """Return the other headlines that report the event of an entry, oldest first."""
    return session.library.stories.others(id) if id >= 0 else []
