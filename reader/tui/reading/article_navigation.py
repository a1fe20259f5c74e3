"""Which article is in front: opened, previewed under the cursor, or the next unread one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.model import Headline
from reader.tui.controller import Controller
from reader.tui.messages import HeadlineOpened, HeadlinesNear

if TYPE_CHECKING:
    from reader.tui.reading.filtering import FilterController
    from reader.tui.reading.library_actions import LibraryActions
    from reader.tui.reading.view import ReadingView


class ArticleNavigation(Controller["ReadingView"]):
    """Opens and previews articles, and marks the opened ones as read.

    Args:
        screen: its article pane shows them.
        filters: walks through the hits of a search in the article first.
        library: marks headlines as read.
    """

    def __init__(self, screen: ReadingView, filters: FilterController, library: LibraryActions) -> None:
        super().__init__(screen)
        self.filters = filters
        self.library = library
        self.reading_list: Sequence[Headline] = ()
        """Picked headlines that are read one after another."""

    def open(self, headline: Headline) -> None:
        """Open an article; with picked headlines, the first of them and then the others."""
        screen = self.screen
        headline = self._begin_reading_list(headline)
        self.filters.leave_article()
        screen.article.open(headline)
        screen.panes.bring("article")
        if not headline.read:
            seconds = screen.settings.mark_read_seconds
            if seconds:
                screen.set_timer(seconds, lambda: self._mark_if_open(headline))
            else:
                screen.call_after_refresh(self.library.mark_opened, headline)

    def _begin_reading_list(self, headline: Headline) -> Headline:
        """Return the headline to open."""
        rows = self.screen.headlines.rows
        picked = rows.targets() if rows.picked else []
        if picked and self.screen.panes.front == "headlines":
            self.reading_list = picked
            unread = [each.id for each in picked if not each.read]
            self.library.report_reading_list(len(picked), unread)
            self.screen.clear_picks()
            return picked[0]
        if all(each.id != headline.id for each in self.reading_list):
            self.reading_list = ()
        return headline

    def _next_of_reading_list(self, by: int) -> Headline | None:
        """Return the picked headline after (1) or before (-1) the open one; None at the end."""
        shown = self.screen.article.headline
        ids = [each.id for each in self.reading_list]
        if shown is None or shown.id not in ids or self.screen.panes.front != "article":
            return None
        place = ids.index(shown.id) + by
        return self.reading_list[place] if 0 <= place < len(ids) else None

    def _mark_if_open(self, headline: Headline) -> None:
        """Mark a headline as read if its article is still open."""
        screen = self.screen
        shown = screen.article.headline if screen.has_panes else None
        if shown is not None and screen.panes.front == "article" and shown.id == headline.id:
            self.library.mark_opened(headline)

    def preview(self, event: HeadlinesNear) -> None:
        """Preview the article under the cursor if wide enough, and prepare likely next ones."""
        screen = self.screen
        under_cursor = screen.headline_under_cursor
        if not event.headlines:
            if under_cursor is None and screen.panes.front != "article":
                screen.article.end_preview()
            return
        here, *following = event.headlines
        if under_cursor is None or under_cursor.id != here.id:
            return  # of the other list, which was loaded behind this one
        if screen.settings.mark_read_on_scroll and screen.panes.front == "headlines":
            self.library.mark_passed(here)
        if screen.panes.front != "article" and screen.panes.shows("article"):
            screen.article.preview(here, following)
        else:
            screen.article.expect(event.headlines)

    def space(self) -> None:
        """Scroll a page; at the end of an article open the next unread one."""
        view = self.screen.article.view
        if self.screen.panes.front != "article" or view.at_end:
            self.next()
        else:
            view.action_page_down()

    def next(self) -> None:
        """Go to the next hit of a search in the article, else open the next unread headline."""
        self._step(1)

    def previous(self) -> None:
        """Go to the previous hit of a search in the article, else open the previous unread headline."""
        self._step(-1)

    def _step(self, by: int) -> None:
        screen = self.screen
        if self.filters.finding and screen.panes.front == "article":
            screen.article.view.step_hit(by)
        elif (picked := self._next_of_reading_list(by)) is not None:
            self.post(HeadlineOpened(picked))
        elif not screen.headlines.open_next(by):
            self.say("said.no_more")
