"""Many slow things at once, told of as they arrive."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")

TICK = 0.5
"""Seconds without an arrival after which a sign of life is given."""
FEW = 8
"""Pieces of work begun together: as many as are asked for would all be as far, and the first done last."""
PAUSE = 0.004
"""Seconds between the beginnings; while there is something to do, longer."""
SLOW = 3.0
"""Seconds after which a piece of work is named as slow."""


@dataclass(frozen=True, slots=True)
class Arrived(Generic[Key, Result]):
    """What was done since the last look: one piece of work or some, or (none) a sign of life."""

    done: tuple[tuple[Key, Result], ...]
    slow: tuple[Key, ...]


async def arrivals(
    keys: Sequence[Key], work: Callable[[Key], Awaitable[Result]], at_once: int
) -> AsyncGenerator[Arrived[Key, Result], None]:
    """Do ``work`` on every key, ``at_once`` at the same time, and yield what is done as it is.

    Closing the generator, or cancelling its task, cancels what has not arrived and waits for that.

    Raises:
        Exception: what ``work`` raised; the rest is cancelled.
    """
    done: asyncio.Queue[tuple[Key, Result | Exception]] = asyncio.Queue()
    started: dict[Key, float] = {}
    waiting = iter(keys)

    async def worker() -> None:
        for key in waiting:
            started[key] = time.monotonic()
            try:
                result: Result | Exception = await work(key)
            except Exception as error:
                result = error
            finally:
                del started[key]
            done.put_nowait((key, result))

    def slow() -> tuple[Key, ...]:
        since = time.monotonic() - SLOW
        return tuple(key for key, start in started.items() if start < since)

    workers: list[asyncio.Task[None]] = []

    async def begin() -> None:
        for nth in range(min(at_once, len(keys))):
            if nth and nth % FEW == 0:
                await asyncio.sleep(PAUSE)
            workers.append(asyncio.create_task(worker()))

    beginning = asyncio.create_task(begin())
    coming = asyncio.create_task(done.get())
    try:
        left = len(keys)
        while left:
            # Not wait_for: before Python 3.12 it loses a cancellation that comes together with a result.
            await asyncio.wait({coming}, timeout=TICK)
            if not coming.done():
                yield Arrived((), slow())
                continue
            arrived = [coming.result()]
            while not done.empty():
                arrived.append(done.get_nowait())
            coming = asyncio.create_task(done.get())
            left -= len(arrived)
            yield Arrived(tuple((key, _got(result)) for key, result in arrived), slow())
    finally:
        beginning.cancel()
        for task in (*workers, coming):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(beginning, *workers, coming, return_exceptions=True)


def _got(result: Result | Exception) -> Result:
    if isinstance(result, Exception):
        raise result
    return result
