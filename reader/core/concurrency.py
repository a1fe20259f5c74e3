"""Many slow things at once, told of as they arrive."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")

TICK = 0.5
"""Seconds without an arrival after which a sign of life is given."""
FEW = 8
"""Pieces of work begun together: as many as are allowed would all be as far, and the first done last."""
PAUSE = 0.004
"""Seconds without an arrival after which more are begun: while there are arrivals, there is enough to do."""
SLOW = 3.0
"""Seconds after which a piece of work is named as slow."""


@dataclass(frozen=True, slots=True)
class Arrived(Generic[Key, Result]):
    """What was done since the last look: one piece of work or some, or (none) a sign of life."""

    done: tuple[tuple[Key, Result], ...]
    slow: tuple[Key, ...]


async def map_concurrently(
    keys: Iterable[Key], work: Callable[[Key], Awaitable[Result]], at_once: int
) -> AsyncGenerator[Arrived[Key, Result], None]:
    """Do ``work`` on every key, ``at_once`` at the same time, and yield what is done as it is.

    Keys are taken when there is somebody to work on them. Closing the generator, or cancelling its task,
    cancels what has not arrived and waits for that.

    Raises:
        Exception: what ``work`` or ``keys`` raised; the rest is cancelled.
    """
    done: asyncio.Queue[tuple[Key, Result | Exception] | None] = asyncio.Queue()
    started: dict[Key, float] = {}
    waiting = iter(keys)
    workers: list[asyncio.Task[None]] = []
    ran_out = asyncio.Event()
    """There are no more keys."""
    finished = 0

    async def worker(key: Key) -> None:
        nonlocal finished
        while True:
            started[key] = time.monotonic()
            try:
                result: Result | Exception = await work(key)
            except Exception as error:
                result = error
            finally:
                del started[key]
            done.put_nowait((key, result))
            finished += 1
            try:
                key = next(waiting)
            except StopIteration:
                ran_out.set()
                return

    async def all_of_them() -> None:
        try:
            for nth in range(at_once):
                if nth and nth % FEW == 0:
                    await standstill()
                try:
                    key = next(waiting)
                except StopIteration:
                    break
                workers.append(asyncio.create_task(worker(key)))
            await asyncio.gather(*workers)
        finally:
            done.put_nowait(None)

    async def standstill() -> None:
        """Wait until nothing arrives for a pause, or there are no more keys."""
        seen = -1
        while seen != finished and not ran_out.is_set():
            seen = finished
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PAUSE):
                    await ran_out.wait()

    def slow() -> tuple[Key, ...]:
        since = time.monotonic() - SLOW
        return tuple(key for key, start in started.items() if start < since)

    working = asyncio.create_task(all_of_them())
    coming = asyncio.create_task(done.get())
    over = False
    try:
        while not over:
            # Not wait_for: before Python 3.12 it loses a cancellation that comes together with a result.
            await asyncio.wait({coming}, timeout=TICK)
            if not coming.done():
                yield Arrived((), slow())
                continue
            arrived = [coming.result()]
            while not done.empty():
                arrived.append(done.get_nowait())
            over = arrived[-1] is None
            coming = asyncio.create_task(done.get())
            if some := tuple((one[0], _got(one[1])) for one in arrived if one is not None):
                yield Arrived(some, slow())
        await working  # which raises what ``keys`` did
    finally:
        for task in (working, *workers, coming):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(working, *workers, coming, return_exceptions=True)


def _got(result: Result | Exception) -> Result:
    if isinstance(result, Exception):
        raise result
    return result
