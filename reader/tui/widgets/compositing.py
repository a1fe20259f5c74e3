"""Putting the screen together: only what can be seen of what has changed is painted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region

if TYPE_CHECKING:
    from textual.strip import Strip


class FrontFirst(Compositor):
    """Textual's compositor, asking for less.

    It has every widget paint itself whole whenever a line of one changes, from the front to the back, and
    keeps of each line what is in front. Here a widget paints the lines that changed, and what lies wholly
    behind others does not paint at all. What is kept is the same.
    """

    _changed: list[Region] | None = None
    """What an update in the making is about."""

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
