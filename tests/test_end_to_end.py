"""The real program in a pseudo-terminal: news fetched, read, saved, and read again with no network."""

import fcntl
import os
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from select import select

import pyte
import pytest
from tui.painted import visual

PATIENCE = 30.0  # seconds for anything to appear, on a machine that has much else to do
COLUMNS, ROWS = 120, 36
ANSWERS = {
    b"\x1b[>q": b"\x1bP>|XTerm(390)\x1b\\",
    b"\x1b[8$p": b"\x1b[8;0$y",
    b"\x1b[c": b"\x1b[?64;1;2c",
}
"""What the terminal says when asked what it is: XTVERSION, DECRQM 8, DA1 as xterm gives them."""
UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*(?:u|n|\$p)|\x1b\[>[0-9;]*[a-zA-Z]|\x1bP[^\x1b]*\x1b\\")
ALTERNATE, NORMAL = b"\x1b[?1049h", b"\x1b[?1049l"


class Terminal:
    """A terminal with the program in it: what it shows, what it was sent, how it was left."""

    def __init__(self, environment, *arguments, errors=None):
        self.ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.before = termios.tcgetattr(theirs)
        self.theirs = theirs
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self._pending = b""
        self.sent = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reader", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs if errors is None else errors,
            env=environment,
            cwd=environment["HOME"],
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)

    @property
    def lines(self):
        return self.screen.display

    def shows(self, text, base=None):
        wanted = visual(text, base)
        return any(wanted in line for line in self.lines)

    def _read(self):
        """Take what the program wrote, answer what it asked, show the rest; tell whether there was any."""
        if not select([self.ours], [], [], 0.05)[0]:
            return False
        try:
            data = os.read(self.ours, 1 << 16)
        except OSError:
            return False
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self.ours, answer)
        self.sent += data
        data = self._pending + data
        # a sequence that is not whole yet waits for its end
        cut = data.rfind(b"\x1b") if data.rfind(b"\x1b") > len(data) - 32 else len(data)
        self._pending, data = data[cut:], data[:cut]
        self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))
        return True

    def wait(self, condition, what):
        end = time.monotonic() + PATIENCE
        while not (found := condition()):
            screen = "\n".join(self.lines)
            assert time.monotonic() < end, f"{what} did not come to be; the screen was:\n{screen}"
            assert self.process.poll() is None, f"it ended by itself:\n{screen}\n{self.sent[-3000:]!r}"
            self._read()
        return found

    def wait_for(self, text, base=None):
        self.wait(lambda: self.shows(text, base), text)

    def press(self, keys):
        os.write(self.ours, keys.encode())

    def leave(self):
        """Press q and return the exit code."""
        return self.end(lambda: self.press("q"))

    def end(self, ask):
        """Ask the program to end and return its exit code, once all that it wrote has been read."""
        ask()
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, "it did not end"
            self._read()
        while self._read():  # a pseudo-terminal gives little at once
            pass
        return self.process.returncode

    def is_as_before(self):
        """Whether the terminal was put back: the normal screen, its modes, no mouse reports, the cursor."""
        return (
            self.sent.rindex(NORMAL) > self.sent.rindex(ALTERNATE)
            and termios.tcgetattr(self.theirs) == self.before
            and all(self.sent.rfind(off) > self.sent.rfind(on) for on, off in SWITCHES)
        )


SWITCHES = [
    (b"\x1b[?1000h", b"\x1b[?1000l"),
    (b"\x1b[?1003h", b"\x1b[?1003l"),
    (b"\x1b[?2004h", b"\x1b[?2004l"),
    (b"\x1b[?25l", b"\x1b[?25h"),
]


@pytest.fixture
def environment(tmp_path, newsroom):
    """A person's folders, where the configuration follows one newsroom and none of the built-in ones."""
    config = tmp_path / "config" / "khabar"
    config.mkdir(parents=True)
    from reader.sources.catalogue import first_sources

    names = ", ".join(f'"{source.id}"' for source in first_sources())
    (config / "config.toml").write_text(
        f"""
[follow]
leave = [{names}]

[[source]]
id = "agency"
name = "وكالة الرافدين"
feed = "{newsroom.url}/rss.xml"
listing = "{newsroom.url}/lastnews"
""",
        encoding="utf-8",
    )
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def test_news_is_fetched_read_saved_and_read_again_without_a_network(environment, newsroom, tmp_path):
    with Terminal(environment) as terminal:
        terminal.wait_for("وزارة الزراعة: إنتاج التمور يرتفع 50% هذا")
        terminal.wait_for("محدّث حتى")
        assert terminal.shows("آخر الأخبار")
        assert terminal.shows("العناوين")

        def mark():
            return terminal.lines[0].find("◆")

        before = terminal.wait(lambda: mark() + 1, "the ticker")
        terminal.wait(lambda: mark() + 1 > before, "the ticker moving to the right")

        terminal.press("\r")
        terminal.wait_for("أعلنت أمانة مدينة الرافدين")
        assert terminal.shows("بغداد تفتتح «جسر الرافدين» للمشاة بطول 420")
        terminal.press("b")
        terminal.wait_for("حُفظ كاملًا:")
        assert terminal.leave() == 0
        assert b"Traceback" not in terminal.sent
        assert terminal.is_as_before()

    newsroom.down()
    with Terminal(environment) as terminal:
        terminal.wait_for("وزارة الزراعة: إنتاج التمور يرتفع 50% هذا")
        terminal.press("R")
        terminal.wait_for("لا شبكة. الأخبار حتى")
        terminal.press("B")
        terminal.wait_for("المحفوظات")
        terminal.wait(lambda: any("★" in line for line in terminal.lines), "the bookmark")
        terminal.press("\r")
        terminal.wait_for("أعلنت أمانة مدينة الرافدين")
        assert terminal.leave() == 0
        assert b"Traceback" not in terminal.sent
        assert terminal.is_as_before()


def test_reader_with_its_errors_in_a_file_draws_on_the_terminal(environment, newsroom, tmp_path):
    newsroom.down()
    with (tmp_path / "errors").open("wb") as errors, Terminal(environment, errors=errors) as terminal:
        terminal.wait_for("العناوين")
        assert terminal.leave() == 0
        assert terminal.is_as_before()
    assert (tmp_path / "errors").read_bytes() == b""


def test_first_start_without_a_network_shows_the_sample(environment, newsroom):
    newsroom.down()
    with Terminal(environment, "--lang", "en") as terminal:
        terminal.wait_for("No network, and nothing downloaded yet: this is a sample", 0)
        terminal.wait_for("Headlines")
        terminal.press("\r")
        terminal.wait(lambda: any("A+" in line for line in terminal.lines), "the article")
        assert terminal.leave() == 0
        assert b"Traceback" not in terminal.sent


def test_start_with_a_wrong_configuration_shows_the_news(environment, newsroom, tmp_path):
    path = tmp_path / "config" / "khabar" / "config.toml"
    path.write_text('theme = 12\n[nonsense]\nx = "y"\n' + path.read_text("utf-8"), encoding="utf-8")
    with Terminal(environment) as terminal:
        terminal.wait_for("وزارة الزراعة: إنتاج التمور يرتفع 50% هذا")
        terminal.wait_for("ملف الإعدادات، السطر 1:")
        assert terminal.leave() == 0


def test_bookmark_after_a_kill_is_saved(environment, newsroom, tmp_path):
    with Terminal(environment) as terminal:
        terminal.wait_for("وزارة الزراعة: إنتاج التمور يرتفع 50% هذا")
        terminal.press("b")
        terminal.wait_for("حُفظ كاملًا:")
        terminal.process.kill()
        terminal.process.wait()
    from reader.store import Library

    with Library.open(tmp_path / "data" / "khabar" / "library.db", create=False) as library:
        (bookmark,) = library.bookmarks.all()
        assert "سامر الحديثي" in library.articles.get(bookmark.headline.id).text
        assert library.check() == []


def test_signal_puts_the_terminal_back(environment, newsroom):
    with Terminal(environment) as terminal:
        terminal.wait_for("العناوين")
        assert terminal.end(lambda: terminal.process.send_signal(signal.SIGTERM)) == 128 + signal.SIGTERM
        assert terminal.is_as_before()


WAITING = """
import os, sys, time

class Waiting:
    def find_spec(self, name, path=None, target=None):
        if name == "textual.app":
            while not os.path.exists(os.environ["GO"]):
                time.sleep(0.01)
            if os.path.getsize(os.environ["GO"]):
                raise ImportError("on purpose")

sys.meta_path.insert(0, Waiting())
"""
STARTED = b"\x1b[?1004h"  # Textual asks for reports of the focus


@pytest.fixture
def loading(environment, tmp_path):
    """News fetched before, and a program that is loaded when there is a file, unless that says something."""
    folder = tmp_path / "waiting"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WAITING)
    subprocess.run([sys.executable, "-m", "reader", "refresh"], env=environment, check=True, cwd=tmp_path)
    path = os.pathsep.join([str(folder), environment["PYTHONPATH"]])
    with Terminal({**environment, "PYTHONPATH": path, "GO": str(tmp_path / "go")}) as terminal:
        terminal.wait_for("وزارة الزراعة: إنتاج التمور يرتفع 50% هذا")
        while terminal._read():
            pass
        assert STARTED not in terminal.sent
        yield terminal


def is_given_back(terminal):
    shown = terminal.sent.rfind(NORMAL) > terminal.sent.rfind(ALTERNATE)
    cursor = terminal.sent.rfind(b"\x1b[?25h") > terminal.sent.rfind(b"\x1b[?25l")
    return shown and cursor and termios.tcgetattr(terminal.theirs) == terminal.before


def test_keys_during_loading_wait_for_the_program(loading, tmp_path):
    before = loading.lines
    loading.press("j")
    loading.press("\r")
    time.sleep(0.2)
    loading._read()
    assert loading.lines == before  # no key is shown as a letter
    assert STARTED not in loading.sent
    (tmp_path / "go").touch()
    loading.wait(lambda: any("A+" in line for line in loading.lines), "the article")
    assert loading.sent.count(ALTERNATE) == 1
    assert loading.leave() == 0
    assert loading.is_as_before()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signal_during_loading_ends_and_restores_the_terminal(loading, number):
    code = loading.end(lambda: loading.process.send_signal(number))
    # CPython ends itself by SIGINT, which a shell calls 130 too, when a handled KeyboardInterrupt came out of
    # source run by exec, as dataclasses do while they are loaded (run_eval_code_obj of Python/pythonrun.c).
    assert code == 128 + number or (number == signal.SIGINT and code == -number)
    assert is_given_back(loading)
    assert b"Traceback" not in loading.sent


def test_suspend_during_loading_is_ignored(loading, tmp_path):
    loading.process.send_signal(signal.SIGTSTP)
    (tmp_path / "go").touch()
    loading.wait(lambda: STARTED in loading.sent, "the program")
    assert loading.leave() == 0


def test_failed_loading_restores_the_terminal(loading, tmp_path):
    assert loading.end(lambda: (tmp_path / "go").write_text("fail")) == 1
    assert is_given_back(loading)
