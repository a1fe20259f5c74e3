"""Lists saved under a name: the filter in force is written into the configuration, or taken out of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import work

from reader.config import SmartList
from reader.core import CoreError
from reader.store import StoreError
from reader.tui.messages import ConfigurationRead, Failed, LibraryChanged
from reader.tui.reading.controller import Room

if TYPE_CHECKING:
    from reader.core.subscriptions import Changed


class Listing(Room):
    """Mixin of the reading screen: smart lists."""

    @work(exclusive=True, group="asking")
    async def action_save_list(self) -> None:
        """Save the filter in force under a name; one that is a saved list can be forgotten instead."""
        from reader.core.saved_filters import forget_list, save_list

        wanted = self.headlines.filter
        if not self.headlines.filtered:
            self.notify(self.strings("said.no_filter"), markup=False)
            return
        saved = self._in_force()
        deed = await self._ask_about(saved) if saved else "save"
        if saved is not None and deed == "forget":
            said = self.strings("said.list_forgotten", name=saved.name)
            self._alter_lists(lambda: forget_list(self.session, self.path, saved.name), said)
            return
        asked = await self.ask("ask.list") if deed else None
        if name := (asked or "").strip():
            said = self.strings("said.list_saved", name=name)
            self._alter_lists(lambda: save_list(self.session, self.path, name, wanted), said)

    def _in_force(self) -> SmartList | None:
        """Return the saved list whose filter is in force."""
        from reader.core.saved_filters import list_of

        now, wanted = datetime.now(UTC), self.headlines.filter
        return next((each for each in self.settings.lists if list_of(each.name, wanted, now) == each), None)

    async def _ask_about(self, saved: SmartList) -> str | None:
        choices = [
            ("forget", self.strings("pick.forget_list", name=saved.name), ""),
            ("save", self.strings("pick.save_list"), ""),
        ]
        return await self.pick("pick.saved_list", choices)

    @work(thread=True, group="listing", exit_on_error=False)
    def _alter_lists(self, change: Callable[[], Changed], said: str) -> None:
        from reader.config.edit import ConfigError

        try:
            changed = change()
        except (ConfigError, CoreError, StoreError) as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        self.post_message(ConfigurationRead(changed.config))
        self.post_message(LibraryChanged(said, changed.undo))
