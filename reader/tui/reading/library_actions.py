"""What is done to the library from the screen: read marks, bookmarks, refreshes, and taking them back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing

from textual import work

from reader.core import CoreError, SaveState
from reader.model import Headline
from reader.sources import SourceError
from reader.store import StoreError
from reader.tui.messages import (
    ArticleSaved,
    ConfigurationRead,
    Failed,
    LibraryChanged,
    RefreshProgressed,
)
from reader.tui.reading.controller import Room


class Deeds(Room):
    """Mixin of the reading screen: workers that change the library and tell of it by messages."""

    coming = False
    """Whether sources are being fetched; when nothing is due, or all have come, a refresh only tidies up."""

    def action_undo(self) -> None:
        """Take back the last change."""
        if self.undo_stack:
            self.take_back(self.undo_stack.pop())
        else:
            self.notify(self.strings("said.nothing_to_undo"), markup=False)

    def action_bookmark(self) -> None:
        """Save the article in front whole, or take its bookmark away."""
        headline = self.target()
        if headline is None:
            return
        if headline.saved or any(each.headline.id == headline.id for each in self.shelf.rows.rows):
            self.headlines.changed(headline.id, saved=False)
            self.unsave(headline)
        else:
            self.save(headline)

    def action_read_unread(self) -> None:
        """Mark what is in front as read, or as unread if it was."""
        targets = self.headlines.targets() if self.panes.front == "headlines" else [self.target()]
        headlines = [each for each in targets if each is not None]
        if headlines:
            read = not headlines[0].read
            for each in headlines:
                self.headlines.changed(each.id, read=read)
            self.headlines.rows.picked.clear()
            self.mark_read(headlines, read, "said.marked_read" if read else "said.marked_unread")

    def action_mark_all_read(self) -> None:
        """Mark everything listed as read."""
        self.mark_read(self.headlines.every_unread(), True, "said.marked_read")

    def action_refresh(self) -> None:
        """Refresh the source of the headline in front."""
        headline = self.target()
        if headline is not None and self.session.source(headline.source) is not None:
            self._ask_for_news([headline.source])
        else:
            self._ask_for_news()

    def action_refresh_all(self) -> None:
        """Refresh every source."""
        self._ask_for_news()

    def action_take_along(self) -> None:
        """Refresh every source and take every unread article along for reading without a network."""
        self._ask_for_news(full=True)

    def _ask_for_news(self, ids: Sequence[str] | None = None, *, full: bool = False) -> None:
        """Refresh, unless a refresh is running: it would begin from the start again."""
        if self._fetching_news and self.coming:
            self.notify(self.strings("said.refreshing"), markup=False)
        else:
            self.coming = True
            self.fetch_news(ids, full=full)

    @property
    def _fetching_news(self) -> bool:
        return any(worker.group == "refresh" and worker.is_running for worker in self.workers)

    @work(thread=True, group="library", exit_on_error=False)
    def mark_read(self, headlines: Sequence[Headline], read: bool, said: str = "") -> None:
        """Mark headlines as read or unread; with ``said`` it is told and can be undone."""
        try:
            changed = self.session.mark_read([each.id for each in headlines], read)
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        if said and changed:
            text = self.strings(said, n=len(changed))
            self.post_message(LibraryChanged(text, lambda: self.session.mark_read(changed, not read)))

    @work(group="saving", exit_on_error=False)
    async def save(self, headline: Headline) -> None:
        """Save an article, telling each stage."""
        await self.session.background.run(self._save(headline))

    async def _save(self, headline: Headline) -> None:
        try:
            async with aclosing(self.session.save(headline.id)) as stages:
                async for stage in stages:
                    self.post_message(ArticleSaved(headline, stage))
        except (StoreError, SourceError, CoreError) as error:
            self.post_message(Failed(self.strings.sentence(error)))

    @work(thread=True, group="library", exit_on_error=False)
    def unsave(self, headline: Headline) -> None:
        """Take a bookmark away; it can be put back."""
        try:
            token = self.session.unsave([headline.id])
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        text = self.strings("said.unsaved", title=headline.title)
        self.post_message(LibraryChanged(text, lambda: self.session.undo(token)))

    @work(thread=True, group="library", exit_on_error=False)
    def take_back(self, undo: Callable[[], object]) -> None:
        """Undo a change."""
        from reader.config.edit import ConfigError
        from reader.core.subscriptions import Changed

        try:
            changed = undo()
        except (StoreError, ConfigError, CoreError) as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        if isinstance(changed, Changed):
            self.post_message(ConfigurationRead(changed.config))
        self.post_message(LibraryChanged(self.strings("said.undone")))

    def fetch_due(self) -> None:
        """Refresh what is due, unless a refresh is running: what a person asked for is not broken off."""
        if not self._fetching_news:
            self.fetch_news(due=True)

    @work(exclusive=True, group="refresh", exit_on_error=False)
    async def fetch_news(
        self, ids: Sequence[str] | None = None, *, full: bool = False, due: bool = False
    ) -> None:
        """Refresh sources (all when None), telling of each as it comes; then complete what was queued."""
        await self.fetch(ids, full=full, due=due)

    async def fetch(self, ids: Sequence[str] | None = None, *, full: bool = False, due: bool = False) -> None:
        """Do what ``fetch_news`` promises, in a worker of the caller's."""
        await self.session.background.run(self._fetch(ids, full, due))

    async def _fetch(self, ids: Sequence[str] | None, full: bool, due: bool) -> None:
        from reader.core.worker import refresh_in_worker

        try:
            async with aclosing(refresh_in_worker(self.session, ids, full=full, due=due)) as steps:
                async for progress in steps:
                    self.post_message(RefreshProgressed(progress, asked=not due))
            async with aclosing(self.session.complete_pending()) as stages:
                async for stage in stages:
                    headline = await asyncio.to_thread(self.session.headline, stage.id)
                    if headline is not None and stage.state is SaveState.WHOLE:
                        self.post_message(ArticleSaved(headline, stage))
            await asyncio.to_thread(self.session.tidy)
            await self.session.index()
        except (StoreError, SourceError, CoreError) as error:
            self.post_message(Failed(self.strings.sentence(error)))
