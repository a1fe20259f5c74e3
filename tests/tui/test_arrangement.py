"""How the panes share the screen: from 40 to 240 columns, mirrored, resized, zoomed, dragged."""

import pytest
from textual.geometry import Offset
from tui.conftest import press, reading, settled, until
from tui.painted import rows

from reader.tui.app import Khabar
from reader.tui.pane_geometry import arrange

PANES = ("sources", "headlines", "article", "bookmarks")


def places(pilot):
    """The panes on the screen, from left to right."""
    panes = [pilot.app.reading.query_one(f"#{name}") for name in PANES]
    return [pane.id for pane in sorted((p for p in panes if p.region.width), key=lambda p: p.region.x)]


def width(pilot, name):
    return pilot.app.reading.query_one(f"#{name}").region.width


@pytest.mark.parametrize(
    ("size", "arabic"),
    [
        ((40, 15), ["headlines"]),
        ((120, 36), ["article", "headlines"]),
        ((170, 45), ["article", "headlines", "sources"]),
        ((240, 70), ["article", "headlines", "sources"]),
    ],
)
async def test_panes_at_each_width_fill_the_screen(session, size, arabic):
    async with reading(session, size=size) as pilot:
        assert places(pilot) == arabic
        assert sum(width(pilot, name) for name in arabic) == size[0], "no column is left over"
        await press(pilot, "L")  # English
        assert places(pilot) == arabic[::-1]
        await press(pilot, "L")  # Sorani reads from the right again
        assert places(pilot) == arabic


async def test_first_paint_has_the_final_panes(session, monkeypatch):
    seen = []

    def display(app, screen, renderable):
        if app._running and screen is app.screen and renderable is not None:
            seen.append(places(type("Seen", (), {"app": app})))
        original(app, screen, renderable)

    original = Khabar._display
    monkeypatch.setattr(Khabar, "_display", display)
    async with reading(session, size=(120, 36)):
        assert {tuple(found) for found in seen if found} == {("article", "headlines")}


async def test_small_screen_shows_the_pane_in_front(session):
    async with reading(session, size=(40, 15)) as pilot:
        await press(pilot, "enter")
        assert places(pilot) == ["article"]
        await press(pilot, "escape")
        assert places(pilot) == ["headlines"]
        await press(pilot, "B")
        assert places(pilot) == ["bookmarks"]
        await press(pilot, "B")
        assert places(pilot) == ["headlines"]


async def test_bookmarks_pane_replaces_the_headlines(session):
    async with reading(session) as pilot:
        await press(pilot, "b", "B")
        assert places(pilot) == ["article", "bookmarks"]
        await press(pilot, "enter")
        assert pilot.app.reading.panes.front == "article"
        assert places(pilot) == ["article", "bookmarks"]
        await press(pilot, "escape")
        assert pilot.app.reading.panes.front == "bookmarks", "back where the article was chosen"
        await press(pilot, "escape")
        assert places(pilot) == ["article", "headlines"]


async def test_terminal_that_grows_and_shrinks(session):
    async with reading(session, size=(40, 15)) as pilot:
        await press(pilot, "enter")
        for size, expected in (
            ((120, 36), ["article", "headlines"]),
            ((170, 45), ["article", "headlines", "sources"]),
            ((100, 30), ["article", "headlines"]),
            ((80, 24), ["article"]),
            ((40, 15), ["article"]),
        ):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda expected=expected: places(pilot) == expected)
            assert pilot.app.reading.panes.front == "article"


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_keys_move_the_border(session, language):
    async with reading(session, language=language) as pilot:
        before = width(pilot, "headlines")
        await press(pilot, "right_square_bracket")
        wider = width(pilot, "headlines")
        assert wider > before
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert width(pilot, "headlines") < before
        pilot.app.reading.panes.shift(-100)
        await press(pilot, "left_square_bracket")
        assert width(pilot, "headlines") >= 24, "never nothing"
        for _ in range(20):
            await press(pilot, "right_square_bracket")
        assert width(pilot, "article") >= 40, "nor everything"


async def test_narrow_screen_shows_the_list_over_the_preview(session):
    async with reading(session, size=(80, 24)) as pilot:
        screen = pilot.app.reading
        assert screen.headlines.region.width == screen.article.region.width == 80
        assert screen.headlines.region.bottom == screen.article.region.y
        assert screen.headlines.region.height >= 9
        await press(pilot, "enter")
        assert places(pilot) == ["article"]
        await press(pilot, "escape")
        assert screen.headlines.region.bottom == screen.article.region.y


def test_arrange_fills_every_column_and_line_once():
    for columns, lines in ((40, 13), (80, 22), (120, 34), (170, 43), (240, 68)):
        cells = [
            (x, y)
            for place in arrange(columns, lines)
            for x in range(place.column, place.column + place.width)
            for y in range(place.line, place.line + place.height)
        ]
        assert len(cells) == len(set(cells)) == columns * lines


def test_arrange_on_a_narrow_screen_opens_the_sidebar_as_a_drawer():
    drawer = arrange(120, 34, front="sources")[-1]
    assert (drawer.pane, drawer.drawer) == ("sources", True)
    standing = arrange(170, 43, front="sources")
    assert [place.pane for place in standing] == ["sources", "headlines", "article"]
    assert not any(place.drawer for place in standing)


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_border_follows_the_pointer(session, language):
    async with reading(session, language=language) as pilot:
        panes = pilot.app.reading.panes
        article = pilot.app.reading.article
        border = article.region.right - 1 if language == "ar" else article.region.x
        there = border - 12 if language == "ar" else border + 12
        await pilot.mouse_down(pilot.app.screen, offset=Offset(border, 10))
        await pilot.hover(pilot.app.screen, offset=Offset(there, 10))
        await pilot.mouse_up(pilot.app.screen, offset=Offset(there, 10))
        await settled(pilot)
        after = article.region.right - 1 if language == "ar" else article.region.x
        assert after == there
        assert pilot.app.mouse_captured is None
        await pilot.hover(pilot.app.screen, offset=Offset(border, 12))
        assert panes.shifts == {"split": 12}, "let go of: it moves no more"


async def test_drag_outside_of_the_border_changes_nothing(session):
    async with reading(session) as pilot:
        headlines = pilot.app.reading.headlines.region
        for column in (headlines.x, headlines.right - 1, 0):
            await pilot.mouse_down(pilot.app.screen, offset=Offset(column, 30))
            await pilot.hover(pilot.app.screen, offset=Offset(60, 30))
            await pilot.mouse_up(pilot.app.screen, offset=Offset(60, 30))
        assert not any(pilot.app.reading.panes.shifts.values())


async def test_zoom_gives_the_article_the_screen_at_a_comfortable_measure(session):
    async with reading(session, size=(170, 45)) as pilot:
        await press(pilot, "enter", "z")
        assert places(pilot) == ["article"]
        assert width(pilot, "article") == 170
        view = pilot.app.reading.article.view
        assert 65 <= view.measure <= 75
        line = next(row for row in rows(pilot.app)[2:] if len(row.strip()) > 40)
        left, right = len(line) - len(line.lstrip()), len(line) - len(line.rstrip())
        assert abs(right - (170 - view.measure) // 2) <= 2, "in the middle"
        assert left >= right - 2
        await press(pilot, "escape")
        assert places(pilot) == ["article", "headlines", "sources"]
        assert pilot.app.reading.panes.front == "article"
        await press(pilot, "escape", "z")
        assert places(pilot) == ["article"], "from the list, too"
        await press(pilot, "z")
        assert len(places(pilot)) == 3
