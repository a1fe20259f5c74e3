"""Lists saved under a name: the filter in force is written into the configuration."""

from __future__ import annotations

from textual import work

from reader.config.edit import ConfigError
from reader.edition import EditionError
from reader.edition.lists import save_list
from reader.model import Filter
from reader.store import StoreError
from reader.tui.messages import ConfigurationRead, Failed, LibraryChanged
from reader.tui.screens.prompt import Prompt
from reader.tui.screens.room import Room


class Listing(Room):
    """Mixin of the reading screen: smart lists."""

    @work(exclusive=True, group="asking")
    async def action_save_list(self) -> None:
        """Save the filter in force under a name, to be chosen again where filters are chosen."""
        wanted = self.headlines.filter
        if not self.headlines.filtered:
            self.notify(self.strings("said.no_filter"), markup=False)
            return
        name = await self.app.push_screen_wait(Prompt(self.strings, "ask.list"))
        if name and name.strip():
            self._save_list(name.strip(), wanted)

    @work(thread=True, group="listing", exit_on_error=False)
    def _save_list(self, name: str, wanted: Filter) -> None:
        try:
            changed = save_list(self.edition, self.path, name, wanted)
        except (ConfigError, EditionError, StoreError) as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        self.post_message(ConfigurationRead(changed.config))
        self.post_message(LibraryChanged(self.strings("said.list_saved", name=name), changed.undo))
