"""What the reading screen is set to, and setting it while it runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual import work
from textual.timer import Timer

from reader.locale.translator import Translator
from reader.tui.panes.ticker import Ticker
from reader.tui.reading.appearance import Looks
from reader.tui.reading.library_actions import Deeds
from reader.tui.reading.refresh import Looking
from reader.tui.ui_state import UiState
from reader.tui.widgets.article_layout import Setting

_ONE_PANE = [(0, "-one")]


class Settling(Deeds, Looking, Looks):
    """Mixin of the reading screen: settings, and the state that is laid over them."""

    _fetching: Timer | None = None

    @property
    def setting(self) -> Setting:
        """How articles are set, by the settings."""
        settings = self.settings
        return Setting(settings.text_size, settings.justify, settings.harakat == "shown")

    @property
    def ui_state(self) -> UiState:
        """What the person changed by key, as it stands now."""
        setting = self.article.setting
        return UiState(
            language=self.strings.language,
            digits="arab" if self.strings.arabic_digits else "latn",
            theme=self.app.theme.removeprefix("khabar-"),
            text_size=setting.size,
            justify=setting.justify,
            harakat="shown" if setting.marks else "hidden",
            ticker_paused=any(ticker.paused for ticker in self.query(Ticker)),
            share=self.panes.share,
            grouping=self.headlines.grouping,
            shelf=self.panes.list == "bookmarks",
        )

    def apply_settings(self, new: dict[str, Any]) -> None:
        """Set settings that changed, by field of ``Settings``; all others stay as they are."""
        self.settings = self.settings._replace(**new)
        if new.keys() & {"language", "digits"}:
            digits = "arab" if self.strings.arabic_digits else "latn"
            language = new.get("language", self.strings.language)
            self.set_language(Translator(language, new.get("digits", digits)))
        if new.keys() & {"text_size", "justify", "harakat"}:
            now, wanted = self.article.setting, self.setting
            self.article.set(
                replace(
                    now,
                    size=wanted.size if "text_size" in new else now.size,
                    justify=wanted.justify if "justify" in new else now.justify,
                    marks=wanted.marks if "harakat" in new else now.marks,
                )
            )
        if new.keys() & {"ticker", "ticker_paused", "ticker_speed", "screen_reader"}:
            self.set_ticker()
        if "screen_reader" in new:
            self.set_linear()
        if "refresh_minutes" in new:
            self.keep_fetching()
        if "pictures" in new:
            self.article.show_pictures(new["pictures"])
        self.article.browser = self.settings.browser

    def ticker(self) -> Ticker | None:
        """Return a ticker as the settings want it; None when they want none."""
        settings = self.settings
        if not settings.ticker or settings.screen_reader:
            return None
        return Ticker(self.strings, speed=settings.ticker_speed, moving=not settings.ticker_paused)

    @work(exclusive=True, group="ticker")
    async def set_ticker(self) -> None:
        """Put the ticker there, or another one, or take it away."""
        await self.query(Ticker).remove()
        ticker = self.ticker()
        if ticker is not None:
            await self.mount(ticker, before=0)
            ticker.rtl = self.strings.rtl
            self.look()

    def set_linear(self) -> None:
        """Show one thing at a time, without frames, for whoever listens to the screen; or everything."""
        on = self.settings.screen_reader
        self.app.set_class(on, "screen-reader")
        self.status.quiet = on
        self.HORIZONTAL_BREAKPOINTS = _ONE_PANE if on else type(self).HORIZONTAL_BREAKPOINTS
        self.update_classes(self.wide())
        self.panes.bring(self.panes.front, focus=False)

    def wide(self) -> dict[str, bool]:
        """Return the classes the screen has to have, or not to have, for its width."""
        widths = (each for each in self.HORIZONTAL_BREAKPOINTS or () if each[0] <= self.app.size.width)
        now = max(widths)[1]
        return {name: name == now for _, name in type(self).HORIZONTAL_BREAKPOINTS or ()}

    def keep_fetching(self) -> None:
        """Fetch what is due as often as the settings want."""
        if self._fetching is not None:
            self._fetching.stop()
            self._fetching = None
        minutes = self.settings.refresh_minutes
        if minutes:
            self._fetching = self.set_interval(minutes * 60, self.fetch_due)
