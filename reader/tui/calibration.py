"""The application asks a person what reads right on this terminal, where nothing else can tell."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from reader.core.terminal_profile import NONE, Terminal
from reader.store import StoreError
from reader.tui.messages import Failed
from reader.tui.screen_reader import heard

if TYPE_CHECKING:
    from reader.config import Config
    from reader.core import Session
    from reader.tui.reading.screen import ReadingScreen
    from reader.tui.terminal.terminal_app import TerminalApp
    from reader.typeset.terminal_profiles import Decision

    _Mixin = TerminalApp
else:
    _Mixin = object


class Calibrating(_Mixin):
    """Mixin of the application: shows the card, writes the answer down, and sends lines that way at once."""

    session: Session
    config: Config
    reading: ReadingScreen
    terminal: Decision
    probed: Terminal
    """What the terminal said of itself."""

    def calibrate_if_uncertain(self) -> None:
        """Ask at the first start on a terminal that nobody knows; whoever listens to it need not look."""
        if not self.terminal.certain and not self.reading.settings.screen_reader:
            self.calibrate()

    @work(exclusive=True, group="calibrating")
    async def calibrate(self) -> None:
        """Ask which line reads right."""
        from reader.tui.screens.calibration import Calibration

        order = await self.push_screen_wait(Calibration())
        seen = order.value if order else NONE
        self._keep(seen)
        self.use(self.probed.decide(self.config.settings.order, seen))
        strings = self.reading.strings
        said = "said.calibrated" if order else "said.not_calibrated"
        if self.config.settings.order != "auto":
            said = "said.order_set"
        self.notify(strings(said, order=self.terminal.order.value), markup=False)

    @work(thread=True, group="calibrating-kept", exit_on_error=False)
    def _keep(self, seen: str) -> None:
        try:
            self.session.remember(self.probed.key, seen)
        except StoreError as error:
            self.reading.post_message(Failed(self.reading.strings.sentence(error)))

    @work(exclusive=True, group="calibrating", exit_on_error=False)
    async def decide_again(self) -> None:
        """Decide anew for another setting of ``order``."""
        try:
            seen = await asyncio.to_thread(self.session.recall, self.probed.key)
        except StoreError:
            seen = ""
        self.use(self.probed.decide(self.config.settings.order, seen))

    def use(self, decision: Decision) -> None:
        """Send lines another way from now on."""
        if self.reading.settings.screen_reader:
            decision = heard(decision)
        self.switch_terminal(decision)
