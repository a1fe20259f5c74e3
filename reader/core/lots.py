"""Sources shared out as they are wanted: two processes take from one pipe, and neither is left with more."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator, Sequence

from reader.core.schedule import address
from reader.model import Source

MOST = 4_000
"""Lots there may be: so many numbers every pipe holds."""
_NUMBER = struct.Struct("!H")


def lots(sources: Iterable[Source]) -> list[list[Source]]:
    """Return sources as they may be shared out: those of one host, which is asked politely, stay together.

    Hosts inside are the person's own, and need no politeness.
    """
    from reader.sources.http.ssrf_guard import host_of, is_inside

    found: dict[object, list[Source]] = {}
    for nth, source in enumerate(sources):
        host = host_of(address(source))
        found.setdefault(nth if is_inside(host) else host, []).append(source)
    some = list(found.values())
    return [[source for lot in some[nth::MOST] for source in lot] for nth in range(min(MOST, len(some)))]


def numbered(some: Sequence[Sequence[Source]]) -> bytes:
    """Return what is to be put into the pipe."""
    return b"".join(map(_NUMBER.pack, range(len(some))))


def taken(pipe: int, some: Sequence[Sequence[Source]]) -> Iterator[Source]:
    """Yield the sources of one lot after another, until none is left; nobody else gets them.

    A read of a few bytes from a pipe is whole, whoever else reads.
    """
    while number := os.read(pipe, _NUMBER.size):
        yield from some[_NUMBER.unpack(number)[0]]
