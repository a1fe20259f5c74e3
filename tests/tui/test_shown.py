"""What the terminal shows is not written again, and it always shows what is true."""

import asyncio
import random
from contextlib import suppress

import pyte
import pytest
from rich.segment import Segment
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from tui.conftest import press, quiet, reading

from reader.tui.terminal.output import attach_marks_of
from reader.tui.terminal.screen_diff import ScreenDiff

WIDTH, HEIGHT = 100, 30


def strips(*texts):
    return [Strip([Segment(text)], len(text)) for text in texts]


def whole(*lines):
    return LayoutUpdate([strips(*line) for line in lines], Region(0, 0, 10, len(lines)))


def part(lines, *spans):
    """An update of lines, each cut as its texts are long."""
    chops, ends = [], []
    for texts in lines:
        places = [sum(map(len, texts[:n])) for n in range(len(texts) + 1)]
        chops.append(dict(zip(places, strips(*texts), strict=False)))
        ends.append(places[1:])
    return ChopsUpdate(chops, list(spans), ends)


@pytest.fixture
def shown():
    shown = ScreenDiff()
    screen = whole(("│", "one", "│"), ("│", "two", "│"))
    assert shown.changes(screen) is screen
    return shown


SAME, ALL = [("│", "one", "│"), ("│", "two", "│")], ((0, 0, 5), (1, 0, 5))


def test_screen_diff_of_the_same_screen_is_empty(shown):
    assert shown.changes(part(SAME, *ALL)) is None


def test_screen_diff_writes_a_change_once(shown):
    changed = [("│", "one", "│"), ("│", "six", "║")]
    assert shown.changes(part(changed, *ALL)).spans == [(1, 1, 4), (1, 4, 5)]
    assert shown.changes(part(changed, *ALL)) is None
    assert shown.changes(part(SAME, *ALL)).spans == [(1, 1, 4), (1, 4, 5)]


def test_style_is_news(shown):
    update = part(SAME, *ALL)
    update.chops[0][1] = Strip([Segment("one", "bold")], 3)
    assert shown.changes(update).spans == [(0, 1, 4)]


def test_screen_diff_of_a_partial_line_stays_unknown(shown):
    part_of_it = part(SAME, (0, 0, 3))
    assert shown.changes(part_of_it).spans == [(0, 1, 3)]
    assert shown.changes(part_of_it).spans == [(0, 1, 3)]
    assert shown.changes(part(SAME, *ALL)).spans == [(0, 1, 4)]
    assert shown.changes(part(SAME, *ALL)) is None


def test_screen_diff_of_a_line_cut_elsewhere_writes_it(shown):
    assert shown.changes(part([("│o", "ne│"), SAME[1]], *ALL)).spans == [(0, 0, 2), (0, 2, 5)]
    assert shown.changes(part(SAME, *ALL)).spans == [(0, 0, 1), (0, 1, 4), (0, 4, 5)]


def test_screen_diff_after_forgetting_writes_all(shown):
    shown.forget()
    spans = [(y, *x) for y in (0, 1) for x in ((0, 1), (1, 4), (4, 5))]
    assert shown.changes(part(SAME, *ALL)).spans == spans


def test_whole_screen_is_always_written(shown):
    screen = whole(("│", "one", "│"), ("│", "two", "│"))
    assert shown.changes(screen) is screen


class Watched:
    """A terminal, and what it would show if everything were written."""

    def __init__(self, monkeypatch):
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)
        self.bytes = 0
        display = App._display

        def watched(app, screen, update):
            if isinstance(update, ChopsUpdate | LayoutUpdate) and not app._batch_count:
                self.write(update.render_segments(app.console))
            display(app, screen, update)

        monkeypatch.setattr(App, "_display", watched)

    def write(self, text):
        self.bytes += len(text)
        self.stream.feed(text.replace("\n", "\r\n"))

    def agrees(self, app):
        other = pyte.Screen(WIDTH, HEIGHT)
        screen = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        attach_marks_of(screen)
        pyte.Stream(other).feed(screen.render_segments(app.console).replace("\n", "\r\n"))
        assert self.screen.display == other.display
        assert [self.screen.buffer[y] for y in range(HEIGHT)] == [other.buffer[y] for y in range(HEIGHT)]


KEYS = (
    *("j", "k", "g", "G", "pagedown", "enter", "escape", "tab", "z", "n", "N", "space", "b", "B", "m", "U"),
    *("t", "L", "J", "H", "plus", "minus", "v", "u", "full_stop", "question_mark", "f", "slash", "l", "["),
)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(1, 4))])
async def test_terminal_after_random_updates_shows_the_screen(session, monkeypatch, seed):
    chance = random.Random(seed)
    watched = Watched(monkeypatch)
    async with reading(session, size=(WIDTH, HEIGHT)) as pilot:
        pilot.app.refresh(layout=True)
        for _ in range(60):
            for _ in range(chance.choice((1, 1, 2, 4))):
                pilot.app.simulate_key(chance.choice(KEYS))
            await asyncio.sleep(chance.choice((0, 0.01, 0.03)))
            await quiet()
            await pilot.pause(0.03)
            await quiet()
            with suppress(AssertionError):
                watched.agrees(pilot.app)
                continue
            await asyncio.sleep(0.5)  # what is behind another screen is painted a little later
            watched.agrees(pilot.app)


async def test_repainted_pane_sends_nothing_unchanged(session, monkeypatch):
    watched = Watched(monkeypatch)
    async with reading(session, size=(WIDTH, HEIGHT)) as pilot:
        pilot.app.refresh(layout=True)
        await pilot.pause(0.1)
        everything, watched.bytes = watched.bytes, 0
        pilot.app.reading.headlines.refresh()
        await pilot.pause(0.1)
        assert watched.bytes == 0 < everything


async def test_control_l_writes_the_whole_screen(session, monkeypatch):
    written = []
    changes = ScreenDiff.changes

    def watched(self, update):
        written.append(update)
        return changes(self, update)

    monkeypatch.setattr(ScreenDiff, "changes", watched)
    async with reading(session, ticker=False) as pilot:
        written.clear()
        await press(pilot, "ctrl+l")
        whole = [each.region for each in written if isinstance(each, LayoutUpdate)]
        assert pilot.app.screen.region in whole
