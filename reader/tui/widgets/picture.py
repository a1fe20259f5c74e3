"""Show a picture by half blocks, two pixels a cell, or by the terminal's graphics.

The half blocks know which part of the picture they show, and go through layout, scrolling and overlays as
text does; only the end of the line (``image_compositor.py``) puts the drawn picture in their place.
"""

from __future__ import annotations

import io
import time
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakValueDictionary

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.tui.terminal import graphics_protocols as protocols
from reader.tui.terminal import image_backend as imaging
from reader.typeset.graphics_profiles import Graphics, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image

    from reader.sources.image import Pixels

MARK = "picture"
"""In the meta of a cell's style: (number of the picture, row, column)."""

_MOST_CELL = (32, 64)  # pixels drawn for a cell: on finer screens they are scaled
_MOST_BOX = 255  # columns and rows kitty has signs for
_KEPT = 8  # cut-outs of one picture, as it is scrolled by


_LIKELY = (16, 9)  # width to height of most pictures of newsrooms


class Placeholder(NamedTuple):
    """The room of a picture that is still to come."""

    columns: int
    lines: int


def make_placeholder(width: int, height: int, graphics: Graphics) -> Placeholder:
    """Return the room that a picture of common proportions takes in a box of cells."""
    return Placeholder(*box(_LIKELY, width, height, graphics.cell))


class Picture:
    """One picture, for a box of cells.

    Args:
        image: In colours (RGB), of any size.
        columns: Width of the box.
        lines: Height of the box.
        graphics: How it is drawn.
    """

    # Other programs number theirs too: a number taken from the clock is hardly one of theirs.
    _numbers = count(time.time_ns() % (1 << 23) + (1 << 16))

    def __init__(self, image: Image, columns: int, lines: int, graphics: Graphics) -> None:
        self.number = next(Picture._numbers)
        self.columns = columns
        self.lines = lines
        self.graphics = graphics
        self.strips = self._half_blocks(image)
        self._image: Image | None = None
        self._made: dict[tuple[int, int], str] = {}
        if graphics.protocol is not Protocol.BLOCKS:
            width, height = (min(each) for each in zip(graphics.cell, _MOST_CELL, strict=True))
            self._image = image.resize((columns * width, lines * height))
            PICTURES[self.number] = self

    def ready(self, first: int, lines: int) -> str | None:
        """Return the drawing of some lines; None if not made yet."""
        return self._made.get((first, lines))

    def make(self, first: int, lines: int) -> None:
        """Make the drawing of some lines; slow, so call from a thread."""
        made = self._draw(first, lines)
        if len(self._made) >= _KEPT:
            self._made.pop(next(iter(self._made)), None)
        self._made[first, lines] = made

    def _draw(self, first: int, lines: int) -> str:
        assert self._image is not None
        if self.graphics.protocol is Protocol.KITTY:
            return protocols.kitty_picture(
                self._image, self.number, self.columns, self.lines, through_tmux=self.graphics.through_tmux
            )
        height = self._image.height // self.lines
        part = self._image.crop((0, first * height, self._image.width, (first + lines) * height))
        if self.graphics.protocol is Protocol.SIXEL:
            return protocols.sixel_picture(part)
        return protocols.iterm2_picture(part, self.columns, lines)

    def _half_blocks(self, image: Image) -> list[Strip]:
        console = Console(
            width=self.columns, file=io.StringIO(), color_system="truecolor", force_terminal=True
        )
        cells = imaging.half_cells(image.resize((self.columns, self.lines * 2)), self.columns, self.lines)
        painted = console.render_lines(cells, pad=False, new_lines=False)[: self.lines]
        return [
            Strip(
                [
                    Segment(text, self._marked(style, row, column))
                    for column, (text, style, _) in enumerate(each for each in line if each.text)
                ]
            )
            for row, line in enumerate(painted)
        ]

    def _marked(self, style: Style | None, row: int, column: int) -> Style:
        style = style or Style.null()
        if self.graphics.protocol is Protocol.BLOCKS:
            return style
        return style + Style(meta={MARK: (self.number, row, column)})


PICTURES: WeakValueDictionary[int, Picture] = WeakValueDictionary()
"""Pictures that may be on the screen: whoever shows one holds it, and when nobody does it is gone."""


def picture_pixels(width: int, height: int, graphics: Graphics) -> tuple[int, int]:
    """Return width and height in pixels that are drawn in a box of so many cells and lines."""
    across, down = (min(each) for each in zip(graphics.cell, _MOST_CELL, strict=True))
    return min(width, _MOST_BOX) * across, min(height, _MOST_BOX) * down


def make_picture(pixels: Pixels, width: int, height: int, graphics: Graphics) -> Picture:
    """Make a picture for a box of at most ``width`` cells and ``height`` lines, in proportion.

    Takes a moment: call it in a thread.
    """
    from PIL import Image

    columns, lines = box(pixels.original, min(width, _MOST_BOX), min(height, _MOST_BOX), graphics.cell)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data)
    picture = Picture(image, columns, lines, graphics)
    if graphics.protocol is not Protocol.BLOCKS:
        picture.make(0, lines)
    return picture


def box(pixels: tuple[int, int], width: int, height: int, cell: tuple[int, int]) -> tuple[int, int]:
    """Return columns and lines of the largest box of a picture's proportions that fits."""
    across, down = pixels[0] * cell[1], pixels[1] * cell[0]
    columns = max(1, min(width, height * across // down))
    return columns, max(1, min(height, columns * down // across))
