"""The application: puts a session on the screen of a terminal."""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.filter import Monochrome, NoColor
from textual.screen import Screen

from reader.core.terminal_profile import Terminal
from reader.tui.calibrator import Calibrator
from reader.tui.config_watch import ConfigWatch
from reader.tui.first_paint import StartState, load_start_state
from reader.tui.image_compositor import ImageCompositor
from reader.tui.keyboard_layouts import run_bindings
from reader.tui.library_watch import LibraryWatch
from reader.tui.messages import ConfigurationRead
from reader.tui.notifications import escape
from reader.tui.reading.screen import ReadingScreen
from reader.tui.stylesheets import READING_SHEETS, all_sheets, sheets
from reader.tui.terminal.bidi_filter import BidiFilter
from reader.tui.terminal.output import KeepColours, OnlyText
from reader.tui.terminal.terminal_app import TerminalApp
from reader.tui.theme_switch import ThemeSwitch
from reader.tui.ui_state import merge
from reader.tui.ui_state_sync import UiStateSync
from reader.tui.widgets.status_bar import StatusBar
from reader.tui.widgets.typeset_view import TypesetView
from reader.typeset.colour_depth import ColourDepth
from reader.typeset.graphics_profiles import Graphics

if TYPE_CHECKING:
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

    from reader.config import Config
    from reader.core import Session
    from reader.tui.terminal.session import TerminalSession
    from reader.typeset.terminal_profiles import Decision

# Strips keep what a filter made of them, and these are the same to them only as long as they are.
_NO_COLOUR = NoColor()
_ONLY_TEXT = OnlyText()
_KEEP_COLOURS = KeepColours()
_KEPT_MESSAGES = 200
_TURN = 0.001  # seconds
_START_SECONDS = 2.0
"""Time after which all is loaded that the start needs, previews and articles included."""


class Spoken(NamedTuple):
    """A message that was shown."""

    text: str
    severity: str


class Khabar(TerminalApp):
    """The application.

    Args:
        session: its library stays open as long as the application runs.
        config: the settings and the mistakes found in them.
        terminal: the order of cells and the escapes the terminal needs.
        probed: the answers of the terminal about itself.
        begin: the state the screen starts with; defaults of the configuration without.
        taken: the terminal, if it shows the first paint already.
        when_started: called when the first screen and all it shows later are there.
        follow_sources: sets the followed sources of the session, after the first screen is painted.
    """

    TITLE = "خبر"
    CSS_PATH = sheets(*READING_SHEETS)
    ENABLE_COMMAND_PALETTE = False  # ours is among the bindings of the screen

    images: ImageCompositor

    def __init__(
        self,
        session: Session,
        config: Config,
        terminal: Decision,
        *,
        probed: Terminal | None = None,
        begin: StartState | None = None,
        taken: TerminalSession | None = None,
        when_started: Callable[[], object] | None = None,
        follow_sources: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._when_started = when_started
        self.messages: deque[Spoken] = deque(maxlen=_KEPT_MESSAGES)
        """What was said in passing, the last one last."""
        self.session = session
        self.terminal = terminal
        self.probed = probed or Terminal({})
        self.terminal_session = taken
        begin = begin or StartState(*merge(config.settings, config.given, {}), {}, ())
        settings, ui_state = begin.settings, begin.ui_state
        self._theme_problems = begin.problems
        self.themes = ThemeSwitch(self, begin)
        self.set_initial_theme(self.themes.wanted)
        self.set_keymap(dict(settings.keys))
        graphics = Graphics() if settings.screen_reader else self.probed.graphics(settings.graphics)
        self.images = ImageCompositor(graphics, self.refresh)
        self.reading = ReadingScreen(
            session,
            settings,
            ui_state,
            config.path,
            graphics,
            begin.headlines,
            begin.is_part,
            self.notify_desktop,
        )
        self.reading.follow_sources = follow_sources
        self.state_sync = UiStateSync(self, self.reading, session, dict(begin.remembered))
        self.config_watch = ConfigWatch(self, self.reading, session, config, self.apply_settings)
        self.library_watch = LibraryWatch(self, self.reading, session)
        self.calibrator = Calibrator(
            self, self.reading, session, self.probed, lambda: self.config.settings.order
        )
        if settings.screen_reader:
            from reader.tui.screen_reader import screen_reader_decision

            self.terminal = screen_reader_decision(terminal)
            self.animation_level = "none"

    @property
    def config(self) -> Config:
        """The configuration as last read."""
        return self.config_watch.config

    def on_configuration_read(self, event: ConfigurationRead) -> None:
        """Apply the changes of the configuration."""
        event.stop()
        self.config_watch.apply(event.config)

    async def handle_key(self, key: str, priority: bool) -> bool:
        """Run the binding of a key in any keyboard layout."""
        language = self.reading.strings.language
        for bar in self.screen.query(StatusBar):
            bar.clear_error()
        in_view = isinstance(self.focused, TypesetView)  # in a field it is typed
        if priority and in_view and self.screen is self.reading and self.reading.user_commands.run_key(key):
            return True
        return await run_bindings(self.run_bindings, key, language, self.focused, priority=priority)

    def notify_desktop(self, way: str, title: str, text: str) -> None:
        """Send a notification to the desktop in the way of the settings."""
        if sequence := escape(way, title, text):
            self.write_escape(sequence)

    def exit(self, *args: Any, **options: Any) -> None:
        """Exit, after collecting the state of the screen while available."""
        self.state_sync.collect()
        super().exit(*args, **options)

    def get_line_filters(self) -> list[LineFilter]:
        """Return the filters that reorder Textual's own widgets, or spell lines for a screen reader."""
        rtl = self.reading.strings.rtl
        kept = [_NO_COLOUR if isinstance(each, Monochrome) else each for each in super().get_line_filters()]
        order: LineFilter = BidiFilter(int(rtl))
        if self.reading.settings.screen_reader:
            from reader.tui.screen_reader import LinearFilter

            order = LinearFilter(rtl)
        basic = [_KEEP_COLOURS] if self.themes.depth is ColourDepth.BASIC else []
        return [*kept, order, _ONLY_TEXT, *basic]

    def get_default_screen(self) -> Screen[None]:
        """Start with the reading screen."""
        return self.reading

    def on_mount(self) -> None:
        """Report mistakes of the configuration, and start the watchers."""
        self.set_class(self.no_color or self.has_class("few-colours"), "few-colours")
        if self.has_class("few-colours") or self.reading.settings.screen_reader:
            self._load_sheets()
        self.set_timer(_START_SECONDS, self._load_sheets)
        self.config_watch.start()
        self.call_after_refresh(self._report_problems)  # the status bar is there then
        self.library_watch.start()
        self.call_after_refresh(self.state_sync.start)
        self.call_after_refresh(self.calibrator.calibrate_if_uncertain)
        if self._when_started is not None:
            self.set_timer(_START_SECONDS, self._when_started)

    def _load_sheets(self) -> None:
        """Load the sheets not needed yet: Textual would style everything again with the first."""
        missing = [path for path in all_sheets() if not self.stylesheet.has_source(path)]
        if missing:
            self.stylesheet.read_all([Path(path) for path in missing])
            self.stylesheet.parse()

    def _report_problems(self) -> None:
        for problem in self._theme_problems:
            self.notify(self.reading.strings.sentence(problem), severity="warning")
        self.config_watch.report_problems(self.config)

    def apply_settings(self, new: dict[str, Any]) -> None:
        """Set settings that changed, by field of ``Settings``."""
        self.state_sync.record_change()
        self.reading.apply_settings(new)
        self.themes.apply(new)
        if new.get("screen_reader"):
            self._load_sheets()
        if new.keys() & {"order", "screen_reader"}:
            self.calibrator.decide_again()
        if "graphics" in new and not self.reading.settings.screen_reader:
            self.images.graphics = self.probed.graphics(new["graphics"])
            self.reading.article.images.draw_with(self.images.graphics)
        self.state_sync.start()

    async def action_quit(self) -> None:
        """Leave with exit code 0."""
        self.exit(0)

    def action_calibrate(self) -> None:
        """Ask which order of letters reads right on this terminal."""
        self.calibrator.calibrate()

    def action_help_quit(self) -> None:
        """Say how to leave: Ctrl+C copies."""
        self.notify(self.reading.strings("said.how_to_quit"))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message in the status bar of the screen in front, else of the reading screen.

        Args:
            message: one sentence.
            title: before it.
            severity: its colour; an error stays until a key.
            timeout: seconds it stays.
            markup: not used: messages are never markup.
        """
        text = f"{title} · {message}" if title else message
        self.messages.append(Spoken(text, severity))
        screens = (screen for screen in (self.screen, self.reading) if screen.is_attached)
        bars = (bar for screen in screens for bar in screen.query(StatusBar))
        if bar := next(bars, None):
            bar.say(text, severity, seconds=timeout)

    async def on_unmount(self) -> None:
        """Give the network connections back."""
        await self.state_sync.write()
        await self.session.close()


def _resume_collection() -> None:
    """Enable the garbage collector, except for objects of the start (tests/bench terminal)."""
    gc.freeze()
    gc.enable()


def run(
    session: Session,
    config: Config,
    terminal: Decision,
    probed: Terminal | None = None,
    begin: StartState | None = None,
    taken: TerminalSession | None = None,
    follow_sources: Callable[[], object] | None = None,
) -> int:
    """Run the application until the person leaves; return the exit code.

    Raises the error that ended the application, if one did, once the terminal is as it was.

    Args:
        session: the library and the sources.
        config: the settings.
        terminal: the order of cells and the escapes the terminal needs.
        probed: the answers of the terminal, to decide again for another setting.
        begin: the state the screen starts with; read from the library without.
        taken: the terminal, if it shows the first paint already.
        follow_sources: sets the followed sources of the session, after the first screen is painted.
    """
    # Threads that fetch and parse give way to what a key asks for sooner than after Python's 5 ms.
    sys.setswitchinterval(_TURN)
    begin = begin or load_start_state(session, config)
    app = Khabar(
        session,
        config,
        terminal,
        probed=probed,
        begin=begin,
        taken=taken,
        when_started=_resume_collection,
        follow_sources=follow_sources,
    )
    result = app.run()
    if app.unhandled_error is not None:
        raise app.unhandled_error
    return result if result is not None else app.return_code or 0
