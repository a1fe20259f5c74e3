"""Theme, language and digits of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.locale.translator import LANGUAGES, Translator
from reader.tui.controller import Controller
from reader.tui.panes.ticker import Ticker
from reader.tui.stylesheets import AUTO, THEME_PREFIX
from reader.tui.terminal.terminal_app import terminal_app
from reader.tui.widgets.headline_row import DENSITIES

if TYPE_CHECKING:
    from reader.tui.reading.view import ReadingView


class Appearance(Controller["ReadingView"]):
    """Controller of the theme, language and digits of the interface.

    Args:
        screen: whose panes are set.
    """

    def __init__(self, screen: ReadingView) -> None:
        super().__init__(screen)

    def theme(self) -> None:
        """Change to the next theme."""
        app = terminal_app(self.screen)
        app.themes.next()
        key = f"theme.{app.theme}"
        name = self.strings(key) if key in self.strings else app.theme.removeprefix(THEME_PREFIX)
        self.say("said.theme_auto" if app.themes.setting == AUTO else "said.theme", name=name)

    def density(self) -> None:
        """Change to the next density of rows."""
        screen = self.screen
        now = screen.headlines.rows.painter.density
        screen.density = DENSITIES[(DENSITIES.index(now) + 1) % len(DENSITIES)]
        screen.set_density()
        self.say(f"said.density_{screen.density}")

    def language(self) -> None:
        """Change to the next language."""
        at = LANGUAGES.index(self.strings.language)
        digits = "arab" if self.strings.arabic_digits else "latn"
        self.set_language(Translator(LANGUAGES[(at + 1) % len(LANGUAGES)], digits))

    def digits(self) -> None:
        """Change between the digits 123 and ١٢٣."""
        self.set_language(Translator(self.strings.language, "latn" if self.strings.arabic_digits else "arab"))

    def set_language(self, strings: Translator) -> None:
        """Set the language and its direction in every pane."""
        screen = self.screen
        screen.strings = strings
        screen.panes.mirror(strings.rtl)
        parts = (
            *screen.query(Ticker),
            screen.sidebar,
            screen.headlines,
            screen.article,
            screen.bookmarks,
            screen.status,
        )
        for part in parts:
            part.set_language(strings)
