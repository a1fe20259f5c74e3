"""Every door of the program against inputs made by a grammar (``tests/security/grammars.py``).

By default the same ``FEW`` inputs each, under ``whole`` the same ``MANY``: a commit is not refused for an old
fault. ``KHABAR_FUZZ_SEED`` gives others: the workflow ``fuzz`` runs each door for as long as
``KHABAR_FUZZ_SECONDS`` says, every night with another seed, and the runs add up. An input that fails is
written to ``tests/security/crashes/DOOR-SEED-NUMBER`` and stays there as a test.
"""

import asyncio
import contextlib
import json
import os
import random
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from security import grammars

from reader.config import load
from reader.core import Session
from reader.core.account.connection import client_class
from reader.core.importing.dump_reader import sanitize_lines
from reader.core.importing.importer import read_records
from reader.core.story_groups import update_stories
from reader.core.subscriptions import list_subscriptions
from reader.locale.message import Message
from reader.model import Article, Block, Entry, Source, SourceHealth
from reader.model.remote import RemoteItem
from reader.remote.connection import Answer, Connection
from reader.remote.errors import RemoteError, UnreachableError
from reader.remote.protocol import Credentials
from reader.sources import FeedError, SourceError, clean, extract, parse_date, parse_feed
from reader.sources.article.claims import read_claims
from reader.sources.article.html_tree import parse_html
from reader.sources.article.hydration_state import read_state
from reader.sources.article.page_state import page_values
from reader.sources.feed.opml import parse_opml
from reader.sources.image import decode_pixels, is_sound_image
from reader.sources.listing import parse_listing
from reader.store import Library, StoreError
from reader.store.query_parser import parse_query
from reader.store.recovery import repair_in_place
from reader.tui.terminal import probe

CRASHES = Path(__file__).parent / "crashes"
FEW = 40
MANY = 200
"""Inputs of each door under ``whole``."""
BOUND = 5.0
"""Seconds of processor time for one input of at most some 100 kB, on a busy machine."""
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SEED = "2026-11-29"
FUZZ_SECONDS = float(os.environ.get("KHABAR_FUZZ_SECONDS") or 0)


def feed(data, folder):
    with contextlib.suppress(FeedError):
        for entry in parse_feed(data, "https://x.example/feed", now=NOW).entries:
            assert clean(entry.title) == entry.title
            assert entry.published is None or entry.published.tzinfo


def page(data, folder):
    with contextlib.suppress(SourceError):
        article = extract(data, "https://x.example/1")
        assert article.blocks
        for block in article.blocks:
            assert clean(block.text) == block.text
            assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)


def state(data, folder):
    """Read all data of a page, also those that ``extract`` needs none of."""
    page(data, folder)
    tree = parse_html(data.decode("utf-8", "replace"))
    list(page_values(tree))
    for claims in (read_claims(tree, "https://x.example/1"), read_state(tree, grammars.STATE_TITLE)):
        if claims is not None:
            said = (claims.title, claims.published, claims.category, claims.author, claims.image)
            assert all(isinstance(each, str) for each in sum(said, [claims.body]))


def listing(data, folder):
    with contextlib.suppress(SourceError):
        for entry in parse_listing(data, "https://x.example/").entries:
            assert entry.title == clean(entry.title)
            assert "#" not in entry.url
            assert entry.published is None or entry.published.tzinfo


def date(data, folder):
    moment = parse_date(data, now=NOW)
    assert moment is None or 1 <= moment.year <= 9999


def opml(data, folder):
    with contextlib.suppress(SourceError):
        sources, _ = parse_opml(data)
        assert all(source.feed.startswith(("http://", "https://")) for source in sources)


def config(data, folder):
    path = folder / "config.toml"
    path.write_text(data, "utf-8", errors="replace")
    loaded = load(path)
    assert loaded.settings.concurrency >= 1


def query(data, folder):
    parse_query(data, NOW)


def replies(data, folder):
    _, mode = probe.read_replies(data)
    assert mode in (-1, 0, 1, 2, 3, 4)
    probe.read_abilities(data)
    probe.read_font_coverage(data)


def picture(data, folder):
    pixels = decode_pixels(data, 80, 40)
    if pixels is not None:
        assert is_sound_image(data)
        assert len(pixels.data) == 3 * pixels.width * pixels.height


def imported(data, folder):
    kind, _, content = data.partition(b"\0")
    with contextlib.suppress(SourceError):
        if kind == b"khabar":
            lines = content.decode("utf-8", "replace").split("\n")
            assert len(sanitize_lines(lines)) == len(lines)
        else:
            path = folder / "file"
            path.write_bytes(content)
            for one in read_records(bytes(path), kind.decode(), ()).pages:
                assert clean(one.article.title) == one.article.title
                assert one.article.url.startswith(("http://", "https://"))


class Answers(Connection):
    """A server that gives what is written, one answer after the other, then none."""

    def __init__(self, given):
        super().__init__()
        self.left = list(given)

    async def _send(self, method, url, headers, body):
        if not self.left:
            raise UnreachableError(Message("sync.unreachable", host="x"))
        status, text = self.left.pop(0)
        return Answer(status, text, {"location": "/moved"} if status == 302 else {})


async def synchronize(kind, given):
    """Log in and ask for everything; each request may fail by itself."""
    server = client_class(kind)(Answers(given), "https://x.example/", Credentials("u", "p"))
    requests = [server.login, server.list_feeds, server.list_unread, server.list_starred]
    requests += [lambda: server.get_items(["1", "2"]), lambda: server.mark("read", True, ["1"])]
    if hasattr(server, "list_changes"):
        requests.append(lambda: server.list_changes(NOW))
    for ask in requests:
        with contextlib.suppress(RemoteError):
            for found in await ask() or ():
                if isinstance(found, RemoteItem):
                    assert clean(found.title) == found.title
                    assert found.published is None or 1 < found.published.year < 9999


def answers(data, folder):
    kind, given = json.loads(data.decode("utf-8", "surrogatepass"))
    asyncio.run(synchronize(kind, given))


@lru_cache
def sound_library():
    """Return a small library's file, and the columns of its tables."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "library.db"
        with Library.open(path) as library:
            source = Source("s", "مصدر", feed="https://x.example/feed")
            library.sources.set([source])
            entries = [
                Entry(f"{n}", f"خبر {n}", f"https://x.example/{n}", NOW, content="<p>نص") for n in range(4)
            ]
            library.entries.add(source, entries, now=NOW)
            library.sources.record(SourceHealth("s", last_fetch=NOW))
            article = Article("خبر", "https://x.example/1", blocks=(Block("paragraph", "نص"),))
            library.articles.put(1, article, b"<p>")
            library.bookmarks.add(1)
            library.bookmarks.annotate(1, tags=["وسم"], note="ملاحظة")
            library.index.update()
        with contextlib.closing(sqlite3.connect(path)) as connection:
            tables = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            columns = {
                table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                for table in tables
            }
        return path.read_bytes(), columns


def library(data, folder):
    statements, written, choice = json.loads(data)
    content, columns = sound_library()
    path = folder / "library.db"
    for old in folder.glob("library.db*"):
        old.unlink()
    path.write_bytes(content)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            table = next((word for word in statement.split() if word in columns), "entries")
            with contextlib.suppress(sqlite3.Error):
                connection.execute(
                    statement.replace("{column}", columns[table][choice % len(columns[table])])
                )
    damaged = bytearray(path.read_bytes())
    for place, bytes_given in written:
        new = bytes.fromhex(bytes_given)
        at = int(place * (len(damaged) - len(new)))
        damaged[at : at + len(new)] = new
    path.write_bytes(damaged)
    for _ in range(2):
        use_library(path)
        with contextlib.suppress(StoreError):
            repair_in_place(path)


def use_library(path):
    """Read all that commands and the screen read; each may fail by itself, with a sentence."""
    with contextlib.suppress(StoreError), Library.open(path) as library:
        session = Session(library, None)
        for read in (
            lambda: [library.articles.get(each.id) for each in library.entries.headlines()],
            library.bookmarks.all, library.sources.healths, library.entries.counts, library.check,
            lambda: library.search.find("خبر"),
            lambda: list(library.interchange.dump()), lambda: update_stories(library, NOW),
            lambda: library.retention.prune(now=NOW), lambda: library.index.update(),
            lambda: list_subscriptions(session),
        ):  # fmt: skip
            with contextlib.suppress(StoreError):
                read()


DOORS = {
    each.__name__: each
    for each in (
        feed,
        page,
        state,
        listing,
        date,
        opml,
        config,
        query,
        replies,
        picture,
        imported,
        answers,
        library,
    )
}


def pass_through(door, data, folder, name):
    """Give an input to a door; keep it when the door fails."""
    started = time.process_time()
    try:
        DOORS[door](data, folder)
        took = time.process_time() - started
        assert took < BOUND, f"{took:.1f} s"
    except Exception as error:
        CRASHES.mkdir(exist_ok=True)
        kept = CRASHES / f"{door}-{name}"
        kept.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        raise AssertionError(f"{kept}: {data[:2000]!r}") from error


@pytest.mark.parametrize("door", DOORS)
def test_door_with_made_inputs_gives_a_result_or_its_error(door, tmp_path):
    for number in range(FEW):
        data = getattr(grammars, door)(random.Random(f"{door} {number}"))
        pass_through(door, data, tmp_path, number)


@pytest.mark.whole
@pytest.mark.timeout(900 + FUZZ_SECONDS)
@pytest.mark.parametrize("door", DOORS)
def test_door_with_many_made_inputs_gives_a_result_or_its_error(door, tmp_path):
    """Other inputs each day or seed, and as many as there is time for."""
    seed = os.environ.get("KHABAR_FUZZ_SEED") or SEED
    ends = time.monotonic() + FUZZ_SECONDS
    number = 0
    while time.monotonic() < ends if FUZZ_SECONDS else number < MANY:
        data = getattr(grammars, door)(random.Random(f"{door} {seed} {number}"))
        pass_through(door, data, tmp_path, f"{seed}-{number}")
        number += 1
    print(f"{door}: {number} inputs of seed {seed}")


@pytest.mark.parametrize(
    "crash", sorted(CRASHES.iterdir()) if CRASHES.is_dir() else [], ids=lambda path: path.name
)
def test_door_with_an_input_that_once_failed_gives_a_result_or_its_error(crash, tmp_path):
    door = crash.name.partition("-")[0]
    data = crash.read_bytes()
    is_text = door in ("date", "config", "query")
    DOORS[door](data.decode("utf-8", "surrogatepass") if is_text else data, tmp_path)
