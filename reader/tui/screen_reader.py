"""Lines for a screen reader: letters as they are spelled, in logical order.

A screen reader reads the terminal's cells from the left as they were sent. Finished cells, in visual order
and in joined forms, would be read backwards and by the names of the forms; frames would be read too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.filter import LineFilter

from reader.text.script import RTL_CHARACTER, has_rtl
from reader.tui.terminal.segment_order import join_cells
from reader.typeset import layout
from reader.typeset.bidi_class import MIRROR
from reader.typeset.mark_support import Marks
from reader.typeset.terminal_profiles import Order

if TYPE_CHECKING:
    from rich.segment import Segment
    from rich.style import Style
    from textual.color import Color

    from reader.typeset.terminal_profiles import Decision

SHOW_CURSOR = "\x1b[?25h"
"""Screen readers and magnifiers follow the cursor, which Textual hides (DECTCEM)."""
_DRAWN = re.compile("[\u2500-\u259f\u2800-\u28ff]")
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_SIGNS = {"\u258e": ">", "\u25cf": "*"}
"""What stands for a drawing that says something: the cursor of a list, and what is unread."""
_PAINTED = frozenset(">*\u2605\u2713\u2717\u25cb\u2193")
"""Signs that stand for themselves before or after a text."""
_JOINING = (frozenset(".,:/-"), frozenset(".,:/"))
"""What belongs to a number between its digits; after an Arabic letter a hyphen does not (UAX #9 W2, W4)."""
_SORANI = re.compile("[\u065a\u0695\u06b5\u06c6\u06ce\ufbd9\ufbda\ufb6a-\ufb6d]")
"""What only Kurdish has, joined or not."""
_LAST_HEH = "\ufee9\ufeea"
"""What Kurdish shows for its vowel ae, which has no forms of its own."""
_MARKED = {"\u0644\u065a": "\u06b5", "\u06cc\u065a": "\u06ce", "\u06c1\u0654": "\u06c2"}
_WITH_MARKS = re.compile("|".join(_MARKED))
"""Letters that are shown as another with a mark (``typeset.joining``)."""


def screen_reader_decision(decision: Decision) -> Decision:
    """Return a decision for a screen reader: cells as they are spelled, and a cursor to follow."""
    return decision._replace(order=Order.CELLS, enter=SHOW_CURSOR, leave="", certain=True, marks=Marks.DRAWN)


class LinearFilter(LineFilter):
    """Turn painted lines into logical text without drawings, to be read aloud.

    Args:
        rtl: whether the interface reads right to left, and so lines do whose letters leave it open.
        is_visual: whether the cells are in visual order; Textual's own widgets paint logical text.
    """

    def __init__(self, rtl: bool, is_visual: bool = False) -> None:
        super().__init__()
        self.rtl = rtl
        self.is_visual = is_visual

    @property
    def finished(self) -> LinearFilter:
        """The filter in its place where cells are finished."""
        return LinearFilter(self.rtl, is_visual=True)

    def __eq__(self, other: object) -> bool:
        """Compare by type: strips cache the result of a filter, so equal filters count as one."""
        return isinstance(other, LinearFilter) and other._key == self._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[bool, bool]:
        return self.rtl, self.is_visual

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line without drawings, in spoken order."""
        text = "".join(segment.text for segment in segments if not segment.control)
        cells = [
            (_DRAWN.sub(" ", _SIGNS.get(cell, cell)), style)
            for segment in segments
            if not segment.control
            for cell, style in _cells(segment)
        ]
        # The titles in a border are Textual's to paint, and logical.
        if self.is_visual and (_FORMS.search(text) or not has_rtl(text)):
            said = spell_line([cell for cell, _ in cells], self.rtl)
            cells = _fit([(cell, cells[place][1]) for cell, place in said], cell_len(text))
        return [*(segment for segment in segments if segment.control), *join_cells(cells)]


def spell_line(cells: Sequence[str], rtl: bool) -> list[tuple[str, int]]:
    """Return the cells of a line spelled out, in spoken order, each with its place.

    Signs, and what stands apart, are read for themselves, from the side where reading starts. Places count
    from the left.

    Args:
        cells: finished cells in visual order.
        rtl: the direction of the interface, and of text whose letters leave it open.
    """
    islands = list(_islands(cells))
    said: list[tuple[str, int]] = []
    for start, end in reversed(islands) if rtl else islands:
        said += [(cell, start + place) for cell, place in _spell_island(tuple(cells[start:end]), rtl)]
    return said


def _islands(cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line that were painted apart from each other, blanks among them."""
    start = 0
    for place in range(1, len(cells) + 1):
        if place == len(cells) or _begins_island(cells, place):
            first, last = start, place
            while first < last and cells[first] == " ":
                first += 1
            while last > first and cells[last - 1] == " ":
                last -= 1
            yield from (part for part in ((start, first), (first, last), (last, place)) if part[0] < part[1])
            start = place


def _begins_island(cells: Sequence[str], place: int) -> bool:
    """Return whether a new stretch begins at a place."""
    before, here = cells[place - 1], cells[place]
    if before in _PAINTED or here in _PAINTED:
        return True
    if here == " ":
        return before != " " and cells[place + 1 : place + 2] == [" "]
    return before == " " and place > 1 and cells[place - 2] == " "


@lru_cache(maxsize=1024)
def _spell_island(cells: tuple[str, ...], rtl: bool) -> list[tuple[str, int]]:
    """Return one run of a line in spoken order.

    The inverse of UAX #9 is not unique; of several guesses the first is taken that is shown as this is.
    """
    if cells[0] in _PAINTED:
        return [(cells[0], 0)]
    rtl = _direction("".join(cells), rtl)
    kurdish = any(_SORANI.search(cell) for cell in cells)
    guesses = [_spell_runs(cells, joining, rtl=rtl, kurdish=kurdish) for joining in _JOINING]
    shown = "".join(cells).strip()
    return next((guess for guess in guesses if _set(guess, rtl) == shown), guesses[0])


def _set(guess: Sequence[tuple[str, int]], rtl: bool) -> str:
    text = "".join(cell for cell, _ in guess).strip()
    lines = layout(text, 4 * len(text) + 4, base=int(rtl))
    return lines[0].text.strip() if lines else ""


def _spell_runs(
    cells: Sequence[str], joining: frozenset[str], *, rtl: bool, kurdish: bool
) -> list[tuple[str, int]]:
    said: list[tuple[str, int]] = []
    runs = list(_runs(cells, joining, rtl=rtl))
    for start, end, inner in reversed(runs) if rtl else runs:
        from_right = rtl != inner
        if not rtl and inner:
            part = _spell_runs(cells[start:end], joining, rtl=True, kurdish=kurdish)
            said += [(cell, start + place) for cell, place in part]
            continue
        places = range(end - 1, start - 1, -1) if from_right else range(start, end)
        said += [(_spell_cell(cells[place], mirrored=from_right, kurdish=kurdish), place) for place in places]
    return said


def _direction(text: str, rtl: bool) -> bool:
    """Return whether a line is right-to-left by most of its letters, else ``rtl``."""
    right, left = (
        len(RTL_CHARACTER.findall(text)),
        sum(unicodedata.bidirectional(each) == "L" for each in text),
    )
    return rtl if max(right, left) < 3 * min(right, left) else right >= left


def _runs(cells: Sequence[str], joining: frozenset[str], *, rtl: bool) -> Iterator[tuple[int, int, bool]]:
    """Yield the runs of a line (start, end, whether against the line's direction)."""
    kinds = [_kind(cell) for cell in cells]
    place = 0
    while place < len(cells):
        end = place + 1
        inner = kinds[place] in ("LN" if rtl else "R")
        while inner:
            following = end
            while following < len(cells) and kinds[following] == " ":
                following += 1
            if following == len(cells):
                break
            between = cells[end:following]
            if not _continues_run(kinds[place:end], kinds[following], between, joining, rtl=rtl):
                break
            end = following + 1
        yield place, end, inner
        place = end


def _continues_run(
    kinds: Sequence[str], next_kind: str, between: Sequence[str], joining: frozenset[str], *, rtl: bool
) -> bool:
    """Return whether a cell belongs to the run before, with the cells between."""
    if not rtl:
        return next_kind != "L"
    if next_kind == "R":
        return False
    if not between:
        return True
    if "L" in kinds:
        return not any(_DRAWN.match(each) for each in between) and len(between) < 4
    return kinds[-1] == next_kind == "N" and len(between) == 1 and between[0] in joining


def _kind(cell: str) -> str:
    """Return R, L, N for a digit, or a blank for all that has no direction of its own."""
    kind = unicodedata.bidirectional(cell[0])
    if kind in ("EN", "AN"):
        return "N"
    return "R" if RTL_CHARACTER.match(cell) else "L" if kind == "L" else " "


def _cells(segment: Segment) -> Iterator[tuple[str, Style | None]]:
    """Yield each cell of a segment: a character with its marks."""
    cell = ""
    for character in segment.text:
        if cell and unicodedata.category(character) in ("Mn", "Me"):
            cell += character
            continue
        if cell:
            yield cell, segment.style
        cell = character
    if cell:
        yield cell, segment.style


def _spell_cell(cell: str, *, mirrored: bool, kurdish: bool) -> str:
    """Return the letters of a cell, before they were joined and brackets turned."""
    if mirrored and cell in MIRROR:
        return MIRROR[cell]
    spelled = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), cell)
    if kurdish and cell[0] in _LAST_HEH:
        spelled = "\u06d5" + spelled[1:]
    return _WITH_MARKS.sub(lambda pair: _MARKED[pair[0]], spelled)


def _fit(cells: list[tuple[str, Style | None]], width: int) -> list[tuple[str, Style | None]]:
    """Return cells in ``width`` columns; drop an end blank for a lam-alef made two letters."""
    over = sum(cell_len(cell) for cell, _ in cells) - width
    for place in reversed(range(len(cells))):
        if over <= 0:
            break
        if cells[place][0] == " " and (place + 1 == len(cells) or cells[place - 1][0] == " "):
            del cells[place]
            over -= 1
    return cells
