"""The first paint: what it shows is where the screen has it a moment later, in the same colours."""

import re
import subprocess
import sys
from collections import Counter
from itertools import product

import pytest
from rich.cells import cell_len
from textual.css.stylesheet import Stylesheet
from tui import news
from tui.conftest import UTF8_TERMINAL, press, reading, settled, until
from tui.painted import cells_of, visual

from reader.config import Config, Settings
from reader.core import Session
from reader.core.queries import set_state
from reader.tui.app import Khabar
from reader.tui.first_paint import first_lines, first_paint, load_start_state
from reader.tui.reading.screen import ReadingScreen
from reader.tui.ui_state import KEY, to_json
from reader.typeset.colour_depth import ColourDepth
from reader.typeset.terminal_profiles import Decision, Order

UNKNOWN_YET = "known only to the program: the ticker, the foot, counts in the lower edges, what panes say"


def looks(style):
    """What of a style can be seen on a cell."""
    colours = [each and each.get_truecolor() for each in (style.color, style.bgcolor)]
    return (*colours, bool(style.bold), bool(style.underline), bool(style.reverse))


def near(one, other):
    """Whether two colours are the same: where Textual reckons with those of a theme it may be off by one."""
    return one == other or all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))


def alike(one, other):
    (text, (colour, ground, *rest)), (text_there, (colour_there, ground_there, *rest_there)) = one, other
    same = text == text_there and near(ground, ground_there)
    return same and (text == " " or (near(colour, colour_there) and rest == rest_there))


def seen(segments):
    """The columns of a line: what is in each, marks and all, and how it looks."""
    columns = []
    for text, style in cells_of(segments):
        width = cell_len(text)
        if not width:
            columns[-1] = (columns[-1][0] + text, columns[-1][1])
        look = looks(style)
        columns += [(text, look), ("", look)][:width]
    return columns


SIZES = ((120, 36), (80, 24), (79, 23), (60, 30), (40, 15), (149, 40), (150, 40), (240, 70))
LOOKS = (
    {},
    {"language": "en", "theme": "light", "digits": "arab"},
    {"language": "ckb", "theme": "contrast", "ticker": False},
)


@pytest.mark.parametrize(
    ("size", "settings", "few"),
    [
        *((size, settings, False) for size in SIZES for settings in LOOKS),
        *((size, LOOKS[number % 3], True) for number, size in enumerate(SIZES)),  # in 16 colours
    ],
    ids=str,
)
async def test_first_paint_equals_the_screen(session, size, settings, few):
    if size == (240, 70):  # summaries come after the first paint
        settings = settings | {"density": "normal"}
    config = Config(settings=Settings(**settings))
    depth = ColourDepth.BASIC if few else ColourDepth.TRUE
    begin = load_start_state(session, config)._replace(depth=depth)
    first = [seen(line.segments) for line in first_lines(begin, size, news.NOW)]
    app = Khabar(session, config, UTF8_TERMINAL, begin=begin)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        screen = [seen(strip) for strip in app.screen._compositor.render_strips()]
        assert [len(line) for line in first] == [len(line) for line in screen] == [size[0]] * size[1]
        rows, head = app.reading.headlines.rows, app.reading.headlines.head
        bar = rows.region.x if rows.rtl else rows.region.right - 1
        for y in range(rows.region.y, rows.region.bottom):
            for x in range(rows.region.x, rows.region.right):
                if x != bar:
                    assert alike(first[y][x], screen[y][x]), (x, y, UNKNOWN_YET)
        name = slice(-14, None) if rows.rtl else slice(14)
        columns = range(head.region.x, head.region.right)[name]
        assert all(alike(first[head.region.y][x], screen[head.region.y][x]) for x in columns)


async def test_first_paint_is_where_the_list_was_left(session):
    config = Config(settings=Settings(density="normal"))
    begin = load_start_state(session, config)
    here, top = begin.headlines[4], begin.headlines[3]
    state = begin.ui_state._replace(top=top.id, place=here.id)
    set_state(session, KEY, to_json({"top": top.id, "place": here.id}))
    begin = load_start_state(session, config)
    assert (begin.ui_state, begin.headlines[0], begin.is_part) == (state, top, True)
    first = [seen(line.segments) for line in first_lines(begin, (80, 24), news.NOW)]
    app = Khabar(session, config, UTF8_TERMINAL, begin=begin)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = [seen(strip) for strip in app.screen._compositor.render_strips()]
        region = app.reading.headlines.rows.region
        for y in range(region.y + 1, region.bottom):  # the heading counts more later
            for x in range(region.x + 1, region.right):
                assert alike(first[y][x], screen[y][x]), (x, y)


async def test_first_paint_has_the_remembered_state(session):
    config = Config()
    app = Khabar(session, config, UTF8_TERMINAL, begin=load_start_state(session, config))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await press(pilot, "L", "t", "H")
        await pilot.press("q")
    begin = load_start_state(session, config)
    assert (begin.settings.language, begin.settings.theme) == ("en", "light")
    text = first_paint(begin, (120, 36), UTF8_TERMINAL, now=news.NOW)
    assert "Headlines" in text
    assert text.count("\x1b[") > 36


@pytest.mark.parametrize(("order", "step"), [(Order.CELLS, 1), (Order.WORDS, -1)])
def test_lines_are_sent_as_the_terminal_needs_them(session, order, step):
    begin = load_start_state(session, Config())._replace(depth=ColourDepth.INDEXED)
    text = first_paint(begin, (120, 36), Decision(order, "", "", "", ""), now=news.NOW)
    word = next(each for each in begin.headlines[1].title.split() if each.isalpha() and len(each) > 3)
    assert visual(word)[::step] in text
    assert visual(word)[::-step] not in text


@pytest.mark.parametrize("settings", [{"screen_reader": True}], ids=str)
def test_first_paint_is_empty_for_other_first_screens(session, settings):
    begin = load_start_state(session, Config(settings=Settings(**settings)))
    assert not first_paint(begin, (80, 24), UTF8_TERMINAL)


def test_first_paint_is_empty_for_bookmarks_or_no_news(session):
    begin = load_start_state(session, Config())
    shelf = begin._replace(ui_state=begin.ui_state._replace(shelf=True))
    for other in (shelf, begin._replace(headlines=())):
        assert not first_paint(other, (80, 24), UTF8_TERMINAL)


def test_mlterm_reads_ten_parameters(session):
    begin = load_start_state(session, Config())
    terminal = Decision(Order.CELLS, "", "", "mlterm", "")
    text = first_paint(begin, (120, 36), terminal, now=news.NOW)
    assert max(found.count(";") for found in re.findall("\x1b\\[([0-9;]*)m", text)) < 10


@pytest.mark.parametrize("language", ["ar", "en"])
def test_first_paint_of_any_size_fits(session, language):
    begin = load_start_state(session, Config(settings=Settings(language=language)))
    for size in product((1, 2, 5, 12, 80), (1, 2, 3, 4, 24)):
        assert first_paint(begin, size, UTF8_TERMINAL, now=news.NOW)


def test_screen_is_made_without_reading_the_library():
    ReadingScreen(Session(None), Settings())


LATER = ("model.article", "model.feed", "model.source", "tui.dialogs.modal", "tui.screen_reader")
"""Modules the first screen does without."""


def test_screen_is_loaded_without_what_only_later_screens_need():
    code = "import sys, reader.tui.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & {f"reader.{name}" for name in LATER} == set()


async def test_start_styles_widgets_once(session, monkeypatch):
    styled = Counter()
    apply = Stylesheet.apply

    def counted(sheet, node, **options):
        styled[node] += 1
        apply(sheet, node, **options)

    monkeypatch.setattr(Stylesheet, "apply", counted)
    async with reading(session, wait=False) as pilot:
        view = await until(pilot, lambda: pilot.app.reading.size and pilot.app.reading.article.view)
        assert styled[view] == 1
