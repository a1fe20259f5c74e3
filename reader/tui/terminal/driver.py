"""The way from the terminal and back to it: keys come to the event loop, and frames leave from it.

Textual has a thread for keys and a thread for frames. Each key and each frame is then handed over under
Python's lock, behind all else that runs: milliseconds where news is fetched and articles are read ahead. Here
the terminal is opened once more for the loop alone, so that neither reading nor writing ever waits; to ask
that of the terminal as it was given would change it for the shell and everybody else who shares it. Where it
cannot be opened, or the loop cannot watch it, the threads do what they always did.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import constants
from textual._xterm_parser import XTermParser

from reader.tui.terminal.segment_order import spelled
from reader.tui.terminal.session import ALTERNATE

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

    _Mixin = Any
else:
    _Mixin = object

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
_MOST = 1 << 18  # bytes that wait for the terminal until nothing more is painted
_PATIENCE = 1.0  # seconds without a byte taken after which a terminal is given up when it is left
_READ = 4096  # bytes


def opened(fd: int, flags: int) -> int | None:
    """Open the terminal of a descriptor once more, never to wait for it; None when that cannot be done."""
    try:
        return os.open(os.ttyname(fd), flags | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None


class Outlet:
    """What is on its way to a terminal: written as soon as it takes it, and waiting until then.

    Args:
        fd: of the terminal, not to be waited for; closed at the end.
        encoding: that it expects.
        full: told True when so much waits that nothing more should be painted, False when it is written.
    """

    def __init__(self, fd: int, encoding: str, full: Callable[[bool], object]) -> None:
        self._fd, self._encoding, self._full = fd, encoding, full
        self._told = False
        self._waiting = b""
        self._loop = asyncio.get_running_loop()
        self._watched = self._soon = False

    def add(self, text: str) -> None:
        """Have text written with the next `flush`, at the latest when the loop comes round."""
        self._waiting += text.encode(self._encoding, "backslashreplace")
        if not self._soon and not self._watched:
            self._soon = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Write what the terminal takes now, and the rest when it takes more."""
        self._soon = False
        # Taken out first: a signal may have the screen left in the middle of this.
        data, self._waiting = self._waiting, b""
        if data:
            self._waiting = data[self._written(data) :] + self._waiting
        if bool(self._waiting) != self._watched:
            self._watched = not self._watched
            if self._watched:
                self._loop.add_writer(self._fd, self.flush)
            else:
                self._loop.remove_writer(self._fd)
        if (full := len(self._waiting) > (0 if self._told else _MOST)) != self._told:
            self._told = full
            self._full(full)

    def finish(self) -> bool:
        """Write the rest, as long as the terminal takes anything, and close it; tell whether it took all."""
        while self._waiting and select.select([], [self._fd], [], _PATIENCE)[1]:
            self._waiting = self._waiting[self._written(self._waiting) :]
        taken, self._waiting = not self._waiting, b""
        if self._watched:
            self._loop.remove_writer(self._fd)
        if self._told:
            self._full(False)
        self._watched = self._told = False
        os.close(self._fd)
        return taken

    def _written(self, data: bytes) -> int:
        """Write and return how much was taken: all when the terminal is gone, for then it goes nowhere."""
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            return 0
        except OSError:
            return len(data)


class Inlet:
    """What comes from a terminal, as Textual's messages.

    Args:
        fd: of the terminal, not to be waited for; closed at the end.
        heard: given each message.
        gone: called when the terminal is no more.

    Raises:
        OSError: the loop cannot watch the terminal.
    """

    def __init__(self, fd: int, heard: Callable[[Message], object], gone: Callable[[], object]) -> None:
        self._fd, self._heard, self._gone = fd, heard, gone
        self._parser = XTermParser()
        self._decode = getincrementaldecoder("utf-8")(errors="replace").decode
        self._ticking: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(fd, self._read)

    def close(self) -> None:
        """Read no more."""
        self._loop.remove_reader(self._fd)
        if self._ticking is not None:
            self._ticking.cancel()
        os.close(self._fd)

    def _read(self) -> None:
        try:
            data = os.read(self._fd, _READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._loop.remove_reader(self._fd)
            self._gone()
            return
        if text := self._decode(
            data
        ):  # none yet of a letter in pieces; nothing would be the end to the parser
            for message in self._parser.feed(text):
                self._heard(message)
        # Escape may be a key of its own, or begin a sequence: after a while it was a key.
        if self._ticking is not None:
            self._ticking.cancel()
        self._ticking = self._loop.call_later(constants.ESCAPE_DELAY + 0.001, self._tick)

    def _tick(self) -> None:
        for message in self._parser.tick():
            self._heard(message)


class Directed(_Mixin):  # type: ignore[misc]  # whichever the platform has
    """Mixin of Textual's driver: reads and writes on the loop, sets the terminal up and puts it back.

    What it writes is framed by the escapes the terminal needs.
    """

    _outlet: Outlet | None = None
    _inlet: Inlet | None = None
    _given_up = False
    """Whether the terminal took nothing any more when it was left."""
    _begins = False
    """Whether a terminal is taken over that shows something already."""

    def write(self, data: str) -> None:
        """Write, unless nobody takes it: the queue would fill up and hold the program for ever."""
        if self._begins and data == ALTERNATE:
            return  # it is there, and what it shows would be wiped away
        data = spelled(data, self._app.terminal)
        if self._outlet is not None:
            self._outlet.add(data)
        elif self._threads_live and not self._given_up:
            super().write(data)

    def flush(self) -> None:
        """Send what was written on its way."""
        if self._outlet is not None:
            self._outlet.flush()
        else:
            super().flush()

    def send_message(self, message: Message) -> None:
        """Hand a message to the application, at once where the loop runs."""
        self._app.post_message(message)

    def run_input_thread(self) -> None:
        """Leave reading to the loop, if it can."""
        if self._inlet is None:
            super().run_input_thread()

    def start_application_mode(self) -> None:
        """Take the screen, then set the terminal up before anything is painted on it."""
        self._begins = self._app.taken is not None and not self._app.taken.handed_over
        self._given_up = False
        self._app.shown.forget()
        self._open()
        super().start_application_mode()
        if not self._threads_live:  # in the background, where nothing may be written
            self._close()
            return
        if self._begins:
            self._begins = False
            self.attrs_before = self._app.taken.hand_over()
        else:
            self.write(self._app.terminal.enter)
            self.flush()
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                loop.add_signal_handler(number, self._end, number)

    def disable_input(self) -> None:
        """Read no more."""
        if self._inlet is not None:
            self._inlet.close()
            self._inlet = None
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Leave the screen, then put the terminal back as it was."""
        if self._app.drawing is not None:
            self.write(self._app.drawing.forget())
        super().stop_application_mode()
        self.write(self._app.terminal.leave)
        self.flush()
        self._close()

    @property
    def _threads_live(self) -> bool:
        """Whether the screen is taken, and its terminal still there."""
        if not hasattr(self, "_writer_thread"):
            return True
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def _open(self) -> None:
        """Read and write from the loop if that can be done; both or neither."""
        if not getattr(self, "input_tty", False):
            return
        source, sink = opened(self.fileno, os.O_RDONLY), opened(self._file.fileno(), os.O_WRONLY)
        try:
            if source is not None and sink is not None:
                self._inlet = Inlet(source, self.process_message, partial(self._end, signal.SIGHUP))
                self._outlet = Outlet(sink, self._file.encoding, self._hold)
                return
        except OSError:
            pass
        for fd in (source, sink):
            if fd is not None:
                os.close(fd)

    def _close(self) -> None:
        """Send the rest on its way, and leave the terminal to Textual's threads."""
        if self._inlet is not None:
            self._inlet.close()
        if self._outlet is not None:
            self._given_up = not self._outlet.finish()
        self._inlet = self._outlet = None

    def _hold(self, full: bool) -> None:
        """Paint nothing while the terminal takes nothing; what has changed meanwhile is painted then."""
        if full:
            self._app._begin_batch()
        else:
            self._app._end_batch()
            self._app.go_on()

    def _end(self, number: int) -> None:
        """Leave in order; the same signal again ends the process at once."""
        asyncio.get_running_loop().remove_signal_handler(number)
        self._app.exit(return_code=128 + number)


def directed(driver: type[Driver]) -> type[Driver]:
    """Return a driver class that reads and writes on the loop, and sets the terminal up and puts it back."""
    return type("Directed", (Directed, driver), {})
