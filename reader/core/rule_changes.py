"""Rules written into the configuration, or removed from it, and in force at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config.edit import remove_rule, restore, set_rule
from reader.config.settings import Rule
from reader.core.rules import hold_rules
from reader.core.subscriptions import ConfigChange, apply_config

if TYPE_CHECKING:
    from reader.core.session import Session


def save_rule(session: Session, path: Path, rule: Rule) -> ConfigChange:
    """Write a rule into the configuration at ``path``, over one of the same name; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    blank = Rule("")
    given = {field: value for field, value in rule._asdict().items() if value != getattr(blank, field)}
    replaced = set_rule(path, given)

    def undo() -> ConfigChange:
        remove_rule(path, rule.name)
        if replaced:
            restore(path, replaced)
        return _apply(session, path)

    return _apply(session, path, undo)


def forget_rule(session: Session, path: Path, name: str) -> ConfigChange:
    """Delete a rule from the configuration: what it hid is shown again; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    removed = remove_rule(path, name)

    def undo() -> ConfigChange:
        restore(path, removed)
        return _apply(session, path)

    return _apply(session, path, undo if removed else None)


def _apply(session: Session, path: Path, undo: Callable[[], ConfigChange] | None = None) -> ConfigChange:
    config = apply_config(session, path)
    hold_rules(session)
    return ConfigChange(config, undo=undo)
