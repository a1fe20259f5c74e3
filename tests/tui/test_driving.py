"""Keys and frames go by the loop; a terminal that takes nothing holds up nobody."""

import asyncio
import os
import pty
import re
import signal
import sys
import time
import tty
from contextlib import suppress
from select import select

import pytest
from textual import events

from reader.tui.terminal import driver as driving
from reader.tui.terminal.driver import Inlet, Outlet, opened

PATIENCE = 20.0  # seconds; the machine may be busy
PROGRAM = """
import sys, time
from textual.app import App
from textual.widgets import Static
from reader.tui.terminal import driver as driving
from reader.tui.terminal.output import TerminalOutput
from reader.typeset.terminal_profiles import Decision, Order

if "threads" in sys.argv:
    driving.opened = lambda fd, flags: None

class Busy(TerminalOutput, App):
    terminal = Decision(Order.CELLS, "", "<LEAVE>", "", "")
    turns = 0

    def compose(self):
        yield Static("painted")

    def on_mount(self):
        if "busy" in sys.argv:
            self.set_interval(0.01, self.turn)

    def turn(self):
        if self.turns == 400 and "done" in sys.argv:
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
            time.sleep(0.05)

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
def test_a_terminal_nobody_reads_holds_up_neither_the_loop_nor_the_end(run, number):
    program = run("busy")
    program.turn(200)  # of a full screen each, with room for four on the way
    os.kill(program.pid, number)
    assert program.end() == 128 + number


def test_a_terminal_that_is_read_again_shows_what_is_true_now(run):
    program = run("busy")
    program.turn(400)  # more than may wait
    waited = program.turns()
    program.read_turn(waited)
    assert len(program.written) < 2 * driving._MOST + (program.turns() - waited) * 5000
    os.kill(program.pid, signal.SIGTERM)
    assert program.end(reading=True) == 128 + signal.SIGTERM
    assert b"<LEAVE>" in program.written


def test_what_changed_last_is_shown_though_nothing_changes_any_more(run):
    program = run("busy", "done")
    program.turn(400)
    time.sleep(0.2)
    program.read_turn(400)


@pytest.mark.parametrize("way", ["loop", "threads"])
def test_keys_come_and_what_they_do_goes_out(run, way):
    program = run(way)
    program.read(b"painted")
    for keys, name in ((b"j", b"<j>"), (b"\x1b[B", b"<down>"), (b"\x1b", b"<escape>"), ("ن".encode(), b"<")):
        program.written = b""
        os.write(program.terminal, keys)
        program.read(name)
    os.kill(program.pid, signal.SIGTERM)
    assert program.end(reading=True) == 128 + signal.SIGTERM


@pytest.fixture
def terminal():
    """Both ends of a terminal: what a program holds, and what a person has before the eyes."""
    master, slave = pty.openpty()
    yield master, slave
    for fd in (master, slave):
        with suppress(OSError):
            os.close(fd)


def test_the_terminal_as_it_was_given_still_waits(terminal):
    fd = opened(terminal[1], os.O_WRONLY)
    assert os.get_blocking(terminal[1])
    assert not os.get_blocking(fd)
    os.close(fd)


def test_what_is_no_terminal_is_not_opened(tmp_path):
    with open(tmp_path / "file", "w") as file:
        assert opened(file.fileno(), os.O_WRONLY) is None


async def test_text_is_written_in_order_as_the_terminal_takes_it(terminal):
    told = []
    outlet = Outlet(opened(terminal[1], os.O_WRONLY), "utf-8", told.append)
    lines = [f"{number} بغداد".ljust(60) for number in range(9000)]
    for line in lines:
        outlet.add(line)
        outlet.flush()
    assert told == [True]
    got = b""
    wanted = "".join(lines).encode()
    while len(got) < len(wanted):
        got += await asyncio.to_thread(os.read, terminal[0], 65536)
    assert got == wanted
    await asyncio.sleep(0)
    assert told == [True, False]
    outlet.finish()


async def test_what_nobody_flushed_is_written_too(terminal):
    outlet = Outlet(opened(terminal[1], os.O_WRONLY), "utf-8", lambda full: None)
    outlet.add("bell")
    await asyncio.sleep(0)
    assert os.read(terminal[0], 10) == b"bell"
    outlet.finish()


async def test_at_the_end_a_terminal_that_takes_nothing_is_given_up(terminal, monkeypatch):
    monkeypatch.setattr(driving, "_PATIENCE", 0.05)
    told = []
    outlet = Outlet(opened(terminal[1], os.O_WRONLY), "utf-8", told.append)
    outlet.add("x" * (driving._MOST * 2))
    outlet.flush()
    assert not outlet.finish()
    assert told == [True, False]


async def test_a_terminal_that_is_gone_takes_everything(terminal):
    outlet = Outlet(opened(terminal[1], os.O_WRONLY), "utf-8", lambda full: None)
    os.close(terminal[0])
    outlet.add("into nothing")
    outlet.flush()
    outlet.finish()


async def test_keys_are_read_whole(terminal):
    heard, gone = [], []
    inlet = Inlet(opened(terminal[1], os.O_RDONLY), heard.append, lambda: gone.append(True))

    async def until(*keys):
        end = time.monotonic() + PATIENCE
        while [each.key for each in heard if isinstance(each, events.Key)] != list(keys):
            assert time.monotonic() < end, heard
            await asyncio.sleep(0.01)
        heard.clear()

    tty.setraw(terminal[1])
    os.write(terminal[0], b"jk")
    await until("j", "k")
    os.write(terminal[0], b"\x1b")
    await asyncio.sleep(0)
    os.write(terminal[0], b"[A")  # a sequence in two pieces
    await until("up")
    os.write(terminal[0], "ن".encode()[:1])  # a letter in two pieces
    await asyncio.sleep(0.02)
    os.write(terminal[0], "ن".encode()[1:])
    await until("ن")
    os.write(terminal[0], b"\x1b")
    await until("escape")
    assert not gone
    os.close(terminal[0])
    end = time.monotonic() + PATIENCE
    while not gone:
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
    inlet.close()
