"""The application: puts an edition on the screen of a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.screen import Screen

from reader.tui.bidi_filter import BidiFilter
from reader.tui.clipboard import Clipboard
from reader.tui.keys import GROUPS
from reader.tui.output import TerminalOutput
from reader.tui.screens.commanded import Commanded
from reader.tui.screens.help import sign
from reader.tui.screens.reading import ReadingScreen
from reader.tui.stylesheets import stylesheets, themes

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from reader.config import Config
    from reader.edition import Edition
    from reader.typeset.terminal import Decision


class Khabar(Clipboard, TerminalOutput, App[int]):
    """The reader.

    Args:
        edition: the news; its library stays open as long as the application runs.
        config: what the person set, and what was wrong with it.
        terminal: what the terminal at hand needs.
    """

    TITLE = "خبر"
    CSS_PATH = [str(path) for path in stylesheets()]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "f10"  # ours is among the bindings of the screen, where it can be rebound
    COMMAND_PALETTE_DISPLAY = ""

    def __init__(self, edition: Edition, config: Config, terminal: Decision) -> None:
        super().__init__()
        self.edition = edition
        self.config = config
        self.terminal = terminal
        for theme in themes():
            self.register_theme(theme)
        wanted = f"khabar-{config.settings.theme}"
        self.theme = wanted if wanted in self.available_themes else themes()[0].name
        self.set_keymap(dict(config.settings.keys))
        self.reading = ReadingScreen(edition, config.settings)

    def get_line_filters(self) -> list[LineFilter]:
        """Set Textual's own widgets right to left too."""
        return [*super().get_line_filters(), BidiFilter(int(self.reading.strings.rtl))]

    def get_default_screen(self) -> Screen[None]:
        """Start with the reading screen."""
        return self.reading

    def on_mount(self) -> None:
        """Tell what is wrong with the configuration."""
        strings = self.reading.strings
        for problem in self.config.problems:
            said = problem.arabic if strings.rtl else problem.message
            self.notify(
                strings("config.problem", line=problem.line, said=said), severity="warning", markup=False
            )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action of the screen, in the interface language."""
        if not isinstance(screen, Commanded):
            return
        bound = screen.bound()
        for name in (name for names in GROUPS.values() for name in names if name in bound):
            title = screen.strings(f"key.{name}")
            yield SystemCommand(
                title, " ".join(map(sign, bound[name])), lambda name=name: screen.carry_out(name)
            )

    def action_command_palette(self) -> None:
        """Offer every action by its name."""
        from reader.tui.screens.command_palette import BidiCommandPalette

        strings = self.reading.strings
        if not BidiCommandPalette.is_open(self):
            self.push_screen(BidiCommandPalette(strings("commands.hint"), rtl=strings.rtl))

    async def on_unmount(self) -> None:
        """Give the network connections back."""
        await self.edition.close()


def run(edition: Edition, config: Config, terminal: Decision) -> int:
    """Show an edition until the reader leaves; return the exit code."""
    app = Khabar(edition, config, terminal)
    result = app.run()
    return result if result is not None else app.return_code or 0
