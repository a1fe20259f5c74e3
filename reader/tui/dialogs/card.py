"""Base of the dialogs: a card over its screen."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from reader.tui.stylesheets import CARD_SHEETS, sheets
from reader.tui.terminal.bidi_filter import VisualOrder

Answer = TypeVar("Answer")


class Card(VisualOrder, ModalScreen[Answer]):
    """A dialog that gives one answer."""

    CSS_PATH = sheets(*CARD_SHEETS)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer, once: for a second Enter Textual would close the screen below."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
