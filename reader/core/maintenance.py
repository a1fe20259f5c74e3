"""Keep the library small and searchable: prune old entries, fill the search index."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.core.session import Session


def prune_library(session: Session) -> None:
    """Delete entries that are old by the settings, and give some room back to the disk; blocks."""
    settings = session.settings
    session.library.retention.prune(
        now=datetime.now(UTC), keep_days=settings.keep_days, keep_entries=settings.keep_entries
    )
    session.library.retention.vacuum()


async def index_library(session: Session) -> None:
    """Index every entry that a refresh left unindexed, a little at a time."""
    while await session.run(session.library.index.update):
        pass
