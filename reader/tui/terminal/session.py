"""Set up the terminal for the first paint, before Textual; then hand over or restore.

Imports no Textual.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.typeset.terminal_profiles import Decision

ALTERNATE, NORMAL = "\x1b[?1049h", "\x1b[?1049l"
"""Switch to the alternate screen and back (xterm, mode 1049)."""
_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"  # the cursor
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"
_ENDING, _STOP = ("SIGTERM", "SIGHUP"), "SIGTSTP"
Handler = Callable[[int, FrameType | None], Any] | int


class TerminalSession:
    """A terminal that shows the first paint, its input unread.

    Args:
        attributes: Its settings before, from ``termios.tcgetattr``.
    """

    def __init__(self, attributes: list[Any]) -> None:
        self.attributes = attributes
        self.handed_over = False

    def hand_over(self) -> list[Any]:
        """Leave restoring the terminal to the caller; return its settings from before."""
        self.handed_over = True
        return self.attributes


@contextmanager
def take_terminal(paint: str, terminal: Decision) -> Iterator[TerminalSession | None]:
    """Show the first paint; restore the terminal at the end unless handed over.

    Keys typed meanwhile are not echoed and stay in the queue. SIGTERM and SIGHUP end the process after the
    terminal is restored; SIGTSTP is ignored.

    Args:
        paint: What to show; with an empty string the terminal is left alone and None is yielded.
        terminal: Escapes to send before and after.
    """
    before = _quiet() if paint else None
    if before is None:
        yield None
        return
    # A stopped process would leave the shell on the alternate screen.
    handlers = dict.fromkeys(_ENDING, _end) | {_STOP: signal.SIG_IGN}
    mine = _handled({getattr(signal, name, None): handler for name, handler in handlers.items()})
    now = TerminalSession(before)
    try:
        _write(ALTERNATE + _HIDE + _NO_WRAP + terminal.enter + paint)
        yield now
    finally:
        for number, handler in mine.items():
            if signal.getsignal(number) is handler:
                signal.signal(number, signal.SIG_DFL)
        if not now.handed_over:
            import termios

            with suppress(OSError):
                _write(_WRAP + NORMAL + _SHOW + terminal.leave)
            with suppress(OSError, termios.error):
                termios.tcsetattr(0, termios.TCSANOW, before)


def _quiet() -> list[Any] | None:
    """Set the terminal to raw input as Textual does; return its former settings, if any."""
    try:
        import termios
    except ImportError:
        return None
    try:
        if not os.isatty(1) or os.tcgetpgrp(0) != os.getpgrp():
            return None
        before = termios.tcgetattr(0)
        now = termios.tcgetattr(0)
        now[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        now[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        now[6][termios.VMIN] = 1
        termios.tcsetattr(0, termios.TCSANOW, now)
    except (OSError, termios.error):
        return None
    return before


def _handled(handlers: Mapping[int | None, Handler]) -> Mapping[int, Handler]:
    """Install signal handlers, except for signals ignored at the start (nohup)."""
    mine = {
        number: handler
        for number, handler in handlers.items()
        if number is not None and signal.getsignal(number) is signal.SIG_DFL
    }
    for number, handler in mine.items():
        signal.signal(number, handler)
    return mine


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _write(text: str) -> None:
    """Write to the standard output, where the driver draws."""
    left = text.encode("utf-8", "replace")
    while left:
        left = left[os.write(1, left) :]
