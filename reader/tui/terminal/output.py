"""Encode screen updates: each line whole, its cells in the order the terminal needs.

Widgets paint cells in visual order, and the compositor cuts and overlays them; only here are they put in
another order (``terminal_profiles.Order``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from rich.segment import ControlType, Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip

from reader.text.script import has_rtl
from reader.tui.stylesheets import keep_colour
from reader.tui.terminal.segment_order import encode_segments
from reader.typeset.terminal_profiles import Order

if TYPE_CHECKING:
    from textual._compositor import Compositor
    from textual.color import Color

    from reader.tui.image_compositor import ImageCompositor
    from reader.typeset.terminal_order import Encoding
    from reader.typeset.terminal_profiles import Decision

_FRAME = "│"
_ERASE = Segment("\x1b[2K", None, [(ControlType.ERASE_IN_LINE, 2)])
"""Without it a line whose letters stay the same is not drawn again."""
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class KeepColours(LineFilter):
    """Filter that changes styles so that a terminal of 16 colours keeps its colours."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line, without bold where that would brighten their colour."""
        return [
            Segment(text, keep_colour(style), control) if style else each
            for each in segments
            for text, style, control in (each,)
        ]


class OnlyText(LineFilter):
    """Remove control characters and bidi controls from painted lines.

    Text from outside is sanitized on its way in (``sources.sanitize``); this filter is the second barrier.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line without control characters and bidi controls."""
        if not any(_NO_TEXT.search(segment.text) for segment in segments if not segment.text.isprintable()):
            return segments
        return [
            each if each.control else Segment(_NO_TEXT.sub("", each.text), each.style) for each in segments
        ]


def encode_update(
    update: CompositorUpdate,
    compositor: Compositor,
    terminal: Decision,
    exceptions: Mapping[int, Order],
    images: ImageCompositor | None = None,
) -> CompositorUpdate:
    """Return the update with every line whole and in the order the terminal needs.

    Terminals reorder and shape by line: a part of a line written alone would be drawn by other rules than the
    line it becomes part of.

    Args:
        update: Strips in visual order.
        compositor: Holds the rest of the lines the update changes.
        terminal: The order of cells.
        exceptions: Another order for single lines, by their row on the screen.
        images: Draws pictures and lines of double size.

    Where the tails of letters stay on the line below, each line is erased first, and the line below it too.
    """
    width, height = compositor.size
    encoding = terminal.encoding
    spills = terminal.spills and images is None  # erasing a line would erase the picture on it

    def lines(rows: Iterable[int]) -> dict[int, Strip]:
        wanted = sorted(rows)
        crop = Region(0, wanted[0], width, wanted[-1] - wanted[0] + 1)
        chops = compositor._render_chops(crop, set(wanted).__contains__)
        return {y: Strip.join(attach_marks(chops[y].values())) for y in wanted}

    def encode(y: int, strip: Strip) -> Strip:
        line = encode_line([strip], encoding._replace(order=exceptions.get(y, encoding.order)))
        return Strip([_ERASE, *line], line.cell_length) if spills else line

    if isinstance(update, LayoutUpdate):
        rows_of_parts = enumerate(update.strips, update.region.y)
        written = {y: Strip.join(attach_marks(parts)) for y, parts in rows_of_parts}
        fresh = True
    elif isinstance(update, ChopsUpdate):
        rows = {y for y, _, _ in update.spans}
        if spills:
            rows |= {y + 1 for y in rows if y + 1 < height}
        written = images.collect_lines(rows, lines, height) if images else lines(rows)
        fresh = False
    else:
        return update
    if images:
        written = images.compose(written, encode, terminal, fresh=fresh)
    else:
        written = {y: encode(y, strip) for y, strip in written.items()}
    if isinstance(update, LayoutUpdate):
        return LayoutUpdate([[strip] for strip in written.values()], update.region)
    rows_written = list(written)
    whole: list[dict[int, Strip | None]] = [{0: written[y]} if y in written else {} for y in range(height)]
    return ChopsUpdate(whole, [(y, 0, width) for y in rows_written], [[width]] * len(whole))


def attach_marks_of(update: CompositorUpdate) -> None:
    """Attach the marks of an update's strips to their letters, in place (`attach_marks`)."""
    if isinstance(update, LayoutUpdate):
        update.strips = [cast("list[Strip]", attach_marks(parts)) for parts in update.strips]
    elif isinstance(update, ChopsUpdate):
        for y in {y for y, _, _ in update.spans}:
            chops = cast("dict[int, Strip | None]", update.chops[y])
            chops.update(zip(chops, attach_marks(chops.values()), strict=True))


def attach_marks(parts: Iterable[Strip | None]) -> list[Strip | None]:
    """Join adjacent parts so that none starts with a mark: strips are cut before zero widths.

    A mark goes back to its letter where the letter ends the part before, and is dropped where the letter is
    covered by another widget.
    """
    attached = list(parts)
    for place, part in enumerate(attached):
        marks = _leading_marks(part) if part is not None else ""
        if part is None or not marks:
            continue
        first, *others = part
        rest = first.text.removeprefix(marks)
        attached[place] = Strip([*([Segment(rest, first.style)] if rest else []), *others], part.cell_length)
        before = attached[place - 1] if place else None
        if before is not None and has_rtl(before.text[-1:]):
            *kept, last = before
            attached[place - 1] = Strip([*kept, Segment(last.text + marks, last.style)], before.cell_length)
    return attached


def _leading_marks(part: Strip) -> str:
    """Return the marks a strip starts with."""
    text = next((segment.text for segment in part), "")
    end = 0
    while end < len(text) and _is_mark(text[end]):
        end += 1
    return text[:end]


def _is_mark(character: str) -> bool:
    return character >= "\u0300" and unicodedata.category(character) in ("Mn", "Me")


def encode_line(parts: Iterable[Strip | None], encoding: Encoding) -> Strip:
    """Return the parts of one line of the screen as one strip in the order the terminal needs."""
    line = Strip.join(parts)
    if encoding.is_plain:
        return line
    # Text ends at frames, so the parts between frames are cached one by one.
    sent: list[Segment] = []
    part: list[Segment] = []
    for segment in line:
        part.append(segment)
        if _is_frame(segment):
            sent += encode_segments(tuple(part), encoding)
            part = []
    return Strip(sent + (encode_segments(tuple(part), encoding) if part else []))


def _is_frame(segment: Segment) -> bool:
    return segment.text.startswith(_FRAME) and not segment.text.strip(_FRAME)
