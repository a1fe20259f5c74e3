"""Filters saved under a name in the configuration, as the lists of the reading screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import SmartList
from reader.config.edit import remove_list, restore, set_list
from reader.core.subscriptions import ConfigChange, apply_config
from reader.model import Filter

if TYPE_CHECKING:
    from reader.core.session import Session


def filter_of(saved: SmartList, now: datetime) -> Filter:
    """Return the filter a saved list stands for at ``now``."""
    since = now - timedelta(days=saved.days) if saved.days else None
    return Filter(saved.sources, saved.categories, saved.unread, saved.saved, since, saved.query)


def list_of(name: str, wanted: Filter, now: datetime) -> SmartList:
    """Return a filter as a list to be saved; its start becomes an age in whole days.

    Filters begin at a midnight or whole days ago, and may have been in force for some time.
    """
    days = max(1, round((now - wanted.since) / timedelta(days=1))) if wanted.since else 0
    return SmartList(name, wanted.sources, wanted.categories, wanted.unread, wanted.saved, days, wanted.query)


def save_list(session: Session, path: Path, name: str, wanted: Filter) -> ConfigChange:
    """Write a filter into the configuration at ``path``, over a list of the same name; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    made = list_of(name, wanted, datetime.now(UTC))
    blank = SmartList(name)
    fields = (field for field in SmartList._fields if getattr(made, field) != getattr(blank, field))
    replaced = set_list(path, {"name": name, **{field: getattr(made, field) for field in fields}})

    def undo() -> ConfigChange:
        remove_list(path, name)
        if replaced:
            restore(path, replaced)
        return _apply(session, path)

    return _apply(session, path, undo)


def forget_list(session: Session, path: Path, name: str) -> ConfigChange:
    """Delete a saved list from the configuration; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    removed = remove_list(path, name)

    def undo() -> ConfigChange:
        restore(path, removed)
        return _apply(session, path)

    return _apply(session, path, undo if removed else None)


def _apply(session: Session, path: Path, undo: Callable[[], ConfigChange] | None = None) -> ConfigChange:
    return ConfigChange(apply_config(session, path), undo=undo)
