"""Hooks: commands of the configuration get JSON on their input; those that fail are reported."""

import json
import os
import shlex
import sys
import time
from pathlib import Path

import pytest
from tui import news
from tui.conftest import find, press, reading, settled, toasts, until

from reader.core import Progress, hooks
from reader.core.hooks import HookError, run_command
from reader.tui.messages import RefreshProgressed

COPY = f"{sys.executable} -c 'import sys; open(sys.argv[1], \"w\").write(sys.stdin.read())'"


async def refreshed(pilot, ids):
    progress = Progress(1, 1, "rafidain", new=len(ids), finished=True, headlines=ids)
    pilot.app.reading.post_message(RefreshProgressed(progress, asked=False))
    await settled(pilot)


async def test_hook_of_new_headlines_gets_them_as_json(session, tmp_path):
    out = tmp_path / "new.json"
    async with reading(session, hook_new=f"{COPY} {out}") as pilot:
        await refreshed(pilot, (find(pilot, news.BRIDGE).id,))
        assert [each["title"] for each in json.loads(out.read_text())] == [news.BRIDGE.title]


async def test_hook_of_a_refresh_receives_its_headlines(session, tmp_path):
    out = tmp_path / "done.json"
    async with reading(session, hook_refreshed=f"{COPY} {out}") as pilot:
        await refreshed(pilot, ())
        assert json.loads(out.read_text()) == {"new": 0, "failed": []}


async def test_hook_that_fails_is_reported(session):
    async with reading(session, hook_refreshed=f"{sys.executable} -c 'raise SystemExit(3)'") as pilot:
        await refreshed(pilot, ())
        assert any(said.endswith("بالرمز 3") for said in toasts(pilot))


async def test_refresh_without_hooks_runs_nothing(session):
    async with reading(session) as pilot:
        before = len(toasts(pilot))
        await refreshed(pilot, ())
        await press(pilot, "j")
        assert len(toasts(pilot)) == before


@pytest.mark.parametrize("command", ["no-such-program-here", "'unbalanced", ""])
def test_command_that_cannot_be_run_is_an_error_with_a_sentence(command):
    with pytest.raises(HookError):
        run_command(command, "")


SLEEPER = f"""{sys.executable} -c '
import os, subprocess, sys
reads = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"]
child = subprocess.Popen(reads, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
os.mkfifo(sys.argv[1] + ".fifo")
open(sys.argv[1], "w").write(str(child.pid))
open(sys.argv[1] + ".fifo").read()
'"""
"""Starts another program, writes its process id into a file, and never ends."""


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_command_that_takes_too_long_ends_with_all_it_started(tmp_path, monkeypatch):
    monkeypatch.setattr(hooks, "HOOK_SECONDS", 3)
    with pytest.raises(HookError):
        run_command(f"{SLEEPER} {tmp_path / 'pid'}", "")
    end = time.monotonic() + 30  # a signal takes a moment to end a process
    while is_running((tmp_path / "pid").read_text()) and time.monotonic() < end:
        time.sleep(0.01)
    assert not is_running((tmp_path / "pid").read_text())


async def test_screen_is_left_while_a_hook_runs(session, tmp_path):
    out = tmp_path / "pid"
    async with reading(session, wait=False, hook_refreshed=f"{SLEEPER} {out}") as pilot:
        await until(pilot, lambda: out.exists() and out.read_text())
    assert is_running(out.read_text())  # it goes on by itself
    os.close(os.open(f"{out}.fifo", os.O_WRONLY))


@pytest.mark.parametrize(
    "script", ["import os; os.close(0)", "import os; os.write(1, b'x' * (1 << 28))", "pass"]
)
def test_hook_that_takes_no_input_or_writes_much_does_no_harm(script):
    run_command(f"{sys.executable} -c {shlex.quote(script)}", "نص " * (1 << 20))


def test_hook_never_goes_through_a_shell(tmp_path):
    run_command(f"{sys.executable} -c pass ; touch {tmp_path / 'made'}", "")
    assert not (tmp_path / "made").exists()
