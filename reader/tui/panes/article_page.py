"""Compose the page of an article: its facts, the person's marks, and a notice. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.locale.translator import Translator
from reader.tui.list_rows import source_name
from reader.tui.widgets.article_layout import Fact, Page, Report

if TYPE_CHECKING:
    from reader.model import Article, Bookmark, Headline

_WORDS_A_MINUTE = 200  # read


class ShownArticle(NamedTuple):
    """An article with its headline and its completeness."""

    headline: Headline
    article: Article
    changes: Article | None = None
    """What its corrections changed, while that is shown in place of it."""
    error: str = ""
    """Why the whole article could not be had; empty when it could, or was not yet asked for."""
    others: Sequence[Headline] = ()
    """Other news of its source."""
    reports: Sequence[Headline] = ()
    """Other reports of its event."""
    is_preview: bool = False
    """Whether the cursor of a list is on it: nothing more of it is fetched."""


class PageComposer:
    """Composes pages in a language.

    Args:
        strings: the interface language.
        dateline: ``facts``, or ``agency``: parted by bars, the date in figures.
    """

    def __init__(self, strings: Translator, dateline: str) -> None:
        self.strings = strings
        self.dateline = dateline
        self.bookmarks: Mapping[int, Bookmark] = {}
        """Every bookmark, by id of its headline."""

    def compose(self, shown: ShownArticle) -> Page:
        """Return the page of an article."""
        headline, article = shown.headline, shown.changes or shown.article
        article = replace(
            article,
            title=article.title or headline.title,
            language=article.language or headline.language,
        )
        return Page(
            article,
            facts=self._facts(headline, article),
            agency=self.dateline == "agency",
            marks=self._marks(headline),
            notice=self._notice(shown, article),
            warns=bool(shown.error) and shown.changes is None,
            reports=tuple(self._report(each) for each in shown.reports),
            more=tuple(each.title for each in shown.others),
        )

    def _notice(self, shown: ShownArticle, article: Article) -> str:
        """Return a sentence on a text that is not whole, or not the article; empty for none."""
        if shown.changes is not None:
            return self.strings("article.changes")
        if shown.error:
            return self.strings("article.not_whole", why=shown.error)
        if not shown.headline.url:
            return ""
        if not shown.is_preview and not article.whole:
            return self.strings("article.fetching" if article.text else "article.fetching_text")
        if shown.is_preview and not article.text:
            return self.strings("article.no_summary")
        return ""

    def _report(self, headline: Headline) -> Report:
        time = self.strings.date_and_time(headline.time)
        return Report(source_name(headline, self.strings), headline.title, time)

    def _facts(self, headline: Headline, article: Article) -> tuple[Fact, ...]:
        """Return the known facts of an article: category and time first, as agencies do."""
        strings, time = self.strings, _time(article, headline)
        corrected = strings("headline.corrected") if headline.corrected else ""
        if self.dateline == "agency":
            texts = [strings.stamp(time), corrected, source_name(headline, strings)]
        else:
            author = article.author or headline.author
            aware = time if time is not None and time.tzinfo else headline.time
            minutes = max(1, round(len(article.text.split()) / _WORDS_A_MINUTE)) if article.whole else 0
            texts = [
                strings.date_and_time(time),
                corrected,
                source_name(headline, strings),
                strings("article.by", name=author) if author else "",
                strings.age(aware, datetime.now(UTC)) if aware else "",
                strings("article.minutes", n=minutes) if minutes else "",
            ]
        texts.append(strings("article.twin") if article.twin else "")
        category = Fact(article.category or headline.category, "category")
        return tuple(fact for fact in (category, *map(Fact, texts)) if fact.text)

    def _marks(self, headline: Headline) -> tuple[Fact, ...]:
        """Return the person's marks of an article: rule, bookmark, tags, note."""
        mark = self.bookmarks.get(headline.id)
        texts = [self.strings("article.rule", name=headline.highlight)] if headline.highlight else []
        if mark is not None:
            saved = self.strings("article.pending" if mark.pending else "article.saved")
            texts += [f"★ {saved}", *(f"#{tag}" for tag in mark.tags)]
            texts.append(f"✎ {mark.note}" if mark.note else "")
        return tuple(Fact(text, "mark") for text in texts if text)


def _time(article: Article, headline: Headline) -> datetime | None:
    """Return the time of publication; a page's time without a zone only where the feed has none."""
    time = article.published
    return time if time and time.tzinfo else headline.published or time
