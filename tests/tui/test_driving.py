"""The driver on a real pseudoterminal: a terminal that takes no output blocks neither keys nor the end."""

import os
import pty
import re
import selectors
import signal
import sys
import threading
import time
from contextlib import suppress
from select import select
from types import SimpleNamespace

import pytest
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.geometry import Size

from reader.tui.terminal.driver import PasteFilter, TerminalDriver

PATIENCE = 20.0  # seconds; the machine may be busy
PROGRAM = """
import sys, time
from textual.app import App
from textual.widgets import Static
from reader.tui.terminal.terminal_app import TerminalApp
from reader.typeset.terminal_profiles import Decision, Order

class Busy(TerminalApp, App):
    terminal = Decision(Order.CELLS, "", "<LEAVE>", "", "")
    turns = 0

    def compose(self):
        yield Static("painted")

    def on_mount(self):
        if "busy" in sys.argv:
            self.set_interval(0.005, self.turn)

    def turn(self):
        if self.turns == 100 and "done" in sys.argv:
            return
        self.turns += 1
        line = "".join(chr(97 + (self.turns + n) % 26) for n in range(80))
        self.query_one(Static).update("\\n".join([f"turn {self.turns}", *[line] * 22]))
        with open(sys.argv[1], "a") as file:
            file.write(".")

    def on_key(self, event):
        self.query_one(Static).update(f"<{event.key}>")

app = Busy()
app.run()
raise SystemExit(app.return_code or 0)
"""


class Running:
    """The program in a terminal that is read only when a test does so."""

    def __init__(self, told, *ways):
        self.told = told
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(told), *ways])
        self.written = b""

    def read(self, until):
        end = time.monotonic() + PATIENCE
        while until not in self.written:
            assert time.monotonic() < end, f"no {until!r} in {self.written[-500:]!r}"
            if select([self.terminal], [], [], 0.1)[0]:
                self.written += os.read(self.terminal, 65536)

    def read_turn(self, least):
        """Read until a turn is shown, or one after it."""
        end = time.monotonic() + PATIENCE
        while max(map(int, re.findall(rb"turn (\d+)\x1b", self.written)), default=0) < least:
            assert time.monotonic() < end, f"no turn {least} in {self.written[-500:]!r}"
            if select([self.terminal], [], [], 0.1)[0]:
                self.written += os.read(self.terminal, 65536)

    def turns(self):
        return self.told.stat().st_size if self.told.exists() else 0

    def turn(self, least):
        """Wait, reading nothing, until the program has had so many turns."""
        end = time.monotonic() + PATIENCE
        while self.turns() < least:
            assert time.monotonic() < end, f"stands still at {self.turns()}"
            time.sleep(0.01)

    def end(self, *, reading=False):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if reading and select([self.terminal], [], [], 0.05)[0]:
                with suppress(OSError):
                    self.written += os.read(self.terminal, 65536)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0 if reading else 0.02)
        raise AssertionError("did not end")

    def close(self):
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)


@pytest.fixture
def run(tmp_path):
    running = []

    def start(*ways):
        running.append(Running(tmp_path / "turns", *ways))
        return running[-1]

    yield start
    for each in running:
        each.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_terminal_that_is_not_read_blocks_neither_loop_nor_end(run, number):
    program = run("busy")
    program.turn(60)  # of a full screen each, with room for four on the way
    os.kill(program.pid, number)
    assert program.end() == 128 + number


def test_terminal_read_again_shows_the_current_screen(run):
    program = run("busy")
    program.turn(150)  # of 2 KB each: more than may wait
    waited = program.turns()
    program.read_turn(waited)
    assert len(program.written) < 2 * 65536 + (program.turns() - waited) * 5000
    os.kill(program.pid, signal.SIGTERM)
    assert program.end(reading=True) == 128 + signal.SIGTERM
    assert b"<LEAVE>" in program.written


def test_last_change_on_a_slow_terminal_is_shown(run):
    program = run("busy", "done")
    program.turn(100)
    time.sleep(0.2)
    program.read_turn(100)


def test_keys_on_a_real_terminal_are_answered(run):
    program = run()
    program.read(b"painted")
    for keys, name in ((b"j", b"<j>"), (b"\x1b[B", b"<down>"), (b"\x1b", b"<escape>"), ("ن".encode(), b"<")):
        program.written = b""
        os.write(program.terminal, keys)
        program.read(name)
    os.kill(program.pid, signal.SIGTERM)
    assert program.end(reading=True) == 128 + signal.SIGTERM


def test_read_keys_after_an_escape_waits_only_as_long_as_it_is_waited_for(monkeypatch):
    waits, keys = [], []
    reader, writer = os.pipe()
    left = threading.Event()

    class Selector(selectors.SelectSelector):
        def select(self, timeout=None):
            waits.append(timeout)
            return super().select(timeout)

    def take(event):
        keys.append(event.key)
        left.set()

    monkeypatch.setattr("reader.tui.terminal.driver.selectors.SelectSelector", Selector)
    os.write(writer, b"\x1b")
    driver = SimpleNamespace(fileno=reader, exit_event=left)
    driver._hand_on = lambda events: [take(event) for event in events]
    TerminalDriver._read_keys(driver)
    os.close(reader)
    os.close(writer)
    assert keys == ["escape"]
    assert ESCAPE_DELAY < waits[1] < ESCAPE_DELAY + 0.01
    assert len(waits) == 3, "the wait after the key, and a look for keys the shell would get"


@pytest.fixture
def driver(monkeypatch):
    """A driver without a terminal; gives what it handed on, and what it asked the application to call."""
    driver = object.__new__(TerminalDriver)
    handed_on, calls = [], []
    driver.host = SimpleNamespace(call_later=lambda *call: calls.append(call))
    monkeypatch.setattr(LinuxDriver, "process_message", lambda self, message: handed_on.append(message))
    return driver, handed_on, calls


def test_driver_flooded_with_keys_drops_the_surplus(driver):
    driver, handed_on, calls = driver
    for _ in range(100_000):
        driver.process_message(Key("9", "9"))
    assert 1_000 < len(handed_on) < 10_000
    function, *arguments = calls[-1]
    function(*arguments)  # the application has read those that waited
    driver.process_message(Key("q", "q"))
    assert handed_on[-1].key == "q"


def test_driver_whose_keys_are_read_at_once_drops_none(driver):
    driver, handed_on, _ = driver
    driver.host.call_later = lambda function, *arguments: function(*arguments)
    for _ in range(20_000):
        driver.process_message(Key("j", "j"))
    assert len(handed_on) == 20_000


def test_driver_of_a_terminal_that_claims_too_much_bounds_the_screen(driver, monkeypatch):
    driver, handed_on, _ = driver
    size = Size(65_535, 65_535)
    driver.process_message(Resize(size, size))
    assert handed_on[0].size.area <= 500_000
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_: (65_535, 65_535))
    assert driver._get_terminal_size() == handed_on[0].size


@pytest.mark.parametrize("step", [1, 3, 7, 4096])
def test_escapes_in_a_paste_press_no_keys(step):
    pasted = "خبر\x1b]0;x\x07\x1b[A\x1bq" * 9
    typed = f"j\x1b[A\x1b[200~{pasted}\x1b[201~q\x1b[200~\x1b\x1b[201~\x1b"
    paste = PasteFilter()
    made = "".join(paste.feed(typed[at : at + step]) for at in range(0, len(typed), step))
    inside = pasted.replace("\x1b", "")
    assert made == f"j\x1b[A\x1b[200~{inside}\x1b[201~q\x1b[200~\x1b[201~\x1b"


def test_paste_without_end_keeps_its_beginning():
    paste = PasteFilter()
    made = paste.feed("\x1b[200~") + "".join(paste.feed("نص " * 1_000) for _ in range(1_000))
    assert made.startswith("\x1b[200~نص ")
    assert len(made) < 200_000
    assert paste.feed("x\x1b[201~jk") == "\x1b[201~jk"
    assert paste.feed("\x1b[200~نص\x1b[201~") == "\x1b[200~نص\x1b[201~"
