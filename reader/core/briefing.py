"""List the news since the person left by event: breaking first, then the most reported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.core.story_groups import StoryRow, group_by_story

if TYPE_CHECKING:
    from reader.core.session import Session

_KEY = "seen"
"""Key of the library's record of when the screen was last open."""
_LATE_HOURS = 24
"""News that came after the person left may have been published so much before that."""


def record_presence(session: Session, now: datetime | None = None) -> None:
    """Store that the screen is open now."""
    session.library.facts.set(_KEY, (now or datetime.now(UTC)).isoformat())


def get_last_presence(session: Session) -> datetime | None:
    """Return when the screen was last open; None before the first time."""
    try:
        time = datetime.fromisoformat(session.library.facts.get(_KEY) or "")
    except ValueError:
        return None
    return time if time.tzinfo else None


def list_unseen(session: Session, since: datetime) -> list[StoryRow]:
    """List the events of unread headlines since then: breaking, most reported, newest first."""
    late = since - timedelta(hours=_LATE_HOURS)
    rows = group_by_story(session.library.stories.unread(since, late))
    rows.sort(key=lambda row: (not row.is_breaking, -row.newsrooms))
    return rows
