"""Compute the place of every pane in cells, for the first paint and for the layout.

Columns are counted from the side where reading starts. Importing the module does not import Textual.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

STACKED_COLUMNS, SPLIT_COLUMNS, SIDEBAR_COLUMNS, WIDE_COLUMNS = 60, 100, 150, 200
"""Columns from which on list and article stand one over the other, side by side, and with the sidebar."""
MIN_STACKED_LINES = 18
"""Lines of the panes below which list and article do not share a narrow screen."""
MIN_TICKER_LINES = 12
"""Lines of a screen below which it has no ticker."""
MIN_SUMMARY_LINES, MIN_NORMAL_LINES = 50, 30
"""Lines of a screen from which on rows have a summary, and two lines."""
RULE = 1
"""Cells of the rule between two columns."""
_MIN_LIST, _MIN_ARTICLE = 30, 40  # cells
_MIN_LIST_LINES = 8


class SizeClass(Enum):
    """Which panes a screen has room for."""

    ONE = "one"
    STACKED = "stacked"
    SPLIT = "split"
    SIDEBAR = "sidebar"
    WIDE = "wide"


LIST_COLUMNS = {SizeClass.SPLIT: 56, SizeClass.SIDEBAR: 62, SizeClass.WIDE: 88}
"""Cells of the list beside the article."""
SIDEBAR = {SizeClass.SIDEBAR: 28, SizeClass.WIDE: 30}
"""Cells of the sidebar where it stands."""
DRAWER = 30
"""Cells of the sidebar where it is opened over the list."""


class Place(NamedTuple):
    """The place of a pane below the ticker; one that is ``ruled`` begins with a rule."""

    pane: str
    """``sources``, ``headlines``, ``article`` or ``bookmarks``."""
    column: int
    line: int
    width: int
    height: int
    ruled: bool = False
    drawer: bool = False
    """Whether it lies over other panes."""


def size_class(columns: int, lines: int, *, linear: bool = False) -> SizeClass:
    """Return the class of a screen; ``linear`` shows one pane at a time, for a screen reader."""
    if linear or columns < STACKED_COLUMNS:
        return SizeClass.ONE
    if columns < SPLIT_COLUMNS:
        return SizeClass.STACKED if lines >= MIN_STACKED_LINES else SizeClass.ONE
    if columns < SIDEBAR_COLUMNS:
        return SizeClass.SPLIT
    return SizeClass.SIDEBAR if columns < WIDE_COLUMNS else SizeClass.WIDE


def arrange(
    columns: int,
    lines: int,
    *,
    front: str = "headlines",
    list_pane: str = "headlines",
    zoomed: bool = False,
    sidebar: bool = True,
    linear: bool = False,
    shifts: Mapping[str, int] | None = None,
) -> list[Place]:
    """Return the places of the panes that are shown, in reading order.

    Args:
        columns: of the screen.
        lines: of the panes: those of the screen less ticker and status bar.
        front: the pane that has the keys.
        list_pane: ``headlines`` or ``bookmarks``, whichever was in front last.
        zoomed: whether the pane in front has the whole screen.
        sidebar: whether the sidebar is wanted where there is room for it.
        linear: whether there is one pane at a time.
        shifts: cells (lines where panes are stacked) that the list has more, by the value of the size class.
    """
    here = size_class(columns, lines, linear=linear)
    shift = (shifts or {}).get(here.value, 0)
    if zoomed or here is SizeClass.ONE:
        return [Place(front, 0, 0, columns, lines)]
    if here is SizeClass.STACKED:
        places = _stacked(columns, lines, front, list_pane, shift)
    else:
        places = _side_by_side(columns, lines, here, list_pane, shift, sidebar=sidebar)
    if front == "sources" and not any(each.pane == "sources" for each in places):
        places.append(Place("sources", 0, 0, min(DRAWER, columns), lines, drawer=True))
    return places


def _stacked(columns: int, lines: int, front: str, list_pane: str, shift: int) -> list[Place]:
    if front == "article":
        return [Place("article", 0, 0, columns, lines)]
    upper = max(_MIN_LIST_LINES + 1, min(round(lines * 0.6) + shift, lines - 5))
    return [
        Place(list_pane, 0, 0, columns, upper),
        Place("article", 0, upper, columns, lines - upper),
    ]


def _side_by_side(
    columns: int, lines: int, here: SizeClass, list_pane: str, shift: int, *, sidebar: bool
) -> list[Place]:
    places = []
    left = 0
    if sidebar and here in SIDEBAR:
        left = SIDEBAR[here]
        places.append(Place("sources", 0, 0, left, lines))
    ruled = bool(places)
    width = max(_MIN_LIST, min(LIST_COLUMNS[here] + shift, columns - left - _MIN_ARTICLE)) + RULE * ruled
    places.append(Place(list_pane, left, 0, width, lines, ruled=ruled))
    left += width
    return [*places, Place("article", left, 0, columns - left, lines, ruled=True)]


def has_ticker(lines: int, *, wanted: bool) -> bool:
    """Return whether a screen of so many lines has a ticker."""
    return wanted and lines >= MIN_TICKER_LINES


def density(setting: str, columns: int, lines: int) -> str:
    """Return the density of rows: the setting, or for ``auto`` by the size of the screen."""
    if setting != "auto":
        return setting
    if columns >= WIDE_COLUMNS and lines >= MIN_SUMMARY_LINES:
        return "summary"
    stacked = STACKED_COLUMNS <= columns < SPLIT_COLUMNS
    few_lines = columns >= SPLIT_COLUMNS and lines < MIN_NORMAL_LINES
    return "compact" if stacked or few_lines else "normal"
