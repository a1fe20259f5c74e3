"""Refreshing against a server that misbehaves: each source on its own, nothing lost, no storm."""

import asyncio
import threading
import time
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest
from agency import rss
from translated import in_arabic

from reader.core import NotFoundError, Session, concurrency, fetch_source, schedule
from reader.core.queries import (
    get_article,
    get_healths,
    get_image,
    list_headlines,
    mark_read,
    search_entries,
)
from reader.core.refresh import refresh_sources
from reader.locale.message import Message
from reader.model import Filter
from reader.sources import Client
from reader.store import LibraryFullError


async def steps(session, *args, **options):
    """Return the steps of a refresh without those of a half second in which nothing came: a busy machine."""
    async with aclosing(refresh_sources(session, *args, **options)) as steps:
        return [step async for step in steps if step.source or step.finished or step.stage == "articles"]


async def test_refresh_reports_and_stores_each_source(session, source):
    session.set_sources([source("a"), source("b", "/atom.xml", enabled=False)])
    (step,) = await steps(session)
    assert (step.source, step.name, step.new, step.error, step.done, step.total) == (
        "a",
        "مصدر a",
        6,
        None,
        1,
        1,
    )
    assert step.finished
    health = get_healths(session)["a"]
    assert health.last_success
    assert health.etag
    assert health.digest
    assert timedelta(minutes=9) < health.due - datetime.now(UTC) < timedelta(hours=7)
    assert search_entries(session, "الجسر")


async def test_refresh_without_sources_ends_at_once(session):
    (step,) = await steps(session)
    assert (step.total, step.finished) == (0, True)


async def test_refresh_of_an_unknown_source_raises(session):
    with pytest.raises(NotFoundError, match="nobody"):
        await steps(session, ["nobody"])


async def test_refresh_of_named_sources_fetches_no_other(session, source, newsroom):
    session.set_sources([source("a"), source("b", "/atom.xml")])
    assert [step.source for step in await steps(session, ["b"])] == ["b"]
    assert newsroom.hits["/rss.xml"] == 0


@pytest.mark.parametrize("feed", ["/rss.xml", "/atom.xml", "/feed.json"])
async def test_second_time_the_server_says_nothing_changed(session, source, newsroom, feed):
    session.set_sources([source("a", feed)])
    await steps(session)
    first = get_healths(session)["a"]
    (step,) = await steps(session)
    assert (step.new, step.note) == (0, Message("refresh.unchanged"))
    sent = newsroom.requests[-1].headers
    assert "if-none-match" in sent or "if-modified-since" in sent
    assert get_healths(session)["a"].entries_per_day == first.entries_per_day


async def test_unchanged_body_is_known_without_validators(session, source, monkeypatch):
    session.set_sources([source("a", "/bare.xml")])
    await steps(session)
    monkeypatch.setattr(fetch_source, "parse_entries", None)
    (step,) = await steps(session)
    assert (step.note, step.error) == (Message("refresh.unchanged"), None)


async def test_new_stories_come_and_known_ones_do_not_twice(session, source, newsroom):
    import agency

    session.set_sources([source("a"), source("b", "/atom.xml")])
    assert sum(step.new for step in await steps(session)) == 12  # two sources of one newsroom, six each
    story = agency.Story(130099, "خبر", "خبر جديد عن مكتبة المدينة", "ثقافة", 0, ("نص الخبر الجديد هنا.",))
    newsroom.publish(story)
    assert sum(step.new for step in await steps(session)) == 1
    assert list_headlines(session, limit=1)[0].title == "خبر جديد عن مكتبة المدينة"
    assert len(list_headlines(session)) == 7


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/bad/404", "404"),
        ("/bad/500", "500"),
        ("/bad/empty", ""),
        ("/bad/page", ""),
        ("/bad/cloudflare", "block page"),
        ("/bad/loop", "without end"),
        ("/bad/304", "304"),
        ("/bad/not-http", ""),
        ("/bad/hang-up", ""),
        ("/bad/bomb", "MB"),
    ],
)
async def test_refresh_with_a_failing_source_reports_stores_and_keeps(session, source, path, words):
    good = source("good")
    session.set_sources([good])
    await steps(session)
    session.set_sources([good, source("bad", path)])
    told = {step.source: step for step in await steps(session)}
    assert told["good"].error is None
    assert words in str(told["bad"].error)
    assert told["bad"].error
    assert in_arabic(told["bad"].error)
    health = get_healths(session)["bad"]
    assert (health.error, health.failures, health.last_success) == (told["bad"].error, 1, None)
    assert len(list_headlines(session)) == 6


@pytest.mark.parametrize("path", ["/bad/truncated", "/bad/truncated-gzip"])
async def test_refresh_of_a_feed_cut_short_stores_what_came_and_asks_again(session, source, newsroom, path):
    session.set_sources([source("cut", path)])
    (step,) = await steps(session)
    assert step.new
    assert in_arabic(step.note)
    assert "cut short" in str(step.note)
    health = get_healths(session)["cut"]
    kept = (health.etag, health.last_modified, health.digest)
    assert kept == ("", "", ""), "the rest would never be asked for"
    newsroom.add(path, newsroom_feed := rss(newsroom.url))
    (step,) = await steps(session)
    assert len(list_headlines(session)) == newsroom_feed.count(b"<item>")


async def test_failure_keeps_the_time_of_the_last_success(session, source, newsroom):
    session.set_sources([source("a")])
    await steps(session)
    success = get_healths(session)["a"].last_success
    newsroom.add("/rss.xml", b"", status=500)
    await steps(session)
    health = get_healths(session)["a"]
    assert health.last_success == success
    assert len(list_headlines(session)) == 6
    assert [
        source.id
        for source in schedule.plan_refresh(
            session.sources, get_healths(session), datetime.now(UTC), due=True
        ).fetch
    ] == []


async def test_sound_feed_without_entries_is_no_error(session, source, newsroom):
    newsroom.add("/none.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>")
    newsroom.add("/torn.xml", b"<rss version='2.0'><channel><title>x</title>")
    session.set_sources([source("a", "/none.xml"), source("b", "/torn.xml"), source("c", "/none.xml", "/ar")])
    found = {step.source: step for step in await steps(session)}
    assert found["a"].error is None
    assert get_healths(session)["a"].failures == 0
    assert "no entries" in str(found["b"].error)
    assert found["c"].new >= 5, "its listing has some"


async def test_forced_refresh_asks_without_validators(session, source, newsroom):
    session.set_sources([source("a", "/rss.xml")])
    await steps(session)
    await steps(session)
    assert "if-none-match" in newsroom.requests[-1].headers
    await steps(session, force=True)
    assert "if-none-match" not in newsroom.requests[-1].headers


@pytest.mark.parametrize("status", [429, 503])
async def test_server_that_names_no_time_is_asked_again_by_a_person(session, source, newsroom, status):
    newsroom.add("/busy.xml", b"", status=status)
    session.set_sources([source("a", "/busy.xml")])
    await steps(session)
    assert get_healths(session)["a"].wait_until is None
    assert get_healths(session)["a"].due > datetime.now(UTC) + timedelta(seconds=100)
    await steps(session, ["a"])
    assert newsroom.hits["/busy.xml"] == 2


async def test_entries_that_say_nothing_are_passed_over(session, source, newsroom):
    item = b"<item><guid isPermaLink='false'>1</guid><pubDate>2020-08-20</pubDate></item>"
    more = b"<item><title>x</title></item><item><link>https://a.example/1</link></item>"
    head = b"<rss version='2.0'><channel><title>x</title>"
    newsroom.add("/some.xml", head + item + more + b"</channel></rss>")
    newsroom.add("/none.xml", head + item + b"</channel></rss>")
    session.set_sources([source("a", "/some.xml"), source("b", "/none.xml")])
    found = {step.source: step for step in await steps(session)}
    assert found["a"].new == 2
    assert "no entries" in str(found["b"].error)


async def test_listing_is_the_second_way(session, source, newsroom):
    session.set_sources([source("a", "/bad/404", "/ar")])
    (step,) = await steps(session)
    assert step.new >= 5
    assert step.error is None
    assert step.note.key == "refresh.by_listing"
    assert "404" in str(step.note)
    assert get_healths(session)["a"].failures == 0
    newsroom.add("/ar", b"", status=500)
    (step,) = await steps(session)
    assert "404" in str(step.error)


async def test_listing_may_be_the_only_way(session, source):
    session.set_sources([source("a", "", "/ar")])
    (step,) = await steps(session)
    assert step.new >= 5


async def test_retry_after_is_obeyed_even_when_a_person_asks(session, source, newsroom):
    session.set_sources([source("a", "/bad/429")])
    await steps(session)
    assert get_healths(session)["a"].wait_until - datetime.now(UTC) > timedelta(seconds=100)
    (step,) = await steps(session, ["a"])
    assert step.note.key == "refresh.waiting"
    assert step.finished
    assert newsroom.hits["/bad/429"] == 1


async def test_permanent_redirects_are_remembered_and_forgotten_when_they_break(session, source, newsroom):
    session.set_sources([source("a", "/bad/moved")])
    await steps(session)
    assert get_healths(session)["a"].moved_to == f"{newsroom.url}/rss.xml"
    await steps(session)
    assert newsroom.hits["/bad/moved"] == 1
    newsroom.add("/rss.xml", b"", status=410)
    await steps(session)
    assert get_healths(session)["a"].moved_to == ""
    session.set_sources([source("a", "/atom.xml")])
    (step,) = await steps(session)
    assert step.error is None


async def test_refresh_without_a_network_blames_no_source(library, source):
    class Offline(Client):
        async def get(self, *_, **__):
            from reader.sources import FetchError

            raise FetchError(Message.verbatim("no network"), offline=True)

    session = Session(library, [source("a")], client_factory=Offline)
    (step,) = await steps(session)
    assert step.offline
    assert get_healths(session)["a"].failures == 0
    assert list_headlines(session)[0].source == "sample"
    await session.close()


async def test_refresh_with_a_crash_in_a_source_reads_the_others(session, source, monkeypatch):
    real = fetch_source.parse_entries

    def parse(source, *rest):
        if source.id == "b":
            raise RuntimeError("boom")
        return real(source, *rest)

    monkeypatch.setattr(fetch_source, "parse_entries", parse)
    session.set_sources([source("a"), source("b", "/atom.xml")])
    told = {step.source: step for step in await steps(session)}
    assert told["a"].new == 6
    assert "RuntimeError: boom" in str(told["b"].error)


async def test_refresh_on_a_full_disk_raises_and_keeps_the_library(session, source, library, monkeypatch):
    session.set_sources([source("a")])
    await steps(session)

    def full(*_, **__):
        raise LibraryFullError(library.path)

    monkeypatch.setattr(library.entries, "take_in", full)
    session.set_sources([source("a"), source("b", "/atom.xml")])
    told = {step.source: step for step in await steps(session)}
    assert "disk is full" in str(told["b"].error)
    assert len(list_headlines(session)) == 6


async def test_slow_sources_are_named_and_do_not_hold_up_the_others(session, source, monkeypatch):
    monkeypatch.setattr(concurrency, "TICK_SECONDS", 0.02)
    monkeypatch.setattr(concurrency, "SLOW_SECONDS", 0.1)
    session.set_sources([source("quick"), source("silent", "/bad/silent")])
    names = []
    async with aclosing(refresh_sources(session)) as told:
        async for step in told:
            if step.source:
                assert step.source == "quick"
            names.append(step.slow)
            if step.slow:
                break
    assert names[-1] == ("مصدر silent",)
    assert len(list_headlines(session)) == 6


async def test_refresh_cancelled_keeps_the_headlines_read(session, source):
    session.set_sources([source("quick"), source("silent", "/bad/silent")])
    task = asyncio.create_task(steps(session))
    while not session.library.entries.headlines(limit=1):
        await asyncio.sleep(0.02)
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 5  # the server is silent for ever
    assert len(list_headlines(session)) == 6
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_refresh_concurrency_is_bounded_by_the_setting(library, source, newsroom):
    from reader.config import Settings

    newsroom.set_latency(0.02)
    sources = [source(f"s{n}", f"/feed-{n}") for n in range(12)]
    session = Session(library, sources, Settings(concurrency=3))
    await steps(session)
    assert newsroom.most_at_once <= 3
    await session.close()


async def test_event_loop_does_not_wait_for_parsing(session, source, monkeypatch):
    real = fetch_source.parse_entries
    parsing, answer, answered = threading.Event(), threading.Event(), []

    def parse_that_asks_the_loop(*args):
        parsing.set()
        answered.append(answer.wait(20))
        return real(*args)

    monkeypatch.setattr(fetch_source, "parse_entries", parse_that_asks_the_loop)
    session.set_sources([source("a"), source("b", "/atom.xml")])

    async def answering():
        while not parsing.is_set():
            await asyncio.sleep(0.005)
        answer.set()

    await asyncio.gather(answering(), steps(session))
    assert answered == [True, True]


async def test_refresh_full_downloads_every_article(session, source, newsroom):
    session.set_sources([source("a")])
    told = [step for step in await steps(session, full=True) if step.stage == "articles"]
    assert (told[0].total, told[0].done) == (6, 0)
    assert told[0].expected > 0
    assert told[-1].finished
    assert told[-1].size == told[-1].expected > 6_000
    assert all(headline.offline for headline in list_headlines(session))
    again = [step for step in await steps(session, full=True) if step.stage == "articles"]
    assert again == []


async def test_refresh_full_stores_the_images_of_articles(session, source, newsroom):
    session.set_sources([source("a")])
    await steps(session)
    assert not any(path.startswith("/images/") for path in newsroom.hits)
    await steps(session, full=True)
    articles = [get_article(session, headline.id) for headline in list_headlines(session)]
    images = {
        url
        for article in articles
        for url in (article.image, *(b.url for b in article.blocks if b.kind == "image"))
        if url
    }
    assert len(images) >= len(articles)
    newsroom.down()
    assert all(get_image(session, url) for url in images)


async def test_refresh_full_skips_read_articles(session, source):
    session.set_sources([source("a")])
    await steps(session)
    mark_read(session, [headline.id for headline in list_headlines(session)[:4]])
    await steps(session, full=True)
    assert [headline.offline for headline in list_headlines(session)] == [False] * 4 + [True] * 2


async def test_source_can_be_set_to_always_bring_its_articles(session, source, newsroom):
    session.set_sources([source("a", full=True, pictures=True)])
    await steps(session)
    assert all(headline.offline for headline in list_headlines(session))
    assert any(path.startswith("/images/") for path in newsroom.hits)


async def test_article_that_fails_does_not_cost_the_others(session, source, newsroom):
    session.set_sources([source("a")])
    await steps(session)
    broken = list_headlines(session)[0]
    from urllib.parse import unquote, urlsplit

    newsroom.add(unquote(urlsplit(broken.url).path), b"", status=500)
    told = [step for step in await steps(session, full=True) if step.error]
    assert [step.name for step in told] == [broken.title]
    assert len([h for h in list_headlines(session) if h.offline]) == 5
    assert list_headlines(session, Filter(sources=("a",)))[0].id == broken.id


async def test_proxy_of_the_settings_is_used(library, newsroom):
    from reader.config import Settings
    from reader.model import Source

    newsroom.add("http://news.example/rss", newsroom._built_in("/rss.xml"))
    source = Source("far", "بعيد", feed="http://news.example/rss")
    session = Session(library, [source], Settings(proxy=newsroom.url))
    await steps(session)
    assert newsroom.hits["http://news.example/rss"] == 1
    await session.close()
