"""A choice among many, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Label

from reader.locale.translator import Translator
from reader.store import fold
from reader.tui.bindings import bindings
from reader.tui.dialogs.card import Card
from reader.tui.key_bindings import PICKER
from reader.tui.terminal.bidi_input import BidiInput
from reader.tui.widgets.cells import blank, of_text, strip
from reader.tui.widgets.cells import row as across
from reader.tui.widgets.row_list import RowList

_AROUND = 6  # lines of a picker beside its choices: frame, title, field and the blanks after them


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    key: str
    label: str
    detail: str = ""


class ChoiceList(RowList[Choice]):
    """The rows of a picker."""

    can_focus = False

    def height_of(self, row: Choice) -> int:
        """Return 1."""
        return 1

    def paint(self, row: Choice, width: int, *, cursor: bool, focused: bool) -> list[Strip]:
        """Return the line of a choice."""
        base = self.rich_style
        if cursor:
            base += self.part_style("picker--cursor")
        muted = base + self.part_style("picker--detail")
        detail = of_text(row.detail, muted, most=max(4, width // 3))
        label = of_text(row.label, base, most=max(4, width - detail.width - 4))
        gap = blank(width - label.width - detail.width - 3, base)
        bar = "▐" if self.rtl else "▌"
        sign = of_text(bar if cursor else " ", base + self.part_style("picker--bar"), base=0)
        return [
            strip(across([sign, blank(1, base), label, gap, detail], rtl=self.rtl), width, base, rtl=self.rtl)
        ]

    def chosen(self) -> None:
        """Give the choice under the cursor to the screen."""
        if self.current is not None and isinstance(self.screen, Picker):
            self.screen.dismiss(self.current.key)


class Picker(Card[str | None]):
    """A list to choose from; gives the key of the choice, or None.

    Args:
        strings: the interface language.
        title: key of the phrase over the list.
        choices: what there is, in order.
    """

    BINDINGS = bindings(PICKER)

    def __init__(self, strings: Translator, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(classes="card")
        self.strings = strings
        self.phrase = title
        self.choices = choices

    def compose(self) -> ComposeResult:
        """Lay out title, line and list."""
        with Vertical(classes="card-body picker") as body:
            body.styles.height = len(self.choices) + _AROUND
            yield Label(Content(self.strings(self.phrase)), classes="card-title")
            yield BidiInput(placeholder=self.strings("pick.narrow"), base=int(self.strings.rtl), id="narrow")
            yield ChoiceList()

    @property
    def list(self) -> ChoiceList:
        """The rows."""
        return self.query_one(ChoiceList)

    def on_mount(self) -> None:
        """Show everything."""
        self.list.rtl = self.strings.rtl
        self.list.hint = self.strings("pick.none")
        self.list.show(self.choices)

    def on_input_changed(self, event: BidiInput.Changed) -> None:
        """Narrow the list to the rows that contain every typed word, ignoring hamzas."""
        event.stop()
        words = fold(event.value).split()
        kept = [each for each in self.choices if all(word in fold(each.label) for word in words)]
        self.list.show(kept)

    def on_input_submitted(self, event: BidiInput.Submitted) -> None:
        """Take the choice under the cursor."""
        event.stop()
        self.list.chosen()

    def action_move(self, by: int) -> None:
        """Move the cursor while the line keeps the keys."""
        self.list.move_to(self.list.cursor + by, by)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
