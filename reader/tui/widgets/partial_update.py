"""Putting the screen together: what can be seen of what has changed, and at once what a key asks for."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual._compositor import ChopsUpdate, Compositor
from textual.constants import MAX_FPS
from textual.geometry import Region

if TYPE_CHECKING:
    from textual.strip import Strip
    from textual.widget import Widget


class FrontFirst(Compositor):
    """Textual's compositor, asking for less.

    It has every widget paint itself whole whenever a line of one changes, from the front to the back, and
    keeps of each line what is in front. Here a widget paints the lines that changed, and what lies wholly
    behind others does not paint at all. What is kept is the same.
    """

    _changed: list[Region] | None = None
    """What an update in the making is about."""

    def __init__(self) -> None:
        super().__init__()
        self._last: WeakKeyDictionary[Widget, float] = WeakKeyDictionary()
        """When each was painted at once, by the monotonic clock."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what has changed."""
        self._changed = list(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield, from the front, regions of widgets, the parts of them wanted, and the lines there."""
        wanted = self._changed if self._changed is not None else [crop or self.size.region]
        for widget, (region, clip) in self.visible_widgets.items():
            place = region.intersection(clip)
            here = [each for each in wanted if place.overlaps(each)]
            if not here:
                continue
            top, bottom = min(each.y for each in here), max(each.bottom for each in here)
            part = place.intersection(Region(place.x, top, place.width, bottom - top))
            yield region, part, widget.render_lines(part.translate((-region.x, -region.y)))
            wanted = [each for each in wanted if not place.contains_region(each)]
            if not wanted:
                return

    def due(self, widget: Widget) -> bool:
        """Tell whether a widget may be painted at once, so often and no oftener; then it counts as done."""
        now = monotonic()
        due = now - self._last.get(widget, 0.0) >= 1 / MAX_FPS
        if due:
            self._last[widget] = now
        return due


def is_in_front(widget: Widget) -> bool:
    """Tell whether a widget belongs to the screen that a person has before them, and can be seen there."""
    return widget in widget.app.screen._compositor.visible_widgets


def paint_at_once(widget: Widget) -> None:
    """Put what a widget shows on the terminal now, before any message that waits, and before other widgets.

    Textual paints when all messages are read. What a key asks for should not wait for what else the key does.
    What cannot be painted now is when Textual comes to it.
    """
    if compositor := _ready(widget):
        compositor.update_widgets({widget})
        _send(widget)


def refresh_at_once(widget: Widget) -> None:
    """Do what ``Widget.refresh`` does, without the messages it sends: for what moves many times a second."""
    if compositor := _ready(widget):
        widget._styles_cache.clear()
        region, clip = compositor.visible_widgets[widget]
        compositor._dirty_regions.add(region.intersection(clip))
        _send(widget)
    else:
        widget.refresh()


def _send(widget: Widget) -> None:
    """Send what has changed of a widget; Textual takes it that with it everything was sent that waits."""
    screen = widget.app.screen
    waiting = screen._dirty_widgets - {widget}
    screen._compositor_refresh()
    screen._dirty_widgets |= waiting


def _ready(widget: Widget) -> FrontFirst | None:
    """Return what puts the screen together if a widget may be painted there now."""
    app = widget.app
    compositor = app.screen._compositor
    if (
        isinstance(compositor, FrontFirst)
        and not app._batch_count
        and widget in compositor.visible_widgets
        and compositor.due(widget)
    ):
        return compositor
    return None
