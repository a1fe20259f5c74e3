"""Cache painted lines near the screen, and free them without the garbage collector.

What only a collection of everything frees made every fortieth key wait 40 ms (``tests/bench terminal``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from textual.strip import Strip

Key = TypeVar("Key")
Value = TypeVar("Value")


class PaintCache(dict[Key, Value]):
    """The last values that were set, at most ``size``.

    Unlike Textual's ``LRUCache`` it is no ring of references.

    Args:
        size: how many values are kept; may be changed.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def __setitem__(self, key: Key, value: Value) -> None:
        """Keep a value, and drop the oldest one when there is no room."""
        if len(self) >= self.size and key not in self:
            del self[next(iter(self))]
        super().__setitem__(key, value)


class WholeStrip(Strip):
    """Strip as wide as its widget, without a reference to itself unless cut."""

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Return the strips between some cells; this one itself if uncut."""
        cuts = list(cuts)
        return [self] if cuts == [self.cell_length] else super().divide(cuts)
