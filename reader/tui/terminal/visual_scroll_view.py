"""A scrolling view in visual order, its vertical scrollbar on either side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.textual_internals import style_part

if TYPE_CHECKING:
    from textual.filter import LineFilter


class LineScrollBar(ScrollBar):
    """A vertical scrollbar that finishes each kind of its lines once.

    Textual styles and filters every line of a scrollbar, whose lines are of five kinds at most, whenever a
    list or a text has another length. Benchmark: ``key`` and ``article`` of ``tests/bench terminal`` (a third
    of what a key took).
    """

    _painted: tuple[object, list[Strip]] | None = None
    """All lines, with what they were painted for."""

    def notify_style_update(self) -> None:
        """Drop painted lines after a change of theme."""
        super().notify_style_update()
        self._painted = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)
        filters = self.get_line_filters()
        state = (self.size, bar.virtual_size, bar.window_size, bar.position, bar.style, filters)
        if self._painted is None or self._painted[0] != state:
            self._painted = state, self._paint(bar, filters)
        lines = self._painted[1]
        blank = Strip.blank(self.size.width, self.rich_style) if crop.bottom > len(lines) else None
        shown = [lines[y] if blank is None or y < len(lines) else blank for y in crop.line_range]
        whole = (0, self.size.width)
        return shown if crop.column_span == whole else [line.crop(*crop.column_span) for line in shown]

    def _paint(self, bar: ScrollBarRender, filters: Sequence[LineFilter]) -> list[Strip]:
        style = self.app.console.get_style(bar.style)
        assert style.color is not None
        assert style.bgcolor is not None
        width, height = self.size
        segments = bar.render_bar(
            height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            thickness=width,
            back_color=style.bgcolor,
            bar_color=style.color,
        ).segments
        base, ground = self.rich_style, self.background_colors[1]
        finished: dict[int, Strip] = {}
        for segment in segments:
            if id(segment) not in finished:
                line = [Segment(segment.text, base + segment.style)]
                for each in filters:
                    line = each.apply(line, ground)
                finished[id(segment)] = Strip(line, width)
        return [finished[id(segment)] for segment in segments]


class VisualScrollView(VisualOrder, ScrollView):
    """Line-API view with the scrollbar at the end side of the reading direction."""

    rtl = reactive(True, layout=True)
    """Whether the interface reads right to left; the scrollbar is then on the left."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._part_styles: dict[str, Style] = {}

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The vertical scrollbar."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = LineScrollBar(
                vertical=True, name="vertical", thickness=self.scrollbar_size_vertical
            )
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def _arrange_scrollbars(self, region: Region) -> Iterable[tuple[Widget, Region]]:
        """Put the vertical scrollbar at the far side of the reading direction."""
        for widget, place in super()._arrange_scrollbars(region):
            yield widget, place.at_offset((region.x, place.y)) if self.rtl else place

    def notify_style_update(self) -> None:
        """Drop cached styles after a change of theme."""
        super().notify_style_update()
        self._part_styles.clear()

    def part_style(self, name: str) -> Style:
        """Return the style the sheets give a part of the view, by its class; cached."""
        if name not in self._part_styles:
            self._part_styles[name] = style_part(self, name)
        return self._part_styles[name]
