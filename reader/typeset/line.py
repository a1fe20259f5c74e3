"""One set line: its place in the text, its width, and the cells it puts on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from reader.typeset.bidi_class import MIRROR
from reader.typeset.prepare import Prepared
from reader.typeset.reorder import visual_order


class Cell(NamedTuple):
    """What one cluster draws: a letter in its form with the marks on it, never anything invisible."""

    text: str
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a cell
    """Index of the cluster's first character in the text; of the stretched one in cells that only fill."""
    width: int
    """Cells on the screen, 1 or 2."""


class Line:
    """A line of a paragraph, in logical range and in visual cells.

    Attributes:
        start: Index of its first character in the text that was set.
        end: Index after its last; the spaces and the line end it stops at are in the range and draw nothing.
        width: Cells it takes.
        base: Level of its paragraph: 0 is set from the left, 1 from the right.
    """

    def __init__(
        self,
        prepared: Prepared,
        start: int,
        drawn: int,
        end: int,
        width: int,
        *,
        fill: Mapping[int, tuple[str, int]] | None = None,
        tail: str = "",
    ) -> None:
        self._prepared, self._drawn, self._fill, self._tail = prepared, drawn, fill or {}, tail
        self.start, self.end, self.width, self.base = (
            start + prepared.offset,
            end + prepared.offset,
            width,
            prepared.base,
        )

    def __repr__(self) -> str:
        return f"Line({self.text!r}, {self.start}:{self.end}, width={self.width}, base={self.base})"

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells from the left of the line to its right."""
        prepared = self._prepared
        cells, levels = self._clusters()
        if self._tail:
            cells.append(Cell(self._tail, prepared.offset + self._drawn, 1))
            levels.append(prepared.base)
        return tuple([cells[i] for i in visual_order(bytes(levels))])

    def _clusters(self) -> tuple[list[Cell], list[int]]:
        """Return the cells in logical order, marks with their letters (L3), mirrored (L4); and their levels."""
        prepared, offset, fill = self._prepared, self._prepared.offset, self._fill
        start, end = self.start - offset, self._drawn
        glyphs = prepared.draw(end) if self._tail else prepared.glyphs
        widths, line_levels = prepared.widths, prepared.paragraph.line_levels(start, end)
        cells: list[Cell] = []
        levels: list[int] = []
        at = start
        while at < end:
            head, width, level = at, widths[at], line_levels[at - start]
            text = glyphs[at]
            at += 1
            while at < end and not widths[at]:
                text += glyphs[at]
                at += 1
            if not width:
                continue
            if level & 1 and text[0] in MIRROR:
                text = MIRROR[text[0]] + text[1:]
            cells.append(Cell(text, offset + head, width))
            levels.append(level)
            if head in fill:
                filler, count = fill[head]
                cells += [Cell(filler, offset + head, 1)] * count
                levels += [level] * count
        return cells, levels

    @property
    def text(self) -> str:
        """The cells as one string in visual order, without padding."""
        return "".join([cell.text for cell in self.cells])

    @property
    def indexes(self) -> tuple[int, ...]:
        """The index of every cluster in the text, left to right; what only fills is left out."""
        seen: dict[int, None] = {}
        for cell in self.cells:
            seen[cell.index] = None
        return tuple(seen)
