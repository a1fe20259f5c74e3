"""Base of the application: every override of Textual's private methods of ``App``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual._compositor import CompositorUpdate, LayoutUpdate
from textual._context import visible_screen_stack
from textual.app import App
from textual.css.query import NoMatches
from textual.geometry import Region

from reader.tui.terminal.clipboard import copy_by_program, osc52
from reader.tui.terminal.output import attach_marks_of, encode_update
from reader.tui.terminal.screen_diff import ScreenDiff
from reader.tui.terminal.textual_internals import release_removed_widgets
from reader.typeset.mark_support import Marks
from reader.typeset.terminal_profiles import Order

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.screen import Screen
    from textual.widget import Widget

    from reader.tui.image_compositor import ImageCompositor
    from reader.tui.terminal.session import TerminalSession
    from reader.tui.theme_switch import ThemeSwitch
    from reader.typeset.terminal_profiles import Decision

_CLEAR = "\x1b[H\x1b[2J"
"""VTE keeps the mode for reordering with every row until the row is cleared."""
_RETRY_SECONDS = 0.05
"""Time after which painting is tried again on a terminal that takes updates slowly."""


def terminal_app(widget: Widget) -> TerminalApp:
    """Return the application a widget belongs to."""
    app = widget.app
    assert isinstance(app, TerminalApp)
    return app


class TerminalApp(App[Any]):
    """Application that sends updates in the terminal's order of cells.

    Set ``terminal`` before the application runs. A screen may have ``row_orders``, orders of single lines by
    their row on the screen. SIGTERM and SIGHUP end the application in order, with the shell's exit code.
    """

    terminal: Decision
    images: ImageCompositor | None = None
    """Draws pictures and lines of double size, where the terminal can."""
    terminal_session: TerminalSession | None = None
    """The terminal, if it shows the first paint before the application runs."""
    screen_diff: ScreenDiff
    """The lines the terminal shows."""
    themes: ThemeSwitch
    _has_lost_update = False
    """Whether an update was dropped because nothing is painted at the moment."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Messages stand in the status bar, and nothing has a tooltip: two widgets fewer on each screen.
        self._disable_notifications = self._disable_tooltips = True
        release_removed_widgets()
        self.screen_diff = ScreenDiff()

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that sends the terminal's own escapes; on Windows, Textual's."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from reader.tui.terminal.driver import TerminalDriver

        return TerminalDriver

    def on_mount(self) -> None:
        """Repaint the screen after the process was stopped and continued (Ctrl+Z, ``fg``).

        Textual 8.2.8 repaints after `suspend` only.
        """
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())

    def action_suspend_process(self) -> None:
        """Stop the whole process group, so that a script that started khabar stops, too.

        The terminal is given back first: the shell takes it as soon as the script has stopped.
        """
        if not self.has_terminal or not hasattr(signal, "SIGTSTP"):
            return
        with self.suspend():
            former = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
            os.killpg(os.getpgrp(), signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, former)
            os.kill(os.getpid(), signal.SIGSTOP)

    def action_redraw(self) -> None:
        """Repaint the whole screen, in case another program wrote there."""
        self.screen_diff.forget()
        self.refresh(layout=True)

    # Escapes

    @property
    def has_terminal(self) -> bool:
        """Whether the application runs on a terminal, and escapes can be written."""
        return self._driver is not None and not self.is_headless

    def write_escape(self, sequence: str) -> None:
        """Write a control sequence to the terminal, if there is one."""
        if self._driver is not None and self.has_terminal:
            self._driver.write(sequence)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy logical text to the clipboards of the terminal and of the system."""
        self._clipboard = text
        if self.has_terminal:
            self.write_escape(osc52(text))
            self.run_worker(
                lambda: copy_by_program(text),
                name="clipboard",
                group="clipboard",
                thread=True,
                exit_on_error=False,
            )

    def send_marks(self, wanted: bool) -> None:
        """Send vowel points to a terminal that misplaces them, or leave them out again."""
        both = (Marks.NOT_DRAWN, Marks.MISPLACED)
        if self.terminal.marks in both:
            self.switch_terminal(self.terminal._replace(marks=both[wanted]))

    def switch_terminal(self, decision: Decision) -> None:
        """Send lines as another decision says, from now on."""
        before, self.terminal = self.terminal, decision
        if (before.encoding, before.enter) == (decision.encoding, decision.enter) or not self.has_terminal:
            return
        if before.enter != decision.enter:
            self.write_escape(before.leave + _CLEAR + decision.enter)
        for screen in self.screen_stack:
            screen.refresh(layout=True)

    def report_ground(self, light: bool) -> None:
        """Take the terminal's report that its ground is light or dark now (mode 2031)."""
        self.themes.set_light_ground(light)

    # Keys

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        return await self.handle_key(key, priority)

    async def handle_key(self, key: str, priority: bool) -> bool:
        """Handle a key; return whether a binding was run. Override to add bindings of other layouts."""
        return await self.run_bindings(key, priority)

    async def run_bindings(self, key: str, priority: bool) -> bool:
        """Run the action a key is bound to; return whether there was one."""
        return await super()._check_bindings(key, priority)

    @property
    def rebound_keys(self) -> Mapping[str, str]:
        """Keys the person has bound themselves, by the id of the binding."""
        return self._keymap

    # Painting

    def set_initial_theme(self, theme: str) -> None:
        """Set the theme before styling: Textual would parse all sheets for its default first."""
        self.set_reactive(App.theme, theme)
        dark = self.current_theme.dark
        classes = {f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}
        self.update_classes(classes, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def unhandled_error(self) -> Exception | None:
        """The error that ended the application."""
        return self._exception

    def _handle_exception(self, error: Exception) -> None:
        # Messages are still read while the screen is taken down, and find its widgets gone.
        if self.is_running or not isinstance(error, NoMatches):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of variables; ``run`` raises the error instead.
        self._close_messages_no_wait()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Write an update of the screen in the order the terminal needs, with pictures drawn."""
        if isinstance(renderable, CompositorUpdate):
            if self._batch_count:  # dropped by Textual, which paints all when the batch ends
                return
            if self._is_congested:
                self._postpone_update()
                return
            renderable = self._encode(screen, renderable)
        super()._display(screen, renderable)

    def _encode(self, screen: Screen[Any], update: CompositorUpdate) -> CompositorUpdate | None:
        attach_marks_of(update)
        exceptions: Mapping[int, Order] = getattr(screen, "row_orders", {})
        images = self.images if self.images and self.images.is_active else None
        spills = self.terminal.spills
        if spills or not self.terminal.encoding.is_plain or exceptions or images:
            visible_screen_stack.set(list(self._background_screens))
            update = encode_update(update, screen._compositor, self.terminal, exceptions, images)
        if images or spills:
            self.screen_diff.forget()
            return update
        return self.screen_diff.changes(update) or self._move_cursor()

    def _move_cursor(self) -> CompositorUpdate | None:
        """Return an update that only moves the cursor; None if already in place."""
        place = self.screen.outer_size.clamp_offset(self.cursor_position)
        return LayoutUpdate([], Region()) if place != self._previous_cursor_position else None

    @property
    def _is_congested(self) -> bool:
        return bool(getattr(self._driver, "is_congested", False))

    def _postpone_update(self) -> None:
        """Drop an update, and repaint the screen after `_RETRY_SECONDS`."""
        if not self._has_lost_update:
            self._has_lost_update = True
            self.set_timer(_RETRY_SECONDS, self._paint_again)

    def _paint_again(self) -> None:
        self._has_lost_update = False
        if self.is_running and self.screen_stack:
            self.screen.refresh()
