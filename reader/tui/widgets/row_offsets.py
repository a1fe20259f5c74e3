"""Find the lines that the rows of a list stand on, and the row on a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class RowOffsets:
    """The first line of each row, counted in lines of the whole list.

    Args:
        heights: lines of each row.
        above: lines of the list before the first of them.
    """

    def __init__(self, heights: Iterable[int] = (), above: int = 0) -> None:
        self._starts = list(accumulate(heights, initial=above))

    def __getitem__(self, index: int) -> int:
        """Return the first line of a row; of the row after the last, the end."""
        return self._starts[index]

    @property
    def start(self) -> int:
        """The first line of the first row."""
        return self._starts[0]

    @property
    def end(self) -> int:
        """The line after the last row."""
        return self._starts[-1]

    def row_at(self, line: int) -> int:
        """Return the index of the row on a line; -1 where none is."""
        return bisect_right(self._starts, line) - 1 if self._starts[0] <= line < self._starts[-1] else -1

    def nearest_row(self, line: int) -> int:
        """Return the index of the row on a line, or of the first or the last one; -1 without rows."""
        return self.row_at(min(max(line, self.start), self.end - 1))
