"""One row an event: counted, unfolded, read once, in the list and the ticker."""

import pytest
from tui import news
from tui.conftest import NoNetwork, press, reading, says, settled, titles, until
from tui.events import ALPHA, BETA, BOOKS, FAIR, FIRE, FIRE_CAUSE, FIRE_OUT, SOURCES, add, fill_events
from tui.painted import cells_of, rows

from reader.core import Session
from reader.core.story_groups import update_stories
from reader.model import Filter
from reader.tui.list_rows import Report
from reader.tui.widgets.headline_row import COUNT


@pytest.fixture
def ids(library):
    return fill_events(library)


@pytest.fixture
def session(library, ids):
    return Session(library, SOURCES, client_factory=NoNetwork)


def unread_ids(pilot):
    return {each.id for each in pilot.app.session.library.entries.headlines(Filter(unread=True))}


async def test_story_of_three_newsrooms_is_one_row_that_counts_them(session):
    async with reading(session) as pilot:
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FAIR]
        assert says(pilot, "3 وكالات")
        assert says(pilot, "3 غير مقروء من 3")


async def test_newsrooms_key_unfolds_each_headline_with_time_and_folds_again(session):
    async with reading(session) as pilot:
        await press(pilot, "j", "a")
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FIRE_OUT, FIRE, FAIR]
        line = next(row for row in rows(pilot.app) if "┆" in row and "14:30" in row)
        assert "▾" not in line
        await press(pilot, "j", "j")
        assert isinstance(pilot.app.reading.headlines.rows.current, Report)
        await press(pilot, "a")
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FAIR]
        assert pilot.app.reading.headlines.rows.current.title == FIRE_CAUSE


async def test_click_on_the_count_unfolds_the_event_and_folds_it_again(session):
    async with reading(session) as pilot:
        view = pilot.app.reading.headlines.rows
        lines = view.screen._compositor.render_strips()
        x, y = next(
            (x, y)
            for y, strip in enumerate(lines)
            for x, (_, style) in enumerate(cells_of(strip))
            if style.meta.get(COUNT)
        )
        await pilot.click(offset=(x, y))
        await settled(pilot)
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FIRE_OUT, FIRE, FAIR]
        assert view.current.title == FIRE_CAUSE
        assert pilot.app.reading.panes.front == "headlines"
        await pilot.click(offset=(x, y))
        await settled(pilot)
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FAIR]


async def test_unfolding_a_single_report_does_nothing(session):
    async with reading(session) as pilot:
        await press(pilot, "a")
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FAIR]


async def test_story_read_once_is_read_in_every_newsroom_and_undo_restores_all(session, ids):
    async with reading(session) as pilot:
        await press(pilot, "j", "a", "enter")
        await until(pilot, lambda: unread_ids(pilot) == {ids[3], ids[4]})
        listed = [row for row in pilot.app.reading.headlines.rows.rows if isinstance(row, Report)]
        assert all(row.headline.read for row in listed)
        await press(pilot, "escape", "m")
        await until(pilot, lambda: unread_ids(pilot) == set(ids))


async def test_report_alone_is_read_by_the_setting(session, ids):
    async with reading(session, stories_read="report") as pilot:
        await press(pilot, "j", "enter")
        await until(pilot, lambda: unread_ids(pilot) == set(ids) - {ids[2]})


async def test_mark_on_an_unfolded_report_marks_that_report_alone(session, ids):
    async with reading(session) as pilot:
        await press(pilot, "j", "a", "j", "m")
        await until(pilot, lambda: unread_ids(pilot) == set(ids) - {ids[1]})


async def test_stories_key_lists_each_report_and_is_remembered(session):
    async with reading(session) as pilot:
        await press(pilot, "W")
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FAIR, FIRE_OUT, FIRE]
        assert pilot.app.reading.ui_state.stories is False
        await press(pilot, "W")
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FAIR]


async def test_list_by_source_has_each_report_under_its_source(session):
    async with reading(session) as pilot:
        await press(pilot, "v")
        assert sorted(titles(pilot)) == sorted([BOOKS, FIRE_CAUSE, FAIR, FIRE_OUT, FIRE])


async def test_later_report_joins_the_row_and_an_unfolded_story_shows_it(session, library, ids):
    async with reading(session) as pilot:
        await press(pilot, "j", "a")
        new = add(library, ALPHA, "عاجل: إخماد حريق معمل النسيج في الديوانية", 1)
        update_stories(library, news.NOW)
        assert library.entries.headline(new).story == ids[0]
        pilot.app.reading.news.reload()
        await settled(pilot)
        assert [
            row.headline.id for row in pilot.app.reading.headlines.rows.rows if isinstance(row, Report)
        ] == [
            ids[2],
            ids[1],
            ids[0],
        ]
        assert titles(pilot)[0] == "عاجل: إخماد حريق معمل النسيج في الديوانية"


async def test_ticker_says_how_many_newsrooms_report_a_story(session):
    async with reading(session, size=(200, 36)) as pilot:
        assert says(pilot, "(3 وكالات)", 1)


async def test_stories_without_the_setting_are_not_grouped(session):
    async with reading(session, stories=False) as pilot:
        assert titles(pilot) == [BOOKS, FIRE_CAUSE, FAIR, FIRE_OUT, FIRE]


@pytest.mark.parametrize("width", [46, 80, 120, 200])
async def test_rows_of_a_story_fill_their_lines_at_every_width(session, width):
    async with reading(session, size=(width, 30)) as pilot:
        await press(pilot, "j", "a", "d", "d")
        assert all(len(row) <= width for row in rows(pilot.app))
        assert len([row for row in rows(pilot.app) if "┆" in row]) == 2


async def test_article_lists_the_other_reports_of_its_event_and_a_number_opens_one(session, ids):
    async with reading(session, size=(120, 50)) as pilot:
        await press(pilot, "j", "enter")
        assert says(pilot, "عن الحدث نفسه")
        assert says(pilot, FIRE)
        assert says(pilot, FIRE_OUT)
        assert says(pilot, BETA.name)
        assert [each.id for each in pilot.app.reading.article.reports] == [ids[0], ids[1]]
        await press(pilot, "l", "2")
        await until(pilot, lambda: pilot.app.reading.article.headline.id == ids[1])


async def test_article_of_a_single_report_lists_no_other_reports(session):
    async with reading(session, size=(120, 50)) as pilot:
        await press(pilot, "enter")
        assert not says(pilot, "عن الحدث نفسه")


async def test_report_of_the_article_is_opened_by_a_click(session, ids):
    async with reading(session, size=(120, 50)) as pilot:
        await press(pilot, "j", "enter")
        view = pilot.app.reading.article.view
        line = next(n for n, laid in enumerate(view.lines) if laid.kind == "report")
        await pilot.click(view, offset=(view.text_width - 12, line - view.scroll_offset.y))
        await until(pilot, lambda: pilot.app.reading.article.headline.id == ids[0])


async def test_story_folded_and_unfolded_looks_as_it_did(session, app_snapshot):
    async with reading(session, size=(120, 24)) as pilot:
        await press(pilot, "j")
        assert await app_snapshot(pilot, "folded")
        await press(pilot, "a", "j", "enter")
        pilot.app.reading.status.clear()
        assert await app_snapshot(pilot, "unfolded")


async def test_unread_of_a_source_include_its_reports_below_rows_of_other_newsrooms(session):
    async with reading(session) as pilot:
        pane, entries = pilot.app.reading.headlines, session.library.entries
        for _ in titles(pilot):
            source = pane.rows.current.source
            every = {each.id for each in entries.headlines(Filter(sources=(source,), unread=True))}
            assert set(pane.unread_selection().ids("source")) == every
            await press(pilot, "j")
        assert entries.count(Filter(unread=True)).total > len(titles(pilot)), "some reports are no rows"
