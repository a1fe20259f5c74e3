"""The line at the foot: how things stand, how far a refresh has come, and the keys one needs most."""

from datetime import UTC, datetime, timedelta

import pytest
from textual.geometry import Offset
from tui import news
from tui.conftest import NoNetwork, fill, lines_of, press, reading, settled, titles, toasts, until
from tui.painted import rows, visual

from reader.config import Config, Settings
from reader.core import Progress, Session
from reader.core.account.state import AccountState
from reader.core.queries import list_latest
from reader.locale.message import Message
from reader.model import Source, SourceHealth
from reader.tui.messages import LibraryLooked, RefreshProgressed

REFUSED = Message("fetch.refused", host="127.0.0.1")


def foot(pilot):
    return rows(pilot.app)[-1]


def failed(source, since=None):
    return SourceHealth(
        source.id,
        last_fetch=news.NOW,
        last_success=since,
        error=REFUSED,
        due=datetime.now(UTC) + timedelta(days=1),
        url=source.feed,
    )


# Facts


def test_offline_is_when_every_source_that_was_asked_failed():
    good, bad = SourceHealth("a", last_fetch=news.NOW), SourceHealth("b", last_fetch=news.NOW, error=REFUSED)
    assert not LibraryLooked([], {}, False).offline, "nothing was asked yet"
    assert not LibraryLooked([], {"a": good, "b": bad}, False).offline
    assert LibraryLooked([], {"b": bad}, False).offline
    assert LibraryLooked([], {"a": good, "b": bad}, False).failing == 1


# States


async def test_fresh_as_of(session):
    async with reading(session) as pilot:
        assert foot(pilot).endswith(visual("محدّث حتى 15:27") + " ")
        await press(pilot, "L")
        assert foot(pilot).startswith(" Up to date as of 15:27")


async def test_status_without_a_network_says_since_when(session, library):
    for source in news.SOURCES:
        library.sources.record(failed(source, news.NOW - timedelta(hours=3)))
    async with reading(session) as pilot:
        assert visual("لا شبكة. الأخبار حتى 12:30") in foot(pilot)
        assert len(titles(pilot)) == len(news.STORIES), "the headlines it had are there"


async def test_status_without_a_network_for_days_has_the_date(session, library):
    for source in news.SOURCES:
        library.sources.record(failed(source, news.NOW - timedelta(days=3)))
    async with reading(session) as pilot:
        assert visual("لا شبكة. الأخبار حتى \u206821-11-2026، 15:30\u2069", 1) in foot(pilot)


async def test_status_with_a_failing_source_does_not_blame_the_network(session, library):
    library.sources.record(failed(news.RIVER, news.NOW))
    async with reading(session) as pilot:
        assert visual("تعذّر مصدر واحد") in foot(pilot)
        assert visual("لا شبكة") not in foot(pilot)


async def test_status_before_any_refresh_says_so(library):
    async with reading(Session(library, [])) as pilot:
        assert visual("لم يُحدّث بعد") in foot(pilot)


async def test_status_during_a_refresh_names_progress_and_slow_sources(session):
    async with reading(session) as pilot:
        screen = pilot.app.reading
        screen.post_message(RefreshProgressed(Progress(2, 4, "rafidain", "وكالة الرافدين"), asked=True))
        await pilot.pause()
        assert visual("تحديث 2/4 وكالة الرافدين", 1) in foot(pilot)
        assert foot(pilot).count("━") == foot(pilot).count("─") == 6
        screen.post_message(RefreshProgressed(Progress(3, 4, slow=("River Post",)), asked=True))
        await pilot.pause()
        assert "River Post" in foot(pilot)
        screen.post_message(RefreshProgressed(Progress(4, 4, finished=True), asked=True))
        await settled(pilot)
        assert visual("محدّث حتى 15:27") in foot(pilot)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 240])
async def test_hints_fill_the_room_of_the_foot(session, width):
    async with reading(session, size=(width, 20)) as pilot:
        assert len(rows(pilot.app)) == 20
        assert visual("محدّث حتى 15:27") in foot(pilot), "how things stand comes first"
        assert (visual("كثافة") in foot(pilot)) == (width >= 100)
        assert "?" in foot(pilot)


async def test_hints_can_be_clicked(session):
    async with reading(session) as pilot:
        at = foot(pilot).index(visual("المفاتيح"))
        await pilot.click(pilot.app.screen, offset=Offset(at + 1, 35))
        await settled(pilot)
        assert pilot.app.screen is not pilot.app.reading, "the help is open"


async def test_news_of_many_sources_reload_the_list_once(session, monkeypatch):
    monkeypatch.setattr("reader.tui.reading.refresh._RELOAD_SECONDS", 0.4)
    async with reading(session) as pilot:
        looks, screen = [], pilot.app.reading
        read = "reader.tui.reading.refresh.list_latest"
        monkeypatch.setattr(read, lambda *args, **how: looks.append(args) or list_latest(*args, **how))
        for number in range(50):
            screen.post_message(RefreshProgressed(Progress(number, 60, "rafidain", "و", new=1), asked=False))
        await settled(pilot)
        assert len(looks) == 1, "the first at once"
        await until(pilot, lambda: len(looks) == 2)
        screen.post_message(RefreshProgressed(Progress(60, 60, finished=True), asked=False))
        await settled(pilot)
        assert len(looks) == 3, "and all of it at the end"


# Refreshing, against servers that answer and that do not


async def test_first_start_with_no_network_shows_the_sample_and_says_so(library):
    session = Session(library, [news.RAFIDAIN], client_factory=NoNetwork)
    async with reading(session) as pilot:
        assert visual("لا شبكة ولم يُجلب شيء بعد: هذه نسخة نموذجية") in foot(pilot)
        assert titles(pilot)[0] == session.sample.headlines()[0].title
        assert len(titles(pilot)) >= 10
        await press(pilot, "enter")
        assert pilot.app.reading.article.article.whole
        assert toasts(pilot) == [], "it can all be read"
        await press(pilot, "escape", "n", "m", "u", "f", "escape")
        assert pilot.app.is_running


async def test_sample_disappears_when_news_arrive(library, newsroom):
    source = Source("agency", "وكالة", feed=newsroom.url + "/rss.xml", user_added=True)
    session = Session(library, [source])
    newsroom.down()
    async with reading(session) as pilot:
        await until(pilot, lambda: len(titles(pilot)) >= 10)
        newsroom.up()
        await press(pilot, "R")
        assert len(titles(pilot)) == 6
        assert titles(pilot)[0].startswith("بغداد تفتتح")
        assert visual("محدّث حتى") in foot(pilot)
        assert visual("نموذجية") not in foot(pilot)


async def test_refresh_of_a_failing_source_reports_name_and_reason(library, newsroom):
    good = Source("good", "الجيدة", feed=newsroom.url + "/rss.xml", user_added=True)
    page = Source("page", "الصفحة", feed=newsroom.url + "/bad/page", user_added=True)
    async with reading(Session(library, [good, page])) as pilot:
        await until(pilot, lambda: len(titles(pilot)) == 6)
        assert toasts(pilot) == [], "nobody asked"
        assert visual("تعذّر مصدر واحد") in foot(pilot)
        await press(pilot, "R")
        (said,) = toasts(pilot)
        assert said.startswith("الصفحة: ")
        assert len(said) > 20
        assert len(titles(pilot)) == 6, "nothing is lost of what was there"


async def test_r_refreshes_the_source_in_front_and_no_other(library, newsroom):
    first = Source("first", "الأولى", feed=newsroom.url + "/rss.xml", user_added=True)
    second = Source("second", "الثانية", feed=newsroom.url + "/atom.xml", user_added=True)
    async with reading(Session(library, [first, second])) as pilot:
        await until(pilot, lambda: newsroom.hits["/atom.xml"] == newsroom.hits["/rss.xml"] == 1)
        await settled(pilot)
        source = pilot.app.reading.headlines.rows.current.source
        await press(pilot, "r")
        assert newsroom.hits["/rss.xml"] == (2 if source == "first" else 1)
        assert newsroom.hits["/atom.xml"] == (2 if source == "second" else 1)
        await press(pilot, "R")
        assert newsroom.hits["/rss.xml"] + newsroom.hits["/atom.xml"] == 5


async def test_scheduled_refresh_does_not_cancel_a_requested_one(library, newsroom):
    source = Source("agency", "وكالة", feed=newsroom.url + "/rss.xml", user_added=True)
    async with reading(Session(library, [source])) as pilot:
        newsroom.set_latency(0.5)
        await pilot.press("R")
        await until(pilot, lambda: newsroom.hits["/rss.xml"] == 2)
        asked = next(worker for worker in pilot.app.workers if worker.group == "refresh")
        pilot.app.reading.news.fetch_due()
        await settled(pilot)
        assert asked.is_finished
        assert not asked.is_cancelled


async def test_queued_bookmark_is_completed_when_the_network_returns(library, newsroom):
    source = Source("agency", "وكالة", feed=newsroom.url + "/rss.xml", user_added=True)
    async with reading(Session(library, [source])) as pilot:
        await until(pilot, lambda: len(titles(pilot)) == 6)
        await settled(pilot)
        newsroom.down()
        await press(pilot, "b")
        assert library.bookmarks.pending()
        newsroom.up()
        await press(pilot, "R")
        assert library.bookmarks.pending() == []
        assert toasts(pilot)[-1].startswith("حُفظ كاملًا")


async def test_unforeseen_error_of_a_worker_is_reported(session, monkeypatch):
    async with reading(session) as pilot:

        def broken(*_, **__):
            raise ZeroDivisionError("boom")

        monkeypatch.setattr(session.library.entries, "mark_read", broken)
        await press(pilot, "m")
        assert "boom" in toasts(pilot)[-1]
        assert pilot.app.is_running


def test_filled_library_equals_a_refreshed_one(library):
    fill(library)
    assert {health.error for health in library.sources.healths().values()} == {None}


async def test_message_replaces_the_previous_message(session):
    async with reading(session) as pilot:
        pilot.app.notify("حُفظ")
        pilot.app.notify("نُسخ الرابط")
        await settled(pilot)
        assert visual("نُسخ الرابط") in foot(pilot)
        assert visual("حُفظ ") not in foot(pilot)
        assert visual("محدّث حتى 15:27") not in foot(pilot)
        pilot.app.reading.status.clear()
        await settled(pilot)
        assert visual("محدّث حتى 15:27") in foot(pilot)


async def test_error_stays_until_a_key(session):
    async with reading(session) as pilot:
        pilot.app.notify("تعذّر الحفظ", severity="error")
        await settled(pilot)
        assert visual("تعذّر الحفظ") in foot(pilot)
        await press(pilot, "j")
        assert visual("تعذّر الحفظ") not in foot(pilot)


async def test_long_message_opens_lines_over_the_bar_and_covers_nothing(session):
    async with reading(session, size=(60, 24)) as pilot:
        panes = pilot.app.reading.panes
        before = panes.size.height
        pilot.app.notify("تعذّر جلب الخبر كاملاً لأن الخادم لم يُجب في الوقت المحدد، وستُعاد المحاولة بعد دقائق")
        await settled(pilot)
        assert panes.size.height == before - 2
        assert visual("تعذّر جلب الخبر") in "".join(rows(pilot.app)[-3:])
        pilot.app.reading.status.clear()
        await settled(pilot)
        assert panes.size.height == before


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_message_of_any_length_is_shown_whole_with_the_last_key(session, language):
    word = {"ar": "كلمة", "en": "word"}[language]
    async with reading(session, language=language, size=(100, 24)) as pilot:
        for count in range(12, 54):
            end = "نهاية" if language == "ar" else "end"
            pilot.app.notify(" ".join([word] * count + [end]), severity="error")
            await settled(pilot)
            shown = "".join(rows(pilot.app)[-4:])
            assert visual(end) in shown
            assert "…" not in shown


async def test_foot_shows_the_keys_of_the_pane_in_front_as_they_are_bound(session):
    config = Config(settings=Settings(keys={"bookmark": "Z"}))
    async with reading(session, config=config) as pilot:
        assert visual("حفظ") + " Z" in foot(pilot)
        assert visual("كثافة") in foot(pilot)
        await press(pilot, "enter")
        assert visual("الروابط") in foot(pilot)
        assert visual("كثافة") not in foot(pilot)


async def test_ctrl_c_says_in_the_language_how_to_leave(session):
    async with reading(session, language="en") as pilot:
        await press(pilot, "ctrl+c")
        assert "q leaves" in foot(pilot)


async def test_narrow_foot_drops_whole_facts_of_the_state(session, library):
    library.sources.record(failed(news.RIVER, news.NOW - timedelta(hours=3)))
    async with reading(session, size=(40, 15)) as pilot:
        assert "…" not in foot(pilot)
        assert visual("محدّث حتى 15:27") in foot(pilot)
        assert "Enter" in foot(pilot)


async def test_status_with_a_synced_account_does_not_blame_the_network(session, library):
    for source in news.SOURCES:
        library.sources.record(failed(source))
    account = AccountState("greader", "https://rss.example", "alice", 3, 0, news.NOW, None)
    async with reading(session, size=(160, 36)) as pilot:
        status = pilot.app.reading.status
        await until(pilot, lambda: status.offline)
        status.stand_account(account)
        await until(pilot, lambda: visual("متزامن") in foot(pilot))
        assert visual("لا شبكة") not in foot(pilot)
        assert visual("تعذّر") in foot(pilot)

        status.stand_account(account._replace(error=Message.verbatim("x")))
        await until(pilot, lambda: visual("لا شبكة") in foot(pilot))


async def test_message_that_begins_with_another_script_reads_in_the_direction_of_the_interface(session):
    async with reading(session, language="en") as pilot:
        why = Message("fetch.refused", host="127.0.0.1")
        said = pilot.app.reading.strings("said.source_failed", name="صدى دجلة", why=why)
        pilot.app.notify(said, severity="warning")
        await settled(pilot)
        (line,) = lines_of(pilot, pilot.app.reading.status)
        assert line.index("127.0.0.1 refused the connection.") > line.index(visual("صدى دجلة"))


async def test_failing_source_does_not_cover_news_that_are_announced(session):
    async with reading(session, toasts=True) as pilot:
        screen = pilot.app.reading
        failed = Progress(
            4, 4, "post", "River Post", error=Message("fetch.refused", host="127.0.0.1"), finished=True
        )
        screen.breaking.announce([screen.headlines.rows.current], "جسور")
        screen.post_message(RefreshProgressed(failed, asked=True))
        await settled(pilot)
        assert screen.status.said.text.startswith("جسور"), "the state says that a source fails"
        screen.status.clear()
        screen.post_message(RefreshProgressed(failed, asked=True))
        await settled(pilot)
        assert "River Post" in screen.status.said.text
