"""Lay out pairs, such as keys and actions, under headings; long texts wrap under the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from textual.geometry import Size
from textual.strip import Strip

from reader.locale.translator import Translator
from reader.tui.widgets.cells import Part, blank, filled, of_line, of_text, row, strip
from reader.tui.widgets.typeset_view import TextView, TypesetView
from reader.typeset import Line, layout


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: ``name`` in the first column, ``text`` in the second; a heading has no text."""

    name: str
    text: str = ""
    own: bool = False
    """Whether the text has a direction of its own, as titles and addresses have."""


class _Broken(NamedTuple):
    """A line of a pair: which one of its text, and that; a heading has no text."""

    pair: Pair
    number: int
    line: Line | None


class DefinitionList(TextView):
    """A scrolling list of pairs, in one column or, with `wide`, in two.

    Args:
        strings: the interface language.
        pairs: the lines and their headings.
        column: cells of the names.
        wide: cells of text from which the groups under the headings stand in two columns; 0 for never.
    """

    ALLOW_SELECT = False

    def __init__(
        self, strings: Translator, pairs: Sequence[Pair], *, column: int = 14, wide: int = 0
    ) -> None:
        super().__init__()
        self.strings = strings
        self.pairs = pairs
        self.column = column
        self.wide = wide
        self._columns: list[list[_Broken]] = []
        """The pairs in lines, by column."""
        self.set_reactive(TypesetView.rtl, strings.rtl)

    def show(self, pairs: Sequence[Pair]) -> None:
        """Show other lines, from the first."""
        if list(pairs) == list(self.pairs):
            return
        self.pairs = pairs
        self._lay_out()
        self.scroll_home(animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Break the lines for another width."""
        self._lay_out()

    def _lay_out(self) -> None:
        self._columns = [self._break(self.pairs, self.text_width)]
        if self.wide and self.text_width >= self.wide:
            half = self.text_width // 2
            groups = [self._break(group, half) for group in _groups(self.pairs)]
            cuts = [(groups[:at], groups[at:]) for at in range(1, len(groups))]
            lengths = [max(sum(map(len, side)) for side in cut) for cut in cuts]
            if cuts:
                self._columns = [list(chain(*side)) for side in cuts[lengths.index(min(lengths))]]
        self.virtual_size = Size(self.text_width, max(map(len, self._columns)))

    def _break(self, pairs: Sequence[Pair], width: int) -> list[_Broken]:
        room = max(8, width - self.column - 4)
        return [
            _Broken(pair, number, line)
            for pair in pairs
            for number, line in enumerate(
                layout(pair.text, room, base=None if pair.own else int(self.rtl)) or [None]
            )
        ]

    def line(self, y: int) -> Strip:
        """Return one line of the window."""
        if not self.pairs:
            return self.hint_line(y)
        at = y + self.scroll_offset.y
        base, rtl = self.rich_style, self.rtl
        width = self.text_width // max(1, len(self._columns))
        parts = [
            filled(self._paint(lines[at], width), width, base, rtl=rtl)
            if 0 <= at < len(lines)
            else blank(width, base)
            for lines in self._columns
        ]
        return strip(row(parts, rtl=rtl), self.text_width, base, rtl=rtl)

    def _paint(self, broken: _Broken, width: int) -> Part:
        pair, number, text = broken
        base, rtl = self.rich_style, self.rtl
        if text is None:
            style = base + self.part_style("pairs--heading")
            return row([blank(1, base), of_text(pair.name, style, most=width - 2)], rtl=rtl)
        style = base + self.part_style("pairs--name")
        name = of_text("" if number else pair.name, style, most=self.column)
        parts = [blank(2, base), name, blank(self.column - name.width + 1, base), of_line(text, base)]
        return row(parts, rtl=rtl)


def _groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Split pairs before their headings."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        if not groups or (pair.name.strip() and not pair.text):
            groups.append([])
        groups[-1].append(pair)
    return groups
