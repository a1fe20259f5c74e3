"""From finished cells to the strips Textual paints."""

from __future__ import annotations

from collections.abc import Iterable

from rich.style import Style
from textual.strip import Strip

from reader.tui.widgets.cells import Part, blank, filled, row


def strip(part: Part, width: int, style: Style, *, rtl: bool) -> Strip:
    """Return a finished strip of exactly ``width`` cells, ``part`` where reading starts."""
    whole = filled(part, width, style, rtl=rtl)
    made = Strip(whole.segments, whole.width)
    return made if whole.width == width else made.adjust_cell_length(width, style)


def apart(near: Iterable[Part], far: Part, width: int, style: Style, *, rtl: bool) -> Strip:
    """Return a finished strip: parts where reading starts, one at the other side, a cell from the edge."""
    beginning = row(near, rtl=rtl)
    gap = blank(width - beginning.width - far.width - 1, style)
    return strip(row([beginning, gap, far], rtl=rtl), width, style, rtl=rtl)
