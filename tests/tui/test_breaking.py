"""Breaking news is cried once, and not too often; nothing from outside reaches the terminal but its words."""

from datetime import timedelta

import pytest
from textual.geometry import Offset
from tui import news
from tui.conftest import Frozen, reading, settled, toasts
from tui.painted import rows, visual

from reader.core import Progress
from reader.model import Entry, Headline
from reader.tui.app import Khabar
from reader.tui.breaking_news import MAX_AGE, MAX_ANNOUNCEMENTS, Alarm
from reader.tui.messages import RefreshProgressed
from reader.tui.notifications import escape

NOW = news.NOW


def headline(id=1, title="عاجل: افتتاح جسر جديد فوق النهر", minutes=5, breaking=True, source="a"):
    return Headline(
        id, source, source, title, published=NOW - timedelta(minutes=minutes), fetched=NOW, breaking=breaking
    )


TITLES = ["افتتاح جسر", "أمطار غزيرة غدًا", "فوز المنتخب بالكأس", "ارتفاع أسعار التمور", "وصول قطار جديد"]


# The rules


def test_alarm_chooses_new_breaking_headlines():
    alarm = Alarm()
    assert alarm.choose([headline(breaking=False)], NOW) == []
    assert alarm.choose([headline(minutes=61)], NOW) == []
    assert alarm.choose([Headline(1, "a", "a", "عاجل", breaking=True)], NOW) == []
    assert alarm.choose([headline(minutes=-90)], NOW) == []
    assert alarm.choose([headline()], NOW) == [headline()]


def test_alarm_announces_a_story_of_two_sources_once():
    alarm = Alarm()
    assert alarm.choose([headline()], NOW)
    again = headline(2, "خبر عاجل | افتتاح جسر جديد كبير فوق النهر", source="b")
    assert alarm.choose([again], NOW + timedelta(minutes=3)) == []
    other = headline(3, "عاجل: أمطار غزيرة تغلق المدارس في الجنوب", source="b")
    assert alarm.choose([other], NOW) == [other]


def test_alarm_takes_short_titles_for_a_story_only_when_equal():
    alarm = Alarm()
    assert alarm.choose([headline(1, "عاجل: استقالة الوزير")], NOW)
    assert alarm.choose([headline(2, "عاجل: عودة الوزير")], NOW)
    assert not alarm.choose([headline(3, "عاجل.. استقالة الوزير")], NOW)


def test_alarm_is_limited_by_the_hour():
    alarm = Alarm()
    cried = [bool(alarm.choose([headline(i, title)], NOW)) for i, title in enumerate(TITLES)]
    assert cried == [True] * MAX_ANNOUNCEMENTS + [False] * (len(TITLES) - MAX_ANNOUNCEMENTS)
    later = NOW + MAX_AGE + timedelta(minutes=1)
    new = Headline(9, "a", "a", "عاجل: خبر بعد ساعة كاملة", published=later, breaking=True)
    assert alarm.choose([new], later) == [new]


def test_alarm_counts_simultaneous_headlines_once():
    alarm = Alarm()
    both = [headline(1, TITLES[0]), headline(2, TITLES[1])]
    assert alarm.choose(both, NOW) == both
    assert all(alarm.choose([headline(9, title)], NOW) for title in TITLES[2:])


# On the screen


@pytest.fixture
def cried(monkeypatch):
    """What the desktop was told."""
    told = []
    monkeypatch.setattr(Khabar, "notify_desktop", lambda self, *notification: told.append(notification))
    monkeypatch.setattr("reader.tui.reading.breaking_announcer.datetime", Frozen)
    return told


def arrive(session, title="عاجل: انقطاع الجسر القديم أمام السير", minutes=1):
    """Bring one more story in, as a refresh would."""
    entry = Entry(title, title, "http://127.0.0.1:9/x", published=NOW - timedelta(minutes=minutes))
    return tuple(session.library.entries.add(news.RAFIDAIN, [entry], now=NOW).new)


async def refreshed(pilot, ids, *, first=False):
    progress = Progress(1, 1, "rafidain", new=len(ids), finished=True, headlines=ids, first=first)
    pilot.app.reading.post_message(RefreshProgressed(progress, asked=False))
    await settled(pilot)


async def test_breaking_news_sends_a_message_and_a_notification(session, cried):
    async with reading(session, notifications="osc9") as pilot:
        ids = arrive(session)
        await refreshed(pilot, ids)
        await refreshed(pilot, ids)
        assert [each for each in toasts(pilot) if "الجسر القديم" in each] == [
            "عاجل: انقطاع الجسر القديم أمام السير (وكالة الرافدين)"
        ]
        assert cried == [("osc9", "عاجل", "انقطاع الجسر القديم أمام السير")]


@pytest.mark.parametrize(
    ("title", "minutes", "first"),
    [("انقطاع الجسر", 1, False), ("عاجل: انقطاع الجسر", 90, False), ("عاجل: انقطاع الجسر", 1, True)],
    ids=["not breaking", "old", "first fetch of a source"],
)
async def test_old_or_first_headlines_ring_no_bell(session, cried, title, minutes, first):
    async with reading(session, notifications="bell") as pilot:
        await refreshed(pilot, arrive(session, title, minutes), first=first)
        assert not cried
        assert not any("الجسر" in each for each in toasts(pilot))


async def test_click_on_the_message_opens_its_news(session, cried):
    async with reading(session) as pilot:
        await refreshed(pilot, arrive(session, "عاجل: هزة أرضية خفيفة في الشمال", 2))
        place = "".join(rows(pilot.app)[-1]).index(visual("هزة"))
        await pilot.click(pilot.app.screen, offset=Offset(place, 35))
        await settled(pilot)
        assert pilot.app.reading.article.headline.title == "عاجل: هزة أرضية خفيفة في الشمال"
        assert pilot.app.reading.panes.front == "article"
        assert pilot.app.reading.status.said is None


async def test_other_messages_open_nothing(session):
    async with reading(session) as pilot:
        pilot.app.notify("[/] x")
        await settled(pilot)
        await pilot.click(pilot.app.screen, offset=Offset(115, 35))
        await settled(pilot)
        assert pilot.app.reading.panes.front == "headlines"


# What is written to the terminal


def test_notification_escape_of_each_way():
    assert escape("off", "عاجل", "خبر", {}) == ""
    assert escape("bell", "عاجل", "خبر", {}) == "\a"
    assert escape("osc9", "عاجل", "خبر", {}) == "\x1b]9;عاجل: خبر\a"
    assert escape("osc777", "عا;جل", "خبر", {}) == "\x1b]777;notify;عا,جل;خبر\a"
    assert (
        escape("osc99", "عاجل", "خبر", {}) == "\x1b]99;i=khabar:d=0;عاجل\a\x1b]99;i=khabar:d=1:p=body;خبر\a"
    )


def test_notification_escape_passes_multiplexers():
    assert escape("osc9", "ع", "خ", {"TMUX": "x"}) == "\x1bPtmux;\x1b\x1b]9;ع: خ\a\x1b\\"
    assert escape("osc9", "ع", "خ", {"STY": "x"}) == "\x1bP\x1b]9;ع: خ\a\x1b\\"
    assert escape("bell", "ع", "خ", {"TMUX": "x"}) == "\a"


@pytest.mark.parametrize("way", ["osc9", "osc777", "osc99"])
def test_notification_escape_has_no_controls_of_the_headline(way):
    evil = "خبر\x1b]52;c;aGE=\a\x07\x9c\x1b\\ \x9b31m\r\n;4;1;50" + "ا" * 5000
    inside = escape(way, "عاجل", evil, {})
    controls = [each for each in inside if not each.isprintable() and each not in "\u200c\u200d"]
    assert controls.count("\x1b") == controls.count("\a") == (2 if way == "osc99" else 1)
    assert set(controls) == {"\x1b", "\a"}
    assert len(inside.encode()) < 768
