"""From the reading screen to the list of sources, and back with what changed there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work

from reader.model import Filter, Source
from reader.tui.messages import RefreshProgressed
from reader.tui.reading.library_actions import Deeds
from reader.tui.reading.refresh import Looking

if TYPE_CHECKING:
    from reader.tui.screens.sources import SourcesScreen


class Subscribing(Deeds, Looking):
    """Mixin of the reading screen: what is followed."""

    _known: Sequence[Source] = ()
    """The sources followed when last looked."""
    _sources: SourcesScreen | None = None
    """The list of sources that was opened last."""

    def action_sources(self) -> None:
        """Show what is followed, and how each is doing."""
        from reader.tui.screens.sources import SourcesScreen

        self._sources = SourcesScreen(
            self.session,
            self.strings,
            self.path,
            undo_stack=self.undo_stack,
            fetch=self.fetch_sources,
            read=self.read_source,
        )
        self.app.push_screen(self._sources)

    def read_source(self, source: Source) -> None:
        """List what one source has."""
        self.headlines.narrow(Filter(sources=(source.id,)))
        self.panes.bring("headlines")

    @work(group="refreshing-some", exit_on_error=False)
    async def fetch_sources(self, ids: Sequence[str]) -> None:
        """Refresh some sources, whatever else is being refreshed."""
        if listed := self._listed_sources:
            listed.asked(ids)
        await self.fetch(ids)
        if listed := self._listed_sources:
            listed.asked(ids, asked=False)

    @property
    def _listed_sources(self) -> SourcesScreen | None:
        """The list of sources while it is open."""
        return self._sources if self._sources in self.app.screen_stack else None

    @on(RefreshProgressed)
    def _told_of_a_source(self, event: RefreshProgressed) -> None:
        if listed := self._listed_sources:
            listed.progressed(event.progress)

    def know_sources(self) -> None:
        """Take what is followed now for known."""
        self._known = self.session.sources

    def sources_changed(self) -> None:
        """Show what is followed now, and fetch what is new."""
        before = {source.id for source in self._known}
        if self._known != self.session.sources:
            self.know_sources()
            self.reload()
            if listed := self._listed_sources:
                listed.reload()
        new = [source.id for source in self._known if source.id not in before and source.enabled]
        if new:
            self.fetch_sources(new)
