"""Soak: the screen in a terminal, random keys, and sources that misbehave, for as long as asked.

    PYTHONPATH=tests:tests/bench .venv/bin/python tests/security/soak.py MINUTES [SEED]

Sources: every misbehaviour of the newsroom, attacks in every field, and feeds, pages and pictures made by the
grammars anew at each request. The screen refreshes every minute and is given keys meanwhile; commands run on
the same library, and now and then the process that parses is killed. Each minute one line is written: memory,
descriptors, threads and processes. Ends with 1 when something was lost, raised or left behind, or when `q`
does not end the program.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import agency
from newsroom import BAD, Newsroom, Reply
from pseudoterminal import Program
from security import grammars
from security.attacks import rss

MADE = 12
"""Feeds made by the grammar, and as many pages of headlines."""
GROWTH_MB = 40
"""Memory the screen may have gained between the first third and the end: caches of what was shown fill up.

75 minutes on 30 November 2026: 81 MB after one minute, 118 after a quarter of an hour, 124 at the end.
"""
GROWTH_DESCRIPTORS = 16
KEYS = (
    *(key.encode() for key in "jjjjkk  \r\rnNbBmrRf+-=t\tz.?gG/x\x7f\x1b"),
    *(b"\x1b[A", b"\x1b[B", b"\x1b[5~", b"\x1b[6~"),
)
COMMANDS = (
    ("list", "--limit", "20"),
    ("search", "بغداد"),
    ("doctor",),
    ("stories",),
    ("export", "--format", "json"),
    ("refresh",),
)


def publish(newsroom: Newsroom, chance: random.Random) -> list[str]:
    """Serve everything; return the tables of a configuration."""

    def made(kind, media):
        def answer(request):
            return Reply(getattr(grammars, kind)(chance), type=media)

        return answer

    def news(request):
        text = agency.rss(newsroom.url).decode()
        for story in agency.STORIES:
            text = text.replace(str(story.id), str(story.id + 10_000 * newsroom.hits["/news.xml"]))
        return Reply(text.encode(), type="text/xml")

    def linked(request):
        """A feed whose entries lead to pages made by the grammar."""
        items = "".join(
            f"<item><title>{chance.choice(grammars.ARABIC)} {n}</title>"
            f"<link>{newsroom.url}/page/{n % MADE}?{n}</link></item>"
            for n in (chance.randrange(10**6) for _ in range(10))
        )
        return Reply(f"<rss><channel><title>x</title>{items}</channel></rss>".encode(), type="text/xml")

    def illustrated(request):
        """A page made by the grammar, with pictures."""
        pictures = "".join(f'<p>{grammars.sentence(chance)}<img src="/picture/{n}">' for n in range(MADE))
        page = grammars.page(chance)
        return Reply(page + f"<article>{pictures}</article>".encode(), type="text/html")

    newsroom.add("/hostile.xml", Reply(rss(newsroom.url, "references"), type="text/xml"))
    newsroom.add("/news.xml", news)
    newsroom.add("/linked.xml", linked)
    feeds = [
        "/hostile.xml",
        "/news.xml",
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        *(f"/bad/{name}" for name in BAD),
    ]
    tables = [f'[[source]]\nid = "f{n}"\nfeed = "{newsroom.url}{path}"\n' for n, path in enumerate(feeds)]
    tables.append(f'[[source]]\nid = "linked"\nfeed = "{newsroom.url}/linked.xml"\nfull = true\n')
    for n in range(MADE):
        newsroom.add(f"/feed/{n}", made("feed", "text/xml"))
        newsroom.add(f"/listing/{n}", made("listing", "text/html"))
        tables.append(f'[[source]]\nid = "m{n}"\nfeed = "{newsroom.url}/feed/{n}"\n')
        tables.append(f'[[source]]\nid = "l{n}"\nlisting = "{newsroom.url}/listing/{n}"\n')
        newsroom.add(f"/page/{n}", illustrated)
        newsroom.add(f"/picture/{n}", made("picture", "image/png"))
    return tables


def family(pid: int) -> list[int]:
    """Return the numbers of a process and of all that it started."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found


def state(pid: int) -> tuple[float, int, int, int, float]:
    """Return MB of the screen, its descriptors and threads, the processes below it and their MB."""

    def megabytes(each: int) -> float:
        try:
            return (
                int(Path(f"/proc/{each}/statm").read_text().split()[1])
                * os.sysconf("SC_PAGE_SIZE")
                / (1 << 20)
            )
        except (OSError, IndexError):
            return 0.0

    below = family(pid)[1:]
    return (
        megabytes(pid),
        len(os.listdir(f"/proc/{pid}/fd")),
        len(os.listdir(f"/proc/{pid}/task")),
        len(below),
        sum(map(megabytes, below)),
    )


def run_command(command: list[str], environment: dict[str, str]) -> str:
    """Run a command on the same library; return the reason when it went wrong."""
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        return f"{command} took more than 300 s"
    if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
        return f"{command} ended with {done.returncode}: {done.stderr[-2000:]!r}"
    return ""


def soak(folder: Path, minutes: float, seed: str) -> list[str]:
    """Run the screen among its sources; return what went wrong."""
    chance = random.Random(seed)
    wrong: list[str] = []
    seen = []
    with Newsroom() as newsroom:
        tables = publish(newsroom, random.Random(seed + " sources"))
        config = folder / "config.toml"
        config.write_text(
            'pictures = "on"\n[display]\norder = "cells"\n[refresh]\nminutes = 1\n' + "".join(tables)
        )
        files = ["--config", str(config), "--library", str(folder / "library.db")]
        khabar = [sys.executable, "-m", "reader"]
        environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder),
            "LANG": "C.UTF-8",
            "BROWSER": "true",
        }
        program = Program([*khabar, *files], environment)
        program.watch(5)
        end = time.monotonic() + minutes * 60
        minute = time.monotonic()
        while time.monotonic() < end:
            if os.waitpid(program.pid, os.WNOHANG)[0]:
                return [*wrong, f"the screen has ended by itself: {ending(program, folder)}"]
            program.type(chance.choice(KEYS))
            program.watch(chance.choice((0.02, 0.1, 0.5)))
            if len(program.output) > 1 << 20:
                program.output = program.output[-100_000:]
            if b"Traceback" in program.output[-100_000:]:
                wrong.append(f"a traceback is on the screen: {ending(program, folder)}")
                break
            if time.monotonic() - minute < 60:
                continue
            minute = time.monotonic()
            seen.append(state(program.pid))
            newsroom.requests.clear()
            print(
                "{:.0f} MB, {} descriptors, {} threads, {} processes of {:.0f} MB".format(*seen[-1]),
                flush=True,
            )
            if chance.random() < 0.3 and (below := family(program.pid)[1:]):
                os.kill(chance.choice(below), signal.SIGKILL)
            problem = run_command([*khabar, *chance.choice(COMMANDS), *files], environment)
            wrong += [problem] if problem else []
            program.type(b"\x1b\x1b")
        wrong += leave(program)
        problem = run_command([*khabar, "doctor", *files], environment)
        wrong += [problem] if problem else []
    third = seen[len(seen) // 3] if seen else None
    if third and seen[-1][0] - third[0] > GROWTH_MB:
        wrong.append(f"the screen has grown from {third[0]:.0f} to {seen[-1][0]:.0f} MB")
    if third and min(fds for _, fds, *_ in seen[-5:]) > third[1] + GROWTH_DESCRIPTORS:
        wrong.append(f"descriptors have grown from {third[1]} to {seen[-1][1]}")
    return wrong


def ending(program: Program, folder: Path) -> str:
    """Return the end of a program that crashed: its own record, else its last output."""
    record = folder / "khabar" / "crash.log"
    return record.read_text() if record.exists() else repr(program.output[-3000:])


def leave(program: Program) -> list[str]:
    """Press ``q``; return the reason when the program or a process below it stays."""
    below = family(program.pid)[1:]
    for keys in (*(b"\x1b",) * 6, b"q"):  # out of every card first
        program.type(keys)
        program.watch(1)
    program.watch(15)
    if not os.waitpid(program.pid, os.WNOHANG)[0]:
        program.end()
        return ["q does not end the program"]
    time.sleep(15)
    left = [each for each in below if Path(f"/proc/{each}").exists()]
    return [f"processes are left: {left}"] if left else []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        found = soak(Path(name), float(sys.argv[1]), (sys.argv[2:] or ["1"])[0])
    print(*(found or ["nothing was lost, raised or left behind"]), sep="\n")
    sys.exit(bool(found))
