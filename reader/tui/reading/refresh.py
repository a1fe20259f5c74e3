"""Refresh sources and show the resulting library."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from reader.config.settings import has_account
from reader.core.maintenance import index_library, prune_library
from reader.core.progress import ACCOUNT
from reader.core.queries import get_headline, get_healths, is_showing_sample, list_latest
from reader.tui.controller import Controller
from reader.tui.messages import ArticleSaved, LibraryChanged, LibraryLooked, RefreshProgressed
from reader.tui.panes.ticker import Ticker

if TYPE_CHECKING:
    from reader.core import Progress, Session
    from reader.core.account.state import AccountState
    from reader.locale.message import Message
    from reader.tui.reading.view import ReadingView

_LATEST = 40  # headlines of the ticker
_MARKS_SECONDS = 60.0  # marks of a minute go to the account's server together
_RELOAD_SECONDS = 1.0  # at least between two reloads while news comes in


class RefreshController(Controller["ReadingView"]):
    """Fetches sources on request and on schedule, and reloads the panes when news came.

    Args:
        screen: shows the news.
        session: fetches them.
    """

    def __init__(self, screen: ReadingView, session: Session) -> None:
        super().__init__(screen)
        self.session = session
        self.fetching = False
        """Whether sources are being fetched; after the last one a refresh only tidies up."""
        self.is_packing = False
        """Whether articles are being downloaded to take along, after the refresh before it."""
        self.schedule: Timer | None = None
        """Fetches what is due, every so often."""
        self._marks_timer: Timer | None = None
        """Sends marks to the account's server, every so often."""
        self._reload_timer: Timer | None = None
        self._more_came = False
        self._account_error: Message | None = None
        """Of the last sync; a new one is said once."""

    # Fetching

    def refresh(self) -> None:
        """Refresh the source of the headline in front."""
        headline = self.screen.target()
        if headline is not None and self.session.source(headline.source) is not None:
            self._request([headline.source])
        else:
            self._request()

    def refresh_all(self) -> None:
        """Refresh every source."""
        self._request()

    def older(self) -> None:
        """Fetch one page of older entries of the source of the headline in front."""
        headline = self.screen.target()
        source = self.session.source(headline.source) if headline is not None else None
        if source is None:
            self.say("said.no_older_here")
        else:
            self.in_loop("older", lambda: self._fetch_older(source.id))

    async def _fetch_older(self, id: str) -> None:
        progress = await self.session.background.run(self._older(id))
        if progress is None:
            return
        if progress.error is not None:
            self.screen.notify(self.strings.sentence(progress.error), severity="error", markup=False)
        elif progress.new or progress.note is None:
            self.say("said.older", name=progress.name, number=progress.new)
        else:
            self.screen.notify(self.strings.sentence(progress.note), markup=False)
        self.reload()

    async def _older(self, id: str) -> Progress | None:
        from reader.core.older_entries import fetch_older

        last = None
        async with aclosing(fetch_older(self.session, [id], 1)) as steps:
            async for progress in steps:
                last = progress
        return last

    def sync(self) -> None:
        """Sync with the account's server."""
        self._request([ACCOUNT])

    def sync_if_set(self) -> None:
        """Sync if there is an account now, or fetch its feeds, too; else show that there is none."""
        if has_account(self.session.settings):
            self._request(None if self.session.is_direct else [ACCOUNT])
        else:
            self.reload()

    def download_pack(self, days: int, max_bytes: int) -> None:
        """Refresh every source and download unread articles of some days within a budget.

        A refresh that is running is broken off: this one does its work, too.
        """
        self.fetching = self.is_packing = True
        self._start(full=True, days=days, max_bytes=max_bytes)

    def stop(self) -> None:
        """Cancel the running refresh; stored results stay."""
        for worker in self.screen.workers:
            if worker.group == "refresh":
                worker.cancel()
        self.fetching = self.is_packing = False
        self.screen.status.report(None)
        self.reload()

    def _request(self, ids: Sequence[str] | None = None) -> None:
        """Refresh, unless a refresh is running."""
        if self.is_running and self.fetching:
            self.say("said.refreshing")
        else:
            self.fetching = True
            self._start(ids)

    def fetch_due(self) -> None:
        """Refresh due sources, unless a refresh is running."""
        if not self.is_running:
            self._start(due=True)

    @property
    def is_running(self) -> bool:
        """Whether a refresh or its follow-up is running."""
        return any(worker.group == "refresh" and worker.is_running for worker in self.screen.workers)

    def _start(self, ids: Sequence[str] | None = None, **options: Any) -> None:
        self.in_loop("refresh", lambda: self.fetch(ids, **options))

    async def fetch(self, ids: Sequence[str] | None = None, **options: Any) -> None:
        """Refresh sources (all when None), reporting each; then complete the queued bookmarks.

        ``options`` are those of ``refresh_in_worker``.
        """
        await self.session.background.run(self._fetch(ids, options))

    async def _fetch(self, ids: Sequence[str] | None, options: dict[str, Any]) -> None:
        from reader.core import SaveState
        from reader.core.bookmarks import complete_bookmarks
        from reader.core.rules import hold_rules
        from reader.core.worker import refresh_in_worker

        with self.reporting():
            # A refresh holds the rules as well, but does not say that the lists changed by that.
            if await asyncio.to_thread(hold_rules, self.session):
                self.post(LibraryChanged())
            async with aclosing(refresh_in_worker(self.session, ids, **options)) as steps:
                came = False
                async for progress in steps:
                    came |= progress.new > 0
                    self.post(RefreshProgressed(progress, asked=not options.get("due")))
            if came:
                self.post(LibraryChanged())  # what came was put to its stories after the last step
            async with aclosing(complete_bookmarks(self.session)) as stages:
                async for stage in stages:
                    headline = await asyncio.to_thread(get_headline, self.session, stage.id)
                    if headline is not None and stage.state is SaveState.WHOLE:
                        self.post(ArticleSaved(headline, stage))
            await asyncio.to_thread(prune_library, self.session)
            await index_library(self.session)

    def set_schedule(self) -> None:
        """Fetch due sources as often as the settings ask for."""
        if self.schedule is not None:
            self.schedule.stop()
            self.schedule = None
        minutes = self.screen.settings.refresh_minutes
        if minutes:
            self.schedule = self.screen.set_interval(minutes * 60, self.fetch_due)
        if self._marks_timer is None and has_account(self.session.settings):
            self._marks_timer = self.screen.set_interval(_MARKS_SECONDS, self._send_marks)

    def _send_marks(self) -> None:
        """Send the marks that wait for the account's server, unless a refresh does."""
        if not self.is_running:
            self.in_loop("sync", self._sync_marks)

    async def _sync_marks(self) -> None:
        from reader.core.account.sync import sync_waiting_marks

        result = await self.session.background.run(sync_waiting_marks(self.session))
        if result is not None and (result.new or result.pulled):
            self.reload()
        elif result is not None:
            self.look()

    # Showing

    def show_progress(self, progress: Progress) -> None:
        """Show the progress of a refresh and its news."""
        self.fetching = progress.total > 0 and not progress.finished
        self.screen.status.report(None if progress.finished else progress)
        if progress.finished and progress.stage == "articles" and self.is_packing:
            self.is_packing = False
            self.say("pack.done", number=progress.done, size=self.strings.size(progress.size))
        if progress.finished:
            if progress.total:
                self.reload()
        elif progress.new:
            self._show_new()

    def look(self) -> None:
        """Read the contents of ticker and status bar."""
        stories = self.screen.headlines.list_query.stories

        def run() -> None:
            self.session.reload_account_sources()
            known = get_healths(self.session)
            followed = [source.id for source in self.session.sources if source.enabled]
            healths = {id: known[id] for id in followed if id in known}
            latest = list_latest(self.session, _LATEST, stories=stories)
            account = self._account()
            self.post(LibraryLooked(latest, healths, is_showing_sample(self.session), account))

        self.in_thread("look", run, exclusive=True)

    def show_library(self, event: LibraryLooked) -> None:
        """Show the latest headlines in the ticker and the state of the sources in the status bar."""
        for ticker in self.screen.query(Ticker):
            ticker.show(event.headlines)
        self.screen.status.stand(
            offline=event.offline,
            sample=event.sample,
            failing=event.failing,
            last_success=event.last_success,
        )
        self.screen.status.stand_account(event.account)
        error = event.account.error if event.account else None
        if error != self._account_error:
            self._account_error = error
            self._report_account_error(error)

    def _account(self) -> AccountState | None:
        """Return the state of the account; None without one."""
        if not has_account(self.session.settings):
            return None
        from reader.core.account.state import account_state

        return account_state(self.session)

    def _report_account_error(self, error: Message | None) -> None:
        """Report the reason of a failed sync that needs the person."""
        from reader.core.account.state import needs_person

        if error is not None and needs_person(error):
            self.screen.notify(self.strings(error), severity="warning", markup=False)

    def _show_new(self) -> None:
        """Show news that came: the first at once, further ones together after a while."""
        if self._reload_timer is not None:
            self._more_came = True
            return
        self.screen.article.prefetch.clear()
        self.screen.headlines.take_in()
        self.screen.sidebar.reload_soon()
        self.look()
        self._reload_timer = self.screen.set_timer(_RELOAD_SECONDS, self._show_more)

    def _show_more(self) -> None:
        self._reload_timer = None
        if self._more_came:
            self._more_came = False
            self._show_new()

    def reload(self) -> None:
        """Show the current library in every pane."""
        self.screen.article.prefetch.clear()
        self.screen.headlines.reload()
        self.screen.bookmarks.reload()
        self.screen.sidebar.reload_soon()
        self.look()
