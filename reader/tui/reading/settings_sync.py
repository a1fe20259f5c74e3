"""Apply the settings to the running screen, and collect state changed by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.locale.translator import Translator
from reader.tui.controller import Controller
from reader.tui.panes.ticker import Ticker
from reader.tui.terminal.terminal_app import terminal_app
from reader.tui.ui_state import UiState
from reader.tui.widgets.article_layout import Setting
from reader.typeset.mark_support import Marks

if TYPE_CHECKING:
    from reader.tui.reading.appearance import Appearance
    from reader.tui.reading.refresh import RefreshController
    from reader.tui.reading.rules import RuleController
    from reader.tui.reading.view import ReadingView


class SettingsSync(Controller["ReadingView"]):
    """Applies changed settings to the panes, and reads the state of the panes.

    Args:
        screen: whose panes are set.
        appearance: sets the language.
        news: sets the schedule of refreshes.
        rules: keeps the library as the rules say.
    """

    def __init__(
        self, screen: ReadingView, appearance: Appearance, news: RefreshController, rules: RuleController
    ) -> None:
        super().__init__(screen)
        self.rules = rules
        self.appearance = appearance
        self.news = news

    @property
    def setting(self) -> Setting:
        """How articles are set by the settings."""
        settings = self.screen.settings
        draws_marks = terminal_app(self.screen).terminal.marks is not Marks.NOT_DRAWN
        marks = settings.harakat == "shown" or (settings.harakat == "auto" and draws_marks)
        return Setting(
            settings.text_size,
            settings.justify,
            marks,
            width=settings.article_width,
            line_spacing=settings.line_spacing,
        )

    @property
    def ui_state(self) -> UiState:
        """The current state that a person changes by key."""
        screen, setting = self.screen, self.screen.article.setting
        query = screen.headlines.list_query
        return UiState(
            language=self.strings.language,
            digits="arab" if self.strings.arabic_digits else "latn",
            theme=terminal_app(screen).themes.setting,
            text_size=setting.size,
            justify=setting.justify,
            harakat=self._harakat,
            ticker_paused=any(ticker.paused for ticker in screen.query(Ticker)),
            shifts=dict(screen.panes.shifts),
            density=screen.density,
            grouping=query.grouping,
            stories=query.stories,
            oldest_first=query.oldest_first,
            shelf=screen.panes.list == "bookmarks",
            **screen.headlines.place,
        )

    @property
    def _harakat(self) -> str:
        """The value of the setting ``harakat`` for the present display."""
        marks = terminal_app(self.screen).terminal.marks
        if not self.screen.article.setting.marks:
            hidden_anyway = marks is Marks.NOT_DRAWN
            return "auto" if hidden_anyway and self.screen.settings.harakat == "auto" else "hidden"
        asked = (
            self.screen.settings.harakat == "shown"
            or terminal_app(self.screen).terminal.marks is Marks.MISPLACED
        )
        return "shown" if asked else "auto"

    def apply(self, new: dict[str, Any]) -> None:
        """Apply settings that changed, by field of ``Settings``; all others stay as they are."""
        screen = self.screen
        screen.settings = screen.settings._replace(**new)
        if new.keys() & {"language", "digits"}:
            digits = "arab" if self.strings.arabic_digits else "latn"
            language = new.get("language", self.strings.language)
            self.appearance.set_language(Translator(language, new.get("digits", digits)))
        if new.keys() & {"text_size", "justify", "harakat", "article_width", "line_spacing"}:
            now, wanted = screen.article.setting, self.setting
            screen.article.set(
                now._replace(
                    size=wanted.size if "text_size" in new else now.size,
                    justify=wanted.justify if "justify" in new else now.justify,
                    marks=wanted.marks if "harakat" in new else now.marks,
                    width=wanted.width,
                    line_spacing=wanted.line_spacing,
                )
            )
        if new.keys() & {"ticker", "ticker_paused", "ticker_speed", "screen_reader"}:
            self.in_loop("ticker", self._set_ticker)
        if "screen_reader" in new:
            self.set_linear()
        if "refresh_minutes" in new:
            self.news.set_schedule()
        if any(name.startswith("account_") for name in new):
            self.news.set_schedule()
            self.news.sync_if_set()
        if "density" in new:
            screen.density = new["density"]
            screen.set_density()
        if "stories" in new:
            screen.headlines.list_stories(new["stories"])
            screen.sidebar.list_stories(new["stories"])
            self.news.look()
        if "lists" in new:
            screen.sidebar.show_lists(new["lists"])
        if "rules" in new:
            self.rules.hold()
        if "dateline" in new:
            screen.article.set_dateline(new["dateline"])
        if "pictures" in new:
            screen.article.images.set_wanted(new["pictures"])
        screen.article.links.browser = screen.settings.browser
        screen.article.links.player = screen.settings.player

    def ticker(self) -> Ticker | None:
        """Return a new ticker as the settings ask for; None when they ask for none."""
        settings = self.screen.settings
        if not settings.ticker or settings.screen_reader:
            return None
        return Ticker(self.strings, speed=settings.ticker_speed, moving=not settings.ticker_paused)

    async def _set_ticker(self) -> None:
        """Replace the ticker."""
        await self.screen.query(Ticker).remove()
        ticker = self.ticker()
        if ticker is not None:
            await self.screen.mount(ticker, before=0)
            ticker.rtl = self.strings.rtl
            self.news.look()

    def set_linear(self) -> None:
        """Show one pane at a time without frames for a screen reader; or the panes as they fit."""
        screen = self.screen
        on = screen.settings.screen_reader
        screen.app.set_class(on, "screen-reader")
        screen.status.quiet = on
        screen.panes.linear = on
        screen.panes.bring(screen.panes.front, focus=False)
