"""Many sources never read before: shared with a process beside this one, for there are two cores.

Threads would not do: only one of them does Python's own work at a time. Both store what they fetched, many
sources at once; while one writes, the other goes on reading.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing, closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core import worker as beside
from reader.core.errors import CoreError
from reader.core.lots import lots, numbered, taken
from reader.core.process import Process, begin
from reader.core.progress import Progress
from reader.core.refresh import at_once_here, headlines
from reader.model import Source, SourceHealth

if TYPE_CHECKING:
    from reader.core.session import Session


async def headlines_in_halves(
    session: Session, sources: Sequence[Source], healths: Mapping[str, SourceHealth]
) -> AsyncGenerator[Progress, None]:
    """Do what ``refresh.headlines`` does, with another process; without one where there is none to be had."""
    left = {source.id: source for source in sources}
    if process := begin(beside.__name__):
        with closing(process):
            async with aclosing(_shared(session, process, sources, healths)) as steps:
                async for step in steps:
                    left.pop(step.source, None)
                    yield step
    if left:
        rest = headlines(session, left.values(), healths, session.run, session.settings.concurrency)
        async with aclosing(rest) as steps:
            async for step in steps:
                yield step


async def _shared(
    session: Session, process: Process, sources: Sequence[Source], healths: Mapping[str, SourceHealth]
) -> AsyncGenerator[Progress, None]:
    at_once = max(1, session.settings.concurrency // 2)
    some = lots(sources)
    process.hand_out(numbered(some))
    here = headlines(session, taken(process.lots, some), healths, at_once_here, at_once)
    there = beside.headlines(session, process, some, at_once)
    slow: dict[int, tuple[str, ...]] = {}
    async with aclosing(_merged(here, _as_far_as_it_goes(there))) as steps:
        async for half, step in steps:
            slow[half] = step.slow
            both = *slow.get(0, ()), *slow.get(1, ())
            yield step if both == step.slow else replace(step, slow=both)


async def _as_far_as_it_goes(steps: AsyncGenerator[Progress, None]) -> AsyncGenerator[Progress, None]:
    async with aclosing(steps):
        with suppress(CoreError):  # what it did not tell of is done here
            async for step in steps:
                yield step


async def _merged(
    *streams: AsyncGenerator[Progress, None],
) -> AsyncGenerator[tuple[int, Progress], None]:
    """Yield what comes from any of these, with its number; closing it, or an error, closes all."""
    coming: asyncio.Queue[tuple[int, Progress] | Exception | None] = asyncio.Queue()

    async def follow(number: int, stream: AsyncGenerator[Progress, None]) -> None:
        try:
            async with aclosing(stream):
                async for step in stream:
                    coming.put_nowait((number, step))
            coming.put_nowait(None)
        except Exception as error:
            coming.put_nowait(error)

    tasks = [asyncio.create_task(follow(number, stream)) for number, stream in enumerate(streams)]
    try:
        left = len(tasks)
        while left:
            one = await coming.get()
            if one is None:
                left -= 1
            elif isinstance(one, Exception):
                raise one
            else:
                yield one
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
