"""Decide how many colours a terminal has, and whether its ground is light. Pure."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from reader.typeset.run_tints import LIGHT_INDEXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.typeset.terminal_profiles import Answers

_INDEXED = frozenset({"alacritty", "foot", "ghostty", "mlterm", "wezterm"})
"""TERM of terminals with at least 256 colours, even if their terminfo has fewer."""


class ColourDepth(Enum):
    """Colours a terminal has, by the names Rich and Textual give them."""

    NONE = ""
    BASIC = "standard"
    """16 colours."""
    INDEXED = "256"
    TRUE = "truecolor"


def decide_colour_depth(
    env: Mapping[str, str], answers: Answers | None, *, tinted: bool = False
) -> ColourDepth:
    """Return the colours to use.

    Args:
        env: The environment variables.
        answers: Answers of the terminal to queries; None without any.
        tinted: Whether the order of cells needs colours that differ by one unit.
    """
    term = env.get("TERM", "").strip().lower()
    if env.get("NO_COLOR") or term in ("", "dumb", "unknown"):
        return ColourDepth.NONE
    if tinted:
        return ColourDepth.TRUE
    # GNU screen and tmux hand COLORTERM on; screen never has the colours, tmux where it knows its client has.
    handed_on = env.get("STY") or (env.get("TMUX") and not (answers and answers.rgb))
    if env.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit") and not handed_on:
        return ColourDepth.TRUE
    if term.rpartition("-")[2] in ("256color", "kitty") or term in _INDEXED or handed_on:
        return ColourDepth.INDEXED
    # A terminal that answers XTVERSION has 256 colours even if its TERM has fewer.
    return ColourDepth.INDEXED if answers and answers.xtversion else ColourDepth.BASIC


def has_light_ground(env: Mapping[str, str], answers: Answers | None) -> bool:
    """Return whether the background is light, by the terminal's answer or ``COLORFGBG``.

    ``COLORFGBG`` is set by rxvt and Konsole. False when unknown.

    Args:
        env: The environment variables.
        answers: Answers of the terminal to queries; None without any.
    """
    if answers and answers.ground:
        red, green, blue = answers.ground
        return 299 * red + 587 * green + 114 * blue > 127500  # brightness (W3C, AERT), of 255000
    index = env.get("COLORFGBG", "").rpartition(";")[2]
    return index.isdecimal() and int(index) in LIGHT_INDEXES
