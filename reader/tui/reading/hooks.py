"""Run the hooks of the configuration from the screen, in worker threads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.core import hooks
from reader.tui.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.core import Session
    from reader.core.hooks import HookRun
    from reader.core.progress import Progress
    from reader.model import Headline
    from reader.tui.reading.view import ReadingView

    Runner = Callable[[HookRun, Callable[[], bool]], None]


class HookController(Controller["ReadingView"]):
    """Runs the commands that are due; one that fails is reported.

    Args:
        screen: knows the settings; its workers run the commands.
        session: holds the headlines.
        run: runs a command; stops waiting for it when the function it is given says so.
    """

    def __init__(self, screen: ReadingView, session: Session, run: Runner = hooks.run_hook) -> None:
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
            self.in_thread("hooks", partial(self._run, each))

    def _run(self, due: HookRun) -> None:
        """Run a command; khabar can be quit meanwhile."""
        worker = get_current_worker()
        self.run(due, lambda: worker.is_cancelled)
