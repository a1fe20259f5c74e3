"""How the panes share the screen: from 40 to 240 columns, mirrored, resized, zoomed, dragged."""

import pytest
from textual.geometry import Offset
from tui.conftest import press, reading, settled, until
from tui.painted import rows

from reader.tui.app import Khabar

PANES = ("headlines", "article", "bookmarks")


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
        ((79, 24), ["headlines"]),
        ((80, 24), ["article", "headlines"]),
        ((120, 36), ["article", "headlines"]),
        ((170, 45), ["bookmarks", "article", "headlines"]),
        ((240, 70), ["bookmarks", "article", "headlines"]),
    ],
)
async def test_as_many_panes_as_there_is_room_for(session, size, arabic):
    async with reading(session, size=size) as pilot:
        assert places(pilot) == arabic
        assert sum(width(pilot, name) for name in arabic) == size[0], "no column is left over"
        await press(pilot, "L")  # English
        assert places(pilot) == arabic[::-1]
        await press(pilot, "L")  # Sorani reads from the right again
        assert places(pilot) == arabic


async def test_the_first_paint_has_the_panes_it_will_have(session, monkeypatch):
    seen = []

    def display(app, screen, renderable):
        if app._running and screen is app.screen and renderable is not None:
            seen.append(places(type("Seen", (), {"app": app})))
        original(app, screen, renderable)

    original = Khabar._display
    monkeypatch.setattr(Khabar, "_display", display)
    async with reading(session, size=(120, 36)):
        assert {tuple(found) for found in seen if found} == {("article", "headlines")}


async def test_a_small_screen_shows_the_pane_in_front(session):
    async with reading(session, size=(40, 15)) as pilot:
        await press(pilot, "enter")
        assert places(pilot) == ["article"]
        await press(pilot, "escape")
        assert places(pilot) == ["headlines"]
        await press(pilot, "B")
        assert places(pilot) == ["bookmarks"]
        await press(pilot, "B")
        assert places(pilot) == ["headlines"]


async def test_the_shelf_takes_the_place_of_the_headlines_and_stays_beside_what_is_read(session):
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


async def test_a_terminal_that_grows_and_shrinks(session):
    async with reading(session, size=(40, 15)) as pilot:
        await press(pilot, "enter")
        for size, expected in (
            ((120, 36), ["article", "headlines"]),
            ((170, 45), ["bookmarks", "article", "headlines"]),
            ((100, 30), ["article", "headlines"]),
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
        pilot.app.reading.panes.widen(-100)
        await press(pilot, "left_square_bracket")
        assert width(pilot, "headlines") >= 24, "never nothing"
        pilot.app.reading.panes.widen(100)
        await press(pilot, "right_square_bracket")
        assert width(pilot, "article") >= 30, "nor everything"


async def test_three_panes_leave_the_article_its_room(session):
    async with reading(session, size=(170, 45)) as pilot:
        pilot.app.reading.panes.widen(100)
        await settled(pilot)
        assert width(pilot, "article") >= 55
        assert width(pilot, "headlines") == width(pilot, "bookmarks")


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_the_border_follows_the_pointer(session, language):
    async with reading(session, language=language) as pilot:
        panes = pilot.app.reading.panes
        headlines = pilot.app.reading.headlines
        border = headlines.region.x if language == "ar" else headlines.region.right - 1
        there = border - 12 if language == "ar" else border + 12
        await pilot.mouse_down(pilot.app.screen, offset=Offset(border, 10))
        await pilot.hover(pilot.app.screen, offset=Offset(there, 10))
        await pilot.mouse_up(pilot.app.screen, offset=Offset(there, 10))
        await settled(pilot)
        after = headlines.region.x if language == "ar" else headlines.region.right - 1
        assert abs(after - there) <= 1
        assert pilot.app.mouse_captured is None
        await pilot.hover(pilot.app.screen, offset=Offset(border, 12))
        assert panes.share != 40, "let go of: it moves no more"


async def test_only_the_border_can_be_dragged(session):
    async with reading(session) as pilot:
        headlines = pilot.app.reading.headlines.region
        before = pilot.app.reading.panes.share
        for column in (headlines.x + 1, headlines.right - 1, 0):
            await pilot.mouse_down(pilot.app.screen, offset=Offset(column, 30))
            await pilot.hover(pilot.app.screen, offset=Offset(60, 30))
            await pilot.mouse_up(pilot.app.screen, offset=Offset(60, 30))
        assert pilot.app.reading.panes.share == before


async def test_zoom_gives_the_article_the_screen_at_a_comfortable_measure(session):
    async with reading(session, size=(170, 45)) as pilot:
        await press(pilot, "enter", "z")
        assert places(pilot) == ["article"]
        assert width(pilot, "article") == 170
        view = pilot.app.reading.article.view
        assert 65 <= view.measure <= 75
        line = next(row for row in rows(pilot.app)[1:] if len(row.strip()) > 40)
        left, right = len(line) - len(line.lstrip()), len(line) - len(line.rstrip())
        assert abs(right - (170 - view.measure) // 2) <= 2, "in the middle"
        assert left >= right - 2
        await press(pilot, "escape")
        assert places(pilot) == ["bookmarks", "article", "headlines"]
        assert pilot.app.reading.panes.front == "article"
        await press(pilot, "escape", "z")
        assert places(pilot) == ["article"], "from the list, too"
        await press(pilot, "z")
        assert len(places(pilot)) == 3
