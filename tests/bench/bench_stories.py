"""Grouping of headlines into stories: items a second with 10,000 in the window of two days.

Headlines are made of a vocabulary drawn by Zipf's law, nine words each, ten newsrooms; every tenth reports an
event that another one did, in other words.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench_search import PATTERNS, ROOTS
from table import Row

from reader.core.stories import Item
from reader.core.stories.grouper import Grouper

WINDOW = 10_000
NEW = 1_000
GOAL_PER_SECOND = 5_000


def headlines(count: int, seed: int) -> list[Item]:
    """Return made-up headlines spread over two days."""
    chance = random.Random(seed)
    words = [pattern.format(*root) for root in ROOTS for pattern in PATTERNS]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    start = datetime(2026, 11, 1, tzinfo=UTC)
    made: list[Item] = []
    for number in range(count):
        title = chance.choices(words, weights, k=9)
        if made and number % 10 == 0:
            title = chance.sample(made[-1].title.split(), 6) + title[:3]
        at = start + timedelta(hours=47.0 * number / count)
        made.append(Item(f"newsroom-{number % 10}", " ".join(title), "", at, "ar"))
    return made


def rows(rounds: int = 5) -> Iterator[Row]:
    """Measure how many items a second join a full window."""
    window = headlines(WINDOW, 1)
    rates = []
    for seed in range(2, 2 + rounds):
        grouper = Grouper()
        grouper.add(window)
        latest = window[-1].published
        new = [item._replace(published=latest) for item in headlines(NEW, seed)]
        started = time.process_time()
        grouper.add(new)
        rates.append(NEW / (time.process_time() - started))
    yield Row(f"stories: items with {WINDOW:,} in the window", "1/s", rates, goal=f"≥ {GOAL_PER_SECOND:,}")


if __name__ == "__main__":
    from table import line

    for row in rows():
        print(line(row))
