"""Lists of headlines saved under a name: a filter that outlives the day it was made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import SmartList
from reader.config.edit import remove_list, restore, set_list
from reader.core.subscriptions import Changed, take_up
from reader.model import Filter

if TYPE_CHECKING:
    from reader.core.session import Session


def filter_of(saved: SmartList, now: datetime) -> Filter:
    """Return the filter a saved list stands for at ``now``."""
    since = now - timedelta(days=saved.days) if saved.days else None
    return Filter(saved.sources, saved.categories, saved.unread, saved.saved, since, saved.query)


def list_of(name: str, wanted: Filter, now: datetime) -> SmartList:
    """Return a filter as a list to be saved; its beginning in time becomes an age in whole days.

    Filters begin at a midnight or whole days ago, and may have been in force for some time.
    """
    days = max(1, round((now - wanted.since) / timedelta(days=1))) if wanted.since else 0
    return SmartList(name, wanted.sources, wanted.categories, wanted.unread, wanted.saved, days, wanted.query)


def save_list(session: Session, path: Path, name: str, wanted: Filter) -> Changed:
    """Write a filter into the configuration at ``path``, over a list of the same name; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    made = list_of(name, wanted, datetime.now(UTC))
    blank = SmartList(name)
    fields = (field for field in SmartList._fields if getattr(made, field) != getattr(blank, field))
    replaced = set_list(path, {"name": name, **{field: getattr(made, field) for field in fields}})

    def undo() -> Changed:
        remove_list(path, name)
        if replaced:
            restore(path, replaced)
        return _taken_up(session, path)

    return _taken_up(session, path, undo)


def forget_list(session: Session, path: Path, name: str) -> Changed:
    """Take a saved list out of the configuration; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    taken = remove_list(path, name)

    def undo() -> Changed:
        restore(path, taken)
        return _taken_up(session, path)

    return _taken_up(session, path, undo if taken else None)


def _taken_up(session: Session, path: Path, undo: Callable[[], Changed] | None = None) -> Changed:
    return Changed(take_up(session, path), undo=undo)
