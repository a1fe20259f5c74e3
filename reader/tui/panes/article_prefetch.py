"""Read and lay out the articles most likely to be opened next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.core.queries import get_article, get_position, list_headlines
from reader.core.story_groups import get_story
from reader.model import Filter, Headline
from reader.store import StoreError
from reader.tui.widgets.article_layout import Setting, set_body

if TYPE_CHECKING:
    from textual.widget import Widget

    from reader.core import Session
    from reader.model import Article

_OTHERS = 5
"""Other headlines of the source listed below an article."""
_MAX_ARTICLES = 6
"""Articles that are kept."""
_MAX_LINES = 60
"""Lines of an article that are shaped before it is shown."""


class PreparedArticle(NamedTuple):
    """All that is needed to show an article."""

    article: Article
    position: int
    """Where reading stopped the last time."""
    others: list[Headline]
    """Other news of its source."""
    reports: list[Headline]
    """Other reports of its event, oldest first."""


def read_article(session: Session, headline: Headline) -> PreparedArticle:
    """Read an article from the library, complete or not; blocks.

    Raises:
        StoreError: the library cannot be read.
    """
    article = get_article(session, headline.id)
    if article is None:
        from reader.model import Article

        article = Article(headline.title, headline.url, language=headline.language, whole=False)
    reports = get_story(session, headline.id)
    known = {headline.id, *(each.id for each in reports)}
    others = list_headlines(session, Filter(sources=(headline.source,)), limit=_OTHERS + len(known))
    others = [each for each in others if each.id not in known][:_OTHERS]
    return PreparedArticle(article, get_position(session, headline.id), others, reports)


def shape_beginning(prepared: PreparedArticle, headline: Headline, measure: int, setting: Setting) -> None:
    """Lay out an article for ``measure`` cells and shape its first lines into the cache."""
    article = prepared.article
    lines = set_body(article.blocks, article.language or headline.language, measure, setting)
    for each in lines[:_MAX_LINES]:
        if each.line is not None:
            each.line.text  # noqa: B018 - lines are reordered and shaped when first read


class ArticlePrefetch:
    """Reads articles in worker threads and keeps the last few.

    Args:
        host: the widget that runs the workers.
        session: the library.
    """

    def __init__(self, host: Widget, session: Session) -> None:
        self._host = host
        self._session = session
        self._prepared: dict[int, PreparedArticle] = {}

    def __len__(self) -> int:
        """Return the number of articles that are kept."""
        return len(self._prepared)

    def get(self, headline: Headline) -> PreparedArticle | None:
        """Return an article from the cache, if present."""
        return self._prepared.get(headline.id)

    def keep(self, headline_id: int, prepared: PreparedArticle) -> None:
        """Cache an article together with the last few."""
        self._prepared.pop(headline_id, None)
        self._prepared[headline_id] = prepared
        if len(self._prepared) > _MAX_ARTICLES:
            del self._prepared[next(iter(self._prepared))]

    def forget(self, headline_id: int) -> None:
        """Drop an article from the cache: the library has a fuller one."""
        self._prepared.pop(headline_id, None)

    def clear(self) -> None:
        """Keep nothing: the library has changed."""
        self._prepared.clear()

    def expect(self, headlines: Sequence[Headline], measure: int, setting: Setting) -> None:
        """Read and lay out, in a worker, the articles of headlines that may be opened next."""
        missing = [each for each in headlines if each.id not in self._prepared]
        if missing:
            self._host.run_worker(
                lambda: self._read(missing, measure, setting),
                thread=True,
                exclusive=True,
                group="prefetch",
                exit_on_error=False,
            )

    def _read(self, headlines: Sequence[Headline], measure: int, setting: Setting) -> None:
        try:
            for headline in headlines:
                prepared = read_article(self._session, headline)
                shape_beginning(prepared, headline, measure, setting)
                self._host.call_later(self.keep, headline.id, prepared)
        except StoreError:
            return  # reported when one of them is opened
