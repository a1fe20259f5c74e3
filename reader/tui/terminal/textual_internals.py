"""Give access to private names of Textual that have no public equivalent, each behind a function.

``tests/tui/test_textual_internals.py`` lists every private name the program uses and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.keys import _character_to_key

if TYPE_CHECKING:
    from rich.style import Style
    from textual.binding import Binding
    from textual.widget import Widget


def name_key(character: str) -> str:
    """Return Textual's name of the key that types a character, as events and bindings have it."""
    return _character_to_key(character)


def list_bindings(widget: Widget) -> Iterator[tuple[str, Binding]]:
    """Yield the keys of a widget with their bindings, those the person rebound under their own keys."""
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
