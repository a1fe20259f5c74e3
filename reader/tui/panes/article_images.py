"""Fetch the images of the article in front, decode them in a thread and show them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.typeset.graphics_profiles import Graphics, Protocol

if TYPE_CHECKING:
    from reader.core import Session
    from reader.model import Article, Headline
    from reader.tui.widgets.article_view import ArticleView
    from reader.tui.widgets.picture import Picture, Placeholder

_MAX_LINES = 12
"""Lines an image takes at most, whatever draws it: an article is read, not looked at."""
_SHARE = 2 / 5
"""Of the lines of the pane that an image takes at most."""
_MIN_LINES = 4
_SETTLED_SECONDS = 0.2
"""Time without another change of size after which images are made for a new width."""


def _wanted(article: Article) -> dict[int, str]:
    """Return the addresses of the images of an article, by paragraph; 0 for that of its lead."""
    wanted = {
        number: block.url
        for number, block in enumerate(article.blocks, 1)
        if block.kind == "image" and block.url
    }
    if article.image and article.image not in wanted.values():
        wanted[0] = article.image
    return wanted


class ArticleImages:
    """Puts the images of an article into its view.

    Args:
        view: shows them; runs the workers.
        session: has them, or downloads them.
        current: returns the article in front with its headline; None when there is none.
        report_none: called when images were asked for and there are none.
        wanted: ``auto``: shown, and fetched for an article that is opened; ``on``: always; ``off``.
        graphics: how the terminal draws them.
    """

    def __init__(
        self,
        view: ArticleView,
        session: Session,
        current: Callable[[], tuple[Headline, Article] | None],
        report_none: Callable[[], None],
        wanted: str = "auto",
        graphics: Graphics | None = None,
    ) -> None:
        self._view = view
        self._session = session
        self._current = current
        self._report_none = report_none
        self.wanted = wanted
        self.graphics = graphics or Graphics()
        self._measure = 0
        """Cells of a line they were made for."""
        view.double = self.graphics.double

    def draw_with(self, graphics: Graphics) -> None:
        """Draw images and titles as the terminal can."""
        self.graphics = graphics
        self._view.set_double(graphics.double)
        if self._view.pictures:
            self.load()

    def load(self, *, after: float = 0, asked: bool = False, fetch: bool = False) -> None:
        """Make the images of the article ready.

        Args:
            after: seconds to wait before.
            asked: report that there are none.
            fetch: download those that are not stored, though they were not asked for.
        """
        current = self._current()
        if current is None:
            return

        async def run() -> None:
            await self._load(*current, after, asked, fetch)

        self._view.run_worker(run(), exclusive=True, group="pictures", exit_on_error=False)

    async def _load(
        self, headline: Headline, article: Article, after: float, asked: bool, fetch: bool
    ) -> None:
        await asyncio.sleep(after)
        fetch = fetch or self.wanted == "on"
        if fetch and self._are_shown and not self._view.pictures:
            self._show(headline, self._placeholders(article))
        pictures = await self._make(headline, article, fetch) if self._are_shown else {}
        if pictures or self._view.pictures:
            self._view.call_later(self._show, headline, pictures)
        if asked and not pictures:
            self._report_none()

    def _placeholders(self, article: Article) -> Mapping[int, Placeholder]:
        """Return blank space for images still to come, so that the text stays in place."""
        from reader.tui.widgets.picture import make_placeholder

        room = make_placeholder(self._view.measure, self._most_lines, self.graphics)
        return dict.fromkeys(_wanted(article), room)

    def _show(self, headline: Headline, pictures: Mapping[int, Picture | Placeholder]) -> None:
        current = self._current()
        if current is not None and current[0].id == headline.id and self._are_shown:
            self._view.illustrate(pictures)

    @property
    def _are_shown(self) -> bool:
        """Whether images are wanted, and would be seen: half blocks in few colours are not."""
        few = self._view.app.has_class("few-colours") and self.graphics.protocol is Protocol.BLOCKS
        return self.wanted != "off" and not few

    async def _make(self, headline: Headline, article: Article, fetch: bool) -> dict[int, Picture]:
        """Return the available images of an article by paragraph."""
        wanted = _wanted(article)
        if not wanted:
            return {}
        if fetch and headline.id > 0:
            from reader.core.images import download_images

            downloads = download_images(self._session, article, headline.id, wanted=True)
            await self._session.background.run(downloads)
        self._measure = self._view.measure
        return await self._decode(wanted, self._measure, self._most_lines)

    @property
    def _most_lines(self) -> int:
        """Lines an image may take."""
        return max(_MIN_LINES, min(int(self._view.size.height * _SHARE), _MAX_LINES))

    async def _decode(self, wanted: dict[int, str], width: int, height: int) -> dict[int, Picture]:
        """Decode the stored images in the process with limits."""
        from reader.core.images import read_image
        from reader.tui.terminal.image_backend import available
        from reader.tui.terminal.probe import cell_size
        from reader.tui.widgets.picture import make_picture, picture_pixels

        if not await asyncio.to_thread(available):
            return {}
        # A person may have changed the size of letters since the terminal was asked.
        cell = cell_size()
        graphics = self.graphics._replace(cell=cell) if all(cell) else self.graphics
        room = picture_pixels(width, height, graphics)
        made = {}
        for paragraph, url in wanted.items():
            reading = read_image(self._session, url, *room)
            pixels = await self._session.background.run(reading)
            if pixels is not None:
                made[paragraph] = await asyncio.to_thread(make_picture, pixels, width, height, graphics)
        return made

    def set_wanted(self, wanted: str, *, asked: bool = False) -> None:
        """Show images from now on: ``on``, ``auto``, ``off``; report that there are none when asked."""
        self.wanted = wanted
        if wanted == "off":
            self._view.illustrate({})
        else:
            self.load(asked=asked)

    def fit(self) -> None:
        """Make images for another width, once that width is stable."""
        if self._view.pictures and self._view.measure != self._measure:
            self.load(after=_SETTLED_SECONDS)
