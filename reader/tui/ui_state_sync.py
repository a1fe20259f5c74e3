"""The application remembers what the person changed by key, for the next start."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from reader.store import StoreError
from reader.tui.ui_state import KEY, UiState, changed_fields, to_json

if TYPE_CHECKING:
    from textual.app import App

    from reader.core import Session
    from reader.tui.reading.screen import ReadingScreen

    _Mixin = App[Any]
else:
    _Mixin = object

PERIOD = 2.0
"""Seconds between two looks at whether something changed."""


class Remembering(_Mixin):
    """Mixin of the application: whatever changes on the reading screen by key is written down, off the loop.

    Looking now and then, rather than being told of each change, keeps the panes free of it.
    """

    session: Session
    reading: ReadingScreen
    remembered: dict[str, object]
    """What is written down, by field of ``UiState``."""
    _noticed: UiState | None = None

    def begin_noticing(self) -> None:
        """Take the screen as it is now for the beginning."""
        first = self._noticed is None
        self._noticed = self.reading.ui_state
        if first:
            self.set_interval(PERIOD, self.notice)

    def notice(self) -> None:
        """Write down what changed since the last look, if anything did."""
        if self._take_note():
            self.run_worker(self._write, thread=True, exclusive=True, group="habits", exit_on_error=False)

    def exit(self, *args: Any, **options: Any) -> None:
        """Leave, while the screen can still be looked at for the last time."""
        self._take_note()
        super().exit(*args, **options)

    async def write_last(self) -> None:
        """Write down what changed before leaving."""
        await asyncio.to_thread(self._write)

    def _take_note(self) -> bool:
        """Look at the screen; return whether anything changed."""
        if self._noticed is None or not self.reading.has_panes:
            return False
        ui_state = self.reading.ui_state
        new = changed_fields(self._noticed, ui_state)
        self._noticed = ui_state
        self.remembered |= new
        return bool(new)

    def _write(self) -> None:
        # What else a person does reports a library that cannot be written; the state need not.
        try:
            if self.remembered:
                self.session.remember(KEY, to_json(self.remembered))
        except StoreError as error:
            self.log.warning(error)
