"""What the terminal shows: nothing of it is written again.

Widgets are painted whole when anything about them changes, a frame, a colour, who has the keys; most of their
lines are what is there already. Over a slow connection that is what a person would wait for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, LayoutUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual._compositor import CompositorUpdate
    from textual.strip import Strip


class Shown:
    """The lines of a terminal, as far as they are known: strips by their columns, side by side."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, Strip | None]] = {}

    def forget(self) -> None:
        """Know nothing any more: somebody else has written, or what was to be written was not."""
        self._lines.clear()

    def news(self, update: CompositorUpdate) -> CompositorUpdate | None:
        """Return what of an update is not there yet, which counts as written then; None when all is."""
        if isinstance(update, ChopsUpdate):
            spans = [new for span in update.spans for new in self._of_line(update, *span)]
            return ChopsUpdate(update.chops, spans, update.chop_ends) if spans else None
        self.forget()
        if isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                line: dict[int, Strip | None] = {}
                x = update.region.x
                for strip in strips:
                    line[x] = strip
                    x += strip.cell_length
                self._lines[y] = line
        return update

    def _of_line(self, update: ChopsUpdate, y: int, left: int, right: int) -> list[tuple[int, int, int]]:
        """Return the spans of one line that are new, each a strip or a part of one."""
        chops: Mapping[int, Strip | None] = update.chops[y]
        known = self._lines.get(y, {})
        if known.keys() != chops.keys():  # it is cut elsewhere now
            known = self._lines[y] = dict.fromkeys(chops)
        spans = []
        for end, (x, strip) in zip(update.chop_ends[y], chops.items(), strict=False):
            if strip is None or end <= left or x >= right:
                continue
            whole = left <= x and end <= right
            if not whole or known[x] != strip:
                known[x] = strip if whole else None
                spans.append((y, max(x, left), min(end, right)))
        return spans
