"""Read and download the article in front, in workers of its pane."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core import CoreError
from reader.core.queries import get_article, set_position
from reader.store import StoreError
from reader.tui.messages import ArticleLoaded, ChangesListed
from reader.tui.panes.article_prefetch import read_article, shape_beginning
from reader.tui.widgets.article_layout import Setting
from reader.tui.workers import reporting

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from reader.core import Session
    from reader.core.changes import Change
    from reader.model import Article, Headline
    from reader.tui.widgets.pane import Pane


class ArticleLoader:
    """Loader of articles from library or network, posted to a pane as `ArticleLoaded`.

    Args:
        pane: runs the workers.
        session: the library.
    """

    def __init__(self, pane: Pane, session: Session) -> None:
        self._pane = pane
        self._session = session

    def load(self, headline: Headline, measure: int, setting: Setting) -> None:
        """Read an article with all parts below its text, and lay out its beginning.

        Args:
            headline: of the article.
            measure: cells of a line.
            setting: how it is laid out.
        """

        def read() -> None:
            prepared = read_article(self._session, headline)
            shape_beginning(prepared, headline, measure, setting)
            article, position, others, reports = prepared
            self._pane.post_message(
                ArticleLoaded(headline, article, position=position, others=others, reports=reports)
            )

        self._pane.in_thread("article", read, exclusive=True)

    def reload(self, headline: Headline) -> None:
        """Read the text and the files of an article again."""

        def read() -> None:
            article = get_article(self._session, headline.id)
            if article is not None:
                self._pane.post_message(ArticleLoaded(headline, article))

        self._pane.in_thread("files", read, exclusive=True)

    def download(self, headline: Headline, known: Article) -> None:
        """Download the whole article; where that fails, show ``known`` with the reason."""
        self._in_loop(lambda: self._download(headline, known))

    async def _download(self, headline: Headline, known: Article) -> None:
        from reader.core.fetch_article import download_article
        from reader.sources import SourceError

        strings = self._pane.strings
        try:
            article = await self._session.background.run(download_article(self._session, headline.id))
        except (SourceError, CoreError, StoreError) as error:
            if not known.whole:
                self._pane.post_message(ArticleLoaded(headline, known, error=strings.sentence(error)))
        else:
            # Of a teaser there is no more to fetch: without a reason it would be fetched again and again.
            why = "" if article.whole else strings("cli.part_only")
            self._pane.post_message(ArticleLoaded(headline, article, error=why))

    def download_again(self, headline: Headline, known: Article) -> None:
        """Download a stored article again; report whether the text differs from ``known``."""
        self._in_loop(lambda: self._download_again(headline, known))

    async def _download_again(self, headline: Headline, known: Article) -> None:
        from reader.core.changes import list_changes
        from reader.core.fetch_article import download_article

        with reporting(self._pane):
            download = download_article(self._session, headline.id, again=True)
            article = await self._session.background.run(download)
            changed = article.text != known.text or bool(
                await asyncio.to_thread(list_changes, self._session, headline.id)
            )
            self._pane.post_message(ArticleLoaded(headline, article))
            said = "said.refetched_changed" if changed else "said.refetched"
            self._pane.notify(self._pane.strings(said), markup=False)

    def _in_loop(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Run one download at a time: that of the article in front."""
        self._pane.run_worker(work(), group="whole", exclusive=True, exit_on_error=False)

    def list_changes(self, headline: Headline, article: Article) -> None:
        """Read the corrections as an article of old against new; post `ChangesListed`."""

        def read() -> None:
            from reader.core.changes import changes_article, heading_message, list_changes

            strings = self._pane.strings

            def heading(change: Change) -> str:
                return f"{strings.sentence(heading_message(change))} {strings.stamp(change.at)}"

            changes = list_changes(self._session, headline.id)
            titled = replace(article, title=headline.title)
            shown = changes_article(titled, changes, heading) if changes else None
            self._pane.post_message(ChangesListed(headline, shown))

        self._pane.in_thread("changes", read, exclusive=True)

    def store_position(self, headline_id: int, position: int, percent: int) -> None:
        """Store the reading position of an article and the percentage read."""
        self._pane.in_thread("position", lambda: set_position(self._session, headline_id, position, percent))

    async def store_last_position(self, headline_id: int, position: int, percent: int) -> None:
        """Store a reading position before the pane closes; ignore an unwritable library."""
        with suppress(StoreError):
            await asyncio.to_thread(set_position, self._session, headline_id, position, percent)
