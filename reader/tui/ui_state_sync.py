"""Store interface state changed by keys, for the next start."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from reader.core.queries import set_state
from reader.store import StoreError
from reader.tui.ui_state import KEY, PLACE, UiState, changed_fields, to_json

if TYPE_CHECKING:
    from textual.app import App

    from reader.core import Session
    from reader.tui.reading.screen import ReadingScreen

POLL_SECONDS = 2.0


class UiStateSync:
    """Writer of changed interface state to the library, in a worker.

    Polling keeps the panes free of it: none of them reports its changes.

    Args:
        app: runs the workers.
        reading: the screen that is watched.
        session: holds the library.
        remembered: what is written already, by field of ``UiState``.
    """

    def __init__(
        self, app: App[Any], reading: ReadingScreen, session: Session, remembered: dict[str, object]
    ) -> None:
        self.app = app
        self.reading = reading
        self.session = session
        self.remembered = remembered
        self._last: UiState | None = None

    def start(self) -> None:
        """Take the present state as saved, and begin to watch."""
        first = self._last is None
        self._last = self.reading.ui_state
        if first:
            self.app.set_interval(POLL_SECONDS, self.record_change)

    def record_change(self) -> None:
        """Write the state in a worker thread if changed since the last call."""
        if not self.collect().keys() <= PLACE:
            self.app.run_worker(
                self._write, thread=True, exclusive=True, group="ui-state", exit_on_error=False
            )

    def collect(self) -> dict[str, object]:
        """Return the changes since the last call."""
        if self._last is None or not self.reading.has_panes:
            return {}
        state = self.reading.ui_state
        new = changed_fields(self._last, state)
        self._last = state
        self.remembered |= new
        return new

    async def write(self) -> None:
        """Write the collected changes."""
        await asyncio.to_thread(self._write)

    def _write(self) -> None:
        # What else a person does reports a library that cannot be written; the state need not.
        try:
            if self.remembered:
                set_state(self.session, KEY, to_json(self.remembered))
        except StoreError as error:
            self.app.log.warning(error)
