"""A scrolling view in visual order, its vertical scrollbar on either side."""

from __future__ import annotations

from collections.abc import Iterable

from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.widget import Widget

from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.textual_internals import style_part


class VisualScrollView(VisualOrder, ScrollView):
    """A line-API view whose scrollbar is at the far side of the reading direction."""

    rtl = reactive(True, layout=True)
    """Whether the interface reads right to left; the scrollbar is then on the left."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._part_styles: dict[str, Style] = {}

    def _arrange_scrollbars(self, region: Region) -> Iterable[tuple[Widget, Region]]:
        """Put the vertical scrollbar at the far side of the reading direction."""
        for widget, place in super()._arrange_scrollbars(region):
            yield widget, place.at_offset((region.x, place.y)) if self.rtl else place

    def notify_style_update(self) -> None:
        """Drop cached styles after a change of theme."""
        super().notify_style_update()
        self._part_styles.clear()

    def shade(self, name: str) -> Style:
        """Return the style the sheets give a part of the view, by its class; cached."""
        if name not in self._part_styles:
            self._part_styles[name] = style_part(self, name)
        return self._part_styles[name]
