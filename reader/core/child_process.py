"""Run a module of the program as a child process with pipes; prepare the child.

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
    from subprocess import Popen
    from typing import BinaryIO


async def start_child(module: str, *, limit: int) -> Process:
    """Start a module as a child process of an event loop.

    Args:
        module: its full name; its ``main`` calls ``take_output`` first.
        limit: bytes of the longest line it writes.

    Raises:
        OSError: no process can be started.
    """
    import asyncio

    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *_command(module), stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, limit=limit
    )


def start_blocking_child(module: str, *arguments: str, buffer: int) -> Popen[bytes]:
    """Start a module as a child process for a thread, which waits for its answers.

    Args:
        module: its full name; its ``main`` calls ``take_output`` first.
        arguments: its command line.
        buffer: bytes by which its output is read.

    Raises:
        OSError: no process can be started.
    """
    import subprocess

    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - an argument list, no shell
        _command(module, *arguments), bufsize=buffer, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
    )


def _command(module: str, *arguments: str) -> list[str]:
    # -P: a module of the working directory never takes the place of ours.
    return [sys.executable, "-P", "-m", module, *arguments]


def take_output() -> BinaryIO:
    """Return the standard output of a child, redirect stray prints, and ignore Ctrl+C.

    Ctrl+C reaches every process of the terminal: the parent ends the child.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output
