"""The terminal is set up and put back, however the program ends: a real process in a real pseudo-terminal."""

import os
import pty
import signal
import sys
import threading
import time
from contextlib import suppress
from select import select
from types import SimpleNamespace

import pytest

from reader.tui.terminal.driver import TerminalDriver

PROGRAM = """
from textual.app import App
from textual.widgets import Static
from reader.tui.terminal.terminal_app import TerminalApp
from reader.typeset.terminal_profiles import Decision, Order

class Small(TerminalApp, App):
    BINDINGS = [("q", "quit", ""), ("x", "fail", ""), ("z", "suspend_process", ""), ("s", "outside", "")]
    terminal = Decision(Order.CELLS, "<ENTER>", "<LEAVE>", "", "")

    def compose(self):
        yield Static("painted")

    def action_fail(self):
        raise RuntimeError("on purpose")

    def action_outside(self):
        with self.suspend():
            print("outside", flush=True)

app = Small()
if TAKEN:
    import termios
    from reader.tui.terminal.session import TerminalSession
    app.terminal_session = TerminalSession(termios.tcgetattr(0))
app.run()
if app.unhandled_error:
    print(f"ended by {app.unhandled_error}", flush=True)
raise SystemExit(app.return_code or 0)
"""
SHELL = """
import os, signal, sys
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
script = os.fork()
if not script:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execvp("sh", ["sh", "-c", '"$0" -c "$1"; echo ended', sys.executable, PROGRAM])
assert os.WIFSTOPPED(os.waitpid(script, os.WUNTRACED)[1])
os.tcsetpgrp(0, os.getpgrp())
print("<SHELL>", flush=True)
sys.stdin.readline()
os.tcsetpgrp(0, script)
os.killpg(script, signal.SIGCONT)
os.waitpid(script, 0)
"""
"""Runs a script that runs the program, as a shell with job control does; a line continues it when stopped."""
ALTERNATE, NORMAL = "\x1b[?1049h", "\x1b[?1049l"
PATIENCE = 20.0  # seconds; the machine may be busy


class Process:
    """The program, its terminal, and what it has written so far."""

    def __init__(self, *, taken=False, in_script=False):
        program = f"TAKEN = {taken}\n{PROGRAM}"
        if in_script:
            program = f"PROGRAM = {program!r}\n{SHELL}"
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-c", program])
        self.written = ""

    def read(self, until, times=1):
        end = time.monotonic() + PATIENCE
        while self.written.count(until) < times:
            assert time.monotonic() < end, f"no {until!r} in {self.written[-2000:]!r}"
            if select([self.terminal], [], [], 0.1)[0]:
                try:
                    self.written += os.read(self.terminal, 65536).decode(errors="replace")
                except OSError:
                    break
        assert self.written.count(until) >= times

    def press(self, key):
        os.write(self.terminal, key.encode())

    def stop(self):
        """Wait until it has stopped, as a shell does."""
        end = time.monotonic() + PATIENCE
        while not os.WIFSTOPPED(os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)[1]):
            assert time.monotonic() < end
            time.sleep(0.02)

    def end(self):
        """Return the exit code, or minus the signal."""
        status = None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError):
                if select([self.terminal], [], [], 0.05)[0]:
                    self.written += os.read(self.terminal, 65536).decode(errors="replace")
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("did not end")

    def close(self):
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        with suppress(OSError):
            os.close(self.terminal)


@pytest.fixture
def process():
    running = Process()
    running.read("painted")
    yield running
    running.close()


@pytest.fixture
def successor():
    """The program on a terminal that shows something already."""
    running = Process(taken=True)
    running.read("painted")
    yield running
    running.close()


def well_ordered(written):
    """Set up after the alternate screen and before anything is on it; put back after it is left."""
    assert written.index(ALTERNATE) < written.index("<ENTER>") < written.index("painted")
    assert written.rindex(NORMAL) < written.rindex("<LEAVE>")
    assert written.count("<ENTER>") == written.count("<LEAVE>")


def test_quit_restores_the_terminal(process):
    process.press("q")
    assert process.end() == 0
    well_ordered(process.written)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_the_application_and_restores_the_terminal(process, number):
    os.kill(process.pid, number)
    assert process.end() == 128 + number
    well_ordered(process.written)


def test_exception_restores_the_terminal_without_a_traceback(process):
    process.press("x")
    assert process.end() == 1
    well_ordered(process.written)
    assert "ended by on purpose" in process.written
    assert "Traceback" not in process.written


def test_interrupt_from_outside(process):
    os.kill(process.pid, signal.SIGINT)
    process.end()
    well_ordered(process.written)


def test_stopping_and_continuing(process):
    process.press("z")
    process.read("<LEAVE>")
    process.stop()
    well_ordered(process.written)
    before = process.written.count("painted")
    os.kill(process.pid, signal.SIGCONT)
    process.read("<ENTER>", 2)
    process.read("painted", before + 1)
    again = process.written[process.written.index("<LEAVE>") :]
    assert again.index(ALTERNATE) < again.index("<ENTER>") < again.index("painted")
    process.press("q")
    assert process.end() == 0
    well_ordered(process.written)


def test_stopping_in_a_script_gives_the_terminal_to_its_shell():
    running = Process(in_script=True)
    try:
        running.read("painted")
        running.press("z")
        running.read("<SHELL>")
        well_ordered(running.written)
        assert running.written.index("<LEAVE>") < running.written.index("<SHELL>")
        running.press("\n")
        running.read("<ENTER>", 2)
        running.press("q")
        running.read("ended")
        well_ordered(running.written)
    finally:
        running.close()


def test_program_started_from_the_screen_gets_the_terminal(process):
    process.press("s")
    process.read("outside")
    process.read("<ENTER>", 2)
    assert process.written.index("<LEAVE>") < process.written.index("outside")
    process.press("q")
    assert process.end() == 0
    well_ordered(process.written)


def test_terminal_that_is_gone(process):
    os.close(process.terminal)
    assert process.end() != 0


def test_hangup_ignored_by_the_parent_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        running = Process()
    finally:
        signal.signal(signal.SIGHUP, before)
    try:
        running.read("painted")
        os.kill(running.pid, signal.SIGHUP)
        running.press("q")
        assert running.end() == 0
    finally:
        running.close()


def test_terminal_taken_with_a_first_paint_is_not_cleared(successor):
    assert ALTERNATE not in successor.written
    assert "<ENTER>" not in successor.written
    successor.press("z")
    successor.read("<LEAVE>")
    successor.stop()
    os.kill(successor.pid, signal.SIGCONT)
    successor.read("<ENTER>")
    assert successor.written.count(ALTERNATE) == 1
    successor.press("q")
    assert successor.end() == 0


def test_input_of_a_hung_up_terminal_ends_the_application():
    """A terminal that was hung up gives an empty read for ever."""
    ours, theirs = os.pipe()
    os.close(theirs)
    calls = []
    driver = TerminalDriver.__new__(TerminalDriver)
    driver.host = SimpleNamespace(call_later=lambda *call: calls.append(call))
    driver.fileno, driver.exit_event = ours, threading.Event()
    driver.run_input_thread()
    os.close(ours)
    assert [number for _, number in calls] == [signal.SIGHUP]
