"""A program in a pseudo-terminal, timed from outside as a person would see it: bytes out, bytes in."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence


class Program:
    """A child process with a terminal of ``columns`` by ``lines``; reads everything it writes.

    The terminal answers DA1, as every real one does, and nothing else.

    Args:
        argv: the command.
        env: added to the environment.
        size: columns and lines.
    """

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (120, 36)
    ) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.environ.update(env, TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(argv[0], list(argv))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.output = b""

    def read(self, seconds: float) -> bytes:
        """Return what the program writes within ``seconds``, as soon as there is anything."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            got = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.output += got
        if b"\x1b[c" in got:
            os.write(self.fd, b"\x1b[?62;22c")
        return got

    def until(self, wanted: bytes, seconds: float = 30.0) -> float:
        """Read until ``wanted`` has come; return the seconds since the start.

        Raises:
            TimeoutError: it did not come.
        """
        end = time.perf_counter() + seconds
        seen = len(self.output)
        while wanted not in self.output[max(0, seen - len(wanted)) :]:
            seen = len(self.output)
            if time.perf_counter() > end:
                raise TimeoutError(f"{wanted!r} did not come; the end of what did: {self.output[-500:]!r}")
            self.read(0.05)
        return time.perf_counter() - self.started

    def quiet(self, seconds: float = 0.3) -> None:
        """Read until nothing comes for ``seconds``."""
        while self.read(seconds):
            pass

    def watch(self, seconds: float) -> None:
        """Read whatever comes for ``seconds``."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def type(self, keys: bytes) -> None:
        """Send keys."""
        os.write(self.fd, keys)

    def press(self, keys: bytes, wanted: bytes = b"", seconds: float = 5.0) -> float:
        """Send keys; return the seconds until the first byte of the answer, or until ``wanted`` is in it.

        Raises:
            TimeoutError: no answer, or another.
        """
        start = time.perf_counter()
        self.type(keys)
        answer = b""
        while not answer or wanted not in answer:
            got = self.read(seconds)
            if not got:
                raise TimeoutError(f"no answer to {keys!r}; the end of what came: {answer[-500:]!r}")
            answer += got
        return time.perf_counter() - start

    def memory(self) -> float:
        """Return the resident memory in MiB."""
        with open(f"/proc/{self.pid}/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))

    def processor(self) -> float:
        """Return the seconds of processor time used so far, by all threads."""
        return time.clock_gettime(~self.pid << 3 | 2)  # CPUCLOCK_SCHED of a process: clock_getcpuclockid(3)

    def end(self) -> None:
        """Stop the program."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            for _ in range(100):
                self.read(0.01)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.fd)
                    return
        os.close(self.fd)
