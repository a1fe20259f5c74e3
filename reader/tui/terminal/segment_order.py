"""Put the styled cells of a finished line in the order the terminal needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from reader.text.script import has_rtl
from reader.typeset.run_tints import tint
from reader.typeset.terminal_order import Encoding, Sent, arrange
from reader.typeset.terminal_profiles import Decision, Order

_ATTRIBUTES_AND_COLOURS = re.compile("\x1b\\[([1-9](?:;[1-9])*);(?=[34]8;)")
"""Attributes before colours: with more than ten parameters in one SGR mlterm reads the rest wrong."""


def respell_escapes(sent: str, terminal: Decision) -> str:
    """Return output with long SGR sequences split for terminals that cannot read them (mlterm)."""
    return _ATTRIBUTES_AND_COLOURS.sub("\x1b[\\1m\x1b[", sent) if terminal.name == "mlterm" else sent


@lru_cache(maxsize=1024)
def encode_segments(segments: tuple[Segment, ...], encoding: Encoding) -> list[Segment]:
    """Return a line of the screen in the terminal's order, if that differs."""
    if not has_rtl("".join(segment.text for segment in segments)):
        return list(segments)
    cells, styles = zip(*_cells(segments), strict=True)
    return _styled(arrange(cells, encoding, [_face(style) for style in styles]), styles)


def _cells(segments: Iterable[Segment]) -> Iterator[tuple[str, Style | None]]:
    """Yield each cell with its style: a character and its marks."""
    cell, cell_style = "", None
    for text, style, _control in segments:
        for character in text:
            if cell and unicodedata.category(character) in ("Mn", "Me"):
                cell += character
                continue
            if cell:
                yield cell, cell_style
            cell, cell_style = character, style
    if cell:
        yield cell, cell_style


def _face(style: Style | None) -> tuple[bool, bool]:
    return (bool(style.bold), bool(style.italic)) if style else (False, False)


def _slanted(style: Style | None) -> Style:
    return (style or Style.null()) + Style(italic=not (style and style.italic))


def _styled(sent: Iterable[Sent], styles: Sequence[Style | None]) -> list[Segment]:
    """Return pieces of output as segments in the style of their cells, slanted if marked so."""
    return join_cells((each.text, _style_of(each, styles[each.place])) for each in sent)


def _style_of(sent: Sent, style: Style | None) -> Style | None:
    if sent.slanted:
        return _slanted(style)
    return _tinted(style or Style.null(), sent.tint) if sent.tint else style


@lru_cache(maxsize=1024)
def _tinted(style: Style, step: int) -> Style:
    """Return a style with its colour shifted by some units; unchanged without a colour."""
    if style.color is None or style.color.is_default:
        return style
    return style + Style(color=Color.from_rgb(*tint(style.color.get_truecolor(), step)))


def encode_large(segments: Iterable[Segment], encoding: Encoding) -> list[Segment]:
    """Return the cells of letters of double size in the order the terminal needs.

    kitty shapes a whole line of these as one run, blanks included; a slanted blank separates the words as
    blanks of common size do.
    """
    cells, styles = zip(*_cells(segments), strict=True)
    if encoding.order is not Order.WORDS:
        return join_cells(zip(cells, styles, strict=True))
    sent = arrange(cells, encoding, [_face(style) for style in styles])
    return _styled((each._replace(slanted=each.slanted or each.text == " ") for each in sent), styles)


def join_cells(cells: Iterable[tuple[str, Style | None]]) -> list[Segment]:
    """Return cells as segments, neighbours of one style together."""
    segments: list[Segment] = []
    run: list[str] = []
    run_style: Style | None = None
    for text, style in cells:
        if style != run_style and run:
            segments.append(Segment("".join(run), run_style))
            run = []
        run_style = style
        run.append(text)
    if run:
        segments.append(Segment("".join(run), run_style))
    return segments
