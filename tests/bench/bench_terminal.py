"""What a person waits for at the terminal: start, keys; and what runs meanwhile: memory, processor.

All on a library of 10,000 entries, in a pseudo-terminal of 120 by 36, beside newsboat on the same entries
and a bare Textual application with one label.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from bench_refresh import BODY, FEEDS, TITLE, Khabar, Newsboat, best, feed, publish
from newsroom import XML, Newsroom, Reply
from pseudoterminal import Program
from table import Row, Took

BARE = f"""
from textual.app import App
from textual.widgets import Label

class Bare(App):
    def compose(self):
        yield Label("{TITLE}")

Bare().run()
"""
ARTICLES = 30
"""How many are opened."""
STEPS = 100
"""How many rows are walked."""
LATENCY = 0.1
"""Seconds before every answer while keys are pressed and feeds fetched."""
WHOLE = b"Enter"
"""Of the key hints and of the empty article: the first paint has neither, the whole screen has both."""
PREVIEW = b"A+"
"""Of the head of an article: that of the headline under the cursor is shown after the whole screen."""
IDLE = 10
"""Seconds of doing nothing that are looked at."""
IDLES = 5
"""How many times."""
ORDER = 'order = "cells"'
"""Of letters: nobody is there to answer a question about it."""
WHOLE_GOALS = {"bare Textual": "≤ 1.5", "newsboat": ""}
Start = Callable[[], Program]
Some = TypeVar("Some")


def rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Measure everything of this file."""
    environment = {"HOME": str(folder), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    with Newsroom() as newsroom:
        urls = publish(newsroom)
        moving = Khabar(folder / "moving", urls, ORDER)
        moving.refresh()
        still = Khabar(folder / "still", urls, f"{ORDER}\n[ticker]\npaused = true")
        shutil.copy(moving.folder / "library.db", still.folder / "library.db")
        newsboat = best(folder, urls)

        def ours() -> Program:
            return Program(still.command(), environment)

        def bare() -> Program:
            return Program([sys.executable, "-c", BARE], environment)

        yield idle(Program(moving.command(), environment))
        yield from starts(ours, bare, newsboat, environment, rounds)
        yield from keys(ours, newsboat, environment)
        yield from meanwhile(ours, still.folder / "library.db", newsboat, environment, newsroom)


def in_turn(programs: Mapping[str, Some], nth: int) -> list[tuple[str, Some]]:
    """Return programs with their names, each time another one first: a machine is slower after hard work."""
    every = list(programs.items())
    first = nth % len(every)
    return every[first:] + every[:first]


def boat(newsboat: Newsboat, environment: dict[str, str]) -> Program:
    """Start newsboat and ask it at once for the list of all headlines."""
    program = Program(newsboat.command(), environment)
    program.type(b"\r")
    return program


def starts(
    ours: Start, bare: Start, newsboat: Newsboat | None, environment: dict[str, str], rounds: int
) -> Iterator[Row]:
    """Measure start to first headline and to the whole screen, and the memory then taken."""
    programs = {"khabar": ours, "bare Textual": bare}
    if newsboat:
        programs["newsboat"] = lambda: boat(newsboat, environment)
    measured: dict[str, list[tuple[float, ...]]] = {name: [] for name in programs}
    for nth in range(rounds):
        for name, start in in_turn(programs, nth):
            program = start()
            wall = program.until(TITLE.encode()) * 1000
            processor = program.processor() * 1000
            whole = preview = wall
            whole_processor = processor
            if name == "khabar":
                whole = program.until(WHOLE) * 1000
                whole_processor = program.processor() * 1000
                preview = program.until(PREVIEW) * 1000
            program.quiet(1.0)
            measured[name].append((wall, whole, preview, processor, whole_processor, program.memory()))
            program.end()
    goals = {"bare Textual": "≤ 1.0", "newsboat": "well below 1"}
    for peer in list(programs)[1:]:
        for column, (what, unit, goal) in enumerate(
            (
                ("start to first headline, 10,000 entries", "ms", goals[peer]),
                ("start to the whole screen, which answers keys", "ms", WHOLE_GOALS[peer]),
                ("start to the article under the cursor", "ms", ""),
                ("start to first headline, processor time", "ms", ""),
                ("start to the whole screen, processor time", "ms", WHOLE_GOALS[peer]),
                ("memory with 10,000 headlines", "MiB", "< 80 MiB"),
            )
        ):
            mine, their = ([one[column] for one in measured[name]] for name in ("khabar", peer))
            yield Row(what, unit, mine, peer, their, goal)


def keys(ours: Start, newsboat: Newsboat | None, environment: dict[str, str]) -> Iterator[Row]:
    """Measure the way from a key to the row, and to the article, that it asks for."""
    programs = {"khabar": ours()}
    if newsboat:
        programs["newsboat"] = boat(newsboat, environment)
    steps: dict[str, list[Took]] = {name: [] for name in programs}
    opened: dict[str, list[Took]] = {name: [] for name in programs}
    for program in programs.values():
        program.until(TITLE.encode())
        program.quiet(2.0)
    for nth in range(ARTICLES):
        for name, program in in_turn(programs, nth):
            opened[name].append(pressed(program, b"\r", BODY.encode()))
            program.quiet(0.15)
            program.press(b"\x1b" if name == "khabar" else b"q")
            program.quiet(0.15)
            program.press(b"j")
            program.quiet(0.05)
    for nth in range(STEPS):
        for name, program in in_turn(programs, nth):
            steps[name].append(pressed(program, b"j"))
            program.quiet(0.03)
    for program in programs.values():
        program.end()
    peer = "newsboat" if newsboat else ""
    for what, times, goal in (
        ("key to the row", steps, "p50 < 5, p99 < 16 ms"),
        ("key to the article of 5,000 characters", opened, "p50 < 16, p99 < 50 ms"),
    ):
        mine, their = times["khabar"], times.get(peer, [])
        yield Row(what, "ms", [t.wall for t in mine], peer, [t.wall for t in their], goal)
        yield Row(f"{what}, processor", "ms", [t.processor for t in mine], peer, [t.processor for t in their])


def meanwhile(
    ours: Start,
    library: Path,
    newsboat: Newsboat | None,
    environment: dict[str, str],
    newsroom: Newsroom,
) -> Iterator[Row]:
    """Measure the way from a key to the row while all feeds are fetched, every entry of them new.

    Each time from the same libraries: they would grow by ten thousand entries with every edition.
    """
    starts: dict[str, tuple[Start, Path]] = {"khabar": (ours, library)}
    if newsboat:
        starts["newsboat"] = lambda: boat(newsboat, environment), newsboat.folder / "cache.db"
    steps: dict[str, list[Took]] = {name: [] for name in starts}
    newsroom.set_latency(LATENCY)
    sys.setswitchinterval(0.0005)  # the server is a thread of this process, and is not to be measured
    first = {name: path.read_bytes() for name, (_, path) in starts.items()}
    edition = 0
    while min(map(len, steps.values())) < STEPS:
        edition += 1
        for name, (start, path) in starts.items():
            for old in path.parent.glob(f"{path.name}*"):
                old.unlink()
            path.write_bytes(first[name])
            program = start()
            program.until(TITLE.encode())
            program.quiet(2.0)
            publish_anew(newsroom, edition)
            answered = len(newsroom.requests)
            if name == "khabar":
                program.press(b"R")
            else:
                program.type(b"q")  # to the feeds, which only can be reloaded all
                program.quiet(0.3)
                program.type(b"R")
                program.type(b"\r")
                program.quiet(0.1)
            end = time.perf_counter() + 120
            while (done := len(newsroom.requests) - answered) < FEEDS and time.perf_counter() < end:
                try:
                    took = pressed(program, b"j", TITLE.encode())
                except TimeoutError:
                    if name == "khabar":
                        raise
                    break  # a peer that shows no row any more has nothing left to measure
                if done:
                    steps[name].append(took)
                program.watch(0.03)
            program.quiet(2.0)
            program.end()
    newsroom.set_latency(0.0)
    sys.setswitchinterval(0.005)
    peer = "newsboat" if newsboat else ""
    mine, their = steps["khabar"], steps.get(peer, [])
    yield Row(
        f"key to the row while {FEEDS} feeds are fetched",
        "ms",
        [t.wall for t in mine],
        peer,
        [t.wall for t in their],
        "p50 < 16, p99 < 50 ms",
    )


def publish_anew(newsroom: Newsroom, edition: int) -> None:
    """Serve feeds whose entries nobody has seen."""
    for n in range(FEEDS):
        body = feed(n + edition * FEEDS, newsroom.url)
        newsroom.add(f"/{n}.xml", Reply(body, type=XML, validators="etag modified", encode=False))


def pressed(program: Program, keys: bytes, wanted: bytes = b"") -> Took:
    """Press keys; return the time until the answer came, and what of it the program worked."""
    before = program.processor()
    wall = program.press(keys, wanted)
    return Took(wall * 1000, (program.processor() - before) * 1000)


def idle(program: Program) -> Row:
    """Measure what share of a core the reader takes while the ticker runs, some times.

    Raises:
        RuntimeError: it does not run.
    """
    program.until(TITLE.encode())
    program.watch(5.0)
    shares = []
    for _ in range(IDLES):
        shown = len(program.output)
        before, started = program.processor(), time.perf_counter()
        program.watch(IDLE)
        shares.append((program.processor() - before) / (time.perf_counter() - started) * 100)
        if len(program.output) == shown:
            raise RuntimeError("the ticker stands still")
    program.end()
    return Row("idle, ticker moving", "%", shares, goal="< 3 % of a core")
