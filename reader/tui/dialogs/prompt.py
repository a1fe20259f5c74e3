"""One line asked of the reader."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from reader.locale.translator import Translator
from reader.tui.bindings import bindings
from reader.tui.dialogs.modal import Card
from reader.tui.key_bindings import DIALOG
from reader.tui.terminal.bidi_input import BidiInput


class Prompt(Card[str | None]):
    """A question with a line to write the answer in; None when the reader went back.

    Args:
        strings: the interface language.
        question: key of the phrase that asks.
        value: what stands in the line at first.
        secret: whether the answer is a password, which is not shown.
    """

    BINDINGS = bindings(DIALOG)

    def __init__(self, strings: Translator, question: str, value: str = "", *, secret: bool = False) -> None:
        super().__init__(classes="card")
        self.strings = strings
        self.question = question
        self.value = value
        self.secret = secret

    def compose(self) -> ComposeResult:
        """Lay out the question over the line."""
        with Vertical(classes="card-body"):
            yield Label(Content(self.strings(self.question)), classes="card-title")
            yield BidiInput(self.value, base=int(self.strings.rtl), id="answer", password=self.secret)
            yield Label(Content(self.strings("ask.hint")), classes="card-hint")

    def on_input_submitted(self, event: BidiInput.Submitted) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Give no answer."""
        self.dismiss(None)
