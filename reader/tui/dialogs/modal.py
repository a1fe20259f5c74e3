"""A screen that lies over another one and gives an answer: once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

from reader.tui.terminal.bidi_filter import VisualOrder

Answer = TypeVar("Answer")

if TYPE_CHECKING:
    _Mixin = Screen[Answer]
else:
    _Mixin = Generic


class Once(_Mixin[Answer]):
    """Mixin of a screen that is answered once.

    Who presses Enter twice answers a screen that has gone: Textual would take away the one below, and fail
    at the last.
    """

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Give the answer and go, unless that was done."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Card(Once[Answer], VisualOrder, ModalScreen[Answer]):
    """Base of what asks or tells something over the screen it belongs to."""
