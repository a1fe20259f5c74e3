"""Filters in force as chips: each says its condition and goes by a click on it."""

import pytest
from textual.geometry import Offset
from tui import news
from tui.conftest import lines_of, press, reading, settled, titles
from tui.painted import visual

from reader.locale.translator import Translator
from reader.model import Filter
from reader.tui.widgets.filter_chips import Chips, chips_of

EVERYTHING = Filter(("rafidain", "river"), ("اقتصاد",), True, True, news.NOW, "جسر")
NAMES = {"rafidain": "وكالة الرافدين"}


def test_chip_for_each_condition_by_its_name():
    chips = chips_of(EVERYTHING, Translator("ar"), NAMES)
    assert [chip.label for chip in chips] == [
        "/ جسر",
        "وكالة الرافدين",
        "river",
        "اقتصاد",
        "غير مقروء",
        "محفوظ",
        "اليوم",
    ]
    assert chips_of(Filter(), Translator("ar"), NAMES) == []


def test_chip_removes_its_own_condition():
    wanted = EVERYTHING
    for chip in chips_of(EVERYTHING, Translator("ar"), NAMES):
        less = chip.without(EVERYTHING)
        assert less != EVERYTHING
        assert len(chips_of(less, Translator("ar"), NAMES)) == 6
        wanted = chip.without(wanted)
    assert wanted == Filter()


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_click_takes_the_condition_under_the_pointer_away(session, language):
    async with reading(session, language=language, size=(170, 45)) as pilot:
        headlines = pilot.app.reading.headlines
        headlines.narrow(Filter(sources=("rafidain",), unread=True))
        await settled(pilot)
        chips = pilot.app.reading.query_one(Chips)
        (line,) = lines_of(pilot, chips)
        assert visual("وكالة الرافدين") in line
        first, second = (place for place, mark in enumerate(line) if mark == "×")
        await pilot.click(chips, offset=Offset(first if language == "ar" else second, 0))
        await settled(pilot)
        assert headlines.filter == Filter(sources=("rafidain",))
        (line,) = lines_of(pilot, chips)
        await pilot.click(chips, offset=Offset(line.index("×"), 0))
        await settled(pilot)
        assert headlines.filter == Filter()
        assert not chips.display
        assert len(titles(pilot)) == len(news.STORIES)


async def test_chips_without_a_filter_take_no_line(session):
    async with reading(session) as pilot:
        chips = pilot.app.reading.query_one(Chips)
        assert not chips.display
        top = pilot.app.reading.headlines.rows.region.y
        await press(pilot, "u")
        assert pilot.app.reading.headlines.rows.region.y == top + 1
        assert lines_of(pilot, chips)[0].rstrip().endswith(visual("غير مقروء"))


async def test_chips_on_a_narrow_screen_share_a_line(session):
    async with reading(session, size=(40, 15)) as pilot:
        pilot.app.reading.headlines.narrow(EVERYTHING)
        await settled(pilot)
        (line,) = lines_of(pilot, pilot.app.reading.query_one(Chips))
        assert len(line) == 40
        assert line.count("×") >= 3


async def test_chip_that_looks_like_markup_is_text(session):
    async with reading(session) as pilot:
        pilot.app.reading.headlines.narrow(Filter(categories=("[bold]قسم",)))
        await settled(pilot)
        assert titles(pilot) == [news.HOSTILE]
        assert visual("[bold]قسم", None) in lines_of(pilot, pilot.app.reading.query_one(Chips))[0]


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_chip_of_either_script_has_one_blank_at_its_edge(session, language):
    async with reading(session, language=language) as pilot:
        for query in ("River", "جسر"):
            pilot.app.reading.headlines.narrow(Filter(query=query))
            await settled(pilot)
            chips = pilot.app.reading.query_one(Chips)
            (line,) = lines_of(pilot, chips)
            edge = line[-2:] if language == "ar" else line[:2]
            assert edge.count(" ") == 1, "one blank before the label, at the edge"
            assert "  " not in line.strip()
