"""Filter the headlines (search, source, category, unread, today); find in the article."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from reader.core.queries import count_by_source, list_categories
from reader.model import Filter
from reader.tui.controller import ASKING, Controller

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.reading.view import ReadingView


class FilterController(Controller["ReadingView"]):
    """Decides which headlines are listed.

    Args:
        screen: whose lists it filters.
        session: knows the sources and the categories.
    """

    def __init__(self, screen: ReadingView, session: Session) -> None:
        super().__init__(screen)
        self.session = session
        self.finding = False
        """Whether `n` and `N` walk through the hits of a search in the article."""

    def search(self) -> None:
        """Ask for words and search titles and bodies; in the bookmarks pane, the bookmarks."""
        self.in_loop(ASKING, self._search)

    async def _search(self) -> None:
        screen = self.screen
        in_bookmarks = screen.panes.front == "bookmarks"
        asked = screen.bookmarks.query_text if in_bookmarks else screen.headlines.filter.query
        query = await self.ask("ask.search", asked, check=partial(self.doubts, self.session))
        if query is None:
            return
        if in_bookmarks:
            screen.bookmarks.search(query.strip())
        else:
            screen.headlines.narrow(screen.headlines.filter._replace(query=query.strip()))
            screen.panes.bring("headlines")
        if doubt := await asyncio.to_thread(self.doubts, self.session, query):
            screen.notify(doubt, severity="warning", markup=False)

    def find(self) -> None:
        """Ask for words and mark them in the article."""
        self.in_loop(ASKING, self._find)

    async def _find(self) -> None:
        query = await self.ask("ask.find")
        if not query or not query.strip():
            return
        count = self.screen.article.find(query.strip())
        self.finding = bool(count)
        self.screen.panes.bring("article")
        if count:
            self.say("said.found", n=count)
        else:
            self.say("said.not_found")

    def leave_article(self) -> None:
        """Let `n` and `N` open headlines again: another article is opened."""
        self.finding = False

    def stop_finding(self) -> None:
        """Unmark the words found in the article."""
        self.finding = False
        self.screen.article.find("")

    def filter(self) -> None:
        """Ask for a source, folder, category or saved list, and add the choice to the filter."""
        self.in_loop(ASKING, self._filter)

    async def _filter(self) -> None:
        key = await self.pick("pick.filter", await asyncio.to_thread(self.choices))
        if key is not None:
            self.screen.headlines.narrow(self.narrowed(self.screen.headlines.filter, key))

    def narrowed(self, wanted: Filter, key: str) -> Filter:
        """Return a filter narrowed by a choice of `choices`, given by its key."""
        kind, _, value = key.partition(":")
        if kind == "source":
            return wanted._replace(sources=tuple(dict.fromkeys((*wanted.sources, value))))
        if kind == "folder":
            inside = (source.id for source in self.session.sources if source.category == value)
            return wanted._replace(sources=tuple(dict.fromkeys((*wanted.sources, *inside))))
        if kind == "category":
            return wanted._replace(categories=tuple(dict.fromkeys((*wanted.categories, value))))
        from reader.core.named_tables import filter_of

        lists = self.screen.settings.lists
        return next(filter_of(each, datetime.now(UTC)) for each in lists if each.name == value)

    def list_place(self, key: str) -> None:
        """List the headlines of a sidebar row: a place, list, tag, folder or source."""
        screen = self.screen
        screen.sidebar.current_key = key
        if key == "bookmarks":
            screen.panes.bring("bookmarks")
            return
        if key == "today":
            midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
            wanted = Filter(since=midnight)
        elif key == "unread":
            wanted = Filter(unread=True)
        elif key == "hidden":
            wanted = Filter(hidden=True)
        elif key.startswith("tag:"):
            wanted = Filter(query=f'tag:"{key.removeprefix("tag:")}"')
        else:
            wanted = Filter() if key == "all" else self.narrowed(Filter(), key)
        screen.headlines.narrow(wanted)
        screen.panes.bring("headlines")

    def choices(self) -> list[tuple[str, str, str]]:
        """Return saved lists, folders, sources and categories as (key, label, detail); blocks."""
        strings, sources = self.strings, self.session.sources
        counts = count_by_source(self.session)
        lists = self.screen.settings.lists
        choices = [(f"list:{each.name}", each.name, strings("pick.list")) for each in lists]
        folders = {source.category for source in sources if source.category}
        choices += [(f"folder:{each}", each, strings("pick.of_sources")) for each in sorted(folders)]
        for source in sources:
            count = counts.get(source.id)
            detail = strings.figures(f"{count.unread}/{count.total}") if count else ""
            choices.append((f"source:{source.id}", source.name, detail))
        categories = list_categories(self.session)
        return choices + [(f"category:{each}", each, strings("pick.category")) for each in categories]

    def only_unread(self) -> None:
        """List only unread headlines, or all again."""
        wanted = self.screen.headlines.filter
        self.screen.headlines.narrow(wanted._replace(unread=not wanted.unread))

    def today(self) -> None:
        """List only the news of today, or all again."""
        wanted = self.screen.headlines.filter
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        self.screen.headlines.narrow(wanted._replace(since=None if wanted.since else midnight))

    def order(self) -> None:
        """Toggle between newest and oldest first; a search also has best first."""
        self.say(f"said.{self.screen.headlines.reorder()}_first")

    def stories(self) -> None:
        """List an event once, or each of its reports."""
        stories = not self.screen.headlines.list_query.stories
        self.screen.headlines.list_stories(stories)
        self.screen.sidebar.list_stories(stories)
        self.say("said.stories_on" if stories else "said.stories_off")

    def group(self) -> None:
        """Group the list by day, by source, or not at all, in turn."""
        grouping = self.screen.headlines.regroup()
        self.say(f"said.grouped_{grouping or 'none'}")
