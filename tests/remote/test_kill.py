"""Two hundred syncs killed at random points: no mark is lost and none is invented."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from remote.conftest import Machine
from remote.test_direct import Publisher, refresh

ROOT = Path(__file__).parents[2]
PROGRAM = """
import asyncio, sys
sys.path.insert(0, "tests")
from reader.config import Settings
from reader.core import Session
from reader.core.refresh import refresh_sources
from reader.locale.message import LocalizedError
from reader.store import Library

folder, url, fetch = sys.argv[1:]
settings = Settings(
    account_url=url, account_user="alice", account_password_file=folder + "/password", account_fetch=fetch
)
async def refresh(session):
    async for _ in refresh_sources(session):
        pass
print("ready", flush=True)
for line in sys.stdin:
    library = Library.open(folder + "/library.db")
    session = Session(library, None, settings)
    try:
        asyncio.run(refresh(session))
    except LocalizedError:
        pass
    library.close()
    print("done", flush=True)
"""


def run_killed(folder, url, seconds, fetch="server"):
    """Refresh in a process that is killed after some seconds, at the latest when it is done."""
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), url, fetch],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert program.stdout.readline() == b"ready\n"
    program.stdin.write(b"sync\n")
    program.stdin.flush()
    time.sleep(seconds)
    os.kill(program.pid, signal.SIGKILL)
    program.communicate()


def check_killed_syncs(server, machine, rounds):
    chance = random.Random(rounds)
    items = [server.add() for _ in range(40)]
    machine.sync()
    folder = machine.library.path.parent
    wanted = {item.id: False for item in items}
    for _ in range(rounds):
        for item in chance.sample(items, 3):  # by this machine, offline
            wanted[item.id] = chance.random() < 0.6
            machine.mark(item, read=wanted[item.id])
        new = server.add()
        items.append(new)
        wanted[new.id] = False
        run_killed(folder, server.url, chance.uniform(0, 0.25))
        machine.sync()  # it can go on, and knows every item
    assert {item.id: item.read for item in items} == wanted
    assert {item.id: machine.entry(item).read for item in items} == wanted


def test_sync_killed_at_random_points_loses_and_invents_no_mark(server, machine):
    check_killed_syncs(server, machine, 5)


@pytest.mark.whole
def test_sync_killed_two_hundred_times_loses_and_invents_no_mark(server, machine):
    check_killed_syncs(server, machine, 200)


def check_killed_refreshes(server, machine, newsroom, rounds):
    """News comes from the newsroom, from the server, or from both in any order; marks go by the server."""
    chance = random.Random(rounds)
    machine.settings = machine.settings._replace(account_fetch="direct", stories=False)
    publisher = Publisher(newsroom, server)
    machine.sync()
    folder = machine.library.path.parent
    waiting, there, read = [], {}, set()
    for _ in range(rounds):
        waiting.append(publisher.publish())
        if chance.random() < 0.8:
            item = waiting.pop(chance.randrange(len(waiting)))
            there[item["title"]] = publisher.reach_server(item)
        for headline in chance.sample(listed := machine.library.entries.headlines(), min(2, len(listed))):
            machine.library.entries.mark_read([headline.id])
            read.add(headline.title)
        run_killed(folder, server.url, chance.uniform(0, 0.4), "direct")
        refresh(machine)
    for item in waiting:
        there[item["title"]] = publisher.reach_server(item)
    for _ in range(3):
        refresh(machine)
    listed = machine.library.entries.headlines()
    assert sorted(headline.title for headline in listed) == sorted(there)
    assert {headline.title for headline in listed if headline.read} == read
    assert {title for title, item in there.items() if item.read} == read
    assert machine.library.check() == []


def test_refresh_of_feeds_fetched_here_that_is_killed_loses_and_doubles_nothing(server, machine, newsroom):
    check_killed_refreshes(server, machine, newsroom, 5)


@pytest.mark.whole
def test_refresh_of_feeds_fetched_here_killed_a_hundred_times_loses_and_doubles_nothing(
    server, machine, newsroom
):
    check_killed_refreshes(server, machine, newsroom, 100)


def test_sync_two_machines_with_random_marks_agree(server, machine, tmp_path):
    chance = random.Random(7)
    items = [server.add() for _ in range(20)]
    machines = [machine, Machine(tmp_path / "two", server.url)]
    for each in machines:
        each.sync()
    for _ in range(8):
        for item, each in zip(chance.sample(items, 2), machines, strict=True):
            each.mark(item, read=chance.random() < 0.7)
        for each in machines:
            each.sync()
    for each in machines:
        each.sync()

    assert machines[0].titles(unread=True) == machines[1].titles(unread=True)
    assert machines[0].titles(unread=True) == {item.title for item in items if not item.read}
    machines[1].library.close()
