"""Offer the news since the person left, when the screen is opened after some hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.core.briefing import get_last_presence, list_unseen, record_presence
from reader.tui.controller import Controller
from reader.tui.messages import BriefingListed, HeadlineOpened, LibraryLooked

if TYPE_CHECKING:
    from reader.core import Progress, Session
    from reader.model import Headline
    from reader.tui.reading.library_actions import LibraryActions
    from reader.tui.reading.view import ReadingView
    from reader.tui.screens.briefing_screen import BriefingScreen

_PRESENCE_SECONDS = 300.0
"""How often it is noted that the screen is open: a terminal that is closed gives no time for it."""


class BriefingController(Controller["ReadingView"]):
    """Shows the screen of news since the person left, at a start and on request.

    Args:
        screen: the reading screen.
        session: holds the library.
        library: marks and saves.
    """

    def __init__(self, screen: ReadingView, session: Session, library: LibraryActions) -> None:
        super().__init__(screen)
        self.session = session
        self.library = library
        self.since: datetime | None = None
        """When the screen was open before this start; None until that is known."""
        self._is_due = False
        self._opened: BriefingScreen | None = None
        self._library: LibraryLooked | None = None

    def offer(self) -> None:
        """Show new events if the person was away long enough, else after the first refresh."""

        def run() -> None:
            self.since = get_last_presence(self.session)
            hours = self.screen.settings.stories_away_hours
            now = datetime.now(UTC)
            self._is_due = bool(hours and self.since and now - self.since >= timedelta(hours=hours))
            record_presence(self.session, now)
            if self._is_due:
                self._list()

        self.in_thread("briefing", run)
        self.screen.set_interval(_PRESENCE_SECONDS, self._record)

    def _record(self) -> None:
        self.in_thread("presence", lambda: record_presence(self.session))

    def show(self) -> None:
        """Show the events since the person left, or of the hours that count as away."""
        from reader.tui.screens.briefing_screen import BriefingScreen

        self._is_due = False
        self._opened = BriefingScreen(
            self.strings,
            self._start,
            density=self.screen.headlines.rows.painter.density,
            library=self.library,
            read=self._read,
        )
        self._opened.stand(self._library)
        self.screen.app.push_screen(self._opened)
        self.reload()

    @property
    def _start(self) -> datetime:
        hours = self.screen.settings.stories_away_hours or 24
        earliest = datetime.now(UTC) - timedelta(hours=hours)
        return min(self.since, earliest) if self.since else earliest

    def reload(self) -> None:
        """Show the current library, if the screen is open."""
        if self._open_screen:
            self.in_thread("briefing", self._list, exclusive=True)

    def _list(self) -> None:
        self.post(BriefingListed(list_unseen(self.session, self._start)))

    def show_list(self, event: BriefingListed) -> None:
        """Show the events on the screen; open the screen if due and nothing is being read."""
        if opened := self._open_screen:
            opened.show(event.rows)
        elif self._is_due and event.rows and self._is_idle:
            self.show()

    def show_progress(self, progress: Progress) -> None:
        """List the news of a refresh at its end."""
        if progress.finished and self._is_due:
            self.in_thread("briefing", self._list, exclusive=True)

    def show_library(self, event: LibraryLooked) -> None:
        """Show the state of the sources."""
        self._library = event
        if opened := self._open_screen:
            opened.stand(event)

    def show_saved(self, id: int) -> None:
        """Show that a headline is saved."""
        if opened := self._open_screen:
            opened.show_saved(id)

    @property
    def _is_idle(self) -> bool:
        """Whether the person looks at the headlines as they were at the start."""
        screen = self.screen
        return screen.app.screen is screen and screen.panes.front == "headlines"

    @property
    def _open_screen(self) -> BriefingScreen | None:
        return self._opened if self._opened in self.screen.app.screen_stack else None

    def _read(self, headline: Headline) -> None:
        self.post(HeadlineOpened(headline))
