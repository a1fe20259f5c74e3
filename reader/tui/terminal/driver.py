"""Extend Textual's driver: use the terminal's own escapes, and end cleanly on signals."""

from __future__ import annotations

import asyncio
import errno
import os
import selectors
import signal
from codecs import getincrementaldecoder
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.geometry import Size

from reader.tui.terminal.segment_order import respell_escapes
from reader.tui.terminal.session import ALTERNATE
from reader.typeset.emoji import EMOJI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.message import Message

    from reader.tui.image_compositor import ImageCompositor
    from reader.tui.terminal.screen_diff import ScreenDiff
    from reader.tui.terminal.session import TerminalSession
    from reader.typeset.terminal_profiles import Decision

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
_MAX_QUEUED_WRITES = 9
"""Writes (three a frame) that wait for the terminal until no more is painted; Textual blocks at 30."""
_POLL_SECONDS = 0.1
"""Time without a key after which the thread that reads them looks whether the screen is left."""
_MARGIN_SECONDS = 0.001
"""Beyond the time an Esc is waited for, so that it has passed."""
_READ_BYTES = 4096
_MAX_COLUMNS, _MAX_ROWS = 1_000, 500
"""Of a screen: four times the cells of the largest display; a terminal that claims more takes all memory."""
_MAX_WAITING_KEYS = 4_096
"""Keys that wait for the application; more at once were pressed by no person, nor typed into a line."""
_MAX_PASTE = 100_000
"""Characters of a paste: the longest article there is, into a line that is for a few words."""
_CLOSE_SECONDS = 1.0
"""Time the terminal has to take what is queued when the screen is left."""


_REPORT_GROUND, _REPORT_GROUND_NO_MORE = "\x1b[?2031h\x1b[?996n", "\x1b[?2031l"
"""Ask for reports of a dark or light ground, now and at each change; terminals without them ignore it."""


class _GroundReport(Enum):
    """Reports of the ground (``CSI ? 997 ; n``), as Textual's parser takes keys."""

    DARK = "dark_ground"
    LIGHT = "light_ground"


cast("dict[str, Any]", ANSI_SEQUENCES_KEYS).update(
    {"\x1b[?997;1n": (_GroundReport.DARK,), "\x1b[?997;2n": (_GroundReport.LIGHT,)}
)


class DriverHost(Protocol):
    """The interface of the application for the driver (`TerminalApp`)."""

    terminal: Decision
    images: ImageCompositor | None
    terminal_session: TerminalSession | None
    screen_diff: ScreenDiff

    def report_ground(self, light: bool) -> None:
        """Take the report that the ground of the terminal is light or dark."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Call a function on the application's loop."""

    def exit(self, result: Any = None, return_code: int = 0) -> None:
        """End the application."""


class TerminalDriver(LinuxDriver):
    """The driver of a `TerminalApp` on POSIX systems."""

    _file: Any
    _is_painted = False
    """Whether a terminal is being taken over that shows the first paint."""
    _keys_sent = 0
    """Keys handed to the application; written by the thread that reads them alone."""
    _keys_read = 0
    """Those the application has come to; written by the event loop alone."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self.host: DriverHost = app
        self._size = self._size or self._get_terminal_size()
        # Not the standard error, where Textual draws: with `2>FILE` the screen would go into the file.
        # A duplicate: Python flushes its own at its end, which would wait for a terminal that takes nothing.
        self._file = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")

    @property
    def is_writable(self) -> bool:
        """Whether the screen is taken, and its terminal still there."""
        return self._writer_thread is not None and self._writer_thread.is_alive()

    @property
    def is_congested(self) -> bool:
        """Whether the terminal takes output so slowly that painting should wait."""
        thread = self._writer_thread
        return thread is not None and thread.is_alive() and thread._queue.qsize() > _MAX_QUEUED_WRITES

    def write(self, data: str) -> None:
        """Write to the terminal; do nothing after its end, for Textual's queue would fill and block."""
        if self._is_painted and data == ALTERNATE:
            return  # it is on the alternate screen, and taking that again would clear the first paint
        if self.is_writable:
            super().write(EMOJI.expand(respell_escapes(data, self.host.terminal)))

    def start_application_mode(self) -> None:
        """Take the screen, then set up the terminal before the first paint."""
        session = self.host.terminal_session
        self._is_painted = session is not None and not session.handed_over
        self.host.screen_diff.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not self.is_writable:  # in the background, where nothing may be written
            return
        if session is not None and self._is_painted:
            self._is_painted = False
            self.attrs_before = session.hand_over()
        else:
            self.write(self.host.terminal.enter)
            self.flush()
        self.write(_REPORT_GROUND)
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                loop.add_signal_handler(number, self._end, number)

    def run_input_thread(self) -> None:
        """Read keys until the terminal is gone, which ends the application as SIGHUP does."""
        try:
            self._read_keys()
        except OSError:
            self.host.call_later(self._end, signal.SIGHUP)

    def _read_keys(self) -> None:
        """Read keys as Textual does, but wait at most ``ESCDELAY`` after an Esc.

        Textual looks ten times a second whether that time has passed.
        """
        parser = XTermParser()
        paste = PasteFilter()
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            seconds = _POLL_SECONDS
            while not self.exit_event.is_set():
                is_ready, seconds = bool(selector.select(seconds)), _POLL_SECONDS
                if is_ready:
                    seconds = constants.ESCAPE_DELAY + _MARGIN_SECONDS
                    data = os.read(self.fileno, _READ_BYTES)
                    if not data:  # a terminal that was hung up gives nothing for ever, others raise
                        raise OSError(errno.EIO, os.strerror(errno.EIO))
                    if text := paste.feed(decode(data)):
                        self._hand_on(parser.feed(text))
                self._hand_on(parser.tick())
            if selector.select(0):  # else the shell would get it
                os.read(self.fileno, _READ_BYTES)

    def _hand_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def stop_application_mode(self) -> None:
        """Leave the screen, then restore the terminal."""
        if self.host.images is not None:
            self.write(self.host.images.forget())
        self.write(_REPORT_GROUND_NO_MORE)
        super().stop_application_mode()
        self.write(self.host.terminal.leave)
        self.flush()

    def process_message(self, message: Message) -> None:
        """Hand a message on to the application; a report of the ground is no key."""
        key = message.key if isinstance(message, Key) else ""
        if isinstance(message, Resize):
            size = _bounded(message.size)
            message = Resize(size, size, size, message.pixel_size)
        if key in (_GroundReport.DARK.value, _GroundReport.LIGHT.value):
            self.host.call_later(self.host.report_ground, key == _GroundReport.LIGHT.value)
        elif not key or self._has_room_for_key():
            super().process_message(message)

    def _has_room_for_key(self) -> bool:
        """Count one more waiting key; return False if too many wait."""
        if self._keys_sent - self._keys_read >= _MAX_WAITING_KEYS:
            return False
        self._keys_sent += 1
        self.host.call_later(self._note_read, self._keys_sent)
        return True

    def _note_read(self, keys: int) -> None:
        self._keys_read = keys

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and rows, as many as a screen may have."""
        width, height = _bounded(Size(*super()._get_terminal_size()))
        return width, height

    def close(self) -> None:
        """Wait until queued output is written, at most `_CLOSE_SECONDS`."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self._writer_thread._queue.put(None)
            self._writer_thread.join(_CLOSE_SECONDS)

    def _end(self, number: int) -> None:
        """End the application in order; the same signal again ends the process at once."""
        asyncio.get_running_loop().remove_signal_handler(number)
        self.host.exit(return_code=128 + number)


class PasteFilter:
    """Remove Esc from pastes: Textual 8.2 would end the paste there and take the rest for keys.

    Of a paste without end the beginning is kept; Textual holds all of it.
    """

    _START, _END = "\x1b[200~", "\x1b[201~"

    def __init__(self) -> None:
        self._is_paste = False
        self._room = _MAX_PASTE
        self._tail = ""
        """The end of what came before: a mark may arrive in two reads. In a paste it is held back."""

    def feed(self, text: str) -> str:
        """Return the next text of a terminal with the marks of pastes, without Esc between them."""
        made: list[str] = []
        while text:
            mark = self._END if self._is_paste else self._START
            seen = self._tail + text
            at = seen.find(mark)
            end = at + len(mark) if at >= 0 else len(seen)
            if self._is_paste:
                kept = seen[:at] if at >= 0 else seen[: max(0, end - len(mark) + 1)]
                made += [kept.replace("\x1b", "")[: self._room], mark if at >= 0 else ""]
                self._room = max(0, self._room - len(kept)) if at < 0 else _MAX_PASTE
                self._tail = "" if at >= 0 else seen[len(kept) :]
            else:
                made.append(seen[len(self._tail) : end])
                self._tail = "" if at >= 0 else seen[-len(mark) + 1 :]
            text = seen[end:]
            self._is_paste ^= at >= 0
        return "".join(made)


def _bounded(size: Size) -> Size:
    return Size(min(size.width, _MAX_COLUMNS), min(size.height, _MAX_ROWS))
