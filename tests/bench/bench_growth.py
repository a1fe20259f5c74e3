"""What a library of 10,000, 100,000 and a million entries costs: start, memory, keys, lists, search, refresh.

    python tests/bench/bench_growth.py [--entries N …] [--keep FOLDER]

A million takes twenty minutes and six gigabytes to make; with ``--keep`` it is made once. Nothing is
asserted; the table is the result.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_search import queries, vocabulary
from growth_library import CATEGORIES, SOURCES, make
from newsroom import XML, Newsroom, Reply
from pseudoterminal import Program
from table import HEAD, Row, line, timed

from reader.core import Session
from reader.core.headline_rows import HeadlineRows
from reader.core.story_groups import update_stories
from reader.model import Entry, Filter, SourceHealth
from reader.sources.catalogue import first_sources
from reader.store import Library
from reader.tui.panes.headline_loader import describe
from reader.tui.row_buffer import MAX_ROWS

SIZES = (10_000, 100_000, 1_000_000)
MARK = "NATO"
"""In the newest headline: a word that no terminal reorders."""
STEPS = 200
"""Rows walked."""
FEEDS, NEW = 5, 100
"""Feeds of a refresh, and their new entries."""
_RESTS_SECONDS = 0.002
"""Processor time in a third of a second below which a program rests."""
_PEAK = """
import resource, subprocess, sys
with open(sys.argv[1], "wb") as out:
    subprocess.run(sys.argv[2:], stdout=out, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def configure(folder: Path, addresses: Sequence[str]) -> Path:
    """Write a configuration that follows the sources of the library, and the feeds that are refreshed."""
    leave = ", ".join(f'"{source.id}"' for source in first_sources())
    followed = [(source.id, source.name, source.feed) for source in SOURCES]
    followed += [(f"fresh-{n}", f"fresh {n}", address) for n, address in enumerate(addresses)]
    tables = "".join(
        f'[[source]]\nid = "{id}"\nname = "{name}"\nfeed = "{feed}"\n' for id, name, feed in followed
    )
    path = folder / "config.toml"
    path.write_text(
        'order = "cells"\n[ticker]\npaused = true\n[retention]\ndays = 0\nentries = 0\n'
        f"[follow]\nleave = [{leave}]\n{tables}"
    )
    return path


def prepare(path: Path) -> None:
    """Put a headline with ``MARK`` on top, group the stories, and fetch nothing for a day."""
    now = datetime.now(UTC)
    with Library.open(path) as library:
        library.sources.set(SOURCES)
        for source in SOURCES:
            library.sources.record(
                SourceHealth(source.id, now, now, due=now + timedelta(days=1), url=source.feed)
            )
        guid = f"mark-{now:%s}"
        entry = Entry(guid, f"{MARK} {MARK}", f"https://room-0.example/{guid}", now, guid=guid)
        library.entries.add(SOURCES[0], [entry], now=now)
        update_stories(library)


def made(folder: Path) -> Path:
    """Make a folder and return it."""
    folder.mkdir(exist_ok=True)
    return folder


def command(config: Path, library: Path, *arguments: str) -> list[str]:
    """Return the command line of a khabar command."""
    program = Path(sys.executable).with_name("khabar")
    start = [str(program)] if program.exists() else [sys.executable, "-m", "reader"]
    return [*start, *arguments, "--config", str(config), "--library", str(library)]


def settled(program: Program, keys: bytes) -> float:
    """Press keys; return the milliseconds of processor time that the program takes until it rests.

    By the clock a busy machine says little; on one with nothing else to do the time is no longer.
    """
    before = program.processor()
    program.type(keys)
    used = -1.0
    while program.processor() - used > _RESTS_SECONDS:
        used = program.processor()
        program.quiet(0.35)
    return (program.processor() - before) * 1000


def screen(config: Path, library: Path, rounds: int) -> Iterator[Row]:
    """Measure the start, the memory and keys of the reader."""
    environment = {"HOME": str(config.parent), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    starts, processors, memories = [], [], []
    for _ in range(rounds):
        program = Program(command(config, library), environment)
        starts.append(program.until(MARK.encode()) * 1000)
        program.quiet(2.0)
        processors.append(program.processor() * 1000)
        memories.append(program.memory())
        program.end()
    yield Row("start to first headline", "ms", starts)
    yield Row("processor time until all stands", "ms", processors)
    yield Row("memory", "MiB", memories, goal="< 90 MiB")
    program = Program(command(config, library), environment)
    program.until(MARK.encode())
    program.quiet(2.0)
    program.type(b"\x1b")
    program.quiet(1.0)
    steps, walked = [], []
    for _ in range(STEPS):
        before = program.processor()
        steps.append(program.press(b"j") * 1000)
        program.quiet(0.03)
        walked.append((program.processor() - before) * 1000)
    yield Row("key to the row", "ms", steps, goal="p50 < 5, p99 < 16 ms")
    yield Row("key to the row and what follows, processor time", "ms", walked)
    for what, key in (
        ("last row (G)", b"G"),
        ("first row (g)", b"g"),
        ("group by source (v)", b"v"),
        ("no groups (v)", b"v"),
        ("group by day (v)", b"v"),
        ("only unread (u)", b"u"),
        ("all again (u)", b"u"),
    ):
        yield Row(f"{what}, processor time", "ms", [settled(program, key)], goal="< 100 ms")
    yield Row("memory after that", "MiB", [program.memory()], goal="< 90 MiB")
    program.end()


def lists(library: Library, rounds: int) -> Iterator[Row]:
    """Measure reading the window of lists, with its groups and all counts."""
    session = Session(library, SOURCES)
    rare = tuple(source.id for source in SOURCES[-3:])
    now = datetime.now(UTC)
    for what, wanted, grouping in (
        ("list of all, by day", Filter(), "day"),
        ("list of all, by source", Filter(), "source"),
        ("list of one source", Filter(sources=(SOURCES[0].id,)), "day"),
        ("list of three rare sources", Filter(sources=rare), "day"),
        ("list of one category, unread", Filter(categories=(CATEGORIES[0],), unread=True), "day"),
        ("list of unread", Filter(unread=True), "day"),
        ("list of a week", Filter(since=now - timedelta(days=7)), "day"),
    ):
        times = []
        for _ in range(rounds):
            rows = HeadlineRows(session, wanted, by_source=grouping == "source", stories=grouping != "source")
            times.append(
                took(lambda rows=rows, grouping=grouping: describe(rows, rows.first(MAX_ROWS), grouping))
            )
        yield Row(what, "ms", times, goal="< 100 ms")
    yield Row(
        "counts of all sources", "ms", [took(library.entries.counts) for _ in range(rounds)], goal="< 100 ms"
    )
    yield Row("categories", "ms", [took(library.entries.categories) for _ in range(rounds)], goal="< 100 ms")


def took(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time some work takes: others may be at work."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def search(library: Library) -> Iterator[Row]:
    """Measure searches for words of any rank."""
    some = queries(vocabulary(random.Random(1)), random.Random(3), 200)["a word of any rank"]
    library.search.find(some[0])
    times = [took(lambda query=query: library.search.find(query, limit=50)) for query in some]
    yield Row("search, a word of any rank", "ms", times, goal="p50 < 10, p99 < 40 ms")


def stream(config: Path, library: Path, folder: Path) -> Iterator[Row]:
    """Measure the peak memory and the time of listing everything."""
    for what, limit in (("list --limit 100 --json", "100"), ("list --limit 0 --json", "0")):
        began = time.perf_counter()
        run = [
            sys.executable,
            "-c",
            _PEAK,
            str(folder / "out"),
            *command(config, library, "list", "--limit", limit),
        ]
        peak = subprocess.run([*run, "--json"], check=True, capture_output=True, text=True).stdout
        yield Row(f"{what}: peak memory", "MiB", [float(peak)])
        yield Row(f"{what}: time", "ms", [(time.perf_counter() - began) * 1000])


def feed(turn: int, number: int) -> bytes:
    """Return a feed whose entries are all new in each turn."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>خبر {turn} {number} {n} عن السدود والمياه في القرى</title>"
        f"<link>https://fresh-{number}.example/{turn}/{n}</link><guid isPermaLink='false'>{turn}-{n}</guid>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=n))}</pubDate>"
        f"<description>{'نص الخبر ' * 40}{turn}-{n}</description></item>"
        for n in range(NEW)
    )
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


def refresh(config: Path, library: Path, newsroom: Newsroom, rounds: int) -> Iterator[Row]:
    """Measure a refresh of 500 new entries, beside one into an empty library."""
    ids = [f"fresh-{n}" for n in range(FEEDS)]
    ours, theirs = [], []
    for turn in range(rounds):
        for number in range(FEEDS):
            newsroom.add(f"/{number}.xml", Reply(feed(time.time_ns(), number), type=XML, encode=False))
        empty = config.parent / f"empty-{turn}.db"
        for path, times in (
            ((library, ours), (empty, theirs)) if turn % 2 else ((empty, theirs), (library, ours))
        ):
            times.append(timed(command(config, path, "refresh", *ids), config.parent))
    what = f"refresh of {FEEDS * NEW} new entries"
    yield Row(what, "ms", [t.wall for t in ours], "empty library", [t.wall for t in theirs], "≤ 1.3")
    processors = [t.processor for t in ours], [t.processor for t in theirs]
    yield Row(f"{what}, processor time", "ms", processors[0], "empty library", processors[1])


def rows(folder: Path, sizes: Sequence[int], rounds: int, keep: Path) -> Iterator[Row]:
    """Measure libraries of some sizes, one after the other."""
    with Newsroom() as newsroom:
        addresses = [
            newsroom.add(f"/{n}.xml", Reply(feed(0, n), type=XML, encode=False)) for n in range(FEEDS)
        ]
        config = configure(folder, addresses)
        for size in sizes:
            path = make(keep, size)
            prepare(path)
            still = configure(made(folder / "still"), [])
            parts = [screen(still, path, rounds), stream(config, path, folder)]
            with Library.open(path) as library:
                parts += [lists(library, rounds), search(library)]
                for part in parts:
                    for row in part:
                        yield row._replace(what=f"{size:>9,} {row.what}")
            for row in refresh(config, path, newsroom, rounds):
                yield row._replace(what=f"{size:>9,} {row.what}")


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="folder where the libraries are made, and found again")
    options = parser.parse_args()
    print(HEAD)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for row in rows(folder, options.entries, options.rounds, options.keep or folder):
            print(line(row), flush=True)


if __name__ == "__main__":
    main()
