"""An even beat: what moves many times a second is called by the event loop itself.

A timer of Textual is a task that sleeps, and its every call is three rounds of the loop. Here it is one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Beat:
    """Calls a function again and again while it goes on; at first it rests.

    Args:
        seconds: between two calls; calls that were missed are left out.
        call: the function.
        failed: told what it raises; the beat rests then.
    """

    def __init__(
        self, seconds: float, call: Callable[[], object], failed: Callable[[Exception], object]
    ) -> None:
        self._seconds, self._call, self._failed = seconds, call, failed
        self._loop = asyncio.get_running_loop()
        self._next: asyncio.TimerHandle | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the next call is to come."""
        return self._next is not None

    def go_on(self) -> None:
        """Call from now on; nothing changes if it does already."""
        if self._next is None:
            self._await(self._loop.time())

    def rest(self) -> None:
        """Call no more until it goes on."""
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _await(self, last: float) -> None:
        self._next = self._loop.call_at(max(last + self._seconds, self._loop.time()), self._beat, last)

    def _beat(self, last: float) -> None:
        due = last + self._seconds
        now = self._loop.time()
        self._await(due if now - due < self._seconds else now)
        try:
            self._call()
        except Exception as error:
            self.rest()
            self._failed(error)
