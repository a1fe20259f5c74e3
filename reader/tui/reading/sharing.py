"""What leaves the program: an article given to a command, articles written to files."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import work
from textual.app import SuspendNotSupported

from reader.core import CoreError
from reader.model import Headline
from reader.store import StoreError
from reader.tui import external_programs as outside
from reader.tui.messages import Failed
from reader.tui.reading.controller import Room
from reader.tui.terminal.clipboard import copy


class Outward(Room):
    """Mixin of the reading screen: browser, clipboard, pipe and export."""

    def action_browser(self) -> None:
        """Open the page of what is in front in the browser."""
        headline = self.target()
        if headline is not None and headline.url:
            self.article.follow(headline.url)

    def action_copy_link(self) -> None:
        """Copy the address of what is in front."""
        headline = self.target()
        self._copy(headline.url if headline else "", "copied.link")

    def action_copy_article(self) -> None:
        """Copy the text of the article."""
        self._copy(self.article.plain_text, "copied.article")

    def _copy(self, text: str, said: str) -> None:
        if text:
            copy(self.app, text)
            self.notify(self.strings(said), markup=False)

    @work(exclusive=True, group="asking")
    async def action_pipe(self) -> None:
        """Give the text of the article to a command, which has the terminal until it ends."""
        text = self.article.plain_text
        if not text:
            return
        command = await self.ask("ask.pipe")
        if not command:
            return
        try:
            code = self._give(text, command)
        except outside.OutsideError as error:
            self.post_message(Failed(self.strings.sentence(error)))
        else:
            if code:
                self.notify(self.strings("said.piped", code=code), severity="warning", markup=False)

    def _give(self, text: str, command: str) -> int:
        try:
            with self.app.suspend():
                return outside.pipe(text, command)
        except SuspendNotSupported:
            raise outside.OutsideError(
                "This terminal cannot be given to another program.",
                "لا يمكن إعطاء هذه الطرفية لبرنامج آخر.",
            ) from None

    @work(exclusive=True, group="asking")
    async def action_export(self) -> None:
        """Write the article in front, or everything on the shelf, to a file in the current folder."""
        from reader.core.export import FORMATS

        chosen = self._chosen()
        if not chosen:
            return
        choices = [(each, self.strings(f"format.{each}"), "") for each in FORMATS]
        form = await self.pick("pick.export", choices)
        if form is None:
            return
        try:
            written = await asyncio.to_thread(self._export, [each.id for each in chosen], form)
        except (CoreError, StoreError) as error:
            self.post_message(Failed(self.strings.sentence(error)))
        else:
            self.notify(self.strings("said.exported", path=", ".join(map(str, written))), markup=False)

    def _chosen(self) -> list[Headline]:
        if self.panes.front == "bookmarks":
            return [each.headline for each in self.shelf.rows.rows]
        headline = self.target()
        return [headline] if headline else []

    def _export(self, ids: list[int], form: str) -> list[Path]:
        """Write the articles: one by its title, several as one collection; returns the files."""
        from reader.core.export import FORMATS, collect, export

        kind = next(each for each in FORMATS if each == form)
        items = collect(self.session, ids)
        if len(items) == 1:
            return export(items, kind, Path.cwd(), self.session.image)
        suffix = "jsonl" if kind == "json" else kind
        return export(items, kind, Path.cwd() / f"khabar.{suffix}", self.session.image)
