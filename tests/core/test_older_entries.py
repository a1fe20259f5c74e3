"""Older entries on request: Telegram's pages, archives of Atom and JSON feeds, WordPress's pages."""

import json

import pytest

from reader.config import Settings
from reader.config.settings import Rule
from reader.core import Session
from reader.core.older_entries import fetch_older
from reader.model import Source
from reader.sources import Fetched, parse_feed

CHANNEL = "https://t.me/s/jisr_news"


def channel(first, last, older=""):
    """The preview of a channel with messages from ``first`` to ``last``."""
    messages = "".join(
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="jisr_news/{n}">'
        f'<div class="tgme_widget_message_text js-message_text">الخبر رقم {n}</div>'
        f'<a class="tgme_widget_message_date"><time datetime="2026-11-{n:02}T10:00:00+00:00"></time></a>'
        "</div></div>"
        for n in range(first, last + 1)
    )
    head = f'<link rel="prev" href="/s/jisr_news?before={older}">' if older else ""
    info = '<div class="tgme_channel_info"><div class="tgme_channel_info_header_title">الجسر</div></div>'
    return f"<html><head>{head}</head><body>{info}{messages}</body></html>"


PAGES = {
    CHANNEL: channel(21, 24, older="21"),
    f"{CHANNEL}?before=21": channel(17, 20, older="17"),
    f"{CHANNEL}?before=17": channel(13, 16, older="13"),
    f"{CHANNEL}?before=13": channel(9, 12),
}


class Preview:
    """A client that answers with the pages of a channel."""

    def __init__(self):
        self.asked = []

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    async def get(self, url, **_):
        self.asked.append(url)
        return Fetched(url, 200, PAGES[url].encode(), "text/html; charset=utf-8")


@pytest.fixture
async def session(library):
    preview = Preview()
    source = Source("jisr", "الجسر", listing=CHANNEL)
    session = Session(library, [source], client_factory=lambda: preview)
    session.preview = preview
    yield session
    await session.close()


async def steps(session, pages):
    return [step async for step in fetch_older(session, ["jisr"], pages)]


def titles(library):
    return [headline.title for headline in library.entries.headlines()]


async def test_older_messages_are_fetched_and_stand_in_order(session, library):
    (step,) = await steps(session, 2)
    assert step.new == 12
    assert titles(library) == [f"الخبر رقم {n}" for n in range(24, 12, -1)]


async def test_rules_hold_for_older_messages(session, library):
    session.settings = Settings(rules=(Rule("r", query="title:22 OR title:19", hide=True),))
    await steps(session, 1)
    assert titles(library) == [f"الخبر رقم {n}" for n in (24, 23, 21, 20, 18, 17)]


async def test_older_messages_go_on_where_the_last_request_ended(session, library):
    await steps(session, 1)
    (step,) = await steps(session, 5)
    assert step.new == 8
    assert step.note.key == "refresh.no_older"
    assert session.preview.asked == list(PAGES)
    assert len(titles(library)) == 16
    assert [each.new for each in await steps(session, 5)] == [0]


@pytest.mark.parametrize(
    ("document", "older"),
    [
        ("<feed><link rel='next' href='/feed?page=2'/><entry><title>a</title></entry></feed>", "feed?page=2"),
        ("<feed><link rel='prev-archive' href='/2025'/><entry><title>a</title></entry></feed>", "2025"),
        (
            "<rss><channel><generator>https://wordpress.org/?v=6.5</generator><item><title>a</title></item>"
            "</channel></rss>",
            "feed?paged=2",
        ),
        (json.dumps({"version": "https://jsonfeed.org/version/1", "next_url": "/p2", "items": [{}]}), "p2"),
        ("<rss><channel><item><title>a</title></item></channel></rss>", ""),
    ],
)
def test_parse_feed_finds_the_address_of_older_entries(document, older):
    found = parse_feed(document.encode(), "https://news.example/feed").older
    assert found == (f"https://news.example/{older}" if older else "")


def test_parse_feed_of_a_second_page_of_wordpress_names_the_third():
    document = b"<rss><channel><generator>https://wordpress.org/</generator><item><title>a</title></item></channel></rss>"
    assert parse_feed(document, "https://news.example/feed?paged=2").older.endswith("paged=3")
