"""The command line in a home of its own, with the fictional agency as its world."""

import io
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from types import SimpleNamespace

import pytest

from reader.cli import main
from reader.sources.catalogue import first_sources

LEAVE = ", ".join(f'"{source.id}"' for source in first_sources())


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home; nothing of the person who runs the tests is seen."""
    for name in list(os.environ):
        if name.startswith(("XDG_", "LC_", "KHABAR")) or name in (
            "LANG",
            "PAGER",
            "NO_COLOR",
            "COLUMNS",
            "LINES",
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def config(home):
    """Writes the configuration: the given text, and by default none of the catalogue."""
    path = home / ".config" / "khabar" / "config.toml"

    def config(text="", *, catalogue=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + ("" if catalogue else f"\n[follow]\nleave = [{LEAVE}]\n"))
        return path

    return config


@pytest.fixture
def agency(newsroom, config):
    """The agency followed under the id ``rafidain``."""
    config(f'[[source]]\nid = "rafidain"\nname = "الرافدين"\nfeed = "{newsroom.url}/rss.xml"\n')
    return newsroom


@pytest.fixture
def khabar(home, capsys, monkeypatch):
    """Runs a command here; returns its exit code, output and messages; raises unforeseen errors."""

    def raise_it(error):
        raise error

    monkeypatch.setattr("reader.cli.crash_report.report_crash", raise_it)
    monkeypatch.setattr("reader.cli.context.Context.is_isolated", False)  # a process a command takes long

    def khabar(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return SimpleNamespace(code=code, out=captured.out, err=captured.err, lines=captured.out.splitlines())

    return khabar


@pytest.fixture
def process(home):
    """Runs a command as a process of its own."""

    def process(*arguments, **options):
        command = [sys.executable, "-m", "reader", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, timeout=60, cwd=home, **options)

    return process


@pytest.fixture
def terminal(home):
    """Runs a command in a pseudo-terminal; returns its exit code and all it wrote there."""

    def terminal(*arguments, size=(24, 80), env=(), keys=b"", command=(sys.executable, "-m", "reader")):
        outside, inside = pty.openpty()
        ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        running = subprocess.Popen(
            [*map(str, command), *map(str, arguments)],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            cwd=home,
            env={**os.environ, "TERM": "xterm-256color", **dict(env)},
            start_new_session=True,
        )
        os.close(inside)
        os.write(outside, keys)
        written = b""
        while True:
            ready, _, _ = select.select([outside], [], [], 30)
            try:
                data = os.read(outside, 65536) if ready else b""
            except OSError:
                data = b""
            if not data:
                break
            written += data
        os.close(outside)
        return SimpleNamespace(code=running.wait(30), out=written.decode().replace("\r\n", "\n"))

    return terminal
