"""Killed at any moment, the library is sound and has everything it said it has.

A child process works on a library and writes a line to a pipe after each call that returned; SIGKILL comes
at a random moment. What a line said must be there afterwards. ``whole`` does it some hundreds of times.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.model import Article
from reader.store import Library, schema

from .conftest import NOW, SOURCE, make

WORK = Path(__file__).with_name("worker.py")
NEWEST = len(schema.MIGRATIONS)


def kill_at(moment, task, path, *arguments):
    """Kill ``worker.py`` ``moment`` seconds after its first line; return the lines it wrote."""
    process = subprocess.Popen(
        [sys.executable, WORK, task, path, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    first = process.stdout.readline()
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    rest, errors = process.communicate()
    assert process.returncode in (-signal.SIGKILL, 0), errors.decode()
    lines = (first + rest).split(b"\n")[:-1]  # the last may be torn
    return [json.loads(line) for line in lines]


def sound(path):
    """Open what the child left and look at all of it."""
    library = Library.open(path)
    assert library.check() == []
    return library


def rounds(few, many):
    """Return seeds: a few in the default run, many in the whole one."""
    return [
        *range(few),
        *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(few, many)),
    ]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.db"
    Library.open(path).close()
    return path


@pytest.mark.parametrize("seed", rounds(2, 50))
def test_refreshing_and_saving(path, seed):
    """Several kills on one library, one after the other."""
    chance = random.Random(seed)
    saved, stored = set(), 0
    for turn in range(3):
        for line in kill_at(chance.uniform(0, 0.25), "refresh", path, seed * 10 + turn):
            saved |= set(line["saved"])
            stored = max(stored, line["stored"])
        with sound(path) as library:
            shelf = {b.headline.id: b for b in library.bookmarks.all()}
            assert saved <= set(shelf)
            assert len(library.entries.headlines()) >= stored
            for id in saved:
                assert library.articles.get(id).text == f"نص المقال {id}"
                assert shelf[id].note == f"ملاحظة {id}"
                assert library.articles.original(id) == b"page" * 500
            assert all(library.entries.get(h.id) for h in library.entries.headlines())


@pytest.mark.parametrize("seed", rounds(2, 20))
def test_kill_during_creation_leaves_a_usable_library(tmp_path, seed):
    """Killed while the library is being made."""
    path = tmp_path / "folder" / "library.db"
    kill_at(random.Random(seed).uniform(0, 0.03), "make", path)
    with sound(path) as library:
        library.bookmarks.add(library.entries.add(SOURCE, [make(1)], now=NOW).new[0])


@pytest.mark.parametrize("seed", rounds(2, 20))
def test_migration_killed_anywhere_loses_nothing(path, seed, monkeypatch):
    """Killed while the schema changes: all of the old one or all of the new one, and everything in it."""
    with Library.open(path) as library:
        for id in library.entries.add(
            SOURCE, [make(n, content="نص " * 300) for n in range(1500)], now=NOW
        ).new[::300]:
            library.bookmarks.add(id)
    kill_at(random.Random(seed).uniform(0, 0.08), "migrate", path)
    connection = sqlite3.connect(path)
    version = schema.schema_version(connection)
    rows = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
    copies = [p for p in path.parent.iterdir() if p.name.endswith(f".schema-{NEWEST}")]
    has = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'moods'").fetchone()[0]
    moods = connection.execute("SELECT count(*) FROM moods").fetchone()[0] if has else 0
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert (version, has, moods) in ((NEWEST, 0, 0), (NEWEST + 1, 1, 1500))
    assert rows == 1500
    for copy in copies:
        kept = sqlite3.connect(copy)
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert kept.execute("SELECT count(*) FROM bookmarks").fetchone() == (5,)
        kept.close()
    assert copies or version == NEWEST


@pytest.mark.parametrize("seed", rounds(1, 13))
def test_dumping_and_loading(path, tmp_path, seed):
    """Killed while a dump is brought in: loading it again makes it whole."""
    with Library.open(path) as library:
        for id in library.entries.add(SOURCE, [make(n) for n in range(600)], now=NOW).new[::100]:
            library.bookmarks.add(id)
        dump = tmp_path / "dump.jsonl"
        dump.write_text("\n".join(library.interchange.dump()), "utf-8")
        shelf = [b.headline.title for b in library.bookmarks.all()]
    other = tmp_path / "other.db"
    kill_at(random.Random(seed).uniform(0, 0.2), "load", other, dump)
    with sound(other) as library:
        library.interchange.load(dump.read_text("utf-8").splitlines())
        assert len(library.entries.headlines()) == 600
        assert [b.headline.title for b in library.bookmarks.all()] == shelf


@pytest.mark.parametrize("seed", rounds(1, 13))
def test_pruning_and_repairing(path, tmp_path, seed):
    with Library.open(path) as library:
        ids = library.entries.add(SOURCE, [make(n, content="نص " * 200) for n in range(900)], now=NOW).new
        for id in ids[::90]:
            library.bookmarks.add(id)
    to = tmp_path / "repaired.db"
    kill_at(random.Random(seed).uniform(0, 0.3), "tidy", path, to)
    with sound(path) as library:
        assert {b.headline.id for b in library.bookmarks.all()} == set(ids[::90])
    if to.exists():
        with sound(to) as library:
            assert len(library.bookmarks.all()) == 10


def test_saved_means_flushed(path):
    """What is saved is synced before the call returns; what a refresh brings is not waited for."""
    trace = path.with_name("trace")
    try:
        subprocess.run(["strace", "-V"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs strace")
    subprocess.run(
        ["strace", "-fetrace=fsync,fdatasync,write", f"-o{trace}", sys.executable, WORK, "once", path],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    lines = trace.read_text("utf-8", "replace").splitlines()
    told = next(n for n, line in enumerate(lines) if "SAVED" in line)
    begun = next(n for n, line in enumerate(lines) if "BEGIN" in line)
    assert any("sync(" in line for line in lines[begun:told])


def test_journal_of_a_saved_entry_is_on_the_disk(path):
    """``synchronous`` is FULL for what a person was told is saved, NORMAL for what can be fetched again."""
    with Library.open(path) as library:
        level = lambda: library._database._writer.execute("PRAGMA synchronous").fetchone()[0]  # noqa: E731
        (id,) = library.entries.add(SOURCE, [make(1)], now=NOW).new
        assert level() == 1
        library.bookmarks.add(id)
        assert level() == 2
        library.entries.mark_read([id])
        assert level() == 1
        library.articles.put(id, Article("t"))
        assert level() == 2
        assert os.path.getsize(f"{path}-wal") > 0
