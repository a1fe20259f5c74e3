"""From the reading screen to the screen of sources, and back with the changes made there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import Filter
from reader.tui.controller import Controller

if TYPE_CHECKING:
    from reader.core import Progress, Session
    from reader.model import Source
    from reader.tui.reading.refresh import RefreshController
    from reader.tui.reading.view import ReadingView
    from reader.tui.screens.sources import SourcesScreen


class SourceNavigation(Controller["ReadingView"]):
    """Controller that opens the screen of sources, updates the screen, and fetches new sources.

    Args:
        screen: the reading screen.
        session: knows the sources.
        path: the configuration file.
        news: fetches sources.
        undo_stack: shared with the screen of sources.
    """

    def __init__(
        self,
        screen: ReadingView,
        session: Session,
        path: Path,
        news: RefreshController,
        undo_stack: list[Callable[[], object]],
    ) -> None:
        super().__init__(screen)
        self.session = session
        self.path = path
        self.news = news
        self.undo_stack = undo_stack
        self._known: Sequence[Source] | None = None
        """The sources when they were looked at last; None before that: reading them holds up the start."""
        self._opened: SourcesScreen | None = None

    def sources(self) -> None:
        """Show the sources and the state of each."""
        from reader.tui.screens.sources import SourcesScreen

        self._opened = SourcesScreen(
            self.session,
            self.strings,
            self.path,
            undo_stack=self.undo_stack,
            fetch=self.fetch_sources,
            read=self.read_source,
        )
        self.screen.app.push_screen(self._opened)

    def read_source(self, source: Source) -> None:
        """List the headlines of one source."""
        self.screen.headlines.narrow(Filter(sources=(source.id,)))
        self.screen.panes.bring("headlines")

    def fetch_sources(self, ids: Sequence[str]) -> None:
        """Refresh some sources, also during another refresh."""
        self.in_loop("refreshing-some", lambda: self._fetch_sources(ids), exclusive=False)

    async def _fetch_sources(self, ids: Sequence[str]) -> None:
        self.screen.sidebar.mark_fetching(ids, fetching=True)
        if opened := self._open_screen:
            opened.asked(ids)
        await self.news.fetch(ids)
        self.screen.sidebar.mark_fetching(ids, fetching=False)
        if opened := self._open_screen:
            opened.asked(ids, asked=False)

    @property
    def _open_screen(self) -> SourcesScreen | None:
        """The screen of sources while open."""
        return self._opened if self._opened in self.screen.app.screen_stack else None

    def show_progress(self, progress: Progress) -> None:
        """Show on the screen of sources how far a refresh has come."""
        if opened := self._open_screen:
            opened.progressed(progress)

    def sources_changed(self) -> None:
        """Show the current sources, and fetch new ones; the account's feeds come with a sync."""
        known, self._known = self._known, self.session.sources
        if known is None or known == self._known:
            return  # at the start, new ones are among those that are due
        self.news.reload()
        if opened := self._open_screen:
            opened.reload()
        before = {source.id for source in known}
        own = self.session.configured
        new = [source.id for source in own if source.id not in before and source.enabled]
        if new:
            self.fetch_sources(new)
