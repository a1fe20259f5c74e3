"""Libraries of ten thousand to a million entries, as years of twenty newsrooms would leave them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench_search import NOW, articles, index, vocabulary

from reader.model import Entry, Source
from reader.store import Library

SOURCES = [
    Source(f"room-{n}", f"وكالة {n}", home=f"https://room-{n}.example/", feed=f"https://room-{n}.example/rss")
    for n in range(20)
]
CATEGORIES = ["سياسة", "اقتصاد", "رياضة", "ثقافة", "صحة", "علوم", "محافظات", "منوعات"]
RECENT = timedelta(days=14)
"""Entries older than this are read, but for one in ten."""
BATCH = 2000


def entries(count: int, words: list[str]) -> Iterator[tuple[int, Entry]]:
    """Yield entries of about 1,500 characters, one a minute, oldest first, after their source."""
    chance = random.Random(19)
    shares = [1 / (rank + 1) for rank in range(len(SOURCES))]
    for number, entry in enumerate(articles(count, words, random.Random(2))):
        (room,) = chance.choices(range(len(SOURCES)), shares)
        url = f"https://room-{room}.example/news/{number}.html"
        yield room, replace(entry, url=url, guid=url, categories=(chance.choice(CATEGORIES),))


def fill(library: Library, count: int, *, indexed: bool = True) -> None:
    """Put ``count`` entries into an empty library; those of all but two weeks are read."""
    words = vocabulary(random.Random(1))
    chance = random.Random(20)
    made = entries(count, words)
    while batch := list(itertools.islice(made, BATCH)):
        for room, source in enumerate(SOURCES):
            if some := [entry for number, entry in batch if number == room]:
                now = max(entry.published or NOW for entry in some) + timedelta(minutes=10)
                ids = library.entries.add(source, some, now=now).new
                if now < NOW - RECENT:
                    library.entries.mark_read([id for id in ids if chance.random() < 0.9])
        if indexed:
            index(library)


def make(folder: Path, count: int, *, indexed: bool = True) -> Path:
    """Return the file of a library of ``count`` entries in a folder, made if it is not there."""
    path = folder / f"growth-{count}.db"
    if not path.exists():
        half = path.with_suffix(".part")
        half.unlink(missing_ok=True)
        with Library.open(half) as library:
            fill(library, count, indexed=indexed)
        half.replace(path)
    return path
