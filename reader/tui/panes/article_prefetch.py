"""Articles that are likely to be opened next: taken from the library before anybody asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.message import Message

from reader.core.queries import get_article, get_position, list_headlines
from reader.model import Article, Filter, Headline
from reader.store import StoreError
from reader.tui.widgets.article_layout import Setting, set_body
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from reader.core import Session

_MORE = 5  # other news of the source listed below an article
_KEPT = 6  # articles
_SCREEN = 60  # lines


class PreparedArticle(NamedTuple):
    """All that is needed to show an article."""

    article: Article
    position: int
    """Where reading stopped the last time."""
    others: list[Headline]
    """Other news of its source."""


class PrefetchingPane(Pane):
    """Base of the article pane: what it knows of articles that are not in front."""

    session: Session
    setting: Setting
    view: ArticleView

    class Taken(Message):
        """An article was taken from the library."""

        def __init__(self, headline: Headline, taken: PreparedArticle) -> None:
            self.headline = headline
            self.taken = taken
            super().__init__()

    def __init__(self) -> None:
        super().__init__(id="article")
        self._prepared: dict[int, PreparedArticle] = {}

    def prepared(self, headline: Headline) -> PreparedArticle | None:
        """Return an article if it is in hand, without waiting."""
        return self._prepared.get(headline.id)

    def keep(self, headline_id: int, taken: PreparedArticle) -> None:
        """Keep an article in hand, the last few of them."""
        self._prepared.pop(headline_id, None)
        self._prepared[headline_id] = taken
        if len(self._prepared) > _KEPT:
            del self._prepared[next(iter(self._prepared))]

    def let_go(self) -> None:
        """Keep nothing in hand: the library has changed."""
        self._prepared.clear()

    def take(self, headline: Headline) -> PreparedArticle:
        """Take an article from the library, as much of it as there is; runs in a thread.

        Raises:
            StoreError: the library cannot be read.
        """
        article = get_article(self.session, headline.id)
        if article is None:
            article = Article(headline.title, headline.url, language=headline.language, whole=False)
        others = list_headlines(self.session, Filter(sources=(headline.source,)), limit=_MORE + 1)
        others = [each for each in others if each.id != headline.id][:_MORE]
        return PreparedArticle(article, get_position(self.session, headline.id), others)

    def expect(self, headlines: Sequence[Headline]) -> None:
        """Take articles in hand that are likely to be opened next, and set the beginning of each."""
        missing = [each for each in headlines if each.id not in self._prepared]
        if missing:
            self._expect(missing, self.view.letters, self.setting)

    @work(thread=True, exclusive=True, group="ahead", exit_on_error=False)
    def _expect(self, headlines: Sequence[Headline], measure: int, setting: Setting) -> None:
        try:
            for headline in headlines:
                taken = self.take(headline)
                language = taken.article.language or headline.language
                for each in set_body(taken.article.blocks, language, measure, setting)[:_SCREEN]:
                    if each.line is not None:
                        each.line.text  # noqa: B018 - lines are turned and shaped when first looked at
                self.post_message(self.Taken(headline, taken))
        except StoreError:
            return  # told when one of them is asked for

    @on(Taken)
    def _taken(self, event: Taken) -> None:
        event.stop()
        self.keep(event.headline.id, event.taken)
