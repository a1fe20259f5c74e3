"""A process of our own beside this one: handed its work through a pipe, and ended with whoever wanted it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    import asyncio
    from types import TracebackType

MANY = 20
"""Sources never read before from which on they are shared with another process: all they have is new."""
COLLECTED = 200_000
"""Objects after which those who only fetch look for garbage: of what is read nothing turns in circles."""
_LONGEST = 1 << 22
"""Bytes of a line it may tell: the ids of some hundred thousand new headlines."""
_PIPE = 1 << 20
"""Bytes that may be on their way, where that can be chosen: with fewer both ends wait for each other."""
_HOME = str(Path(__file__).resolve().parents[2])
_BEGIN = """
import sys
sys.path.insert(0, sys.argv[1])
import reader  # this one, whatever else goes by the name
del sys.path[0]
from importlib import import_module
import_module(sys.argv[2]).main()
"""


class Process:
    """``main`` of one of our modules in another process; it runs from the start, and waits for its work.

    Args:
        module: the module's whole name.

    Raises:
        OSError: there is no process to be had.
    """

    def __init__(self, module: str) -> None:
        self.lots, self._handing = os.pipe()
        """The end of a pipe that both read; whoever began the process closes it."""
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own
                (sys.executable, "-P", "-c", _BEGIN, _HOME, module),
                pass_fds=(self.lots,),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except OSError:
            self.close()
            raise
        with suppress(OSError, AttributeError):  # of Linux only, and limited there
            fcntl.fcntl(cast("BinaryIO", self.process.stdout), fcntl.F_SETPIPE_SZ, _PIPE)

    def working(self, work: bytes) -> Working:
        """Hand it its work, which it finds on its standard input: everybody may read a command line."""
        return Working(self.process, work)

    def hand_out(self, lots: bytes) -> None:
        """Put all that is to be shared into the pipe, once."""
        os.write(self._handing, lots)
        os.close(self._handing)
        self._handing = -1

    def dismiss(self) -> None:
        """End it: there is no work after all."""
        self.process.kill()
        self.process.communicate()
        self.close()

    def close(self) -> None:
        """Close the pipe of what is shared; nobody here reads from it any more."""
        for end in (self.lots, self._handing):
            if end >= 0:
                os.close(end)
        self.lots = self._handing = -1


class Working:
    """An asynchronous context manager that gives what a process tells; left early, it ends the process."""

    def __init__(self, process: subprocess.Popen[bytes], work: bytes) -> None:
        self._process = process
        self._work = work
        self._transport: asyncio.ReadTransport | None = None

    async def __aenter__(self) -> asyncio.StreamReader:
        """Return its standard output."""
        import asyncio

        loop = asyncio.get_running_loop()
        out = asyncio.StreamReader(_LONGEST, loop)
        self._transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(out, loop=loop), self._process.stdout
        )
        # It may still be loading what it needs, and the work be more than a pipe takes.
        self._handing_over = asyncio.create_task(asyncio.to_thread(self._hand_over))
        return out

    def _hand_over(self) -> None:
        with suppress(OSError), cast("BinaryIO", self._process.stdin) as pipe:
            left = memoryview(self._work)
            while left:
                left = left[pipe.write(left) :]

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for its end, which is now unless it has told everything."""
        import asyncio

        if kind is not None:
            self._process.terminate()
        await self._handing_over
        await asyncio.to_thread(self._process.wait)
        if self._transport is not None:
            self._transport.close()


_ready: dict[str, Process] = {}
"""Begun ahead of their work, by module."""


def make_ready(module: str) -> None:
    """Begin a process ahead: it loads what it needs while this one finds out what there is to do."""
    if is_quicker() and module not in _ready:
        with suppress(OSError):
            _ready[module] = Process(module)


def begin(module: str) -> Process | None:
    """Return the process that was made ready, or another; None when there is none to be had."""
    if module in _ready:
        return _ready.pop(module)
    try:
        return Process(module)
    except OSError:
        return None


def dismiss() -> None:
    """End those that were made ready in vain."""
    while _ready:
        _ready.popitem()[1].dismiss()


def is_quicker() -> bool:
    """Tell whether two processes are quicker than one, and somebody waits: who is nice is in no hurry."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1 and not (hasattr(os, "nice") and os.nice(0) > 0)
