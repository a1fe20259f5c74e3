"""The reading screen as a whole: keys and focus from pane to pane, languages, configuration, leaving."""

import asyncio
import threading

import pytest
from tui import news
from tui.conftest import (
    UTF8_TERMINAL,
    find,
    fresh,
    lines_of,
    posted,
    press,
    reading,
    says,
    settled,
    titles,
    toasts,
    until,
)
from tui.painted import rows

from reader.config import Config, Problem, Settings
from reader.core import CoreError, Session
from reader.locale.message import Message
from reader.model import Entry, Source
from reader.sources import FetchError
from reader.tui.app import Khabar
from reader.tui.messages import RefreshProgressed
from reader.tui.panes.ticker import Ticker


def front(pilot):
    """The pane in front; the ticker when it has the keys."""
    screen = pilot.app.reading
    return "ticker" if isinstance(screen.focused, Ticker) else screen.panes.front


def holder(pilot):
    """Id of what the keys go to."""
    return pilot.app.reading.focused.id


# Start


async def test_follow_sources_runs_before_the_library_is_loaded(session):
    order = []
    app = Khabar(session, Config(), UTF8_TERMINAL, follow_sources=lambda: order.append("follow"))
    app.animation_level = "none"
    app.reading.news.look = lambda: order.append("look")
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert order == ["follow", "look"]
        assert titles(pilot)


async def test_follow_sources_failing_is_said_and_the_library_is_loaded(session):
    def fail():
        raise CoreError(Message("core.no_source", id="x"))

    app = Khabar(session, Config(), UTF8_TERMINAL, follow_sources=fail)
    app.animation_level = "none"
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert len(toasts(pilot)) == 1
        assert titles(pilot)


# Focus


async def test_list_has_the_keys_at_first(session):
    async with reading(session) as pilot:
        assert holder(pilot) == "headline-list"


async def test_tab_goes_round_the_panes_and_back(session):
    async with reading(session) as pilot:
        round_trip = []
        for key in ["tab"] * 4 + ["shift+tab"] * 4:
            await press(pilot, key)
            round_trip.append((front(pilot), holder(pilot)))
        there = [
            ("article", "article-view"),
            ("bookmarks", "bookmark-list"),
            ("ticker", "ticker"),
            ("headlines", "headline-list"),
        ]
        assert round_trip == [*there, *reversed(there[:3]), there[3]]


async def test_click_brings_a_pane_to_the_front(session):
    async with reading(session, size=(170, 45)) as pilot:
        await pilot.click(pilot.app.reading.article.view, offset=(5, 20))
        await settled(pilot)
        assert front(pilot) == "article"
        await pilot.click(pilot.app.reading.headlines.rows, offset=(5, 30))
        await settled(pilot)
        assert front(pilot) == "headlines"


async def test_pane_with_the_keys_is_shown_by_the_shape_of_its_head(session):
    async with reading(session) as pilot:
        screen = pilot.app.reading
        assert "━" in lines_of(pilot, screen.headlines.head)[0]
        assert "─" in lines_of(pilot, screen.article.head)[0]
        await press(pilot, "enter")
        assert screen.article.has_focus_within


async def test_escape_goes_back_by_a_step(session):
    async with reading(session) as pilot:
        await press(pilot, "u", "enter", "z")
        assert pilot.app.reading.panes.zoomed
        await press(pilot, "escape")
        assert not pilot.app.reading.panes.zoomed
        assert front(pilot) == "article"
        await press(pilot, "escape")
        assert front(pilot) == "headlines"
        assert pilot.app.reading.headlines.filtered
        await press(pilot, "escape")
        assert not pilot.app.reading.headlines.filtered
        await press(pilot, "escape")
        assert pilot.app.is_running, "at the bottom there is nothing left to leave"


async def test_esc_leaves_the_ticker(session):
    async with reading(session) as pilot:
        await press(pilot, "shift+tab", "escape")
        assert holder(pilot) == "headline-list"


# Unread news


async def test_n_and_capital_n_open_the_next_and_the_previous_unread(session):
    async with reading(session) as pilot:
        await press(pilot, "j", "m", "k", "enter", "n")
        assert pilot.app.reading.article.headline.title == news.LIBRARY.title, "one in between is read"
        await press(pilot, "n", "N")
        assert toasts(pilot)[-1] == "لا أخبار أخرى غير مقروءة"
        assert pilot.app.reading.article.headline.title == news.PORT.title
        await press(pilot, "escape", "G", "N")
        assert pilot.app.reading.article.headline.title == news.YESTERDAY.title


async def test_space_from_the_list_opens_the_next_unread(session):
    async with reading(session) as pilot:
        await press(pilot, "space")
        assert pilot.app.reading.article.headline.title in (news.BRIDGE.title, news.DATES.title)
        assert front(pilot) == "article"


async def test_reading_everything_by_space_alone(session):
    async with reading(session, size=(100, 40)) as pilot:
        for _ in range(40):
            await pilot.press("space")
            await settled(pilot)
            if toasts(pilot):
                break
        assert toasts(pilot) == ["لا أخبار أخرى غير مقروءة"]
        unread = [story.title for story in news.STORIES if not find(pilot, story).read]
        assert unread in ([], [news.BRIDGE.title])


# Languages, digits


async def test_l_walks_through_the_languages_everywhere_at_once(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "L")
        for words in (
            "Headlines",
            "Article",
            "Latest news",
            "keys",
            "5 minutes ago",
            "More from this source",
        ):
            if words != "More from this source":
                assert any(words in row for row in rows(pilot.app)), words
        await press(pilot, "L")
        for words in ("سەردێڕەکان", "دوایین هەواڵ", "پێش 5 خولەک"):
            assert says(pilot, words), words
        await press(pilot, "L")
        assert says(pilot, "العناوين")


async def test_i_changes_the_digits_everywhere_at_once(session):
    async with reading(session) as pilot:
        await press(pilot, "i")
        for words in ("قبل ٥ دقائق", "محدّث حتى ١٥:٢٧", "٩ غير مقروء من ٩"):
            assert says(pilot, words), words
        assert says(pilot, "وزارة الزراعة: إنتاج التمور يرتفع 50% هذا"), "not in what others wrote"


@pytest.mark.parametrize(
    ("language", "first"), [("ar", "العناوين"), ("en", "Headlines"), ("ckb", "سەردێڕەکان")]
)
async def test_screen_is_in_the_language_of_the_settings(session, language, first):
    async with reading(session, language=language) as pilot:
        assert says(pilot, first)


# Configuration, first start, leaving


async def test_screen_reports_configuration_mistakes_with_their_lines(session):
    config = Config(Settings(), problems=(Problem(7, Message("config.unknown", key="[red]")),))
    async with reading(session, config=config) as pilot:
        assert toasts(pilot) == ["ملف الإعدادات، السطر 7: «[red]» ليس من الإعدادات"]
        assert len(titles(pilot)) == len(news.STORIES), "the rest works"


async def test_toasts_are_text_and_never_markup(session):
    async with reading(session) as pilot:
        await press(pilot, *"jjjjjj", "b")
        assert any(news.HOSTILE in said for said in toasts(pilot))
        assert pilot.app.is_running


async def test_q_leaves_with_exit_code_nought_and_closes_the_network(session):
    closed = []

    async def close(original=session.close):
        closed.append(True)
        await original()

    session.close = close
    async with reading(session) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.return_value == 0
    assert closed


async def test_headlines_appear_as_each_source_arrives(library, newsroom):
    quick = Source("quick", "السريعة", feed=newsroom.url + "/rss.xml", user_added=True)
    slow = Source("slow", "البطيئة", feed=newsroom.url + "/bad/silent", user_added=True)
    async with reading(Session(library, [quick, slow]), wait=False) as pilot:
        await until(pilot, lambda: len(titles(pilot)) == 6)
        await until(pilot, lambda: says(pilot, "تحديث 1/2 البطيئة", 1))
        await pilot.press("j", "enter")
        await until(pilot, lambda: front(pilot) == "article")
        assert says(pilot, "تحديث 1/2 البطيئة", 1), "the other is still awaited"
        pilot.app.workers.cancel_group(pilot.app.reading, "refresh")


async def test_library_of_ten_thousand_opens_and_moves(library):
    entries = [
        Entry(str(n), f"خبر رقم {n}", f"http://127.0.0.1:9/{n}", published=news.NOW) for n in range(10_000)
    ]
    library.sources.set([news.RAFIDAIN])
    library.entries.add(news.RAFIDAIN, entries, now=news.NOW)
    library.sources.record(fresh(news.RAFIDAIN))
    async with reading(Session(library, [news.RAFIDAIN])) as pilot:
        await until(pilot, lambda: says(pilot, "10,000 غير مقروء من 10,000", 1))
        await press(pilot, "G", "g", "pagedown")
        assert says(pilot, "10,000 غير مقروء من 10,000", 1)


async def test_older_news_of_the_source_in_front_come_by_a_key(library, newsroom):
    from reader.core.refresh import refresh_sources

    def page(first, older=""):
        items = "".join(
            f"<item><title>خبر {n} من الجسر</title><link>{newsroom.url}/n/{n}</link></item>"
            for n in range(first, first + 3)
        )
        link = (
            f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="{newsroom.url}{older}"/>'
        )
        inner = f"<title>x</title>{link if older else ''}{items}"
        return f"<rss version='2.0'><channel>{inner}</channel></rss>".encode()

    newsroom.add("/paged.xml", page(10, "/older.xml"), type="application/xml")
    newsroom.add("/older.xml", page(20), type="application/xml")
    sources = [Source("agency", "وكالة", feed=newsroom.url + "/paged.xml", user_added=True)]
    before = Session(library, sources)  # the client of a session belongs to a single event loop
    async for _ in refresh_sources(before):
        pass
    await before.close()
    async with reading(Session(library, sources)) as pilot:
        await press(pilot, "P")
        await until(pilot, lambda: says(pilot, "أخبار أقدم من"))
        await settled(pilot)
        assert len(pilot.app.reading.headlines.rows.rows) >= 6
        await press(pilot, "P")
        await until(pilot, lambda: says(pilot, "ما هو أقدم"))


async def test_refresh_that_runs_is_not_begun_again(library):
    asked, answered = [], threading.Event()

    class Slow:
        async def __aenter__(self):
            return self

        async def __aexit__(self, *_):
            return None

        async def get(self, url, **_):
            asked.append(url)
            await asyncio.to_thread(answered.wait, 20)
            raise FetchError(Message("core.no_source", id="x"))

    session = Session(library, news.SOURCES, client_factory=Slow)
    async with reading(session, wait=False) as pilot:
        await until(pilot, lambda: len(asked) == len(news.SOURCES) and pilot.app.reading.news.fetching)
        for key in ("R", "r", "D"):
            await pilot.press(key)
            said = pilot.app.reading.strings("said.refreshing")
            await until(pilot, lambda said=said: said in toasts(pilot))
            pilot.app.reading.status.clear()
        assert len(asked) == len(news.SOURCES)
        answered.set()
        await settled(pilot)


async def test_refresh_that_only_tidies_up_gives_way(session, monkeypatch):
    tidy = threading.Event()
    monkeypatch.setattr("reader.store.retention.Retention.prune", lambda *_, **__: tidy.wait(20))
    seen = []
    async with reading(session, wait=False, hook=seen.append) as pilot:
        await until(pilot, lambda: posted(seen, RefreshProgressed))
        assert not any(each.progress.source for each in posted(seen, RefreshProgressed)), "nothing was due"
        await pilot.press("R")
        await until(pilot, lambda: any(each.progress.source for each in posted(seen, RefreshProgressed)))
        assert pilot.app.reading.strings("said.refreshing") not in toasts(pilot)
        tidy.set()


async def test_row_shows_how_much_of_an_article_was_read_and_the_library_keeps_it(session):
    async with reading(session, size=(120, 20)) as pilot:
        await press(pilot, "enter", "space")
        view = pilot.app.reading.article.view
        assert 0 < view.scroll_offset.y < view.max_scroll_y
        await press(pilot, "escape")
        percent = find(pilot, news.BRIDGE).progress
        assert 5 <= percent <= 95
        assert says(pilot, f"{percent} %", base=1)
