"""Arrange the cells of a finished line for a terminal that reorders or shapes lines itself.

Input: cells in visual order, each one shaped letter with its marks. Output: pieces to write, left to right;
the number of columns never changes.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

from reader.text.script import RTL_CHARACTER, has_rtl
from reader.typeset.bidi_class import MIRROR
from reader.typeset.join_controls import ZWNJ as ZWNJ
from reader.typeset.join_controls import keep_joins
from reader.typeset.mark_support import Marks, adapt_cell
from reader.typeset.run_tints import MIDDLE, tint_steps

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

LRM = "\u200e"
OVERRIDE, POP = "\u200e\u202d", "\u202c"
"""LRM and LRO before an overridden line, PDF after; the mark sets the base direction."""
PAD = "\ufe0e"
"""Variation selector 15: invisible; unlike ZWNJ, no reason for kitty to choose another font."""
# Script Common, so that HarfBuzz does not take them as a sign of a right-to-left script.
_COMMON = frozenset("\u0605\u060c\u061b\u061f\u0640\u06dd\u08e2\ufd3e\ufd3f")
# kitty starts a new run of glyphs at a blank and at what it draws itself.
_LAMS, _ALEFS = frozenset("ﻟﻠ"), frozenset("ﺎﺂﺄﺈ")
_RUN_BREAK = re.compile("[ \u2500-\u259f\u2800-\u28ff]")


_Group = tuple[int, bool]
"""The font that lends cells to another, as ``_font`` numbers them, and whether they are right-to-left."""
Fonts = tuple[frozenset[int], ...]
"""Code points of each font of a terminal in order of preference; empty for an unknown font."""


class Order(Enum):
    """The ways of sending a finished line."""

    CELLS = "cells"
    WORDS = "words"
    FENCED = "fenced"
    TINTED = "tinted"
    """As cells, neighbours tinted apart (`run_tints`)."""
    OVERRIDDEN = "overridden"
    """As cells under a left-to-right override, which keeps a terminal from reordering the line (mlterm)."""


class Encoding(NamedTuple):
    """How the cells of a line are encoded for a terminal."""

    order: Order = Order.CELLS
    covered: Fonts = ()
    """Code points of the terminal's fonts, for ``words``; empty when not known."""
    rejoins: bool = False
    """Whether the terminal joins presentation forms again (Konsole)."""
    marks: Marks = Marks.DRAWN
    ink: tuple[int, int, int] = MIDDLE
    """Colour of text that has none of its own, for ``tinted``."""

    @property
    def is_plain(self) -> bool:
        """Whether cells are sent as they are."""
        return self.order is Order.CELLS and self.marks is Marks.DRAWN

    @property
    def control_columns(self) -> int:
        """The columns a terminal counts for control characters without drawing them."""
        return len(OVERRIDE + POP) if self.order is Order.OVERRIDDEN else 0


class Sent(NamedTuple):
    """One piece of a line on its way to the terminal."""

    text: str
    """A cell, with its fences."""
    place: int
    """The cell, counted from the left, that gives the style."""
    slanted: bool = False
    """Write in italics where the style is upright, and upright where the style is italic."""
    tint: int = 0
    """Units by which its colour is changed."""


def arrange(cells: Sequence[str], encoding: Encoding, faces: Sequence[Hashable] | None = None) -> list[Sent]:
    """Return the pieces to write for the cells of a line.

    Args:
        cells: Cells in visual order.
        encoding: How they are encoded.
        faces: The font style of each cell (bold, italic); ``None`` when all are equal.
    """
    if encoding.marks is not Marks.DRAWN:
        cells = [adapt_cell(cell, encoding.marks) for cell in cells]
    if encoding.order is Order.FENCED:
        return arrange_fenced(cells, rejoins=encoding.rejoins)
    if encoding.order is Order.WORDS:
        return arrange_words(cells, faces, encoding.covered)
    if encoding.order is Order.TINTED:
        steps = enumerate(zip(cells, tint_steps(cells), strict=True))
        return [Sent(cell, place, tint=step) for place, (cell, step) in steps]
    sent = [Sent(cell, place) for place, cell in enumerate(cells)]
    if encoding.order is Order.OVERRIDDEN and has_rtl("".join(cells)):
        sent[0] = sent[0]._replace(text=OVERRIDE + sent[0].text)
        sent[-1] = sent[-1]._replace(text=sent[-1].text + POP)
    return sent


def arrange_fenced(cells: Sequence[str], *, rejoins: bool = False) -> list[Sent]:
    """Return cells for a terminal that applies UAX #9 to each line (VTE, Konsole).

    Every stretch of letters is sent in logical order, every stretch of Arabic digits in visual order.
    Left-to-right marks before the first stretch and after each but one at the very end separate them: for the
    terminal, each is alone in a left-to-right line. A style moves with its letter. (At the right edge tmux
    would put a mark into the cell before.)

    Args:
        cells: Cells in visual order.
        rejoins: Whether the terminal joins letters again, so that join controls must keep their forms.
    """
    sent: list[Sent] = []
    fence = LRM
    for kind, start, end in _stretches([_bidi_kind(cell) for cell in cells]):
        places = range(end - 1, start - 1, -1) if kind == "R" else range(start, end)
        texts = [cells[place] for place in places]
        if kind == "R" and rejoins:
            texts = keep_joins(texts)
        stretch = [Sent(text, place) for text, place in zip(texts, places, strict=True)]
        if kind and fence:
            _fence_before(sent, stretch)
            fence = ""
        if kind and end < len(cells):
            stretch[-1] = stretch[-1]._replace(text=stretch[-1].text + LRM)
        sent += stretch
    return sent


def _fence_before(sent: list[Sent], stretch: list[Sent]) -> None:
    """Put a mark before the first stretch: after the last blank, or else before its first cell.

    After a frame character the mark would be visible.
    """
    for place in range(len(sent) - 1, -1, -1):
        if sent[place].text == " ":
            sent[place] = sent[place]._replace(text=" " + LRM)
            return
    stretch[0] = stretch[0]._replace(text=LRM + stretch[0].text)


def arrange_words(
    cells: Sequence[str],
    faces: Sequence[Hashable] | None = None,
    covered: Fonts = (),
) -> list[Sent]:
    """Return cells for a terminal where HarfBuzz draws each run of one font (kitty).

    A run that begins with a letter of a right-to-left script is drawn from its last character to its first,
    with brackets mirrored, and is sent in that order. Adjacent punctuation belongs to the run if one font has
    both. When that is not known and makes a difference, punctuation is slanted: another face is another font,
    and always ends the run. A style stays in its column.

    Args:
        cells: The line.
        faces: The font style of each cell (bold, italic); ``None`` when all are equal.
        covered: Code points of the fonts the terminal tries in turn, if known; others come from yet another.
    """
    known = bool(covered and covered[0])
    kinds: list[Hashable] = [
        None
        if _RUN_BREAK.match(cell)
        else (faces[place] if faces else 0, _font(cell, covered) if known else 0)
        for place, cell in enumerate(cells)
    ]
    sent: list[Sent] = []
    for kind, start, end in _stretches(kinds):
        run = cells[start:end]
        if kind is None:
            pieces = [(cell, False) for cell in run]
        else:
            pieces = _known_run(run) if known else _word(run, covered)
        sent += (Sent(text, place, slanted) for place, (text, slanted) in enumerate(pieces, start))
    return sent


def _font(cell: str, covered: Fonts) -> int:
    """Return which font draws a cell: a font that lacks a mark does not get the letter either."""
    for number, points in enumerate(covered):
        if all(ord(character) in points for character in cell):
            return number
    return -1 if has_rtl(cell) else -2


def _known_run(run: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the cells to send for a run known to be of one font, and which to slant."""
    backwards = _backwards(run)
    if _drawn_backwards(backwards):
        return [(cell, False) for cell in _even(backwards)]
    return _word(run) if _drawn_backwards(run) else [(cell, False) for cell in run]


def _word(word: Sequence[str], lending: Fonts = ()) -> list[tuple[str, bool]]:
    """Return the cells to send for the cells between two blanks, and which to slant.

    ASCII characters are of one font; others are of the same font, or of the first fallback font that has
    them.
    """
    order: list[str] = []
    groups = [None if cell.isascii() else (_font(cell, lending), has_rtl(cell)) for cell in word]
    for _, start, end in _stretches(groups):
        stretch = word[start:end]
        order += _even(_backwards(stretch)) if _drawn_backwards(stretch) else stretch
    loose = [not (group and group[1]) for group in groups]
    slants = any(loose) and not _is_certain(word, order, groups)
    return [(cell, slants and each) for cell, each in zip(order, loose, strict=True)]


def _is_certain(word: Sequence[str], order: Sequence[str], groups: Sequence[_Group | None]) -> bool:
    """Return whether a word is drawn correctly with any combination of fallback fonts."""
    if any(len(cell) > 1 for cell in order):
        return False
    wanted, lendable = list(word), {group for group in groups if group}
    choices = (combinations(lendable, count) for count in range(len(lendable) + 1))
    return all(
        _drawn(order, [group[0] if group and group in lent else None for group in groups]) == wanted
        for lent in chain.from_iterable(choices)
    )


def _drawn(order: Sequence[str], kinds: Sequence[Hashable]) -> list[str]:
    """Return the cells as they are drawn if each stretch of a kind is of one font."""
    drawn: list[str] = []
    for _, start, end in _stretches(kinds):
        run = order[start:end]
        drawn += _backwards(run) if _drawn_backwards(run) else run
    return drawn


def _backwards(run: Sequence[str]) -> list[str]:
    return [MIRROR.get(cell[0], cell[0]) + cell[1:] for cell in reversed(run)]


def _even(run: Sequence[str]) -> list[str]:
    """Return a run in logical order, padded to an equal number of characters in every cell.

    kitty counts the characters of the cells of such a run from the wrong end, and would draw marks next to
    their letters. ZWNJ separates a lam and an alef in two cells, which would otherwise merge.
    """
    parted = [
        cell + ZWNJ if cell[0] in _LAMS and following[0] in _ALEFS else cell
        for cell, following in zip(run, [*run[1:], " "], strict=True)
    ]
    size = max(map(len, parted))
    return [cell + PAD * (size - len(cell)) for cell in parted]


def _drawn_backwards(run: Sequence[str]) -> bool:
    """Return whether HarfBuzz draws a run right-to-left: by the first character with a script."""
    for cell in run:
        if RTL_CHARACTER.match(cell):
            if cell[0] not in _COMMON:
                return True
        elif cell[0].isalpha():
            return False
    return False


def _bidi_kind(cell: str) -> str:
    kind = unicodedata.bidirectional(cell[0])
    return "R" if kind in ("R", "AL") else kind if kind == "AN" else ""


def _stretches(kinds: Sequence[Hashable]) -> Iterator[tuple[Hashable, int, int]]:
    """Yield maximal stretches of one kind as (kind, start, end)."""
    start = 0
    for place in range(1, len(kinds) + 1):
        if place == len(kinds) or kinds[place] != kinds[start]:
            yield kinds[start], start, place
            start = place
