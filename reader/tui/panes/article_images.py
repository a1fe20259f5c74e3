"""Pictures of the article in front: fetched late, decoded in a thread, shown when they are there."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.message import Message

from reader.core.queries import get_image
from reader.locale.translator import Translator
from reader.model import Article, Headline
from reader.tui.panes.article_prefetch import PrefetchingPane
from reader.tui.widgets.picture import Picture
from reader.typeset.graphics_profiles import Graphics, Protocol

_LINES = (8, 24)  # the most lines a picture takes, on a low window and on a high one
_SETTLED = 0.2  # seconds without another change of size


class IllustratedPane(PrefetchingPane):
    """Base of the article pane: puts pictures into its view."""

    strings: Translator
    headline: Headline | None
    article: Article | None
    pictures = "auto"
    """``on``: fetched and shown; ``auto``: shown when saved with the article; ``off``."""
    graphics = Graphics()
    """How the terminal draws them."""
    _measure = 0
    """Cells of a line they were made for."""

    class Pictured(Message):
        """Pictures of an article were made ready, by paragraph."""

        def __init__(self, headline: Headline, pictures: dict[int, Picture]) -> None:
            self.headline = headline
            self.pictures = pictures
            super().__init__()

    def draw_with(self, graphics: Graphics) -> None:
        """Draw pictures and titles as the terminal can."""
        self.graphics = graphics
        self.view.double = graphics.double
        if self.view.pictures and self.headline and self.article:
            self.illustrate(self.headline, self.article)

    @work(exclusive=True, group="pictures", exit_on_error=False)
    async def illustrate(
        self, headline: Headline, article: Article, *, after: float = 0, asked: bool = False
    ) -> None:
        """Make the pictures of an article ready, some seconds later; say that there are none when asked."""
        await asyncio.sleep(after)
        pictures = await self._made(headline, article) if self._shows else {}
        if pictures:
            self.post_message(self.Pictured(headline, pictures))
        elif asked:
            self.notify(self.strings("said.no_pictures"), markup=False)

    @property
    def _shows(self) -> bool:
        """Whether pictures are wanted, and would be seen: half blocks in few colours are not."""
        few = self.app.has_class("few-colours") and self.graphics.protocol is Protocol.BLOCKS
        return self.pictures != "off" and not few

    async def _made(self, headline: Headline, article: Article) -> dict[int, Picture]:
        """Return the pictures of an article as far as they can be had, by paragraph."""
        wanted = {
            number + 1: block.url for number, block in enumerate(article.blocks) if block.kind == "image"
        }
        if article.image and article.image not in wanted.values():
            wanted[0] = article.image
        if not any(wanted.values()):
            return {}
        if self.pictures == "on" and headline.id > 0:
            from reader.core.images import download_images

            wanting = download_images(self.session, article, headline.id, wanted=True)
            await self.session.background.run(wanting)
        self._measure = self.view.measure
        height = max(_LINES[0], min(self.view.size.height * 3 // 5, _LINES[1]))
        return await asyncio.to_thread(self._ready, wanted, self._measure, height)

    def _ready(self, wanted: dict[int, str], width: int, height: int) -> dict[int, Picture]:
        """Decode what the library has; runs in a thread."""
        from reader.tui.terminal.probe import cell_size
        from reader.tui.widgets.picture import decode_picture

        # A person may have changed the size of letters since the terminal was asked.
        cell = cell_size()
        graphics = self.graphics._replace(cell=cell) if all(cell) else self.graphics
        stored = {paragraph: get_image(self.session, url) for paragraph, url in wanted.items() if url}
        made = {
            number: decode_picture(data, width, height, graphics) for number, data in stored.items() if data
        }
        return {number: picture for number, picture in made.items() if picture is not None}

    def show_pictures(self, wanted: str, *, asked: bool = False) -> None:
        """Show pictures from now on: ``on``, ``auto``, ``off``; say that there are none when asked."""
        self.pictures = wanted
        if wanted == "off":
            self.view.illustrate({})
        elif self.headline is not None and self.article is not None:
            self.illustrate(self.headline, self.article, asked=asked)

    def fit_again(self) -> None:
        """Make pictures for another width, once it stays."""
        if self.view.pictures and self.view.measure != self._measure and self.headline and self.article:
            self.illustrate(self.headline, self.article, after=_SETTLED)

    def on_resize(self) -> None:
        """Fit the pictures to the new width after the text is laid out."""
        self.call_after_refresh(self.fit_again)

    @on(Pictured)
    def _pictured(self, event: Pictured) -> None:
        event.stop()
        if self.headline is not None and self.headline.id == event.headline.id:
            self.view.illustrate(event.pictures)
