"""The article: at once what is here, whole while it is looked at; set, found in, followed, copied."""

import stat
from urllib.parse import urlsplit

import agency
import pytest
from rich.cells import cell_len
from textual.geometry import Offset
from tui import news
from tui.conftest import (
    NoNetwork,
    answer,
    fill,
    find,
    lines_of,
    press,
    reading,
    says,
    settled,
    toasts,
    until,
    wheel,
)
from tui.painted import rows, visual

from reader.core import Session
from reader.core.queries import get_article, get_position
from reader.locale.message import Message
from reader.locale.translator import Translator
from reader.model import Source
from reader.tui.messages import ArticleLoaded
from reader.tui.widgets.article_view import ArticleView
from reader.typeset.mark_support import Marks


def view_of(pilot):
    return pilot.app.reading.article.view


def shown(pilot):
    return lines_of(pilot, view_of(pilot))


def column_of(line, text):
    """The cell a text begins at in a line without wide letters; marks stand on their letters."""
    from rich.cells import cell_len

    return cell_len(line[: line.index(text)])


async def click_on(pilot, text):
    """Click on the first place of the article where ``text`` is shown."""
    lines = shown(pilot)
    y = next(number for number, line in enumerate(lines) if text in line)
    await pilot.click(view_of(pilot), offset=Offset(column_of(lines[y], text) + 1, y))
    await settled(pilot)


@pytest.fixture
def browser(tmp_path, monkeypatch):
    """A browser that writes down what it is asked to open."""
    opened = tmp_path / "opened"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{opened}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def asked():
        return opened.read_text().splitlines() if opened.exists() else []

    asked.command = str(program)
    return asked


# What stands there


async def test_library_without_news_says_how_to_open_an_article(library):
    empty = Session(library, (), client_factory=NoNetwork)
    async with reading(empty) as pilot:
        assert any(visual("اختر عنوانًا واضغط Enter. اضغط ؟ لكل المفاتيح.") in line for line in shown(pilot))


async def test_article_has_title_meta_line_size_control_source_and_body(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        lines = [line.strip(" ▁▂▃▄▅▆▇█") for line in shown(pilot)]
        assert set(lines[1]) == {"━"}
        assert lines[2] == visual(news.BRIDGE.title)
        category, day, clock = map(visual, ("محليات", "24 تشرين الثاني 2026", "15:25"))
        assert lines[3].endswith(f"{day} · {category}")
        assert clock in lines[3]
        assert lines[3].startswith("A-   A+")
        facts = ("وكالة الرافدين", "بقلم مراسلنا", "قبل 5 دقائق", "دقيقة قراءة")
        assert lines[4] == " · ".join(visual(fact, 1) for fact in reversed(facts))
        assert set(lines[5]) == {"─"}
        assert lines[7] == visual("قال المتحدث إن المشروع «سيُنجز» خلال (18) شهراً، وإن نسبة")
        assert lines[8] == visual("الإنجاز بلغت 45%.", 1)
        assert visual("خلفية المشروع") in lines
        assert visual("المرحلة الأولى: 12 كم") + " •" in lines
        assert visual("المرحلة الثانية: 30 كم") + " .2" in lines


async def test_article_line_has_each_letter_bracket_and_digit_in_place(session):
    """The golden line: written by hand, not by the engine."""
    async with reading(session) as pilot:
        await press(pilot, "enter")
        assert "ﺮﻬﻨﻟﺍ ﻕﻮﻓ (ﺮﺘﻣ 1200 ﻪﻟﻮﻃ) ﺪﻳﺪﺟ ﺮﺴﺟ ﺡﺎﺘﺘﻓﺍ :ﻞﺟﺎﻋ" in shown(pilot)[2]
        assert "15:25 ،2026 ﻲﻧﺎﺜﻟﺍ ﻦﻳﺮﺸﺗ 24 · ﺕﺎﻴﻠﺤﻣ" in shown(pilot)[3]
        assert ".%45" in shown(pilot)[8]


async def test_facts_line_with_a_latin_category_keeps_its_order(session):
    async with reading(session) as pilot:
        await press(pilot, "j", "j", "j", "enter")
        assert any("14:00 ،2026 ﻲﻧﺎﺜﻟﺍ ﻦﻳﺮﺸﺗ 24 · Economy" in line for line in shown(pilot))
    async with reading(session, language="en") as pilot:
        await press(pilot, "enter")
        assert any(f"{visual('محليات')} · 24 November 2026, 15:25" in line for line in shown(pilot))


async def test_digits_are_those_chosen(session):
    async with reading(session, digits="arab") as pilot:
        await press(pilot, "enter")
        assert any(visual("٢٤ تشرين الثاني ٢٠٢٦", 1) in line for line in shown(pilot))
        await press(pilot, "i")
        assert any(visual("24 تشرين الثاني 2026", 1) in line for line in shown(pilot))


async def test_latin_paragraphs_begin_on_the_left(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        line = next(line for line in shown(pilot) if "The company" in line)
        assert len(line) - len(line.lstrip(" ▁▂▃▄▅▆▇█")) < 5


async def test_markup_in_an_article_is_text(session):
    async with reading(session) as pilot:
        await press(pilot, *"jjjjjj", "enter")
        assert any(visual(news.HOSTILE, 1) in line for line in shown(pilot))
        assert any(visual("[/] نص [@click=app.quit]اخرج[/]", 1) in line for line in shown(pilot))
        await click_on(pilot, visual("اخرج"))
        assert pilot.app.is_running


async def test_more_from_the_source_is_listed_and_clickable(session):
    async with reading(session, size=(120, 60)) as pilot:
        await press(pilot, "j", "j", "j", "enter")
        assert any(visual("المزيد من هذا المصدر") in line for line in shown(pilot))
        await click_on(pilot, "A market of old books")
        assert pilot.app.reading.article.headline.title == news.OLD.title


# Fetched whole while looked at


async def test_article_shows_the_feed_text_until_the_page_is_read(library, newsroom):
    source = Source("agency", "وكالة", feed=newsroom.url + "/rss.xml", user_added=True)
    session = Session(library, [source])
    seen = []
    async with reading(session, hook=seen.append) as pilot:
        newsroom.set_latency(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: says(pilot, "هذا ما جاء في الخلاصة؛ يجري جلب الخبر كاملًا…"))
        assert any(visual("أعلنت أمانة مدينة الرافدين") in line for line in shown(pilot))
        await settled(pilot)
        assert not says(pilot, "هذا ما جاء في الخلاصة؛ يجري جلب الخبر كاملًا…")
        assert any(visual("وقال مدير المشروع سامر الحديثي") in line for line in shown(pilot))
        assert library.articles.get(pilot.app.reading.article.headline.id).whole
        assert pilot.app.reading.headlines.rows.current.offline, "the row says so"


async def test_why_the_whole_could_not_be_had_is_said_in_words(session):
    async with reading(session) as pilot:
        await press(pilot, "j", "enter")
        assert says(pilot, "هذا ما هو متاح؛ تعذّر جلب الخبر كاملًا. رفض \u2068127.0.0.1\u2069 الاتصال.", 1)
        assert any(visual("قالت دائرة البستنة إن الإنتاج ارتفع.") in line for line in shown(pilot))
    async with reading(session, language="en") as pilot:
        await press(pilot, "j", "enter")
        assert says(pilot, "The whole article could not be downloaded. 127.0.0.1", 0)


async def test_teaser_is_downloaded_once(library, newsroom):
    page = "<html><h1>{0}</h1><p>{1}</p><p>هذا المقال للمشتركين فقط.</p></html>"
    text = "قالت أمانة المدينة في بيان صباح اليوم إن الجسر الجديد سيفتح أمام السيارات قبل نهاية الأسبوع."
    session = Session(library, [Source("agency", "وكالة", feed=newsroom.url + "/rss.xml", user_added=True)])
    for story in agency.STORIES:
        newsroom.add(story.path, page.format(story.title, text).encode(), type="text/html; charset=utf-8")
    async with reading(session) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: says(pilot, "الباقي للمشتركين"))
        await settled(pilot)
        path = urlsplit(pilot.app.reading.article.headline.url).path
        assert [request.path for request in newsroom.requests].count(path) == 1


async def test_article_loaded_late_does_not_replace_another(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        pane = pilot.app.reading.article
        other = find(pilot, news.PORT)
        pane.post_message(ArticleLoaded(other, get_article(session, other.id)))
        await settled(pilot)
        assert pane.headline.title == news.BRIDGE.title
        assert any(visual(news.BRIDGE.title) in line for line in shown(pilot))


# Reading on


async def test_scrolling_by_keys_and_wheel(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        view = view_of(pilot)
        top = 0
        for keys in ("j", "pagedown", "G"):
            await press(pilot, keys)
            assert view.scroll_offset.y > top, keys
            top = view.scroll_offset.y
        assert view.at_end
        await press(pilot, "k", "pageup")
        assert 0 < view.scroll_offset.y < top
        await press(pilot, "g")
        assert view.scroll_offset.y == 0
        await wheel(pilot, view)
        assert view.scroll_offset.y > 0


async def test_reopened_article_is_at_the_reading_position(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "pagedown")
        place = view_of(pilot).position
        await press(pilot, "escape", "j", "enter")
        assert view_of(pilot).scroll_offset.y == 0
        await press(pilot, "escape", "k", "enter")
        assert view_of(pilot).position == place
    async with reading(session, size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert view_of(pilot).position // 1_000_000 == place // 1_000_000, (
            "the same paragraph at another width"
        )


async def test_leaving_the_program_remembers_where_reading_stopped(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "pagedown")
        place = view_of(pilot).position
        id = pilot.app.reading.article.headline.id
        await pilot.press("q")
        await pilot.pause()
    assert get_position(session, id) == place


async def test_space_reads_on_and_then_goes_to_the_next_unread(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "space")
        assert view_of(pilot).scroll_offset.y > 0
        assert pilot.app.reading.article.headline.title == news.BRIDGE.title
        for _ in range(6):
            await press(pilot, "space")
        assert pilot.app.reading.article.headline.title != news.BRIDGE.title
        assert find(pilot, news.DATES).read


# How it is set


async def test_sizes_by_key(session):
    async with reading(session, size=(170, 45)) as pilot:
        await press(pilot, "enter")
        measures = [view_of(pilot).measure]
        for key in ("plus", "plus", "minus", "minus", "minus", "equals_sign"):
            await press(pilot, key)
            measures.append(view_of(pilot).measure)
        assert measures == [72, 62, 62, 72, measures[4], measures[4], 72]
        assert measures[4] > 72


async def test_sizes_by_click(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        await click_on(pilot, "A+")
        assert pilot.app.reading.article.setting.size == "large"
        await click_on(pilot, "A-")
        await click_on(pilot, "A-")
        assert pilot.app.reading.article.setting.size == "compact"


async def test_another_size_keeps_the_place(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "pagedown")
        before = view_of(pilot).position // 1_000_000
        await press(pilot, "plus")
        assert view_of(pilot).position // 1_000_000 == before
        await press(pilot, "z")
        assert view_of(pilot).position // 1_000_000 == before


async def test_lines_are_made_even_by_spaces_and_by_kashida(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        ragged = shown(pilot)[7]
        await press(pilot, "J")
        spaced = shown(pilot)[7]
        await press(pilot, "J")
        stretched = shown(pilot)[7]
        assert ragged != spaced != stretched
        assert "ـ" in stretched
        assert "ـ" not in spaced
        await press(pilot, "J")
        assert shown(pilot)[7] == ragged


async def test_harakat_can_be_hidden(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        assert "\u064f" in shown(pilot)[7]
        await press(pilot, "H")
        assert "\u064f" not in shown(pilot)[7]
        await press(pilot, "H")
        assert "\u064f" in shown(pilot)[7]


async def test_harakat_on_a_terminal_that_misplaces_them_are_sent_when_asked_for(session):
    async with reading(session) as pilot:
        app = pilot.app
        app.terminal = app.terminal._replace(marks=Marks.NOT_DRAWN)
        assert not app.reading.sync.setting.marks
        await press(pilot, "enter")
        app.reading.article.set(app.reading.article.setting._replace(marks=False))
        await press(pilot, "H")
        assert app.terminal.marks is Marks.MISPLACED
        assert "\u064f" in shown(pilot)[7]
        await press(pilot, "H")
        assert app.terminal.marks is Marks.NOT_DRAWN
        assert "\u064f" not in shown(pilot)[7]


# Finding


async def test_finding_words_and_walking_through_the_places(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "ctrl+f")
        await answer(pilot, "المَرحلة")  # harakat make no difference
        view = view_of(pilot)
        assert len(view.places) == 2
        assert view.current_hit == 0
        await press(pilot, "n")
        assert view.current_hit == 1
        await press(pilot, "n")
        assert view.current_hit == 0, "round and round"
        await press(pilot, "N")
        assert view.current_hit == 1
        assert pilot.app.reading.article.headline.title == news.BRIDGE.title
        await press(pilot, "escape")
        assert view.places == []
        assert pilot.app.reading.panes.front == "article"
        await press(pilot, "n")
        assert pilot.app.reading.article.headline.title == news.DATES.title, "the next unread again"


async def test_place_further_down_is_brought_into_sight_and_lit(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "ctrl+f")
        await answer(pilot, "Terminal")
        await press(pilot, "N")
        view = view_of(pilot)
        assert view.scroll_offset.y > 0
        style = view.part_style("article--current-hit")
        lit = [
            segment.text
            for strip in pilot.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bgcolor == style.bgcolor and segment.style.bold
        ]
        assert "Terminal" in "".join(lit)


async def test_search_in_article_without_a_hit_reports_it(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "ctrl+f")
        await answer(pilot, "غير موجود")
        assert toasts(pilot) == ["لا يوجد في هذا الخبر"]


# Links and the world outside


async def test_links_by_number(session, browser, monkeypatch):
    monkeypatch.setattr("reader.tui.panes.link_opener._DIGIT_SECONDS", 0.05)
    async with reading(session, browser=browser.command) as pilot:
        await press(pilot, "enter", "1")
        await pilot.pause(0.1)
        assert browser() == [], "not while links bear no numbers"
        await press(pilot, "l")
        assert any("[1]" in line for line in shown(pilot))
        await press(pilot, "2")
        await until(pilot, lambda: browser() == ["https://example.com/company"])
        assert toasts(pilot) == ["يُفتح https://example.com/company"]
        await press(pilot, "9")
        await pilot.pause(0.1)
        assert len(browser()) == 1, "there is no ninth link"


async def test_links_by_click(session, browser):
    async with reading(session, browser=browser.command) as pilot:
        await press(pilot, "enter")
        await click_on(pilot, visual("حديث"))
        await click_on(pilot, visual("الرافدين:"))
        await until(pilot, lambda: browser() == ["https://example.com/agency"])
        await click_on(pilot, "company")
        await until(pilot, lambda: browser()[1:] == ["https://example.com/company"])


async def test_listed_links_can_be_clicked(session, browser):
    async with reading(session, browser=browser.command) as pilot:
        await press(pilot, "enter", "l", "G")
        await click_on(pilot, "https://example.com/agency")
        await until(pilot, lambda: browser() == ["https://example.com/agency"])


async def test_open_without_a_browser_reports_it(session, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    async with reading(session) as pilot:
        await press(pilot, "enter", "o")
        assert toasts(pilot) == [Translator("ar")("program.no_browser")]


async def test_copy_keys_copy_address_and_text(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "y")
        assert pilot.app.clipboard == news.BRIDGE.url
        await press(pilot, "Y")
        copied = pilot.app.clipboard
        assert copied.startswith(f"{news.BRIDGE.title}\n\nمحليات · 24 تشرين الثاني 2026، 15:25 · وكالة")
        assert news.BRIDGE_BLOCKS[0].text in copied
        assert copied.endswith(f"{news.BRIDGE.url}\n")
        assert toasts(pilot) == ["نُسخ الرابط", "نُسخ الخبر"]


async def test_selecting_with_the_mouse_copies_logical_text(session):
    async with reading(session) as pilot:
        await press(pilot, "enter")
        line = shown(pilot)[2].rstrip()
        end = column_of(line, line.strip()[0]) if line.strip() else 0
        await pilot.mouse_down(view_of(pilot), offset=Offset(len(line) - 1, 2))
        await pilot.hover(view_of(pilot), offset=Offset(end, 2))
        await pilot.mouse_up(view_of(pilot), offset=Offset(end, 2))
        await pilot.pause()
        assert pilot.app.screen.get_selected_text() == news.BRIDGE.title


async def test_library_that_fails_while_an_article_opens(session, monkeypatch):
    from reader.store import StoreError

    async with reading(session) as pilot:

        def broken(_id):
            raise StoreError(Message.verbatim("المكتبة متضررة."))

        monkeypatch.setattr(session.library.articles, "get", broken)
        pilot.app.reading.article.prefetch.clear()  # the next ones are in hand already
        await press(pilot, "j", "enter")
        assert "المكتبة متضررة." in toasts(pilot)


async def test_article_of_nothing_but_a_title(library):
    bare = news.Story(news.RAFIDAIN, "عنوان وحده", 1, "", "\n", whole=False)
    fill(library, [bare])
    async with reading(Session(library, news.SOURCES, client_factory=NoNetwork)) as pilot:
        await press(pilot, "enter", "l", "plus", "J", "ctrl+f")
        await answer(pilot, "x")
        await press(pilot, "space", "n", "o", "y", "Y")
        assert any(visual("عنوان وحده") in line for line in shown(pilot))
        assert rows(pilot.app)
        assert pilot.app.query_one(ArticleView).page.article.blocks == ()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [120, 121])
async def test_text_of_both_directions_stands_between_the_ends_of_the_rule(session, language, width):
    async with reading(session, size=(width, 40), language=language) as pilot:
        await press(pilot, "enter", "z")
        view = pilot.app.reading.article.view
        lines = [view.render_line(y).text for y in range(view.size.height)]
        rule = next(line for line in lines if "───" in line)
        left, right = rule.index("─"), rule.rindex("─") + 1
        assert right - left == view.measure
        edges = set()
        for y, laid in enumerate(view.lines[: len(lines)]):
            if laid.line is not None and laid.paragraph >= 0 and lines[y].strip():
                start = len(lines[y]) - len(lines[y].lstrip())
                edges.add((laid.line.base, start, cell_len(lines[y].rstrip())))
        assert {end for base, _, end in edges if base} >= {right}
        assert all(left <= start and end <= right for _, start, end in edges)


async def test_keys_that_change_the_text_say_what_it_is_now(session):
    async with reading(session, language="en") as pilot:
        await press(pilot, "enter", "J", "J", "J", "H", "H", "full_stop", "full_stop")
        assert toasts(pilot) == [
            "Lines justified by spaces",
            "Lines justified by kashida",
            "Lines ragged",
            "Vowel marks hidden",
            "Vowel marks shown",
            "Ticker paused",
            "Ticker moves again",
        ]
