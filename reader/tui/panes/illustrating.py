"""Pictures of the article in front: fetched late, decoded in a thread, shown when they are there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip

from reader.model import Article, Headline
from reader.tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from reader.edition import Edition

_LINES = 18  # the most lines a picture takes


class Illustrated(Vertical):
    """Base of the article pane: puts pictures into its view."""

    edition: Edition
    headline: Headline | None
    view: ArticleView
    pictures = "auto"
    """``on``: fetched and shown; ``auto``: shown when saved with the article; ``off``."""

    class Pictured(Message):
        """Pictures of an article were made ready, by paragraph."""

        def __init__(self, headline: Headline, strips: dict[int, list[Strip]]) -> None:
            self.headline = headline
            self.strips = strips
            super().__init__()

    @work(exclusive=True, group="pictures", exit_on_error=False)
    async def illustrate(self, headline: Headline, article: Article) -> None:
        """Make the pictures of an article ready; those that cannot be had are left out."""
        if self.pictures == "off":
            return
        wanted = {
            number + 1: block.url for number, block in enumerate(article.blocks) if block.kind == "image"
        }
        if article.image and article.image not in wanted.values():
            wanted[0] = article.image
        if not any(wanted.values()):
            return
        if self.pictures == "on" and headline.id > 0:
            from reader.edition.pictures import fetch_pictures

            await fetch_pictures(self.edition, article, headline.id, wanted=True)
        strips = await asyncio.to_thread(self._ready, wanted, self.view.measure)
        if strips:
            self.post_message(self.Pictured(headline, strips))

    def _ready(self, wanted: dict[int, str], width: int) -> dict[int, list[Strip]]:
        """Decode what the library has; runs in a thread."""
        from reader.tui.widgets.picture import half_blocks

        stored = {paragraph: self.edition.image(url) for paragraph, url in wanted.items() if url}
        made = {number: half_blocks(data, width, _LINES) for number, data in stored.items() if data}
        return {number: strips for number, strips in made.items() if strips}

    @on(Pictured)
    def _pictured(self, event: Pictured) -> None:
        event.stop()
        if self.headline is not None and self.headline.id == event.headline.id:
            self.view.illustrate(event.strips)
