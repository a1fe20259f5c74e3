"""A list longer than what it holds at a time: the same rows in the same order, whatever way one moves."""

import random
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from reader.core import Session
from reader.model import Entry, Filter
from reader.tui.list_rows import GROUPINGS, Group, headline_of

from . import news
from .conftest import press, reading, settled
from .news import RAFIDAIN, RIVER, RUBAR

COUNT = 80
MAX_ROWS = 26
"""Of the headlines so many are held at a time; the screen shows fewer."""
SIZE = (90, 22)
EVERYTHING = Filter()
DAYS = 6


@pytest.fixture
def long(library, monkeypatch):
    """A library of some days of news, of which a list holds a part at a time."""
    for module in ("row_buffer", "panes.headlines", "panes.headline_loader"):
        monkeypatch.setattr(f"reader.tui.{module}.MAX_ROWS", MAX_ROWS)
    for module in ("panes.headlines", "panes.headline_loader", "widgets.headline_list"):
        monkeypatch.setattr(f"reader.tui.{module}.PAGE_ROWS", 8)
    monkeypatch.setattr("reader.tui.panes.headlines.FIRST_ROWS", 10)
    chance = random.Random(7)
    library.sources.set(news.SOURCES)
    ages = sorted(chance.sample(range(DAYS * 24 * 60), COUNT), reverse=True)
    for number, age in enumerate(ages):
        source = chance.choice([RAFIDAIN, RAFIDAIN, RIVER, RUBAR])
        entry = Entry(
            f"n{number}",
            f"خبر رقم {number}",
            f"http://127.0.0.1:9/{number}",
            published=news.NOW - timedelta(minutes=age),
        )
        library.entries.add(source, [entry], now=news.NOW)
    return Session(library, news.SOURCES)


@asynccontextmanager
async def grouped(session, grouping, oldest_first=False):
    """Run the application with a grouping and an order, the cursor on the first row."""
    async with reading(session, size=SIZE) as pilot:
        await press(pilot, *"v" * GROUPINGS.index(grouping), *"O" * oldest_first, "g")
        yield pilot


def pane_of(pilot):
    return pilot.app.reading.headlines


def current(pilot):
    found = headline_of(pane_of(pilot).rows.current)
    return found.id if found else None


def held(pilot):
    return [h.id for row in pane_of(pilot).rows.rows if (h := headline_of(row))]


def expected(session, grouping="day", oldest_first=False, wanted=EVERYTHING):
    """Return the ids of the whole list, in its order."""
    every = session.library.entries.headlines(wanted)[:: -1 if oldest_first else 1]
    if grouping == "source":
        order = list(dict.fromkeys(h.source for h in every))
        every = sorted(every, key=lambda h: order.index(h.source))
    return [h.id for h in every]


async def walk(pilot, key, count):
    """Press a key often; return what the cursor stood on."""
    seen = [current(pilot)]
    for _ in range(count):
        await pilot.press(key)
        await settled(pilot)
        seen.append(current(pilot))
    return list(dict.fromkeys(seen))


async def test_long_list_holds_a_part_and_counts_the_whole(long):
    async with reading(long, size=SIZE) as pilot:
        await settled(pilot)
        pane = pane_of(pilot)
        assert len(held(pilot)) == MAX_ROWS
        assert pane.head.count.split()[0] == str(COUNT)
        assert str(COUNT) in pane.head.count
        assert pane.rows.virtual_size.height >= COUNT


@pytest.mark.parametrize(
    ("grouping", "oldest_first"), [("day", False), ("source", False), ("source", True), ("", True)]
)
async def test_cursor_walks_through_the_whole_list_and_back(long, grouping, oldest_first):
    order = expected(long, grouping, oldest_first)
    async with grouped(long, grouping, oldest_first) as pilot:
        down = await walk(pilot, "j", COUNT)
        assert down == order
        assert len(held(pilot)) <= MAX_ROWS
        up = await walk(pilot, "k", COUNT)
        assert up == order[::-1]


@pytest.mark.parametrize("grouping", ["day", "source", ""])
async def test_ends_of_a_long_list_are_one_key_away(long, grouping):
    order = expected(long, grouping)
    async with grouped(long, grouping) as pilot:
        await press(pilot, "G")
        assert current(pilot) == order[-1]
        assert held(pilot) == order[-MAX_ROWS:]
        pane = pane_of(pilot)
        assert pane.rows.scroll_offset.y == pane.rows.max_scroll_y
        await press(pilot, "k", "k")
        assert current(pilot) == order[-3]
        await press(pilot, "g")
        assert current(pilot) == order[0]
        assert held(pilot) == order[:MAX_ROWS]


async def test_headings_of_a_long_list_count_their_whole_groups(long):
    async with reading(long, size=SIZE) as pilot:
        days = {}
        for headline in long.library.entries.headlines():
            day = headline.published.astimezone().date()
            days[day] = days.get(day, 0) + 1
        seen = {}
        await press(pilot, "g")
        for _ in range(12):
            for row in pane_of(pilot).rows.rows:
                if isinstance(row, Group):
                    seen.setdefault(row.title, set()).add((row.total, row.unread))
            await press(pilot, "pagedown")
        assert sorted(next(iter(each))[0] for each in seen.values()) == sorted(days.values())
        assert all(len(each) == 1 for each in seen.values())
        await press(pilot, "g", "v")
        headings = {row.title: row.total for row in pane_of(pilot).rows.rows if isinstance(row, Group)}
        counts = long.library.entries.counts()
        names = {source.name: counts[source.id].total for source in news.SOURCES}
        assert headings.items() <= names.items()


async def test_list_keeps_its_place_when_the_window_slides(long):
    async with grouped(long, "day") as pilot:
        rows = pane_of(pilot).rows
        await press(pilot, "g")
        for _ in range(34):
            await pilot.press("j")
            at, here = rows.current_line, current(pilot)
            await settled(pilot)
            assert (rows.current_line, current(pilot)) == (at, here)


async def test_place_in_a_long_list_survives_a_refresh(long):
    async with reading(long, size=SIZE) as pilot:
        await press(pilot, "g")
        await walk(pilot, "j", 45)
        pane, here = pane_of(pilot), current(pilot)
        line = pane.rows.current_line
        entry = Entry("new", "خبر جديد", "http://127.0.0.1:9/new", published=news.NOW)
        long.library.entries.add(RAFIDAIN, [entry], now=news.NOW)
        pane.take_in()
        await settled(pilot)
        pane.reload()
        await settled(pilot)
        assert (current(pilot), pane.rows.current_line) == (here, line)
        assert pane.head.count.split()[0] == str(COUNT + 1)
        await press(pilot, "g")
        assert held(pilot)[0] == expected(long)[0]


async def test_next_unread_beyond_the_window_is_opened(long):
    order = expected(long)
    far = order[70]
    long.library.entries.mark_read([id for id in order if id != far])
    async with reading(long, size=SIZE) as pilot:
        await press(pilot, "g", "n")
        await settled(pilot)
        assert pilot.app.reading.article.headline.id == far
        await press(pilot, "escape")
        assert current(pilot) == far


async def test_marking_all_reaches_beyond_the_window(long):
    async with reading(long, size=SIZE) as pilot:
        await press(pilot, "g", "M")
        await settled(pilot)
        assert long.library.entries.total(Filter()).unread == 0
        assert pane_of(pilot).head.count.split()[0] == "0"
        await press(pilot, "U")
        assert long.library.entries.total(Filter()).unread == COUNT


@pytest.mark.parametrize("grouping", ["day", "source"])
@pytest.mark.parametrize("oldest_first", [False, True])
async def test_unread_around_the_cursor_are_those_of_the_whole_list(long, grouping, oldest_first):
    order = expected(long, grouping, oldest_first)
    async with grouped(long, grouping, oldest_first) as pilot:
        await walk(pilot, "j", 40)
        read = pane_of(pilot).unread_selection().ids
        place = order.index(current(pilot))
        assert set(read("above")) == set(order[:place])
        assert set(read("below")) == set(order[place + 1 :])
        assert set(read("all")) == set(order)


async def test_picked_headlines_stay_picked_beyond_the_window(long):
    order = expected(long)
    async with reading(long, size=SIZE) as pilot:
        await press(pilot, "g", "x", "x")
        await press(pilot, "G")
        assert {each.id for each in pane_of(pilot).rows.targets()} == set(order[:2])
        await press(pilot, "x")
        assert {each.id for each in pane_of(pilot).rows.targets()} == {order[0], order[1], order[-1]}


async def test_dragging_the_scrollbar_shows_what_stands_there(long):
    order = expected(long, "")
    async with grouped(long, "") as pilot:
        rows = pane_of(pilot).rows
        for share in (0.5, 0.9, 0.3, 1.0, 0.0):
            rows.scroll_to(y=share * rows.max_scroll_y, animate=False, immediate=True)
            await settled(pilot)
            top = headline_of(rows.rows[rows.top_row])
            assert order.index(top.id) == pytest.approx(share * COUNT, abs=16)
            assert rows.row_at(rows.scroll_offset.y) >= 0


async def test_filters_of_a_long_list_list_it_from_the_top(long):
    async with reading(long, size=SIZE) as pilot:
        await press(pilot, "G")
        for wanted in (Filter(sources=(RAFIDAIN.id,)), Filter(unread=True), Filter()):
            pane_of(pilot).narrow(wanted)
            await settled(pilot)
            order = expected(long, wanted=wanted)
            assert held(pilot) == order[:MAX_ROWS]
            assert current(pilot) == order[0]
            await press(pilot, "G")
            assert current(pilot) == order[-1]
