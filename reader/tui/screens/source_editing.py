"""Changes to the list of sources, each told of and each with its way back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from reader.config.edit import ConfigError
from reader.core import CoreError
from reader.core.subscriptions import Changed, Subscription, Subscriptions, subscriptions
from reader.locale.translator import Translator
from reader.model import Source
from reader.store import StoreError
from reader.tui.dialogs.base import Commanded
from reader.tui.dialogs.picker import Choice, Picker
from reader.tui.dialogs.prompt import Prompt
from reader.tui.messages import ConfigurationRead, Failed
from reader.tui.widgets.subscriptions import SubscriptionList

if TYPE_CHECKING:
    from reader.core import Session

_NEW = "new"
_FOLDER = "folder:"


class Altering(Commanded):
    """Mixin of the sources screen: what is done to the list.

    Args:
        session: the news.
        strings: the interface language.
        path: the configuration, where every change is written.
        undo_stack: what can be taken back, shared with the reading screen.
    """

    class Listed(Message):
        """What is followed came from the library."""

        def __init__(self, listed: list[Subscription]) -> None:
            self.listed = listed
            super().__init__()

    class Altered(Message):
        """A change is on disk and in force; ``said`` tells it."""

        def __init__(self, changed: Changed, said: str) -> None:
            self.changed = changed
            self.said = said
            super().__init__()

    def __init__(
        self, session: Session, strings: Translator, path: Path, undo_stack: list[Callable[[], object]]
    ) -> None:
        super().__init__()
        self.session = session
        self.strings = strings
        self.subscriptions = Subscriptions(session, path)
        self.undo_stack = undo_stack

    @property
    def rows(self) -> SubscriptionList:
        """The rows."""
        return self.query_one(SubscriptionList)

    def alter(self, change: Callable[[], object], say: Callable[[Changed], str]) -> None:
        """Make a change in a thread, and tell of it in the words of ``say``."""

        def made() -> None:
            try:
                changed = change()
            except (ConfigError, CoreError, StoreError) as error:
                self.post_message(Failed(self.strings.sentence(error)))
                return
            if isinstance(changed, Changed):
                self.post_message(self.Altered(changed, say(changed)))

        self.run_worker(made, thread=True, group="altering", exit_on_error=False)

    @on(Altered)
    def _altered(self, event: Altered) -> None:
        event.stop()
        said = event.said
        if event.changed.undo is not None:
            self.undo_stack.append(event.changed.undo)
            said = f"{said} — {self.strings('said.undo_hint')}"
        self.notify(said, markup=False)
        for note in event.changed.notes:
            self.notify(self.strings.sentence(note), severity="warning", markup=False)
        self.rows.sought = next((source.id for source in event.changed.sources), "")
        self.post_message(ConfigurationRead(event.changed.config))
        self.reload()

    @work(thread=True, exclusive=True, group="sources", exit_on_error=False)
    def reload(self) -> None:
        """Fetch the rows from the library again."""
        try:
            self.post_message(self.Listed(subscriptions(self.session)))
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))

    def action_undo(self) -> None:
        """Take back the last change."""
        if not self.undo_stack:
            self.notify(self.strings("said.nothing_to_undo"), markup=False)
            return
        undo = self.undo_stack.pop()

        def undone() -> object:
            changed = undo()
            return replace(changed, undo=None) if isinstance(changed, Changed) else changed

        self.alter(undone, lambda _: self.strings("said.undone"))

    def _here(self) -> Subscription | None:
        return self.rows.subscription

    def _change(self, source: Source, key: str, value: str | bool, said: str) -> None:
        name = value if key == "name" else source.name
        self.alter(
            lambda: self.subscriptions.change(source.id, key, value),
            lambda _: self.strings(said, name=name, folder=value or self.strings("source.no_folder")),
        )

    @work(exclusive=True, group="asking")
    async def action_source_rename(self) -> None:
        """Give the source under the cursor another name."""
        here = self._here()
        if here is None:
            return
        name = await self.app.push_screen_wait(Prompt(self.strings, "ask.rename", here.source.name))
        if name and name.strip() and name.strip() != here.source.name:
            self._change(here.source, "name", name.strip(), "said.renamed")

    @work(exclusive=True, group="asking")
    async def action_source_move(self) -> None:
        """Put the source under the cursor into another folder."""
        here = self._here()
        if here is None:
            return
        folders = dict.fromkeys(["", *(source.category for source in self.session.sources)])
        choices = [Choice(_FOLDER + each, each or self.strings("source.no_folder")) for each in folders]
        choices.append(Choice(_NEW, self.strings("pick.new_folder")))
        key = await self.app.push_screen_wait(Picker(self.strings, "pick.folder", choices))
        if key == _NEW:
            name = await self.app.push_screen_wait(Prompt(self.strings, "ask.folder"))
            key = _FOLDER + name.strip() if name and name.strip() else None
        if key is not None and key.removeprefix(_FOLDER) != here.source.category:
            self._change(here.source, "category", key.removeprefix(_FOLDER), "said.moved")

    def action_source_switch(self) -> None:
        """Stop fetching the source under the cursor, or fetch it again."""
        here = self._here()
        if here is not None:
            on = not here.source.enabled
            self._change(here.source, "enabled", on, "said.switched_on" if on else "said.switched_off")

    def action_source_remove(self) -> None:
        """Follow the source under the cursor no longer."""
        here = self._here()
        if here is not None:
            self.alter(
                lambda: self.subscriptions.leave([here.source.id]),
                lambda _: self.strings("said.left", name=here.source.name),
            )

    @work(exclusive=True, group="asking")
    async def action_source_add(self) -> None:
        """Follow what is found at an address, after a look at what it would give."""
        from reader.tui.screens.discovery import DiscoveryScreen

        address = await self.app.push_screen_wait(Prompt(self.strings, "ask.address"))
        if not address or not address.strip():
            return
        source = await self.app.push_screen_wait(DiscoveryScreen(self.session, self.strings, address.strip()))
        if source is not None:
            self.follow(source)

    def follow(self, source: Source) -> None:
        """Follow one more source."""
        self.alter(
            lambda: self.subscriptions.follow(source),
            lambda _: self.strings("said.followed", name=source.name),
        )

    def action_source_catalogue(self) -> None:
        """Choose from the newsrooms the program knows."""
        from reader.tui.screens.catalogue import CatalogueScreen

        self.app.push_screen(CatalogueScreen(self.strings, self.subscriptions, self.alter))

    @work(exclusive=True, group="asking")
    async def action_source_import(self) -> None:
        """Follow what a list of another reader names."""
        answer = await self.app.push_screen_wait(Prompt(self.strings, "ask.import"))
        if answer and answer.strip():
            file = await asyncio.to_thread(Path(answer.strip()).expanduser)
            self.alter(
                lambda: self.subscriptions.bring_in(file),
                lambda changed: (
                    self.strings("said.imported", n=len(changed.sources))
                    if changed.sources
                    else self.strings("said.imported_none")
                ),
            )
