"""Download articles to read offline within a budget, and export them as one book."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.tui.controller import ASKING, Controller

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.reading.refresh import RefreshController
    from reader.tui.reading.view import ReadingView

_DAYS = (1, 3, 7, 0)
"""Choices of how far back; 0 for all that is unread."""


class TravelPack(Controller["ReadingView"]):
    """Controller that asks for a budget and downloads articles accordingly.

    Args:
        screen: asks.
        session: holds the library.
        news: downloads.
    """

    def __init__(self, screen: ReadingView, session: Session, news: RefreshController) -> None:
        super().__init__(screen)
        self.session = session
        self.news = news
        self._days = 1
        """Of the last pack, for its book."""

    def take_along(self) -> None:
        """Ask for a budget and download the articles; cancel a running download."""
        if self.news.is_packing and self.news.is_running:
            self.news.stop()
            self.say("pack.stopped")
        else:
            self.in_loop(ASKING, self._ask)

    async def _ask(self) -> None:
        choices = [
            *await asyncio.to_thread(self._list_choices),
            ("issue", self.strings("pack.issue"), "EPUB"),
        ]
        chosen = await self.pick("pick.pack", choices)
        if chosen == "issue":
            await self._write_issue()
        elif chosen is not None:
            self._days = int(chosen)
            self.news.download_pack(self._days, self._max_bytes)

    @property
    def _max_bytes(self) -> int:
        return self.screen.settings.pack_megabytes << 20

    def _list_choices(self) -> list[tuple[str, str, str]]:
        """Return how much can be taken along: of some days each, how many articles fit; blocks."""
        from reader.core.offline import plan_pack

        strings, choices = self.strings, []
        sources = [source.id for source in self.session.sources if source.enabled]
        for days in _DAYS:
            pack = plan_pack(self.session, sources, days=days, max_bytes=self._max_bytes)
            name = strings("pack.days", n=days) if days else strings("pack.all")
            label = strings("pack.fits", name=name, number=pack.fitting, available=len(pack.headlines))
            choices.append((str(days), label, strings.size(pack.expected_bytes)))
        return choices

    async def _write_issue(self) -> None:
        """Write the news of the last pack's days as one book, to a file the person names."""
        now = datetime.now().astimezone()
        answer = await self.ask("ask.issue", f"khabar-{now:%Y-%m-%d}.epub")
        if not answer or not answer.strip():
            return
        path = await asyncio.to_thread(self._write, answer.strip(), f"{now:%d-%m-%Y}")
        if path is not None:
            self.say("said.exported", path=str(path))
        else:
            self.say("pack.nothing")

    def _write(self, name: str, date: str) -> Path | None:
        """Write the book and return its path; None without news."""
        from reader.core.digest import write_issue

        path = Path(name).expanduser().absolute()
        title = f"{self.strings('digest.title')} — {date}"
        return path if write_issue(self.session, path, self._days, title) else None
