"""Many sources collected in a process upstream of this one, which stores what comes: two cores, not one.

Threads would not do: only one of them does Python's own work at a time. What goes through the pipe is JSON,
nothing but data whatever has become of the process that reads what others wrote.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import struct
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from reader.edition.arrivals import arrivals
from reader.edition.collect import Collected, Read, collect
from reader.edition.errors import EditionError
from reader.edition.process import begin
from reader.model import Source, SourceHealth
from reader.store.arriving import Arriving
from reader.store.packing import pack_source, unpack_source
from reader.store.rows import moment, stamp
from reader.told import Note

if TYPE_CHECKING:
    from reader.sources import Fetched

_SMALL = 1 << 20
"""Bytes that are read on the event loop: a thread would have to wait for it, and it for the thread."""
_TIMES = ("last_fetch", "last_success", "due", "wait_until")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
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
    async with process.working(_wanted(sources, proxy, at_once)) as out:
        try:
            while left:
                length, number = _HEAD.unpack(await out.readexactly(_HEAD.size))
                told = await out.readexactly(length)
                begun = True
                left -= number >= 0
                slow = () if number >= 0 else tuple(numbered[n] for n in json.loads(told))
                yield numbered[number] if number >= 0 else None, told, slow
        except asyncio.IncompleteReadError as error:
            if begun:
                raise EditionError("the refresh broke off", "انقطع التحديث") from error


def unpack(told: bytes) -> Collected:
    """Return what ``collected`` gave of a source."""
    health, arriving, note, offline = json.loads(told)
    rows = None if arriving is None else [Arriving(*row) for row in arriving]
    return Collected(_health(health), rows, Note(*note), offline)


def _pack(collected: Collected) -> tuple[object, ...]:
    note = collected.note
    return _packed(collected.health), collected.arriving, (str(note), note.arabic), collected.offline


def _packed(health: SourceHealth) -> dict[str, object]:
    return asdict(health) | {name: stamp(getattr(health, name)) for name in _TIMES}


def _health(packed: dict[str, Any]) -> SourceHealth:
    return SourceHealth(**packed | {name: moment(packed[name]) for name in _TIMES})


def _wanted(sources: Mapping[Source, SourceHealth], proxy: str, at_once: int) -> bytes:
    packed = [(pack_source(source), _packed(health)) for source, health in sources.items()]
    return json.dumps((packed, proxy, at_once)).encode()


def main() -> None:
    """Be the process: read what is asked for, tell of each source as it is collected."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
    from reader.sources import Client, feed_xml, network  # noqa: F401 - while the work is not yet there

    gc.freeze()
    gc.set_threshold(20_000)  # of what is read nothing turns in circles
    packed, proxy, at_once = json.load(sys.stdin.buffer)
    sources = {unpack_source(source): _health(health) for source, health in packed}
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
        told = _JSON.encode(what).encode("utf-8", "surrogatepass")
        pipe.write(_HEAD.pack(len(told), number) + told)
        await pipe.drain()

    async with Client(proxy=proxy) as client:
        await tell(-1, ())

        async def work(source: Source) -> None:
            collected = await collect(client, _run, source, sources[source])
            await tell(numbers[source], _pack(collected))

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
