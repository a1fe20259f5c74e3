"""The built-in sample headlines: shown when the library is empty, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property

from reader.model import Article, Block, Filter, Headline, Source

SOURCE = Source(id="sample", name="نموذج", category="نموذج", sample=True)
"""The source of every item of the sample."""

EVERYTHING = Filter()


class Sample:
    """A dozen short items with negative ids; their read marks last as long as the process."""

    def __init__(self, now: datetime | None = None) -> None:
        self._now = now or datetime.now(UTC)
        self._read: set[int] = set()

    @cached_property
    def _articles(self) -> dict[int, Article]:
        import tomllib
        from importlib.resources import files

        data = tomllib.loads(files("reader.core").joinpath("sample.toml").read_text("utf-8"))
        articles = {}
        for nth, item in enumerate(data["item"]):
            articles[-1 - nth] = Article(
                title=item["title"],
                site=SOURCE.name,
                category=item["category"],
                published=self._now - timedelta(minutes=7 + 23 * nth),
                language=item.get("language", "ar"),
                blocks=tuple(
                    Block("paragraph", text.strip())
                    for text in item["body"].strip().split("\n")
                    if text.strip()
                ),
            )
        return articles

    def headlines(self, filter: Filter = EVERYTHING, *, limit: int | None = None) -> list[Headline]:
        """List the items a filter lets through, newest first."""
        found = []
        for id, article in self._articles.items():
            read = id in self._read
            if (
                (filter.sources and SOURCE.id not in filter.sources)
                or (filter.categories and article.category not in filter.categories)
                or (filter.unread and read)
                or filter.saved
                or (filter.since and article.published and article.published < filter.since)
                or (filter.query and filter.query not in article.title + article.text)
            ):
                continue
            found.append(
                Headline(
                    id,
                    SOURCE.id,
                    SOURCE.name,
                    article.title,
                    published=article.published,
                    fetched=self._now,
                    category=article.category,
                    language=article.language,
                    read=read,
                    offline=True,
                )
            )
        return found[:limit]

    def headline(self, id: int) -> Headline | None:
        """Return one item; None when there is none with this id."""
        return next((headline for headline in self.headlines() if headline.id == id), None)

    def article(self, id: int) -> Article | None:
        """Return the article of an item."""
        return self._articles.get(id)

    def mark_read(self, ids: Sequence[int], read: bool = True) -> list[int]:
        """Mark items as read or unread; returns those that changed."""
        changed = [id for id in ids if id in self._articles and (id in self._read) != read]
        (self._read.update if read else self._read.difference_update)(changed)
        return changed
