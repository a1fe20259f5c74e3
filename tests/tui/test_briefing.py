"""The screen of what came since the person left: offered after hours, grouped, read, saved, left."""

from datetime import timedelta

import pytest
from tui import news
from tui.conftest import NoNetwork, press, reading, says, settled, toasts, until
from tui.events import ALPHA, BETA, BOOKS, FAIR, FIRE, FIRE_CAUSE, FIRE_OUT, SOURCES, add, fill_events

from reader.core import Session
from reader.core.briefing import get_last_presence, list_unseen, record_presence
from reader.core.story_groups import update_stories
from reader.model import Filter
from reader.tui.list_rows import Group, headline_of
from reader.tui.screens.briefing_screen import BriefingScreen

FLOOD = "عاجل: فيضان يقطع طريق الموصل دهوك"


@pytest.fixture
def ids(library):
    found = fill_events(library)
    found.append(add(library, BETA, FLOOD, 30))
    update_stories(library, news.NOW)
    return found


@pytest.fixture
def session(library, ids):
    return Session(library, SOURCES, client_factory=NoNetwork)


def leave(library, hours):
    record_presence(Session(library), news.NOW - timedelta(hours=hours))


def listed(pilot):
    return [row.title for row in pilot.app.screen.rows.rows]


def unread_ids(library):
    return {each.id for each in library.entries.headlines(Filter(unread=True))}


async def test_start_after_hours_shows_events_breaking_first_then_most_reported(session, library):
    leave(library, 12)
    async with reading(session) as pilot:
        assert isinstance(pilot.app.screen, BriefingScreen)
        titles = [
            row.title if isinstance(row, Group) else headline_of(row).title for row in listed_rows(pilot)
        ]
        assert titles == ["عاجل", FLOOD, "الأكثر تغطيةً", FIRE_CAUSE, "أخبار أخرى", BOOKS, FAIR]
        assert says(pilot, "3 وكالات")


def listed_rows(pilot):
    return pilot.app.screen.rows.rows


async def test_start_after_less_time_or_without_the_setting_or_first_start_shows_the_headlines(
    session, library
):
    async with reading(session) as pilot:
        assert pilot.app.screen is pilot.app.reading
    leave(library, 5)
    async with reading(session) as pilot:
        assert pilot.app.screen is pilot.app.reading
    leave(library, 100)
    async with reading(session, stories_away_hours=0) as pilot:
        assert pilot.app.screen is pilot.app.reading


async def test_start_notes_presence_so_that_the_next_one_shows_nothing(session, library):
    leave(library, 12)
    async with reading(session) as pilot:
        assert isinstance(pilot.app.screen, BriefingScreen)
    assert get_last_presence(session) == news.NOW
    async with reading(session) as pilot:
        assert pilot.app.screen is pilot.app.reading


async def test_escape_leaves_and_the_key_shows_it_again(session, library):
    leave(library, 12)
    async with reading(session) as pilot:
        await press(pilot, "escape")
        assert pilot.app.screen is pilot.app.reading
        await press(pilot, "I")
        assert isinstance(pilot.app.screen, BriefingScreen)
        assert len(listed_rows(pilot)) == 7


async def test_enter_opens_the_article_and_unfolding_shows_each_newsroom(session, library, ids):
    leave(library, 12)
    async with reading(session) as pilot:
        await press(pilot, "j", "a")
        shown = [headline_of(row).title for row in listed_rows(pilot) if headline_of(row)]
        assert shown == [FLOOD, FIRE_CAUSE, FIRE_OUT, FIRE, BOOKS, FAIR]
        await press(pilot, "j", "j", "enter")
        assert pilot.app.screen is pilot.app.reading
        await until(pilot, lambda: pilot.app.reading.article.headline.id == ids[0])


async def test_fold_key_on_a_report_puts_the_cursor_on_its_event(session, library):
    leave(library, 12)
    async with reading(session) as pilot:
        await press(pilot, "j", "a", "j", "j", "a")
        assert len(listed_rows(pilot)) == 7
        assert headline_of(pilot.app.screen.rows.current).title == FIRE_CAUSE


async def test_m_marks_all_reports_of_an_event_and_undo_brings_them_back(session, library, ids):
    leave(library, 12)
    async with reading(session) as pilot:
        await press(pilot, "j", "m")
        await until(pilot, lambda: unread_ids(library) == {ids[3], ids[4], ids[5]})
        assert len(listed_rows(pilot)) == 7, "rows stay, as read"
        await press(pilot, "U")
        await until(pilot, lambda: unread_ids(library) == set(ids))


async def test_b_saves_the_headline_and_says_so(session, library, ids):
    leave(library, 12)
    async with reading(session) as pilot:
        await press(pilot, "b")
        await until(pilot, lambda: library.entries.headline(ids[5]).saved)
        await settled(pilot)
        assert any(FLOOD in said for said in toasts(pilot))
        assert headline_of(pilot.app.screen.rows.current).saved


async def test_mark_all_reads_everything_and_goes(session, library):
    leave(library, 12)
    async with reading(session) as pilot:
        await press(pilot, "M")
        assert pilot.app.screen is pilot.app.reading
        await until(pilot, lambda: unread_ids(library) == set())


async def test_screen_without_news_says_so(session, library, ids):
    library.entries.mark_read(ids)
    leave(library, 12)
    async with reading(session) as pilot:
        assert pilot.app.screen is pilot.app.reading
        await press(pilot, "I")
        assert says(pilot, "لا جديد لم تقرأه منذ غيابك. Esc يعود إلى العناوين.")


@pytest.mark.parametrize("size", [(46, 15), (80, 24), (200, 50)])
async def test_screen_fits_every_size(session, library, size):
    leave(library, 12)
    async with reading(session, size=size, language="en") as pilot:
        assert isinstance(pilot.app.screen, BriefingScreen)
        await press(pilot, "j", "a", "d", "question_mark", "escape")
        assert isinstance(pilot.app.screen, BriefingScreen)


def test_list_unseen_leaves_out_what_was_read_and_what_came_before(session, library, ids):
    new = add(library, ALPHA, "مهرجان للتمور في كربلاء", 5)
    library.entries.mark_read([ids[3]])

    rows = list_unseen(session, news.NOW - timedelta(hours=1))

    assert new in {headline.id for row in rows for headline in row.headlines}
    assert ids[3] not in {headline.id for row in rows for headline in row.headlines}
    assert list_unseen(session, news.NOW + timedelta(hours=1)) == []


def test_get_last_presence_of_a_library_without_one_is_none(library):
    assert get_last_presence(Session(library)) is None
    library.facts.set("seen", "no time")
    assert get_last_presence(Session(library)) is None


async def test_screen_since_the_person_left_looks_as_it_did(session, library, app_snapshot):
    leave(library, 12)
    async with reading(session, size=(100, 24)) as pilot:
        await press(pilot, "j", "a")
        assert await app_snapshot(pilot, "briefing")
