"""Moving between the panes of the reading screen, and sharing its room among them."""

from __future__ import annotations

from reader.tui.panes.ticker import Ticker
from reader.tui.reading.controller import Room

_STEP = 4  # percent of the width by which a pane grows or shrinks
_PANES = ("headlines", "article", "bookmarks")


class Moving(Room):
    """Mixin of the reading screen: which pane is in front."""

    def action_next_pane(self, by: int = 1) -> None:
        """Bring the next pane to the front, the ticker among them."""
        order = ["ticker", *_PANES] if self.query(Ticker) else [*_PANES]
        here = "ticker" if isinstance(self.focused, Ticker) else self.panes.front
        name = order[(order.index(here) + by) % len(order)]
        if name == "ticker":
            self.query_one(Ticker).focus()
        else:
            self.panes.bring(name)

    def action_previous_pane(self) -> None:
        """Bring the pane before to the front."""
        self.action_next_pane(-1)

    def on_descendant_focus(self) -> None:
        """Keep the pane that has the keys in front."""
        focused = self.focused
        for name in _PANES:
            if (
                focused is not None
                and focused.parent is not None
                and focused.parent.id == name != self.panes.front
            ):
                self.panes.bring(name, focus=False)

    def action_shelf(self) -> None:
        """Show the shelf, or go back from it to the headlines."""
        self.panes.bring("headlines" if self.panes.front == "bookmarks" else "bookmarks")

    def action_zoom(self) -> None:
        """Give the whole screen to the article, or take it back."""
        if not self.panes.zoomed:
            self.panes.bring("article")
        self.panes.zoom()

    def action_wider(self) -> None:
        """Give the headlines more room."""
        self.panes.widen(_STEP)

    def action_narrower(self) -> None:
        """Give the headlines less room."""
        self.panes.widen(-_STEP)

    def action_back(self) -> None:
        """Go back one step: from a zoom, from the article to its list, from a filter to everything."""
        if self.panes.zoomed:
            self.panes.zoom(False)
        elif self.searched:
            self.searched = False
            self.article.find("")
        elif isinstance(self.focused, Ticker):
            self.panes.bring(self.panes.front)
        elif self.panes.front == "article":
            self.article.leave()
            self.panes.bring(self.panes.list)
        elif self.panes.front == "bookmarks":
            self.panes.bring("headlines")
        elif self.headlines.filtered:
            self.headlines.widen()
