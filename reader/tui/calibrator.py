"""Ask a person which order of letters reads right on a terminal that is unknown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.core.queries import get_state, set_state
from reader.core.terminal_profile import NONE, Terminal
from reader.store import StoreError
from reader.tui.workers import reporting

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.reading.view import ReadingView
    from reader.tui.terminal.terminal_app import TerminalApp
    from reader.typeset.terminal_profiles import Decision

_GROUP = "calibrating"


class Calibrator:
    """Shows the calibration card, remembers the answer and sends lines in that order at once.

    Args:
        app: whose lines are sent.
        reading: speaks the interface language.
        session: remembers the answer.
        probed: what the terminal answered about itself.
        order: returns the setting ``order``.
    """

    def __init__(
        self,
        app: TerminalApp,
        reading: ReadingView,
        session: Session,
        probed: Terminal,
        order: Callable[[], str],
    ) -> None:
        self.app = app
        self.reading = reading
        self.session = session
        self.probed = probed
        self.order = order

    def calibrate_if_uncertain(self) -> None:
        """Calibrate at the first start on an unknown terminal, unless a screen reader is used."""
        if not self.app.terminal.certain and not self.reading.settings.screen_reader:
            self.calibrate()

    def calibrate(self) -> None:
        """Ask which line reads right."""
        self.app.run_worker(self._calibrate(), exclusive=True, group=_GROUP)

    async def _calibrate(self) -> None:
        from reader.tui.screens.calibration import Calibration

        app = self.app
        order = await app.push_screen_wait(Calibration(self.reading.strings))
        seen = order.value if order else NONE
        app.run_worker(lambda: self._remember(seen), thread=True, group="calibrated", exit_on_error=False)
        self.apply(self.probed.decide(self.order(), seen, self.reading.settings.harakat))
        said = "said.calibrated" if order else "said.not_calibrated"
        if self.order() != "auto":
            said = "said.order_set"
        app.notify(self.reading.strings(said, order=app.terminal.order.value), markup=False)

    def _remember(self, seen: str) -> None:
        with reporting(self.reading):
            set_state(self.session, self.probed.key, seen)

    def decide_again(self) -> None:
        """Decide for another setting of ``order``."""
        self.app.run_worker(self._decide_again(), exclusive=True, group=_GROUP, exit_on_error=False)

    async def _decide_again(self) -> None:
        try:
            seen = await asyncio.to_thread(get_state, self.session, self.probed.key)
        except StoreError:
            seen = ""
        self.apply(self.probed.decide(self.order(), seen, self.reading.settings.harakat))

    def apply(self, decision: Decision) -> None:
        """Send lines as decided from now on."""
        app = self.app
        if self.reading.settings.screen_reader:
            from reader.tui.screen_reader import screen_reader_decision

            decision = screen_reader_decision(decision)
        app.switch_terminal(decision)
