"""What every part of the reading screen may count on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import Settings
from reader.locale.translator import Translator
from reader.model import Headline
from reader.tui.dialogs.base import Commanded
from reader.tui.panes.article import ArticlePane
from reader.tui.panes.bookmarks import BookmarksPane
from reader.tui.panes.headlines import HeadlinesPane
from reader.tui.ui_state import UiState
from reader.tui.widgets.pane_layout import Arrangement
from reader.tui.widgets.partial_update import FrontFirst
from reader.tui.widgets.status_bar import StatusLine
from reader.typeset.graphics_profiles import Graphics

if TYPE_CHECKING:
    from reader.core import Session


class Room(Commanded):
    """The reading screen as its parts see it: a session, a language, and the panes."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        ui_state: UiState | None = None,
        path: Path = Path(),
        graphics: Graphics | None = None,
        first: Sequence[Headline] = (),
    ) -> None:
        super().__init__()
        self._compositor = FrontFirst()
        self.session = session
        self.settings = settings
        self.beginning = ui_state or UiState()
        """What the screen is set up as at first."""
        self.path = path
        """The configuration, where sources and lists are written."""
        self.graphics = graphics or Graphics()
        """What the terminal draws beside letters."""
        self.strings = Translator(settings.language, settings.digits)
        self.first = first
        """The headlines of the first screen, if they are known."""
        self.undo_stack: list[Callable[[], object]] = []
        self.searched = False
        """Whether `n` and `N` walk through the hits of a search in the article."""

    @property
    def panes(self) -> Arrangement:
        """How the panes share the screen."""
        return self.query_one(Arrangement)

    @property
    def stands(self) -> bool:
        """Whether the panes are there: not before they are mounted, nor while the screen is taken down."""
        return bool(self.query(ArticlePane))

    @property
    def headlines(self) -> HeadlinesPane:
        """The headlines pane."""
        return self.query_one(HeadlinesPane)

    @property
    def article(self) -> ArticlePane:
        """The article pane."""
        return self.query_one(ArticlePane)

    @property
    def shelf(self) -> BookmarksPane:
        """The bookmarks pane."""
        return self.query_one(BookmarksPane)

    @property
    def status(self) -> StatusLine:
        """The line at the foot."""
        return self.query_one(StatusLine)

    async def ask(self, question: str, answer: str = "") -> str | None:
        """Ask for a line of text, ``answer`` being in it at first; None when none is given."""
        from reader.tui.dialogs.prompt import Prompt

        return await self.app.push_screen_wait(Prompt(self.strings, question, answer))

    async def pick(self, title: str, choices: Sequence[tuple[str, str, str]]) -> str | None:
        """Let the person choose among things (key, label, detail); return the key, None for nothing."""
        from reader.tui.dialogs.picker import Choice, Picker

        return await self.app.push_screen_wait(
            Picker(self.strings, title, [Choice(*each) for each in choices])
        )

    def target(self) -> Headline | None:
        """Return the headline an action is about: that of the pane in front."""
        if self.panes.front == "article" and self.article.headline is not None:
            return self.article.headline
        if self.panes.front == "bookmarks":
            return self.shelf.current.headline if self.shelf.current else None
        targets = self.headlines.targets()
        return targets[0] if targets else None
