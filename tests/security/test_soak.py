"""An hour of refreshes against a newsroom that misbehaves in every way, in a minute or two: nothing grows.

The reader refreshes in a process of its own (this file, run as a program), or what is measured
would be the tests that ran before it.
"""

import asyncio
import gc
import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import agency
import pytest
from newsroom import BAD, Reply
from security.attacks import rss

from reader.config import Settings
from reader.core import Session
from reader.core.maintenance import prune_library
from reader.core.refresh import refresh_sources
from reader.model import Source
from reader.sources.http.client import Client
from reader.store import Library

GROWTH = 24
"""Megabytes the process may be larger after the last round than after the first ones."""
SLOW = {"slow", "silent", "stalled", "headers", "endless"}
"""Answers that take the client's whole patience; one of them is asked in each round."""


def megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def sources(url, slow):
    """Every way to misbehave but the slow ones, good feeds, one that attacks, one that always has news."""
    paths = [f"/bad/{name}" for name in BAD if name not in SLOW or name == slow]
    paths += ["/rss.xml", "/atom.xml", "/feed.json", "/hostile.xml", "/news.xml"]
    return [Source(f"s{n}", path, feed=url + path, user_added=True) for n, path in enumerate(paths)]


async def one_round(library, url, number):
    """What one refresh by the clock does: a client, all sources, whole articles of what is new."""
    followed = sources(url, sorted(SLOW)[number % len(SLOW)])
    session = Session(
        library,
        followed,
        Settings(),
        client_factory=lambda: Client(connect=0.5, read=0.5, total=0.5),
    )
    told = 0
    async for step in refresh_sources(session):
        told += bool(step.source)
    await session.run(prune_library, session)
    await session.close()
    assert told == len(followed)
    return [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


def refresh_often(path, url, rounds):
    """Megabytes, descriptors, tasks left and threads after each round."""
    seen = []
    with Library.open(path) as library:
        for number in range(rounds):
            left = asyncio.run(one_round(library, url, number))
            gc.collect()
            descriptors = len(os.listdir("/proc/self/fd"))
            seen.append((megabytes(), descriptors, len(left), threading.active_count()))
        assert library.check() == []
        library.retention.prune(now=datetime.now(UTC) + timedelta(days=400))
    return seen


def soak(tmp_path, newsroom, rounds, growth):
    def news(request):
        made = agency.rss(newsroom.url).decode()
        for story in agency.STORIES:
            made = made.replace(str(story.id), str(story.id + 10_000 * newsroom.hits["/news.xml"]))
        return Reply(made.encode(), type="text/xml")

    newsroom.add("/hostile.xml", Reply(rss(newsroom.url, "references"), type="text/xml"))
    newsroom.add("/news.xml", news)
    ran = subprocess.run(
        [sys.executable, __file__, tmp_path / "library.db", newsroom.url, str(rounds)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout)
    warm = seen[len(seen) // 3]
    assert seen[-1][0] - warm[0] < growth, [round(size) for size, *_ in seen]
    # A leak stays open; what is about to close is gone a round later.
    last = seen[-max(2, rounds // 3) :]
    assert min(fds for _, fds, *_ in last) <= seen[1][1] + 4, [fds for _, fds, *_ in seen]
    assert all(left == 0 for _, _, left, _ in seen)
    assert seen[-1][3] <= warm[3] + 2, [threads for *_, threads in seen]
    return seen


def test_few_refreshes_leave_nothing(tmp_path, newsroom):
    """But for memory, which threads take as they come."""
    soak(tmp_path, newsroom, 4, 8 * GROWTH)


@pytest.mark.whole
def test_hour_of_refreshes_leaves_nothing(tmp_path, newsroom):
    """One a minute: sixty, of every source."""
    seen = soak(tmp_path, newsroom, 60, GROWTH)
    print("MB, descriptors, tasks, threads:", seen[0], seen[20], seen[-1])


if __name__ == "__main__":
    print(json.dumps(refresh_often(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
