"""Files of entries: downloaded to the disk, and opened in the player."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.enclosures import (
    DOWNLOADED_SIGN,
    FileState,
    Transfer,
    download_file,
    list_files,
    mark_played,
)
from reader.core.file_names import name_of
from reader.sources.media_types import media_kind
from reader.tui import external_programs
from reader.tui.controller import ASKING, Controller
from reader.tui.messages import FileChanged, TransferProgressed

if TYPE_CHECKING:
    from reader.core import Session
    from reader.model import Headline
    from reader.tui.reading.view import ReadingView

_REPORT_SECONDS = 1.0
"""Between two messages of a download."""


class Downloads(Controller["ReadingView"]):
    """Downloads files in the session's own loop and reports each step.

    Args:
        screen: shows the reports, and knows the player.
        session: knows the files and downloads them.
    """

    def __init__(self, screen: ReadingView, session: Session) -> None:
        super().__init__(screen)
        self.session = session
        self._running: set[str] = set()

    def choose(self, headline: Headline) -> None:
        """Download the file of an entry; ask for one of several."""
        self.in_loop(ASKING, lambda: self._choose(headline))

    async def _choose(self, headline: Headline) -> None:
        states = await asyncio.to_thread(list_files, self.session, headline.id)
        if not states:
            self.say("download.no_files", id=headline.id)
            return
        chosen: FileState | None = states[0]
        if len(states) > 1:
            files = {state.enclosure.url: state for state in states}
            choices = [(url, name_of(url), self._detail(state)) for url, state in files.items()]
            chosen = files.get(await self.pick("pick.file", choices) or "")
        if chosen is not None and chosen.enclosure.url not in self._running:
            self._start(headline, chosen)

    def _detail(self, state: FileState) -> str:
        if state.is_downloaded:
            return DOWNLOADED_SIGN
        return self.strings.size(state.enclosure.length) if state.enclosure.length else ""

    def _start(self, headline: Headline, state: FileState) -> None:
        url = state.enclosure.url
        reported = 0.0

        def report(step: Transfer) -> None:
            nonlocal reported
            if time.monotonic() - reported >= _REPORT_SECONDS:
                reported = time.monotonic()
                self.post(TransferProgressed(step))

        async def run() -> None:
            self._running.add(url)
            try:
                work = download_file(self.session, headline.id, state, report=report)
                path = await self.session.background.run(work)
            finally:
                self._running.discard(url)
            self.post(FileChanged(headline, self.strings("said.file_downloaded", path=_short(path))))

        self.in_loop("downloading", run, exclusive=False)

    def show_progress(self, step: Transfer) -> None:
        """Show how far a download is."""
        size, expected = self.strings.size(step.size), self.strings.size(step.expected)
        key = "download.progress" if step.expected else "download.progress_unknown"
        self.say(key, name=step.path.rpartition("/")[2], size=size, expected=expected)

    def open(self, headline: Headline, url: str) -> None:
        """Open a file of an entry, downloaded or remote, and count the file as played."""

        def run() -> None:
            states = {state.enclosure.url: state for state in list_files(self.session, headline.id)}
            state = states.get(url)
            settings = self.screen.settings
            kind = state.enclosure.type if state is not None else ""
            if state is not None and state.is_downloaded and media_kind(url, kind):
                external_programs.open_file(state.stored.path, kind, settings.player)
                said = self.strings("said.file_opened", path=_short(state.stored.path))
            else:
                external_programs.open_url(url, settings.browser, settings.player, media_type=kind)
                said = self.strings("link.opened", url=external_programs.spell_address(url))
            mark_played(self.session, url)
            self.post(FileChanged(headline, said))

        self.in_thread("files", run)


def _short(path: str | Path) -> str:
    """Return a path relative to the home folder, as shells do."""
    home, text = str(Path.home()), str(path)
    return f"~{text[len(home) :]}" if text.startswith(f"{home}/") else text
