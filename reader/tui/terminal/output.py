"""The end of the line: what the terminal at hand needs, and nowhere else.

Widgets paint cells in visual order. When the compositor has put the screen together, cut and overlaid, its
update is turned into what the terminal needs; in most terminals that is nothing. The switches of the
terminal that stop its own reordering are thrown when the application takes the screen and thrown back
whenever it gives it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._context import visible_screen_stack
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip

from reader.tui.terminal.driver import directed
from reader.tui.terminal.screen_diff import Shown
from reader.tui.terminal.segment_order import encoded
from reader.typeset.terminal_profiles import Order

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual._compositor import Compositor
    from textual.app import App
    from textual.color import Color
    from textual.driver import Driver
    from textual.screen import Screen

    from reader.tui.image_compositor import Drawing
    from reader.tui.terminal.session import Taken
    from reader.typeset.terminal_order import Fonts
    from reader.typeset.terminal_profiles import Decision

    _Mixin = App[Any]
else:
    _Mixin = object

_FRAME = "│"
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class OnlyText(LineFilter):
    """The last look at what a widget painted: characters that are no text, and the frame's own order, go.

    What came from outside was cleaned on its way in; whatever was not still cannot command the terminal, nor
    turn the rest of the line around.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line without control characters and bidi controls, which have no width."""
        if not any(_NO_TEXT.search(segment.text) for segment in segments if not segment.text.isprintable()):
            return segments
        return [
            each if each.control else Segment(_NO_TEXT.sub("", each.text), each.style) for each in segments
        ]


class TerminalOutput(_Mixin):
    """Mixin of the application: ``class Reader(TerminalOutput, App)``.

    Set ``terminal`` before the application runs. A screen may have ``row_orders``, orders of single lines by
    their place on the screen, which are then sent so whatever the terminal needs. SIGTERM and SIGHUP end the
    application in order, with the exit code the shell would give.
    """

    terminal: Decision
    drawing: Drawing | None = None
    """What the terminal draws beside letters, if anything."""
    taken: Taken | None = None
    """The terminal, if it shows something before the application runs."""
    lost = False
    """Whether an update was dropped because nothing is painted at the moment."""
    shown: Shown
    """What the terminal shows by now."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shown = Shown()

    def get_driver_class(self) -> type[Driver]:
        """Return the platform's driver, taught to switch the terminal's reordering off and on again."""
        return directed(super().get_driver_class())

    def on_mount(self) -> None:
        """Paint everything anew after the program was stopped and went on (Ctrl+Z, ``fg``).

        Textual 8.2.8 does so after `suspend` only; else the screen may stay as empty as the terminal gave it.
        """
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())

    def action_redraw(self) -> None:
        """Paint everything anew, whatever the terminal shows: others may have written on it."""
        self.shown.forget()
        self.refresh(layout=True)

    def go_on(self) -> None:
        """Paint what has changed while nothing was painted."""
        if not self.is_running or not self.screen_stack:
            return
        screen = self.screen
        if self.lost:
            self.lost = False
            screen.refresh()
        screen.check_idle()  # nothing else may happen on it for long

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Write an update of the screen in the order the terminal needs, with what it draws by itself."""
        exceptions: Mapping[int, Order] = getattr(screen, "row_orders", {})
        drawing = self.drawing if self.drawing and self.drawing.busy else None
        needed = self.terminal.order is not Order.CELLS or exceptions or drawing
        # In a batch Textual drops updates: nothing may be taken for drawn that was not.
        self.lost |= bool(self._batch_count) and isinstance(renderable, CompositorUpdate)
        if needed and not self._batch_count and isinstance(renderable, CompositorUpdate):
            visible_screen_stack.set(list(self._background_screens))
            renderable = encode_update(renderable, screen._compositor, self.terminal, exceptions, drawing)
        if drawing:
            self.shown.forget()
        elif not self._batch_count and isinstance(renderable, CompositorUpdate):
            renderable = self.shown.news(renderable) or self._cursor()
        super()._display(screen, renderable)

    def _cursor(self) -> CompositorUpdate | None:
        """Return an update that only puts the cursor where it belongs; None when it is there."""
        place = self.screen.outer_size.clamp_offset(self.cursor_position)
        return LayoutUpdate([], Region()) if place != self._previous_cursor_position else None


def encode_update(
    update: CompositorUpdate,
    compositor: Compositor,
    terminal: Decision,
    exceptions: Mapping[int, Order],
    drawing: Drawing | None = None,
) -> CompositorUpdate:
    """Return the update with every line whole and in the order the terminal needs.

    Whole, because terminals reorder and shape by line: a part of a line written alone would be drawn by other
    rules than the line it becomes part of.

    Args:
        update: Strips in visual order.
        compositor: Knows the rest of the lines the update touches.
        terminal: What is needed.
        exceptions: Another order for single lines, by their place on the screen.
        drawing: What the terminal draws in place of marked cells.
    """
    width, height = compositor.size

    def lines(rows: Iterable[int]) -> dict[int, Strip]:
        wanted = sorted(rows)
        crop = Region(0, wanted[0], width, wanted[-1] - wanted[0] + 1)
        chops = compositor._render_chops(crop, set(wanted).__contains__)
        return {y: Strip.join(chops[y].values()) for y in wanted}

    def encode(y: int, strip: Strip) -> Strip:
        return encode_line([strip], exceptions.get(y, terminal.order), terminal.covered)

    if isinstance(update, LayoutUpdate):
        written = {y: Strip.join(parts) for y, parts in enumerate(update.strips, update.region.y)}
        fresh = True
    elif isinstance(update, ChopsUpdate):
        rows = {y for y, _, _ in update.spans}
        written = drawing.together(rows, lines, height) if drawing else lines(rows)
        fresh = False
    else:
        return update
    if drawing:
        written = drawing.drawn(written, encode, terminal, fresh=fresh)
    else:
        written = {y: encode(y, strip) for y, strip in written.items()}
    if isinstance(update, LayoutUpdate):
        return LayoutUpdate([[strip] for strip in written.values()], update.region)
    rows_written = list(written)
    whole: list[dict[int, Strip | None]] = [{0: written[y]} if y in written else {} for y in range(height)]
    return ChopsUpdate(whole, [(y, 0, width) for y in rows_written], [[width]] * len(whole))


def encode_line(parts: Iterable[Strip | None], order: Order, covered: Fonts = ()) -> Strip:
    """Return the parts of one line of the screen as one strip in the order the terminal needs."""
    line = Strip.join(parts)
    if order is Order.CELLS:
        return line
    # Text ends at frames: what stands between two is kept as it was sent, though beside it much has changed.
    sent: list[Segment] = []
    part: list[Segment] = []
    for segment in line:
        part.append(segment)
        if _is_frame(segment):
            sent += encoded(tuple(part), order, covered)
            part = []
    return Strip(sent + (encoded(tuple(part), order, covered) if part else []))


def _is_frame(segment: Segment) -> bool:
    return segment.text.startswith(_FRAME) and not segment.text.strip(_FRAME)
