"""The panes of the reading screen, as its controllers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config import Settings
from reader.locale.translator import Translator
from reader.model import Headline
from reader.tui.pane_geometry import density
from reader.tui.panes.article import ArticlePane
from reader.tui.panes.bookmarks import BookmarksPane
from reader.tui.panes.headlines import HeadlinesPane
from reader.tui.panes.sidebar import SidebarPane
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.headline_row_list import HeadlineRowList
from reader.tui.widgets.pane_layout import PaneLayout
from reader.tui.widgets.partial_update import use_partial_compositor
from reader.tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from reader.core import Session


class ReadingView(CommandScreen):
    """Base of the reading screen: its panes by name, the settings, and the headline in front.

    Args:
        session: the library and the sources.
        settings: of the configuration, with what was remembered.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(Translator(settings.language, settings.digits))
        use_partial_compositor(self)
        self.session = session
        self.settings = settings
        self.density: str = settings.density
        """One of the densities of rows, or ``auto``."""

    @property
    def panes(self) -> PaneLayout:
        """The panes and their places."""
        return self.query_one(PaneLayout)

    @property
    def has_panes(self) -> bool:
        """Whether the panes exist: not before they are mounted, nor while the screen is taken down."""
        return bool(self.query(ArticlePane))

    @property
    def headlines(self) -> HeadlinesPane:
        """The headlines pane."""
        return self.query_one(HeadlinesPane)

    @property
    def article(self) -> ArticlePane:
        """The article pane."""
        return self.query_one(ArticlePane)

    @property
    def bookmarks(self) -> BookmarksPane:
        """The bookmarks pane."""
        return self.query_one(BookmarksPane)

    @property
    def sidebar(self) -> SidebarPane:
        """The sidebar."""
        return self.query_one(SidebarPane)

    @property
    def status(self) -> StatusBar:
        """The status bar."""
        return self.query_one(StatusBar)

    def set_density(self) -> None:
        """Set the density of the lists: as chosen, or by the size of the screen."""
        chosen = density(self.density, *self.size)
        for stories in self.query(HeadlineRowList):
            stories.set_density(chosen)

    @property
    def headline_under_cursor(self) -> Headline | None:
        """The headline under the cursor of the list that is shown."""
        if self.panes.list == "bookmarks":
            return self.bookmarks.current.headline if self.bookmarks.current else None
        return self.headlines.rows.current_headline

    def target(self) -> Headline | None:
        """Return the headline an action applies to: that of the pane in front."""
        if self.panes.front == "article" and self.article.headline is not None:
            return self.article.headline
        if self.panes.front == "bookmarks":
            return self.bookmarks.current.headline if self.bookmarks.current else None
        targets = self.headlines.rows.targets()
        return targets[0] if targets else None

    def targets(self) -> list[Headline]:
        """Return the headlines for an action: the picked ones, else that of the pane in front."""
        if self.panes.front == "headlines":
            return self.headlines.rows.targets()
        target = self.target()
        return [target] if target is not None else []

    def clear_picks(self) -> bool:
        """Pick nothing; return whether anything was picked."""
        picked = bool(self.headlines.rows.picked)
        if picked:
            self.headlines.rows.clear_picks()
        return picked
