"""The head of a pane: one line with its name and a count, drawn heavy where the keys go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from reader.tui.widgets.cells import Part, blank, filled, of_text, row

if TYPE_CHECKING:
    from reader.tui.stylesheets import RowStyles

LIGHT, HEAVY = "─", "━"
_MIN_RULE = 3  # cells between name and count


def pane_head(title: str, count: str, width: int, styles: RowStyles, *, front: bool, rtl: bool) -> Part:
    """Return the head of a pane: rule, name, rule, count, rule; no count on little room.

    Args:
        title: the name of the pane.
        count: what it holds, in words; may be empty.
        width: cells of the line.
        styles: of the theme.
        front: whether the pane has the keys.
        rtl: whether the interface reads right to left.
    """
    ground = styles["ground"]
    line = HEAVY if front else LIGHT
    rule = ground + styles["head-rule-front" if front else "head-rule"]
    name = of_text(
        f" {title} " if title else "",
        ground + styles["head-front" if front else "head"],
        most=max(6, width - 4),
        base=int(rtl),
    )
    told = of_text(f" {count} ", ground + styles["head-count"], base=int(rtl)) if count else blank(0, ground)
    rest = width - name.width - told.width - 2
    if count and rest < _MIN_RULE:
        told, rest = blank(0, ground), width - name.width - 2

    def drawn(cells: int) -> Part:
        return Part([Segment(line * max(0, cells), rule)], max(0, cells))

    return filled(row([drawn(1), name, drawn(rest), told, drawn(1)], rtl=rtl), width, rule, rtl=rtl)
