"""The application follows its configuration: what changes in the file changes on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work

from reader.config import Config, Settings, changed_since, load
from reader.store import StoreError
from reader.tui.key_bindings import ACTIONS, key_label
from reader.tui.messages import ConfigurationRead, Failed

if TYPE_CHECKING:
    from textual.app import App

    from reader.core import Session
    from reader.tui.reading.screen import ReadingScreen

    _Mixin = App[Any]
else:
    _Mixin = object

PERIOD = 2.0
"""Seconds between two looks at the file."""


class Configuration(_Mixin):
    """Mixin of the application: looks at the file now and then, off the loop, and sets what is new in it.

    Only settings that changed in the file are set: what the person changed by key stays.
    """

    session: Session
    config: Config
    reading: ReadingScreen
    _written: Settings | None = None
    """What the file says, without what the command line says over it."""

    def follow_configuration(self) -> None:
        """Begin to look; a configuration that came from no file is left alone."""
        if self.config.path != Path():
            self.look_at_configuration()
            self.set_interval(PERIOD, self.look_at_configuration)

    @work(thread=True, exclusive=True, group="configuration", exit_on_error=False)
    def look_at_configuration(self) -> None:
        """Read the file if it is another one than before."""
        path = self.config.path
        if changed_since(path, self.config.stamp):
            from reader.core.subscriptions import take_up

            try:
                self.post_message(ConfigurationRead(take_up(self.session, path)))
            except StoreError as error:
                self.reading.post_message(Failed(self.reading.strings.sentence(error)))
        elif self._written is None:
            self._written = load(path).settings

    def on_configuration_read(self, event: ConfigurationRead) -> None:
        """Set what is new."""
        event.stop()
        before, config = self.config, event.config
        written = self._written or before.settings
        new = {
            name: value
            for name, value in config.settings._asdict().items()
            if value != getattr(written, name)
        }
        self.config, self._written = config, config.settings
        self.tell_problems(config, known=before)
        if new.keys() & {"keys"}:
            self.set_keymap(dict(config.settings.keys))
        self.apply_settings(new)
        self.reading.sources.sources_changed()

    def apply_settings(self, new: dict[str, Any]) -> None:
        """Set settings that changed, by field of ``Settings``."""
        raise NotImplementedError

    def tell_problems(self, config: Config, known: Config | None = None) -> None:
        """Say what is wrong with the configuration, each thing once."""
        strings = self.reading.strings
        for problem in config.problems:
            if known is None or problem not in known.problems:
                said = problem.arabic if strings.rtl else problem.message
                key = "config.problem" if problem.line else "config.problem_whole"
                self.notify(
                    strings(key, line=problem.line, said=said), severity="warning", markup=False, timeout=15
                )
        if config.settings.keys:
            before = known.settings.keys if known else {}
            self.call_after_refresh(self._tell_keys, config.settings.keys, before)

    def _tell_keys(self, keys: Mapping[str, str], known: Mapping[str, str]) -> None:
        """Say which names no action has, and which keys would do two things."""
        strings, bound = self.reading.strings, self.reading.bound()
        for name in sorted(name for name, key in keys.items() if known.get(name) != key):
            if name not in ACTIONS:
                self.notify(strings("config.no_action", name=name), severity="warning", markup=False)
            for key in bound.get(name, ()):
                for other in (each for each, theirs in bound.items() if each != name and key in theirs):
                    said = strings(
                        "config.key_twice",
                        key=key_label(key),
                        one=strings(f"key.{name}"),
                        two=strings(f"key.{other}"),
                    )
                    self.notify(said, severity="warning", markup=False)
