"""A part of the reading screen: a head of one line over its contents."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import RenderResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reader.locale.translator import Translator
from reader.tui.stylesheets import app_row_styles
from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.widgets.cells import strip
from reader.tui.widgets.pane_head import pane_head
from reader.tui.workers import run_in_thread


def render_covered(widget: Widget, crop: Region, render: Callable[[Region], list[Strip]]) -> list[Strip]:
    """Return the lines of a container covered by its children, rendering only one line.

    Args:
        widget: The container.
        crop: The part wanted.
        render: Textual's ``render_lines`` of the container.
    """
    x, y, width, height = crop
    gutter = widget.styles.gutter
    first, last = max(y, gutter.top), min(y + height, widget.outer_size.height - gutter.bottom)
    if last - first < 2:
        return render(crop)
    above = render(Region(x, y, width, first + 1 - y))
    below = render(Region(x, last, width, y + height - last)) if last < y + height else []
    return [*above, *above[-1:] * (last - first - 1), *below]


class PaneHead(VisualOrder, Widget):
    """The line over a pane: its name, and a count in words."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "PaneHead { height: 1; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.count = ""
        self.front = False
        self.rtl = False

    def set(
        self, *, title: str | None = None, count: str | None = None, front: bool | None = None, rtl: bool
    ) -> None:
        """Set the given parts, and repaint if any changed."""
        new = (
            self.title if title is None else title,
            self.count if count is None else count,
            self.front if front is None else front,
            rtl,
        )
        if new != (self.title, self.count, self.front, self.rtl):
            self.title, self.count, self.front, self.rtl = new
            self.refresh()

    def notify_style_update(self) -> None:
        """Repaint after a change of theme or of colours."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        styles = app_row_styles(self.app)
        part = pane_head(self.title, self.count, self.size.width, styles, front=self.front, rtl=self.rtl)
        return strip(part, self.size.width, styles["ground"], rtl=self.rtl)

    def render(self) -> RenderResult:
        """Not used: lines come from `render_line`."""
        return ""


class Pane(Vertical):
    """Base of the panes; ``self.head`` is the first thing they compose.

    Args:
        strings: the interface language.
        id: names the pane.
    """

    def __init__(self, strings: Translator, *, id: str) -> None:
        super().__init__(id=id, classes="pane")
        self.strings = strings
        self.head = PaneHead()

    def in_thread(self, group: str, work: Callable[[], object], *, exclusive: bool = False) -> None:
        """Run blocking work in a worker thread; errors of ours are reported."""
        run_in_thread(self, group, work, exclusive=exclusive)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines."""
        return render_covered(self, crop, super().render_lines)

    def set_front(self, front: bool) -> None:
        """Draw the head as that of the pane that has the keys, or of another."""
        self.head.set(front=front, rtl=self.head.rtl)
