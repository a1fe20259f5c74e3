"""Commands of the configuration that run when news came, an article was saved, or a refresh is done."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reader.core.json_records import headline_record
from reader.core.progress import Progress
from reader.core.queries import get_headlines
from reader.model import Headline
from reader.tui import external_programs
from reader.tui.controller import Controller

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.reading.view import ReadingView


class Hooks(Controller["ReadingView"]):
    """Runs the commands in worker threads, JSON on their input; a command that fails is reported.

    Args:
        screen: knows the settings.
        session: knows the headlines.
        run: runs a command with a text on its input.
    """

    def __init__(
        self,
        screen: ReadingView,
        session: Session,
        run: Callable[[str, str], None] = external_programs.run_hook,
    ) -> None:
        super().__init__(screen)
        self.session = session
        self.run = run
        self._new: tuple[int, ...] = ()
        self._failed: tuple[str, ...] = ()

    def collect(self, progress: Progress) -> None:
        """Collect what a refresh brought; run the hooks ``new`` and ``refreshed`` when it is done."""
        self._new += progress.headlines
        if progress.error is not None:
            self._failed += (progress.source,)
        if progress.finished and progress.stage == "headlines":
            new, failed = self._new, self._failed
            self._new, self._failed = (), ()
            settings = self.screen.settings
            if new and settings.hook_new:
                self._start(settings.hook_new, lambda: self._records(new))
            if settings.hook_refreshed:
                self._start(settings.hook_refreshed, lambda: {"new": len(new), "failed": list(failed)})

    def report_saved(self, headline: Headline) -> None:
        """Run the hook ``saved`` for an article that was saved whole."""
        if command := self.screen.settings.hook_saved:
            self._start(command, lambda: headline_record(headline))

    def _records(self, ids: tuple[int, ...]) -> list[dict[str, Any]]:
        return [headline_record(each) for each in get_headlines(self.session, ids)]

    def _start(self, command: str, data: Callable[[], object]) -> None:
        self.in_thread("hooks", lambda: self.run(command, json.dumps(data(), ensure_ascii=False) + "\n"))
