"""How the panes share a screen, in cells: for what paints them before Textual lays them out."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

SHORT = 24
"""Lines of a screen below which titles take one line."""
TWO, THREE = 80, 150
"""Columns of a screen from which on two, and three panes have room."""
THIRD = 32
"""Percent a list may take at most beside two other panes."""


class Kind(Enum):
    """Of frame."""

    TOP = "top"
    BOX = "box"


class Frame(NamedTuple):
    """The place of a pane."""

    width: int
    height: int
    kind: Kind
    pane: str
    """Which it is: ``headlines``, ``article`` or ``bookmarks``."""


def beside(share: int, *, far: bool) -> int:
    """Return the percent of the width a list takes beside the article; ``far``: where three panes are."""
    return min(share * 2 // 3, THIRD) if far else share


def frames(size: tuple[int, int], share: int, *, rtl: bool, ticker: bool) -> list[Frame]:
    """Return the panes from left to right, as they are while the headlines are in front.

    Args:
        size: columns and lines of the screen.
        share: percent of the width that the headlines take.
        rtl: whether reading starts at the right.
        ticker: whether there is one.
    """
    width, lines = size
    height = lines - 1 - ticker
    if width < TWO:
        return [Frame(width, height, Kind.TOP, "headlines")]
    far = width >= THREE
    taken = width * beside(share, far=far) // 100
    lists = [taken, taken] if far else [taken]
    headlines = Frame(taken, height, Kind.BOX, "headlines")
    article = Frame(width - sum(lists), height, Kind.BOX, "article")
    shelf = [Frame(taken, height, Kind.BOX, "bookmarks")] if far else []
    order = [headlines, article, *shelf]
    return order[::-1] if rtl else order
