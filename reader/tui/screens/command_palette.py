"""Textual's command palette, right to left: its field, its list and the screen below it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete
from textual.command import CommandInput, CommandList, CommandPalette, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.widgets import LoadingIndicator

from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.bidi_input import BidiInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CommandField(CommandInput, BidiInput):
    """The field of the palette."""


class CommandRows(CommandList):
    """The list of the palette; a page turned before it was drawn is no crash, as in Textual 8.2.8."""

    def action_page_up(self) -> None:
        """Move a page up."""
        with suppress(KeyError):  # where which row lies is known when it is drawn
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Move a page down."""
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]


class BidiCommandPalette(VisualOrder, CommandPalette):
    """The palette with a field for any direction.

    Args:
        placeholder: What the empty field says.
        rtl: Whether the interface reads right to left.
    """

    DEFAULT_CSS = """
    BidiCommandPalette.-rtl CommandList { text-align: right; }
    BidiCommandPalette.-rtl SearchIcon { margin: 1 1 1 0; }
    """

    def __init__(self, placeholder: str, *, rtl: bool) -> None:
        super().__init__(placeholder=placeholder, id="--command-palette")
        self.hint = placeholder
        self.rtl = rtl
        self.set_class(rtl, "-rtl")

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close once: for a second Enter Textual would close the screen below."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def compose(self) -> ComposeResult:
        """Lay out the search sign and the field, in reading order, above the list."""
        parts = [
            SearchIcon(),
            CommandField(placeholder=self.hint, base=int(self.rtl), select_on_focus=False),
        ]
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield from reversed(parts) if self.rtl else parts
            with Vertical(id="--results"):
                yield CommandRows()
                yield LoadingIndicator()
