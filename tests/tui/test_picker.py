"""Choosing among many by typing a part of the name, however its hamzas are written."""

from tui import news
from tui.conftest import answer, lines_of, press, reading, says, settled, titles
from tui.painted import visual

from reader.config import SmartList
from reader.model import Filter
from reader.tui.dialogs.picker import ChoiceList, Picker


def offered(pilot):
    return [choice.label for choice in pilot.app.screen.query_one(ChoiceList).rows]


async def type_in(pilot, text):
    pilot.app.screen.query_one("#narrow").value = text
    await settled(pilot)


async def test_sources_come_with_their_counts_then_categories(session):
    async with reading(session) as pilot:
        await press(pilot, "m", "f")
        assert isinstance(pilot.app.screen, Picker)
        assert offered(pilot)[:3] == ["وكالة الرافدين", "River Post", "ڕووبار"]
        assert set(offered(pilot)[3:]) == {story.category for story in news.STORIES}
        lines = lines_of(pilot, pilot.app.screen.query_one(ChoiceList))
        assert visual("وكالة الرافدين") in lines[0]
        assert "5/6" in lines[0]
        assert lines[0].index("5/6") < lines[0].index(visual("وكالة الرافدين"))
        assert visual("قسم") in lines[3]


async def test_choosing_narrows_and_choices_add_up(session):
    async with reading(session) as pilot:
        await press(pilot, "f", "enter")
        assert pilot.app.reading.headlines.filter == Filter(sources=("rafidain",))
        await press(pilot, "f")
        await answer(pilot, "اقتصاد")
        assert titles(pilot) == [news.DATES.title, news.OIL.title]
        await press(pilot, "f", "enter")
        assert pilot.app.reading.headlines.filter.sources == ("rafidain",), "each source once"


async def test_typing_narrows_whatever_the_spelling_and_arrows_move(session):
    async with reading(session) as pilot:
        await press(pilot, "f")
        await type_in(pilot, "وكاله")
        assert offered(pilot) == ["وكالة الرافدين"]
        await type_in(pilot, "e")
        assert "River Post" in offered(pilot)
        await type_in(pilot, "")
        await press(pilot, "down", "down", "up", "enter")
        assert pilot.app.reading.headlines.filter == Filter(sources=("river",))


async def test_picker_without_a_match_offers_nothing(session):
    async with reading(session) as pilot:
        await press(pilot, "f")
        await type_in(pilot, "xyzzy")
        assert offered(pilot) == []
        assert says(pilot, "لا شيء بهذا الاسم")
        await press(pilot, "enter", "down", "up")
        assert isinstance(pilot.app.screen, Picker)
        await press(pilot, "escape")
        assert pilot.app.reading.headlines.filter == Filter()
        assert pilot.app.screen is pilot.app.reading


async def test_picker_click_chooses(session):
    async with reading(session) as pilot:
        await press(pilot, "f")
        await pilot.click(pilot.app.screen.query_one(ChoiceList), offset=(20, 1))
        await settled(pilot)
        assert pilot.app.reading.headlines.filter == Filter(sources=("river",))


async def test_saved_lists_come_first_and_are_whole_filters(session):
    lists = (SmartList("قراءة المساء", sources=("rafidain",), unread=True),)
    async with reading(session, lists=lists) as pilot:
        await press(pilot, "m", "f")
        assert offered(pilot)[0] == "قراءة المساء"
        await press(pilot, "enter")
        assert pilot.app.reading.headlines.filter == Filter(sources=("rafidain",), unread=True)
        assert news.BRIDGE.title not in titles(pilot)


async def test_picker_fits_a_small_screen(session):
    async with reading(session, size=(40, 15)) as pilot:
        await press(pilot, "f")
        lines = lines_of(pilot, pilot.app.screen.query_one(ChoiceList))
        assert len(lines) >= 3
        assert visual("وكالة الرافدين") in lines[0]
