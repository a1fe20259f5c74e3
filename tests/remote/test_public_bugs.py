"""Fifteen public reports about other readers, each with the test that it does not happen here."""

import os
import signal
import ssl
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
import trustme
from remote.conftest import Machine
from remote.sync_server import LONG, SyncServer

from reader.core.account.sync import MAX_UNREAD
from reader.remote.errors import LoginError, RemoteError, UnexpectedAnswerError, UnreachableError
from reader.remote.greader import canonical_id, wire_id


def test_bug_1_mark_made_while_a_push_runs_stands_and_is_sent_next(server, machine):
    first, second = server.add(), server.add()
    machine.sync()
    machine.mark(first)

    def meanwhile():
        server.traps.before_mark = None
        machine.mark(first, read=False)
        machine.mark(second)

    server.traps.before_mark = meanwhile
    machine.sync()
    assert (machine.entry(first).read, machine.entry(second).read) == (False, True)

    machine.sync()
    assert (first.read, second.read) == (False, True)
    assert (machine.entry(first).read, machine.entry(second).read) == (False, True)


@pytest.mark.parametrize("read", [False, True])
def test_bug_2_and_3_every_item_for_any_stream_changes_nothing(server, machine, read):
    items = [server.add(read=number % 2 == 0) for number in range(8)]
    machine.sync()
    if read:
        for item in items:
            item.read = True
        machine.sync()
    before = {h.title: (h.read, h.saved) for h in machine.library.entries.headlines()}
    server.traps.all_for_any_stream = True

    with pytest.raises(UnexpectedAnswerError) as error:
        machine.sync()

    assert error.value.message.key == "sync.contradiction"
    assert {h.title: (h.read, h.saved) for h in machine.library.entries.headlines()} == before
    assert server.paths("edit-tag") == []


@pytest.mark.parametrize(
    ("written", "canonical", "wire"),
    [
        ("1795909931007876", "1795909931007876", f"{LONG}0006615edd7c7f84"),
        (f"{LONG}0006615edd7c7f84", "1795909931007876", f"{LONG}0006615edd7c7f84"),
        (f"{LONG}6615edd7c7f84", "1795909931007876", f"{LONG}0006615edd7c7f84"),
        ("-1", "-1", f"{LONG}ffffffffffffffff"),
        (f"{LONG}ffffffffffffffff", "-1", f"{LONG}ffffffffffffffff"),
        (f"{LONG}5c1d3a2b4e5f60718293a4b5", "5c1d3a2b4e5f60718293a4b5", f"{LONG}5c1d3a2b4e5f60718293a4b5"),
        ("42", "42", f"{LONG}000000000000002a"),
    ],
)
def test_bug_4_spellings_of_an_id_are_equal(written, canonical, wire):
    assert canonical_id(written) == canonical
    assert wire_id(canonical) == wire
    assert canonical_id(wire) == canonical


def test_bug_4_only_long_ids_are_sent(server, machine):
    item = server.add(id=-17)
    machine.sync()
    machine.mark(item)
    machine.sync()

    sent = [value for _, _, form in server.requests for name, value in form if name == "i"]
    assert item.read
    assert sent
    assert all(value.startswith(LONG) for value in sent)


def test_bug_5_item_dated_a_week_back_appears(server, machine):
    server.add()
    machine.sync()
    late = server.add(title="خبر وصل متأخراً")
    late.published -= 7 * 86_400

    machine.sync()

    assert late.title in machine.titles(unread=True)


def test_bug_6_read_elsewhere_is_applied_without_new_items(server, machine):
    item = server.add()
    machine.sync()
    item.read = True

    machine.sync()

    assert machine.entry(item).read


MARKING = """
import sys
from reader.store import Library
library = Library.open(sys.argv[1])
ids = [headline.id for headline in library.entries.headlines()]
library.entries.mark_read(ids)
print("marked", flush=True)
sys.stdin.read()
"""


def test_bug_7_read_offline_and_killed_arrives_once(server, machine):
    items = [server.add() for _ in range(500)]
    machine.sync()
    server.traps.status = {"subscription/list": 502}
    program = subprocess.Popen(
        [sys.executable, "-c", MARKING, str(machine.library.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout.readline() == b"marked\n"
    os.kill(program.pid, signal.SIGKILL)
    program.communicate()
    with pytest.raises(UnreachableError):
        machine.sync()
    server.traps.status = {}
    before = len(server.requests)

    result = machine.sync()

    assert all(item.read for item in items)
    sent = [value for _, _, form in server.requests[before:] for name, value in form if name == "i"]
    assert len(sent) == len(set(sent)) == 500
    assert result.pushed == 500
    assert len(server.paths("edit-tag")) <= 3


def test_bug_8_stale_edit_token_is_fetched_again(server, machine):
    items = [server.add() for _ in range(620)]
    machine.sync()
    machine.mark(*items[:600])
    for item in items[600:]:
        machine.library.bookmarks.add(machine.entry(item).id)
    server.traps.token_uses = 2

    machine.sync()

    assert sum(item.read for item in items) == 600
    assert sum(item.starred for item in items) == 20
    assert len(server.paths("/token")) >= 2


def test_bug_9_many_feeds_are_few_requests(server, machine):
    for number in range(2, 301):
        server.add_feed(f"feed/{number}")
        server.add(feed=f"feed/{number}")
    machine.sync()

    assert machine.sync().requests <= 8


def test_bug_9_rate_limit_keeps_the_queue_and_waits(server, machine):
    item = server.add()
    machine.sync()
    machine.mark(item)
    server.traps.status, server.traps.headers = {"edit-tag": 429}, {"Retry-After": "120"}
    with pytest.raises(UnreachableError):
        machine.sync()
    server.traps.status = {}
    before = len(server.requests)

    with pytest.raises(UnreachableError) as error:
        machine.sync()

    assert error.value.message.key == "sync.waiting"
    assert len(server.requests) == before
    assert len(machine.library.accounts.queue(machine_account(machine))) == 1


def machine_account(machine):
    from reader.core.account.state import account_key

    return account_key(machine.settings)


def test_bug_10_huge_first_sync_is_bounded_and_goes_on(server, machine):
    for number in range(MAX_UNREAD + 1200):
        server.add(id=number + 1, read=False)
    server.traps.status = {}

    class BrokenOffError(Exception):
        pass

    def report(done, total, *_):
        assert total <= MAX_UNREAD
        if done >= 500:
            raise BrokenOffError

    import asyncio

    from reader.core.account.sync import sync_account

    with pytest.raises(BrokenOffError):
        asyncio.run(sync_account(machine.session(), report=report))
    assert len(machine.library.entries.headlines()) == 500

    result = machine.sync()
    assert len(machine.library.entries.headlines()) == MAX_UNREAD
    assert result.requests <= 30
    newest = max(server.items.values(), key=lambda item: item.id)
    assert newest.title in machine.titles()

    assert machine.sync().new == []  # those left out are known, neither new nor read
    assert not any(item.read for item in server.items.values())


def test_bug_11_feed_subscribed_again_with_a_reused_id_is_another(server, machine):
    server.add_feed("feed/9", "قديمة", "https://nine.example/rss")
    server.add(feed="feed/9", title="من التاسعة")
    machine.sync()
    old = {source.id for source in machine.library.sources.all()}
    del server.feeds["feed/9"]
    server.add_feed("feed/21", "قديمة", "https://nine.example/rss")
    server.add_feed("feed/9", "أخرى", "https://other.example/rss")
    server.add(feed="feed/9", title="من الأخرى")

    machine.sync()

    other = next(h for h in machine.library.entries.headlines() if h.title == "من الأخرى")
    assert other.source not in old
    assert other.source_name == "أخرى"


def test_bug_12_marking_all_spares_unseen_items(server, machine):
    seen = server.add()
    machine.sync()
    unseen = server.add()
    machine.library.entries.mark_read([h.id for h in machine.library.entries.headlines()])

    machine.sync()

    assert (seen.read, unseen.read) == (True, False)
    assert unseen.title in machine.titles(unread=True)


def test_bug_13_mass_marks_all_arrive(server, machine):
    items = [server.add() for _ in range(2500)]
    machine.sync()
    server.traps.max_input_vars, server.traps.max_body = 1000, 1 << 20
    machine.library.entries.mark_read([h.id for h in machine.library.entries.headlines()])

    result = machine.sync()

    assert all(item.read for item in items)
    assert result.pushed == 2500
    forms = server.paths("edit-tag")
    assert all(form[0][0] == "T" and form[1][0] in ("a", "r") for form in forms)
    assert max(len(urlencode(form)) for form in forms) < 1 << 20


def test_bug_13_marks_the_server_swallows_are_sent_again_then_reported(server, machine):
    item = server.add()
    machine.sync()
    machine.mark(item)
    server.traps.silent_marks = True

    assert machine.sync().refused == 0
    assert machine.entry(item).read
    assert machine.sync().refused == 1

    assert len(server.paths("edit-tag")) == 2


@pytest.mark.parametrize(
    "address",
    [
        "{url}",
        "{url}/",
        "{host}/api/greader.php",
        "{url}/api/greader.php/reader/api/0",
        "{url}/i/",
        "{url}/i/index.php?get=a&rid=1#close",
        "{url}/api",
        "{url}/api/fever.php",
        "{url}/api/greader.php/check/compatibility",
    ],
)
def test_bug_14_whatever_address_is_pasted_is_found(server, tmp_path, address):
    server.add()
    pasted = address.format(url=server.url, host=server.url)
    machine = Machine(tmp_path / "pasted", pasted)

    machine.sync()

    assert len(machine.titles()) == 1
    machine.library.close()


def test_bug_14_page_with_status_200_is_no_login(tmp_path):
    with SyncServer(prefix="/elsewhere") as server:
        machine = Machine(tmp_path / "page", server.url)
        with pytest.raises(UnexpectedAnswerError) as error:
            machine.sync()
        assert error.value.message.key == "sync.no_api"
        machine.library.close()


def test_bug_14_server_in_a_folder(tmp_path):
    with SyncServer(prefix="/rss/p/api/greader.php") as server:
        server.add_feed("feed/1")
        server.add()
        machine = Machine(tmp_path / "folder", f"{server.url}/rss")
        machine.sync()
        assert len(machine.titles()) == 1
        machine.library.close()


def test_bug_14_header_stripped_on_the_way_is_a_login_error(server, machine):
    server.traps.drop_authorization = True
    with pytest.raises(LoginError):
        machine.sync()


def test_bug_14_certificate_of_ones_own(tmp_path):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with SyncServer(context=context) as server:
        server.add_feed("feed/1")
        server.add()
        machine = Machine(tmp_path / "tls", server.url)
        with pytest.raises(UnreachableError) as error:
            machine.sync()
        assert error.value.message.key == "sync.certificate"

        machine.sync(account_ca_file=str(tmp_path / "ca.pem"))
        assert len(machine.titles()) == 1
        machine.library.close()


def test_bug_14_client_certificate(tmp_path):
    authority, persons = trustme.CA(), trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    persons.configure_trust(context)
    persons.issue_cert("alice@rss.example").private_key_and_cert_chain_pem.write_to_path(tmp_path / "me.pem")
    with SyncServer(context=context) as server:
        server.add_feed("feed/1")
        server.add()
        machine = Machine(tmp_path / "tls", server.url)
        ca_file = str(tmp_path / "ca.pem")
        with pytest.raises(UnreachableError):
            machine.sync(account_ca_file=ca_file)
        with pytest.raises(RemoteError) as error:
            machine.sync(account_ca_file=ca_file, account_client_cert=ca_file)
        assert error.value.message.key == "sync.ca_file"

        machine.sync(account_ca_file=ca_file, account_client_cert=str(tmp_path / "me.pem"))
        assert len(machine.titles()) == 1
        machine.library.close()


def test_bug_14_redirect_to_another_host_carries_no_password(server, machine):
    with SyncServer() as other:
        server.traps.redirect = (
            f"http://localhost:{other.host.rpartition(':')[2]}/api/greader.php/accounts/ClientLogin"
        )
        with pytest.raises(RemoteError):
            machine.sync()
        assert other.requests == []


BAD = [
    "[]",
    "{}",
    "<html><body>Login</body></html>",
    '{"subscriptions": [{"id": "fe',
    '{"error": "x"}',
    "",
    "null",
]


@pytest.mark.parametrize("body", BAD)
@pytest.mark.parametrize("path", ["subscription/list", "stream/items/ids"])
def test_bug_15_answer_of_another_shape_changes_nothing(server, machine, path, body):
    item, other = server.add(), server.add(starred=True)
    machine.sync()
    machine.mark(item)
    before = (
        machine.library.entries.headlines(),
        machine.library.sources.all(),
        machine.library.bookmarks.all(),
    )
    server.traps.body = {path: body}

    with pytest.raises(UnexpectedAnswerError):
        machine.sync()

    after = (
        machine.library.entries.headlines(),
        machine.library.sources.all(),
        machine.library.bookmarks.all(),
    )
    assert after == before
    assert other.starred


def test_more_pages_that_shift_lose_no_item(server, machine):
    items = [server.add() for _ in range(25)]
    server.traps.page_size = 10

    machine.sync()

    assert machine.titles() == {item.title for item in items}


class ShiftingServer(SyncServer):
    """Others read items while the pages of the list are asked for: those after them move up a page."""

    meanwhile = ()

    def ids(self, values):
        answer = super().ids(values)
        for item in self.meanwhile:
            item.read = True
        return answer


@pytest.mark.parametrize("before", [0, 5])
def test_more_pages_that_shift_while_others_read_mark_nothing_else(tmp_path, before):
    with ShiftingServer() as server:
        server.add_feed("feed/1")
        items = [server.add() for _ in range(25)]
        machine = Machine(tmp_path / "one", server.url)
        machine.sync()
        for item in items[20 : 20 + before]:
            item.read = True
        server.traps.page_size, server.meanwhile = 10, items[:3]

        with suppress(UnexpectedAnswerError):  # when the list is wrong in most of what it changes
            machine.sync()

        assert {item.title for item in items[3:20]} <= machine.titles(unread=True)
        machine.sync()
        assert machine.titles(unread=True) == {item.title for item in items if not item.read}
        machine.library.close()


def test_more_post_with_the_token_only_is_accepted(server, machine):
    item = server.add()
    server.traps.token_only = True
    machine.sync()
    machine.mark(item)

    machine.sync()

    assert item.read


def test_more_full_width_characters_are_restored(server, machine):
    server.feeds["feed/1"]["title"] = "رياضة ＆ علوم"
    server.add(title="أ ＜ ب")

    machine.sync()

    (headline,) = machine.library.entries.headlines()
    assert (headline.source_name, headline.title) == ("رياضة & علوم", "أ < ب")
