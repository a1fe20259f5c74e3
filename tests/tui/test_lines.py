"""Lists and texts painted by the line: the cursor, the window, the cache, the side of the scrollbar."""

import pytest
from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from tui.conftest import until
from tui.painted import rows, visual

from reader.tui.terminal.bidi_filter import BidiFilter
from reader.tui.widgets.row_list import RowList


class Numbers(RowList[int]):
    """Rows of one or two lines; every tenth is a heading of one line on which nothing can be done."""

    def __init__(self):
        super().__init__()
        self.painted = []
        self.taken = []

    def height_of(self, row):
        return 1 if self.heading(row) else 2

    def heading(self, row):
        return row % 10 == 0

    def can_stand_on(self, row):
        return not self.heading(row)

    def paint(self, row, width, *, cursor, focused):
        self.painted.append(row)
        mark = ">" if cursor and focused else "-" if cursor else " "
        lines = [f"{mark}{row}", f"{mark}second of {row}"][: self.height_of(row)]
        return [Strip([Segment(line.ljust(width))], width) for line in lines]

    def chosen(self):
        self.taken.append(self.current)


class Lists(App):
    def __init__(self, count=10_000):
        super().__init__()
        self.numbers = Numbers()
        self.count = count

    def get_line_filters(self):
        return [*super().get_line_filters(), BidiFilter(1)]

    def compose(self):
        yield self.numbers

    def on_mount(self):
        self.numbers.hint = "لا شيء هنا"
        self.numbers.rtl = False
        self.numbers.show(range(self.count))
        self.numbers.focus()


async def shown(pilot):
    await pilot.pause()
    return [row.rstrip() for row in rows(pilot.app)]


async def test_cursor_starts_on_the_first_selectable_row():
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        assert app.numbers.current == 1
        assert (await shown(pilot))[:3] == [" 0", ">1", ">second of 1"]


async def test_moving_steps_over_headings_and_stops_at_the_ends():
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        await pilot.press("k")
        assert app.numbers.current == 1
        for key, row in (("j", 2), ("down", 3), ("up", 2), ("G", 9999), ("j", 9999), ("g", 1), ("end", 9999)):
            await pilot.press(key)
            assert app.numbers.current == row, key
        await pilot.press("home")
        await pilot.press(*"j" * 8)
        assert app.numbers.current == 9
        await pilot.press("j")
        assert app.numbers.current == 11
        await pilot.press("k")
        assert app.numbers.current == 9


async def test_row_under_the_cursor_is_wholly_in_the_window():
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        for key in ("j", "j", "j", "j", "G", "k", "pageup", "ctrl+u", "g", "pagedown", "ctrl+d", "ctrl+d"):
            await pilot.press(key)
            lines = await shown(pilot)
            assert f">{app.numbers.current}" in lines, key
            assert f">second of {app.numbers.current}" in lines, key
        await pilot.press("g")
        assert (await shown(pilot))[0] == " 0", "at the top the heading above the first row is seen as well"


async def test_list_of_ten_thousand_rows_paints_the_visible():
    app = Lists()
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.press("j")
        assert len(set(app.numbers.painted)) < 30
        await until(pilot, lambda: not app.numbers._resting)
        app.numbers.painted.clear()
        await pilot.press("j")
        await until(pilot, lambda: not app.numbers._resting)
        assert set(app.numbers.painted) <= {2, 3, 4}, "a step paints the rows around it"


async def test_step_waits_for_no_paint():
    app = Lists()
    async with app.run_test(size=(30, 20)) as pilot:
        await until(pilot, lambda: app.numbers.has_focus and app.numbers.size and not app.numbers._resting)
        await pilot.pause()
        for key in ("j", "j", "k"):
            app.numbers.arrived()
            app.numbers.painted.clear()
            with app.batch_update():  # so that nothing is painted but what is asked for here
                app.numbers.action_down() if key == "j" else app.numbers.action_up()
                lines = app.numbers.render_lines(app.numbers.size.region)
            assert not app.numbers.painted, "the rows around the cursor were painted before"
            assert any(line.text.startswith(f">{app.numbers.current}") for line in lines)


async def test_step_repaints_no_scrollbar_that_stays_the_same():
    app = Lists()
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.press(*"j" * 8)
        bar, top = app.numbers.vertical_scrollbar, app.numbers.scroll_offset.y
        place = bar.position
        await pilot.press("j")
        assert app.numbers.scroll_offset.y > top
        assert bar.position == place, "a twelve-hundredth of the way is no eighth of a cell"
        await pilot.press("G")
        assert bar.position == app.numbers.max_scroll_y, "but at the end it is at the end"


async def test_list_lines_equal_those_of_textual():
    app = Lists()
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.press("j")
        view = app.numbers
        whole, part = view.size.region, Region(3, 2, 11, 5)
        for crop in (whole, part):
            assert view.render_lines(crop) == Widget.render_lines(view, crop)
        view.styles.border = ("round", "red")
        await pilot.pause()
        frame = view.outer_size.region
        assert view.render_lines(frame) == Widget.render_lines(view, frame)
        assert view.render_lines(frame)[0].text.startswith("╭")


async def test_pages_move_by_the_window():
    app = Lists()
    async with app.run_test(size=(30, 21)) as pilot:
        await pilot.press("pagedown")
        assert app.numbers.current == 12
        await pilot.press("pageup")
        assert app.numbers.current == 1


async def test_cursor_looks_different_when_keys_go_elsewhere():
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        app.set_focus(None)
        assert (await shown(pilot))[1] == "-1"


async def test_click_chooses_and_wheel_scrolls():
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        await pilot.click(app.numbers, offset=(4, 4))
        assert app.numbers.current == 2
        assert app.numbers.taken == [2]
        await pilot.click(app.numbers, offset=(4, 0))
        assert app.numbers.taken == [2], "a heading is nothing to choose"
        app.numbers.scroll_to(y=5, animate=False)
        await pilot.pause()
        await pilot.click(app.numbers, offset=(4, 0))
        assert app.numbers.taken == [2, 3], "places are counted from the top of the list"


async def test_repaint_of_a_row_paints_no_other():
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        await pilot.pause()
        app.numbers.painted.clear()
        app.numbers.repaint_row(3)
        await pilot.pause()
        assert app.numbers.painted == [3]
        app.numbers.forget_paint()
        await pilot.pause()
        assert set(app.numbers.painted) == {0, 1, 2, 3, 4}


async def test_fewer_rows_take_the_cursor_with_them():
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        await pilot.press("G")
        app.numbers.show(range(5), 9999)
        assert app.numbers.current == 4
        app.numbers.show([0])
        await pilot.press("j", "k", "g", "G", "pagedown", "pageup")
        assert app.numbers.current in (0, None), "a heading alone: nowhere to stand, and no harm done"


async def test_list_without_rows_shows_the_hint():
    app = Lists(0)
    async with app.run_test(size=(30, 9)) as pilot:
        assert any(visual("لا شيء هنا") in line for line in await shown(pilot))
        await pilot.press("j", "k", "g", "G", "pagedown", "pageup", "enter")
        assert app.numbers.current is None
        assert app.numbers.taken == []


@pytest.mark.parametrize(("count", "keys"), [(100, "jjjj"), (100, "G"), (13, ""), (10_000, "jjj")])
async def test_scrollbar_lines_equal_those_of_textual(count, keys):
    app = Lists(count)
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.press(*keys)
        bar = app.numbers.vertical_scrollbar
        for crop in (bar.size.region, Region(0, 3, 1, 5), Region(1, 0, 1, 4)):
            ours, theirs = bar.render_lines(crop), Widget.render_lines(bar, crop)
            assert [[(s.text, s.style) for s in line] for line in ours] == [
                [(s.text, s.style) for s in line] for line in theirs
            ]


@pytest.mark.parametrize("rtl", [True, False])
async def test_scrollbar_is_at_the_far_side_of_reading(rtl):
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        app.numbers.rtl = rtl
        await pilot.pause()
        bar = app.numbers.vertical_scrollbar.region
        assert bar.x == (0 if rtl else 30 - bar.width)
        text = (await shown(pilot))[0]
        assert text.index("0") == (bar.width + 1 if rtl else 1)


async def test_another_width_keeps_the_cursor_in_sight():
    app = Lists()
    async with app.run_test(size=(30, 9)) as pilot:
        await pilot.press("G")
        await pilot.resize_terminal(20, 5)
        lines = await shown(pilot)
        assert ">9999" in lines
        assert ">second of 9999" in lines
