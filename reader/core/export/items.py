"""Collect the articles of an export from the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.bookmarks import list_bookmarks
from reader.core.errors import no_entry
from reader.core.queries import get_article, get_headline
from reader.model import Article, Bookmark, Headline

if TYPE_CHECKING:
    from reader.core.session import Session

Picture = Callable[[str], bytes | None]
"""Returns the stored image of an address."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article with its headline and bookmark."""

    headline: Headline
    article: Article
    bookmark: Bookmark | None = None

    @property
    def url(self) -> str:
        """The address of its page; empty without one."""
        return self.article.url or self.headline.url

    @property
    def source(self) -> str:
        """The newsroom's name."""
        return self.headline.source_name or self.article.site

    @property
    def category(self) -> str:
        """The category given by the page, else by the feed."""
        return self.article.category or self.headline.category

    @property
    def language(self) -> str:
        """BCP 47 tag; Arabic when unknown."""
        return self.article.language or self.headline.language or "ar"

    @property
    def meta(self) -> str:
        """The line under the title: ``source | category | DD-MM-YYYY, HH:MM``, its known parts."""
        published = self.article.published or self.headline.time
        when = published.strftime("%d-%m-%Y, %H:%M") if published else ""
        return " | ".join(part for part in (self.source, self.category, when) if part)


def collect(session: Session, ids: Sequence[int] | None = None) -> list[Item]:
    """Return the articles with these ids, or everything saved (archived too), latest first.

    Raises:
        NotFoundError: there is no entry with one of the ids.
    """
    shelf = [*list_bookmarks(session), *list_bookmarks(session, archived=True)]
    bookmarks = {bookmark.headline.id: bookmark for bookmark in shelf}
    found = []
    for id in ids if ids is not None else bookmarks:
        bookmark = bookmarks.get(id)
        headline = bookmark.headline if bookmark else get_headline(session, id)
        article = get_article(session, id)
        if headline is None or article is None:
            raise no_entry(id)
        found.append(Item(headline, article, bookmark))
    return found
