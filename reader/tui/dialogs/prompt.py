"""One line asked of the reader."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from reader.locale.translator import Translator
from reader.tui.bindings import bindings
from reader.tui.dialogs.card import Card
from reader.tui.key_bindings import DIALOG
from reader.tui.terminal.bidi_input import BidiInput

if TYPE_CHECKING:
    from textual.timer import Timer

REST_SECONDS = 0.6
"""Without a key, until an answer is checked."""


class Prompt(Card[str | None]):
    """A question with a line to write the answer in; None when the reader went back.

    Args:
        strings: the interface language.
        question: key of the phrase that asks.
        value: what stands in the line at first.
        secret: whether the answer is a password, which is not shown.
        check: returns what is odd about an answer, empty when nothing is; called in a thread while the reader
            rests, and shown in place of the hint.
    """

    BINDINGS = bindings(DIALOG)

    def __init__(
        self,
        strings: Translator,
        question: str,
        value: str = "",
        *,
        secret: bool = False,
        check: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(classes="card")
        self.strings = strings
        self.question = question
        self.value = value
        self.secret = secret
        self.check = check
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the question over the line."""
        with Vertical(classes="card-body"):
            yield Label(Content(self.strings(self.question)), classes="card-title")
            yield BidiInput(self.value, base=int(self.strings.rtl), id="answer", password=self.secret)
            yield Label(Content(self.strings("ask.hint")), classes="card-hint")

    def on_input_changed(self, event: BidiInput.Changed) -> None:
        """Check the answer once nothing more is typed: half a word is no mistake."""
        event.stop()
        if self.check is not None:
            if self._resting is not None:
                self._resting.stop()
            self._resting = self.set_timer(REST_SECONDS, self._check)

    @work(exclusive=True, exit_on_error=False)
    async def _check(self) -> None:
        assert self.check is not None
        self.show_doubt(await asyncio.to_thread(self.check, self.query_one(BidiInput).value))

    def show_doubt(self, doubt: str) -> None:
        """Show a doubt about the answer in place of the hint, or the hint again."""
        hint = self.query_one(".card-hint", Label)
        hint.set_class(bool(doubt), "doubt")
        hint.update(Content(doubt or self.strings("ask.hint")))

    def on_input_submitted(self, event: BidiInput.Submitted) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Give no answer."""
        self.dismiss(None)
