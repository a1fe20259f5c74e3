"""The reading screen: ticker above, headlines where reading starts, the article beside them."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.worker import Worker, WorkerState

from reader.core import SaveState
from reader.tui.bindings import bindings
from reader.tui.key_bindings import READING
from reader.tui.messages import (
    ArticleLoaded,
    ArticleSaved,
    Failed,
    HeadlineOpened,
    HeadlinesNear,
    LibraryChanged,
    RefreshProgressed,
)
from reader.tui.pane_geometry import SHORT, THREE, TWO
from reader.tui.panes.article import ArticlePane
from reader.tui.panes.bookmarks import BookmarksPane
from reader.tui.panes.headlines import HeadlinesPane
from reader.tui.reading.breaking_toasts import Breaking
from reader.tui.reading.filtering import Narrowing
from reader.tui.reading.pane_navigation import Moving
from reader.tui.reading.saved_filters import Listing
from reader.tui.reading.settings_sync import Settling
from reader.tui.reading.sharing import Outward
from reader.tui.reading.source_navigation import Subscribing
from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.widgets.headline_list import StoryList
from reader.tui.widgets.pane_layout import Arrangement
from reader.tui.widgets.status_bar import StatusLine

_HINTS = (
    ("?", "help"),
    ("/", "search"),
    ("b", "bookmark"),
    ("n", "next"),
    ("R", "refresh_all"),
    ("B", "shelf"),
)


class ReadingScreen(VisualOrder, Moving, Narrowing, Listing, Subscribing, Breaking, Outward, Settling):
    """Where news is read; routes what its panes tell."""

    BINDINGS = bindings(READING)
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (TWO, "-two"), (THREE, "-three")]
    AUTO_FOCUS = "HeadlineList"

    def compose(self) -> ComposeResult:
        """Lay out the panes in reading order."""
        strings = self.strings
        ticker = self.ticker()
        if ticker is not None:
            yield ticker
        panes = Arrangement(
            [
                HeadlinesPane(self.session, strings, grouping=self.beginning.grouping, first=self.first),
                ArticlePane(
                    self.session,
                    strings,
                    self.setting,
                    browser=self.settings.browser,
                    pictures=self.settings.pictures,
                    graphics=self.graphics,
                ),
                BookmarksPane(self.session, strings),
            ],
            share=self.beginning.share,
            rtl=strings.rtl,
        )
        # Before there is anything to style; Textual sets those of the width after the first layout.
        self.update_classes(self.wide() | panes.marks, update=False)
        yield panes
        yield StatusLine(strings, _HINTS)

    def on_mount(self) -> None:
        """Set the direction, look at the library, fetch what is due."""
        self.set_linear()
        self.panes.mirror(self.strings.rtl)
        if self.beginning.shelf:
            self.panes.bring("bookmarks")
        self.know_sources()
        self.call_after_refresh(self.look)
        self.call_after_refresh(self.fetch_due)
        self.keep_fetching()

    def on_resize(self, event: events.Resize) -> None:
        """On a short screen give each piece of news a line less."""
        for stories in self.query(StoryList):
            stories.dense = event.size.height < SHORT
            stories.relay()

    def action_on_pane(self, pane: str, action: str) -> None:
        """Carry out an action of one of the panes."""
        for found in self.query(f"#{pane}"):
            getattr(found, f"action_{action}")()

    # Reading

    @on(HeadlineOpened)
    def _opened(self, event: HeadlineOpened) -> None:
        headline = event.headline
        self.searched = False
        self.article.open(headline)
        self.panes.bring("article")
        if not headline.read:
            self.headlines.changed(headline.id, read=True)
            self.call_after_refresh(self.mark_read, [headline], True)

    @on(HeadlinesNear)
    def _near(self, event: HeadlinesNear) -> None:
        self.article.expect(event.headlines)

    @on(ArticleLoaded)
    def _loaded(self, event: ArticleLoaded) -> None:
        if event.article.whole and event.headline.id > 0 and not event.headline.offline:
            self.headlines.changed(event.headline.id, offline=True)

    def action_space(self) -> None:
        """Read a screenful further; at the end of an article go to the next unread one."""
        if self.panes.front != "article" or self.article.view.at_end:
            self.action_next()
        else:
            self.article.view.action_page_down()

    def action_next(self) -> None:
        """Go to the next hit after a search in the article, else open the next unread headline."""
        if self.searched and self.panes.front == "article":
            self.article.view.step_hit(1)
        elif not self.headlines.open_next(1):
            self.notify(self.strings("said.no_more"), markup=False)

    def action_previous(self) -> None:
        """Go to the previous hit after a search in the article, else open the previous unread headline."""
        if self.searched and self.panes.front == "article":
            self.article.view.step_hit(-1)
        elif not self.headlines.open_next(-1):
            self.notify(self.strings("said.no_more"), markup=False)

    # What was done

    @on(LibraryChanged)
    def _changed(self, event: LibraryChanged) -> None:
        if event.undo is not None:
            self.undo_stack.append(event.undo)
        if event.said:
            hint = f" — {self.strings('said.undo_hint')}" if event.undo is not None else ""
            self.notify(event.said + hint, markup=False)
        self.reload()

    @on(ArticleSaved)
    def _saved(self, event: ArticleSaved) -> None:
        title = event.headline.title
        saved = event.saved
        if saved.state is SaveState.SAVED_HERE:
            self.headlines.changed(event.headline.id, saved=True)
            self.notify(self.strings("said.saved", title=title), markup=False)
        elif saved.state is SaveState.WHOLE:
            self.headlines.changed(event.headline.id, saved=True, offline=True)
            self.notify(self.strings("said.saved_whole", title=title), markup=False)
        else:
            why = saved.arabic if self.strings.rtl else saved.why
            self.notify(self.strings("said.queued", why=why), severity="warning", markup=False)
        self.shelf.reload()

    @on(RefreshProgressed)
    def _progressed(self, event: RefreshProgressed) -> None:
        progress = event.progress
        self.coming = progress.total > 0 and not progress.finished
        self.status.report(None if progress.finished else progress)
        if progress.error and event.asked and not progress.offline:
            why = progress.arabic if self.strings.rtl else progress.error
            self._failed(Failed(self.strings("said.source_failed", name=progress.name, why=why)))
        if progress.finished:
            self.reload()
        elif progress.new:
            self.take_in()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell of work that ended in a way nobody foresaw."""
        if event.state is WorkerState.ERROR:
            self.log.error(event.worker.error)
            self._failed(Failed(self.strings("said.unforeseen", why=repr(event.worker.error))))

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.notify(event.sentence, severity="error", markup=False)

    @on(StatusLine.HintChosen)
    async def _hint(self, event: StatusLine.HintChosen) -> None:
        await self.carry_out(event.action)
