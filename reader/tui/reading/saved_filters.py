"""Save filters under a name in the configuration, or remove them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.tui.controller import ASKING, Controller

if TYPE_CHECKING:
    from reader.config import SmartList
    from reader.core import Session
    from reader.tui.reading.view import ReadingView


class SavedFilters(Controller["ReadingView"]):
    """Saves the current filter under a name, and deletes saved ones.

    Args:
        screen: whose headlines are filtered.
        session: reads the configuration again after a change.
        path: the configuration file.
    """

    def __init__(self, screen: ReadingView, session: Session, path: Path) -> None:
        super().__init__(screen)
        self.session = session
        self.path = path

    def save_list(self) -> None:
        """Save the current filter under a name; one that is saved already can be deleted instead."""
        if self.screen.headlines.filtered:
            self.in_loop(ASKING, self._save)
        else:
            self.say("said.no_filter")

    async def _save(self) -> None:
        from reader.core.named_tables import forget_list, save_list

        wanted = self.screen.headlines.filter
        saved = self._current()
        action = await self._ask_about(saved) if saved else "save"
        if saved is not None and action == "forget":
            said = self.strings("said.list_forgotten", name=saved.name)
            self.change_configuration(lambda: forget_list(self.session, self.path, saved.name), said)
            return
        asked = await self.ask("ask.list") if action else None
        if name := (asked or "").strip():
            said = self.strings("said.list_saved", name=name)
            self.change_configuration(lambda: save_list(self.session, self.path, name, wanted), said)

    def _current(self) -> SmartList | None:
        """Return the saved list that equals the current filter."""
        from reader.core.named_tables import list_of

        now, wanted = datetime.now(UTC), self.screen.headlines.filter
        lists = self.screen.settings.lists
        return next((each for each in lists if list_of(each.name, wanted, now) == each), None)

    async def _ask_about(self, saved: SmartList) -> str | None:
        choices = [
            ("forget", self.strings("pick.forget_list", name=saved.name), ""),
            ("save", self.strings("pick.save_list"), ""),
        ]
        return await self.pick("pick.saved_list", choices)
