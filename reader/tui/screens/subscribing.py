"""From the reading screen to the list of sources, and back with what changed there."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work

from reader.model import Filter, Source
from reader.tui.messages import RefreshProgressed
from reader.tui.screens.deeds import Deeds
from reader.tui.screens.looking import Looking
from reader.tui.screens.sources import SourcesScreen


class Subscribing(Deeds, Looking):
    """Mixin of the reading screen: what is followed."""

    _known: Sequence[Source] = ()
    """The sources followed when last looked."""

    def action_sources(self) -> None:
        """Show what is followed, and how each is doing."""
        self.app.push_screen(
            SourcesScreen(
                self.edition,
                self.strings,
                self.path,
                undo_stack=self.undo_stack,
                fetch=self.fetch_sources,
                read=self.read_source,
            )
        )

    def read_source(self, source: Source) -> None:
        """List what one source has."""
        self.headlines.narrow(Filter(sources=(source.id,)))
        self.panes.bring("headlines")

    @work(group="refreshing-some", exit_on_error=False)
    async def fetch_sources(self, ids: Sequence[str]) -> None:
        """Refresh some sources, whatever else is being refreshed."""
        for screen in self._lists_of_sources():
            screen.asked(ids)
        await self.fetch(ids)

    def _lists_of_sources(self) -> list[SourcesScreen]:
        return [screen for screen in self.app.screen_stack if isinstance(screen, SourcesScreen)]

    @on(RefreshProgressed)
    def _told_of_a_source(self, event: RefreshProgressed) -> None:
        for screen in self._lists_of_sources():
            screen.progressed(event.progress)

    def know_sources(self) -> None:
        """Take what is followed now for known."""
        self._known = self.edition.sources

    def sources_changed(self) -> None:
        """Show what is followed now, and fetch what is new."""
        before = {source.id for source in self._known}
        if self._known != self.edition.sources:
            self.know_sources()
            self.reload()
        new = [source.id for source in self._known if source.id not in before and source.enabled]
        if new:
            self.fetch_sources(new)
