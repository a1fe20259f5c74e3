"""A process of our own beside this one: handed its work through a pipe, and ended with whoever wanted it."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_LONGEST = 1 << 22
"""Bytes of a line it may tell: the ids of some hundred thousand new headlines."""
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
    """An asynchronous context manager that gives what the process tells; left early, it ends the process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def begin(cls, module: str, work: bytes) -> Self | None:
        """Run ``main`` of a module in another process.

        Args:
            module: its whole name.
            work: what it finds on its standard input; never on a command line, which everybody may read.

        Returns:
            None when there is no process to be had.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-c", _BEGIN, _HOME, module),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST,
            )
        except OSError:
            return None
        assert process.stdin is not None
        with suppress(ConnectionError):
            process.stdin.write(work)
            process.stdin.close()
        return cls(process)

    async def __aenter__(self) -> asyncio.StreamReader:
        """Return its standard output."""
        assert self._process.stdout is not None
        return self._process.stdout

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for its end, which is now unless it has told everything."""
        if kind is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.terminate()
        await self._process.wait()
