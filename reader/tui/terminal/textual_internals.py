"""Wrap private names of Textual that have no public equivalent, each in a function.

``tests/tui/test_textual_internals.py`` lists every private name the program uses and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from textual._styles_cache import StylesCache
from textual.dom import DOMNode
from textual.keys import _character_to_key

_inner_outer = StylesCache.get_inner_outer.__wrapped__

if TYPE_CHECKING:
    from rich.style import Style
    from textual.binding import Binding
    from textual.widget import Widget


def name_key(character: str) -> str:
    """Return Textual's name, as in events and bindings, of the key for a character."""
    return _character_to_key(character)


def list_bindings(widget: Widget) -> Iterator[tuple[str, Binding]]:
    """Yield the keys and bindings of a widget, rebound ones under their new keys."""
    bindings = widget._bindings.copy()
    bindings.apply_keymap(widget.app._keymap)
    for key, found in bindings.key_to_bindings.items():
        for binding in found:
            yield key, binding


def style_part(widget: Widget, name: str) -> Style:
    """Return the style that the sheets give a child of a widget with the class ``name``.

    Component classes do the same, but Textual computes all of them whenever the widget is styled, and most
    are never painted.
    """
    part = DOMNode(classes=name)
    part._attach(widget)
    widget.app.stylesheet.apply(part)
    return part.styles.partial_rich_style


def release_removed_widgets() -> None:
    """Cache the background styles of widgets by colours alone.

    Textual 8.2 caches them by widget too: the last 1,024 widgets, removed or not, kept all their painted
    lines, some 50 MB after half an hour of dialogs (tests/security/soak.py).
    """
    shared: Any = classmethod(lru_cache(1024)(_inner_outer))  # type: ignore[arg-type]
    StylesCache.get_inner_outer = shared  # type: ignore[method-assign]
