"""Subscriptions of the account changed on this machine: shown at once, queued, sent, and seen elsewhere."""

import pytest
from remote.conftest import Machine
from remote.sync_server import SyncServer

from reader.core import Session
from reader.core.account import feeds as account_feeds
from reader.core.account.state import AccountError, count_waiting
from reader.core.errors import CoreError
from reader.core.subscriptions import Subscriptions, apply_config, list_subscriptions
from reader.model import Source


@pytest.fixture
def session(machine):
    machine.sync()
    return machine.session()


def write_config(session, folder):
    """Write a configuration that has the account of a session, and no sources."""
    path = folder / "config.toml"
    url, user = session.settings.account_url, session.settings.account_user
    path.write_text(f'[account]\nurl = "{url}"\nuser = "{user}"\n\n[follow]\npacks = []\n')
    return path


def only(session):
    (source,) = session.account_sources
    return source


def test_account_feeds_are_listed_with_folder_counts_and_host(server, machine):
    server.add()
    server.add(read=True)
    machine.sync(account_history_days=3650)

    (row,) = list_subscriptions(machine.session())

    assert (row.source.name, row.source.category, row.total, row.unread) == ("وكالة", "أخبار", 2, 1)
    assert row.account == "127.0.0.1"
    assert row.health.last_success is not None


def test_feed_renamed_and_moved_offline_is_so_here_at_once_and_there_after_a_sync(server, machine, session):
    account_feeds.rename(session, only(session), "اسم جديد")
    account_feeds.move(session, only(session), "بعيد/قريب + & أخبار")

    assert (only(session).name, only(session).category) == ("اسم جديد", "بعيد/قريب + & أخبار")
    assert count_waiting(session) == 2
    result = machine.sync()

    feed = server.feeds["feed/1"]
    assert (feed["title"], feed["categories"][0]["label"]) == ("اسم جديد", "بعيد/قريب + & أخبار")
    assert (result.waiting, result.notes) == (0, [])
    assert [source.name for source in machine.library.sources.all()] == ["اسم جديد"]


def test_feed_changes_survive_a_sync_the_server_does_not_answer(server, machine, session):
    account_feeds.rename(session, only(session), "اسم جديد")
    server.traps.status = {"subscription/edit": 500}

    machine.sync()
    assert [source.name for source in machine.library.sources.all()] == ["اسم جديد"]
    assert count_waiting(session) == 1
    server.traps.status = {}
    machine.sync()

    assert server.feeds["feed/1"]["title"] == "اسم جديد"


def test_feed_change_failed_repeatedly_is_given_up_and_reported(server, machine, session):
    account_feeds.rename(session, only(session), "اسم جديد")
    server.traps.status = {"subscription/edit": 500}

    notes = [note.key for _ in range(3) for note in machine.sync().notes]

    assert notes == ["sync.feed_refused"]
    assert count_waiting(session) == 0
    assert [source.name for source in machine.library.sources.all()] == ["وكالة"]


def test_renamed_twice_is_sent_once(server, machine, session):
    account_feeds.rename(session, only(session), "أول")
    account_feeds.rename(session, only(session), "ثان")
    machine.sync()

    assert [dict(form)["t"] for form in server.paths("subscription/edit")] == ["ثان"]


def test_moved_out_of_folders_sends_the_folder_it_was_in(server, machine, session):
    account_feeds.move(session, only(session), "")
    machine.sync()

    (form,) = server.paths("subscription/edit")
    assert dict(form)["r"] == "user/-/label/أخبار"


@pytest.mark.parametrize("no_quickadd", [False, True])
def test_feed_added_offline_stands_in_the_list_and_gets_its_news(server, machine, session, no_quickadd):
    server.traps.no_quickadd = no_quickadd
    account_feeds.subscribe(session, "https://second.example/rss", "الثانية", "محلية")
    assert [(each.name, each.category) for each in session.account_sources][1] == ("الثانية", "محلية")

    machine.sync()

    (id,) = [id for id, feed in server.feeds.items() if feed["url"] == "https://second.example/rss"]
    assert (server.feeds[id]["title"], server.feeds[id]["categories"][0]["label"]) == ("الثانية", "محلية")
    server.add(feed=id, title="من الثانية")
    machine.sync()
    (headline,) = machine.library.entries.headlines()
    assert (headline.source_name, count_waiting(session)) == ("الثانية", 0)
    assert len(machine.library.sources.all()) == 2


@pytest.mark.parametrize("no_quickadd", [False, True])
def test_feed_change_with_a_bad_feed_is_reported_and_removed(server, machine, session, no_quickadd):
    server.traps.no_quickadd = no_quickadd
    server.traps.dead_feeds = ("https://dead.example/",)
    account_feeds.subscribe(session, "https://dead.example/")

    (note,) = machine.sync().notes

    assert (note.key, note.args["name"]) == ("sync.feed_refused", "https://dead.example/")
    assert len(machine.library.sources.all()) == 1
    assert machine.sync().notes == []


def test_feed_subscribed_elsewhere_meanwhile_is_no_error(server, machine, session):
    account_feeds.subscribe(session, "https://second.example/rss")
    server.new_feed("وكالة", "https://second.example/rss")

    assert machine.sync().notes == []
    assert server.paths("subscription/quickadd") == []


def test_feed_added_and_left_again_offline_asks_the_server_for_nothing(server, machine, session):
    source = account_feeds.subscribe(session, "https://second.example/rss")
    account_feeds.unsubscribe(session, source)

    assert count_waiting(session) == 0
    machine.sync()
    assert len(server.feeds) == 1


def test_feed_added_renamed_before_it_is_sent_has_its_new_name_there(server, machine, session):
    source = account_feeds.subscribe(session, "https://second.example/rss")
    account_feeds.rename(session, source, "الثانية")
    machine.sync()

    assert [feed["title"] for feed in server.feeds.values()] == ["وكالة", "الثانية"]


def test_feed_left_is_off_the_lists_at_once_and_its_undo_asks_for_nothing(server, machine, session, tmp_path):
    server.add()
    machine.sync()
    subscriptions = Subscriptions(session, write_config(session, tmp_path))
    account = session.settings
    changed = subscriptions.unfollow([only(session).id])
    assert (session.account_sources, machine.library.entries.headlines()) == ((), [])

    session.settings = account  # the empty configuration has none
    changed.undo()

    assert only(session).name == "وكالة"
    assert len(machine.library.entries.headlines()) == 1
    session.settings = account
    assert count_waiting(session) == 0


def test_feed_left_and_sent_is_subscribed_again_by_undo(server, machine, session, tmp_path):
    subscriptions = Subscriptions(session, write_config(session, tmp_path))
    account = session.settings
    changed = subscriptions.unfollow([only(session).id])
    machine.sync()
    assert server.feeds == {}

    session.settings = account
    changed.undo()
    machine.sync()

    (feed,) = server.feeds.values()
    assert (feed["title"], feed["categories"][0]["label"]) == ("وكالة", "أخبار")


def test_alter_of_an_account_feed_is_no_change_of_the_configuration(server, session, tmp_path):
    path = write_config(session, tmp_path)
    written = path.read_text()
    subscriptions = Subscriptions(session, path)
    source, account = only(session), session.settings

    undo = subscriptions.alter(source.id, "name", "آخر").undo
    assert only(session).name == "آخر"
    session.settings = account
    undo()

    assert only(session).name == "وكالة"
    assert path.read_text() == written
    with pytest.raises(CoreError) as error:
        subscriptions.alter(source.id, "enabled", False)
    assert error.value.message.key == "account.always_on"


def test_address_the_account_follows_is_not_followed_twice(server, session, tmp_path):
    subscriptions = Subscriptions(session, write_config(session, tmp_path))
    with pytest.raises(CoreError) as error:
        subscriptions.follow(Source("x", "x", feed=only(session).feed))
    assert error.value.message.key == "core.followed_already"


@pytest.mark.parametrize("kind", ["fever", "ttrss"])
def test_feed_change_unsupported_by_the_server_is_refused_before_queueing(session, kind):
    session.settings = session.settings._replace(account_kind=kind)
    with pytest.raises(AccountError) as error:
        account_feeds.rename(session, only(session), "آخر")
    assert error.value.message.key == "account.no_renaming"
    assert count_waiting(session) == 0


def test_feed_changed_on_two_machines_ends_alike_on_both(server, machine, session, tmp_path):
    other = Machine(tmp_path / "two", server.url)
    other.sync()
    account_feeds.rename(session, only(session), "من الأولى")
    account_feeds.move(other.session(), only(other.session()), "من الثانية")

    for each in (machine, other, machine):
        each.sync()

    for each in (machine, other):
        (source,) = each.library.sources.all()
        assert (source.name, source.category) == ("من الأولى", "من الثانية")
    other.library.close()


def test_feeds_of_another_account_are_left_when_the_configuration_names_a_new_one(server, machine, tmp_path):
    machine.sync()
    server.user = "bob"
    server.feeds = {}
    server.add_feed("feed/7", "أخرى")

    machine.sync(account_user="bob")

    assert [source.name for source in machine.library.sources.all()] == ["أخرى"]


def test_account_at_another_address_of_its_server_keeps_news_and_queue(server, machine):
    items = [server.add() for _ in range(5)]
    machine.sync()
    before = machine.library.sources.all()
    machine.mark(items[0])
    machine.library.bookmarks.add(machine.entry(items[1]).id)

    result = machine.sync(account_url=server.url + server.prefix)

    assert (result.new, result.pushed) == ([], 2)
    assert (items[0].read, items[1].starred) == (True, True)
    assert machine.library.sources.all() == before
    assert len(machine.titles()) == 5


def test_account_on_another_server_takes_nothing_of_the_one_before(server, machine):
    item = server.add()
    machine.sync()
    machine.mark(item)
    with SyncServer() as other:
        other.add_feed("feed/1")
        theirs = other.add(title="خبر الخادم الآخر", id=item.id)
        theirs.url = "https://other.example/1"

        result = machine.sync(account_url=other.url)

        assert (result.pushed, theirs.read) == (0, False)
        assert theirs.title in machine.titles(unread=True)


def test_account_taken_out_of_the_configuration_takes_its_feeds_off_the_lists(server, machine, tmp_path):
    server.add()
    machine.sync()
    session = Session(machine.library, (), machine.settings)
    assert len(session.account_sources) == 1
    config = write_config(session, tmp_path)
    with_account = config.read_text()

    config.write_text("")
    apply_config(session, config)

    assert session.account_sources == ()
    assert machine.library.entries.headlines() == []
    config.write_text(with_account)
    apply_config(session, config)
    assert len(session.account_sources) == 1


@pytest.mark.parametrize("name", ["R&D + C/C++ 50% #1?", "رياضة & علوم؛ +1", "a=b&c=d", " user/-/label/x "])
def test_folder_and_title_of_any_signs_arrive_and_leave_marks_alone(server, machine, session, name):
    items = [server.add(read=True), server.add()]
    machine.sync()
    account_feeds.move(session, only(session), name)
    account_feeds.rename(session, only(session), name)

    machine.sync()

    (feed,) = server.feeds.values()
    assert (feed["title"], feed["categories"][0]["label"]) == (name, name)
    assert [item.read for item in items] == [True, False]
    assert machine.titles(unread=True) == {items[1].title}
    assert machine.sync().notes == []
