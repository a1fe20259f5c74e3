"""A first sync of 30,000 unread items: bounded, with progress, broken off and continued, in flat memory."""

import asyncio
import json
import os
import subprocess
import sys

import pytest
from remote.sync_server import SyncServer

from reader.core.account.sync import MAX_UNREAD, sync_account

pytestmark = pytest.mark.whole

UNREAD, READ = 30_000, 200_000
MAX_REQUESTS = MAX_UNREAD // 250 + 10
MAX_MIB = 40
"""More memory than with a hundred items."""


@pytest.fixture(scope="module")
def large():
    with SyncServer() as server:
        server.add_feed("feed/1")
        for number in range(READ + UNREAD):
            item = server.add(title=f"خبر رقم {number}", read=number < READ)
            item.published -= READ + UNREAD  # all of them in the past
        yield server


def test_first_sync_is_bounded_and_older_items_are_known(large, tmp_path):
    from remote.conftest import Machine

    machine = Machine(tmp_path / "one", large.url)
    first = machine.sync()

    assert len(first.new) == MAX_UNREAD
    assert first.requests <= MAX_REQUESTS
    newest = [headline.title for headline in machine.library.entries.headlines()[:1]]
    assert newest == [f"خبر رقم {READ + UNREAD - 1}"]
    again = machine.sync()
    assert (again.new, again.pulled, again.pushed) == ([], 0, 0)
    assert again.requests <= 8
    assert sum(not item.read for item in large.items.values()) == UNREAD
    machine.library.close()


def test_first_sync_broken_off_keeps_what_came_and_goes_on(large, tmp_path):
    from remote.conftest import Machine

    machine = Machine(tmp_path / "one", large.url)
    seen = []

    async def break_off():
        session = machine.session()

        def report(done, total, new, is_old):
            seen.append((done, total, len(new), is_old))
            if done >= 1000:
                task.cancel()

        task = asyncio.ensure_future(sync_account(session, report=report))
        with pytest.raises(asyncio.CancelledError):
            await task
        await session.close()

    asyncio.run(break_off())

    assert [done for done, *_ in seen] == [250, 500, 750, 1000]
    assert all(total == MAX_UNREAD and new == 250 and is_old for _, total, new, is_old in seen)
    assert len(machine.library.entries.headlines()) == 1000
    before = len(large.paths("stream/items/contents"))
    rest = machine.sync()
    assert len(rest.new) == MAX_UNREAD - 1000
    asked = large.paths("stream/items/contents")[before:]
    ids = [id for form in asked for name, id in form if name == "i"]
    assert len(ids) == len(set(ids)) == MAX_UNREAD - 1000
    assert len(machine.library.entries.headlines()) == MAX_UNREAD
    machine.library.close()


PROGRAM = """
import json, resource, sys
from reader.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def test_first_sync_takes_no_more_memory_than_a_small_one(large, tmp_path):
    def peak(server, name):
        home = tmp_path / name
        home.mkdir()
        (home / "password").write_text(server.password)
        (home / "config.toml").write_text(
            f'[account]\nkind = "greader"\nurl = "{server.url}{server.prefix}"\nuser = "{server.user}"\n'
            f'password_file = "{home}/password"\n'
        )
        files = ["--config", str(home / "config.toml"), "--library", str(home / "library.db")]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *files, "sync"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "XDG_STATE_HOME": str(home)},
        )
        code, mib = json.loads(done.stdout.splitlines()[-1])
        assert code == 0, done.stderr
        return mib

    with SyncServer() as small:
        small.add_feed("feed/1")
        for _ in range(100):
            small.add()
        few = peak(small, "few")

    assert peak(large, "many") - few < MAX_MIB
