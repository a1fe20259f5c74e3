"""Which pane has the keys, and how wide each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.controller import Controller
from reader.tui.pane_geometry import SIDEBAR
from reader.tui.panes.ticker import Ticker

if TYPE_CHECKING:
    from reader.tui.reading.filtering import FilterController
    from reader.tui.reading.view import ReadingView

_STEP = 4  # cells by which the list grows or shrinks
_PANES = ("headlines", "article", "bookmarks")


class PaneNavigation(Controller["ReadingView"]):
    """Brings panes to the front and goes back step by step.

    Args:
        screen: whose panes are arranged.
        filters: the last step back is to end a search in the article, or a filter.
    """

    def __init__(self, screen: ReadingView, filters: FilterController) -> None:
        super().__init__(screen)
        self.filters = filters

    def next_pane(self, by: int = 1) -> None:
        """Bring the next pane to the front; the ticker counts as one."""
        screen = self.screen
        order = ["ticker"] if screen.query(Ticker) else []
        order += ["sources"] if screen.panes.size_class in SIDEBAR else []
        order += _PANES
        here = "ticker" if isinstance(screen.focused, Ticker) else screen.panes.front
        here = here if here in order else "headlines"
        name = order[(order.index(here) + by) % len(order)]
        if name == "ticker":
            screen.query_one(Ticker).focus()
        else:
            screen.panes.bring(name)

    def previous_pane(self) -> None:
        """Bring the previous pane to the front."""
        self.next_pane(-1)

    def follow_focus(self) -> None:
        """Bring the pane that has the focus to the front."""
        focused, panes = self.screen.focused, self.screen.panes
        name = focused.parent.id if focused is not None and focused.parent is not None else None
        if name in ("sources", *_PANES) and name != panes.front:
            panes.bring(name, focus=False)

    def sidebar(self) -> None:
        """Bring the sidebar to the front on a narrow screen, or go back from the sidebar."""
        panes = self.screen.panes
        panes.bring(panes.list if panes.front == "sources" else "sources")

    def shelf(self) -> None:
        """Show the bookmarks, or the headlines again."""
        panes = self.screen.panes
        panes.bring("headlines" if panes.front == "bookmarks" else "bookmarks")

    def zoom(self) -> None:
        """Give the article the whole screen, or end that."""
        if not self.screen.panes.zoomed:
            self.screen.panes.bring("article")
        self.screen.panes.zoom()

    def wider(self) -> None:
        """Make the headlines wider."""
        self.screen.panes.shift(_STEP)

    def narrower(self) -> None:
        """Make the headlines narrower."""
        self.screen.panes.shift(-_STEP)

    def back(self) -> None:
        """Go back one step: from a zoom, from the article to its list, from a filter to everything."""
        screen, panes = self.screen, self.screen.panes
        if panes.zoomed:
            panes.zoom(False)
        elif self.filters.finding:
            self.filters.stop_finding()
        elif isinstance(screen.focused, Ticker):
            panes.bring(panes.front)
        elif panes.front == "article":
            screen.article.leave()
            panes.bring(panes.list)
        elif panes.front == "sources":
            panes.bring(panes.list)
        elif panes.front == "bookmarks":
            panes.bring("headlines")
        elif screen.clear_picks():
            return
        elif screen.headlines.filtered:
            screen.headlines.widen()
