"""Traps a server may set that none of the known ones does in just this way."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from remote.conftest import Machine
from remote.sync_server import LONG, SyncServer

from reader.config.settings import account_name
from reader.core.account import feeds as account_feeds
from reader.core.account.state import account_key, account_state
from reader.locale.message import LocalizedError
from reader.remote.connection import Answer, _wait
from reader.remote.errors import RefusedError, UnexpectedAnswerError
from reader.remote.greader import canonical_id, wire_id
from reader.remote.json_values import moment
from reader.store import Library


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("1795909931007876", "1795909931007876"),
        (f"{LONG}0006615edd7c7f84", "1795909931007876"),
        (f"{LONG}6615edd7c7f84", "1795909931007876"),
        (f"{LONG}0006615EDD7C7F84", "1795909931007876"),
        ("0006615edd7c7f84", "1795909931007876"),
        ("0000000000000017", "23"),
        ("-1", "-1"),
        (f"{LONG}ffffffffffffffff", "-1"),
        ("18446744073709551615", "-1"),
        ("5f1e2d3c4b5a69788796a5b4", "5f1e2d3c4b5a69788796a5b4"),
        (f"{LONG}5f1e2d3c4b5a69788796a5b4", "5f1e2d3c4b5a69788796a5b4"),
    ],
)
def test_id_in_every_spelling_is_one(written, canonical):
    assert canonical_id(written) == canonical


@given(st.integers(min_value=-(1 << 63), max_value=(1 << 63) - 1))
def test_id_survives_the_wire(number):
    assert canonical_id(wire_id(str(number))) == str(number)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (1795899740, 1795899740),
        ("1795899740", 1795899740),
        (1795899740123, 1795899740),
        ("1795899740123456", 1795899740),
        (1795899740.5, 1795899740),
        (0, None),
        (True, None),
        ("x", None),
        (1e300, None),
        ("9" * 5000, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_time_in_any_unit_is_read(value, seconds):
    found = moment(value)

    assert (int(found.timestamp()) if found else None) == seconds


def test_pause_until_a_date_is_counted():
    until = datetime.now(UTC) + timedelta(seconds=500)

    assert 400 < _wait({"retry-after": format_datetime(until)}) <= 500
    assert _wait({"retry-after": format_datetime(until - timedelta(days=1))}) == 1
    assert _wait({"x-reader-limits-reset-after": "77"}) == 77
    assert _wait({"retry-after": "soon"}) == 300


def test_answer_with_a_byte_order_mark_is_read(server, machine):
    server.add()
    server.traps.body = {
        "subscription/list": "\ufeff" + json.dumps({"subscriptions": list(server.feeds.values())})
    }

    assert len(machine.sync().new) == 1


def test_answer_nested_without_end_is_an_error():
    with pytest.raises(UnexpectedAnswerError):
        Answer(200, "[" * 200_000, {}).json()


class Repeating(SyncServer):
    """Ignores the continuation, and always has another."""

    def ids(self, values):
        status, text = super().ids({**values, "c": 0})
        return status, json.dumps({**json.loads(text), "continuation": str(len(self.requests))})


def test_continuation_that_never_ends_is_left(tmp_path):
    with Repeating() as server:
        server.add_feed("feed/1")
        items = [server.add() for _ in range(5)]
        machine = Machine(tmp_path / "one", server.url)
        result = machine.sync()
        assert machine.titles() == {item.title for item in items}
        assert result.requests < 20
        machine.library.close()


class SameContinuation(SyncServer):
    """Remembers itself where the list goes on: the continuation is one word."""

    def ids(self, values):
        self.place = self.place + 10 if values.get("c") else 0
        status, text = super().ids({**values, "c": self.place, "n": 10})
        data = json.loads(text)
        if "continuation" in data:
            data["continuation"] = "more"
        return status, json.dumps(data)


def test_continuation_of_one_word_gives_every_page(tmp_path):
    with SameContinuation() as server:
        server.add_feed("feed/1")
        items = [server.add() for _ in range(35)]
        machine = Machine(tmp_path / "one", server.url)
        machine.sync()
        assert machine.titles() == {item.title for item in items}
        machine.library.close()


class Json(SyncServer):
    """Answers the login with JSON, as Miniflux does when asked to."""

    def route(self, handler, method, path, form, body):
        status, text = super().route(handler, method, path, form, body)
        if path == "/accounts/ClientLogin" and status == 200:
            text = json.dumps({"SID": "x", "LSID": "x", "Auth": self.auth})
        return status, text


def test_login_answered_with_json_is_taken(tmp_path):
    with Json() as server:
        server.add_feed("feed/1")
        server.add()
        machine = Machine(tmp_path / "one", server.url)
        assert len(machine.sync().new) == 1
        machine.library.close()


class BadToken(SyncServer):
    """Refuses the first edit with status 400 and says why in a header."""

    def answer(self, handler, method, body):
        is_first = handler.path.endswith("edit-tag") and not self.paths("edit-tag")
        self.traps.headers = {"X-Reader-Google-Bad-Token": "true"}
        self.traps.status = {"edit-tag": 400} if is_first else {}
        super().answer(handler, method, body)


def test_token_refused_with_status_400_is_fetched_again(tmp_path):
    with BadToken() as server:
        server.add_feed("feed/1")
        item = server.add()
        machine = Machine(tmp_path / "one", server.url)
        machine.sync()
        machine.mark(item)
        machine.sync()
        assert item.read
        machine.library.close()


def test_feed_at_another_address_of_its_host_keeps_its_news(server, machine):
    item = server.add()
    machine.sync()
    (before,) = machine.library.sources.all()
    server.feeds["feed/1"]["url"] = "https://www.feed-1.example/new/atom.xml"
    later = server.add()

    machine.sync()

    (after,) = machine.library.sources.all()
    assert (after.id, after.feed) == (before.id, "https://www.feed-1.example/new/atom.xml")
    assert machine.titles() == {item.title, later.title}


def test_feed_that_keeps_its_title_at_another_host_keeps_its_news(server, machine):
    item = server.add()
    machine.sync()
    server.feeds["feed/1"]["url"] = "https://feeds.other.example/rss"

    machine.sync()

    assert machine.titles() == {item.title}


def test_feed_id_given_to_another_feed_is_another_source(server, machine):
    server.add()
    machine.sync()
    server.items.clear()
    server.feeds["feed/1"] |= {"url": "https://other.example/rss", "title": "أخرى"}
    item = server.add()

    machine.sync()

    assert [source.name for source in machine.library.sources.all()] == ["أخرى"]
    assert machine.titles() == {item.title}


def test_server_set_up_again_gives_its_ids_to_other_items_without_harm(server, machine):
    old = [server.add(title=f"قديم {n}", id=n) for n in range(1, 9)]
    machine.sync()
    server.items.clear()
    new = [server.add(title=f"جديد {n}", id=n, read=n > 4) for n in range(1, 9)]
    for item in new:
        item.url += "/new"

    machine.sync()

    assert {item.title for item in new if not item.read} <= machine.titles(unread=True)
    assert not machine.entry(new[1]).read
    assert {item.title for item in old} <= machine.titles()
    assert [item.read for item in new] == [n > 4 for n in range(1, 9)]


def test_starred_item_of_a_feed_that_is_left_is_on_the_shelf_under_its_name(server, machine):
    item = server.add(feed="feed/99", starred=True, read=True)

    machine.sync()

    (bookmark,) = machine.library.bookmarks.all()
    assert (bookmark.headline.title, bookmark.headline.source_name) == (item.title, "وكالة")
    assert [source.name for source in machine.library.sources.all()] == ["وكالة"]
    assert len(machine.library.sources.all()) == 1


def test_server_that_refuses_everything_loses_no_mark(server, machine):
    items = [server.add() for _ in range(300)]
    machine.sync()
    machine.mark(*items)
    server.traps.status = {"edit-tag": 400}

    with pytest.raises(RefusedError):
        machine.sync()
    assert machine.library.accounts.count_queue(account_key(machine.settings)) == 300
    assert len(server.paths("edit-tag")) <= 25
    server.traps.status = {}
    machine.sync()

    assert all(item.read for item in items)


def test_one_mark_that_is_refused_is_given_up_after_some_syncs(server, machine):
    item = server.add()
    machine.sync()
    machine.mark(item)
    server.traps.status = {"edit-tag": 400}

    refused = [machine.sync().refused for _ in range(4)]

    assert refused == [0, 0, 0, 1]
    assert machine.library.accounts.count_queue(account_key(machine.settings)) == 0


def test_folders_with_slashes_signs_and_arabic_are_kept(server, machine):
    names = ["أخبار/محلية", "a+b & c=d", "عراق?٪", "  رياضة  "]
    for number, name in enumerate(names, 2):
        server.add_feed(f"feed/{number}", folder=name)
    server.feeds["feed/2"]["categories"] = [{"id": "user/1005921515/label/أخبار/محلية"}]

    machine.sync()

    folders = {source.category for source in machine.library.sources.all()}
    assert folders == {"أخبار", *(name.strip() for name in names)}


def test_category_renamed_on_the_server_is_renamed_here(server, machine):
    machine.sync()
    server.feeds["feed/1"]["categories"] = [{"id": "user/-/label/جديد", "label": "جديد"}]

    machine.sync()

    assert [source.category for source in machine.library.sources.all()] == ["جديد"]


KEYS = [
    *("id", "title", "url", "categories", "label", "itemRefs", "items", "subscriptions", "origin"),
    *("streamId", "summary", "content", "canonical", "href", "published", "continuation", "enclosure"),
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["feed/1", "1", LONG]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
SUBSCRIPTIONS = st.builds(lambda some: {"subscriptions": some}, st.lists(JSON, max_size=3))
ITEMS = st.builds(lambda some: {"items": some}, st.lists(JSON, max_size=3))
IDS = st.builds(
    lambda some, more: {"itemRefs": [{"id": each} for each in some], "continuation": more},
    st.lists(JSON, max_size=4),
    JSON,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(feeds=SUBSCRIPTIONS | JSON, ids=IDS | JSON, items=ITEMS | JSON)
def test_any_answer_is_taken_or_an_error_in_words(tmp_path_factory, feeds, ids, items):
    with SyncServer() as server:
        server.traps.body = {
            "subscription/list": json.dumps(feeds),
            "stream/items/ids": json.dumps(ids),
            "stream/items/contents": json.dumps(items),
        }
        machine = Machine(tmp_path_factory.mktemp("any"), server.url)
        with suppress(LocalizedError):
            machine.sync()
        assert isinstance(machine.library, Library)
        machine.library.close()


def test_feed_deleted_on_the_server_leaves_its_bookmarks_and_marks_nothing_read(server, machine):
    items = [server.add(starred=n == 0) for n in range(4)]
    server.add_feed("feed/2")
    machine.sync()
    del server.feeds["feed/1"]
    server.items.clear()

    machine.sync()

    assert [bookmark.headline.title for bookmark in machine.library.bookmarks.all()] == [items[0].title]
    assert machine.library.accounts.queue(account_key(machine.settings)) == []


def test_server_set_up_again_with_other_ids_gets_no_invented_marks(server, machine):
    old = [server.add() for _ in range(20)]
    machine.sync()
    machine.mark(old[0])
    server.items.clear()
    new = [server.add(title=item.title, id=n + 1) for n, item in enumerate(old)]
    for item, before in zip(new, old, strict=True):
        item.url = before.url

    machine.sync()
    machine.sync()

    assert not any(item.read for item in new[1:])
    assert {item.title for item in new[1:]} <= machine.titles(unread=True)


def test_items_purged_on_the_server_are_read_here_and_stay_off_the_queue(server, machine):
    items = [server.add() for _ in range(12)]
    machine.sync()
    for item in items[:11]:
        del server.items[item.long]

    machine.sync()

    assert machine.titles(unread=True) == {items[11].title}
    assert machine.sync().pushed == 0


class HeavyItems(SyncServer):
    """Runs out of memory over more than 30 items, and over one by itself."""

    poison = ""

    def contents(self, method, form):
        asked = [value for name, value in form if name == "i"]
        if len(asked) > 30 or self.poison in asked:
            return 500, "memory exhausted"
        return super().contents(method, form)


def test_server_that_fails_over_many_items_is_asked_for_fewer(tmp_path):
    with HeavyItems() as server:
        server.add_feed("feed/1")
        items = [server.add() for _ in range(100)]
        server.poison = items[40].long
        machine = Machine(tmp_path / "one", server.url)
        machine.sync()
        assert machine.titles() == {item.title for item in items if item is not items[40]}
        assert machine.sync().requests < 8
        machine.library.close()


def test_server_that_fails_over_every_item_ends_the_sync(server, machine):
    for _ in range(300):
        server.add()
    server.traps.status = {"stream/items/contents": 500}

    with pytest.raises(LocalizedError):
        machine.sync()

    assert len(server.paths("stream/items/contents")) < 30
    server.traps.status = {}
    assert len(machine.sync().new) == 300


def test_clock_set_back_ends_no_pause_in_years(server, machine, monkeypatch):
    server.traps.status, server.traps.headers = {"subscription/list": 429}, {"Retry-After": "60"}
    with pytest.raises(LocalizedError):
        machine.sync()
    server.traps.status = {}
    until = (datetime.now(UTC) + timedelta(days=400)).timestamp()
    machine.library.facts.set("sync.wait_until", str(until))

    machine.sync()


def test_titles_of_freshrss_have_their_own_signs(server, machine):
    server.feeds["feed/1"]["title"] = "بي بي سي ／ عربي？ A＆B， C； D＼E"
    server.add_feed("feed/2", "日本語，ニュース；")
    machine.sync()

    names = [source.name for source in machine.library.sources.all()]
    assert names == ["بي بي سي / عربي? A&B, C; D\\E", "日本語，ニュース；"]


def test_feed_added_on_a_server_that_names_it_by_its_number_is_followed(server, machine):
    class_quickadd = server.quickadd
    server.quickadd = lambda values: (
        class_quickadd(values)[0],
        json.dumps({"numResults": 1, "streamId": 2}),
    )
    machine.sync()
    session = machine.session()
    account_feeds.subscribe(session, "https://new.example/rss", "", "سياسة")

    assert machine.sync().notes == []

    feed = server.feeds["feed/2"]
    assert (feed["url"], feed["categories"][0]["label"]) == ("https://new.example/rss", "سياسة")


@pytest.mark.parametrize(
    "target", ["http://[::1", "http://127.0.0.1:99999/x", "http://:80", "//", "a:b", "\x01"]
)
def test_redirect_to_no_address_is_an_error_in_words(server, machine, target):
    server.add()
    machine.sync()
    server.traps.status, server.traps.headers = {"subscription/list": 302}, {"Location": target}

    with pytest.raises(LocalizedError):
        machine.sync()


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://alice:s3cret@rss.example:99999/", "x y z", "://", "@", "http:"]
)
def test_account_with_an_address_that_is_none_is_an_error_in_words(machine, url):
    settings = machine.settings._replace(account_url=url)
    for kind in ("auto", "greader", "miniflux", "nextcloud", "ttrss", "fever"):
        with pytest.raises(LocalizedError) as error:
            machine.sync(account_url=url, account_kind=kind)
        assert "s3cret" not in str(error.value)
    assert "s3cret" not in account_name(settings) + account_state(machine.session(account_url=url)).url
