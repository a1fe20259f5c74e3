"""Sync with a server on loopback beside newsboat: time, requests and memory of what a reader does every day.

The server is ``tests/remote/sync_server.py``. khabar is open (``open_reader.py``), as its screen is, or it
starts for each sync, as from cron; newsboat starts each time. It has a
source for this kind of server (``feedhq``) that asks for each feed by itself. The long answers for both are
made before. Where Debian's packages can be had, a Tiny Tiny RSS is a second server.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from remote.sync_server import SyncServer
from remote.ttrss_server import MissingError, TtRss
from table import Row

from reader.store import Library

FEEDS, ITEMS = 20, 50
BODY = "<p>" + "كلام الخبر هنا. " * 380 + "</p>"
"""About 6 kB."""
MARKS = 500
MANY_FEEDS = 300
MANY_UNREAD = 30_000
LINE_SECONDS = 0.05
"""Wait for each answer on a line of today."""


class AtomServer(SyncServer):
    """The server with the feeds as documents, which newsboat asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: dict[str, bytes] = {}
        self.items_json: dict[str, str] = {}

    def answer(self, handler: Any, method: str, body: str) -> None:
        path = unquote(urlsplit(handler.path).path)
        feed = path.partition("/reader/atom/")[2]
        if feed not in self.documents:
            super().answer(handler, method, body)
            return
        time.sleep(self.traps.slow)
        self.requests.append((method, path, []))
        handler.send_response(200)
        handler.send_header("Content-Type", "application/atom+xml")
        handler.send_header("Content-Length", str(len(self.documents[feed])))
        handler.end_headers()
        handler.wfile.write(self.documents[feed])

    def contents(self, method: str, form: Sequence[tuple[str, str]]) -> tuple[int, str]:
        """Answer with items made before, as the documents are."""
        if not self.items_json:
            answer: tuple[int, str] = super().contents(method, form)
            return answer
        return 200, f'{{"items": [{", ".join(self.items_json[id] for name, id in form if name == "i")}]}}'

    def make_documents(self) -> None:
        """Make the documents of all feeds, and the items as JSON."""
        _, whole = super().contents("POST", [("i", id) for id in self.items])
        self.items_json = {item["id"]: json.dumps(item) for item in json.loads(whole)["items"]}
        for feed in self.feeds:
            entries = "".join(
                f'<entry><id>{item.long}</id><title>{item.title}</title><link href="{item.url}"/>'
                "<updated>2026-11-28T00:00:00Z</updated>"
                f'<content type="html">{escape(item.content)}</content></entry>'
                for item in self.items.values()
                if item.feed == feed
            )
            head = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{feed}</title><id>{feed}</id>'
            self.documents[feed] = f"{head}{entries}</feed>".encode()


class Program:
    """A reader as a process with a home of its own; ``processor`` is the time its last run took there."""

    processor = 0.0

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self.command = command
        self.env = {
            **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
            "HOME": str(home),
            "XDG_STATE_HOME": str(home),
            "LC_ALL": "C.UTF-8",
        }

    def run(self) -> tuple[float, float]:
        """Run it to its end; return milliseconds and the greatest memory in MiB."""
        started = time.perf_counter()
        process = subprocess.Popen(
            self.command, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.processor = (usage.ru_utime + usage.ru_stime) * 1000
        if process.returncode:
            raise RuntimeError(f"{self.command}: {said.decode()}")
        return (time.perf_counter() - started) * 1000, usage.ru_maxrss / 1024


class OpenReader:
    """khabar as it runs, with the account of ``make_khabar``."""

    def __init__(self, home: Path) -> None:
        files = (str(home / "config.toml"), str(home / "library.db"))
        worker = str(Path(__file__).with_name("open_reader.py"))
        self._process = subprocess.Popen(
            [sys.executable, "-P", worker, *files], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self) -> tuple[float, float]:
        """Sync once; return milliseconds, and 0 for the memory."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline()), 0.0

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def make_khabar(home: Path, kind: str, url: str, user: str, password: str) -> tuple[Program, Path]:
    """Return khabar with this account, and the name of its library."""
    home.mkdir()
    (home / "password").write_text(password)
    settings = {"kind": kind, "url": url, "user": user, "password_file": str(home / "password")}
    lines = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
    (home / "config.toml").write_text(f"[account]\n{lines}")
    files = ("--config", str(home / "config.toml"), "--library", str(home / "library.db"))
    return Program([sys.executable, "-P", "-m", "reader", *files, "sync"], home), home / "library.db"


def make_newsboat(home: Path, settings: Mapping[str, str]) -> Program | None:
    """Return newsboat with these settings; None where there is none."""
    if not shutil.which("newsboat"):
        return None
    home.mkdir()
    (home / "config").write_text("".join(f'{name} "{value}"\n' for name, value in settings.items()))
    (home / "urls").touch()
    files = ("-C", str(home / "config"), "-u", str(home / "urls"), "-c", str(home / "cache.db"))
    return Program(["newsboat", *files, "-x", "reload"], home)


def rows(rounds: int = 5) -> Iterator[Row]:
    """Measure first and second sync, 500 marks, 300 feeds, and the first sync of 30,000 unread items."""
    yield from _imitation_rows(rounds)
    yield from _memory_rows()
    yield from _ttrss_rows(rounds)


def _imitation_rows(rounds: int) -> Iterator[Row]:
    with AtomServer() as server:
        _fill(server, FEEDS)
        server.make_documents()
        base = server.url + server.prefix
        measured = _Measured(lambda: len(server.requests))
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch)
                khabar, library = make_khabar(
                    folder / "khabar", "greader", base, server.user, server.password
                )
                newsboat = make_newsboat(
                    folder / "newsboat",
                    {
                        "urls-source": "feedhq",
                        "feedhq-url": base,
                        "feedhq-login": server.user,
                        "feedhq-password": server.password,
                        "feedhq-min-items": str(ITEMS),
                    },
                )
                reader = OpenReader(folder / "khabar")
                measured.take("first", reader, newsboat)
                measured.take("again", reader, newsboat)
                measured.take("command", khabar, newsboat)
                measured.take_processor("processor", khabar, newsboat)
                server.traps.slow = LINE_SECONDS
                measured.take("line", reader, newsboat)
                measured.take("command line", khabar, newsboat)
                server.traps.slow = 0.0
                _mark(library)
                before = len(server.requests)
                measured.take("marks", reader, None)
                reader.close()
                sent = [path for _, path, _ in server.requests[before:]]
                measured.requests["marks"] = sum(path.endswith(("edit-tag", "/token")) for path in sent)
                for item in server.items.values():
                    item.read = False
        yield measured.row("first", f"first, {FEEDS} feeds of {ITEMS}", "≤ 1 of newsboat")
        yield measured.row("again", "again, nothing new", "≤ 6 requests, ≤ 0.3 of newsboat")
        yield measured.row("command", "again, khabar sync as a command", "")
        yield measured.row("processor", "again as a command, processor time", "")
        yield measured.row("line", "again, 50 ms for each answer", "≤ 0.3 of newsboat")
        yield measured.row("command line", "again as a command, 50 ms for each answer", "")
        yield measured.row("marks", f"{MARKS} marks", "≤ 3 requests")
        _fill(server, MANY_FEEDS, first=FEEDS)
        with tempfile.TemporaryDirectory() as scratch:
            khabar, _ = make_khabar(Path(scratch) / "khabar", "greader", base, server.user, server.password)
            khabar.run()
            reader = OpenReader(Path(scratch) / "khabar")
            for _ in range(rounds):
                measured.take("many", reader, None)
            reader.close()
        yield measured.row("many", f"{MANY_FEEDS} feeds, nothing new", "≤ 8 requests")


def _memory_rows() -> Iterator[Row]:
    """Measure the greatest memory and the requests of a first sync of 1,000 and of 30,000 unread items."""
    memory = {}
    for count in (FEEDS * ITEMS, MANY_UNREAD):
        with SyncServer() as server, tempfile.TemporaryDirectory() as scratch:
            server.add_feed("feed/1")
            for _ in range(count):
                server.add(content=BODY)
            base = server.url + server.prefix
            khabar, _ = make_khabar(Path(scratch) / "khabar", "greader", base, server.user, server.password)
            took, memory[count] = khabar.run()
            sent = len(server.requests)
            again, memory_again = khabar.run()
        yield Row(f"sync: first of {count:,} unread, {sent} requests", "ms", [took])
        yield Row(f"sync: again with {count:,} unread", "ms", [again])
        peak = max(memory[count], memory_again)
        yield Row(f"sync: memory with {count:,} unread", "MiB", [peak], goal="flat")


def _ttrss_rows(rounds: int) -> Iterator[Row]:
    try:
        with TtRss() as server:
            for number in range(1, FEEDS + 1):
                server.add_feed(number + 10, f"وكالة {number}", ITEMS, BODY)
            measured = _Measured(lambda: (server.folder / "php.log").read_text().count("POST /api/"))
            for _ in range(rounds):
                with tempfile.TemporaryDirectory() as scratch:
                    folder = Path(scratch)
                    make_khabar(folder / "khabar", "ttrss", server.url, server.user, server.password)
                    reader = OpenReader(folder / "khabar")
                    newsboat = make_newsboat(
                        folder / "newsboat",
                        {
                            "urls-source": "ttrss",
                            "ttrss-url": server.url,
                            "ttrss-login": server.user,
                            "ttrss-password": server.password,
                            "ttrss-mode": "multi",
                        },
                    )
                    measured.take("first", reader, newsboat)
                    measured.take("again", reader, newsboat)
                    reader.close()
            yield measured.row("first", "first, Tiny Tiny RSS", "")
            yield measured.row("again", "again, Tiny Tiny RSS", "")
    except MissingError as error:
        print(f"Tiny Tiny RSS is left out: {error}")


class _Measured:
    """Times and requests of both programs, by run.

    Args:
        count: returns how many requests the server got so far.
    """

    def __init__(self, count: Callable[[], int]) -> None:
        self.requests: dict[str, int] = {}
        self._count = count
        self._ours: dict[str, list[float]] = {}
        self._theirs: dict[str, list[float]] = {}
        self._their_requests: dict[str, int] = {}

    def take(self, name: str, khabar: Program | OpenReader, newsboat: Program | None) -> None:
        """Run both, khabar first, and keep what they took."""
        before = self._count()
        self._ours.setdefault(name, []).append(khabar.run()[0])
        between = self._count()
        self.requests[name] = between - before
        if newsboat is not None:
            self._theirs.setdefault(name, []).append(newsboat.run()[0])
            self._their_requests[name] = self._count() - between

    def take_processor(self, name: str, khabar: Program, newsboat: Program | None) -> None:
        """Keep the processor time that the last run of both took."""
        self.requests[name] = self.requests["command"]
        self._ours.setdefault(name, []).append(khabar.processor)
        if newsboat is not None:
            self._theirs.setdefault(name, []).append(newsboat.processor)
            self._their_requests[name] = self._their_requests["command"]

    def row(self, name: str, what: str, goal: str) -> Row:
        """Return a run as a row of the table."""
        theirs = self._theirs.get(name, [])
        peer = f"newsboat, {self._their_requests[name]} requests" if theirs else ""
        what = f"sync: {what}, {self.requests[name]} requests"
        return Row(what, "ms", self._ours[name], peer, theirs, goal)


def _fill(server: SyncServer, feeds: int, first: int = 0) -> None:
    for number in range(first + 1, feeds + 1):
        server.add_feed(f"feed/{number}")
        for _ in range(0 if first else ITEMS):
            server.add(feed=f"feed/{number}", content=BODY)


def _mark(file: Path) -> None:
    with Library.open(file) as library:
        library.entries.mark_read([headline.id for headline in library.entries.headlines()[:MARKS]])


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as in tests/bench
    from table import HEAD, line

    print(HEAD)
    for row in rows():
        print(line(row), flush=True)
