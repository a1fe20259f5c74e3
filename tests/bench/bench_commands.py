"""How long commands take that are used like ``ls`` and ``fmt``, beside an interpreter that does nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bench_refresh import Khabar, publish
from newsroom import Newsroom
from table import Row, Took, timed

UNUSUAL = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
LINE = "أعلنت وزارة النفط اليوم (الثلاثاء) ارتفاع الصادرات 3.5% عبر OPEC.\n".encode()


def rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Measure ``khabar list`` on 10,000 entries and ``khabar text`` on a line.

    With no configuration, as it begins, and with the one that follows 200 sources. As on a person's machine:
    what is compiled stays compiled, and the output is buffered.
    """
    with Newsroom() as newsroom:
        khabar = Khabar(folder / "commands", publish(newsroom))
        khabar.refresh()
    none = ("--config", str(folder / "none.toml"))
    commands = {
        "khabar list": [*khabar.command("list"), *none],  # the last one given counts
        "khabar list, 200 sources configured": khabar.command("list"),
        "khabar text": [*khabar.command("text"), *none],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    env = {name: value for name, value in os.environ.items() if name not in UNUSUAL}
    took: dict[str, list[Took]] = {name: [] for name in commands}
    for nth in range(rounds * 3 + 1):
        for name, command in commands.items():
            one = timed(command, folder, env, given=LINE)
            if nth:  # the first compiles
                took[name].append(one)
    peer = "python -c pass"
    for name in list(commands)[:-1]:
        yield Row(name, "ms", [t.wall for t in took[name]], peer, [t.wall for t in took[peer]], "≤ 3")
        processor = [[t.processor for t in took[each]] for each in (name, peer)]
        yield Row("  processor time", "ms", processor[0], peer, processor[1])
