"""Many sources collected in a process upstream of this one, which stores what comes: two cores, not one.

Threads would not do: only one of them does Python's own work at a time. What goes through the pipe is
pickled, for both ends are this very program.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import signal
import struct
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, BinaryIO, cast

from reader.edition.arrivals import arrivals
from reader.edition.collect import Collected, Read, collect
from reader.edition.errors import EditionError
from reader.edition.process import begin
from reader.model import Source, SourceHealth

if TYPE_CHECKING:
    from reader.sources import Fetched

_SMALL = 1 << 20
"""Bytes that are read on the event loop: a thread would have to wait for it, and it for the thread."""
_HEAD = struct.Struct("!ii")
"""Before each message: its length, and the number of the source it is of (-1: numbers of the slow ones)."""


async def collected(
    sources: Mapping[Source, SourceHealth], proxy: str, at_once: int
) -> AsyncGenerator[tuple[Source | None, bytes, tuple[Source, ...]], None]:
    """Yield what each source gave, packed, or (no source) which keep us waiting: none, to begin with.

    Nothing comes when there is no process to be had, or it cannot begin; it ends with this generator.

    Raises:
        EditionError: the process broke off.
    """
    try:
        process = begin(__name__)
    except OSError:
        return
    numbered = list(sources)
    left = len(numbered)
    begun = False
    async with process.working(pickle.dumps((sources, proxy, at_once))) as out:
        try:
            while left:
                length, number = _HEAD.unpack(await out.readexactly(_HEAD.size))
                told = await out.readexactly(length)
                begun = True
                left -= number >= 0
                slow = () if number >= 0 else tuple(numbered[n] for n in pickle.loads(told))  # noqa: S301 - our own
                yield numbered[number] if number >= 0 else None, told, slow
        except asyncio.IncompleteReadError as error:
            if begun:
                raise EditionError("the refresh broke off", "انقطع التحديث") from error


def unpack(told: bytes) -> Collected:
    """Return what ``collected`` gave of a source."""
    return cast("Collected", pickle.loads(told))  # noqa: S301 - our own


def main() -> None:
    """Be the process: read what is asked for, tell of each source as it is collected."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
    from reader.sources import Client, feed_xml, network  # noqa: F401 - while the work is not yet there

    gc.freeze()
    gc.set_threshold(20_000)  # of what is read nothing turns in circles
    sources, proxy, at_once = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(2, 1)  # nothing else may get between the messages
    asyncio.run(_work(sources, proxy, at_once, cast("BinaryIO", out)))


async def _work(sources: Mapping[Source, SourceHealth], proxy: str, at_once: int, out: BinaryIO) -> None:
    from reader.sources import Client

    numbers = {source: number for number, source in enumerate(sources)}
    loop = asyncio.get_running_loop()
    # A reader that is busy holds those up that have something for it, never the loop.
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, out)
    transport.set_write_buffer_limits(0)
    pipe = asyncio.StreamWriter(transport, protocol, None, loop)

    async def tell(number: int, what: object) -> None:
        told = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
        pipe.write(_HEAD.pack(len(told), number) + told)
        await pipe.drain()

    async with Client(proxy=proxy) as client:
        await tell(-1, ())

        async def work(source: Source) -> None:
            await tell(numbers[source], await collect(client, _run, source, sources[source]))

        slow: tuple[Source, ...] = ()
        async with aclosing(arrivals(list(sources), work, at_once)) as arriving:
            async for arrival in arriving:
                if arrival.key is None or arrival.slow != slow:
                    slow = arrival.slow
                    await tell(-1, [numbers[source] for source in slow])
    pipe.close()


async def _run(
    read: Read, source: Source, fetched: Fetched, health: SourceHealth, is_feed: bool
) -> Collected:
    if len(fetched.body) < _SMALL:
        return read(source, fetched, health, is_feed)
    return await asyncio.to_thread(read, source, fetched, health, is_feed)
