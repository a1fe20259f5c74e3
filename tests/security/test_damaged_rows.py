# ruff: noqa: E501  tables of damage are not folded
"""A library with damaged rows: doctor names them, repair mends them, every command shows the rest."""

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import pytest

from reader.model import Article, Block, Entry, Source, SourceHealth, Span
from reader.store import Library
from reader.store.recovery import repair_in_place

NOW = datetime.now(UTC)
SOURCES = [Source(f"s{n}", f"مصدر {n}", feed=f"http://127.0.0.1:9/{n}", category="سياسة") for n in range(2)]
COMMANDS = [
    ("list",), ("list", "--json", "--source", "s1"), ("show", "1", "--offline"), ("show", "2", "--offline", "--json"),
    ("search", "خبر"), ("saved", "--json"), ("export", "--format", "md"), ("export", "--all"), ("sources", "--json"),
    ("doctor",), ("list", "--unread", "--category", "سياسة"), ("refresh",), ("stories",), ("digest",),
    ("list", "--since", "2020-01-01"), ("mark", "read", "خبر"), ("doctor", "--repair"), ("list",), ("doctor",),
]  # fmt: skip
NO_UTF8, BLOB = "CAST(x'ff41fe' AS TEXT)", "x'00ff'"
DAMAGE = [
    f"UPDATE entries SET title = {NO_UTF8} WHERE id = 1", f"UPDATE entries SET title = {BLOB} WHERE id = 1",
    f"UPDATE entries SET language = {BLOB}", f"UPDATE sources SET name = {NO_UTF8}", f"UPDATE sources SET spec = {BLOB}",
    "UPDATE sources SET spec = '[]'", "UPDATE entries SET time = 9223372036854775807 WHERE id = 1",
    "UPDATE entries SET time = 'x'", "UPDATE entries SET published = -9223372036854775807", "UPDATE entries SET doc = 'x' WHERE id = 1",
    "UPDATE contents SET categories = '{', authors = 'null'", "UPDATE contents SET enclosures = '['",
    "UPDATE articles SET blocks = '[[1]]'", f"UPDATE articles SET blocks = {BLOB}", "UPDATE articles SET blocks = '[1]'",
    "UPDATE bookmarks SET saved_at = 'soon'", f"UPDATE bookmarks SET note = {BLOB}", f"UPDATE meta SET value = {NO_UTF8}",
    f"UPDATE tags SET tag = {NO_UTF8}", "UPDATE fetches SET failures = 'x', due = 1e300", "DROP TABLE contents",
    "DROP TABLE fetches", "DROP TABLE meta", "DROP TABLE bookmarks", "PRAGMA user_version = 1", "PRAGMA user_version = 0",
]  # fmt: skip
FILES, ALL_FILES = 6, 1_000
"""Libraries with bytes changed at random, by default and under ``whole``."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A library without a log beside it."""
    path = tmp_path_factory.mktemp("sound") / "library.db"
    with Library.open(path) as library:
        library.sources.set(SOURCES)
        for source in SOURCES:
            entries = [
                Entry(f"{source.id} {n}", f"خبر {n}", f"https://x.example/{source.id}/{n}", NOW - timedelta(hours=n),
                      summary="ملخص", content="<p>نص الخبر", categories=("سياسة",), authors=("كاتب",))
                for n in range(6)
            ]  # fmt: skip
            library.entries.add(source, entries, now=NOW)
            library.sources.record(SourceHealth(source.id, last_fetch=NOW, last_success=NOW))
        for id in (1, 2, 9):
            blocks = (Block("paragraph", "نص " * 50, (Span(0, 2, "link", "https://x.example/"),)),)
            library.articles.put(
                id, Article("خبر", "https://x.example/1", published=NOW, blocks=blocks), b"<p>"
            )
            library.bookmarks.add(id)
            library.bookmarks.annotate(id, tags=["وسم"], note="ملاحظة")
        while library.index.update():
            pass
    return path


@pytest.fixture
def library_file(home, config, sound):
    config("".join(f'[[source]]\nid = "{s.id}"\nname = "{s.name}"\nfeed = "{s.feed}"\n' for s in SOURCES))
    path = home / ".local/share/khabar/library.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sound, path)
    return path


def execute(path, statement):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)


@pytest.mark.parametrize("statement", DAMAGE)
def test_commands_with_a_damaged_row_work_and_repair_mends_it(library_file, khabar, statement):
    execute(library_file, statement)
    assert khabar("doctor").code == 1, "the damage is named"
    for command in COMMANDS:
        assert "Traceback" not in khabar(*command).err
    assert len(khabar("list", "--json").out.splitlines()) == 12, "no headline is lost"
    with Library.open(library_file) as library:
        assert library.check() == []


@pytest.mark.parametrize("statement", DAMAGE[:3])
def test_list_with_a_damaged_row_shows_the_others(library_file, khabar, statement):
    execute(library_file, statement)
    assert len(khabar("list", "--json").out.splitlines()) == 12


def test_bookmarks_tags_and_notes_survive_a_repair_of_damaged_rows(library_file, khabar):
    execute(library_file, f"UPDATE entries SET title = {NO_UTF8} WHERE id = 9")
    assert khabar("doctor", "--repair").code == 0
    with Library.open(library_file) as library:
        assert {(b.tags, b.note) for b in library.bookmarks.all()} == {(("وسم",), "ملاحظة")}


@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(FILES), id="some"),
        pytest.param(range(FILES, ALL_FILES), id="all", marks=pytest.mark.whole),
    ],
)
def test_random_bytes_in_the_file_never_give_a_traceback(library_file, sound, khabar, seeds):
    for seed in seeds:
        chance = random.Random(seed)
        data = bytearray(sound.read_bytes())
        for _ in range(chance.choice((1, 5, 50))):
            at = chance.randrange(100, len(data))
            size = chance.choice((1, 1, 60, 500))
            data[at : at + size] = chance.randbytes(len(data[at : at + size]))
        for old in library_file.parent.glob("library.db*"):
            old.unlink()
        library_file.write_bytes(data)
        for command in COMMANDS:
            assert "Traceback" not in khabar(*command).err, f"seed {seed}: {command}"


@pytest.mark.parametrize("step", range(6))
def test_kill_during_a_repair_leaves_a_library_with_its_headlines(library_file, monkeypatch, step):
    """Killed before each step that changes a file."""
    execute(library_file, f"UPDATE entries SET title = {NO_UTF8} WHERE id = 1")
    left = step

    def killing(original):
        def call(*arguments, **options):
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return original(*arguments, **options)

        return call

    monkeypatch.setattr("os.link", killing(__import__("os").link))
    monkeypatch.setattr("pathlib.Path.unlink", killing(type(library_file).unlink))
    monkeypatch.setattr("pathlib.Path.replace", killing(type(library_file).replace))
    with suppress(KeyboardInterrupt):
        repair_in_place(library_file)
    monkeypatch.undo()
    with Library.open(library_file, create=False) as library:
        assert len(library.entries.headlines()) == 12
    repair_in_place(library_file)
    assert not [path for path in library_file.parent.iterdir() if "repaired" in path.name]
