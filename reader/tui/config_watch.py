"""Watch the configuration file and apply changed settings while the program runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.config import Config, changed_since
from reader.store import StoreError
from reader.tui.config_problems import find_problems
from reader.tui.messages import ConfigurationRead
from reader.tui.workers import reporting

if TYPE_CHECKING:
    from textual.app import App

    from reader.config import Problem
    from reader.core import Session
    from reader.tui.reading.screen import ReadingScreen

POLL_SECONDS = 2.0
PROBLEM_SECONDS = 15.0
"""How long a mistake in the configuration stays in the status bar."""


class ConfigWatch:
    """Watcher that reads the changed configuration in a worker and applies the new settings.

    A setting the file leaves as it was is not applied: the person may have changed it by key.

    Args:
        app: runs the workers.
        reading: the screen that is set.
        session: takes the sources of the configuration.
        config: as it was read at the start.
        apply_settings: called with the settings that changed, by field of ``Settings``.
    """

    def __init__(
        self,
        app: App[Any],
        reading: ReadingScreen,
        session: Session,
        config: Config,
        apply_settings: Callable[[dict[str, Any]], None],
    ) -> None:
        self.app = app
        self.reading = reading
        self.session = session
        self.config = config
        self.apply_settings = apply_settings

    def start(self) -> None:
        """Begin to watch; a configuration without a file is not watched."""
        if self.config.path != Path():
            self.app.set_interval(POLL_SECONDS, self.check)

    def check(self) -> None:
        """Read the file in a worker thread if changed."""
        self.app.run_worker(
            self._read, thread=True, exclusive=True, group="configuration", exit_on_error=False
        )

    def _read(self) -> None:
        path = self.config.path
        if changed_since(path, self.config.stamp):
            from reader.core.subscriptions import apply_config

            with reporting(self.reading):
                self.app.post_message(ConfigurationRead(apply_config(self.session, path)))

    def apply(self, config: Config) -> None:
        """Apply the settings of a configuration that differ from those read before."""
        app = self.app
        before = self.config
        written = before.written or before.settings
        new = {
            name: value
            for name, value in config.settings._asdict().items()
            if value != getattr(written, name)
        }
        self.config = config
        self.report_problems(config, known=before)
        if new.keys() & {"keys"}:
            app.set_keymap(dict(config.settings.keys))
        self.apply_settings(new)
        self.reading.sources.sources_changed()

    def report_problems(self, config: Config, known: Config | None = None) -> None:
        """Report the first mistake that was not in ``known``, and how many others there are."""
        before = (*known.problems, *find_problems(known)) if known else ()
        found = [each for each in (*config.problems, *find_problems(config)) if each not in before]
        if found:
            self._report(found)
        elif config.settings.lists or config.settings.rules:
            self.app.run_worker(
                partial(self._check_queries, config, known), thread=True, group="queries", exit_on_error=False
            )

    def _check_queries(self, config: Config, known: Config | None) -> None:
        """Report the first source that does not exist in a saved list or a rule; blocks."""
        from reader.core.query_check import find_query_problems

        try:
            before = find_query_problems(known, self.session) if known else ()
            found = [each for each in find_query_problems(config, self.session) if each not in before]
        except StoreError:
            return  # what ails the library is told by what reads it
        if found:
            self.app.call_from_thread(self._report, found)

    def _report(self, found: Sequence[Problem]) -> None:
        strings = self.reading.strings
        key = "config.problem" if found[0].line else "config.problem_whole"
        said = strings(key, line=found[0].line, said=found[0].message)
        if others := len(found) - 1:
            said = f"{said} · {strings('config.more_problems', n=others)}"
        self._warn(said, seconds=PROBLEM_SECONDS)

    def _warn(self, said: str, seconds: float | None = None) -> None:
        self.app.notify(said, severity="warning", markup=False, timeout=seconds)
