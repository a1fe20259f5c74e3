"""Provide one set line: its range of the text, its width, and its cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property, partial
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from reader.typeset.bidi_class import MIRROR
from reader.typeset.bidi_reorder import visual_order
from reader.typeset.measured_text import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Cell(NamedTuple):
    """The glyphs of one cluster: a letter in its form with its marks, no invisible characters."""

    text: str
    index: int  # type: ignore[assignment]  # hides tuple.index, which cells do not need
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
        end: Index after its last; its trailing spaces and line end are in the range and invisible.
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
        self._prepared, self._start, self._drawn = prepared, start, drawn
        self._fill, self._tail = fill or {}, tail
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
        heads, texts, widths, levels = self._clusters()
        prepared = self._prepared
        for found in prepared.mirrored.finditer(prepared.text, self._start, self._drawn):  # L4
            k = bisect_left(heads, found.start())
            if levels[k] & 1:
                texts[k] = MIRROR[found[0]] + texts[k][1:]
        if self._fill:
            heads, texts, widths, levels = self._filled(heads, texts, widths, levels)
        if self._tail:
            heads, texts, widths = [*heads, self._drawn], [*texts, self._tail], [*widths, 1]
            levels += bytes([self.base])
        offset = prepared.offset
        if offset:
            heads = [head + offset for head in heads]
        if levels.count(levels[:1]) < len(levels):  # L2; most lines run one way throughout
            order = visual_order(levels)
            texts = [texts[k] for k in order]
            heads, widths = [heads[k] for k in order], [widths[k] for k in order]
        elif levels and levels[0] & 1:
            texts, heads, widths = texts[::-1], heads[::-1], widths[::-1]
        return tuple(map(_cell, zip(texts, heads, widths, strict=True)))

    def _clusters(self) -> tuple[Sequence[int], list[str], Sequence[int], bytes]:
        """Return the clusters' indexes in logical order, with their text, cells and levels."""
        prepared, start, end = self._prepared, self._start, self._drawn
        glyphs = (prepared.draw(end) if self._tail else prepared.glyphs)[start:end]
        widths, levels = prepared.widths[start:end], prepared.paragraph.line_levels(start, end)
        rest = widths.find(0)
        if rest < 0:
            return range(start, end), glyphs, widths, levels
        heads = list(compress(range(start, end), widths))
        texts = list(compress(glyphs, widths))
        while rest >= 0:  # marks go after the letter (L3)
            k = bisect_right(heads, start + rest) - 1
            if k >= 0 and start + rest - heads[k] < MOST:
                texts[k] += glyphs[rest]
            rest = widths.find(0, rest + 1)
        return heads, texts, list(filter(None, widths)), bytes(compress(levels, widths))

    def _filled(
        self, heads: Sequence[int], texts: list[str], widths: Sequence[int], levels: bytes
    ) -> tuple[Sequence[int], list[str], Sequence[int], bytes]:
        """Return the clusters with fill characters inserted after each stretched cluster."""
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
        """The text index of every cluster, left to right, without fill characters."""
        seen: dict[int, None] = {}
        for cell in self.cells:
            seen[cell.index] = None
        return tuple(seen)
