"""Sync with an imitation server: what a person does on one machine is so on the server and on another."""

import asyncio
import time

import pytest
from remote.conftest import Machine

from reader.cli.commands import COMMANDS, EVERYWHERE
from reader.cli.context import Context
from reader.cli.parser import read
from reader.cli.reader_command import send_marks_later
from reader.core.account.state import AccountError, account_key, sync_lock
from reader.core.account.sync import sync_waiting_marks
from reader.remote.errors import LoginError, UnexpectedAnswerError, UnreachableError


def test_sync_first_brings_unread_items_with_their_feed(server, machine):
    item = server.add(title="فيضان في <b>ميسان</b>", content="<p>نص</p><script>x()</script>")

    result = machine.sync()

    headline = machine.library.entries.headlines()[0]
    assert headline.title == "فيضان في ميسان"
    assert headline.source_name == "وكالة"
    assert (headline.url, headline.read) == (item.url, False)
    assert result.new == [headline.id]


def test_sync_again_brings_nothing_in_few_requests(server, machine):
    for _ in range(5):
        server.add()
    machine.sync()

    result = machine.sync()

    assert result.new == []
    assert result.requests <= 6


def test_sync_read_here_is_read_there(server, machine):
    items = [server.add() for _ in range(3)]
    machine.sync()
    machine.mark(items[1])

    result = machine.sync()

    assert [item.read for item in items] == [False, True, False]
    assert (result.pushed, result.waiting) == (1, 0)


def test_sync_read_elsewhere_is_read_here(server, machine):
    items = [server.add() for _ in range(3)]
    machine.sync()
    items[0].read = True

    assert machine.sync().pulled == 1

    assert machine.titles(unread=True) == {items[1].title, items[2].title}


def test_sync_unread_elsewhere_is_unread_here(server, machine):
    item = server.add()
    machine.sync()
    machine.mark(item)
    machine.sync()
    item.read = False

    machine.sync()

    assert not machine.entry(item).read


def test_mark_and_back_queues_nothing(server, machine):
    item = server.add()
    machine.sync()
    machine.mark(item)
    machine.mark(item, read=False)

    before = len(server.paths("edit-tag"))
    machine.sync()

    assert len(server.paths("edit-tag")) == before


def test_sync_bookmark_is_a_star_and_back(server, machine):
    item = server.add()
    machine.sync()
    id = machine.entry(item).id
    machine.library.bookmarks.add(id)
    machine.sync()
    assert item.starred

    machine.library.bookmarks.remove([id])
    machine.sync()
    assert not item.starred


def test_sync_star_elsewhere_is_a_pending_bookmark(server, machine):
    old = server.add(read=True, starred=True)
    item = server.add()
    machine.sync()
    item.starred = True

    machine.sync()

    assert {b.headline.title for b in machine.library.bookmarks.all()} == {old.title, item.title}
    assert all(b.pending for b in machine.library.bookmarks.all())


def test_sync_unstar_elsewhere_keeps_bookmarks_with_a_note(server, machine):
    plain, noted = server.add(starred=True), server.add(starred=True)
    machine.sync()
    machine.library.bookmarks.annotate(machine.entry(noted).id, note="مهم")
    plain.starred = noted.starred = False

    machine.sync()

    assert [b.headline.title for b in machine.library.bookmarks.all()] == [noted.title]


def test_sync_without_stars_leaves_the_shelf_alone(server, machine):
    item = server.add(starred=True)
    machine.sync(account_stars=False)
    other = server.add()
    machine.sync(account_stars=False)
    machine.library.bookmarks.add(machine.entry(other).id)

    machine.sync(account_stars=False)

    assert [b.headline.title for b in machine.library.bookmarks.all()] == [other.title]
    assert item.starred
    assert not other.starred


def test_sync_two_machines_marks_made_offline_meet(server, machine, tmp_path):
    items = [server.add() for _ in range(6)]
    other = Machine(tmp_path / "two", server.url)
    for each in (machine, other):
        each.sync()
    machine.mark(items[0], items[1])
    other.mark(items[1], items[2])
    other.library.bookmarks.add(other.entry(items[5]).id)

    for each in (machine, other, machine, other):
        each.sync()

    unread = {item.title for item in items[3:]}
    assert machine.titles(unread=True) == other.titles(unread=True) == unread
    assert machine.entry(items[5]).saved
    other.library.close()


def test_sync_feeds_renamed_moved_and_gone_are_followed(server, machine):
    server.add_feed("feed/2", "ثانية")
    server.add(feed="feed/2")
    machine.sync()
    server.feeds["feed/1"]["title"] = "اسم جديد"
    del server.feeds["feed/2"]

    machine.sync()

    assert [source.name for source in machine.library.sources.all()] == ["اسم جديد"]
    assert machine.library.entries.headlines() == []  # its entries are kept out of the lists, not deleted
    assert len(machine.library.entries.by_ids([1])) == 1


def test_sync_configured_sources_do_not_unfollow_feeds(server, machine):
    machine.sync()

    machine.library.sources.set([])

    assert len(machine.library.sources.all()) == 1


def test_sync_half_of_the_feeds_gone_at_once_is_asked_about(server, machine):
    for number in range(2, 9):
        server.add_feed(f"feed/{number}")
    machine.sync()
    server.feeds = {"feed/1": server.feeds["feed/1"]}

    with pytest.raises(UnexpectedAnswerError) as error:
        machine.sync()
    assert error.value.message.key == "sync.many_gone"
    assert len(machine.library.sources.all()) == 8

    machine.sync(confirm_removals=True)
    assert len(machine.library.sources.all()) == 1


def test_sync_pruned_entries_stay_away_and_are_not_marked(server, machine):
    item = server.add()
    machine.sync()
    with machine.library.retention._database.writing() as connection:
        connection.execute("DELETE FROM contents")
        connection.execute("DELETE FROM entries")

    machine.sync()

    assert machine.library.entries.headlines() == []
    assert not item.read


def test_sync_without_an_account_raises_no_account(machine):
    with pytest.raises(AccountError) as error:
        machine.sync(account_url="")
    assert error.value.message.key == "sync.no_account"


def test_sync_of_two_programs_at_once_is_refused(machine):
    with sync_lock(machine.session()), pytest.raises(AccountError) as error:
        machine.sync()
    assert error.value.message.key == "sync.busy"


def test_sync_wrong_password_is_a_login_error(server, tmp_path):
    machine = Machine(tmp_path / "wrong", server.url, password="nonsense")
    with pytest.raises(LoginError):
        machine.sync()
    machine.library.close()


def test_sync_server_away_keeps_marks_and_says_so(server, machine):
    item = server.add()
    machine.sync()
    machine.mark(item)
    server.traps.status = {"subscription/list": 500}

    with pytest.raises(UnreachableError):
        machine.sync()
    server.traps.status = {}
    machine.sync()

    assert item.read


def test_sync_password_is_nowhere_in_the_library(server, machine):
    server.add()
    machine.sync()
    machine.library.close()

    for path in machine.library.path.parent.iterdir():
        if path.name != "password":
            assert b"s3cret" not in path.read_bytes()
            assert b"fd90" not in path.read_bytes()


def waiting(machine):
    async def run():
        session = machine.session()
        try:
            return await sync_waiting_marks(session)
        finally:
            await session.close()

    return asyncio.run(run())


def test_sync_waiting_marks_asks_the_server_only_when_some_wait(server, machine):
    item = server.add()
    machine.sync()
    before = len(server.requests)
    assert waiting(machine) is None
    assert len(server.requests) == before

    machine.mark(item)
    assert waiting(machine).pushed == 1
    assert item.read


def test_sync_waiting_marks_of_a_server_away_stay_quietly(server, machine):
    item = server.add()
    machine.sync()
    machine.mark(item)
    server.traps.status = {"subscription/list": 500}

    assert waiting(machine) is None

    assert machine.library.accounts.count_queue(account_key(machine.settings)) == 1


def test_send_marks_later_starts_a_sync_of_its_own(server, machine, tmp_path):
    item = server.add()
    machine.sync()
    machine.mark(item)
    config = tmp_path / "config.toml"
    password = machine.settings.account_password_file
    config.write_text(f'[account]\nurl = "{server.url}"\nuser = "alice"\npassword_file = "{password}"\n')
    line = ["--config", str(config), "--library", str(machine.library.path)]
    context = Context(read(line, COMMANDS, EVERYWHERE)[1])

    send_marks_later(context)

    for _ in range(200):
        if item.read:
            break
        time.sleep(0.1)
    assert item.read
    context.close()


def test_page_of_two_feeds_is_read_in_both_by_reading_it_once(server, machine):
    server.add_feed("feed/2", "أخرى")
    first, second = server.add(title="خبر واحد"), server.add(feed="feed/2", title="خبر واحد")
    second.url = first.url
    alone = server.add(feed="feed/2")
    machine.sync()
    (shown,) = [h for h in machine.library.entries.headlines() if h.title == "خبر واحد"]

    changed = machine.library.entries.mark_read([shown.id])
    machine.sync()

    assert (first.read, second.read, alone.read) == (True, True, False)
    machine.library.entries.mark_read(changed, False)
    machine.sync()
    assert (first.read, second.read) == (False, False)
