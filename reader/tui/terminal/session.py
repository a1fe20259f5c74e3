"""Takes the terminal before Textual does, so that there is something to see; hands it over, or gives it back.

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
"""Take the other screen, and go back."""
_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"  # the cursor
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"
_ENDING, _STOP = ("SIGTERM", "SIGHUP"), "SIGTSTP"
Handler = Callable[[int, FrameType | None], Any] | int


class Taken:
    """A terminal that shows something already, its keys kept for who will read them.

    Args:
        attributes: how it was before, as ``termios`` has it.
    """

    def __init__(self, attributes: list[Any]) -> None:
        self.attributes = attributes
        self.handed_over = False

    def hand_over(self) -> list[Any]:
        """Leave the terminal to somebody else, who is to put it back; return how it was."""
        self.handed_over = True
        return self.attributes


@contextmanager
def taken(paint: str, terminal: Decision) -> Iterator[Taken | None]:
    """Show the first paint; unless it is handed over, put the terminal back in the end, whatever happens.

    What is typed meanwhile is no line for the terminal to show, but keys for the program to come. Signals
    that end the process do so in order, and nothing stops it.

    Args:
        paint: what to show; nothing is taken for nothing.
        terminal: what has to be sent before and after.
    """
    before = _quiet() if paint else None
    if before is None:
        yield None
        return
    # The shell could not show itself on a screen that nobody is there to give back.
    handlers = dict.fromkeys(_ENDING, _end) | {_STOP: signal.SIG_IGN}
    mine = _handled({getattr(signal, name, None): handler for name, handler in handlers.items()})
    now = Taken(before)
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
    """Let the terminal keep keys for a program, as Textual does; return how it was, None if it is none."""
    try:
        import termios
    except ImportError:
        return None
    try:
        if not os.isatty(2) or os.tcgetpgrp(0) != os.getpgrp():
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
    """Handle signals, less those this system has not or the process was started to ignore (nohup)."""
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
    """Write where Textual will: it draws on the standard error."""
    left = text.encode("utf-8", "replace")
    while left:
        left = left[os.write(2, left) :]
