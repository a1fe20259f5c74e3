"""Picked headlines: every action takes them, one undo reverts all; tags and notes everywhere."""

import pytest
from tui import news
from tui.conftest import answer, find, lines_of, press, reading, says, settled, titles, toasts, until
from tui.painted import visual

from reader.core.bookmarks import list_bookmarks

PICKED = (news.BRIDGE, news.DATES)


def rows_of(pilot):
    return pilot.app.reading.headlines.rows


def head(pilot):
    return pilot.app.reading.headlines.head.count


async def test_picks_are_counted_in_the_head_and_esc_clears_them(session):
    async with reading(session) as pilot:
        await press(pilot, "x", "x")
        assert head(pilot) == "مختاران"
        assert visual("تصدير") in lines_of(pilot, pilot.app.reading.status)[0]
        await press(pilot, "escape")
        assert rows_of(pilot).picked == set()
        assert head(pilot) == "9 غير مقروء من 9"


async def test_mixed_picks_become_read_and_read_ones_unread(session):
    async with reading(session) as pilot:
        await press(pilot, "m", "x", "x", "m")
        assert all(find(pilot, story).read for story in PICKED)
        await press(pilot, "g", "x", "x", "m")
        assert not any(find(pilot, story).read for story in PICKED)


async def test_picks_saved_together_are_removed_by_an_undo(session):
    async with reading(session) as pilot:
        await press(pilot, "x", "x", "b")
        assert len(list_bookmarks(session)) == 2
        assert any(said.startswith("حُفظ خبران") for said in toasts(pilot))
        assert rows_of(pilot).picked == set()
        await press(pilot, "U")
        assert list_bookmarks(session) == []


async def test_picks_are_copied_together(session):
    async with reading(session) as pilot:
        await press(pilot, "x", "x", "y")
        assert pilot.app.clipboard == f"{news.BRIDGE.url}\n{news.DATES.url}"


async def test_picks_tagged_together_keep_their_tags_and_an_undo_restores(session):
    async with reading(session) as pilot:
        await press(pilot, "T")
        await answer(pilot, "قديم")
        await until(pilot, lambda: any(each.startswith("حُفظت الوسوم: عاجل") for each in toasts(pilot)))
        await press(pilot, "x", "x", "T")
        await answer(pilot, "جسور، سفر")
        await until(pilot, lambda: any(each.startswith("وُسم خبران") for each in toasts(pilot)))
        tags = {each.headline.title: each.tags for each in list_bookmarks(session)}
        assert tags == {news.BRIDGE.title: ("قديم", "جسور", "سفر"), news.DATES.title: ("جسور", "سفر")}
        await press(pilot, "U")
        assert {each.headline.title: each.tags for each in list_bookmarks(session)} == {
            news.BRIDGE.title: ("قديم",)
        }


async def test_tag_and_note_of_a_headline_stand_in_its_row_and_in_the_article(session):
    async with reading(session) as pilot:
        await press(pilot, "number_sign")
        await answer(pilot, "جسور")
        await press(pilot, "enter", "w")
        await answer(pilot, "راجعه")
        row = "".join(lines_of(pilot, rows_of(pilot))[1:3])
        assert visual("#جسور", 1) in row
        assert "✎" in row
        article = "".join(lines_of(pilot, pilot.app.reading.article.view))
        assert visual("#جسور", 1) in article
        assert visual("راجعه") in article


async def test_m_in_an_open_article_toggles_its_state_now(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "m")
        assert not find(pilot, news.BRIDGE).read
        await press(pilot, "m")
        assert find(pilot, news.BRIDGE).read


@pytest.mark.parametrize(
    ("choice", "read"),
    [
        ("ما فوق المؤشر", [news.BRIDGE, news.DATES]),
        ("كل أخبار وكالة الرافدين", [story for story in news.STORIES if story.source is news.RAFIDAIN]),
        ("أقدم من يوم", [news.YESTERDAY, news.OLD]),
    ],
)
async def test_k_marks_many_and_can_be_undone(session, choice, read):
    async with reading(session) as pilot:
        await press(pilot, "j", "j", "K")
        pilot.app.screen.query_one("#narrow").value = choice
        await settled(pilot)
        await press(pilot, "enter")
        assert [story for story in news.STORIES if find(pilot, story).read] == read
        await press(pilot, "U")
        assert not any(find(pilot, story).read for story in news.STORIES)


async def test_o_reverses_the_order_and_the_cursor_stays_on_its_headline(session):
    async with reading(session) as pilot:
        newest = titles(pilot)
        await press(pilot, "j", "j", "O")
        assert titles(pilot) == newest[::-1]
        assert rows_of(pilot).current.title == news.LIBRARY.title


async def test_rows_with_summaries_show_the_beginning_of_their_articles(session):
    async with reading(session, size=(240, 70)) as pilot:
        await settled(pilot)
        assert any(visual("قال المتحدث إن المشروع") in line for line in lines_of(pilot, rows_of(pilot)))


async def test_headlines_the_cursor_passes_are_marked_when_the_setting_says_so(session):
    async with reading(session, mark_read_on_scroll=True) as pilot:
        await press(pilot, "j", "j")
        await until(pilot, lambda: find(pilot, news.DATES).read)
        assert find(pilot, news.BRIDGE).read
        assert not find(pilot, news.LIBRARY).read
    async with reading(session) as pilot:
        await press(pilot, "j", "j", "j")
        assert not find(pilot, news.LIBRARY).read


async def test_undo_takes_back_all_headlines_the_cursor_has_passed(session):
    async with reading(session, mark_read_on_scroll=True) as pilot:
        await press(pilot, "j", "j", "j")
        await until(pilot, lambda: find(pilot, news.LIBRARY).read)
        await press(pilot, "U")
        passed = (news.BRIDGE, news.DATES, news.LIBRARY)
        await until(pilot, lambda: not any(find(pilot, story).read for story in passed))
        await press(pilot, "g", "j")
        assert not find(pilot, news.BRIDGE).read, "kept unread by the undo"


async def test_jump_over_more_than_a_screen_marks_nothing(session):
    async with reading(session, size=(80, 15), mark_read_on_scroll=True, density="normal") as pilot:
        height = rows_of(pilot).size.height
        assert len(rows_of(pilot).rows) * 2 > height
        await press(pilot, "G")
        assert not any(find(pilot, story).read for story in news.STORIES)
        await press(pilot, "g", "pagedown")
        await until(pilot, lambda: find(pilot, news.BRIDGE).read)
        assert pilot.app.reading.undo_stack


async def test_article_is_marked_after_the_seconds_of_the_setting(session, monkeypatch):
    async with reading(session, mark_read_seconds=7) as pilot:
        due, screen = [], pilot.app.reading
        monkeypatch.setattr(screen, "set_timer", lambda seconds, then: due.append((seconds, then)))
        await press(pilot, "enter")
        assert [seconds for seconds, _ in due] == [7]
        assert not find(pilot, news.BRIDGE).read
        due[0][1]()
        await until(pilot, lambda: find(pilot, news.BRIDGE).read)
        await press(pilot, "escape", "j", "enter", "escape")
        due[1][1]()
        await settled(pilot)
        assert not find(pilot, news.DATES).read, "it was closed before"


async def test_picks_are_opened_one_after_another_and_an_undo_makes_all_unread(session):
    async with reading(session) as pilot:
        pilot.app.reading.headlines.rows.picked = {find(pilot, news.LIBRARY).id, find(pilot, news.OIL).id}
        await press(pilot, "enter")
        article = pilot.app.reading.article
        assert article.headline.title == news.LIBRARY.title
        assert rows_of(pilot).picked == set()
        await press(pilot, "n")
        assert article.headline.title == news.OIL.title
        await press(pilot, "N")
        assert article.headline.title == news.LIBRARY.title
        assert find(pilot, news.OIL).read
        await press(pilot, "U")
        assert not find(pilot, news.OIL).read
        assert not find(pilot, news.LIBRARY).read


async def test_read_unread_in_an_open_article_toggles_its_state_of_now(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        assert find(pilot, news.BRIDGE).read
        await press(pilot, "m")
        assert not find(pilot, news.BRIDGE).read
        await press(pilot, "m")
        assert find(pilot, news.BRIDGE).read


async def test_picks_stay_counted_when_the_list_is_loaded_again(session):
    async with reading(session) as pilot:
        await press(pilot, "x", "x")
        pilot.app.reading.headlines.reload()
        await settled(pilot)
        assert head(pilot) == "مختاران"


async def test_bookmarks_loaded_behind_the_list_leave_its_preview(session):
    session.library.bookmarks.add(session.library.entries.find(news.OIL.url))
    async with reading(session) as pilot:
        await press(pilot, "j", "k")
        pilot.app.reading.bookmarks.reload()
        await settled(pilot)
        pilot.app.reading.bookmarks.rows.arrived()
        await settled(pilot)
        assert pilot.app.reading.article.headline.title == news.BRIDGE.title


async def test_foot_says_that_esc_picks_nothing_while_some_are_picked(session):
    async with reading(session) as pilot:
        await press(pilot, "x")
        assert says(pilot, "إلغاء الاختيار")
        await press(pilot, "escape")
        assert not rows_of(pilot).picked
        assert not says(pilot, "إلغاء الاختيار")
