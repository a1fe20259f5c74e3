"""A framed part of the reading screen; its frame shows the focus."""

from __future__ import annotations

from collections.abc import Callable

from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def render_covered(widget: Widget, crop: Region, render: Callable[[Region], list[Strip]]) -> list[Strip]:
    """Return the lines of a container whose inside is covered by its children, rendering one of them.

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


class Pane(Vertical):
    """Base of the panes.

    The frame is styled by the class ``focused``. With ``:focus-within`` Textual would restyle everything in
    the pane whenever the focus comes or goes, which takes longer than painting it.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines."""
        return render_covered(self, crop, super().render_lines)

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
