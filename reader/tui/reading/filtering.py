"""Choosing what is listed: search, filters, grouping; and finding words in the article."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from textual import work

from reader.tui.reading.controller import Room


class Narrowing(Room):
    """Mixin of the reading screen: which headlines are listed."""

    @work(exclusive=True, group="asking")
    async def action_search(self) -> None:
        """Search titles and bodies; on the shelf, the shelf."""
        on_shelf = self.panes.front == "bookmarks"
        asked = self.shelf.query_text if on_shelf else self.headlines.filter.query
        query = await self.ask("ask.search", asked)
        if query is None:
            return
        if on_shelf:
            self.shelf.search(query.strip())
        else:
            self.headlines.narrow(self.headlines.filter._replace(query=query.strip()))
            self.panes.bring("headlines")

    @work(exclusive=True, group="asking")
    async def action_find(self) -> None:
        """Find words in the article."""
        query = await self.ask("ask.find")
        if not query or not query.strip():
            return
        count = self.article.find(query.strip())
        self.searched = bool(count)
        self.panes.bring("article")
        self.notify(
            self.strings("said.found", n=count) if count else self.strings("said.not_found"), markup=False
        )

    @work(exclusive=True, group="asking")
    async def action_filter(self) -> None:
        """Narrow the list to a source or a category."""
        choices = await asyncio.to_thread(self._choices)
        key = await self.pick("pick.filter", choices)
        if key is None:
            return
        kind, _, value = key.partition(":")
        wanted = self.headlines.filter
        if kind == "source":
            wanted = wanted._replace(sources=tuple(dict.fromkeys((*wanted.sources, value))))
        elif kind == "folder":
            inside = (source.id for source in self.session.sources if source.category == value)
            wanted = wanted._replace(sources=tuple(dict.fromkeys((*wanted.sources, *inside))))
        elif kind == "category":
            wanted = wanted._replace(categories=tuple(dict.fromkeys((*wanted.categories, value))))
        elif kind == "list":
            from reader.core.saved_filters import filter_of

            wanted = next(
                filter_of(each, datetime.now(UTC)) for each in self.settings.lists if each.name == value
            )
        self.headlines.narrow(wanted)

    def _choices(self) -> list[tuple[str, str, str]]:
        """Return the sources, categories and saved lists there are; asks the library."""
        counts = self.session.counts()
        choices = [
            (f"list:{each.name}", each.name, self.strings("pick.list")) for each in self.settings.lists
        ]
        folders = {source.category for source in self.session.sources if source.category}
        choices += [(f"folder:{each}", each, self.strings("pick.of_sources")) for each in sorted(folders)]
        for source in self.session.sources:
            count = counts.get(source.id)
            detail = self.strings.figures(f"{count.unread}/{count.total}") if count else ""
            choices.append((f"source:{source.id}", source.name, detail))
        choices += [
            (f"category:{each}", each, self.strings("pick.category")) for each in self.session.categories()
        ]
        return choices

    def action_only_unread(self) -> None:
        """List only what is unread, or everything again."""
        wanted = self.headlines.filter
        self.headlines.narrow(wanted._replace(unread=not wanted.unread))

    def action_today(self) -> None:
        """List only the news of today, or everything again."""
        wanted = self.headlines.filter
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        self.headlines.narrow(wanted._replace(since=None if wanted.since else midnight))

    def action_group(self) -> None:
        """Group the list by day, by source, or not at all, in turn."""
        grouping = self.headlines.regroup()
        self.notify(self.strings(f"said.grouped_{grouping or 'none'}"), markup=False)
