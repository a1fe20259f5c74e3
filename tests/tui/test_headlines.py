"""The headlines: what a row says, moving among rows, marks, grouping, filters, and rows that come in."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest
from textual.geometry import Offset
from tui import news
from tui.conftest import (
    answer,
    fill,
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
    wheel,
)
from tui.painted import rows, visual

from reader.core import Session
from reader.locale.message import Message
from reader.locale.translator import LANGUAGES, Translator
from reader.model import Entry, Filter, Headline
from reader.store import StoreError
from reader.tui.list_rows import Group, grouped, source_name
from reader.tui.messages import HeadlineOpened

ALL = [story.title for story in news.STORIES]


def rows_of(pilot):
    return pilot.app.reading.headlines.rows


def row_of(pilot, story):
    """The line of the list that the title of a story begins on."""
    beginning = visual(" ".join(story.title.split()[:3]))
    return next(line for line in lines_of(pilot, rows_of(pilot)) if beginning in line)


# What a row says


async def test_headlines_are_newest_first_and_grouped_by_day(session):
    async with reading(session) as pilot:
        assert titles(pilot) == ALL
        headings = [row for row in rows_of(pilot).rows if isinstance(row, Group)]
        assert [(each.title, each.unread, each.total) for each in headings] == [
            ("اليوم", 7, 7),
            ("أمس", 1, 1),
            ("الأحد 22 تشرين الثاني 2026", 1, 1),
        ]
        assert says(pilot, "اليوم")
        assert says(pilot, "9 غير مقروء من 9", 1)


async def test_row_says_title_source_category_and_age(session):
    async with reading(session) as pilot:
        lines = lines_of(pilot, rows_of(pilot))
        title = row_of(pilot, news.DATES)
        assert visual("وزارة الزراعة: إنتاج التمور يرتفع 50% هذا الموسم") + " ●" in title
        below = lines[lines.index(title) + 1]
        source, category, age = map(visual, ("وكالة الرافدين", "اقتصاد", "قبل 35 دقيقة"))
        assert 0 < below.index(age) < below.index(category) < below.index(source)


async def test_marks_do_not_speak_by_colour_alone(session):
    async with reading(session) as pilot:
        await press(pilot, "b", "m")
        lines = lines_of(pilot, rows_of(pilot))
        here = lines.index(row_of(pilot, news.BRIDGE))
        assert "●" not in lines[here], "read"
        assert "▐" in lines[here], "under the cursor"
        assert "▐" in lines[here + 1], "all of it"
        assert "★" in lines[here + 1]
        await press(pilot, "x")
        assert "✓" in row_of(pilot, news.BRIDGE)


async def test_breaking_headline_is_marked(session):
    async with reading(session) as pilot:
        assert find(pilot, news.BRIDGE).breaking
        assert not find(pilot, news.DATES).breaking


async def test_titles_that_look_like_markup_are_titles(session):
    async with reading(session) as pilot:
        assert says(pilot, news.HOSTILE, base=1)
        at = next(y for y, row in enumerate(rows(pilot.app)) if visual(news.HOSTILE, 1) in row)
        column = rows(pilot.app)[at].index(visual("اضغط"))
        await pilot.click(pilot.app.screen, offset=Offset(column, at))
        await settled(pilot)
        assert pilot.app.is_running
        assert pilot.app.reading.article.headline.title == news.HOSTILE


async def test_long_titles_are_cut_at_their_end(session):
    async with reading(session) as pilot:
        assert "…" in row_of(pilot, news.OIL)
    async with reading(session, size=(240, 70)) as pilot:
        assert "…" not in row_of(pilot, news.DATES)


async def test_short_screen_gives_each_title_a_line(session):
    async with reading(session, size=(120, 20)) as pilot:
        lines = lines_of(pilot, rows_of(pilot))
        assert lines.index(row_of(pilot, news.DATES)) - lines.index(row_of(pilot, news.BRIDGE)) == 1


async def test_title_in_another_script_begins_at_its_own_side(session):
    async with reading(session, size=(80, 24)) as pilot:
        lines = lines_of(pilot, rows_of(pilot))
        english = next(line for line in lines if "River port" in line)
        arabic = row_of(pilot, news.BRIDGE)
        assert english.index("River") < 16, "after clock and sign, at the left"
        assert len(arabic) - len(arabic.rstrip(" ▐◆")) <= 4


async def test_ages_grow_while_the_program_runs(session, monkeypatch):
    async with reading(session) as pilot:
        assert says(pilot, "قبل 5 دقائق")
        monkeypatch.setattr(news, "NOW", news.NOW + timedelta(minutes=10))
        pilot.app.reading.headlines._age()
        await pilot.pause()
        assert says(pilot, "قبل 15 دقيقة")


async def test_d_walks_through_the_densities_and_every_row_has_the_same_height(session):
    async with reading(session) as pilot:
        heights = []
        for _ in range(3):
            lines = lines_of(pilot, rows_of(pilot))
            places = [lines.index(row_of(pilot, story)) for story in (news.BRIDGE, news.DATES, news.LIBRARY)]
            assert places[1] - places[0] == places[2] - places[1]
            heights.append(places[1] - places[0])
            await press(pilot, "d")
        assert heights == [2, 5, 1]


@pytest.mark.parametrize(
    ("size", "density"),
    [
        ((40, 15), "normal"),
        ((80, 24), "compact"),
        ((120, 36), "normal"),
        ((120, 24), "compact"),
        ((240, 70), "summary"),
        ((240, 40), "normal"),
    ],
)
async def test_density_suits_the_size_of_the_screen_at_first(session, size, density):
    async with reading(session, size=size) as pilot:
        assert rows_of(pilot).painter.density == density


async def test_rows_of_a_single_source_do_not_name_it(session):
    async with reading(session) as pilot:
        pilot.app.reading.headlines.narrow(Filter(sources=("rafidain",)))
        await settled(pilot)
        assert not any(visual("وكالة الرافدين") in line for line in lines_of(pilot, rows_of(pilot)))


async def test_article_under_the_cursor_is_previewed_and_not_marked(session):
    async with reading(session) as pilot:
        article = pilot.app.reading.article
        assert article.headline.title == news.BRIDGE.title
        assert says(pilot, "معاينة", 1)
        await press(pilot, "j")
        assert article.headline.title == news.DATES.title
        assert not find(pilot, news.DATES).read
        await press(pilot, "enter")
        assert find(pilot, news.DATES).read
        assert not says(pilot, "معاينة", 1)
        assert not article.previewing


# Moving and opening


async def test_moving_by_keys(session):
    async with reading(session) as pilot:
        for keys, story in (
            ("j", news.DATES),
            ("jj", news.PORT),
            ("k", news.LIBRARY),
            ("G", news.OLD),
            ("k", news.YESTERDAY),
            ("g", news.BRIDGE),
        ):
            await press(pilot, *keys)
            assert rows_of(pilot).current.title == story.title, keys


async def test_enter_opens_and_marks_as_read(session):
    seen = []
    async with reading(session, hook=seen.append) as pilot:
        await press(pilot, "j", "enter")
        (opened,) = posted(seen, HeadlineOpened)
        assert opened.headline.title == news.DATES.title
        assert find(pilot, news.DATES).read
        assert "●" not in row_of(pilot, news.DATES)
        assert pilot.app.reading.panes.front == "article"


async def test_click_opens_a_row_and_the_wheel_scrolls(session):
    async with reading(session, size=(120, 20), density="normal") as pilot:
        at = lines_of(pilot, rows_of(pilot)).index(row_of(pilot, news.PORT))
        await pilot.click(rows_of(pilot), offset=Offset(20, at))
        await settled(pilot)
        assert pilot.app.reading.article.headline.title == news.PORT.title
        listing = rows_of(pilot)
        await wheel(pilot, listing)
        assert listing.scroll_offset.y > 0
        assert listing.current.title == news.PORT.title, "the wheel leaves the cursor where it is"


# Marks


async def test_m_marks_read_and_unread_and_can_be_taken_back(session):
    async with reading(session) as pilot:
        await press(pilot, "m")
        assert find(pilot, news.BRIDGE).read
        assert toasts(pilot) == ["عُلّم خبر واحد مقروءًا — اضغط U للتراجع"]
        await press(pilot, "U")
        assert not find(pilot, news.BRIDGE).read
        assert "◆" in row_of(pilot, news.BRIDGE)
        await press(pilot, "m", "m")
        assert not find(pilot, news.BRIDGE).read


async def test_picked_rows_are_marked_together(session):
    async with reading(session) as pilot:
        await press(pilot, "x", "x", "m")
        assert find(pilot, news.BRIDGE).read
        assert find(pilot, news.DATES).read
        assert not find(pilot, news.LIBRARY).read
        assert rows_of(pilot).picked == set()
        assert "✓" not in "".join(rows(pilot.app))
        assert toasts(pilot) == ["عُلّم خبران مقروءين — اضغط U للتراجع"]


async def test_mark_all_read_marks_the_listed_rows(session):
    async with reading(session) as pilot:
        pilot.app.reading.headlines.narrow(Filter(sources=("river",)))
        await settled(pilot)
        await press(pilot, "M")
        assert find(pilot, news.PORT).read
        assert find(pilot, news.OLD).read
        assert not find(pilot, news.BRIDGE).read
        await press(pilot, "U")
        assert not find(pilot, news.PORT).read


# Grouping


def test_grouping_by_source_keeps_each_source_together_newest_first():
    def one(number, source, minutes):
        return Headline(number, source, source.upper(), "t", published=news.NOW - timedelta(minutes=minutes))

    found = grouped([one(1, "a", 1), one(2, "b", 2), one(3, "a", 3)], "source", Translator("en"), news.NOW)
    assert [each.title if isinstance(each, Group) else each.id for each in found] == ["A", 1, 3, "B", 2]


def test_headline_without_a_date_has_its_own_group():
    found = grouped([Headline(1, "a", "A", "t")], "day", Translator("en"), news.NOW)
    assert found[0] == Group("Date unknown", 1, 1)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Baghdad", "Asia/Beirut", "Asia/Tehran", "America/Sao_Paulo"])
def test_day_groups_across_clock_changes_are_local_days(zone, monkeypatch):
    """Beirut and Sao Paulo changed theirs at midnight."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    start = datetime(2017, 1, 1, tzinfo=UTC)
    moments = sorted((start + timedelta(minutes=m) for m in range(0, 2 * 366 * 1440, 47)), reverse=True)
    found = grouped([Headline(n, "a", "A", "t", published=m) for n, m in enumerate(moments)], "day",
                    Translator("en"), news.NOW)  # fmt: skip
    days = [list(group) for _, group in groupby(moments, key=lambda moment: moment.astimezone().date())]
    assert [each.total for each in found if isinstance(each, Group)] == [len(day) for day in days]
    monkeypatch.undo()
    time.tzset()


async def test_v_walks_through_the_groupings(session):
    async with reading(session) as pilot:
        await press(pilot, "v")
        headings = [row.title for row in rows_of(pilot).rows if isinstance(row, Group)]
        assert headings == ["وكالة الرافدين", "River Post", "ڕووبار"]
        await press(pilot, "v")
        assert not [row for row in rows_of(pilot).rows if isinstance(row, Group)]
        await press(pilot, "v")
        assert isinstance(rows_of(pilot).rows[0], Group)
        assert toasts(pilot) == ["مجمّعة حسب المصدر", "بلا تجميع", "مجمّعة حسب اليوم"]


# Filters


async def test_unread_and_today_keys_filter_the_list(session):
    async with reading(session) as pilot:
        await press(pilot, "m", "u")
        assert titles(pilot) == ALL[1:]
        await press(pilot, "h")
        assert titles(pilot) == ALL[1:7], "since midnight in Baghdad"
        await press(pilot, "u")
        assert titles(pilot) == ALL[:7]
        await press(pilot, "h")
        assert titles(pilot) == ALL


async def test_esc_lists_everything_again(session):
    async with reading(session) as pilot:
        await press(pilot, "u", "h", "escape")
        assert titles(pilot) == ALL
        assert not pilot.app.reading.query_one("#chips").display


async def test_filter_without_matches_says_so(session):
    async with reading(session) as pilot:
        pilot.app.reading.headlines.narrow(Filter(categories=("لا يوجد",)))
        await settled(pilot)
        assert says(pilot, "لا أخبار بهذا الترشيح. Esc يعرض الكل.")


async def test_cursor_stays_with_its_headline_when_the_filter_changes(session):
    async with reading(session) as pilot:
        await press(pilot, "j", "j", "u")
        assert rows_of(pilot).current.title == news.LIBRARY.title
        pilot.app.reading.headlines.narrow(Filter(sources=("river",)))
        await settled(pilot)
        assert rows_of(pilot).current.title == news.PORT.title, "else it is at the top"


async def test_search_goes_through_titles_and_bodies_and_shows_why(session):
    async with reading(session) as pilot:
        await press(pilot, "slash", "b", "escape")
        assert titles(pilot) == ALL, "nothing was asked"
        await press(pilot, "slash")
        await answer(pilot, "المكتبه")  # however the last letter is written
        assert news.LIBRARY.title in titles(pilot)
        assert news.PORT.title not in titles(pilot)
        assert says(pilot, "/ المكتبه")
        await press(pilot, "escape")
        assert titles(pilot) == ALL


# Rows that come in


def bring(session, count):
    """Let ``count`` newer stories come in."""
    entries = [
        Entry(f"new-{n}", f"خبر وصل رقم {n}", f"http://127.0.0.1:9/new/{n}", published=news.NOW)
        for n in range(count)
    ]
    session.library.entries.add(news.RAFIDAIN, entries, now=news.NOW)


async def test_new_rows_at_the_top_are_shown_at_once(session):
    async with reading(session) as pilot:
        bring(session, 3)
        pilot.app.reading.news.reload()
        await settled(pilot)
        assert rows_of(pilot).current.title.startswith("خبر وصل")
        assert rows_of(pilot).scroll_offset.y == 0


async def test_further_down_nothing_moves_on_the_screen(session):
    async with reading(session, size=(120, 20), density="normal") as pilot:
        await press(pilot, *"jjjjjj")
        before = [line[1:] for line in lines_of(pilot, rows_of(pilot))[1:]]
        bring(session, 30)
        pilot.app.reading.news.reload()
        await settled(pilot)
        assert rows_of(pilot).current.title == news.HOSTILE
        after = [line[1:] for line in lines_of(pilot, rows_of(pilot))[1:]]
        assert after == before, "but for the scrollbar, and the heading above"


async def test_cursor_of_a_removed_row_moves_to_its_neighbour(session):
    async with reading(session) as pilot:
        await press(pilot, "u", "j", "j", "enter")
        pilot.app.reading.news.reload()
        await settled(pilot)
        assert news.LIBRARY.title not in titles(pilot)
        assert rows_of(pilot).current.title == news.PORT.title


async def test_long_list_shows_its_first_screen_before_the_rest(library):
    entries = [
        Entry(str(n), f"خبر رقم {n}", f"http://127.0.0.1:9/{n}", published=news.NOW - timedelta(minutes=n))
        for n in range(700)
    ]
    library.sources.set([news.RAFIDAIN])
    library.entries.add(news.RAFIDAIN, entries, now=news.NOW)
    library.sources.record(fresh(news.RAFIDAIN))
    seen = []
    async with reading(Session(library, [news.RAFIDAIN]), hook=seen.append) as pilot:
        counts = [len(each.headlines) for each in seen if type(each).__name__ == "HeadlinesLoaded"]
        assert counts[0] < 200
        assert len(titles(pilot)) > counts[0]
        await press(pilot, "G")
        await until(pilot, lambda: titles(pilot)[-1] == "خبر رقم 699")
        assert says(pilot, "خبر رقم 699")


# What may go wrong


async def test_list_of_a_failing_library_reports_it(session, monkeypatch):
    async with reading(session) as pilot:

        def broken(*_, **__):
            raise StoreError(Message.verbatim("تعذّرت قراءة المكتبة."))

        monkeypatch.setattr(session.library.entries, "page", broken)
        pilot.app.reading.headlines.reload()
        await settled(pilot)
        assert "تعذّرت قراءة المكتبة." in toasts(pilot)
        assert titles(pilot) == ALL, "what was there is still there"


async def test_empty_library_says_that_news_is_coming(library):
    async with reading(Session(library, [])) as pilot:
        assert says(pilot, "لا أخبار بعد. يجري جلبها…")
        await press(
            pilot, "enter", "b", "m", "M", "x", "o", "n", "N", "space", "e", "vertical_line", "y", "Y"
        )
        assert pilot.app.is_running


async def test_new_headlines_stand_above_the_old(session, monkeypatch):
    monkeypatch.setattr("reader.tui.panes.headlines.FIRST_ROWS", 3)
    async with reading(session) as pilot:
        before = titles(pilot)
        assert len(before) > 3
        entry = Entry("ghost", "خبر جديد", "http://127.0.0.1:9/new", published=news.NOW)
        session.library.entries.add(news.RAFIDAIN, [entry], now=news.NOW)
        pilot.app.reading.headlines.take_in()
        await settled(pilot)
        assert titles(pilot) == ["خبر جديد", *before], "each once, in the order of the whole list"
        pilot.app.reading.headlines.reload()
        await settled(pilot)
        assert titles(pilot) == ["خبر جديد", *before]


async def test_unread_counts_change_with_a_read_headline(session):
    def counted(pilot):
        (heading, *_), pane = rows_of(pilot).rows, pilot.app.reading.headlines
        return heading.unread, int(pane.head.count.split()[0])

    async with reading(session) as pilot:
        of_day, of_all = counted(pilot)
        await press(pilot, "enter")
        assert counted(pilot) == (of_day - 1, of_all - 1)
        await press(pilot, "escape", "m")
        assert counted(pilot) == (of_day, of_all)
        pilot.app.reading.news.reload()
        await settled(pilot)
        assert counted(pilot) == (of_day, of_all)


def test_source_of_saved_pages_has_a_name_in_each_language():
    followed = Headline(1, "news", "وكالة", "عنوان")
    for language in LANGUAGES:
        strings = Translator(language)
        assert source_name(followed, strings) == "وكالة"
        saved = followed._replace(source="saved", source_name="saved")
        assert source_name(saved, strings) not in ("", "saved")


async def test_order_of_a_search_goes_from_best_to_newest_to_oldest(session):
    async with reading(session) as pilot:
        pilot.app.reading.headlines.narrow(Filter(query="-لاشيءكهذا"))
        await settled(pilot)
        await press(pilot, "O")
        newest = titles(pilot)
        await press(pilot, "O")
        assert titles(pilot) == newest[::-1]
        await press(pilot, "O")
        assert pilot.app.reading.headlines.list_query.search_order == "best"


async def test_heading_of_the_day_stays_at_the_top_while_its_rows_go_on(session):
    source, now = news.RAFIDAIN, news.NOW
    entries = [
        Entry(id=f"day-{n}", title=f"خبر اليوم رقم {n}", published=now - timedelta(minutes=n))
        for n in range(40)
    ]
    session.library.entries.add(source, entries, now=now)
    async with reading(session, size=(120, 36)) as pilot:
        rows = pilot.app.reading.headlines.rows
        await press(pilot, *["j"] * 25)
        assert rows.scroll_offset.y > 2
        first = lines_of(pilot, rows)[0]
        assert visual("اليوم") in first
        before = rows.cursor
        await press(pilot, *["k"] * 20)
        assert rows.cursor == before - 20
        top = rows.current_line
        assert top >= 1, "the heading covers no part of the row under the cursor"
        rows.move_to(rows.cursor)
        await press(pilot, "m")
        assert visual("اليوم") in lines_of(pilot, rows)[0]


async def test_rows_that_come_in_above_the_screen_are_counted_until_the_top_is_shown(session, library):
    async with reading(session, size=(80, 24), density="summary") as pilot:
        await press(pilot, *"jjjjj")
        assert pilot.app.reading.headlines.rows.scroll_offset.y
        fill(library, [replace(news.BRIDGE, title=f"خبر عن أمر آخر {n}", minutes=n) for n in (4, 3, 2)])
        pilot.app.reading.news.reload()
        await settled(pilot)
        assert says(pilot, "3 أخبار جديدة · 12 غير مقروء من 12", 1)
        await press(pilot, "g")
        assert says(pilot, "12 غير مقروء من 12", 1)
        assert not says(pilot, "أخبار جديدة", 1)
