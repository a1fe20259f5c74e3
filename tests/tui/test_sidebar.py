"""The sidebar: what each source holds, folders, tags, lists, failures, and the list it leads to."""

from datetime import timedelta

from tui import news
from tui.conftest import NoNetwork, fill, find, lines_of, press, reading, says, settled, titles, until
from tui.painted import visual

from reader.config import SmartList
from reader.core import Session
from reader.core.bookmarks import annotate_bookmark
from reader.locale.message import Message
from reader.locale.translator import Translator
from reader.model import Source, SourceHealth
from reader.store import Counts
from reader.tui.panes.sidebar import Contents, Entry, Heading, sidebar_rows

ENGLISH = Translator("en")
SOURCES = (
    Source("a", "Alpha", "http://127.0.0.1:9/a", category="Agencies"),
    Source("b", "Beta", "http://127.0.0.1:9/b", category="Agencies"),
    Source("c", "Gamma", "http://127.0.0.1:9/c"),
)
COUNTS = {"a": Counts(10, 3), "b": Counts(5, 0), "c": Counts(2, 2)}


def entries(contents, folded=()):
    rows = sidebar_rows(contents, ENGLISH, folded, news.NOW)
    return {row.key: row for row in rows if isinstance(row, Entry)}


def sidebar(pilot):
    return pilot.app.reading.sidebar


def test_sidebar_counts_unread_by_source_and_in_all():
    found = entries(Contents(SOURCES, COUNTS, today=4, bookmarks=7, unread=4))
    assert (found["all"].number, found["unread"].number) == (4, 4), "an event of two sources counts once"
    assert found["today"].number == 4
    assert found["bookmarks"].number == 7
    assert (found["source:a"].number, found["source:b"].number) == (3, 0)
    assert found["folder:Agencies"].number == 0, "its sources are shown with theirs"


def test_folded_folder_hides_its_sources_and_shows_their_sum():
    found = entries(Contents(SOURCES, COUNTS, folders={"Agencies": 3}), folded={"Agencies"})
    assert found["folder:Agencies"].number == 3
    assert "source:a" not in found
    assert "source:c" in found


def test_failing_source_says_since_when_in_place_of_the_count():
    health = SourceHealth(
        "a", last_success=news.NOW - timedelta(hours=2), error=Message("fetch.refused", host="x")
    )
    found = entries(Contents(SOURCES, COUNTS, {"a": health}))
    assert found["source:a"].failing == "failed · 2 h"
    assert not found["source:b"].failing


def test_sections_without_entries_are_not_named():
    rows = sidebar_rows(Contents(SOURCES, COUNTS, tags={"x": 1}), ENGLISH, (), news.NOW)
    assert [row.title for row in rows if isinstance(row, Heading) and row.title] == ["Tags"]


async def test_sidebar_stands_where_there_is_room_and_is_a_drawer_elsewhere(session):
    async with reading(session, size=(170, 45)) as pilot:
        assert sidebar(pilot).display
        assert any(
            visual("وكالة الرافدين") in line and "6" in line for line in lines_of(pilot, sidebar(pilot))
        )
        assert pilot.app.reading.panes.front == "headlines"
    async with reading(session) as pilot:
        assert not sidebar(pilot).display
        await press(pilot, "s")
        assert sidebar(pilot).display
        assert sidebar(pilot).rows.has_focus
        assert says(pilot, "كل الأخبار")
        await press(pilot, "escape")
        assert not sidebar(pilot).display
        assert pilot.app.reading.headlines.rows.has_focus


async def test_enter_on_a_source_lists_its_headlines(session):
    async with reading(session) as pilot:
        await press(pilot, "s")
        rows = sidebar(pilot).rows
        rows.cursor = next(i for i, row in enumerate(rows.rows) if getattr(row, "key", "") == "source:river")
        await press(pilot, "enter")
        assert pilot.app.reading.headlines.filter.sources == ("river",)
        assert set(titles(pilot)) == {story.title for story in news.STORIES if story.source is news.RIVER}
        assert pilot.app.reading.panes.front == "headlines"


async def test_n_goes_to_the_next_source_with_unread_headlines(session):
    async with reading(session, size=(170, 45)) as pilot:
        await press(pilot, "s", "n")
        assert sidebar(pilot).rows.current.key == "source:rafidain"
        assert pilot.app.reading.headlines.filter.sources == ("rafidain",)


async def test_sidebar_counts_change_with_a_read_headline(session):
    async with reading(session, size=(170, 45)) as pilot:

        def count():
            return next(row.number for row in sidebar(pilot).rows.rows if getattr(row, "key", "") == "all")

        before = count()
        await press(pilot, "enter")
        sidebar(pilot).reload()
        await settled(pilot)
        assert count() == before - 1


async def test_tags_and_saved_lists_are_listed_and_lead_to_their_headlines(session):
    lists = (SmartList("Mine", sources=("river",)),)
    async with reading(session, lists=lists) as pilot:
        await press(pilot, "b")
        headline = find(pilot, news.BRIDGE)
        annotate_bookmark(session, headline.id, tags=("جسور",))
        await press(pilot, "s")
        rows = sidebar(pilot).rows
        keys = [getattr(row, "key", "") for row in rows.rows]
        assert "list:Mine" in keys
        rows.cursor = keys.index("tag:جسور")
        await press(pilot, "enter")
        assert titles(pilot) == [news.BRIDGE.title]


def counted(pilot, *keys):
    """The counts of places, as the sidebar shows them."""
    found = {row.key: row.number for row in sidebar(pilot).rows.rows if isinstance(row, Entry)}
    return [found[key] for key in keys]


async def test_places_count_the_rows_that_they_list(library):
    fill(library)
    ids = [library.entries.find(story.url) for story in news.STORIES]
    with library._database.writing() as connection:
        for id in ids[:3]:
            connection.execute("UPDATE entries SET story = ? WHERE id = ?", (min(ids[:3]), id))
    lists = (SmartList("الكل"), SmartList("قسم", categories=("محليات",)))
    session = Session(library, news.SOURCES, client_factory=NoNetwork)
    async with reading(session, size=(170, 45), lists=lists) as pilot:
        places = ["all", "unread", "today", "list:الكل", "list:قسم"]
        await until(pilot, lambda: sum(counted(pilot, *places)))
        all_counts = []

        async def set_stories():
            pilot.app.reading.apply_settings({"stories": True})
            await settled(pilot)

        for stories, change in ((True, lambda: press(pilot, "W")), (False, set_stories)):
            assert pilot.app.reading.headlines.list_query.stories == stories
            shown = counted(pilot, *places)
            all_counts.append(shown[0])
            for key, count in zip(places, shown, strict=True):
                pilot.app.reading.filters.list_place(key)
                await settled(pilot)
                assert len(titles(pilot)) == count, (key, stories)
            pilot.app.reading.filters.list_place("all")
            await settled(pilot)
            assert says(pilot, f"{shown[0]} غير مقروء من {shown[0]}", 1)
            await change()
        assert all_counts == [len(news.STORIES) - 2, len(news.STORIES)], "three reports of one event"
        assert counted(pilot, *places)[0] == all_counts[0], "the setting counts as the key does"
