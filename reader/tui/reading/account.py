"""The account on a sync server: set up, shown, synced and removed on the screen."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config.settings import account_name, has_account
from reader.tui.controller import ASKING, Controller
from reader.tui.messages import ConfigurationRead, LibraryChanged
from reader.tui.reading.refresh import RefreshController

if TYPE_CHECKING:
    from reader.core import Session
    from reader.core.account.state import AccountState
    from reader.tui.reading.view import ReadingView


class AccountController(Controller["ReadingView"]):
    """Controller that asks for an account, or offers to sync or remove the present one.

    Args:
        screen: asks.
        session: has the library and the settings.
        path: the configuration file, where the account is written.
        news: syncs.
    """

    def __init__(self, screen: ReadingView, session: Session, path: Path, news: RefreshController) -> None:
        super().__init__(screen)
        self.session = session
        self.path = path
        self.news = news
        self._typed = ("", "")
        """Address and user of a login that failed: they stand in the questions of the next one."""

    def account(self) -> None:
        """Set up an account, or show the one there is."""
        self.in_loop(ASKING, self._show if has_account(self.session.settings) else self._add)

    async def _add(self) -> None:
        from reader.core.account import setup as account_setup

        before, user_before = self._typed
        url = await self.ask("ask.account_url", before)
        user = await self.ask("ask.account_user", user_before) if url and url.strip() else None
        password = await self.ask("ask.account_password", secret=True) if user is not None else None
        if url is None or user is None or password is None:
            return
        self._typed = (url.strip(), user.strip())
        self.say("said.logging_in")
        wanted = self.session.settings._replace(
            account_kind="auto", account_url=url.strip(), account_user=user.strip()
        )
        found = await self.session.background.run(account_setup.find_server(wanted, password))
        changed = await asyncio.to_thread(account_setup.add_account, self.session, self.path, found, password)
        self._typed = ("", "")
        self.say("said.logged_in", user=found.account_user, url=found.account_url)
        self.post(ConfigurationRead(changed.config))

    async def _show(self) -> None:
        from reader.core.account.state import account_state
        from reader.tui.widgets.account_line import describe_account

        state = await asyncio.to_thread(account_state, self.session)
        if state.error is not None:  # whole, under the choices, where it is cut
            self.screen.notify(self.strings(state.error), severity="error", markup=False)
        fetch = "direct" if state.fetch == "server" else "server"
        choices = [
            ("sync", self.strings("pick.account_sync"), describe_account(state, self.strings)),
            (fetch, self.strings(f"pick.account_{fetch}"), ""),
            ("remove", self.strings("pick.account_remove"), account_name(self.session.settings)),
        ]
        chosen = await self.pick("pick.account", choices)
        if chosen == "sync":
            self.news.sync()
        elif chosen == "remove":
            await self._remove(state)
        elif chosen == fetch:
            await self._set_fetch(fetch)

    async def _set_fetch(self, fetch: str) -> None:
        from reader.core.account import setup as account_setup

        changed = await asyncio.to_thread(account_setup.set_fetch, self.session, self.path, fetch)
        self.say(f"said.fetch_{fetch}")
        self.post(ConfigurationRead(changed.config))

    async def _remove(self, state: AccountState) -> None:
        from reader.core.account import setup as account_setup

        remove = "pick.account_remove_now" if state.queued else "pick.account_remove"
        choices = [
            ("keep", self.strings("pick.account_keep"), ""),
            ("remove", self.strings(remove, n=state.queued), ""),
        ]
        if await self.pick("pick.account_remove_ask", choices) == "remove":
            changed = await asyncio.to_thread(account_setup.remove_account, self.session, self.path)
            self.post(ConfigurationRead(changed.config))
            self.post(LibraryChanged(self.strings("account.removed")))
