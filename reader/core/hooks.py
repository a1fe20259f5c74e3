"""Run the configured commands for new entries, rules, saved articles and ended refreshes.

They are argument lists, never a shell's, and get JSON on their standard input.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.core.command_line import insert_address
from reader.core.errors import CoreError
from reader.core.queries import get_headlines
from reader.locale.message import Message
from reader.locale.system_error import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.config import Settings
    from reader.core.progress import Progress
    from reader.core.session import Session
    from reader.model import Headline

HOOK_SECONDS = 60
"""Time a command gets."""
_LOOK_SECONDS = 0.1
"""Time between two looks whether a command is still to be waited for."""
IN_HOOK = "KHABAR_HOOK"
"""Environment variable of the commands: a khabar that they start runs no hooks, which would never end."""


class HookError(CoreError):
    """A command of the configuration could not run, or failed; the message says the reason."""


class HookRun(NamedTuple):
    """A command that is to be run."""

    command: str
    data: Callable[[], object]
    """Makes the data for its input; reads the library."""
    name: str
    """``new``, ``saved``, ``refreshed``, or the name of a rule."""


class Hooks:
    """Collects a refresh step by step and tells which commands are to be run.

    Args:
        session: holds the headlines.
        settings: returns the settings of now; those of the session when None.
        env: a run inside a hook has ``IN_HOOK`` and gets no command.
    """

    def __init__(
        self,
        session: Session,
        settings: Callable[[], Settings] | None = None,
        env: Mapping[str, str] = os.environ,
    ) -> None:
        self._session = session
        self._settings = settings or (lambda: session.settings)
        self._is_off = IN_HOOK in env
        self._new: tuple[int, ...] = ()
        self._failed: tuple[str, ...] = ()

    def collect(self, progress: Progress) -> list[HookRun]:
        """Record a step of a refresh; return the commands now due."""
        settings = self._settings()
        self._new += progress.headlines
        if progress.error is not None:
            self._failed += (progress.source,)
        rules = {rule.name: rule for rule in settings.rules if rule.run}
        due = [
            HookRun(rules[hit.rule].run, self._records(hit.entries), hit.rule)
            for hit in progress.rules
            if hit.rule in rules
        ]
        if progress.finished and progress.stage == "headlines":
            new, failed = self._new, self._failed
            self._new, self._failed = (), ()
            if new and settings.hook_new:
                due.append(HookRun(settings.hook_new, self._records(new), "new"))
            if settings.hook_refreshed:
                summary = {"new": len(new), "failed": list(failed)}
                due.append(HookRun(settings.hook_refreshed, lambda: summary, "refreshed"))
        return [] if self._is_off else due

    def saved(self, headline: Headline) -> list[HookRun]:
        """Return the command for an article that was saved whole."""
        from reader.core.json_records import headline_record

        command = self._settings().hook_saved
        if not command or self._is_off:
            return []
        return [HookRun(command, lambda: headline_record(headline), "saved")]

    def _records(self, ids: Sequence[int]) -> Callable[[], list[dict[str, Any]]]:
        from reader.core.json_records import headline_record

        return lambda: [headline_record(each) for each in get_headlines(self._session, ids)]


def run_hook(run: HookRun, is_left: Callable[[], bool] = lambda: False) -> None:
    """Run a command with its data as JSON on its input; its output is dropped. Blocks.

    Args:
        run: the command.
        is_left: see ``run_command``.

    Raises:
        HookError: it could not be run, took longer than ``HOOK_SECONDS``, or ended with another code than 0.
    """
    text = json.dumps(run.data(), ensure_ascii=False) + "\n"
    run_command(run.command, text, name=run.name, is_left=is_left)


def run_command(
    command: str, text: str, *, name: str = "", url: str = "", is_left: Callable[[], bool] = lambda: False
) -> None:
    """Run a command line with ``text`` on its input and its output dropped; blocks.

    Args:
        command: an argument list as a shell would write it; no shell sees it.
        text: for its input.
        name: of the event or of the command, in the variable ``KHABAR_EVENT``.
        url: stands in place of each ``%s``; see ``insert_address``.
        is_left: asked now and then; once it is true, the command goes on by itself and is not waited for.

    Raises:
        HookError: see ``run_hook``.
    """
    try:
        argv = shlex.split(command)
        if not argv:
            raise HookError(Message("program.empty"))
        process = subprocess.Popen(  # noqa: S603 - an argument list, no shell
            insert_address(argv, url) if url else argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, IN_HOOK: "1", "KHABAR_EVENT": name},
        )
        code = _wait(process, text.encode(), is_left)
    except ValueError as error:
        raise HookError(Message("program.not_complete", why=str(error))) from error
    except subprocess.TimeoutExpired as error:
        raise HookError(Message("program.too_long", program=argv[0])) from error
    except OSError as error:
        raise HookError(Message("program.failed", program=argv[0], why=describe(error))) from error
    if code:
        raise HookError(Message("program.ended", program=argv[0], code=code))


def _wait(process: subprocess.Popen[bytes], text: bytes, is_left: Callable[[], bool]) -> int:
    """Give a command its input and wait for its end; return its code, 0 for one that is left.

    Raises:
        subprocess.TimeoutExpired: it took too long; it and all it started were ended.
    """
    end = time.monotonic() + HOOK_SECONDS
    given: bytes | None = text
    try:
        while True:
            try:
                process.communicate(given, timeout=_LOOK_SECONDS)
                return process.returncode
            except subprocess.TimeoutExpired:
                given = None  # the rest of it is kept
                if is_left():
                    return 0
                if time.monotonic() > end:
                    raise
    except BaseException:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
