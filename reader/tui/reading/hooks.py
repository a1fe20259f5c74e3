"""Run the hooks of the configuration from the screen, in worker threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from reader.core import hooks
from reader.tui.controller import Controller

if TYPE_CHECKING:
    from reader.core import Session
    from reader.core.hooks import HookRun
    from reader.core.progress import Progress
    from reader.model import Headline
    from reader.tui.reading.view import ReadingView


class HookController(Controller["ReadingView"]):
    """Runs the commands that are due; one that fails is reported.

    Args:
        screen: knows the settings; its workers run the commands.
        session: holds the headlines.
        run: runs a command.
    """

    def __init__(
        self, screen: ReadingView, session: Session, run: Callable[[HookRun], None] = hooks.run_hook
    ) -> None:
        super().__init__(screen)
        self.hooks = hooks.Hooks(session, lambda: screen.settings)
        self.run = run

    def collect(self, progress: Progress) -> None:
        """Collect the entries of a refresh, and run the hooks due."""
        self._start(self.hooks.collect(progress))

    def report_saved(self, headline: Headline) -> None:
        """Run the hook for an article that was saved whole."""
        self._start(self.hooks.saved(headline))

    def _start(self, due: Iterable[HookRun]) -> None:
        for each in due:
            self.in_thread("hooks", partial(self.run, each))
