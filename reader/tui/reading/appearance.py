"""How the program looks and speaks: theme, language, digits, help."""

from __future__ import annotations

from reader.locale.translator import LANGUAGES, Translator
from reader.tui.panes.ticker import Ticker
from reader.tui.reading.controller import Room


class Looks(Room):
    """Mixin of the reading screen: what it looks like."""

    def action_theme(self) -> None:
        """Go on to the next theme."""
        names = [name for name in self.app.available_themes if name.startswith("khabar-")]
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]
        self.notify(self.strings("said.theme", name=self.strings(f"theme.{self.app.theme}")), markup=False)

    def action_language(self) -> None:
        """Speak the next language of the interface."""
        at = LANGUAGES.index(self.strings.language)
        digits = "arab" if self.strings.arabic_digits else "latn"
        self.set_language(Translator(LANGUAGES[(at + 1) % len(LANGUAGES)], digits))

    def action_digits(self) -> None:
        """Write numbers as 123, or as ١٢٣."""
        self.set_language(Translator(self.strings.language, "latn" if self.strings.arabic_digits else "arab"))

    def set_language(self, strings: Translator) -> None:
        """Use another language everywhere, and its direction."""
        self.strings = strings
        self.panes.mirror(strings.rtl)
        for part in (*self.query(Ticker), self.headlines, self.article, self.shelf, self.status):
            part.set_language(strings)

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit(0)
