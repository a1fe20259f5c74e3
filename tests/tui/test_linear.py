"""For whoever listens: logical text, nothing drawn, one thing at a time; and for few colours or none."""

import re

import pytest
from rich.segment import Segment
from tui import news
from tui.conftest import reading, settled, until
from tui.painted import rows

from reader.tui.panes.ticker import Ticker
from reader.tui.screen_reader import SHOW_CURSOR, LinearFilter, spell_line
from reader.tui.screens.sources import SourcesScreen
from reader.typeset import layout

DRAWN = re.compile("[\u2500-\u259f\u2800-\u28ff]")
FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
ARABIC = [
    "وزارة الزراعة: إنتاج التمور يرتفع 50% هذا الموسم",
    "شركة OpenAI تعلن عن نموذج جديد بدعم اللغة العربية بنسبة 95%",
    "عاجل: افتتاح جسر جديد (طوله 1200 متر) فوق النهر",
    "سياسة | 24-11-2026, 07:34",
    'خبير اقتصادي: "أسعار النفط" ستبقى بين 70-80 دولاراً حتى 20-08-2027',
    "مَكْتَبَةٌ عامَّةٌ تُفْتَحُ في المَدينةِ",
    "نفّذت شركة River Bridges Ltd الهيكل وفق المواصفة ISO 9001، فيما",
    "لا الأمطار ولا الرياح",
    "تطبيق «RafidainGo» لمواعيد (العربية وEnglish)",
    "بكلفة 1,234 و(56%) وكلمات مثل Linux وTerminal.",
    "الاسم baghdadtoday.news غير معروف؛ هل الشبكة متاحة؟",
    "قبل ٥ دقائق",
    "Enter للتأكيد · Esc للإلغاء",
]
KURDISH = ["قوتابخانەیەکی نوێ لە گوندەکەدا کرایەوە", "ڕێگای دڵ و ۆ", "پێش 5 خولەک"]
ENGLISH = "The company said (in English) that «لا تأخير» work goes on."


def said(text, *, rtl=True, language="ar"):
    (line,) = layout(text, 4 * len(text), language=language)
    return "".join(cell for cell, _ in spell_line([cell.text for cell in line.cells], rtl))


@pytest.mark.parametrize("text", ARABIC + KURDISH)
def test_spoken_line_equals_the_written_text(text):
    assert said(text) == text


def test_spoken_english_line_with_arabic_equals_the_text():
    assert said(ENGLISH, language="en") == ENGLISH
    assert said(ENGLISH, language="en", rtl=False) == ENGLISH


def test_spoken_line_has_each_place_once():
    for text in ARABIC:
        (line,) = layout(text, 400, language="ar")
        places = [place for _, place in spell_line([cell.text for cell in line.cells], True)]
        assert sorted(places) == list(range(len(line.cells)))


def test_spoken_columns_begin_at_the_reading_side():
    left, right = layout("قبل ساعة", 40)[0].text, layout("وكالة الرافدين", 40)[0].text
    cells = list(f"{left}      Xebat  {right} ✓>")
    assert "".join(cell for cell, _ in spell_line(cells, True)) == ">✓ وكالة الرافدين  Xebat      قبل ساعة"


def test_filter_keeps_the_width_and_leaves_logical_text():
    painted = layout("لا الأمطار ولا الرياح", 40)[0].text
    (line,) = LinearFilter(True, is_visual=True).apply([Segment(f"│    {painted}●▎│")], None)
    assert line.text.strip() == ">*لا الأمطار ولا الرياح"
    assert len(line.text) == len(painted) + 8
    (line,) = LinearFilter(True).apply([Segment("─ العناوين ─")], None)
    assert line.text == "  العناوين  "
    assert LinearFilter(True) == LinearFilter(True) != LinearFilter(True).finished


# The program


def heard(pilot):
    """The lines of the screen, of which none may hold a drawing or a joined form."""
    lines = rows(pilot.app)
    assert not [line for line in lines if DRAWN.search(line) or FORMS.search(line)]
    return lines


async def test_everything_can_be_listened_to(session):
    async with reading(session, size=(160, 40), screen_reader=True) as pilot:
        assert not pilot.app.reading.query(Ticker)
        assert pilot.app.animation_level == "none"
        # one pane at a time, however much room there is
        lines = heard(pilot)
        assert any(news.DATES.title in line for line in lines)
        assert any("العناوين" in line for line in lines)
        assert not any("اختر عنوانًا" in line for line in lines)
        await pilot.press("enter")
        await settled(pilot)
        assert any(news.BRIDGE_BLOCKS[0].text[:30] in line for line in heard(pilot))
        for key in ("question_mark", "f", "slash", "colon", "S"):
            await pilot.press(key)
            await until(pilot, lambda: pilot.app.screen is not pilot.app.reading)
            await pilot.pause()
            heard(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is pilot.app.reading)


async def test_terminal_cursor_stands_on_the_current_row(session):
    async with reading(session, screen_reader=True) as pilot:
        assert pilot.app.terminal.enter == SHOW_CURSOR
        for title in (news.BRIDGE.title, news.DATES.title):
            assert title in rows(pilot.app)[pilot.app.cursor_position.y]
            await pilot.press("j")
            await pilot.pause()


async def test_spoken_refresh_has_no_numbers(session):
    from reader.core import Progress

    async with reading(session, screen_reader=True) as pilot:
        said = set()
        for done in range(3):
            pilot.app.reading.status.report(Progress(done, 9, "rafidain", "وكالة الرافدين"))
            await pilot.pause()
            said.add(rows(pilot.app)[-1])
        assert len(said) == 1


async def test_screen_reader_setting_applies_while_running(session):
    async with reading(session, size=(160, 40)) as pilot:
        before = rows(pilot.app)
        pilot.app.apply_settings({"screen_reader": True})
        await settled(pilot)
        heard(pilot)
        pilot.app.apply_settings({"screen_reader": False})
        await settled(pilot)
        assert rows(pilot.app)[1:] == before[1:]


# Few colours


def styles(pilot):
    return {
        segment.style
        for strip in pilot.app.screen._compositor.render_strips()
        for segment in strip
        if segment.style
    }


def style_of(pilot, text):
    """The style of the first cell of ``text`` on the screen."""
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            if text in segment.text:
                return segment.style
    raise AssertionError(text)


async def test_marks_without_colour_differ_by_shape(session, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(session) as pilot:
        for key in ("", "f", "escape", "S", "escape", "enter", "question_mark"):
            if key:
                await pilot.press(key)
                await pilot.pause()
            for style in styles(pilot):
                assert style.color is None or style.color.is_default
                assert style.bgcolor is None or style.bgcolor.is_default


async def test_cursor_is_seen_without_colours(session, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(session, ticker=False) as pilot:
        first, second = (layout(each.title, 200)[0].text[-12:] for each in (news.BRIDGE, news.DATES))
        assert style_of(pilot, first).reverse
        assert not style_of(pilot, second).reverse
        assert any("━" in row for row in rows(pilot.app)), "the pane in front has a heavy head"
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.screen, SourcesScreen) and pilot.app.screen.rows.rows)
        await pilot.pause()
        assert style_of(pilot, layout("وكالة الرافدين", 40)[0].text).reverse
