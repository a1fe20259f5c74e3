"""Lines of two columns, such as a key and what it does, under headings; long texts go on below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.geometry import Size
from textual.strip import Strip

from reader.locale.translator import Translator
from reader.tui.widgets.cells import blank, of_line, of_text, row, strip
from reader.tui.widgets.row_list import TextView, TypesetView
from reader.typeset import Line, layout


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: ``name`` in the first column, ``text`` in the second; a heading has no text."""

    name: str
    text: str = ""
    own: bool = False
    """Whether the text has a direction of its own, as titles and addresses have."""


class PairsView(TextView):
    """A scrolling list of pairs."""

    ALLOW_SELECT = False

    def __init__(self, strings: Translator, pairs: Sequence[Pair], *, column: int = 14) -> None:
        super().__init__()
        self.strings = strings
        self.pairs = pairs
        self.column = column
        """Cells of the first column."""
        self._lines: list[tuple[Pair, int, Line | None]] = []
        """The pairs in lines of the window: which line of its text, and that; a heading has no text."""
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
        room = max(8, self.text_width - self.column - 4)
        self._lines = [
            (pair, number, line)
            for pair in self.pairs
            for number, line in enumerate(self._broken(pair, room))
        ]
        self.virtual_size = Size(self.text_width, len(self._lines))

    def _broken(self, pair: Pair, room: int) -> Sequence[Line | None]:
        return layout(pair.text, room, base=None if pair.own else int(self.rtl)) or [None]

    def line(self, y: int) -> Strip:
        """Return one line of the window."""
        at = y + self.scroll_offset.y
        if not 0 <= at < len(self._lines):
            return self.empty()
        pair, number, text = self._lines[at]
        width, base, rtl = self.text_width, self.rich_style, self.rtl
        if text is None:
            style = base + self.shade("pairs--heading")
            heading = row([blank(1, base), of_text(pair.name, style, most=width - 2)], rtl=rtl)
            return strip(heading, width, base, rtl=rtl)
        style = base + self.shade("pairs--name")
        name = of_text("" if number else pair.name, style, most=self.column)
        parts = [blank(2, base), name, blank(self.column - name.width + 1, base), of_line(text, base)]
        return strip(row(parts, rtl=rtl), width, base, rtl=rtl)
