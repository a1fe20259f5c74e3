"""Every door of the program against inputs made by a grammar (``tests/security/grammars.py``).

By default the same ``FEW`` inputs each; under ``whole`` as many as ``SECONDS`` allow, others on each day,
so that runs add up. The variable ``KHABAR_FUZZ`` gives another seed, ``KHABAR_FUZZ_SECONDS`` more time. An
input that fails is written to ``tests/security/crashes/DOOR-SEED-NUMBER`` and stays there as a test.
"""

import contextlib
import os
import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from security import grammars

from reader.config import load
from reader.sources import FeedError, SourceError, clean, extract, parse_date, parse_feed
from reader.sources.feed.opml import parse_opml
from reader.sources.listing import parse_listing
from reader.store.query_parser import parse_query
from reader.tui.terminal import probe

CRASHES = Path(__file__).parent / "crashes"
FEW = 40
MANY = 200
"""Inputs of each door under ``whole``."""
BOUND = 5.0
"""Seconds of processor time for one input of at most some 100 kB, on a busy machine."""
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


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


DOORS = {each.__name__: each for each in (feed, page, listing, date, opml, config, query, replies)}


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
@pytest.mark.parametrize("door", DOORS)
def test_door_with_many_made_inputs_gives_a_result_or_its_error(door, tmp_path):
    """The same inputs in every run; for others, and as many as there is time for, set the two variables."""
    seed = os.environ.get("KHABAR_FUZZ_SEED") or "1"
    seconds = float(os.environ.get("KHABAR_FUZZ_SECONDS") or 0)
    ends = time.monotonic() + seconds
    number = 0
    while time.monotonic() < ends if seconds else number < MANY:
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
