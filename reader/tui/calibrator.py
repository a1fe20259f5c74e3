"""Ask a person which order of letters reads right on a terminal that is unknown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.core.terminal_profile import NONE, Terminal
from reader.store import StoreError
from reader.tui.messages import Failed
from reader.tui.screen_reader import heard

if TYPE_CHECKING:
    from reader.tui.app import Khabar
    from reader.typeset.terminal_profiles import Decision

_GROUP = "calibrating"


class Calibrator:
    """Shows the calibration card, remembers the answer and sends lines in that order at once.

    Args:
        app: whose lines are sent.
        probed: what the terminal answered about itself.
    """

    def __init__(self, app: Khabar, probed: Terminal) -> None:
        self.app = app
        self.probed = probed

    def calibrate_if_uncertain(self) -> None:
        """Ask at the first start on an unknown terminal; not with a screen reader, which shows no order."""
        if not self.app.terminal.certain and not self.app.reading.settings.screen_reader:
            self.calibrate()

    def calibrate(self) -> None:
        """Ask which line reads right."""
        self.app.run_worker(self._calibrate(), exclusive=True, group=_GROUP)

    async def _calibrate(self) -> None:
        from reader.tui.screens.calibration import Calibration

        app = self.app
        order = await app.push_screen_wait(Calibration())
        seen = order.value if order else NONE
        app.run_worker(lambda: self._remember(seen), thread=True, group="calibrated", exit_on_error=False)
        self.apply(self.probed.decide(app.config.settings.order, seen))
        said = "said.calibrated" if order else "said.not_calibrated"
        if app.config.settings.order != "auto":
            said = "said.order_set"
        app.notify(app.reading.strings(said, order=app.terminal.order.value), markup=False)

    def _remember(self, seen: str) -> None:
        try:
            self.app.session.remember(self.probed.key, seen)
        except StoreError as error:
            self.app.reading.post_message(Failed(self.app.reading.strings.sentence(error)))

    def decide_again(self) -> None:
        """Decide for another setting of ``order``."""
        self.app.run_worker(self._decide_again(), exclusive=True, group=_GROUP, exit_on_error=False)

    async def _decide_again(self) -> None:
        try:
            seen = await asyncio.to_thread(self.app.session.recall, self.probed.key)
        except StoreError:
            seen = ""
        self.apply(self.probed.decide(self.app.config.settings.order, seen))

    def apply(self, decision: Decision) -> None:
        """Send lines as decided from now on."""
        app = self.app
        if app.reading.settings.screen_reader:
            decision = heard(decision)
        app.switch_terminal(decision)
