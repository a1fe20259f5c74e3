"""Save the lists and rules of the configuration under names, and delete them, with undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import Rule, SmartList
from reader.config.edit import remove_named, restore, restore_named, set_named
from reader.core.rules import hold_rules
from reader.core.subscriptions import ConfigChange, apply_config
from reader.model import Filter

if TYPE_CHECKING:
    from reader.config import Config
    from reader.config.edit import Value
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
    return _save(path, "list", _given(made, SmartList("")), lambda: apply_config(session, path))


def forget_list(session: Session, path: Path, name: str) -> ConfigChange:
    """Delete a saved list from the configuration; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    return _forget(path, "list", name, lambda: apply_config(session, path))


def save_rule(session: Session, path: Path, rule: Rule) -> ConfigChange:
    """Write a rule into the configuration at ``path``, over one of the same name; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    return _save(path, "rule", _given(rule, Rule("")), lambda: _apply_rules(session, path))


def forget_rule(session: Session, path: Path, name: str) -> ConfigChange:
    """Delete a rule from the configuration and show its hidden entries; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    return _forget(path, "rule", name, lambda: _apply_rules(session, path))


def _apply_rules(session: Session, path: Path) -> Config:
    config = apply_config(session, path)
    hold_rules(session)
    return config


def _given(table: SmartList | Rule, blank: SmartList | Rule) -> dict[str, Value]:
    """Return the fields of a table that differ from a blank one."""
    return {name: value for name, value in table._asdict().items() if value != getattr(blank, name)}


def _save(path: Path, array: str, table: Mapping[str, Value], apply: Callable[[], Config]) -> ConfigChange:
    """Write a ``[[list]]`` or ``[[rule]]``; apply the configuration by ``apply``."""
    replaced = set_named(path, array, table)

    def undo() -> ConfigChange:
        restore_named(path, array, str(table["name"]), replaced)
        return ConfigChange(apply())

    return ConfigChange(apply(), undo=undo)


def _forget(path: Path, array: str, name: str, apply: Callable[[], Config]) -> ConfigChange:
    removed = remove_named(path, array, name)

    def undo() -> ConfigChange:
        restore(path, removed)
        return ConfigChange(apply())

    return ConfigChange(apply(), undo=undo if removed else None)
