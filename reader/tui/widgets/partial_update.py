"""Paint only the changed lines of widgets, and paint the answer to a key without delay.

Benchmarks: ``key`` and ``article`` of ``tests/bench terminal`` (article 3.7 ms, 9.4 without).
"""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from textual._compositor import ChopsUpdate, Compositor
from textual.constants import MAX_FPS
from textual.geometry import Region

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget


class PartialCompositor(Compositor):
    """Textual's compositor, rendering fewer lines.

    Textual renders every visible widget whole whenever a line of one changes, and keeps the frontmost part
    of each line. Here a widget renders the changed lines only, and not at all where it is covered. The
    result is the same.
    """

    _changed: list[Region] | None = None
    """Changed regions, while a partial update is rendered."""

    def __init__(self) -> None:
        super().__init__()
        self._last: WeakKeyDictionary[Widget, float] = WeakKeyDictionary()
        """Time of the last immediate paint of each widget, by the monotonic clock."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return an update of the lines that changed."""
        self._changed = list(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield, from the front, each widget's region, the part needed, and its lines."""
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

    def is_due(self, widget: Widget) -> bool:
        """Return whether a widget may be painted now, at most ``MAX_FPS`` a second; record the time."""
        now = monotonic()
        due = now - self._last.get(widget, 0.0) >= 1 / MAX_FPS
        if due:
            self._last[widget] = now
        return due


def use_partial_compositor(screen: Screen[Any]) -> None:
    """Give a screen, before composition, a `PartialCompositor`."""
    screen._compositor = PartialCompositor()


def is_in_front(widget: Widget) -> bool:
    """Return whether a widget is visible on the active screen."""
    return widget in widget.app.screen._compositor.visible_widgets


def paint_at_once(widget: Widget) -> None:
    """Paint a widget now, before the messages that wait and before other widgets.

    Textual paints when all messages are handled. A widget that cannot be painted now is painted then.
    """
    if compositor := _find_compositor(widget):
        compositor.update_widgets({widget})
        _flush(widget)


def refresh_at_once(widget: Widget) -> None:
    """Refresh a widget without sending messages, for widgets that move many times a second."""
    if compositor := _find_compositor(widget):
        widget._styles_cache.clear()
        region, clip = compositor.visible_widgets[widget]
        compositor._dirty_regions.add(region.intersection(clip))
        _flush(widget)
    else:
        widget.refresh()


def _flush(widget: Widget) -> None:
    """Flush pending updates now, but keep the other widgets dirty for the next refresh."""
    screen = widget.app.screen
    waiting = screen._dirty_widgets - {widget}
    screen._compositor_refresh()
    screen._dirty_widgets |= waiting


def _find_compositor(widget: Widget) -> PartialCompositor | None:
    """Return the compositor of the active screen if a widget may be painted there now."""
    app = widget.app
    compositor = app.screen._compositor
    if (
        isinstance(compositor, PartialCompositor)
        and not app._batch_count
        and widget in compositor.visible_widgets
        and compositor.is_due(widget)
    ):
        return compositor
    return None
