"""The keys, as they are bound now."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from reader.locale.translator import Translator
from reader.tui.bindings import bindings
from reader.tui.dialogs.modal import Card
from reader.tui.key_bindings import GROUPS, HELP, key_label
from reader.tui.widgets.definition_list import Pair, PairsView


def help_pairs(
    bound: dict[str, list[str]], strings: Translator, own: Sequence[tuple[str, str]] = ()
) -> list[Pair]:
    """Return the lines of the help: each action that has a key, under the heading of its kind.

    Args:
        bound: action names, each with the keys it is bound to now.
        strings: the interface language.
        own: names and keys of commands that the person wrote.
    """
    pairs: list[Pair] = []
    if keyed := [Pair(key_label(key), name) for name, key in own if key]:
        pairs += [Pair(strings("commands.own")), *keyed, Pair(" ")]
    for group, names in GROUPS.items():
        lines = [
            Pair(" ".join(map(key_label, bound[name])), strings(f"key.{name}"))
            for name in names
            if bound.get(name)
        ]
        if lines:
            pairs += [Pair(strings(f"keys.{group}")), *lines, Pair(" ")]
    return pairs


class HelpScreen(Card[None]):
    """All keys and what they do."""

    BINDINGS = bindings(HELP)

    def __init__(
        self, strings: Translator, bound: dict[str, list[str]], own: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(classes="card")
        self.strings = strings
        self.bound = bound
        self.own = own

    def compose(self) -> ComposeResult:
        """Lay out the list of keys."""
        with Vertical(classes="card-body tall"):
            yield Label(Content(self.strings("keys.title")), classes="card-title")
            yield PairsView(self.strings, help_pairs(self.bound, self.strings, self.own), column=16)
            yield Label(Content(self.strings("keys.hint")), classes="card-hint")

    def action_cancel(self) -> None:
        """Go back to reading."""
        self.dismiss(None)
