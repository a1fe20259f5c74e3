"""Asking the terminal: replies parsed, and a scripted terminal at the other end of a pseudo-terminal."""

import os
import pty
import subprocess
import sys
import termios
import threading
import time
from select import select

import pytest

from reader.tui.terminal import probe
from reader.typeset.graphics_profiles import Abilities
from reader.typeset.terminal_profiles import Answers

VTE = b"\x1bP>|VTE(7600)\x1b\\\x1b[8;1$y\x1b[?65;1c"
SCRIPT = """
import sys
from reader.tui.terminal.probe import ask
import os
drawing = "DRAWING" in os.environ
before = __import__("termios").tcgetattr(0)
answers = ask(float(sys.argv[1]), drawing=drawing)
shown = os.environ.get("SHOW", "").split()
print(repr(answers), *(f"{name}={getattr(answers, name)}" for name in shown), sep="")
assert __import__("termios").tcgetattr(0) == before
assert "textual" not in sys.modules
"""


@pytest.mark.parametrize(
    ("replies", "found"),
    [
        (VTE, ("VTE(7600)", 1)),
        (b"\x1bP>|XTerm(379)\x1b\\\x1b[8;0$y\x1b[?64;1;2c", ("XTerm(379)", 0)),
        (b"\x1b[8;2$y\x1b[?62c", ("", 2)),
        (b"keys\x1b[Atyped\x1bP>|foot(1.16)\x07ahead\x1b[?62c", ("foot(1.16)", -1)),
        (b"", ("", -1)),
        (b"\x1bP>|\x1b[31mevil\x1b\\", ("", -1)),
        (b"\x1bP>|" + b"x" * 500 + b"\x1b\\", ("", -1)),
        (b"\x1b[8;9$y", ("", -1)),
    ],
)
def test_probe_reads_known_replies(replies, found):
    assert probe.read_replies(replies) == found


def test_questions_are_handed_on_by_screen():
    assert probe.make_questions() == "\x1b[>q\x1b[8$p\x1b[c"
    assert (
        probe.make_questions(through_screen=True) == "\x1bP\x1b[>q\x1b\\\x1bP\x1b[8$p\x1b\\\x1bP\x1b[c\x1b\\"
    )
    assert probe.KITTY_FONT in probe.make_questions(kitty=True)


def test_probe_questions_depend_on_drawing_and_terminal():
    asked = "\x1b[16t\x1b_Gi=1,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
    assert probe.make_questions(drawing=True) == f"\x1b[>q\x1b[8$p{asked}\x1b[c"
    assert probe.make_questions(kitty=True, drawing=True).endswith(f"{asked}{probe.TWO_BY_TWO}\x1b[c")
    assert probe.TWO_BY_TWO not in probe.make_questions(drawing=True) + probe.make_questions(kitty=True)


@pytest.mark.parametrize(
    ("replies", "able"),
    [
        (
            b"\x1b[6;21;10t\x1b_Gi=1;OK\x1b\\\x1b[1;3R\x1b[?62;52;c",
            Abilities(frozenset({62, 52}), kitty=True, cell=(10, 21), double=True),
        ),
        (b"\x1b[6;20;9t\x1b[?63;1;4;22c", Abilities(frozenset({63, 1, 4, 22}), cell=(9, 20))),
        (b"\x1b_Gi=1;ENOTSUP:no\x1b\\\x1b[1;1R\x1b[?62c", Abilities(frozenset({62}))),
        (b"\x1b[6;99999;9t\x1b_Gi=2;OK\x1b\\", Abilities()),
        (b"", Abilities()),
    ],
)
def test_probe_reads_drawing_abilities(replies, able):
    assert probe.read_abilities(replies) == able


def test_probe_reads_a_character_set():
    assert probe.parse_charset(":charset=20-22 627 fe70-fe71") == {0x20, 0x21, 0x22, 0x627, 0xFE70, 0xFE71}
    assert probe.parse_charset("") == frozenset()
    with pytest.raises(ValueError):
        probe.parse_charset("no set")


def font_reply(name):
    return f"\x1bP1+r{probe._FONT_NAME}={name.encode().hex()}\x1b\\".encode()


def test_font_is_looked_up_by_the_name_the_terminal_gave(monkeypatch):
    asked = []

    def run(command, **options):
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, b":charset=41 fe8d\n", b"")

    monkeypatch.setattr(subprocess, "run", run)
    assert probe.read_font_coverage(font_reply("Mono-Regular")) == ({0x41, 0xFE8D},)
    assert asked == [["fc-list", ":postscriptname=Mono-Regular", "charset"]]
    for name in ("", "x:file=/etc", "a b", "x" * 200):
        assert probe.read_font_coverage(font_reply(name)) == ()
    assert probe.read_font_coverage(b"\x1bP0+r\x1b\\") == ()
    assert len(asked) == 1


def test_probe_of_kitty_around_tmux_knows_the_fallback_font(monkeypatch):
    done = subprocess.CompletedProcess([], 0, b":charset=627 fe8d", b"")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: done)
    for name in ("xterm-kitty", "kitty(0.48.2)"):
        assert probe.guess_font_coverage(name) == (frozenset(), {0x627, 0xFE8D})
    assert probe.guess_font_coverage("VTE(7600)") == ()


def test_probe_without_fontconfig_knows_no_font(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    assert probe.read_font_coverage(font_reply("Mono-Regular")) == ()


def test_font_without_arabic_is_lent_some_by_another(monkeypatch):
    def run(command, **options):
        points = b"41 42" if command[0] == "fc-list" else b"627 fe8d"
        return subprocess.CompletedProcess(command, 0, b":charset=" + points, b"")

    monkeypatch.setattr(subprocess, "run", run)
    assert probe.read_font_coverage(font_reply("Mono-Regular")) == ({0x41, 0x42}, {0x627, 0xFE8D})


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {}, {"TERM": "linux"}])
def test_terminals_that_would_print_the_questions_are_not_asked(env):
    assert probe.ask(env=env) is None


def test_apple_terminal_is_not_asked():
    assert probe.ask(env={"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}) is None


def test_probe_without_a_terminal_is_none(tmp_path):
    assert probe.ask(env={"TERM": "xterm"}, tty=str(tmp_path / "none")) is None
    (tmp_path / "file").touch()
    assert probe.ask(env={"TERM": "xterm"}, tty=str(tmp_path / "file")) is None


class Terminal:
    """A terminal that answers as it is told, with the process that asks at the other end."""

    def __init__(self, reply, timeout=5.0, **env):
        self.started = time.monotonic()
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            for name in ("TMUX", "STY", "TERM_PROGRAM", "SSH_CONNECTION"):
                os.environ.pop(name, None)
            os.environ.update(TERM="xterm-256color", **env)
            os.execv(sys.executable, [sys.executable, "-c", SCRIPT, str(timeout)])
        self.asked = b""
        self.shown = b""
        self.reply = reply
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self):
        while select([self.end], [], [], 20)[0]:
            try:
                data = os.read(self.end, 4096)
            except OSError:
                break
            if not data:
                break
            self.shown += data
            if b"\x1b[c" in self.shown and self.reply:
                self.asked, reply, self.reply = self.shown, self.reply, b""
                os.write(self.end, reply)

    def result(self):
        self.thread.join(30)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.end)
        assert os.waitstatus_to_exitcode(status) == 0, self.shown
        return self.shown.decode().splitlines()[-1]


def test_terminal_that_answers():
    terminal = Terminal(VTE)
    assert terminal.result().endswith(repr(Answers("VTE(7600)", 1)))
    assert terminal.asked == b"\x1b[>q\x1b[8$p\x1b[c"


def test_terminal_that_knows_neither_does_not_keep_anybody_waiting():
    terminal = Terminal(b"\x1b[?62c", timeout=15)
    assert terminal.result().endswith(repr(Answers()))
    assert time.monotonic() - terminal.started < 10


def test_terminal_that_never_answers_has_its_line_cleaned():
    terminal = Terminal(b"", timeout=0.3)
    assert terminal.result().endswith(repr(Answers()))
    assert b"\r\x1b[K" in terminal.shown


def test_through_screen_the_answer_is_the_outer_terminals():
    terminal = Terminal(VTE, STY="1.tty")
    assert terminal.result().endswith(repr(Answers(outer="VTE(7600)")))
    assert terminal.asked.startswith(b"\x1bP\x1b[>q\x1b\\")


def test_inside_tmux_the_outer_terminal_is_asked_of_tmux(tmp_path):
    program = tmp_path / "tmux"
    program.write_text('#!/bin/sh\ncase "$3" in *termname*) echo xterm-kitty;; esac\n')
    program.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    terminal = Terminal(b"\x1bP>|tmux 3.4\x1b\\\x1b[?1;2c", TMUX="/x,1,0", PATH=path)
    assert terminal.result().endswith(repr(Answers("tmux 3.4", -1, "xterm-kitty")))


@pytest.mark.parametrize("features", ["256,RGB,title", "256,title", ""])
def test_probe_inside_tmux_asks_whether_its_client_has_all_colours(tmp_path, features):
    program = tmp_path / "tmux"
    program.write_text(f'#!/bin/sh\ncase "$3" in *termfeatures*) echo "{features}";; esac\n')
    program.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    terminal = Terminal(b"\x1b[?1;2c", TMUX="/x,1,0", PATH=path, SHOW="rgb")
    assert terminal.result().endswith(f"rgb={'RGB' in features}")


def test_probe_in_a_multiplexer_does_not_ask_for_drawing():
    """tmux shows the question as the title of the window."""
    asked = []
    for env in ({}, {"TMUX": "/x,1,0", "PATH": "/nonexistent"}):
        terminal = Terminal(b"\x1b[6;20;9t\x1b[?62;4c", DRAWING="1", **env)
        assert "Answers(" in terminal.result()
        asked.append(terminal.asked)
    assert probe.KITTY_PICTURE.encode() in asked[0]
    assert asked[1] == b"\x1b[>q\x1b[8$p\x1b]11;?\x1b\\\x1b[?2027$p\x1b[c"


@pytest.mark.parametrize(("reply", "mode"), [(b"\x1b[?2027;2$y", 2), (b"\x1b[?2027;0$y", 0), (b"", -1)])
def test_probe_reads_whether_the_terminal_counts_clusters(reply, mode):
    found = Terminal(reply + b"\x1b[?62c", DRAWING="1", SHOW="mode2027").result()
    assert found.endswith(f"mode2027={mode}")


@pytest.mark.parametrize(
    ("reply", "ground"),
    [
        (b"\x1b]11;rgb:1111/2222/ffff\x1b\\", (17, 34, 255)),
        (b"\x1b]11;rgb:ff/80/00\x07", (255, 128, 0)),
        (b"\x1b]11;rgba:f/0/0/f\x07", (255, 0, 0)),
        (b"\x1b]10;rgb:ff/ff/ff\x07", None),
        (b"\x1b]11;blue\x07", None),
    ],
)
def test_probe_reads_the_colour_of_the_ground(reply, ground):
    found = Terminal(reply + b"\x1b[?62c", DRAWING="1", SHOW="ground").result()
    assert found.endswith(f"ground={ground}")


def test_probe_in_the_background_asks_nothing(tmp_path):
    """Touching the terminal there would stop the process."""
    script = (
        "import os, sys\n"
        "if os.fork() == 0:\n"
        "    os.setpgid(0, 0)\n"
        "    from reader.tui.terminal.probe import ask\n"
        f"    open({str(tmp_path / 'out')!r}, 'w').write(repr(ask(0.2)))\n"
        "    os._exit(0)\n"
        "os.wait()\n"
    )
    pid, end = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm")
        os.execv(sys.executable, [sys.executable, "-c", script])
    os.waitpid(pid, 0)
    os.close(end)
    assert (tmp_path / "out").read_text() == "None"


def test_probe_replies_are_not_echoed():
    """Settings are put back only after the replies are read, so that none is left to be typed."""
    terminal = Terminal(VTE)
    terminal.result()
    assert b"VTE(7600)\x1b" not in terminal.shown
    assert termios.TCSANOW == 0


@pytest.mark.parametrize(
    ("reply", "ink"),
    [
        (b"\x1b]10;rgb:c8c8/c8c8/0000\x1b\\\x1b[?6c", (200, 200, 0)),
        (b"\x1b]10;rgb:ff/80/0\x07\x1b[?6c", (255, 128, 0)),
        (b"\x1b[?6c", None),
        (None, None),
    ],
)
def test_ask_ink_returns_the_colour_of_text(monkeypatch, reply, ink):
    monkeypatch.setattr(probe, "_exchange", lambda tty, question, timeout: reply)
    assert probe.ask_ink(env={"TERM": "xterm-256color"}) == ink
    assert probe.ask_ink(env={"TERM": "dumb"}) is None
