"""Place the panes as `pane_geometry` computes, mirrored for right-to-left interfaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Container
from textual.geometry import NULL_OFFSET, NULL_SIZE, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.strip import Strip

from reader.tui.pane_geometry import Place, SizeClass, arrange, size_class
from reader.tui.widgets.pane import Pane, render_covered

if TYPE_CHECKING:
    from textual.widget import Widget

LISTS = ("headlines", "bookmarks")


class _Places(Layout):
    """Textual's view of `PaneLayout.places`."""

    name = "panes"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        assert isinstance(parent, PaneLayout)
        parent.pre_layout(self)
        found = {child.id: child for child in children}
        return [
            WidgetPlacement(
                parent.region_of(place, size),
                NULL_OFFSET,
                NULL_SPACING,
                found[place.pane],
                order=int(place.drawer),
                overlay=False,
            )
            for place in parent.places(size)
            if place.pane in found
        ]


class PaneLayout(Container):
    """The panes: one, two or three at a time, as there is room.

    The screen has the classes ``rtl`` and ``ltr``, and ``one`` where one pane is shown at a time.

    Args:
        panes: in reading order.
        shifts: cells the list has more, by size class.
        rtl: whether reading starts at the right.
        linear: whether one pane is shown at a time whatever the size.
        size: cells there will be, so that nothing is styled and laid out for another size first.
    """

    def __init__(
        self,
        panes: Sequence[Pane],
        *,
        shifts: Mapping[str, int] | None = None,
        rtl: bool = False,
        linear: bool = False,
        size: Size = NULL_SIZE,
    ) -> None:
        super().__init__(*panes, id="panes")
        self.panes = list(panes)
        self.rtl = rtl
        self.linear = linear
        self.shifts = dict(shifts or {})
        self.front = "headlines"
        self.list = "headlines"
        """The list that was in front last."""
        self.zoomed = False
        self.has_sidebar = True
        """Whether the sidebar stands where there is room for it."""
        self._dragging = False
        self._arranged: list[Place] = []
        self._places = _Places()
        self._first_size = size
        if size:
            self._show_places(update=False)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines."""
        return render_covered(self, crop, super().render_lines)

    # Places

    @property
    def layout(self) -> Layout:
        """The layout of the panes."""
        return self._places

    @property
    def size_class(self) -> SizeClass:
        """The size class of the screen."""
        return size_class(*(self.size or self._first_size), linear=self.linear)

    def places(self, size: Size | None = None) -> list[Place]:
        """Return the places of the panes that are shown."""
        columns, lines = size or self.size or self._first_size
        return arrange(
            columns,
            lines,
            front=self.front,
            list_pane=self.list,
            zoomed=self.zoomed,
            sidebar=self.has_sidebar,
            linear=self.linear,
            shifts=self.shifts,
        )

    def region_of(self, place: Place, size: Size) -> Region:
        """Return the region of a place: its columns counted from the left."""
        x = size.width - place.column - place.width if self.rtl else place.column
        return Region(x, place.line, place.width, place.height)

    def shows(self, name: str) -> bool:
        """Return whether a pane is shown."""
        return any(place.pane == name for place in self.places())

    @property
    def classes_of_screen(self) -> dict[str, bool]:
        """The classes the screen has, or has not, for the panes as they are arranged."""
        one = self.size_class is SizeClass.ONE
        return {"rtl": self.rtl, "ltr": not self.rtl, "one": one}

    def apply(self) -> None:
        """Arrange the panes again."""
        self.screen.update_classes(self.classes_of_screen)
        if self.size and self._show_places():
            self.panes[0].refresh(layout=True)  # that of a child clears what Textual keeps of the layout

    def _show_places(self, *, update: bool = True) -> bool:
        """Show the panes that have a place; return whether places changed.

        Args:
            update: whether the panes are styled again; not before they are mounted.
        """
        found = self.places()
        changed, self._arranged = found != self._arranged, found
        places = {place.pane: place for place in found}
        for pane in self.panes:
            place = places.get(pane.id or "")
            pane.display = place is not None
            pane.set_front(pane.id == self.front)
            if place is not None:
                pane.update_classes({"ruled": place.ruled, "drawer": place.drawer}, update=update)
        return changed

    def on_resize(self) -> None:
        """Arrange the panes for another size."""
        self.apply()

    def mirror(self, rtl: bool) -> None:
        """Put the first pane where reading starts."""
        if rtl != self.rtl:
            self.rtl = rtl
            self._arranged = []
            self.apply()

    def bring(self, name: str, *, focus: bool = True) -> None:
        """Bring a pane to the front and focus the pane."""
        self.front = name
        if name in LISTS:
            self.list = name
        self.apply()
        if focus:
            self._focus(name)

    def _focus(self, name: str) -> None:
        pane = self.screen.query_one(f"#{name}")
        target = next((each for each in pane.query("*") if each.can_focus), None)
        if target is not None:
            self.screen.set_focus(target)

    def zoom(self, on: bool | None = None) -> None:
        """Give the pane in front the whole screen, or end that."""
        self.zoomed = not self.zoomed if on is None else on
        self.apply()

    def shift(self, by: int) -> None:
        """Give the list ``by`` cells more, or lines where list and article are stacked."""
        here = self.size_class.value
        before = self._list_extent
        self.shifts[here] = self.shifts.get(here, 0) + by
        if self._list_extent == before:  # at its limit
            self.shifts[here] -= by
        self.apply()

    @property
    def _list_extent(self) -> int:
        return next(
            (
                place.height if self.size_class is SizeClass.STACKED else place.width
                for place in self.places()
                if place.pane == self.list
            ),
            0,
        )

    # The rule between list and article can be dragged.

    def _rule_distance(self, event: events.MouseEvent) -> int | None:
        """Return how many cells the pointer is beyond the rule between list and article."""
        article = next((place for place in self.places() if place.pane == "article"), None)
        if article is None or not article.ruled:
            return None
        x = event.screen_x - self.region.x
        column = self.size.width - 1 - x if self.rtl else x
        return column - article.column

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the rule."""
        if self._rule_distance(event) == 0:
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the rule."""
        if self._dragging and (by := self._rule_distance(event)):
            self.shift(by)

    def on_mouse_up(self) -> None:
        """Let go of the rule."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
