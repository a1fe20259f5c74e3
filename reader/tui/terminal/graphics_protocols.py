"""Encode pictures in three terminal protocols, and text of double size.

Pure: a picture or a text in, escape sequences out. Sources: kitty's graphics and text sizing protocols,
iTerm2's inline images; sixels are textual-image's to encode.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.tui.terminal.image_backend import placeholder_diacritics, sixels

if TYPE_CHECKING:
    from PIL.Image import Image

_CHUNK = 4096  # bytes of base64 kitty takes at once
_PLACEHOLDER = "\U0010eeee"


def move(x: int, y: int) -> str:
    """Return the escape that moves the cursor to a cell, counted from 0 (CUP)."""
    return f"\x1b[{y + 1};{x + 1}H"


def skip(cells: int) -> str:
    """Return the escape that moves the cursor right over cells (CUF)."""
    return f"\x1b[{cells}C"


def erase(cells: int) -> str:
    """Return the escape that erases cells from the cursor on, with graphics in them (ECH)."""
    return f"\x1b[0m\x1b[{cells}X"


def kitty_picture(image: Image, number: int, columns: int, lines: int, *, through_tmux: bool = False) -> str:
    """Return the escapes that send a picture to be placed by its ``number`` in a box of cells."""
    data = _png(image)
    keys = f"a=T,U=1,f=100,i={number},c={columns},r={lines},q=2,"
    sent = []
    for start in range(0, len(data), _CHUNK):
        more = int(start + _CHUNK < len(data))
        sent.append(_apc(f"{keys}m={more};{data[start : start + _CHUNK]}", through_tmux))
        keys = "q=2,"
    return "".join(sent)


def kitty_row(number: int, row: int, columns: Iterable[int]) -> str:
    """Return placeholder cells of one row of a sent picture; their colour is its number."""
    diacritics = placeholder_diacritics()
    high = diacritics[number >> 24]
    cells = "".join(f"{_PLACEHOLDER}{diacritics[row]}{diacritics[column]}{high}" for column in columns)
    red, green, blue = number >> 16 & 255, number >> 8 & 255, number & 255
    return f"\x1b[0;38;2;{red};{green};{blue}m{cells}\x1b[0m"


def kitty_delete(number: int, *, through_tmux: bool = False) -> str:
    """Return the escape that deletes a picture from the terminal and the screen."""
    return _apc(f"a=d,d=I,i={number},q=2", through_tmux)


def sixel_picture(image: Image) -> str:
    """Return a picture as sixels, to be drawn from the cursor on."""
    return sixels(image)


def iterm2_picture(image: Image, columns: int, lines: int) -> str:
    """Return a picture that fills a box of cells from the cursor on."""
    data = _png(image)
    size = len(data) * 3 // 4 - data[-2:].count("=")
    box = f"width={columns};height={lines};preserveAspectRatio=0;inline=1;doNotMoveCursor=1"
    return f"\x1b]1337;File=size={size};{box}:{data}\x07"


def double_size(text: str) -> str:
    """Return the escape that writes text of double size, two lines high, from the cursor on."""
    return f"\x1b]66;s=2;{text}\x07"


def _png(image: Image) -> str:
    data = io.BytesIO()
    image.save(data, "PNG", compress_level=2)
    return b64encode(data.getvalue()).decode("ascii")


def _apc(command: str, through_tmux: bool) -> str:
    sent = f"\x1b_G{command}\x1b\\"
    return f"\x1bPtmux;{sent.replace(chr(27), chr(27) * 2)}\x1b\\" if through_tmux else sent
