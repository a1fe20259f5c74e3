"""Refreshing against a server that misbehaves: each source on its own, nothing lost, no storm."""

import asyncio
import threading
import time
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest

from reader.core import Edition, NotFound
from reader.core import concurrency as arrivals_module
from reader.core import fetch_source as collect
from reader.core import schedule as decide
from reader.model import Filter
from reader.sources import Client
from reader.store import LibraryFull


async def steps(edition, *args, **options):
    async with aclosing(edition.refresh(*args, **options)) as steps:
        return [step async for step in steps]


async def test_each_source_is_told_and_stored(edition, source):
    edition.follow([source("a"), source("b", "/atom.xml", enabled=False)])
    (step,) = await steps(edition)
    assert (step.source, step.name, step.new, step.error, step.done, step.total) == (
        "a",
        "مصدر a",
        6,
        "",
        1,
        1,
    )
    assert step.finished
    health = edition.healths()["a"]
    assert health.last_success
    assert health.etag
    assert health.digest
    assert timedelta(minutes=9) < health.due - datetime.now(UTC) < timedelta(hours=7)
    assert edition.search("الجسر")


async def test_nothing_followed_is_finished_at_once(edition):
    (step,) = await steps(edition)
    assert (step.total, step.finished) == (0, True)


async def test_an_unknown_source_is_told(edition):
    with pytest.raises(NotFound, match="nobody"):
        await steps(edition, ["nobody"])


async def test_only_what_was_asked_for_is_fetched(edition, source, newsroom):
    edition.follow([source("a"), source("b", "/atom.xml")])
    assert [step.source for step in await steps(edition, ["b"])] == ["b"]
    assert newsroom.hits["/rss.xml"] == 0


@pytest.mark.parametrize("feed", ["/rss.xml", "/atom.xml", "/feed.json"])
async def test_the_second_time_the_server_says_nothing_changed(edition, source, newsroom, feed):
    edition.follow([source("a", feed)])
    await steps(edition)
    first = edition.healths()["a"]
    (step,) = await steps(edition)
    assert (step.new, step.note) == (0, "unchanged")
    sent = newsroom.requests[-1].headers
    assert "if-none-match" in sent or "if-modified-since" in sent
    assert edition.healths()["a"].entries_per_day == first.entries_per_day


async def test_an_unchanged_body_is_known_without_validators(edition, source, monkeypatch):
    edition.follow([source("a", "/bare.xml")])
    await steps(edition)
    monkeypatch.setattr(collect, "parse", None)
    (step,) = await steps(edition)
    assert (step.note, step.error) == ("unchanged", "")


async def test_new_stories_come_and_known_ones_do_not_twice(edition, source, newsroom):
    import agency

    edition.follow([source("a"), source("b", "/atom.xml")])
    assert sum(step.new for step in await steps(edition)) == 6
    story = agency.Story(130099, "خبر", "خبر جديد عن مكتبة المدينة", "ثقافة", 0, ("نص الخبر الجديد هنا.",))
    newsroom.publish(story)
    assert sum(step.new for step in await steps(edition)) == 1
    assert edition.headlines(limit=1)[0].title == "خبر جديد عن مكتبة المدينة"
    assert len(edition.headlines()) == 7


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/bad/404", "404"),
        ("/bad/500", "500"),
        ("/bad/empty", ""),
        ("/bad/page", ""),
        ("/bad/cloudflare", "block page"),
        ("/bad/truncated-gzip", ""),
        ("/bad/loop", "without end"),
        ("/bad/304", "304"),
        ("/bad/not-http", ""),
        ("/bad/hang-up", ""),
        ("/bad/bomb", "MB"),
    ],
)
async def test_what_goes_wrong_is_told_stored_and_costs_nothing(edition, source, path, words):
    good = source("good")
    edition.follow([good])
    await steps(edition)
    edition.follow([good, source("bad", path)])
    told = {step.source: step for step in await steps(edition)}
    assert told["good"].error == ""
    assert words in told["bad"].error
    assert told["bad"].error
    assert told["bad"].arabic
    health = edition.healths()["bad"]
    assert (health.error, health.failures, health.last_success) == (told["bad"].error, 1, None)
    assert len(edition.headlines()) == 6


async def test_a_failure_keeps_the_time_of_the_last_success(edition, source, newsroom):
    edition.follow([source("a")])
    await steps(edition)
    success = edition.healths()["a"].last_success
    newsroom.add("/rss.xml", b"", status=500)
    await steps(edition)
    health = edition.healths()["a"]
    assert health.last_success == success
    assert len(edition.headlines()) == 6
    assert [
        source.id
        for source in decide.plan(edition.sources, edition.healths(), datetime.now(UTC), due=True).fetch
    ] == []


async def test_a_feed_without_entries_is_told(edition, source, newsroom):
    newsroom.add("/none.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>")
    edition.follow([source("a", "/none.xml")])
    (step,) = await steps(edition)
    assert "no entries" in step.error


async def test_entries_that_say_nothing_are_passed_over(edition, source, newsroom):
    item = b"<item><guid isPermaLink='false'>1</guid><pubDate>2020-08-20</pubDate></item>"
    more = b"<item><title>x</title></item><item><link>https://a.example/1</link></item>"
    head = b"<rss version='2.0'><channel><title>x</title>"
    newsroom.add("/some.xml", head + item + more + b"</channel></rss>")
    newsroom.add("/none.xml", head + item + b"</channel></rss>")
    edition.follow([source("a", "/some.xml"), source("b", "/none.xml")])
    found = {step.source: step for step in await steps(edition)}
    assert found["a"].new == 2
    assert "no entries" in found["b"].error


async def test_the_listing_is_the_second_way(edition, source, newsroom):
    edition.follow([source("a", "/bad/404", "/ar")])
    (step,) = await steps(edition)
    assert step.new >= 5
    assert step.error == ""
    assert "404" in step.note
    assert step.note.arabic.startswith("من صفحة عناوينه")
    assert edition.healths()["a"].failures == 0
    newsroom.add("/ar", b"", status=500)
    (step,) = await steps(edition)
    assert "404" in step.error


async def test_a_listing_may_be_the_only_way(edition, source):
    edition.follow([source("a", "", "/ar")])
    (step,) = await steps(edition)
    assert step.new >= 5


async def test_retry_after_is_obeyed_even_when_a_person_asks(edition, source, newsroom):
    edition.follow([source("a", "/bad/429")])
    await steps(edition)
    assert edition.healths()["a"].wait_until - datetime.now(UTC) > timedelta(seconds=100)
    (step,) = await steps(edition, ["a"])
    assert "left alone" in step.note
    assert step.finished
    assert newsroom.hits["/bad/429"] == 1


async def test_permanent_redirects_are_remembered_and_forgotten_when_they_break(edition, source, newsroom):
    edition.follow([source("a", "/bad/moved")])
    await steps(edition)
    assert edition.healths()["a"].moved_to == f"{newsroom.url}/rss.xml"
    await steps(edition)
    assert newsroom.hits["/bad/moved"] == 1
    newsroom.add("/rss.xml", b"", status=410)
    await steps(edition)
    assert edition.healths()["a"].moved_to == ""
    edition.follow([source("a", "/atom.xml")])
    (step,) = await steps(edition)
    assert step.error == ""


async def test_no_network_is_nobodys_fault(library, source):
    class Offline(Client):
        async def get(self, *_, **__):
            from reader.sources import FetchError

            raise FetchError("no network", "لا شبكة", offline=True)

    edition = Edition(library, [source("a")], client_factory=Offline)
    (step,) = await steps(edition)
    assert step.offline
    assert edition.healths()["a"].failures == 0
    assert edition.headlines()[0].source == "sample"
    await edition.close()


async def test_a_mistake_in_one_source_costs_only_that_one(edition, source, monkeypatch):
    real = collect.parse

    def parse(source, *rest):
        if source.id == "b":
            raise RuntimeError("boom")
        return real(source, *rest)

    monkeypatch.setattr(collect, "parse", parse)
    edition.follow([source("a"), source("b", "/atom.xml")])
    told = {step.source: step for step in await steps(edition)}
    assert told["a"].new == 6
    assert "RuntimeError: boom" in told["b"].error


async def test_a_full_disk_is_told_and_what_was_there_stays(edition, source, library, monkeypatch):
    edition.follow([source("a")])
    await steps(edition)

    def full(*_, **__):
        raise LibraryFull(library.path)

    monkeypatch.setattr(library, "take_in", full)
    edition.follow([source("a"), source("b", "/atom.xml")])
    told = {step.source: step for step in await steps(edition)}
    assert "disk is full" in told["b"].error
    assert len(edition.headlines()) == 6


async def test_slow_sources_are_named_and_do_not_hold_up_the_others(edition, source, monkeypatch):
    monkeypatch.setattr(arrivals_module, "TICK", 0.02)
    monkeypatch.setattr(arrivals_module, "SLOW", 0.1)
    edition.follow([source("quick"), source("silent", "/bad/silent")])
    names = []
    async with aclosing(edition.refresh()) as told:
        async for step in told:
            if step.source:
                assert step.source == "quick"
            names.append(step.slow)
            if step.slow:
                break
    assert names[-1] == ("مصدر silent",)
    assert len(edition.headlines()) == 6


async def test_cancelling_stops_at_once_and_keeps_what_came(edition, source):
    edition.follow([source("quick"), source("silent", "/bad/silent")])
    task = asyncio.create_task(steps(edition))
    while not edition.library.headlines(limit=1):
        await asyncio.sleep(0.02)
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 5  # the server is silent for ever
    assert len(edition.headlines()) == 6
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_no_more_sources_at_once_than_allowed(library, source, newsroom):
    from reader.config import Settings

    newsroom.set_latency(0.02)
    sources = [source(f"s{n}", f"/feed-{n}") for n in range(12)]
    edition = Edition(library, sources, Settings(concurrency=3))
    await steps(edition)
    assert newsroom.most_at_once <= 3
    await edition.close()


async def test_the_event_loop_does_not_wait_for_parsing(edition, source, monkeypatch):
    real = collect.parse
    parsing, answer, answered = threading.Event(), threading.Event(), []

    def parse_that_asks_the_loop(*args):
        parsing.set()
        answered.append(answer.wait(20))
        return real(*args)

    monkeypatch.setattr(collect, "parse", parse_that_asks_the_loop)
    edition.follow([source("a"), source("b", "/atom.xml")])

    async def answering():
        while not parsing.is_set():
            await asyncio.sleep(0.005)
        answer.set()

    await asyncio.gather(answering(), steps(edition))
    assert answered == [True, True]


async def test_the_whole_edition_can_be_taken_along(edition, source, newsroom):
    edition.follow([source("a")])
    told = [step for step in await steps(edition, full=True) if step.stage == "articles"]
    assert (told[0].total, told[0].done) == (6, 0)
    assert told[0].expected > 0
    assert told[-1].finished
    assert told[-1].size == told[-1].expected > 6_000
    assert all(headline.offline for headline in edition.headlines())
    again = [step for step in await steps(edition, full=True) if step.stage == "articles"]
    assert again == []


async def test_read_articles_are_not_taken_along(edition, source):
    edition.follow([source("a")])
    await steps(edition)
    edition.mark_read([headline.id for headline in edition.headlines()[:4]])
    await steps(edition, full=True)
    assert [headline.offline for headline in edition.headlines()] == [False] * 4 + [True] * 2


async def test_a_source_can_be_set_to_always_bring_its_articles(edition, source, newsroom):
    edition.follow([source("a", full=True, pictures=True)])
    await steps(edition)
    assert all(headline.offline for headline in edition.headlines())
    assert any(path.startswith("/images/") for path in newsroom.hits)


async def test_an_article_that_fails_does_not_cost_the_others(edition, source, newsroom):
    edition.follow([source("a")])
    await steps(edition)
    broken = edition.headlines()[0]
    from urllib.parse import unquote, urlsplit

    newsroom.add(unquote(urlsplit(broken.url).path), b"", status=500)
    told = [step for step in await steps(edition, full=True) if step.error]
    assert [step.name for step in told] == [broken.title]
    assert len([h for h in edition.headlines() if h.offline]) == 5
    assert edition.headlines(Filter(sources=("a",)))[0].id == broken.id


async def test_the_proxy_of_the_settings_is_used(library, newsroom):
    from reader.config import Settings
    from reader.model import Source

    newsroom.add("http://news.example/rss", newsroom._built_in("/rss.xml"))
    source = Source("far", "بعيد", feed="http://news.example/rss")
    edition = Edition(library, [source], Settings(proxy=newsroom.url))
    await steps(edition)
    assert newsroom.hits["http://news.example/rss"] == 1
    await edition.close()
