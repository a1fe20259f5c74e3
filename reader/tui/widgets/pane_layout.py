"""Arrange one, two or three panes on the screen: mirrored, resized, zoomed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import Horizontal
from textual.css.scalar import Scalar
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.tui.pane_geometry import beside
from reader.tui.widgets.pane import Pane, render_covered

_LEAST, _MOST = 24, 70  # percent of the width the headlines may take


class Arrangement(Horizontal):
    """The panes side by side; in the order they are read, from the side where reading starts.

    The screen has the classes ``-one -two -three`` by width, ``zoomed``, ``rtl`` and ``ltr``, for the frames.
    Which panes are shown is set here: a change of those classes styles the whole screen anew. One pane at a
    time has room on a small screen, and when it is zoomed: the one in front. Where two have room, the shelf
    takes the place of the headlines; where three have, it stands beyond the article.

    Args:
        panes: in reading order: headlines, article, bookmarks.
        share: percent of the width that the headlines take.
        rtl: whether reading starts at the right.
    """

    class Resized(Message):
        """The share of the headlines changed."""

        def __init__(self, share: int) -> None:
            self.share = share
            super().__init__()

    def __init__(self, panes: Sequence[Pane], *, share: int = 40, rtl: bool = False) -> None:
        super().__init__(*panes, id="panes")
        self.panes = list(panes)
        self.rtl = rtl
        self.share = share
        self.front = "headlines"
        self.list = "headlines"
        """The list that was in front last."""
        self.zoomed = False
        self._dragging = False

    def on_mount(self) -> None:
        """Show the pane in front."""
        self._apply()

    @property
    def marks(self) -> dict[str, bool]:
        """The classes the screen has to have, or not to have, for the panes as they are arranged now."""
        return {"zoomed": self.zoomed, "rtl": self.rtl, "ltr": not self.rtl}

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines."""
        return render_covered(self, crop, super().render_lines)

    def mirror(self, rtl: bool) -> None:
        """Put the first pane where reading starts."""
        self.rtl = rtl
        self._apply()

    def bring(self, name: str, *, focus: bool = True) -> None:
        """Bring a pane to the front, and the keys to it."""
        self.front = name
        if name != "article":
            self.list = name
        self._apply()
        if focus:
            self._focus(name)

    def _focus(self, name: str) -> None:
        pane = self.screen.query_one(f"#{name}")
        target = next((each for each in pane.query("*") if each.focusable), None)
        if target is not None:
            self.screen.set_focus(target)
            for each in self.panes:
                each.show_focus()

    def zoom(self, on: bool | None = None) -> None:
        """Give the whole screen to the pane in front, or take it back."""
        self.zoomed = not self.zoomed if on is None else on
        self._apply()

    def _apply(self) -> None:
        # All at once: every change of classes styles the whole screen anew.
        self.screen.update_classes(self.marks)
        self._share_out()

    def _share_out(self) -> None:
        """Give each pane its place and its width."""
        screen = self.screen
        headlines, article, bookmarks = self.panes
        far = screen.has_class("-three")
        order = [headlines, article, bookmarks] if far else [headlines, bookmarks, article]
        if self.rtl:
            order.reverse()
        if list(self.children) != order:
            for pane in order:
                self.move_child(pane, after=-1)
        alone = screen.has_class("-one") or self.zoomed
        shown = {self.front} if alone else {"article", self.list}
        for pane in self.panes:
            pane.display = pane.id in shown or (far and not alone)
            share = beside(self.share, far=far) if not alone and pane.id != "article" else 0
            width = Scalar.parse(f"{share}%" if share else "1fr")
            if pane.styles.inline.width != width:  # else the whole screen would be painted anew
                pane.styles.width = width

    def on_resize(self) -> None:
        """Share another width."""
        self._share_out()

    def widen(self, by: int) -> None:
        """Give the headlines ``by`` percent more of the width."""
        self.share = max(_LEAST, min(_MOST, self.share + by))
        self._share_out()
        self.post_message(self.Resized(self.share))

    # The line between two panes can be dragged.

    def _on_border(self, column: int) -> bool:
        """Return whether a column of the screen is one of the two between a list and the article."""
        if self.zoomed or self.screen.has_class("-one"):
            return False
        beside = next(pane for pane in self.panes if pane.display).region
        edge = beside.x if self.rtl else beside.right
        return column in (edge - 1, edge)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border between the list and the article."""
        if self._on_border(event.screen_x):
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the border."""
        if self._dragging and self.size.width:
            taken = self.region.right - event.screen_x if self.rtl else event.screen_x + 1 - self.region.x
            share = 100 * taken / self.size.width
            if self.screen.has_class("-three"):
                share *= 3 / 2
            self.widen(round(share) - self.share)

    def on_mouse_up(self) -> None:
        """Let go of the border."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
