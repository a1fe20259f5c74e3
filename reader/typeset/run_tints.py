"""Tint adjacent right-to-left cells by one or two colour units, so that each is one run.

Terminals that pass every run of one style to the system's bidi (qterminal; xterm.js without GPU) then have
single letters to reorder, and show cells in the order sent. The difference is not visible.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.script import has_rtl

if TYPE_CHECKING:
    from collections.abc import Iterable

LIGHT_INDEXES = frozenset({7, *range(9, 16)})
"""Grounds of ``COLORFGBG`` that are light."""
DARK, LIGHT, MIDDLE = (30, 30, 30), (218, 218, 218), (118, 118, 118)
"""Colours of text for a light ground, a dark one, and one that is not known (contrast 4.5 on both)."""
_CUBE = (0, 95, 135, 175, 215, 255)
_BASIC = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
)  # fmt: skip
_RGB = re.compile(r"38[;:]2[;:](?:0?:)?(\d+)[;:](\d+)[;:](\d+)")
_INDEX = re.compile(r"38[;:]5[;:](\d+)")

Rgb = tuple[int, int, int]


def tint(colour: Rgb, step: int) -> Rgb:
    """Return a colour that differs from ``colour`` by ``step`` units of blue."""
    red, green, blue = colour
    return red, green, blue + step if blue + step <= 255 else blue - step


def tint_steps(cells: Iterable[str]) -> list[int]:
    """Return the colour change of each cell in units: 1 and 2 in turn, 0 for others."""
    steps = []
    turn = 0
    for cell in cells:
        turn = 1 + turn % 2 if has_rtl(cell) else 0
        steps.append(turn)
    return steps


def parse_ink(parameters: str, default: Rgb) -> Rgb:
    """Return the colour set by SGR foreground parameters (xterm's palette); else ``default``."""
    if found := _RGB.fullmatch(parameters):
        return min(255, int(found[1])), min(255, int(found[2])), min(255, int(found[3]))
    if found := _INDEX.fullmatch(parameters):
        return palette_colour(min(255, int(found[1])))
    if parameters.isdecimal() and (30 <= int(parameters) <= 37 or 90 <= int(parameters) <= 97):
        return _BASIC[int(parameters) % 10 + (8 if int(parameters) >= 90 else 0)]
    return default


def palette_colour(index: int) -> Rgb:
    """Return the colour of an index of xterm's palette of 256."""
    if index < 16:
        return _BASIC[index]
    if index >= 232:
        grey = 8 + 10 * (index - 232)
        return grey, grey, grey
    index -= 16
    return _CUBE[index // 36], _CUBE[index // 6 % 6], _CUBE[index % 6]
