"""Changes to the list of sources, each reported and each with its undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config.settings import account_name, has_account
from reader.core.subscriptions import ConfigChange, Subscription, Subscriptions
from reader.model import Source
from reader.tui.controller import ASKING, Controller
from reader.tui.messages import SourcesEdited
from reader.tui.screens.command_screen import CommandScreen

if TYPE_CHECKING:
    from reader.core import Session

_NEW = "new"
_FOLDER = "folder:"
_HERE, _ACCOUNT = "here", "account"


class SourceEditor(Controller[CommandScreen]):
    """Adds, renames, moves, switches and removes sources.

    Args:
        screen: receives the changes.
        session: knows the sources.
        path: the configuration file, where every change is written.
        undo_stack: how to undo each change; shared with the reading screen.
        current: returns the source under the cursor.
    """

    def __init__(
        self,
        screen: CommandScreen,
        session: Session,
        path: Path,
        undo_stack: list[Callable[[], object]],
        current: Callable[[], Subscription | None],
    ) -> None:
        super().__init__(screen)
        self.session = session
        self.subscriptions = Subscriptions(session, path)
        self.undo_stack = undo_stack
        self.current = current

    def change(self, change: Callable[[], object], say: Callable[[ConfigChange], str]) -> None:
        """Make a change in a worker thread, and report the result by ``say``."""

        def run() -> None:
            changed = change()
            if isinstance(changed, ConfigChange):
                self.post(SourcesEdited(changed, say(changed)))

        self.in_thread("altering", run)

    def undo(self) -> None:
        """Undo the last change."""
        if not self.undo_stack:
            self.say("said.nothing_to_undo")
            return
        undo = self.undo_stack.pop()

        def run() -> object:
            changed = undo()
            return replace(changed, undo=None) if isinstance(changed, ConfigChange) else changed

        self.change(run, lambda _: self.strings("said.undone"))

    def _set(self, source: Source, key: str, value: str | bool, said: str) -> None:
        name = value if key == "name" else source.name
        self.change(
            lambda: self.subscriptions.alter(source.id, key, value),
            lambda _: self.strings(said, name=name, folder=value or self.strings("source.no_folder")),
        )

    def rename(self) -> None:
        """Ask for another name of the source under the cursor."""
        if (here := self.current()) is not None:
            self.in_loop(ASKING, lambda: self._rename(here))

    async def _rename(self, here: Subscription) -> None:
        name = await self.ask("ask.rename", here.source.name)
        if name and name.strip() and name.strip() != here.source.name:
            self._set(here.source, "name", name.strip(), "said.renamed")

    def move(self) -> None:
        """Ask for another folder of the source under the cursor."""
        if (here := self.current()) is not None:
            self.in_loop(ASKING, lambda: self._move(here))

    async def _move(self, here: Subscription) -> None:
        no_folder = self.strings("source.no_folder")
        folders = dict.fromkeys(["", *(source.category for source in self.session.sources)])
        choices = [(_FOLDER + each, each or no_folder, "") for each in folders]
        choices.append((_NEW, self.strings("pick.new_folder"), ""))
        key = await self.pick("pick.folder", choices)
        if key == _NEW:
            name = await self.ask("ask.folder")
            key = _FOLDER + name.strip() if name and name.strip() else None
        if key is not None and key.removeprefix(_FOLDER) != here.source.category:
            self._set(here.source, "category", key.removeprefix(_FOLDER), "said.moved")

    def switch(self) -> None:
        """Disable the source under the cursor, or enable a disabled one."""
        if (here := self.current()) is not None:
            on = not here.source.enabled
            self._set(here.source, "enabled", on, "said.switched_on" if on else "said.switched_off")

    def remove(self) -> None:
        """Unsubscribe from the source under the cursor."""
        if (here := self.current()) is not None:
            self.change(
                lambda: self.subscriptions.unfollow([here.source.id]),
                lambda _: self.strings("said.left", name=here.source.name),
            )

    def add(self) -> None:
        """Ask for an address, show the sources found there, and follow the chosen one."""
        self.in_loop(ASKING, self._add)

    async def _add(self) -> None:
        from reader.tui.screens.discovery import DiscoveryScreen

        address = await self.ask("ask.address")
        if not address or not address.strip():
            return
        card = DiscoveryScreen(self.session, self.strings, address.strip())
        source = await self.screen.app.push_screen_wait(card)
        if source is None:
            return
        place = await self._choose_place(source)
        if place is not None:
            follow = self.subscriptions.follow_on_account if place == _ACCOUNT else self.subscriptions.follow
            self.change(lambda: follow(source), lambda _: self.strings("said.followed", name=source.name))

    async def _choose_place(self, source: Source) -> str | None:
        """Ask whether the account or this machine follows a feed; only this machine reads pages."""
        settings = self.session.settings
        if not has_account(settings) or not source.feed:
            return _HERE
        account = self.strings("pick.follow_account", name=account_name(settings))
        choices = [(_ACCOUNT, account, ""), (_HERE, self.strings("pick.follow_here"), "")]
        return await self.pick("ask.feed_place", choices)

    def catalogue(self) -> None:
        """Choose from the newsrooms the program knows."""
        from reader.tui.screens.catalogue import CatalogueScreen

        self.screen.app.push_screen(CatalogueScreen(self.strings, self.subscriptions, self.change))

    def import_file(self) -> None:
        """Ask for a list of another reader, and subscribe to its sources."""
        self.in_loop(ASKING, self._import)

    async def _import(self) -> None:
        answer = await self.ask("ask.import")
        if answer and answer.strip():
            file = await asyncio.to_thread(Path(answer.strip()).expanduser)
            self.change(
                lambda: self.subscriptions.import_list(file),
                lambda changed: (
                    self.strings("said.imported", n=len(changed.sources))
                    if changed.sources
                    else self.strings("said.imported_none")
                ),
            )
