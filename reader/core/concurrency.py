"""Run an async function over many keys with bounded concurrency; yield results in batches."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")

TICK_SECONDS = 0.5
"""Time without a result after which an empty batch is yielded, so that the caller can show what is slow."""
SLOW_SECONDS = 3.0
"""Running time after which a key is named as slow."""


@dataclass(frozen=True, slots=True)
class Batch(Generic[Key, Result]):
    """The results since the last batch; empty after ``TICK_SECONDS`` without one."""

    done: tuple[tuple[Key, Result], ...]
    slow: tuple[Key, ...]
    """Keys that have been running for more than ``SLOW_SECONDS``."""


async def map_concurrently(
    keys: Iterable[Key],
    work: Callable[[Key], Coroutine[Any, Any, Result]],
    limit: int,
    *,
    batch_seconds: float = 0.0,
) -> AsyncGenerator[Batch[Key, Result], None]:
    """Call ``work`` on every key, ``limit`` at a time; yield results in batches.

    Closing the generator, or cancelling its task, cancels what is running and waits for its end.

    Args:
        keys: taken in their order.
        work: an async function of a key.
        limit: how many run at a time.
        batch_seconds: time that a batch with a result waits for further ones, while any are running.

    Raises:
        Exception: raised by ``work``; the rest is cancelled.
    """
    pool = _Pool(keys, work)
    try:
        pool.start(limit)
        while pool.has_more:
            yield await pool.next_batch(batch_seconds)
    finally:
        await pool.close()


class _Pool(Generic[Key, Result]):
    """Tasks over keys: each that ends starts the next."""

    def __init__(self, keys: Iterable[Key], work: Callable[[Key], Coroutine[Any, Any, Result]]) -> None:
        self._waiting = deque(keys)
        self._work = work
        self._running: dict[asyncio.Task[Result], tuple[Key, float]] = {}
        self._completed: list[tuple[Key, asyncio.Task[Result]]] = []
        self._has_completed = asyncio.Event()

    @property
    def has_more(self) -> bool:
        return bool(self._running or self._completed)

    def start(self, count: int) -> None:
        for _ in range(min(count, len(self._waiting))):
            key = self._waiting.popleft()
            task = asyncio.create_task(self._work(key))
            self._running[task] = key, time.monotonic()
            task.add_done_callback(self._complete)

    def _complete(self, task: asyncio.Task[Result]) -> None:
        key, _ = self._running.pop(task)
        self._completed.append((key, task))
        self._has_completed.set()
        self.start(1)

    async def next_batch(self, batch_seconds: float) -> Batch[Key, Result]:
        with suppress(TimeoutError):
            async with asyncio.timeout(TICK_SECONDS):
                await self._has_completed.wait()
        if self._completed and self._running and batch_seconds:
            await asyncio.wait(self._running, timeout=batch_seconds, return_when=asyncio.ALL_COMPLETED)
        self._has_completed.clear()
        results = tuple((key, task.result()) for key, task in self._completed)
        self._completed.clear()
        since = time.monotonic() - SLOW_SECONDS
        return Batch(results, tuple(key for key, started in self._running.values() if started < since))

    async def close(self) -> None:
        self._waiting.clear()
        tasks = [*self._running, *(task for _, task in self._completed)]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
