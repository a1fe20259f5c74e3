"""Start a module of the program as a child process with pipes, and prepare the child for its requests.

A child inherits no descriptor but the three pipes, and ends when its standard input is closed, however its
parent ended.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from typing import BinaryIO


async def start_child(module: str, *arguments: str, limit: int) -> Process:
    """Start a module as a child process.

    Args:
        module: its full name; its ``main`` calls ``take_output`` first.
        arguments: its command line.
        limit: bytes of the longest line it writes.

    Raises:
        OSError: no process can be started.
    """
    import asyncio

    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        # -P: a module of the working directory never takes the place of ours.
        *(sys.executable, "-P", "-m", module, *arguments),
        stdin=pipe,
        stdout=pipe,
        stderr=asyncio.subprocess.DEVNULL,
        limit=limit,
    )


def take_output() -> BinaryIO:
    """Return the standard output of a child, from which stray prints are kept away; ignore Ctrl+C.

    Ctrl+C reaches every process of the terminal: the parent ends the child.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output
