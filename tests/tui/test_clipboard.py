"""The clipboard: escapes and programs, never a shell."""

import os
from base64 import b64decode

import pytest

from reader.tui.terminal import clipboard, terminal_app
from reader.tui.terminal.terminal_app import TerminalApp
from reader.typeset.terminal_profiles import Decision, Order

TEXT = "می‌خواهم: «مُحَمَّدٌ» لا\n$(touch x) `id`"


def decoded(escape):
    assert escape.startswith("\x1b]52;c;")
    assert escape.endswith("\x07")
    return b64decode(escape[7:-1]).decode()


def test_osc52_carries_the_text_unchanged():
    assert decoded(clipboard.osc52(TEXT, {})) == TEXT
    assert decoded(clipboard.osc52(TEXT, {"STY": "1", "TMUX": "x"})) == TEXT


def test_osc52_in_gnu_screen_is_sent_in_pieces():
    escape = clipboard.osc52("ب" * 1000, {"STY": "1.tty"})
    pieces = escape.removesuffix("\x1b\\").split("\x1b\\")
    assert all(piece.startswith("\x1bP") and len(piece) < 760 for piece in pieces)
    assert decoded("".join(piece.removeprefix("\x1bP") for piece in pieces)) == "ب" * 1000


@pytest.fixture
def programs(tmp_path):
    """Make programs that keep what they are given; return the environment to find them in."""

    def make(*names, fails=(), **env):
        for name in names:
            path = tmp_path / name
            kept = tmp_path / f"{name}.kept"
            ending = "exit 1" if name in fails else "exit 0"
            path.write_text(f'#!/bin/sh\necho "$@" > "{kept}.arguments"\n/bin/cat > "{kept}"\n{ending}\n')
            path.chmod(0o755)
        return {"PATH": str(tmp_path), **env}

    make.kept = lambda name: tmp_path / f"{name}.kept"
    make.arguments = lambda name: (tmp_path / f"{name}.kept.arguments").read_text().split()
    return make


@pytest.mark.parametrize(
    ("name", "env", "arguments"),
    [
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, ["--type", "text/plain;charset=utf-8"]),
        ("xclip", {"DISPLAY": ":0"}, ["-selection", "clipboard", "-in"]),
        ("xsel", {"DISPLAY": ":0"}, ["--clipboard", "--input"]),
        ("pbcopy", {}, []),
        ("termux-clipboard-set", {}, []),
    ],
)
def test_programs_are_given_the_text_on_their_input(programs, name, env, arguments):
    assert clipboard.copy_by_program(TEXT, programs(name, **env))
    assert programs.kept(name).read_bytes() == TEXT.encode()
    assert programs.arguments(name) == arguments


def test_windows_takes_utf_16(programs):
    assert clipboard.copy_by_program(TEXT, programs("clip.exe"))
    assert programs.kept("clip.exe").read_bytes().decode("utf-16") == TEXT


def test_programs_without_a_screen_to_go_to_are_left_alone(programs):
    assert not clipboard.copy_by_program(TEXT, programs("wl-copy", "xclip", "xsel"))
    assert clipboard.commands({"PATH": ""}) == []


def test_clipboard_after_a_failing_program_tries_the_next(programs):
    env = programs("wl-copy", "xclip", fails=["wl-copy"], WAYLAND_DISPLAY="w", DISPLAY=":0")
    assert clipboard.copy_by_program(TEXT, env)
    assert programs.kept("xclip").exists()


def test_clipboard_in_tmux_fills_its_buffer_and_the_system(programs):
    assert clipboard.copy_by_program(TEXT, programs("tmux", "xclip", TMUX="/x", DISPLAY=":0"))
    assert programs.arguments("tmux") == ["load-buffer", "-w", "-"]
    assert programs.kept("xclip").read_bytes() == TEXT.encode()


def test_clipboard_stops_at_the_first_working_program(programs):
    assert clipboard.copy_by_program(TEXT, programs("xclip", "xsel", DISPLAY=":0"))
    assert not programs.kept("xsel").exists()


class Copier(TerminalApp):
    terminal = Decision(Order.CELLS, "", "", "test", "")


async def test_copy_without_a_terminal_runs_no_program(monkeypatch):
    monkeypatch.setattr(terminal_app, "copy_by_program", lambda text: pytest.fail("no program may be run"))
    async with (app := Copier()).run_test():
        app.copy_to_clipboard(TEXT)
        assert app.clipboard == TEXT


async def test_copy_on_a_terminal_uses_escape_and_program(monkeypatch):
    given, written = [], []
    monkeypatch.setattr(terminal_app, "copy_by_program", given.append)
    monkeypatch.setattr(Copier, "is_headless", False)
    async with (app := Copier()).run_test():
        monkeypatch.setattr(app._driver, "write", written.append)
        app.copy_to_clipboard(TEXT)
        await app.workers.wait_for_complete()
        monkeypatch.undo()
    assert given == [TEXT]
    assert clipboard.osc52(TEXT, os.environ) in written
