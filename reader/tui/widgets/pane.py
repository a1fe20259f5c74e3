"""A framed part of the reading screen; its frame shows whether keys come here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.geometry import Region

if TYPE_CHECKING:
    from textual.strip import Strip
    from textual.widget import Widget

    _Mixin = Widget
else:
    _Mixin = object


class Covered(_Mixin):
    """Mixin of a container: its rows are alike but for the frame, for what is in it covers them."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines, one of those within the frame in the place of all."""
        x, y, width, height = crop
        gutter = self.styles.gutter
        first, last = max(y, gutter.top), min(y + height, self.outer_size.height - gutter.bottom)
        if last - first < 2:
            return super().render_lines(crop)
        above = super().render_lines(Region(x, y, width, first + 1 - y))
        below = super().render_lines(Region(x, last, width, y + height - last)) if last < y + height else []
        return [*above, *above[-1:] * (last - first - 1), *below]


class Pane(Covered, Vertical):
    """Base of the panes.

    The frame is told of the focus by a class of its own. ``:focus-within`` would style everything in the pane
    anew whenever the focus comes or goes, which takes longer than to paint it.
    """

    def on_descendant_focus(self) -> None:
        """Show that keys come here."""
        self.show_focus()

    def on_descendant_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.show_focus()

    def show_focus(self) -> None:
        """Draw the frame for where the keys go now."""
        focused = self.has_focus_within
        if focused != self.has_class("focused"):
            self.set_class(focused, "focused", update=False)
            self.app.stylesheet.apply(self)
