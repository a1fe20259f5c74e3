"""Garbage is looked for when a key has been answered, and not while it is.

Python looks for what nobody can reach any more whenever so many objects were made, and nothing else is done
meanwhile: with its own settings at every other key, and for longer than the key takes.
"""

from __future__ import annotations

import asyncio
import gc

OFTEN = (20_000, 10, 200)
"""Objects, and times, after which Python looks by itself; its own are 700, 10, 10."""
SOON = 0.015
"""Seconds after a key: what it asked for is on the screen, and a key that is held down comes again later."""
MANY = 200
"""Times it looks at what is new, after which it looks at everything: that takes longest."""
REST = 2.0
"""Seconds without a key until then."""
FEW = 500
"""New objects that are not worth a look."""


def look_again() -> None:
    """Let Python look again, and pass over all there was at the start: it lives to the end."""
    gc.set_threshold(*OFTEN)
    gc.freeze()
    gc.enable()


class Sweeper:
    """Looks for garbage soon after it is told of a key; for old garbage when no more keys come."""

    def __init__(self) -> None:
        self._due: asyncio.TimerHandle | None = None
        self._looks = 0

    def key(self) -> None:
        """Take note of a key that was answered."""
        self.rest()
        self._due = asyncio.get_running_loop().call_later(SOON, self._sweep)

    def rest(self) -> None:
        """Do nothing until the next key."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _sweep(self) -> None:
        self._due = None
        if gc.isenabled() and gc.get_count()[0] > FEW:
            gc.collect(1)
            self._looks += 1
        if self._looks > MANY:
            self._due = asyncio.get_running_loop().call_later(REST, self._sweep_all)

    def _sweep_all(self) -> None:
        self._due = None
        self._looks = 0
        gc.collect()
