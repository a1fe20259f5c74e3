import sqlite3
import stat
import threading
from itertools import pairwise

import pytest

from reader.cli import main
from reader.cli.output import Status
from reader.locale.message import Message
from reader.store import Library, LibraryFullError, database, recovery, row_check, schema

from .conftest import NOW, SOURCE, make

NEWEST = len(schema.MIGRATIONS)
SECOND = """
CREATE TABLE moods (entry INTEGER PRIMARY KEY REFERENCES entries, mood TEXT NOT NULL); -- a semicolon;
INSERT INTO moods SELECT id, 'calm' FROM entries;
"""


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.entries.add(SOURCE, [make(n) for n in range(50)], now=NOW)
        library.bookmarks.add(5)
    return path


@pytest.fixture
def newer(monkeypatch):
    longer = [*schema.MIGRATIONS, SECOND]
    for module in (schema, database, recovery, row_check):
        monkeypatch.setattr(module, "MIGRATIONS", longer)


def test_migration_keeps_everything_and_a_copy(old, newer):
    with Library.open(old) as library:
        assert [b.headline.id for b in library.bookmarks.all()] == [5]
        assert library.check() == []
    connection = sqlite3.connect(old)
    assert schema.schema_version(connection) == NEWEST + 1
    assert connection.execute("SELECT count(*) FROM moods").fetchone()[0] == 50
    connection.close()
    copy = old.with_name(f"library.db.schema-{NEWEST}")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    connection = sqlite3.connect(copy)
    assert schema.schema_version(connection) == NEWEST
    assert connection.execute("SELECT count(*) FROM entries").fetchone()[0] == 50
    connection.close()


def test_migration_reports_how_far_the_copy_and_the_changes_are(old, newer, monkeypatch):
    monkeypatch.setattr(schema, "_COPIED_PAGES", 10)
    reports = []

    Library.open(old, on_upgrade=reports.append).close()

    assert len(reports) > 4
    assert reports == sorted(reports)
    assert reports[0] < 0.5 <= reports[-1] <= 1


def test_library_of_this_schema_reports_no_upgrade(old):
    reports = []

    Library.open(old, on_upgrade=reports.append).close()

    assert reports == []


def test_migration_that_fails_changes_nothing(old, monkeypatch, newer):
    monkeypatch.setattr(
        schema,
        "MIGRATIONS",
        [*schema.MIGRATIONS[:NEWEST], SECOND + "INSERT INTO moods VALUES (1, 2, 3, 4, 5, 6, 7, 8, 9);"],
    )
    with pytest.raises(sqlite3.OperationalError):
        Library.open(old)
    connection = sqlite3.connect(old)
    assert schema.schema_version(connection) == NEWEST
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'moods'").fetchone()[0] == 0
    connection.close()


def test_migration_without_a_copy_is_refused(old, newer, monkeypatch):
    def full(connection, path, report):
        raise LibraryFullError(path)

    monkeypatch.setattr(schema, "_copy", full)
    with pytest.raises(LibraryFullError):
        Library.open(old)
    connection = sqlite3.connect(old)
    assert schema.schema_version(connection) == NEWEST
    connection.close()


def test_migration_by_several_threads_happens_once(old, newer):
    errors = []

    def migrate():
        try:
            Library.open(old).close()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Library.open(old) as library:
        assert library.check() == []


def test_schema_explains_every_table():
    lines = "\n".join(schema.MIGRATIONS).splitlines()
    for before, line in pairwise(lines):
        if line.startswith("CREATE TABLE"):
            assert "-- " in line, line
        if line.startswith("CREATE VIRTUAL TABLE"):
            assert before.startswith("-- "), line


def test_first_screen_query_walks_an_index(old):
    connection = sqlite3.connect(old)
    plan = " ".join(
        row[3]
        for row in connection.execute(
            "EXPLAIN QUERY PLAN SELECT e.id FROM entries e CROSS JOIN sources s ON s.id = e.source "
            "WHERE (s.followed OR EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = e.id)) "
            "ORDER BY e.time DESC, e.id DESC LIMIT 60"
        )
    )
    connection.close()
    assert "USING INDEX entries_by_time" in plan
    assert "TEMP B-TREE" not in plan


def test_errors_of_the_first_schema_stay_readable(tmp_path, monkeypatch):
    path = tmp_path / "library.db"
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, 1)
    connection.execute('INSERT INTO sources VALUES (\'a\', \'A\', 0, 1, \'{"id": "a", "name": "A"}\')')
    connection.execute(
        "INSERT INTO fetches VALUES "
        "('a', 5, NULL, 'It \"broke\".', NULL, '', '', '', '', 1, 0, '', NULL, 'تعطّل.')"
    )
    connection.execute("INSERT INTO fetch_log (source, at, error) VALUES ('a', 5, 'It broke.'), ('a', 6, '')")
    connection.close()
    with Library.open(path) as library:
        assert library.sources.health("a").error == Message.verbatim('It "broke".')
        assert [error for _, error in library.sources.log("a")] == [None, Message.verbatim("It broke.")]


def test_upgrade_is_shown_on_a_terminal_before_the_library_is_open(old, newer, monkeypatch, capsys):
    # What orders the cells of a terminal is remembered in the library: asking it would wait for ever.
    monkeypatch.setattr(Status, "is_seen", True)
    monkeypatch.setattr("sys.argv", ["khabar", "list", "--lang", "en", "--library", str(old)])

    main()

    assert "Bringing the library up to date" in capsys.readouterr().err
