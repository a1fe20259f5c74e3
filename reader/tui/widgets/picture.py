"""A picture in cells: two pixels to a cell, by half blocks, as any terminal with colours can show."""

from __future__ import annotations

import io
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_PIXELS = 40_000_000  # a picture of more is not decoded: it is a bomb or of no use in cells


def half_blocks(data: bytes, width: int, height: int) -> list[Strip]:
    """Return a picture as strips of at most ``width`` cells and ``height`` lines, its proportions kept.

    Empty when it cannot be decoded, is too large, or the extra ``pictures`` (textual-image) is not installed.
    Takes a moment: call it in a thread.
    """
    renderable = _renderable()
    if renderable is None:
        return []
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS or not opened.width or not opened.height:
                return []
            columns = max(1, min(width, height * 2 * opened.width // opened.height))
            lines = max(1, columns * opened.height // (2 * opened.width))
            picture = opened.convert("RGB").resize((columns, lines * 2))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return []
    console = Console(width=columns, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    painted = console.render_lines(renderable(picture, columns, lines), pad=False, new_lines=False)
    return [Strip([Segment(text, style) for text, style, _ in line if text]) for line in painted[:lines]]


@lru_cache(maxsize=1)
def _renderable() -> Callable[..., Any] | None:
    """Return textual-image's half blocks; None when it is not installed.

    The package asks the terminal what it can do while it is imported, which would take the keyboard from
    Textual; it does not when the standard output is none.
    """
    stdout = sys.__stdout__
    try:
        sys.__stdout__ = None  # type: ignore[misc]
        from textual_image import _terminal
        from textual_image.renderable.halfcell import Image

        _terminal.get_cell_size.__dict__["_result"] = _terminal.CellSize(10, 20)
    except ImportError:
        return None
    finally:
        sys.__stdout__ = stdout  # type: ignore[misc]
    return Image
