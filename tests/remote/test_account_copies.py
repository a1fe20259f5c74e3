"""An account's feeds, items and waiting changes survive a dump, an import and a repair."""

import json
import sqlite3
from contextlib import closing

import pytest
from remote.conftest import Machine

from reader.core.account import feeds as account_feeds
from reader.core.account.state import account_key
from reader.core.importing.dump_reader import sanitize_lines
from reader.core.importing.importer import import_file
from reader.store import DumpError, Library, repair

TABLES = ("remote_feeds", "remote_items", "outbox", "feed_changes")


@pytest.fixture
def offline(server, machine):
    """A machine with marks, a star, a rename and a new feed that the server does not have yet."""
    items = [server.add() for _ in range(6)]
    items[5].starred = True
    machine.sync()
    machine.mark(*items[:2])
    machine.library.bookmarks.add(machine.entry(items[2]).id)
    machine.library.bookmarks.remove([machine.entry(items[5]).id])
    session = machine.session()
    account_feeds.rename(session, session.account_sources[0], "اسم آخر")
    account_feeds.subscribe(session, "https://new.example/rss", "جديدة")
    return items


COLUMNS = {
    "outbox": "account, item, field, value",
    "feed_changes": "account, kind, feed, url, title, folder",
}


def rows(library, table):
    columns = COLUMNS.get(table, "*")
    with library._database.reading() as connection:
        return sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=str)


def other_machine(machine, folder, library):
    other = Machine(folder, machine.settings.account_url)
    other.library.close()
    other.library = library
    return other


def test_dump_loaded_elsewhere_goes_on_where_the_account_was(server, machine, offline, tmp_path):
    lines = sanitize_lines(machine.library.interchange.dump())
    library = Library.open(tmp_path / "loaded.db")
    library.interchange.load(lines)

    assert {name: rows(library, name) for name in TABLES} == {
        name: rows(machine.library, name) for name in TABLES
    }
    other = other_machine(machine, tmp_path / "two", library)
    result = other.sync()

    assert (result.new, result.pushed, result.waiting) == ([], 4, 0)
    assert [item.read for item in offline] == [True, True, False, False, False, False]
    assert [item.starred for item in offline] == [False, False, True, False, False, False]
    assert [feed["title"] for feed in server.feeds.values()] == ["اسم آخر", "جديدة"]
    library.close()


def test_dump_loaded_twice_or_after_its_marks_were_sent_queues_nothing(server, machine, offline):
    lines = list(machine.library.interchange.dump())
    before = {name: rows(machine.library, name) for name in TABLES}
    machine.library.interchange.load(lines)
    assert {name: rows(machine.library, name) for name in TABLES} == before

    machine.sync()
    machine.mark(offline[0], read=False)
    machine.sync()
    machine.library.interchange.load(
        [line for line in lines if not line.startswith(('{"feed_change"', '{"entry"'))]
    )
    assert machine.sync().pushed == 0
    assert not offline[0].read


def test_dump_read_before_the_item_came_by_sync_is_sent(server, machine, tmp_path):
    item = server.add()
    machine.sync()
    machine.mark(item)
    lines = list(machine.library.interchange.dump())
    other = Machine(tmp_path / "two", server.url)
    other.sync()

    other.library.interchange.load(lines)

    assert other.entry(item).read
    other.sync()
    assert item.read
    other.library.close()


def test_dump_has_neither_user_nor_address_nor_password_of_the_account(server, machine, offline):
    text = "\n".join(machine.library.interchange.dump())

    assert '"queued"' in text
    assert '"feed_change"' in text
    for secret in (server.password, server.auth, server.user, server.url):
        assert secret not in text


@pytest.mark.parametrize(
    "record",
    [
        {"queued": {"account": "a", "item": "1", "field": "title", "value": 1, "at": 1, "tries": 0}},
        {"feed_change": {"account": "a", "kind": "delete", "feed": "", "url": "", "title": "", "folder": ""}},
        {"queued": {}},
        {"item": {"account": "a"}},
    ],
)
def test_dump_with_a_change_that_is_none_is_refused(machine, record):
    with pytest.raises(DumpError):
        machine.library.interchange.load(['{"khabar": "library", "version": 4}', json.dumps(record)])


def test_dump_of_the_version_before_is_loaded(machine, offline, tmp_path):
    _, *lines = machine.library.interchange.dump()
    old = [line for line in lines if line.startswith(('{"source"', '{"entry"'))]
    with Library.open(tmp_path / "old.db") as other:
        assert other.interchange.load(['{"khabar": "library", "version": 3}', *old]) == 6


def test_import_of_a_dump_brings_the_queue(machine, offline, tmp_path):
    file = tmp_path / "dump.jsonl"
    file.write_text("\n".join(machine.library.interchange.dump()))
    with Library.open(tmp_path / "imported.db") as library:
        other = other_machine(machine, tmp_path / "two", library)
        import_file(other.session(), file)
        assert len(library.accounts.queue(account_key(machine.settings))) == 4


def test_import_of_a_read_entry_that_an_account_has_is_sent(server, machine, tmp_path):
    """Importing marks entries through the same table as a person does."""
    item = server.add()
    machine.sync()
    page = {"url": item.url, "title": item.title, "tags": ["للقراءة"], "saved_at": "2026-11-01T00:00:00Z"}
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(page, ensure_ascii=False))

    import_file(machine.session(), file, "articles")
    machine.sync()

    assert item.starred


def test_repair_keeps_account_and_queue(server, machine, offline, tmp_path):
    machine.library.close()
    repair(machine.library.path, tmp_path / "repaired.db")
    library = Library.open(tmp_path / "repaired.db")
    other = other_machine(machine, tmp_path / "two", library)

    assert library.check() == []
    result = other.sync()

    assert (result.new, result.pushed, result.waiting) == ([], 4, 0)
    assert [item.read for item in offline] == [True, True, False, False, False, False]
    assert [item.starred for item in offline] == [False, False, True, False, False, False]
    library.close()


def test_repair_of_lost_entries_brings_them_back_and_takes_no_star_away(server, machine, tmp_path):
    items = [server.add(starred=True), server.add(), server.add()]
    machine.sync()
    machine.mark(items[2])
    ids = [machine.entry(item).id for item in items]
    machine.library.close()
    with closing(sqlite3.connect(machine.library.path)) as connection:
        connection.executemany("DELETE FROM entries WHERE id = ?", [(id,) for id in ids[:2]])
        connection.execute("DELETE FROM outbox")  # the queue is lost, too
        connection.commit()
    repair(machine.library.path, tmp_path / "repaired.db")
    library = Library.open(tmp_path / "repaired.db")
    other = other_machine(machine, tmp_path / "two", library)

    assert library.check() == []
    other.sync()

    assert [item.starred for item in items] == [True, False, False]
    assert [item.read for item in items] == [False, False, True]
    assert other.titles() == {item.title for item in items}
    assert [bookmark.headline.title for bookmark in library.bookmarks.all()] == [items[0].title]
    library.close()
