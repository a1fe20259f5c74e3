"""Run user commands on the screen: programs that get articles, and sequences of actions."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported
from textual.worker import WorkerFailed

from reader.core.queries import get_image
from reader.locale.message import Message
from reader.model import Headline
from reader.tui import external_programs
from reader.tui.controller import ASKING, Controller
from reader.tui.keyboard_layouts import by_place

if TYPE_CHECKING:
    from textual.worker import Worker

    from reader.config import Command
    from reader.core import Session
    from reader.tui.reading.view import ReadingView

PREFIX = "command:"
"""Before the name of a command where actions are named."""
_ACTION_SECONDS = 60.0  # in which what an action began is waited for before the next one


class UserCommands(Controller["ReadingView"]):
    """Runs the commands of the configuration, and any other one on request.

    Args:
        screen: knows the settings; its headlines are handed over.
        session: holds the articles.
    """

    def __init__(self, screen: ReadingView, session: Session) -> None:
        super().__init__(screen)
        self.session = session
        self._last = ""
        """The command line that was typed last."""

    def run_key(self, key: str) -> bool:
        """Run the command of a key in any keyboard layout; return whether there is one."""
        latin = by_place(self.strings.language).get(key)
        for command in self.screen.settings.commands:
            if command.key and command.key in (key, latin):
                self.run(command)
                return True
        return False

    def run_named(self, name: str) -> None:
        """Run the command of a name, with or without ``PREFIX``."""
        wanted = name.removeprefix(PREFIX)
        for command in self.screen.settings.commands:
            if command.name == wanted:
                self.run(command)
                return

    def run(self, command: Command) -> None:
        """Carry out the actions of a command one after another, then run its program."""
        self.in_loop("commands", lambda: self._run(command), exclusive=False)

    async def _run(self, command: Command) -> None:
        for action in command.actions:
            before = set(self.screen.app.workers)
            await self.screen.carry_out(action)
            await self._wait_for_new(before)
        if command.run:
            await self._hand_over(command.run, command.input, command.background, command.name)

    async def _wait_for_new(self, before: set[Worker[Any]]) -> None:
        """Wait for the work of an action, so that the next one finds its result."""
        await asyncio.sleep(0.02)  # messages that begin it are read
        for worker in set(self.screen.app.workers) - before:
            with suppress(WorkerFailed, asyncio.TimeoutError, asyncio.CancelledError):
                limit = None if worker.group == ASKING else _ACTION_SECONDS
                await asyncio.wait_for(worker.wait(), limit)

    # Programs

    def pipe(self) -> None:
        """Ask for a command, configured or typed, and pipe the articles in front into the command."""
        if self.screen.targets():
            self.in_loop(ASKING, self._pipe)

    async def _pipe(self) -> None:
        known = [each for each in self.screen.settings.commands if each.run]
        name: str | None = ""
        if known:
            choices = [(each.name, each.name, each.run) for each in known]
            choices.append(("", self.strings("pick.other_command"), ""))
            name = await self.pick("pick.command", choices)
        if name:
            self.run_named(name)
        elif name is not None:
            line = await self.ask("ask.pipe", self._last)
            if line and line.strip():
                self._last = line.strip()
                await self._hand_over(self._last, "text", False, "")

    async def _hand_over(self, line: str, kind: str, background: bool, name: str) -> None:
        targets = self.screen.targets()
        if not targets:
            return
        text = await asyncio.to_thread(self._input, targets, kind)
        url = targets[0].url
        self.screen.clear_picks()
        if background:
            from reader.core.hooks import run_command

            left = threading.Event()
            try:
                await asyncio.to_thread(run_command, line, text, name=name, url=url, is_left=left.is_set)
            finally:
                left.set()
            self.say("said.command_done", name=name)
        elif code := self._in_terminal(line, text, url):
            said = self.strings("said.piped", code=code)
            self.screen.notify(said, severity="warning", markup=False)

    def _input(self, targets: Sequence[Headline], kind: str) -> str:
        """Return the input of a program: addresses, JSON lines or text; reads the library."""
        if kind == "link":
            return "".join(f"{each.url}\n" for each in targets if each.url)
        from reader.core.export import collect, render

        items = collect(self.session, [each.id for each in targets])
        image = partial(get_image, self.session)
        return render(items, "json" if kind == "json" else "txt", image).decode()

    def _in_terminal(self, line: str, text: str, url: str) -> int:
        try:
            with self.screen.app.suspend():
                return external_programs.pipe(text, line, url)
        except SuspendNotSupported:
            raise external_programs.ExternalProgramError(Message("program.no_suspend")) from None
