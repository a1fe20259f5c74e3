"""Load the encoders of textual-image without its terminal queries at import."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL.Image import Image

_SIXELS = re.compile('\x1bP[0-9;]*q(?P<size>"[0-9;]*)(?P<data>.*)', re.DOTALL)
_COLOUR = re.compile("#[0-9]+;2;[0-9]+;[0-9]+;[0-9]+")
_COLOURS = 128  # of sixels; half of what terminals have, a quarter less to send


class _Toolkit(NamedTuple):
    half_cells: Callable[..., Any]
    signs: Sequence[str]
    sixels: Callable[..., str]


@lru_cache(maxsize=1)
def _toolkit() -> _Toolkit | None:
    """Return the parts of textual-image in use; None if not installed.

    The package asks the terminal what it can do while it is imported, which would take the keyboard from
    Textual; it does not when the standard output is none.
    """
    stdout = sys.__stdout__
    try:
        sys.__stdout__ = None  # type: ignore[misc]
        from textual_image import _terminal
        from textual_image._sixel import image_to_sixels
        from textual_image.renderable import halfcell, tgp

        # Boxes are given in cells, so that the size of one does not matter; it asks no more.
        terminal: Any = _terminal
        size = terminal.CellSize(10, 20)
        terminal.get_cell_size.__dict__["_result"] = size
        if hasattr(terminal, "probe_terminal"):  # since 0.13
            known = terminal.TerminalCapabilities(size, sixel=False, tgp=False)
            terminal.probe_terminal.__dict__["_result"] = known
    except ImportError:
        return None
    finally:
        sys.__stdout__ = stdout  # type: ignore[misc]
    return _Toolkit(halfcell.Image, [chr(each) for each in tgp._NUMBER_TO_DIACRITIC], image_to_sixels)


def available() -> bool:
    """Return whether pictures can be shown: textual-image can be imported."""
    return _toolkit() is not None


def half_cells(image: Image, columns: int, lines: int) -> Any:
    """Return a Rich renderable of half blocks."""
    toolkit = _toolkit()
    assert toolkit is not None
    return toolkit.half_cells(image, columns, lines)


def placeholder_diacritics() -> Sequence[str]:
    """Return the marks by which kitty tells rows and columns of a picture."""
    toolkit = _toolkit()
    assert toolkit is not None
    return toolkit.signs


def sixels(image: Image) -> str:
    """Return a picture as sixels."""
    toolkit = _toolkit()
    assert toolkit is not None
    return _colours_first(toolkit.sixels(image.quantize(_COLOURS)))


def _colours_first(sixels: str) -> str:
    """Return sixels with all colours defined before any is used, on a transparent ground.

    foot loses rows in which a colour is defined where it is first used.
    """
    found = _SIXELS.fullmatch(sixels)
    assert found is not None
    told = "".join(_COLOUR.findall(found["data"]))
    return f"\x1bP0;1;0q{found['size']}{told}{_COLOUR.sub(_number, found['data'])}"


def _number(colour: re.Match[str]) -> str:
    return colour[0].partition(";")[0]
