"""Measurements of khabar beside a peer, and the table they make."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table: the less, the better."""

    what: str
    unit: str
    ours: Sequence[float]
    peer: str = ""
    theirs: Sequence[float] = ()
    """Round by round beside ``ours``; empty without a peer."""
    goal: str = ""


class Took(NamedTuple):
    """What a command took."""

    wall: float
    """Milliseconds from start to end."""
    processor: float
    """Milliseconds of processor time, of all its threads and children."""


HEAD = f"{'':46} {'khabar':>20}  {'peer':>9}  {'khabar / peer':>20}"


def line(row: Row) -> str:
    """Return a row as text: median and 99th percentile of ours, median of the peer, ratios of the rounds."""
    ours = sorted(row.ours)
    last = ours[min(len(ours) - 1, int(len(ours) * 0.99))]
    told = f"{row.what:46} {statistics.median(ours):9.1f} ({last:8.1f})"
    if any(row.theirs):
        ratios = sorted(mine / other for mine, other in zip(row.ours, row.theirs, strict=False) if other)
        span = f"{ratios[0]:6.2f} {statistics.median(ratios):6.2f} {ratios[-1]:6.2f}"
        told += f"  {statistics.median(row.theirs):9.1f}  {span}"
    else:
        told += " " * 33
    return f"{told}  {row.unit:4} {row.peer:22} {row.goal}".rstrip()


def timed(
    command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None, given: bytes = b""
) -> Took:
    """Run a command to its end."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(
        command,
        cwd=folder,
        env=env,
        check=True,
        input=given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(wall * 1000, spent * 1000)
