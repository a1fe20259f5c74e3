"""Articles to other programs: browser, clipboard and files."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.queries import get_image
from reader.model import Headline
from reader.tui.controller import ASKING, Controller

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.reading.view import ReadingView


_MAX_PAGES = 10  # opened in the browser at once


class Sharing(Controller["ReadingView"]):
    """Hands articles to other programs.

    Args:
        screen: whose article is handed over.
        session: holds the articles and pictures to export.
    """

    def __init__(self, screen: ReadingView, session: Session) -> None:
        super().__init__(screen)
        self.session = session

    def browser(self) -> None:
        """Open the page of the headline in front in the browser, or its file without a page."""
        article = self.screen.article
        for headline in self.screen.targets()[:_MAX_PAGES]:
            if address := headline.url or article.first_file(headline):
                article.follow(address)
        self.screen.clear_picks()

    def copy_link(self) -> None:
        """Copy the address of the headline in front."""
        self._copy("\n".join(each.url for each in self.screen.targets() if each.url), "copied.link")
        self.screen.clear_picks()

    def copy_article(self) -> None:
        """Copy the text of the article."""
        self._copy(self.screen.article.plain_text, "copied.article")

    def _copy(self, text: str, said: str) -> None:
        if text:
            self.screen.app.copy_to_clipboard(text)
            self.say(said)

    def export(self) -> None:
        """Ask for a format and write the article in front, or all bookmarks, to the current folder."""
        if chosen := self._chosen():
            self.in_loop(ASKING, lambda: self._export(chosen))

    async def _export(self, chosen: list[Headline]) -> None:
        from reader.core.export import FORMATS

        choices = [(each, self.strings(f"format.{each}"), "") for each in FORMATS]
        form = await self.pick("pick.export", choices)
        if form is not None:
            written = await asyncio.to_thread(self._write, [each.id for each in chosen], form)
            self.screen.clear_picks()
            self.say("said.exported", path=", ".join(map(str, written)))

    def _chosen(self) -> list[Headline]:
        if self.screen.panes.front == "bookmarks":
            return [each.headline for each in self.screen.bookmarks.rows.rows]
        return self.screen.targets()

    def _write(self, ids: list[int], form: str) -> list[Path]:
        """Write articles to files and return them: one by its title, several as one collection."""
        from reader.core.export import FORMATS, collect, export_items

        kind = next(each for each in FORMATS if each == form)
        items = collect(self.session, ids)
        if len(items) == 1:
            return export_items(items, kind, Path.cwd(), partial(get_image, self.session))
        suffix = "jsonl" if kind == "json" else kind
        return export_items(items, kind, Path.cwd() / f"khabar.{suffix}", partial(get_image, self.session))
