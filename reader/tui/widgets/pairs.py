"""Lines of two columns, such as a key and what it does, under headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.geometry import Size
from textual.strip import Strip

from reader.tui.strings import Strings
from reader.tui.widgets.lines import TextView, TypesetView
from reader.tui.widgets.painting import blank, of_text, row, strip


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: ``name`` in a column of its own, ``text`` beside it; a heading has no text."""

    name: str
    text: str = ""


class PairsView(TextView):
    """A scrolling list of pairs."""

    COMPONENT_CLASSES = {"pairs--name", "pairs--heading"}
    ALLOW_SELECT = False

    def __init__(self, strings: Strings, pairs: Sequence[Pair], *, column: int = 14) -> None:
        super().__init__()
        self.strings = strings
        self.pairs = pairs
        self.column = column
        """Cells of the first column."""
        self.set_reactive(TypesetView.rtl, strings.rtl)

    def on_resize(self) -> None:
        """Tell how much there is to scroll."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.pairs))

    def line(self, y: int) -> Strip:
        """Return one line of the window."""
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self.pairs):
            return self.empty()
        pair, width, base, rtl = (
            self.pairs[number],
            self.scrollable_content_region.width,
            self.rich_style,
            self.rtl,
        )
        if not pair.text:
            style = base + self.get_component_rich_style("pairs--heading", partial=True)
            return strip(
                row([blank(1, base), of_text(pair.name, style, most=width - 2)], rtl=rtl),
                width,
                base,
                rtl=rtl,
            )
        name = of_text(
            pair.name, base + self.get_component_rich_style("pairs--name", partial=True), most=self.column
        )
        text = of_text(pair.text, base, most=max(4, width - self.column - 4), base=int(rtl))
        parts = [blank(2, base), name, blank(self.column - name.width + 1, base), text]
        return strip(row(parts, rtl=rtl), width, base, rtl=rtl)
