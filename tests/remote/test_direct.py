"""``fetch = "direct"``: feeds come from the newsrooms, marks and subscriptions go by the account's server."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

import pytest
from remote.conftest import Machine
from remote.dialects import DIALECTS

from reader.core.account import feeds as account_feeds
from reader.core.account.state import account_key
from reader.core.queries import get_healths
from reader.core.refresh import refresh_sources

HOUR = timedelta(hours=1)
WORDS = ["فيضان", "جسر", "مدرسة", "ميناء", "مستشفى", "سوق", "قطار", "مطار", "نهر", "جامعة", "متحف", "ملعب"]
"""Words of which any two make a title unlike the others: news of one event is read as one."""
TEXT = "نص الخبر كما كتبته الوكالة في صفحتها وفيه من الكلمات ما يكفي"


class Publisher:
    """A newsroom's feed and what the sync server has of it.

    Args:
        newsroom: serves the feed.
        server: the sync server.
        feed: as the sync server names it.
    """

    def __init__(self, newsroom, server, feed="feed/1"):
        self.newsroom, self.server, self.feed = newsroom, server, feed
        self.items = []
        self.rewrites_links = False
        """Whether the server gives other links than the feed."""
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
        self.url = newsroom.url + f"/{feed.replace('/', '-')}.xml"
        server.add_feed(feed, url=self.url)
        self.serve()

    def publish(self, title="", guid="", link="", text=TEXT, time=True):
        self.now += HOUR
        number = len(self.items)
        name = f"{WORDS[number % 12]} {WORDS[number // 12]}{self.feed[-1] * 9} في يوم {number + 100}"
        item = {
            "title": title or name,
            "guid": f"{self.feed}-{number}" if guid == "" else guid,
            "link": f"https://news.example/{self.feed}/{number}" if link == "" else link,
            "text": text + f" {WORDS[number % 12]} {number}" * 5,
            "time": self.now,
            "has_time": time,
        }
        self.items.append(item)
        self.serve()
        return item

    def serve(self):
        items = "".join(
            f"<item><title>{escape(item['title'])}</title>"
            + (f"<guid isPermaLink='false'>{item['guid']}</guid>" if item["guid"] else "")
            + (f"<link>{item['link']}</link>" if item["link"] else "")
            + (f"<pubDate>{format_datetime(item['time'])}</pubDate>" if item["has_time"] else "")
            + f"<description>{escape(item['text'])}</description></item>"
            for item in reversed(self.items)
        )
        head = "<?xml version='1.0'?><rss version='2.0'><channel><title>وكالة</title>"
        path = self.url.removeprefix(self.newsroom.url)
        self.newsroom.add(path, f"{head}{items}</channel></rss>".encode(), type="application/xml")

    def reach_server(self, item, **values):
        """Let the sync server fetch an item, too."""
        there = self.server.add(
            feed=self.feed, title=item["title"], content=f"<p>{escape(item['text'])}</p>", **values
        )
        there.url = item["link"] or ""
        if self.rewrites_links:
            there.url = f"https://proxy.example/go/{len(self.server.items)}"
        there.published = int(item["time"].timestamp())
        return there


@pytest.fixture
def publisher(newsroom, server):
    return Publisher(newsroom, server)


@pytest.fixture
def direct(machine):
    machine.settings = machine.settings._replace(account_fetch="direct")
    return machine


def refresh(machine):
    """Fetch and sync as the screen does; return the steps."""

    async def run():
        session = machine.session()
        try:
            return [step async for step in refresh_sources(session)]
        finally:
            await session.close()

    return asyncio.run(run())


def titles(machine):
    return [headline.title for headline in machine.library.entries.headlines()]


def named(machine, item):
    (found,) = [h for h in machine.library.entries.headlines() if h.title == item["title"]]
    return found


@pytest.mark.parametrize("first", ["newsroom", "server", "both"])
@pytest.mark.parametrize("form", ["whole", "without guid", "without link", "without time", "other link"])
def test_article_from_newsroom_and_server_is_one_entry(direct, publisher, first, form):
    direct.sync()  # the feed is known
    given = {"without guid": {"guid": None}, "without link": {"link": None}, "without time": {"time": False}}
    item = publisher.publish(**given.get(form, {}))
    other = publisher.publish()
    publisher.rewrites_links = form == "other link"
    if first == "newsroom":
        refresh(direct)
    elif first == "server":
        feed, publisher.items = publisher.items, []
        publisher.serve()
        publisher.reach_server(item)
        refresh(direct)
        publisher.items = feed
        publisher.serve()
    if first != "server":
        publisher.reach_server(item)
    publisher.reach_server(other)
    refresh(direct)
    refresh(direct)

    assert sorted(titles(direct)) == sorted([item["title"], other["title"]])
    assert (
        direct.library.accounts.oldest_untied(account_key(direct.settings), datetime.fromtimestamp(0, UTC))
        is None
    )
    assert not any(h.corrected for h in direct.library.entries.headlines())


def test_marks_made_before_the_server_knows_the_article_reach_it(direct, publisher):
    direct.sync()
    items = [publisher.publish() for _ in range(4)]
    refresh(direct)
    direct.library.entries.mark_read([named(direct, items[0]).id, named(direct, items[1]).id])
    direct.library.bookmarks.add(named(direct, items[1]).id)
    direct.library.bookmarks.add(named(direct, items[2]).id)
    refresh(direct)
    there = [publisher.reach_server(item) for item in items]

    refresh(direct)
    refresh(direct)

    assert [item.read for item in there] == [True, True, False, False]
    assert [item.starred for item in there] == [False, True, True, False]
    assert len(titles(direct)) == 4
    assert direct.sync().pushed == 0


def test_article_read_and_starred_elsewhere_before_it_came_here_is_so_here(direct, publisher):
    direct.sync()
    items = [publisher.publish() for _ in range(3)]
    publisher.reach_server(items[0], read=True)
    publisher.reach_server(items[1], read=True, starred=True)
    publisher.reach_server(items[2])

    refresh(direct)
    refresh(direct)

    assert [named(direct, item).read for item in items] == [True, True, False]
    assert [named(direct, item).saved for item in items] == [False, True, False]
    assert len(titles(direct)) == 3


def test_article_saved_here_whose_item_was_read_elsewhere_is_starred_there(direct, publisher):
    direct.sync()
    item = publisher.publish()
    refresh(direct)
    direct.library.bookmarks.add(named(direct, item).id)
    there = publisher.reach_server(item, read=True)

    refresh(direct)
    refresh(direct)

    assert there.starred
    assert named(direct, item).read


def test_articles_the_newsroom_no_longer_lists_come_from_the_server(direct, publisher):
    items = [publisher.publish() for _ in range(5)]
    for item in items:
        publisher.reach_server(item)
    publisher.items = items[3:]
    publisher.serve()

    refresh(direct)
    refresh(direct)

    assert sorted(titles(direct)) == sorted(item["title"] for item in items)


def test_items_read_elsewhere_that_are_not_here_stay_away_and_are_asked_for_once(direct, publisher, server):
    for _ in range(5):
        there = publisher.reach_server(publisher.publish(), read=True)
        there.url += "/elsewhere"
    publisher.items = []
    publisher.publish("عنوان لا يعرفه الخادم بعد")
    refresh(direct)
    refresh(direct)
    before = len(server.paths("stream/items/contents"))

    refresh(direct)

    assert titles(direct) == ["عنوان لا يعرفه الخادم بعد"]
    assert len(server.paths("stream/items/contents")) == before


def test_copy_of_the_server_never_rewrites_what_the_newsroom_wrote(direct, publisher):
    direct.sync()
    item = publisher.publish()
    refresh(direct)
    there = publisher.reach_server(item)
    there.content, there.title = (
        "<p>نص آخر تماماً أضاف إليه الخادم إعلاناً طويلاً</p>",
        item["title"] + " | وكالة",
    )

    refresh(direct)

    assert titles(direct) == [item["title"]]
    entry = direct.library.entries.get(named(direct, item).id)
    assert TEXT in (entry.content or entry.summary)


def test_article_the_server_has_twice_is_one_entry_and_marked_twice(direct, publisher):
    direct.sync()
    item = publisher.publish()
    refresh(direct)
    twice = [publisher.reach_server(item) for _ in range(2)]
    refresh(direct)

    direct.library.entries.mark_read([named(direct, item).id])
    refresh(direct)

    assert titles(direct) == [item["title"]]
    assert [there.read for there in twice] == [True, True]


def test_daily_news_under_one_link_and_title_stays_apart(direct, publisher):
    direct.sync()
    days = []
    for day in range(3):
        days.append(
            publisher.publish(
                "نشرة اليوم", link="https://news.example/today", text=f"{day} " * 10 + "كلام اليوم"
            )
        )
        publisher.now += timedelta(days=1)
        refresh(direct)
        publisher.reach_server(days[-1])
        refresh(direct)

    assert titles(direct) == ["نشرة اليوم"] * 3


def test_pruned_article_comes_back_neither_by_the_newsroom_nor_by_the_server(direct, publisher):
    direct.sync()
    items = [publisher.publish() for _ in range(2)]
    publisher.reach_server(items[0])
    refresh(direct)
    ids = [headline.id for headline in direct.library.entries.headlines()]
    direct.library.retention._delete(ids, datetime.now(UTC))
    there = publisher.reach_server(items[1])

    publisher.publish("خبر جديد")
    refresh(direct)
    refresh(direct)

    assert titles(direct) == ["خبر جديد"]
    assert not there.read


def test_server_that_lets_go_of_articles_marks_nothing_read_here(direct, publisher, server):
    items = [publisher.publish() for _ in range(3)]
    for item in items:
        publisher.reach_server(item)
    refresh(direct)
    refresh(direct)
    server.items.clear()

    refresh(direct)

    assert [named(direct, item).read for item in items] == [False] * 3


def test_without_direct_no_newsroom_is_asked(machine, publisher, newsroom):
    publisher.reach_server(publisher.publish())
    refresh(machine)
    refresh(machine)

    assert len(titles(machine)) == 1
    assert newsroom.hits["/feed-1.xml"] == 0


def test_change_from_server_to_direct_and_back_doubles_nothing(machine, publisher):
    items = [publisher.publish() for _ in range(3)]
    there = [publisher.reach_server(item) for item in items]
    refresh(machine)
    machine.library.entries.mark_read([named(machine, items[0]).id])
    for fetch in ("direct", "server", "direct"):
        machine.settings = machine.settings._replace(account_fetch=fetch)
        item = publisher.publish()
        there.append(publisher.reach_server(item))
        items.append(item)
        refresh(machine)
        refresh(machine)

    assert sorted(titles(machine)) == sorted(item["title"] for item in items)
    assert [item.read for item in there] == [True, *[False] * 5]
    assert not any(h.corrected for h in machine.library.entries.headlines())


def test_feed_added_here_keeps_its_news_and_marks_when_the_server_names_it(
    direct, publisher, newsroom, server
):
    direct.sync()
    del server.feeds["feed/1"]
    direct.sync()
    item = publisher.publish()
    account_feeds.subscribe(direct.session(), publisher.url, "وكالة")
    server.traps.status = {"subscription/list": 502}
    refresh(direct)
    direct.library.entries.mark_read([named(direct, item).id])
    server.traps.status = {}
    refresh(direct)
    (publisher.feed,) = server.feeds
    there = publisher.reach_server(item)

    refresh(direct)
    refresh(direct)

    assert titles(direct) == [item["title"]]
    assert named(direct, item).read
    assert there.read


def test_dump_of_another_machine_meets_what_is_here(machine, direct, publisher, tmp_path):
    items = [publisher.publish() for _ in range(3)]
    for item in items[:2]:
        publisher.reach_server(item)
    other = Machine(tmp_path / "two", machine.settings.account_url)  # fetched by the server
    refresh(other)
    refresh(direct)
    refresh(direct)
    other.library.entries.mark_read([named(other, items[0]).id])

    direct.library.interchange.load(list(other.library.interchange.dump()))
    refresh(direct)

    assert sorted(titles(direct)) == sorted(item["title"] for item in items)
    assert [named(direct, item).read for item in items] == [True, False, False]
    other.library.interchange.load(list(direct.library.interchange.dump()))
    refresh(other)
    assert sorted(titles(other)) == sorted(item["title"] for item in items)
    other.library.close()


def test_feed_in_a_network_of_its_own_is_fetched_only_for_a_server_that_is_there(direct, publisher, newsroom):
    direct.sync()
    publisher.publish()
    (source,) = direct.session().fetched[-1:]
    assert source.user_added
    (source,) = direct.session(account_url="https://rss.example").fetched[-1:]
    assert not source.user_added


def test_feeds_the_first_sync_tells_of_are_fetched_at_once(direct, publisher, newsroom):
    item = publisher.publish()

    steps = refresh(direct)

    assert titles(direct) == [item["title"]]
    assert newsroom.hits["/feed-1.xml"] == 1
    assert all(step.first for step in steps if step.new)  # it rings no bell


def test_feed_that_failed_here_is_no_failure_once_the_server_fetches_it(direct, publisher, newsroom):
    direct.sync()
    newsroom.add("/feed-1.xml", b"", status=404)
    refresh(direct)
    assert [bool(health.error) for health in get_healths(direct.session()).values()] == [True]

    assert get_healths(direct.session(account_fetch="server")) == {}


def test_account_feed_named_on_refresh_is_fetched(direct, publisher, newsroom):
    direct.sync()
    publisher.publish()

    steps = refresh(direct)

    (step,) = [step for step in steps if step.source == direct.session().account_sources[0].id]
    assert (step.error, step.new) == (None, 1)
    assert newsroom.hits["/feed-1.xml"] == 1


@pytest.mark.parametrize("seed", range(3))
def test_random_order_of_newsroom_server_and_marks_ends_with_one_of_each(newsroom, tmp_path, seed):
    check_random_order(newsroom, tmp_path, seed, 25)


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(3, 30))
def test_random_order_ends_with_one_of_each_on_every_server(newsroom, tmp_path, seed):
    check_random_order(newsroom, tmp_path, seed, 60)


def check_random_order(newsroom, folder, seed, steps):
    """A machine that fetches itself and one that does not agree in the end, whatever came first."""
    chance = random.Random(seed)
    with DIALECTS[sorted(DIALECTS)[seed % len(DIALECTS)]]() as server:
        publishers = [Publisher(newsroom, server, f"feed/{number}") for number in (1, 2)]
        machines = [Machine(folder / str(n), server.url, headers=server.client_headers) for n in range(3)]
        for machine, fetch in zip(machines, ("direct", "direct", "server"), strict=True):
            # Without events: who read one report of an event has read the others, too.
            machine.settings = machine.settings._replace(account_fetch=fetch, stories=False)
        waiting, there, read, saved = [], {}, {}, {}
        for _ in range(steps):
            case = chance.random()
            machine = chance.choice(machines)
            if case < 0.35:
                publisher = chance.choice(publishers)
                waiting.append((publisher, publisher.publish()))
            elif case < 0.55 and waiting:
                publisher, item = waiting.pop(chance.randrange(len(waiting)))
                there[item["title"]] = publisher.reach_server(item)
            elif case < 0.75:
                refresh(machine)
            elif (listed := machine.library.entries.headlines()) and case < 0.9:
                one = chance.choice(listed)
                machine.library.entries.mark_read([one.id])
                read[one.title] = True
            elif listed:
                one = chance.choice(listed)
                machine.library.bookmarks.add(one.id)
                saved[one.title] = True
        for publisher, item in waiting:
            there[item["title"]] = publisher.reach_server(item)
        for machine in [*machines, *machines, *machines, *machines]:
            refresh(machine)

        assert {title: item.read for title, item in there.items()} == {t: t in read for t in there}
        assert {title: item.starred for title, item in there.items()} == {t: t in saved for t in there}
        for machine in machines:
            listed = machine.library.entries.headlines()
            is_direct = machine.settings.account_fetch == "direct"
            wanted = set(there) if is_direct else {h.title for h in listed}
            assert sorted(h.title for h in listed) == sorted(wanted)
            assert {h.title for h in listed if h.read} == {t for t in wanted if t in read}
            assert {h.title for h in listed if h.saved} >= {t for t in wanted if t in saved}
            assert machine.sync().waiting == 0
            assert machine.library.check() == []
            machine.library.close()
