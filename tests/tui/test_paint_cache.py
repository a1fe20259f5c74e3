"""Painted lines are kept near the screen, and freed without a collection of everything."""

import gc

from rich.segment import Segment
from textual.strip import Strip
from tui.conftest import press, reading

from reader.tui.widgets.article_layout import Laid
from reader.tui.widgets.paint_cache import PaintCache, WholeStrip


def test_cache_that_is_full_drops_the_oldest():
    cache = PaintCache(2)
    for n in (1, 2, 1, 3):
        cache[n] = n
    assert list(cache) == [2, 3]
    cache.size = 3
    cache[4] = 4
    assert list(cache) == [2, 3, 4]


def test_whole_strip_is_divided_as_any_other():
    segments = [Segment("سلام"), Segment(" x")]
    for cuts in ([6], [2, 6], [4, 9], []):
        assert list(WholeStrip(segments).divide(cuts)) == list(Strip(segments).divide(cuts))


async def test_painted_lines_that_are_left_need_no_collection(session):
    async with reading(session) as pilot:
        await press(pilot, "j", "enter", "escape")
        gc.collect()
        gc.disable()
        try:
            await press(pilot, *"jjjj")
            gc.set_debug(gc.DEBUG_SAVEALL)
            gc.collect()
            assert not [each for each in gc.garbage if isinstance(each, WholeStrip | Laid)]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
