"""The end of the line: what the terminal at hand needs, and nowhere else.

Widgets paint cells in visual order. When the compositor has put the screen together, cut and overlaid, its
update is turned into what the terminal needs; in most terminals that is nothing. The switches of the
terminal that stop its own reordering are thrown when the application takes the screen and thrown back
whenever it gives it up.
"""

from __future__ import annotations

import asyncio
import re
import signal
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._context import visible_screen_stack
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip

from reader.tui.bidi_filter import joined
from reader.typeset.terminal import Order

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual._compositor import Compositor
    from textual.app import App
    from textual.color import Color
    from textual.driver import Driver
    from textual.screen import Screen

    from reader.typeset.terminal import Decision

    _Mixin = App[Any]
else:
    _Mixin = object

_ATTRIBUTES_AND_COLOURS = re.compile("\x1b\\[([1-9](?:;[1-9])*);(?=[34]8;)")
"""Bold and the like before colours: one more parameter than the ten mlterm reads."""
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


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

    def get_driver_class(self) -> type[Driver]:
        """Return the platform's driver, taught to switch the terminal's reordering off and on again."""
        return _restoring(super().get_driver_class())

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Write an update of the screen in the order the terminal needs."""
        order = self.terminal.order
        exceptions: Mapping[int, Order] = getattr(screen, "row_orders", {})
        if (order is not Order.CELLS or exceptions) and isinstance(renderable, CompositorUpdate):
            visible_screen_stack.set(list(self._background_screens))
            renderable = encode_update(renderable, screen._compositor, self.terminal, exceptions)
        super()._display(screen, renderable)


def encode_update(
    update: CompositorUpdate, compositor: Compositor, terminal: Decision, exceptions: Mapping[int, Order]
) -> CompositorUpdate:
    """Return the update with every line whole and in the order the terminal needs.

    Whole, because terminals reorder and shape by line: a part of a line written alone would be drawn by other
    rules than the line it becomes part of.

    Args:
        update: Strips in visual order.
        compositor: Knows the rest of the lines the update touches.
        terminal: What is needed.
        exceptions: Another order for single lines, by their place on the screen.
    """
    order, covered = terminal.order, terminal.covered
    if isinstance(update, LayoutUpdate):
        lines: list[Iterable[Strip]] = [
            [encode_line(parts, exceptions.get(y, order), covered)]
            for y, parts in enumerate(update.strips, update.region.y)
        ]
        return LayoutUpdate(lines, update.region)
    if not isinstance(update, ChopsUpdate):
        return update
    rows = sorted({y for y, _, _ in update.spans})
    width = compositor.size.width
    chops = compositor._render_chops(
        Region(0, rows[0], width, rows[-1] - rows[0] + 1), set(rows).__contains__
    )
    whole: list[dict[int, Strip | None]] = [{}] * (rows[-1] + 1)
    for y in rows:
        whole[y] = {0: encode_line(chops[y].values(), exceptions.get(y, order), covered)}
    return ChopsUpdate(whole, [(y, 0, width) for y in rows], [[width]] * len(whole))


def encode_line(parts: Iterable[Strip | None], order: Order, covered: frozenset[int] = frozenset()) -> Strip:
    """Return the parts of one line of the screen as one strip in the order the terminal needs."""
    if order is Order.CELLS:
        return Strip.join(parts)
    return Strip(_encoded(tuple(Strip.join(parts)), order, covered))


@lru_cache(maxsize=512)
def _encoded(segments: tuple[Segment, ...], order: Order, covered: frozenset[int]) -> list[Segment]:
    from reader.typeset.arrange import fenced, has_rtl, words

    if not has_rtl("".join(segment.text for segment in segments)):
        return list(segments)
    cells, styles = zip(*_cells(segments), strict=True)
    if order is Order.FENCED:
        sent = fenced(cells)
    else:
        sent = words(cells, [_face(style) for style in styles], covered)
    return joined(
        (text, _slanted(styles[place]) if slanted else styles[place]) for text, place, slanted in sent
    )


def _cells(segments: Iterable[Segment]) -> Iterator[tuple[str, Style | None]]:
    """Yield each cell with its style: a character and the marks on it."""
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


def _restoring(driver: type[Driver]) -> type[Driver]:
    """Return a driver class that throws the terminal's switches whenever it takes or leaves the screen."""

    class Restoring(driver):  # type: ignore[misc, valid-type]
        """Textual's driver; what it writes is framed by the escapes the terminal needs."""

        def write(self, data: str) -> None:
            """Write, unless the terminal is gone: the queue would fill up and hold the program for ever."""
            thread = getattr(self, "_writer_thread", None)
            if thread is not None and not thread.is_alive():
                return
            if self._app.terminal.name == "mlterm":
                data = _ATTRIBUTES_AND_COLOURS.sub("\x1b[\\1m\x1b[", data)
            super().write(data)

        def start_application_mode(self) -> None:
            """Take the screen, then set the terminal up before anything is painted on it."""
            super().start_application_mode()
            self.write(self._app.terminal.enter)
            self.flush()
            loop = asyncio.get_running_loop()
            for number in _SIGNALS:
                if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                    loop.add_signal_handler(number, self._end, number)

        def stop_application_mode(self) -> None:
            """Leave the screen, then put the terminal back as it was."""
            super().stop_application_mode()
            self.write(self._app.terminal.leave)
            self.flush()

        def _end(self, number: int) -> None:
            """Leave in order; the same signal again ends the process at once."""
            asyncio.get_running_loop().remove_signal_handler(number)
            self._app.exit(return_code=128 + number)

    return Restoring
