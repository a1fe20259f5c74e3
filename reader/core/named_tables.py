"""Write a named table of the configuration, or remove one; both can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config.edit import remove_named, restore, set_named
from reader.core.subscriptions import ConfigChange

if TYPE_CHECKING:
    from reader.config import Config
    from reader.config.edit import Value


def save_table(
    path: Path, array: str, table: Mapping[str, Value], apply: Callable[[], Config]
) -> ConfigChange:
    """Write a table into the configuration at ``path``, over one of the same name; blocks.

    Args:
        path: the configuration file.
        array: ``list`` or ``rule``.
        table: its keys, ``name`` among them.
        apply: reads the configuration again and puts it in force.

    Raises:
        ConfigError: the file could not be changed.
    """
    replaced = set_named(path, array, table)

    def undo() -> ConfigChange:
        remove_named(path, array, str(table["name"]))
        if replaced:
            restore(path, replaced)
        return ConfigChange(apply())

    return ConfigChange(apply(), undo=undo)


def remove_table(path: Path, array: str, name: str, apply: Callable[[], Config]) -> ConfigChange:
    """Remove the table of a name, if any; arguments as for ``save_table``; blocks.

    Raises:
        ConfigError: the file could not be changed.
    """
    removed = remove_named(path, array, name)

    def undo() -> ConfigChange:
        restore(path, removed)
        return ConfigChange(apply())

    return ConfigChange(apply(), undo=undo if removed else None)
