"""Watch the library and show changes by other programs within seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.core.queries import get_library_version
from reader.store import StoreError
from reader.tui.messages import LibraryChanged

if TYPE_CHECKING:
    from textual.app import App

    from reader.core import Session
    from reader.tui.reading.screen import ReadingScreen

POLL_SECONDS = 2.0


class LibraryWatch:
    """Watcher that asks for the library's version in a worker and reloads the screen.

    Args:
        app: runs the workers.
        reading: the screen that is reloaded.
        session: has the library.
    """

    def __init__(self, app: App[Any], reading: ReadingScreen, session: Session) -> None:
        self.app = app
        self.reading = reading
        self.session = session
        self._known: int | None = None

    def start(self) -> None:
        """Begin to watch."""
        self.app.set_interval(POLL_SECONDS, self.check)

    def check(self) -> None:
        """Compare the library's version with the last one; ignore refreshes of this screen."""
        if self.reading.news.is_running:
            self._known = None
            return
        self.app.run_worker(
            self._read, thread=True, exclusive=True, group="library-watch", exit_on_error=False
        )

    def _read(self) -> None:
        try:
            version = get_library_version(self.session)
        except StoreError:
            return  # reported by whatever needs the library
        known, self._known = self._known, version
        if known is not None and version != known:
            self.reading.post_message(LibraryChanged())
