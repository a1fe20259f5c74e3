"""Two machines as two processes with two libraries and one server: what is done offline on both meets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from remote.sync_server import SyncServer

from reader.store import Library

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.whole


class Process:
    """A machine that is only its commands."""

    def __init__(self, home, server):
        home.mkdir()
        self.library = home / "library.db"
        (home / "password").write_text(server.password)
        (home / "config.toml").write_text(
            f'[account]\nkind = "greader"\nurl = "{server.url}{server.prefix}"\nuser = "{server.user}"\n'
            f'password_file = "{home}/password"\n'
        )
        self.files = ["--config", str(home / "config.toml"), "--library", str(self.library)]
        self.env = {**os.environ, "XDG_STATE_HOME": str(home), "HOME": str(home)}

    def start(self, *line):
        return subprocess.Popen(
            [sys.executable, "-m", "reader", *self.files, *line],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=self.env,
            cwd=ROOT,
        )

    def run(self, *line):
        process = self.start(*line)
        said = process.communicate()[1]
        return process.returncode, said

    def mark(self, titles, *, save=()):
        """Mark and save as the screen does, in a process of its own."""
        program = (
            "import sys\nfrom reader.store import Library\n"
            "with Library.open(sys.argv[1]) as library:\n"
            "    by_title = {h.title: h.id for h in library.entries.headlines()}\n"
            "    library.entries.mark_read([by_title[t] for t in sys.argv[2].split('|')])\n"
            "    for title in filter(None, sys.argv[3].split('|')):\n"
            "        library.bookmarks.add(by_title[title])\n"
        )
        command = [sys.executable, "-c", program, str(self.library), "|".join(titles), "|".join(save)]
        subprocess.run(command, check=True, env=self.env, cwd=ROOT)

    def state(self):
        with Library.open(self.library) as library:
            return {h.title: (h.read, h.saved) for h in library.entries.headlines()}


def test_marks_made_offline_on_two_machines_meet_without_loss(tmp_path):
    with SyncServer() as server:
        server.add_feed("feed/1")
        items = [server.add(title=f"خبر رقم {number}") for number in range(60)]
        names = [item.title for item in items]
        one, two = Process(tmp_path / "one", server), Process(tmp_path / "two", server)
        for machine in (one, two):
            assert machine.run("sync") == (0, "")
        server.traps.status = {"ClientLogin": 502, "list": 502, "ids": 502, "token": 502, "edit-tag": 502}
        one.mark(names[0:25], save=names[50:53])
        two.mark(names[15:40], save=names[52:56])
        for machine in (one, two):
            code, said = machine.run("sync")
            assert code == 1
            assert said == ""  # silent, as from cron: it may pass by itself
        assert not any(item.read or item.starred for item in items)

        server.traps.status = {}
        for _ in range(2):  # both at once, then what the other brought
            for machine in [each.start("sync") for each in (one, two)]:
                assert machine.communicate()[1] == ""
                assert machine.returncode == 0

        wanted = {name: (place < 40, 50 <= place < 56) for place, name in enumerate(names)}
        assert {item.title: (item.read, item.starred) for item in items} == wanted
        assert one.state() == two.state() == wanted
