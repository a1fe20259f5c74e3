"""Sync with an imitation server on loopback: time and requests of the runs a reader has every day.

The server is ``tests/remote/sync_server.py``: it answers in Python and takes part of the time.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from remote.sync_server import SyncServer
from table import Row

from reader.config import Settings
from reader.core import Session
from reader.core.sync import SyncResult, sync_account
from reader.store import Library

FEEDS, ITEMS = 20, 50
BODY = "<p>" + "كلام الخبر هنا. " * 380 + "</p>"
"""About 6 kB."""
MARKS = 500
MANY_FEEDS = 300


def rows(rounds: int = 5) -> Iterator[Row]:
    """Measure a first sync, one that brings nothing, 500 marks, and 300 feeds."""
    names = (
        "first, 20 feeds of 50",
        "again, nothing new",
        f"{MARKS} marks",
        f"{MANY_FEEDS} feeds, nothing new",
    )
    goals = ("", "≤ 6 requests", "≤ 3 requests to mark", "≤ 8 requests")
    times: list[list[float]] = [[] for _ in names]
    requests = [0] * len(names)
    for _ in range(rounds):
        for nth, (seconds, sent) in enumerate(_round()):
            times[nth].append(seconds * 1000)
            requests[nth] = sent
    for name, goal, taken, sent in zip(names, goals, times, requests, strict=True):
        yield Row(f"sync: {name}", "ms", taken, f"{sent} requests", goal=goal)


def _round() -> Iterator[tuple[float, int]]:
    with tempfile.TemporaryDirectory() as scratch, SyncServer() as server:
        for number in range(FEEDS):
            server.add_feed(f"feed/{number + 1}")
            for _ in range(ITEMS):
                server.add(feed=f"feed/{number + 1}", content=BODY)
        (Path(scratch) / "password").write_text(server.password)
        settings = Settings(
            account_url=server.url,
            account_user=server.user,
            account_password_file=str(Path(scratch) / "password"),
        )
        with Library.open(Path(scratch) / "library.db") as library:
            session = Session(library, None, settings)
            yield _timed(session)
            yield _timed(session)
            library.entries.mark_read([headline.id for headline in library.entries.headlines()[:MARKS]])
            before = len(server.paths("edit-tag"))
            seconds, _ = _timed(session)
            yield seconds, len(server.paths("edit-tag")) - before
            for number in range(FEEDS, MANY_FEEDS):
                server.add_feed(f"feed/{number + 1}")
            _timed(session)
            yield _timed(session)


def _timed(session: Session) -> tuple[float, int]:
    async def run() -> SyncResult:
        try:
            return await sync_account(session)
        finally:
            await session.close()

    started = time.perf_counter()
    result = asyncio.run(run())
    return time.perf_counter() - started, result.requests


if __name__ == "__main__":
    from table import line

    for row in rows():
        print(line(row))
