"""The ticker: which way it runs, what stops it, what it opens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Offset
from tui import news
from tui.conftest import press, reading, settled, until
from tui.painted import rows, visual

from reader.model import Headline
from reader.tui.panes.ticker import Tape, Ticker


def headline(number, title, language="ar"):
    return Headline(number, "rafidain", "وكالة الرافدين", title, language=language)


ARABIC, MIXED = headline(1, "افتتاح جسر"), headline(2, "شركة Open (12) جديدة")
GAP = "   ◆   "


def text_of(columns, rtl):
    shown = [column.text for column in columns]
    return "".join(reversed(shown) if rtl else shown)


# The tape


def test_tape_of_an_arabic_screen_is_read_from_the_right():
    tape = Tape([ARABIC, MIXED], rtl=True)
    width = len(tape)
    assert text_of(tape.window(0, width), rtl=True) == (
        GAP + visual("شركة Open (12) جديدة") + GAP + visual("افتتاح جسر")
    )


def test_tape_of_an_english_screen_is_read_from_the_left_each_headline_in_its_own_direction():
    tape = Tape([ARABIC, headline(2, "A port opens", "en")], rtl=False)
    assert text_of(tape.window(0, len(tape)), rtl=False) == visual("افتتاح جسر") + GAP + "A port opens" + GAP


@pytest.mark.parametrize("rtl", [True, False])
@given(st.integers(0, 200), st.integers(1, 60), st.integers(0, 30))
def test_step_moves_every_cell_by_one(rtl, offset, width, by):
    """In Arabic to the right, in English to the left; in both the reader gets the following letters."""
    tape = Tape([ARABIC, MIXED], rtl=rtl)
    before = text_of(tape.window(offset, width + by), rtl)
    after = text_of(tape.window(offset + by, width), rtl)
    assert after == (before[:width] if rtl else before[by:])


@given(st.integers(0, 300), st.integers(0, 300))
def test_window_is_full_however_short_the_news(offset, width):
    assert len(Tape([ARABIC], rtl=True).window(offset, width)) == width
    assert Tape([], rtl=True).window(offset, width) == []


def test_marked_headline_is_the_first_that_begins_in_the_window():
    tape = Tape([ARABIC, MIXED], rtl=True)
    assert tape.marked(0, 60) == 0
    assert tape.marked(1, 60) == 1, "the second begins in sight"
    assert tape.marked(1, 10) == 0, "nothing else is in sight"
    assert tape.marked(tape.starts[1], 60) == 1
    assert tape.marked(tape.starts[1] + 1, 60) == 0, "round and round"
    assert Tape([], rtl=True).marked(0, 60) == -1


def test_wide_characters_take_two_columns_and_are_never_halved():
    tape = Tape([headline(1, "خبر 日本 عاجل")], rtl=True)
    for offset in range(len(tape)):
        for width in (1, 2, 7):
            app = "".join(column.text for column in tape.window(offset, width))
            assert cell_len(app) <= width + 1
    assert len(tape) == cell_len("خبر 日本 عاجل") + len(GAP)


# On the screen


def band(pilot):
    return rows(pilot.app)[0]


def ticker_of(pilot):
    return pilot.app.reading.query_one(Ticker)


async def test_ticker_has_its_label_at_the_reading_start(session):
    async with reading(session) as pilot:
        assert band(pilot).endswith(visual("آخر الأخبار") + " ")
        assert visual(news.BRIDGE.title) in band(pilot)
        assert ticker_of(pilot).region.width == 120
        await press(pilot, "L")
        assert band(pilot).startswith(" Latest news ")


async def test_ticker_in_english_begins_at_the_left(session):
    async with reading(session, language="en") as pilot:
        assert band(pilot).startswith(" Latest news ")
        assert band(pilot).index(visual(news.BRIDGE.title)) < band(pilot).index("◆")


@pytest.mark.parametrize(("language", "by"), [("ar", 1), ("ckb", 1), ("en", -1)])
async def test_ticker_step_moves_by_a_cell(session, language, by):
    async with reading(session, language=language) as pilot:
        ticker = ticker_of(pilot)
        ticker.gone = 4

        async def where():
            await pilot.pause()
            return cell_len(band(pilot).partition("◆")[0])

        start = await where()
        for step in range(1, 4):
            ticker._advance()
            assert await where() == start + step * by


@pytest.mark.parametrize("theme", ["khabar-dark", "khabar-light"])
@pytest.mark.parametrize("style", ["", "border: round red; height: 3;", "opacity: 50%;", "padding: 0 3;"])
@pytest.mark.parametrize("language", ["ar", "en"])
async def test_ticker_step_paints_the_same_as_textual(session, monkeypatch, theme, style, language):
    async with reading(session, language=language) as pilot:
        ticker = ticker_of(pilot)
        assert any(each.breaking for each in ticker.headlines)
        ticker.set_styles(style)
        pilot.app.theme = theme
        await settled(pilot)
        painted = []

        def render_lines(crop):
            painted.append(Ticker.render_lines(ticker, crop))
            return painted[-1]

        monkeypatch.setattr(ticker, "render_lines", render_lines)
        monkeypatch.setattr("reader.tui.widgets.partial_update.MAX_FPS", 1e9)
        for _ in range(200):
            painted.clear()
            ticker._advance()
            (step,) = painted
            ticker._styles_cache.clear()
            assert step == Ticker.render_lines(ticker, ticker.outer_size.region)


async def test_ticker_step_has_no_controls(session):
    async with reading(session) as pilot:
        ticker = ticker_of(pilot)
        ticker.tape.columns[3] = ticker.tape.columns[3]._replace(text="\x1b[2J")
        await settled(pilot)
        ticker._advance()
        shown = pilot.app.screen_diff._lines[ticker.region.y]
        assert "\x1b" not in "".join(strip.text for strip in shown.values())
        assert "[2J" in "".join(strip.text for strip in shown.values()), "it was there"


async def test_ticker_moves_unless_paused_or_focused(session):
    async with reading(session, animations="full", ticker_speed=50) as pilot:
        ticker, list_of_headlines = ticker_of(pilot), pilot.app.reading.headlines.rows
        await until(pilot, lambda: ticker.gone > 3)

        def moves():
            return ticker._timer._active.is_set()

        for hold, let_go in (
            (ticker.action_pause, ticker.action_pause),
            (ticker.focus, list_of_headlines.focus),
        ):
            assert moves()
            hold()
            await pilot.pause()
            assert not moves()
            let_go()
            await pilot.pause()
        await pilot.hover(ticker)
        assert not moves(), "the pointer is on it"
        await pilot.hover(list_of_headlines)
        assert moves()


async def test_ticker_without_animations_stands_still(session):
    async with reading(session) as pilot:
        assert pilot.app.animation_level == "none"
        assert ticker_of(pilot)._timer is None, "not even a timer that wakes the processor"


async def test_speed_nought_stands_still(session):
    async with reading(session, animations="full", ticker_speed=0) as pilot:
        assert ticker_of(pilot)._timer is None


async def test_ticker_key_pauses_from_any_pane(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "full_stop")
        assert ticker_of(pilot).paused
        assert "‖" in band(pilot)
        await press(pilot, "full_stop")
        assert not ticker_of(pilot).paused


async def test_ticker_settings_hide_or_stop_the_ticker(session):
    async with reading(session, ticker=False) as pilot:
        assert not pilot.app.reading.query(Ticker)
        await press(pilot, "full_stop", "tab", "tab", "tab", "shift+tab")
    async with reading(session, ticker_paused=True) as pilot:
        assert ticker_of(pilot).paused
    async with reading(session, screen_reader=True) as pilot:
        assert not pilot.app.reading.query(Ticker)


async def test_ticker_enter_opens_the_marked_headline(session):
    async with reading(session) as pilot:
        await press(pilot, "shift+tab")
        assert pilot.app.reading.focused is ticker_of(pilot)
        await press(pilot, "left", "left", "right", "left")
        assert ticker_of(pilot).marked.title == news.LIBRARY.title
        await press(pilot, "enter")
        assert pilot.app.reading.article.headline.title == news.LIBRARY.title
        assert pilot.app.reading.panes.front == "article"


async def test_ticker_click_opens_the_headline(session):
    async with reading(session) as pilot:
        at = band(pilot).index(visual("وزارة الزراعة"))
        await pilot.click(pilot.app.screen, offset=Offset(at, 0))
        await settled(pilot)
        assert pilot.app.reading.article.headline.title == news.DATES.title
        await pilot.click(pilot.app.screen, offset=Offset(118, 0))
        await settled(pilot)
        assert pilot.app.reading.article.headline.title == news.DATES.title, "the label opens nothing"


async def test_ticker_keeps_its_place_for_new_headlines(session):
    async with reading(session) as pilot:
        ticker = ticker_of(pilot)
        ticker.gone = ticker.tape.starts[1] + 5
        await pilot.pause()
        before = band(pilot)[60:104]
        fresh = headline(99, "خبر جديد وصل الآن")
        ticker.show([fresh, *ticker.headlines])
        await pilot.pause()
        assert band(pilot)[60:104] == before


async def test_ticker_without_news_says_so(library):
    from reader.core import Session

    async with reading(Session(library, [])) as pilot:
        assert visual("لا أخبار بعد") in band(pilot)
        await press(pilot, "shift+tab", "enter", "left")
