"""The command palette: every action of a screen by name, narrowed by typing, with its keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from reader.locale.translator import Translator
from reader.store import fold, fold_map
from reader.tui.bindings import bindings
from reader.tui.dialogs.card import Card
from reader.tui.key_bindings import GROUPS, PICKER, key_label
from reader.tui.terminal.bidi_input import BidiInput
from reader.tui.widgets.cells import blank, highlighted, of_line, of_text, one_line, two_sided_strip
from reader.tui.widgets.cells import row as row_of
from reader.tui.widgets.row_list import RowList

CHIP = 5
"""Cells of the ground under a key, so that the keys stand straight."""


class Command(NamedTuple):
    """An action that can be run, or with an empty name the heading of a group."""

    name: str
    title: str
    keys: str = ""


def list_commands(
    bound: dict[str, list[str]],
    front: Sequence[str],
    strings: Translator,
    own: Sequence[tuple[str, str]] = (),
) -> list[Command]:
    """Return the actions that have a key, by group; those of the pane in front come first.

    Args:
        bound: the keys of each action now.
        front: names of the actions that fit the pane in front.
        strings: the interface language.
        own: names and keys of commands that the person wrote.
    """

    def command(name: str) -> Command:
        return Command(name, strings(f"key.{name}"), " ".join(map(key_label, bound[name])))

    first = [name for name in front if bound.get(name)]
    found = [Command("", strings("commands.here")), *map(command, first)] if first else []
    if own:
        found.append(Command("", strings("commands.own")))
        found += [Command(f"command:{name}", name, key_label(key)) for name, key in own]
    for group, names in GROUPS.items():
        rest = [name for name in names if bound.get(name) and name not in first]
        if rest:
            found += [Command("", strings(f"keys.{group}")), *map(command, rest)]
    return found


def narrow_commands(commands: Sequence[Command], typed: str) -> list[Command]:
    """Return the commands that match every typed word, those by prefix first."""
    words = fold(typed).split()
    if not words:
        return list(commands)
    named = [(each, f" {fold(each.title)} {each.keys.lower()}") for each in commands if each.name]
    beginning = [each for each, text in named if all(f" {word}" in text for word in words)]
    within = [each for each, text in named if each not in beginning and all(word in text for word in words)]
    return beginning + within


def find_typed(title: str, typed: str) -> list[tuple[int, int]]:
    """Return where the typed words stand in a title, at the beginning of a word if they do."""
    folded, places = fold_map(title)
    found = []
    for word in fold(typed).split():
        at = f" {folded}".find(f" {word}")
        at = at if at >= 0 else folded.find(word)
        if at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
    return found


class CommandRows(RowList[Command]):
    """The rows of the palette."""

    can_focus = False

    def __init__(self, strings: Translator) -> None:
        super().__init__(id="commands")
        self.strings = strings
        self.rtl = strings.rtl
        self.typed = ""
        """What the rows are narrowed by; shown in them."""

    def height_of(self, row: Command) -> int:
        """Return 1."""
        return 1

    def can_stand_on(self, row: Command) -> bool:
        """Return whether ``row`` is an action."""
        return bool(row.name)

    def paint(self, row: Command, width: int, *, cursor: bool, focused: bool) -> list[Strip]:
        """Return the line of a row."""
        base, rtl = self.rich_style, self.rtl
        if not row.name:
            title = of_text(row.title, base + self.part_style("picker--detail"), base=int(rtl))
            return [two_sided_strip([blank(2, base), title], blank(0, base), width, base, rtl=rtl)]
        if cursor:
            base += self.part_style("picker--cursor")
        bar = (
            of_text("▐" if rtl else "▌", base + self.part_style("picker--bar"), base=0)
            if cursor
            else blank(1, base)
        )
        chip = base + self.part_style("picker--key")
        keys = of_text(row.keys, chip, most=max(4, width // 3), base=0)
        if row.keys:
            room = max(CHIP, keys.width + 2) - keys.width
            keys = row_of([blank(room // 2, chip), keys, blank(room - room // 2, chip)], rtl=False)
        line = one_line(row.title, max(4, width - keys.width - 8), int(rtl))
        title = of_line(
            line, highlighted(base, self.part_style("picker--hit"), find_typed(row.title, self.typed))
        )
        return [two_sided_strip([bar, blank(3, base), title], keys, width, base, rtl=rtl)]

    def chosen(self) -> None:
        """Give the action under the cursor to the screen."""
        if self.current is not None and isinstance(self.screen, PaletteScreen):
            self.screen.dismiss(self.current.name)


class PaletteScreen(Card[str | None]):
    """The actions of a screen; gives the name of the chosen one, None when cancelled.

    Args:
        strings: the interface language.
        commands: the actions, with headings.
    """

    BINDINGS = bindings(PICKER)

    def __init__(self, strings: Translator, commands: Sequence[Command]) -> None:
        super().__init__(classes="card")
        self.strings = strings
        self.commands = commands

    def compose(self) -> ComposeResult:
        """Lay out the field over the rows."""
        with Vertical(classes="card-body palette"):
            yield BidiInput(
                placeholder=self.strings("commands.hint"), base=int(self.strings.rtl), id="narrow"
            )
            yield CommandRows(self.strings)

    @property
    def rows(self) -> CommandRows:
        """The rows."""
        return self.query_one(CommandRows)

    def on_mount(self) -> None:
        """Show every action."""
        self.rows.hint = self.strings("commands.none")
        self.rows.show(self.commands)

    def on_input_changed(self, event: BidiInput.Changed) -> None:
        """Narrow the rows to the typed words."""
        event.stop()
        self.rows.typed = event.value
        self.rows.show(narrow_commands(self.commands, event.value))

    def on_input_submitted(self, event: BidiInput.Submitted) -> None:
        """Choose the action under the cursor."""
        event.stop()
        self.rows.chosen()

    def action_move(self, by: int) -> None:
        """Move the cursor while the field keeps the keys."""
        self.rows.move_to(self.rows.cursor + by, by)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
