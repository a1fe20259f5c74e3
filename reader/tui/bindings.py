"""Make Textual's bindings of the table of keys."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from reader.tui.key_bindings import KeyBinding


def bindings(table: Iterable[KeyBinding]) -> list[BindingType]:
    """Return a table of keys as hidden Textual bindings, each with its name as id."""
    return [
        Binding(each.keys, each.action, description=each.name, id=each.name, show=False) for each in table
    ]
