"""How long a refresh of 200 feeds of 50 entries takes, beside newsboat and newsraft.

A server in this process serves the feeds over loopback, with and without 100 ms before every answer.
*Cold* is a first refresh into an empty library, *warm* one in which every feed answers 304, *changed* one in
which every tenth entry has another word in its title and its text. newsboat runs with the best of some thread
settings, found first for each distance. Times are of the whole command, start-up included.

With ``--before FOLDER``, the checkout of an earlier state, that takes turns, too.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from newsroom import XML, Newsroom, Reply
from table import Row, Took, timed

from reader.sources.catalogue import first_sources

FEEDS = 200
ENTRIES = 50
WORDS = "أعلنت الهيئة اليوم افتتاح المكتبة العامة الجديدة في المدينة بعد أعمال ترميم استمرت سنتين".split()  # noqa: SIM905
LONG = 4
"""Entries of a feed, the newest, that carry a whole article of some 5,000 characters."""
START = datetime.now(UTC)
TITLE, BODY = "NATO", "UNESCO"
"""What is looked for on the screen: words that no terminal reorders."""
THREADS = (4, 16, 64)
"""Settings of newsboat that are tried."""


@cache
def feed(number: int, url: str, *, changed: bool = False) -> bytes:
    """Return an RSS feed of 50 entries unlike all others, a paragraph or an article each."""
    now = START
    items = []
    for n in range(ENTRIES):
        title = " ".join(WORDS[(number + n + k) % len(WORDS)] for k in range(9))
        words = [WORDS[(number * (n + 1) + k) % len(WORDS)] for k in range(840 if n < LONG else 60)]
        body = "".join(
            f"&lt;p&gt;{BODY} {number} {' '.join(words[start : start + 60])}.&lt;/p&gt;"
            for start in range(0, len(words), 60)
        )
        if changed and n % 10 == 0:
            title, body = f"{title} وتوضيح", body.replace(WORDS[0], WORDS[1], 1)
        items.append(
            f"<item><title>{TITLE} {number}/{n} {title}</title>"
            f"<link>{url}/ar/news/{number * 1000 + n}/x</link>"
            f"<guid isPermaLink='false'>{number}-{n}</guid><category>محليات</category>"
            f"<pubDate>{format_datetime(now - timedelta(minutes=7 * n + number))}</pubDate>"
            f"<description>{body}</description></item>"
        )
    head = (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'>"
        f"<channel><title>خلاصة {number}</title><link>{url}/{number}</link>"
    )
    return f"{head}{''.join(items)}</channel></rss>".encode()


def publish(newsroom: Newsroom, *, changed: bool = False) -> list[str]:
    """Serve the feeds; return their addresses."""
    return [
        newsroom.add(
            f"/{n}.xml",
            Reply(feed(n, newsroom.url, changed=changed), type=XML, validators="etag modified", encode=False),
        )
        for n in range(FEEDS)
    ]


class Khabar:
    """Ours, as a process, with a library of its own."""

    def __init__(
        self, folder: Path, urls: list[str], settings: str = "", *, checkout: Path | None = None
    ) -> None:
        folder.mkdir()
        self.folder = folder
        self.name = checkout.name if checkout else "khabar"
        self._env = {**os.environ, "PYTHONPATH": str(checkout)} if checkout else None
        leave = ", ".join(f'"{source.id}"' for source in first_sources())
        tables = "".join(
            f'[[source]]\nid = "s{n}"\nname = "مصدر {n}"\nfeed = "{url}"\n' for n, url in enumerate(urls)
        )
        (folder / "config.toml").write_text(
            f"{settings}\n[refresh]\nconcurrency = 64\n[follow]\nleave = [{leave}]\n{tables}"
        )

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of a khabar command on this library."""
        program = Path(sys.executable).with_name("khabar")
        is_script = program.exists() and self._env is None
        start = [str(program)] if is_script else [sys.executable, "-P", "-m", "reader"]
        files = ("--config", str(self.folder / "config.toml"), "--library", str(self.folder / "library.db"))
        return [*start, *arguments, *files]

    def forget(self) -> None:
        """Empty the library."""
        for path in self.folder.glob("library.db*"):
            path.unlink()

    def refresh(self) -> Took:
        """Fetch all feeds."""
        return timed(self.command("refresh"), self.folder, self._env)


class Newsboat:
    """newsboat, as a process, with a cache of its own."""

    def __init__(self, folder: Path, urls: list[str], threads: int) -> None:
        folder.mkdir()
        self.folder = folder
        self.name = f"newsboat, {threads} threads"
        every = '"query:كل الأخبار:age > -1"\n'
        (folder / "urls").write_text(every + "\n".join(urls) + "\n")
        (folder / "config").write_text(f"reload-threads {threads}\nmax-items 0\n")

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of newsboat on this cache."""
        files = [
            f"{option}{self.folder / name}"
            for option, name in (("-u", "urls"), ("-c", "cache.db"), ("-C", "config"))
        ]
        return ["newsboat", "-q", *files, *arguments]

    def forget(self) -> None:
        """Empty the cache."""
        for path in self.folder.glob("cache.db*"):
            path.unlink()

    def refresh(self) -> Took:
        """Fetch all feeds."""
        return timed(self.command("-x", "reload"), self.folder)


class Newsraft:
    """newsraft, as a process, with a database of its own; no bodies are made plain or indexed there."""

    name = "newsraft"

    def __init__(self, folder: Path, urls: list[str]) -> None:
        folder.mkdir()
        self.folder = folder
        (folder / "feeds").write_text("\n".join(urls) + "\n")
        (folder / "config").write_text("")

    def forget(self) -> None:
        """Empty the database."""
        for path in self.folder.glob("database*"):
            path.unlink()

    def refresh(self) -> Took:
        """Fetch all feeds."""
        files = [
            f"{option}{self.folder / name}"
            for option, name in (("-f", "feeds"), ("-d", "database"), ("-c", "config"))
        ]
        return timed(["newsraft", *files, "-e", "reload-all"], self.folder)


def best(folder: Path, urls: list[str]) -> Newsboat | None:
    """Return newsboat with the thread setting that was quickest from cold; None where there is none."""
    if not shutil.which("newsboat"):
        return None
    tried = []
    for threads in THREADS:
        program = Newsboat(folder / f"newsboat-{threads}", urls, threads)
        tried.append((program.refresh().wall, program))
    return min(tried, key=lambda one: one[0])[1]


def rows(folder: Path, rounds: int, before: Path | None = None) -> Iterator[Row]:
    """Measure refreshes; ``before`` is a checkout of an earlier state of the program."""
    with Newsroom() as newsroom:
        urls = publish(newsroom)
        ours = Khabar(folder / "refresh", urls)
        earlier = [Khabar(folder / "before", urls, checkout=before)] if before else []
        newsraft = [Newsraft(folder / "newsraft", urls)] if shutil.which("newsraft") else []
        for latency in (0.0, 0.1):
            newsroom.set_latency(latency)
            tries = folder / f"latency-{latency}"
            tries.mkdir()
            peers: list[Khabar | Newsboat | Newsraft] = [each for each in (best(tries, urls),) if each]
            peers += [*newsraft, *earlier]
            programs = [ours, *peers]
            took: dict[tuple[str, str], list[Took]] = {}
            for _ in range(rounds):
                for program in programs:
                    program.forget()
                    publish(newsroom)
                    for kind in ("cold", "warm", "changed"):
                        if kind == "changed":
                            publish(newsroom, changed=True)
                        took.setdefault((kind, program.name), []).append(program.refresh())
            for kind, goal in (("cold", "≤ 0.40"), ("warm", "≤ 0.20"), ("changed", "")):
                times = took[kind, "khabar"]
                for peer in [each.name for each in peers] or [""]:
                    theirs = took.get((kind, peer), [])
                    what = f"{kind} refresh of {FEEDS} feeds, {latency * 1000:.0f} ms"
                    told = goal if peer.startswith("newsboat") else ""
                    yield Row(what, "ms", [t.wall for t in times], peer, [t.wall for t in theirs], told)
                    what = f"{kind} refresh, processor time"
                    yield Row(what, "ms", [t.processor for t in times], peer, [t.processor for t in theirs])
