"""Filters saved under a name in the configuration, as the lists of the reading screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import SmartList
from reader.core.named_tables import remove_table, save_table
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
    table = {"name": name, **{field: getattr(made, field) for field in fields}}
    return save_table(path, "list", table, lambda: apply_config(session, path))


def forget_list(session: Session, path: Path, name: str) -> ConfigChange:
    """Delete a saved list from the configuration; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    return remove_table(path, "list", name, lambda: apply_config(session, path))
