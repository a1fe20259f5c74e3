"""Return the visual order of a line from the levels of its paragraph (UAX #9 L1, L2)."""

from __future__ import annotations

import re
from functools import lru_cache

_TRAILING = re.compile(r"(?<![W()?!\[\]<>^b])[W()?!\[\]<>^b]*+(?:[SB]|$)")
_MAY_TRAIL = frozenset("W()?!SB[]<>^b")


def reset_trailing(classes: str, levels: bytes, base: int) -> bytes:
    """Reset separators, and white space before them or at the line's end, to ``base`` (L1)."""
    if not classes or (classes[-1] not in _MAY_TRAIL and "S" not in classes and "B" not in classes):
        return levels
    out = bytearray(levels)
    for match in _TRAILING.finditer(classes):
        start, end = match.span()
        out[start:end] = bytes([base]) * (end - start)
    return bytes(out)


@lru_cache(maxsize=128)
def _at_least(level: int) -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(bytes([level])) + b"-\xff]+", re.DOTALL)


def visual_order(levels: bytes) -> list[int]:
    """Return the indexes into ``levels`` from the left of the line to its right (L2)."""
    if not levels:
        return []
    order = list(range(len(levels)))
    highest, lowest = max(levels), min(levels)
    if highest == lowest:
        return order[::-1] if highest & 1 else order
    for level in range(highest, (lowest | 1) - 1, -1):
        for match in _at_least(level).finditer(levels):  # runs of one level lie inside those of the next
            start, end = match.span()
            order[start:end] = order[start:end][::-1]
    return order
