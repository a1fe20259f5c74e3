"""How long a refresh of 200 feeds of 50 entries takes, beside newsboat, in one interleaved run. By hand:

    .venv/bin/python tests/bench/bench_refresh.py [FEEDS [ROUNDS]]

A server in this process serves the feeds over loopback, with and without 100 ms before every answer.
*Cold* is a first refresh into an empty library, *warm* one in which every feed answers 304. newsboat runs
with the best of some thread settings, found first. Times are wall-clock seconds of the whole command,
start-up included: median and best.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newsroom import XML, Newsroom, Reply

from reader.sources.catalogue import first_sources

ENTRIES = 50
WORDS = "أعلنت الهيئة اليوم افتتاح المكتبة العامة الجديدة في المدينة بعد أعمال ترميم استمرت سنتين".split()  # noqa: SIM905
THREADS = (4, 16, 64)
"""Settings of newsboat that are tried."""


def feed(number: int, url: str) -> bytes:
    """Return an RSS feed of 50 entries with a paragraph each, unlike all others."""
    now = datetime.now(UTC)
    items = []
    for n in range(ENTRIES):
        title = " ".join(WORDS[(number + n + k) % len(WORDS)] for k in range(9))
        body = " ".join(WORDS[(number * n + k) % len(WORDS)] for k in range(60))
        items.append(
            f"<item><title>{title} {number}/{n}</title><link>{url}/ar/news/{number * 1000 + n}/x</link>"
            f"<guid isPermaLink='false'>{number}-{n}</guid><category>محليات</category>"
            f"<pubDate>{format_datetime(now - timedelta(minutes=7 * n + number))}</pubDate>"
            f"<description>&lt;p&gt;{body}&lt;/p&gt;</description></item>"
        )
    head = (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'>"
        f"<channel><title>خلاصة {number}</title><link>{url}/{number}</link>"
    )
    return f"{head}{''.join(items)}</channel></rss>".encode()


class Khabar:
    """Our refresh, as a process."""

    name = "khabar"

    def __init__(self, folder: Path, urls: list[str]) -> None:
        self.folder = folder
        leave = ", ".join(f'"{source.id}"' for source in first_sources())
        tables = "".join(
            f'[[source]]\nid = "s{n}"\nname = "مصدر {n}"\nfeed = "{url}"\n' for n, url in enumerate(urls)
        )
        (folder / "config.toml").write_text(
            f"[refresh]\nconcurrency = 64\n[follow]\nleave = [{leave}]\n{tables}"
        )

    def forget(self) -> None:
        for path in self.folder.glob("library.db*"):
            path.unlink()

    def run(self) -> float:
        command = [
            sys.executable,
            "-m",
            "reader",
            "refresh",
            "--config",
            "config.toml",
            "--library",
            "library.db",
        ]
        return timed(command, self.folder)


class Newsboat:
    """newsboat's reload, as a process."""

    def __init__(self, folder: Path, urls: list[str], threads: int) -> None:
        self.folder = folder
        self.name = f"newsboat ({threads} threads)"
        (folder / "urls").write_text("\n".join(urls) + "\n")
        (folder / "config").write_text(f"reload-threads {threads}\nmax-items 0\n")

    def forget(self) -> None:
        for path in self.folder.glob("cache.db*"):
            path.unlink()

    def run(self) -> float:
        return timed(
            ["newsboat", "-q", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"], self.folder
        )


def timed(command: list[str], folder: Path) -> float:
    """Run a command to its end and return the seconds it took."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Measure, and print a table."""
    feeds, rounds = (int(value) for value in [*sys.argv[1:], *("200", "5")[len(sys.argv) - 1 :]])
    with Newsroom() as newsroom, tempfile.TemporaryDirectory() as temporary:
        urls = [
            newsroom.add(f"/{n}.xml", Reply(feed(n, newsroom.url), type=XML, validators="etag modified"))
            for n in range(feeds)
        ]
        folder = Path(temporary)
        (folder / "khabar").mkdir()
        programs: list[Khabar | Newsboat] = [Khabar(folder / "khabar", urls)]
        if shutil.which("newsboat"):
            programs.append(best(folder, urls))
        for latency in (0.0, 0.1):
            newsroom.set_latency(latency)
            times: dict[tuple[str, str], list[float]] = {}
            for _ in range(rounds):
                for program in programs:
                    program.forget()
                    for kind in ("cold", "warm"):
                        times.setdefault((program.name, kind), []).append(program.run())
            print(f"{feeds} feeds of {ENTRIES} entries, {latency * 1000:.0f} ms before each answer:")
            for (name, kind), seconds in times.items():
                middle, least = statistics.median(seconds), min(seconds)
                print(f"  {kind}  {name:24} median {middle:6.2f} s  best {least:6.2f} s")


def best(folder: Path, urls: list[str]) -> Newsboat:
    """Return newsboat with the thread setting that was quickest from cold."""
    tried = []
    for threads in THREADS:
        place = folder / f"newsboat-{threads}"
        place.mkdir()
        program = Newsboat(place, urls, threads)
        tried.append((program.run(), program))
    return min(tried, key=lambda one: one[0])[1]


if __name__ == "__main__":
    main()
