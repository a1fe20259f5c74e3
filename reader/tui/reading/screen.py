"""The reading screen: ticker above, then headlines, article and bookmarks in reading order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.geometry import Size
from textual.worker import Worker, WorkerState

from reader.config import Settings
from reader.core.progress import ACCOUNT
from reader.model import Headline
from reader.tui.bindings import bindings
from reader.tui.key_bindings import FOOT, READING
from reader.tui.list_query import ListQuery
from reader.tui.messages import (
    ArticleLoaded,
    ArticleSaved,
    BookmarksListed,
    BreakingArrived,
    BriefingListed,
    Failed,
    FileChanged,
    FileChosen,
    FilesWanted,
    HeadlineOpened,
    HeadlinesNear,
    LibraryChanged,
    LibraryLooked,
    PicksChanged,
    ReadingProgressed,
    RefreshProgressed,
    RuleMatched,
    TransferProgressed,
)
from reader.tui.pane_geometry import has_ticker
from reader.tui.panes.article import ArticlePane
from reader.tui.panes.bookmarks import BookmarksPane
from reader.tui.panes.headlines import HeadlinesPane
from reader.tui.panes.sidebar import SidebarList, SidebarPane
from reader.tui.panes.ticker import Ticker
from reader.tui.reading.account import AccountController
from reader.tui.reading.appearance import Appearance
from reader.tui.reading.article_navigation import ArticleNavigation
from reader.tui.reading.breaking_announcer import BreakingAnnouncer, NotifyDesktop
from reader.tui.reading.briefing import BriefingController
from reader.tui.reading.filtering import FilterController
from reader.tui.reading.hooks import HookController
from reader.tui.reading.library_actions import LibraryActions
from reader.tui.reading.pane_navigation import PaneNavigation
from reader.tui.reading.refresh import RefreshController
from reader.tui.reading.rules import RuleController
from reader.tui.reading.saved_filters import SavedFilters
from reader.tui.reading.settings_sync import SettingsSync
from reader.tui.reading.sharing import Sharing
from reader.tui.reading.source_navigation import SourceNavigation
from reader.tui.reading.travel_pack import TravelPack
from reader.tui.reading.user_commands import PREFIX, UserCommands
from reader.tui.reading.view import ReadingView
from reader.tui.row_buffer import ALL_ROWS, UNKNOWN_PART, RowBuffer
from reader.tui.ui_state import UiState
from reader.tui.widgets.pane_layout import PaneLayout
from reader.tui.widgets.status_bar import NO_WORDS, StatusBar
from reader.typeset.graphics_profiles import Graphics

if TYPE_CHECKING:
    from reader.core import Session
    from reader.tui.reading.downloads import Downloads


def _no_desktop(way: str, title: str, text: str) -> None:
    """Send no notification."""


class ReadingScreen(ReadingView):
    """Composes the panes and hands their messages and the keys to the controllers.

    Args:
        session: the library and the sources.
        settings: of the configuration, with what was remembered.
        state: how the screen is set up at first.
        path: the configuration file, where sources and saved filters are written.
        graphics: what the terminal draws in place of cells.
        first: the headlines of the first screen, if they are known.
        is_part: whether others stand above them in the list.
        notify_desktop: sends a notification to the desktop.
    """

    BINDINGS = bindings(READING)
    AUTO_FOCUS = "HeadlineList"

    def __init__(
        self,
        session: Session,
        settings: Settings,
        state: UiState | None = None,
        path: Path = Path(),
        graphics: Graphics | None = None,
        first: Sequence[Headline] = (),
        is_part: bool = False,
        notify_desktop: NotifyDesktop = _no_desktop,
    ) -> None:
        super().__init__(session, settings)
        self.start = state or UiState()
        """How the screen is set up at first."""
        self.graphics = graphics or Graphics()
        self.first = first
        self.is_part = is_part
        self.follow_sources: Callable[[], object] | None = None
        """Sets the followed sources of the session; called in a thread before they are needed."""
        self._has_loaded_rest = False
        self._was_resumed = False
        self.density = self.start.density
        self._showed_unfolding = False
        """Whether the status bar has the key that unfolds the row under the cursor."""
        self.library = LibraryActions(self, session)
        self.news = RefreshController(self, session)
        self.pack = TravelPack(self, session, self.news)
        self.filters = FilterController(self, session)
        self.articles = ArticleNavigation(self, self.filters, self.library)
        self.saved_filters = SavedFilters(self, session, path)
        self.navigation = PaneNavigation(self, self.filters)
        self.sources = SourceNavigation(self, session, path, self.news, self.library.undo_stack)
        self.account = AccountController(self, session, path, self.news)
        self.breaking = BreakingAnnouncer(self, session, notify_desktop)
        self.briefing = BriefingController(self, session, self.library)
        self.hooks = HookController(self, session)
        self.rules = RuleController(self, session, path)
        self.sharing = Sharing(self, session)
        self.user_commands = UserCommands(self, session)
        self.appearance = Appearance(self)
        self.sync = SettingsSync(self, self.appearance, self.news, self.rules)
        self.controllers = {
            "library": self.library,
            "news": self.news,
            "pack": self.pack,
            "filters": self.filters,
            "articles": self.articles,
            "lists": self.saved_filters,
            "navigation": self.navigation,
            "sources": self.sources,
            "rules": self.rules,
            "briefing": self.briefing,
            "account": self.account,
            "sharing": self.sharing,
            "user_commands": self.user_commands,
            "appearance": self.appearance,
        }

    @cached_property
    def downloads(self) -> Downloads:
        """The controller of downloads."""
        from reader.tui.reading.downloads import Downloads

        return Downloads(self, self.session)

    def compose(self) -> ComposeResult:
        """Lay out the panes in reading order."""
        strings = self.strings
        ticker = self.sync.ticker()
        columns, lines = self.app.size
        if ticker is not None:
            ticker.display = has_ticker(lines, wanted=True)
            lines -= ticker.display
        if ticker is not None:
            yield ticker
        panes = PaneLayout(
            [
                SidebarPane(self.session, strings, self.settings.lists, stories=self.start.stories),
                HeadlinesPane(
                    self.session,
                    strings,
                    ListQuery(
                        grouping=self.start.grouping,
                        stories=self.start.stories,
                        oldest_first=self.start.oldest_first,
                    ),
                    RowBuffer(self.first, UNKNOWN_PART if self.is_part else ALL_ROWS),
                    place=self.start.place,
                ),
                ArticlePane(
                    self.session,
                    strings,
                    self.sync.setting,
                    browser=self.settings.browser,
                    player=self.settings.player,
                    pictures=self.settings.pictures,
                    dateline=self.settings.dateline,
                    graphics=self.graphics,
                ),
                BookmarksPane(self.session, strings),
            ],
            shifts=self.start.shifts,
            rtl=strings.rtl,
            linear=self.settings.screen_reader,
            size=Size(columns, lines - 1),
        )
        # Before there is anything to style.
        self.update_classes(panes.classes_of_screen, update=False)
        yield panes
        yield StatusBar(strings, ())

    def on_mount(self) -> None:
        """Set the direction, read the library, fetch due sources."""
        self.sync.set_linear()
        self.panes.mirror(self.strings.rtl)
        self.show_hints()
        if self.start.shelf:
            self.panes.bring("bookmarks")
        self.call_after_refresh(self._show_first_article)
        self.news.set_schedule()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Skip widgets already styled when mounted, just before (tests/bench terminal)."""
        event.refresh_styles &= self._was_resumed
        self._was_resumed = True

    def on_resize(self) -> None:
        """Set the density of the lists for the size; a screen of few lines has no ticker."""
        self.set_density()
        for ticker in self.query(Ticker):
            ticker.display = has_ticker(self.size.height, wanted=True)

    def _show_first_article(self) -> None:
        """Show the article under the cursor, then load the rest of the library."""
        if self.first and self.panes.front == "headlines" and self.panes.shows("article"):
            self.article.preview(self.headline_under_cursor or self.first[0])
        else:
            self._load_rest()

    def _load_rest(self) -> None:
        """Load the content not needed by the first screen, once."""
        if self._has_loaded_rest:
            return
        self._has_loaded_rest = True
        follow = self.follow_sources
        if follow is None:
            self._load_library()
            return

        def run() -> None:
            try:
                follow()
            finally:
                self.call_later(self._load_library)

        self.news.in_thread("follow", run)

    def _load_library(self) -> None:
        if self.has_panes:
            self.headlines.load_rest()
            self.bookmarks.reload()
            self.sidebar.reload()
            self.news.look()
            self.briefing.offer()
            self.news.fetch_due()

    @property
    def own_commands(self) -> Sequence[tuple[str, str]]:
        """Names and keys of the commands of the configuration."""
        return [(each.name, each.key) for each in self.settings.commands]

    async def carry_out(self, name: str) -> None:
        """Run the action, or the command of the configuration, called ``name``."""
        if name.startswith(PREFIX):
            self.user_commands.run_named(name)
        else:
            await super().carry_out(name)

    @property
    def ui_state(self) -> UiState:
        """The current state that a person changes by key."""
        return self.sync.ui_state

    @property
    def undo_stack(self) -> list[Callable[[], object]]:
        """How to undo each change, the last one last."""
        return self.library.undo_stack

    def apply_settings(self, new: dict[str, Any]) -> None:
        """Apply settings that changed, by field of ``Settings``."""
        self.sync.apply(new)

    # Reading

    @on(HeadlineOpened)
    def _open(self, event: HeadlineOpened) -> None:
        self.articles.open(event.headline)

    @on(SidebarList.Chosen)
    def _list_chosen(self, event: SidebarList.Chosen) -> None:
        event.stop()
        self.filters.list_place(event.key)

    @on(SidebarList.RefreshWanted)
    def _refresh_chosen(self, event: SidebarList.RefreshWanted) -> None:
        event.stop()
        self.sources.fetch_sources([event.source])

    @on(HeadlinesNear)
    def _preview(self, event: HeadlinesNear) -> None:
        if self.headlines.rows.can_unfold != self._showed_unfolding:
            self._showed_unfolding = not self._showed_unfolding
            self.show_hints()
        self.articles.preview(event)

    @on(ArticleLoaded)
    def _mark_offline(self, event: ArticleLoaded) -> None:
        self.call_after_refresh(self._load_rest)
        if event.article.whole and event.headline.id > 0 and not event.headline.offline:
            self.headlines.set_state(event.headline.id, offline=True)

    # Messages

    def on_descendant_focus(self) -> None:
        """Bring the pane that has the focus to the front, and show its keys."""
        self.navigation.follow_focus()
        self.call_after_refresh(self.show_hints)

    @property
    def foot(self) -> Sequence[str]:
        """Names of the actions that fit the pane in front."""
        rows = self.headlines.rows
        if self.panes.front != "headlines":
            return FOOT[self.panes.front]
        if rows.picked:
            return FOOT["picked"]
        opened, *others = FOOT["headlines"]
        return (opened, "newsrooms", *others) if rows.can_unfold else FOOT["headlines"]

    def show_hints(self) -> None:
        """Show the keys of the pane in front in the status bar."""
        if self.has_panes:
            picked = self.panes.front == "headlines" and self.headlines.rows.picked
            self.status.set_hints(self.hints(), {"back": "hint.unpick"} if picked else NO_WORDS)

    @on(LibraryChanged)
    def _report_change(self, event: LibraryChanged) -> None:
        if event.undo is not None:
            self.undo_stack.append(event.undo)
        if event.said:
            hint = f" — {self.strings('said.undo_hint')}" if event.undo is not None else ""
            self.notify(event.said + hint, markup=False)
        self.news.reload()
        self.briefing.reload()

    @on(PicksChanged)
    def _show_picks(self, event: PicksChanged) -> None:
        event.stop()
        self.headlines.show_count()
        self.show_hints()

    @on(BookmarksListed)
    def _show_marks(self, event: BookmarksListed) -> None:
        event.stop()
        self.headlines.show_marks(event.bookmarks)
        self.article.show_marks(event.bookmarks)

    @on(BriefingListed)
    def _show_briefing(self, event: BriefingListed) -> None:
        event.stop()
        self.briefing.show_list(event)

    @on(LibraryLooked)
    def _show_library(self, event: LibraryLooked) -> None:
        self.news.show_library(event)
        self.briefing.show_library(event)
        self.sources.sources_changed()

    @on(ArticleSaved)
    def _report_saved(self, event: ArticleSaved) -> None:
        from reader.core import SaveState

        title = event.headline.title
        saved = event.saved
        if saved.state in (SaveState.SAVED_HERE, SaveState.WHOLE):
            self.briefing.show_saved(event.headline.id)
        if saved.state is SaveState.SAVED_HERE:
            self.headlines.set_state(event.headline.id, saved=True)
            self.notify(self.strings("said.saved", title=title), markup=False)
        elif saved.state is SaveState.WHOLE:
            self.headlines.set_state(event.headline.id, saved=True, offline=True)
            self.article.update(event.headline)
            self.hooks.report_saved(event.headline)
            self.notify(self.strings("said.saved_whole", title=title), markup=False)
        else:
            self.notify(self.strings("said.queued", why=saved.why or ""), severity="warning", markup=False)
        self.bookmarks.reload()
        self.sidebar.reload_soon()

    @on(FilesWanted)
    def _download_file(self, event: FilesWanted) -> None:
        event.stop()
        self.downloads.choose(event.headline)

    @on(FileChosen)
    def _open_file(self, event: FileChosen) -> None:
        event.stop()
        self.downloads.open(event.headline, event.url)

    @on(TransferProgressed)
    def _show_transfer(self, event: TransferProgressed) -> None:
        event.stop()
        self.downloads.show_progress(event.transfer)

    @on(FileChanged)
    def _report_file(self, event: FileChanged) -> None:
        event.stop()
        self.notify(event.said, markup=False)
        self.article.update(event.headline)

    @on(RefreshProgressed)
    def _show_progress(self, event: RefreshProgressed) -> None:
        progress = event.progress
        if progress.source == ACCOUNT and progress.note:
            self.notify(self.strings.sentence(progress.note), severity="warning", markup=False)
        if progress.error and event.asked and not (progress.offline or self.status.is_offering):
            said = self.strings("said.source_failed", name=progress.name, why=progress.error)
            self.notify(said, severity="warning", markup=False)  # the state says what still fails
        self.news.show_progress(progress)
        self.sources.show_progress(progress)
        self.breaking.collect(progress)
        self.briefing.show_progress(progress)
        self.hooks.collect(progress)
        self.rules.collect(progress)

    @on(BreakingArrived)
    def _announce(self, event: BreakingArrived) -> None:
        event.stop()
        self.breaking.announce_new(event.headlines)

    @on(ReadingProgressed)
    def _show_reading_progress(self, event: ReadingProgressed) -> None:
        event.stop()
        self.headlines.set_state(event.id, progress=event.percent)

    @on(RuleMatched)
    def _announce_rule(self, event: RuleMatched) -> None:
        event.stop()
        self.breaking.announce(event.headlines, event.rule)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report a worker that ended with an error no one handles."""
        if event.state is WorkerState.ERROR:
            self.log.error(event.worker.error)
            self._report_failure(Failed(self.strings("said.unforeseen", why=repr(event.worker.error))))

    @on(Failed)
    def _report_failure(self, event: Failed) -> None:
        self.notify(event.sentence, severity="error", markup=False)
        self._load_rest()

    @on(StatusBar.HintChosen)
    async def _run_hint(self, event: StatusBar.HintChosen) -> None:
        await self.carry_out(event.action)
