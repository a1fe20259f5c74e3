"""Decide how images and text of double size are drawn, from a terminal's answers; pure.

Sources: kitty's graphics protocol (unicode placeholders, since kitty 0.28) and text sizing protocol (since
0.40), DEC's attribute 4 for sixel, iTerm2's inline images.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from reader.locale.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping


class Protocol(Enum):
    """Protocols for pictures."""

    BLOCKS = "blocks"
    """As text: two pixels in each cell, by half blocks."""
    KITTY = "kitty"
    """Images are sent once, then placed by private characters for image, row and column."""
    SIXEL = "sixel"
    ITERM2 = "iterm2"


class Abilities(NamedTuple):
    """Graphics abilities the terminal reported."""

    attributes: frozenset[int] = frozenset()
    """Of its reply to ``CSI c`` (DA1); 4 is sixel."""
    kitty: bool = False
    """Accepts images in kitty's protocol."""
    cell: tuple[int, int] = (0, 0)
    """Width and height of a cell in pixels; zeros when unknown."""
    double: bool = False
    """Draws one character over two by two cells (text sizing protocol)."""


class Graphics(NamedTuple):
    """Decision on how graphics are drawn."""

    protocol: Protocol = Protocol.BLOCKS
    cell: tuple[int, int] = (10, 20)
    """Width and height of a cell in pixels."""
    double: bool = False
    """Letters can be of double size (OSC 66)."""
    through_tmux: bool = False
    """Sequences for the terminal must be passed through tmux."""
    why: Message | None = None
    """One sentence for `khabar doctor`."""


_PLACEHOLDERS = re.compile(r"kitty\((\d+)\.(\d+)|(ghostty)")
_PLACEHOLDERS_SINCE = (0, 28)
_ITERM2 = re.compile(r"iTerm2|WezTerm")
_ITERM2_PROGRAMS = ("iTerm.app", "WezTerm")
_SIXEL = 4


def decide_graphics(
    env: Mapping[str, str], version: str, able: Abilities, setting: str, multiplexer: str = ""
) -> Graphics:
    """Decide how pictures are drawn, and whether letters can be large; a setting wins.

    Args:
        env: The environment variables.
        version: The terminal's reply to XTVERSION.
        able: Its other answers.
        setting: ``auto``, or the value of a `Protocol`.
        multiplexer: ``tmux`` or ``screen`` when inside one: only text is certain to pass.

    Raises:
        ValueError: The setting is none of these.
    """
    cell = able.cell if all(able.cell) else Graphics().cell
    if setting != "auto":
        protocol, why = Protocol(setting), Message("graphics.by_setting", setting=setting)
    elif multiplexer:
        protocol = Protocol.BLOCKS
        why = Message("graphics.multiplexer", name=multiplexer)
    else:
        protocol, why = _recognise(env, version, able)
    return Graphics(protocol, cell, able.double and not multiplexer, multiplexer == "tmux", why)


def _recognise(env: Mapping[str, str], version: str, able: Abilities) -> tuple[Protocol, Message]:
    if _ITERM2.match(version) or (not version and env.get("TERM_PROGRAM") in _ITERM2_PROGRAMS):
        called = version or env["TERM_PROGRAM"]
        return Protocol.ITERM2, Message("graphics.calls_itself", version=called)
    if able.kitty and (found := _PLACEHOLDERS.match(version)):
        if found[3] or (int(found[1]), int(found[2])) >= _PLACEHOLDERS_SINCE:
            return Protocol.KITTY, Message("graphics.kitty")
        return Protocol.BLOCKS, Message("graphics.kitty_old", version=".".join(map(str, _PLACEHOLDERS_SINCE)))
    if _SIXEL in able.attributes:
        return Protocol.SIXEL, Message("graphics.sixel")
    return Protocol.BLOCKS, Message("graphics.none")
