"""Show the keys as bound now, in two columns if wide enough, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from reader.locale.translator import Translator
from reader.store import fold
from reader.tui.bindings import bindings
from reader.tui.dialogs.card import Card
from reader.tui.key_bindings import GROUPS, HELP, key_label
from reader.tui.terminal.bidi_input import BidiInput
from reader.tui.widgets.definition_list import DefinitionList, Pair

WIDE_SCREEN = 100
"""Cells of the screen from which the keys stand in two columns."""
SHORT_SCREEN = 20
"""Lines of the screen under which the hint gives its lines to the keys."""
TWO_COLUMNS = 84
"""Cells of text that two columns need."""
MOST_KEYS = 16
"""Cells of the keys of an action."""


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


def narrow_pairs(pairs: Sequence[Pair], typed: str) -> list[Pair]:
    """Return the lines with every typed word, or with that key, under their headings."""
    words = fold(typed).split()
    keys = typed.split()
    found: list[Pair] = []
    heading: Pair | None = None
    for pair in pairs:
        if not pair.text:
            heading = pair if pair.name.strip() else heading
            continue
        text = f" {fold(pair.text)}"
        if all(word in text for word in words) or (keys and set(keys) <= set(pair.name.split())):
            if heading is not None:
                found += [Pair(" "), heading] if found else [heading]
                heading = None
            found.append(pair)
    return found


class HelpScreen(Card[None]):
    """All keys and their actions.

    Args:
        strings: the interface language.
        bound: action names, each with the keys it is bound to now.
        own: names and keys of commands that the person wrote.
    """

    BINDINGS = bindings(HELP)

    def __init__(
        self, strings: Translator, bound: dict[str, list[str]], own: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(classes="card")
        self.strings = strings
        self.pairs = help_pairs(bound, strings, own)

    def compose(self) -> ComposeResult:
        """Lay out the list of keys."""
        names = [cell_len(pair.name) for pair in self.pairs if pair.text]
        column = min(MOST_KEYS, max(names, default=0))
        listened = self.app.has_class("screen-reader")  # one thing a line
        with Vertical(classes="card-body keys"):
            yield Label(Content(self.strings("keys.title")), classes="card-title")
            yield BidiInput(
                placeholder=self.strings("commands.hint"), base=int(self.strings.rtl), id="narrow"
            )
            yield DefinitionList(self.strings, self.pairs, column=column, wide=0 if listened else TWO_COLUMNS)
            yield Label(Content(self.strings("keys.hint")), classes="card-hint")

    def on_mount(self) -> None:
        """Hide the search field until requested."""
        self.view.hint = self.strings("commands.none")
        self.field.display = False
        self.view.focus()

    def on_resize(self) -> None:
        """Take more of a wide screen; leave the lines of a short one to the keys."""
        columns, lines = self.app.size
        self.query_one(".keys").set_class(columns >= WIDE_SCREEN, "wide")
        self.query_one(".card-hint").display = lines >= SHORT_SCREEN

    @property
    def view(self) -> DefinitionList:
        """The lines."""
        return self.query_one(DefinitionList)

    @property
    def field(self) -> BidiInput:
        """The line that narrows them."""
        return self.query_one(BidiInput)

    def action_search(self) -> None:
        """Open the field that narrows the lines."""
        self.field.display = True
        self.field.focus()

    def on_input_changed(self, event: BidiInput.Changed) -> None:
        """Narrow the lines to the typed words."""
        event.stop()
        self.view.show(narrow_pairs(self.pairs, event.value) if event.value.strip() else self.pairs)

    def on_input_submitted(self, event: BidiInput.Submitted) -> None:
        """Give the keys back to the lines."""
        event.stop()
        self.view.focus()

    def action_cancel(self) -> None:
        """Show all lines again, or go back to reading."""
        if self.field.display:
            self.field.value = ""
            self.field.display = False
            self.view.focus()
        else:
            self.dismiss(None)
