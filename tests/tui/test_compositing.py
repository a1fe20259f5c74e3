"""The screen is put together as Textual does it, by asking less of what is on it."""

import asyncio
import random

import pytest
from rich.segment import Segment
from textual._compositor import Compositor
from textual.app import App
from textual.constants import MAX_FPS
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from tui.painted import rows

from reader.tui.widgets.partial_update import PartialCompositor, paint_at_once, refresh_at_once

WIDTH, HEIGHT = 50, 20


class Tile(Widget):
    """Each cell says whose it is and which; what is asked of it is kept."""

    def __init__(self, letter):
        super().__init__(id=letter)
        self.letter, self.shift, self.asked = letter, 0, []

    def render_lines(self, crop):
        self.asked.append(crop)
        return super().render_lines(crop)

    def render_line(self, y):
        width = self.size.width
        return Strip([Segment(self.letter * width if (y + self.shift) % 3 else "." * width)], width)


class Tiles(App):
    CSS = """
    Vertical { border: round red; }
    #a { height: 8; }
    #b { height: 1fr; border: solid green; }
    #c { layer: above; dock: right; width: 12; height: 9; offset: -3 4; }
    #d { height: 30; }
    #within { height: 5; overflow: auto; }
    Screen { layers: below above; }
    """

    def compose(self):
        with Vertical():
            yield Tile("a")
            yield Tile("b")
            with Vertical(id="within"):
                yield Tile("d")
        yield Tile("c")

    def on_mount(self):
        self.screen._compositor = PartialCompositor()
        self.shown = []

    def _display(self, screen, renderable):
        if renderable is not None and not self._batch_count:
            self.shown.append(renderable)
        super()._display(screen, renderable)


@pytest.fixture
async def app():
    async with (app := Tiles()).run_test(size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        for tile in app.query(Tile):
            tile.asked.clear()
        app.shown.clear()
        app.screen._compositor._last.clear()
        yield app


def cells(update):
    """Return what an update puts into the cells it is about."""
    found = {}
    for y, left, right in update.spans:
        for x, strip in update.chops[y].items():
            for place, letter in enumerate(strip.text if strip else "", x):
                if left <= place < right:
                    found[place, y] = letter
    return found


def updates(app, regions):
    """Return what Textual's compositor makes of what has changed, and what ours does."""
    made = []
    for each in (Compositor(), PartialCompositor()):
        each.reflow(app.screen, app.size)
        each._dirty_regions = set(regions)
        made.append(each.render_partial_update())
    return made


@pytest.mark.parametrize("seed", range(25))
async def test_partial_update_paints_the_same_as_textual(app, seed):
    any_of = random.Random(seed)
    for tile in app.query(Tile):
        tile.shift = any_of.randrange(3)
    app.query_one("#within").scroll_to(y=any_of.randrange(20), animate=False, immediate=True)
    regions = []
    for _ in range(any_of.randint(1, 4)):
        x, y = any_of.randrange(WIDTH), any_of.randrange(HEIGHT)
        regions.append(Region(x, y, any_of.randint(1, WIDTH - x), any_of.randint(1, HEIGHT - y)))
    theirs, ours = updates(app, regions)
    assert ours.spans == theirs.spans
    assert cells(ours) == cells(theirs) != {}


async def test_whole_screen_is_the_same(app):
    theirs = Compositor()
    theirs.reflow(app.screen, app.size)
    whole = [strip.text for strip in theirs.render_strips()]
    assert [strip.text for strip in app.screen._compositor.render_strips()] == whole
    assert rows(app) == whole


async def test_partial_update_paints_changed_lines_only(app):
    tile = app.query_one("#a", Tile)
    tile.refresh(Region(0, 3, tile.size.width, 2))
    app.screen._compositor.update_widgets({tile})
    assert app.screen._compositor.render_partial_update() is not None
    assert tile.asked == [Region(0, 3, tile.size.width, 2)]


async def test_partial_update_skips_covered_widgets(app):
    front = app.query_one("#c", Tile)
    app.screen._compositor._dirty_regions = {front.region.shrink((1, 1, 1, 1))}
    assert app.screen._compositor.render_partial_update() is not None
    assert front.asked
    assert not app.query_one("#a", Tile).asked
    assert not app.query_one("#b", Tile).asked


async def test_partial_update_without_changes_is_empty(app):
    assert updates(app, []) == [None, None]


async def test_immediate_paint_precedes_messages(app):
    tile, other = app.query_one("#a", Tile), app.query_one("#b", Tile)
    other.refresh()
    tile.refresh(Region(0, 3, tile.size.width, 2))
    paint_at_once(tile)
    (update,) = app.shown
    assert {y for y, _, _ in update.spans} == {tile.region.y + 3, tile.region.y + 4}
    assert not other.asked


@pytest.mark.parametrize("at_once", [paint_at_once, refresh_at_once])
async def test_immediate_paint_leaves_other_widgets_for_later(app, at_once):
    tile, other = app.query_one("#a", Tile), app.query_one("#b", Tile)
    other.refresh()
    while other not in app.screen._dirty_widgets:
        await asyncio.sleep(0)
    tile.refresh()
    at_once(tile)
    assert len(app.shown) == 1
    assert not other.asked
    await asyncio.sleep(0.1)
    assert other.asked


async def test_keys_that_come_together_are_painted_together(app, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("reader.tui.widgets.partial_update.monotonic", lambda: clock[0])
    tile = app.query_one("#a", Tile)
    for times in (1, 1, 2):
        tile.refresh()
        paint_at_once(tile)
        assert len(app.shown) == times
        clock[0] += 0.6 / MAX_FPS
    other = app.query_one("#b", Tile)
    other.refresh()
    paint_at_once(other)
    assert len(app.shown) == 3


async def test_immediate_paint_of_a_hidden_widget_does_nothing(app):
    tile = app.query_one("#a", Tile)
    with app.batch_update():
        tile.refresh()
        paint_at_once(tile)
    tile.display = False
    while tile in app.screen._compositor.visible_widgets:
        await asyncio.sleep(0.01)
    app.shown.clear()
    paint_at_once(tile)
    assert not app.shown
    await app.push_screen(ModalScreen())
    app.shown.clear()
    paint_at_once(app.screen_stack[0].query_one("#b", Tile))
    assert not app.shown


async def test_animation_is_painted_without_a_message(app, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("reader.tui.widgets.partial_update.monotonic", lambda: clock[0])
    tile = app.query_one("#a", Tile)
    await asyncio.sleep(0.05)
    app.shown.clear()
    tile.shift = 1
    refresh_at_once(tile)
    (update,) = app.shown
    assert {y for y, _, _ in update.spans} == set(range(tile.region.y, tile.region.bottom))
    await asyncio.sleep(0.05)
    assert len(app.shown) == 1, "and not again"
    tile.shift = 2
    refresh_at_once(tile)
    assert len(app.shown) == 1, "so soon after the last it is left to Textual"
    while len(app.shown) < 2:
        await asyncio.sleep(0.01)
