"""One set line: its place in the text, its width, and the cells it puts on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
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


MOST = 16
"""Characters one cell may hold, its marks included; more is an attack on the terminal, not writing."""
_cell = partial(tuple.__new__, Cell)  # as Cell(*…), without a Python frame for every cell of the screen


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
        heads, texts = self._clusters()
        prepared, start = self._prepared, self.start - self._prepared.offset
        widths = [prepared.widths[head] for head in heads]
        levels = prepared.paragraph.line_levels(start, self._drawn)
        if len(heads) < len(levels):
            levels = bytes([levels[head - start] for head in heads])
        for k, text in enumerate(texts):  # L4
            if text[0] in MIRROR and levels[k] & 1:
                texts[k] = MIRROR[text[0]] + text[1:]
        if self._fill:
            heads, texts, widths, levels = self._filled(heads, texts, widths, levels)
        if self._tail:
            heads, texts, widths = [*heads, self._drawn], [*texts, self._tail], [*widths, 1]
            levels += bytes([prepared.base])
        offset = prepared.offset
        return tuple([_cell((texts[k], heads[k] + offset, widths[k])) for k in visual_order(levels)])

    def _clusters(self) -> tuple[list[int], list[str]]:
        """Return where clusters begin, in logical order, and what each draws, marks after the letter (L3)."""
        prepared, start, end = self._prepared, self.start - self._prepared.offset, self._drawn
        glyphs = prepared.draw(end) if self._tail else prepared.glyphs
        widths = prepared.widths
        heads = [i for i in range(start, end) if widths[i]]
        if len(heads) == end - start:
            return heads, glyphs[start:end]
        ends = [*heads[1:], end] if heads else []
        return heads, ["".join(glyphs[a : min(b, a + MOST)]) for a, b in zip(heads, ends, strict=True)]

    def _filled(
        self, heads: list[int], texts: list[str], widths: list[int], levels: bytes
    ) -> tuple[list[int], list[str], list[int], bytes]:
        """Return the same with what fills the line put after the clusters it stretches."""
        places = [k for k, head in enumerate(heads) for _ in range(1 + self._fill.get(head, ("", 0))[1])]
        first = [k == 0 or places[k - 1] != place for k, place in enumerate(places)]
        return (
            [heads[k] for k in places],
            [texts[k] if own else self._fill[heads[k]][0] for k, own in zip(places, first, strict=True)],
            [widths[k] if own else 1 for k, own in zip(places, first, strict=True)],
            bytes([levels[k] for k in places]),
        )

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
