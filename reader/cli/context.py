"""Create settings, streams, library and session of a command, each on first use."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, cast

from reader.cli.output import Output, Status
from reader.cli.parser import Arguments
from reader.locale.catalogue import LANGUAGES
from reader.locale.message import LocalizedError, Message
from reader.text.language import direction

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from reader.config import Config, Problem
    from reader.core import Session
    from reader.locale.catalogue import Argument
    from reader.locale.translator import Translator
    from reader.store import Library
    from reader.typeset.terminal_order import Encoding
    from reader.typeset.terminal_profiles import Answers, Decision


def exists(path: Path) -> bool:
    """Return whether a file or folder exists; one that cannot be looked at counts as absent."""
    try:
        return path.exists()
    except OSError:  # such as one in a folder of another user
        return False


def problem_message(problem: Problem, path: str | Path) -> Message:
    """Return a problem of the configuration with its file and line."""
    if not problem.line:
        if "path" in problem.message.args:  # it names the file
            return problem.message
        return Message("cli.about", subject=str(path), text=problem.message)
    return Message("cli.config_problem", path=str(path), line=problem.line, message=problem.message)


class Context:
    """Arguments, language, streams, configuration, library and session of one run."""

    is_isolated = True
    """Whether documents from outside are parsed in a process with limits."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self._library: Library | None = None

    @cached_property
    def config_file(self) -> str:
        """The name of the configuration: given, or by XDG."""
        from reader.config.paths import paths

        given = self.arguments.text("--config")
        return os.path.expanduser(given) if given else paths().config

    @cached_property
    def library_file(self) -> str:
        """The name of the library: given, or by XDG."""
        from reader.config.paths import paths

        given = self.arguments.text("--library")
        return os.path.expanduser(given) if given else paths().library

    @property
    def config_path(self) -> Path:
        """The configuration file."""
        from pathlib import Path

        return Path(self.config_file)

    @property
    def library_path(self) -> Path:
        """The library file."""
        from pathlib import Path

        return Path(self.library_file)

    @cached_property
    def config(self) -> Config:
        """The configuration; ``--lang`` overrides its language."""
        from reader.config import load

        config = load(self.config_file)
        given = self.arguments.text("--lang")
        if given in LANGUAGES:
            settings = config.settings._replace(language=cast("Literal['ar', 'en', 'ckb']", given))
            return config._replace(
                settings=settings, given=config.given | {"language"}, written=config.settings
            )
        return config

    @cached_property
    def language(self) -> str:
        """The language of messages: by ``--lang``, else the configuration, else the locale."""
        if "language" in self.config.given:
            return self.config.settings.language
        locale = next(
            (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
        )
        return next((each for each in LANGUAGES if locale.startswith(each)), "en")

    @property
    def rtl(self) -> bool:
        """Whether the language of messages reads right to left."""
        return direction(self.language) == "rtl"

    @cached_property
    def translate(self) -> Translator:
        """Texts in the language of messages."""
        from reader.locale.translator import Translator

        return Translator(self.language, self.config.settings.digits)

    def encoding(self) -> Encoding:
        """Return how cells are sent to the terminal in output that scrolls by."""
        return self.inline_decision.inline_encoding

    @cached_property
    def inline_decision(self) -> Decision:
        """How output that scrolls by is written to the terminal.

        Asks kitty for its font, which decides how words are sent to it, and asks for the colour of text where
        the order needs it.
        """
        answers = None
        if os.environ.get("TERM") == "xterm-kitty":
            from reader.tui.terminal.probe import ask

            answers = ask()
        decision = self.decision(answers)
        if decision.inline.value == "tinted" and not os.environ.get("COLORFGBG"):
            from reader.tui.terminal.probe import ask_ink

            if ink := ask_ink():
                decision = decision._replace(ink=ink)
        return decision

    def decision(self, answers: Answers | None) -> Decision:
        """Decide how to write to the terminal, by setting, calibration, or its own answers.

        Args:
            answers: of the terminal to the probe; None when it was not probed.
        """
        from contextlib import suppress

        from reader.core.terminal_profile import Terminal

        terminal = Terminal(os.environ, answers)
        setting = self.config.settings.order
        seen = ""
        with suppress(
            LocalizedError, OSError
        ):  # errors of the library are reported by the command that needs the library
            if setting == "auto" and os.path.exists(self.library_file):
                seen = self.library.facts.get(terminal.key) or ""
        return terminal.decide(setting, seen, self.config.settings.harakat)

    @cached_property
    def out(self) -> Output:
        """The standard output: data."""
        return Output(sys.stdout, rtl=self.rtl, settings=self.config.settings, encoding=self.encoding)

    @cached_property
    def err(self) -> Output:
        """The standard error: messages and progress."""
        return Output(sys.stderr, rtl=self.rtl, settings=self.config.settings, encoding=self.encoding)

    @cached_property
    def status(self) -> Status:
        """The line of progress."""
        return Status(self.err)

    def tell(self, text: str | Message, /, **args: Argument) -> None:
        """Write a message, or the text of a key, to the standard error."""
        self.status.clear()
        self.err.line(self.translate(text, **args))

    def fail(self, why: Message | LocalizedError) -> int:
        """Write an error to standard error; return the exit code 1."""
        self.status.clear()
        self.err.line(f"khabar: {self.translate.sentence(why)}")
        return 1

    @property
    def library(self) -> Library:
        """The library, created when the file is missing.

        Raises:
            StoreError: it cannot be opened.
        """
        if self._library is None:
            from reader.store import Library

            self._library = Library.open(self.library_file, on_upgrade=self._show_upgrade)
        return self._library

    def _show_upgrade(self, done: float) -> None:
        """Show how far an older library is brought up to date, until that is done."""
        if done < 1:
            self._upgrade_status.show(self.translate("cli.upgrading", done=int(done * 100)))
        else:
            self._upgrade_status.clear()

    @cached_property
    def _upgrade_status(self) -> Status:
        """The progress line of a library upgrade, for the time before the library is open.

        The cell order of the terminal is decided without the library.
        """
        from reader.core.terminal_profile import Terminal

        settings = self.config.settings
        decision = Terminal(os.environ, None).decide(settings.order, "", settings.harakat)
        return Status(
            Output(sys.stderr, rtl=self.rtl, settings=settings, encoding=lambda: decision.inline_encoding)
        )

    @cached_property
    def library_session(self) -> Session:
        """A session over the library and its sources, without configuration and catalogue."""
        from reader.core import Session

        return Session(self.library, None, self.config.settings, is_isolated=self.is_isolated)

    @cached_property
    def configured_session(self) -> tuple[Session, tuple[Problem, ...]]:
        """A session that follows the sources of the configuration, and their problems."""
        from reader.core import Session
        from reader.core.source_configuration import followed_sources

        sources, problems = followed_sources(self.config)
        session = Session(self.library, sources, self.config.settings, is_isolated=self.is_isolated)
        return session, problems

    @cached_property
    def session(self) -> Session:
        """A session that follows the sources of the configuration; their problems are written."""
        session, problems = self.configured_session
        for problem in problems:
            self.tell_problem(problem)
        return session

    def tell_problem(self, problem: Problem) -> None:
        """Write a problem of the configuration to standard error."""
        self.tell(problem_message(problem, self.config_file))

    def close(self) -> None:
        """Close the library."""
        if self._library is not None:
            self._library.close()
            self._library = None
