"""Write rules into the configuration, or remove them, and apply the change at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.config.settings import Rule
from reader.core.named_tables import remove_table, save_table
from reader.core.rules import hold_rules
from reader.core.subscriptions import ConfigChange, apply_config

if TYPE_CHECKING:
    from reader.config import Config
    from reader.core.session import Session


def save_rule(session: Session, path: Path, rule: Rule) -> ConfigChange:
    """Write a rule into the configuration at ``path``, over one of the same name; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    blank = Rule("")
    given = {field: value for field, value in rule._asdict().items() if value != getattr(blank, field)}
    return save_table(path, "rule", given, lambda: _apply(session, path))


def forget_rule(session: Session, path: Path, name: str) -> ConfigChange:
    """Delete a rule from the configuration and show the entries hidden by that rule; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    return remove_table(path, "rule", name, lambda: _apply(session, path))


def _apply(session: Session, path: Path) -> Config:
    config = apply_config(session, path)
    hold_rules(session)
    return config
