"""What terminals draw in the place of marked cells: scrolled or covered, no ghost stays behind."""

import asyncio
import io
import re

import pytest
from PIL import Image
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Label, Static
from tui.pictures import decode_picture
from tui.test_output import Sink

from reader.tui.image_compositor import ImageCompositor
from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.terminal_app import TerminalApp
from reader.tui.widgets.cells import Part, enlarged
from reader.typeset.graphics_profiles import Graphics, Protocol
from reader.typeset.terminal_profiles import Decision, Order

WIDTH, HEIGHT = 40, 14
ABOVE, COLUMNS, LINES = 3, 12, 6
"""Lines of text above the picture; its box."""


def picture(graphics):
    data = io.BytesIO()
    Image.effect_noise((120, 120), 80).save(data, "PNG")
    return decode_picture(data.getvalue(), COLUMNS, LINES, graphics)


class View(VisualOrder, ScrollView):
    """A page with a title of double size, some text and a picture."""

    def __init__(self, graphics):
        super().__init__()
        self.picture = picture(graphics)
        self.title = enlarged(Part([Segment("TITLE", Style(bold=True))], 5), 0, Style(), rtl=False)

    def on_mount(self):
        self.virtual_size = Size(WIDTH, 40)

    def render_line(self, y):
        y += self.scroll_offset.y
        row = y - ABOVE
        if y < 2:
            strip = Strip(self.title[y].segments)
        elif self.picture is not None and 0 <= row < LINES:
            strip = Strip([Segment("  "), *self.picture.strips[row]])
        else:
            strip = Strip([Segment(f"line {y}")])
        return strip.adjust_cell_length(self.size.width)


class Reader(TerminalApp, Sink):
    """Draws as a terminal of some kind does."""

    CSS = """
    View { height: 1fr; scrollbar-size: 0 0; }
    #clock { height: 1; }
    #card { layer: above; dock: right; width: 33; height: 3; offset: 0 5; background: blue; display: none; }
    Screen { layers: default above; }
    """

    def __init__(self, graphics):
        super().__init__()
        self.terminal = Decision(Order.CELLS, "", "", "test", "")
        self.images = ImageCompositor(graphics, self.refresh)
        self.view = View(graphics)

    def compose(self):
        yield Static("0", id="clock")
        yield self.view
        yield Static("card", id="card")


class Terminal:
    """A screen of cells: text takes what was drawn under it away, and what is drawn is on top of the text.

    A cell holds a character, or (number of the picture, row, column), or (text of double size, row, column).
    """

    SEQUENCE = re.compile(
        r"\x1b\[(?P<numbers>[\d;?]*)(?P<final>[A-Za-z])|\x1bP0;1;0q\"1;1;(?P<sixel>\d+;\d+)[^\x1b]*\x1b\\"
        r"|\x1b\]1337;File=size=\d+;width=(?P<iterm>\d+;height=\d+);[^\x07]*\x07|\x1b_G(?P<kitty>[^\x1b]*)\x1b\\"
        r"|\x1b\]66;s=2;(?P<large>[^\x07]*)\x07|(?P<newline>\n)|(?P<text>[^\x1b\n])",
        re.DOTALL,
    )

    def __init__(self, graphics):
        self.graphics = graphics
        self.cells = {}
        self.sent = set()
        self.drawings = 0
        self.x = self.y = 0

    def feed(self, data):
        end = 0
        for found in self.SEQUENCE.finditer(data):
            assert found.start() == end, data[end : found.start() + 20]
            end = found.end()
            self.obey(found)
        assert end == len(data), data[end:]

    def obey(self, found):
        kind, value = found.lastgroup, found[found.lastgroup]
        if kind == "final":
            self.control(
                value, [int(each or 1) for each in found["numbers"].strip("?").split(";") if each != ""]
            )
        elif kind == "newline":
            self.x, self.y = 0, self.y + 1
        elif kind == "text":
            self.put(value)
        elif kind == "large":
            for column in range(2 * len(value)):
                for row in range(2):
                    self.cells[self.x + column, self.y + row] = (value, row, column)
            self.x += 2 * len(value)
        elif kind == "kitty":
            keys = dict(pair.split("=") for pair in value.partition(";")[0].split(","))
            if keys.get("a") == "T":
                self.sent.add(int(keys["i"]))
            elif keys.get("a") == "d":
                self.sent.remove(int(keys["i"]))
        else:
            width, height = (int(each) for each in re.findall(r"\d+", value))
            if kind == "sixel":
                width, height = width // self.graphics.cell[0], height // self.graphics.cell[1]
            self.drawings += 1
            for column in range(width):
                for row in range(height):
                    self.cells[self.x + column, self.y + row] = ("drawn", row, column)

    def control(self, final, numbers):
        count = numbers[0] if numbers else 1
        if final == "H":
            self.y, self.x = numbers[0] - 1, numbers[1] - 1
        elif final == "C":
            self.x += count
        elif final == "X":
            for x in range(self.x, self.x + count):
                self.wipe(x, self.y)

    def wipe(self, x, y):
        self.cells[x, y] = " "

    def put(self, character):
        if "\u0300" <= character <= "\u1dff":
            self.cells[self.x - 1, self.y] += character
            return
        under = self.cells.get((self.x, self.y))
        assert not (isinstance(under, tuple) and under[0] == "TITLE" and under[1]), "kitty writes beside it"
        self.cells[self.x, self.y] = character
        self.x += 1

    def row(self, y):
        return [self.cells.get((x, y), " ") for x in range(WIDTH)]

    def kinds(self):
        """One letter a cell: # drawn, % large, : half block or kitty's, else text."""
        rows = []
        for y in range(HEIGHT):
            row = ""
            for cell in self.row(y):
                if isinstance(cell, tuple):
                    row += "#" if cell[0] == "drawn" else "%"
                else:
                    row += "@" if cell[0] == "\U0010eeee" else ":" if cell == "▀" else cell
            rows.append(row.rstrip())
        return rows


async def settled(pilot):
    """Wait until every picture that is being made is there, and on the screen."""
    await pilot.pause()
    while pilot.app.images._is_encoding:
        await asyncio.sleep(0)
        await pilot.pause()
    await pilot.pause()


@pytest.fixture
def world(request):
    """An application, and a function that shows what its terminal shows when all is settled."""
    graphics = Graphics(request.param[0], double=request.param[1])
    app, terminal = Reader(graphics), Terminal(graphics)

    async def look(pilot):
        await settled(pilot)
        written, app.written = app.written, ""
        terminal.feed(written)
        return terminal.kinds()

    return app, terminal, look


SIXEL, ITERM2, KITTY = ((each, False) for each in (Protocol.SIXEL, Protocol.ITERM2, Protocol.KITTY))
ALL = pytest.mark.parametrize("world", [SIXEL, ITERM2, KITTY], indirect=True)


def sign(app):
    return "@" if app.images.graphics.protocol is Protocol.KITTY else "#"


@ALL
async def test_picture_is_drawn_in_its_box(world):
    app, _terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        shown = await look(pilot)
        box = "  " + sign(app) * COLUMNS
        assert shown[1 + ABOVE : 1 + ABOVE + LINES] == [box] * LINES
        assert shown[1 + ABOVE + LINES] == "line 9"


@ALL
async def test_picture_scrolled_by_lines_leaves_no_trace(world):
    app, terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await look(pilot)
        for top in [*range(1, 12), *range(10, -1, -1)]:
            app.view.scroll_to(y=top, animate=False, immediate=True)
            shown = await look(pilot)
            for y in range(1, HEIGHT):
                row = y - 1 + top - ABOVE
                if 0 <= row < LINES:
                    assert shown[y] == "  " + sign(app) * COLUMNS
                    if sign(app) == "#":
                        first = max(0, top - ABOVE)
                        assert terminal.row(y)[2] == ("drawn", row - first, 0)
                else:
                    assert sign(app) not in shown[y]


@ALL
async def test_picture_partly_covered_leaves_no_hole(world):
    app, _terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        before = await look(pilot)
        card = app.query_one("#card")
        card.display = True
        shown = await look(pilot)
        assert shown[5] == "  " + sign(app) * 5 + "card"
        assert shown[6] == "  " + sign(app) * 5
        card.display = False
        assert await look(pilot) == before


@ALL
async def test_picture_is_not_redrawn_for_other_updates(world):
    app, terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await look(pilot)
        drawings = terminal.drawings
        app.query_one("#clock").update("1")
        assert (await look(pilot))[0] == "1"
        assert terminal.drawings == drawings


@ALL
async def test_picture_removed_is_deleted_from_the_terminal(world):
    app, terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        before = await look(pilot)
        assert any(sign(app) in row for row in before)
        assert bool(terminal.sent) is (sign(app) == "@")
        app.view.picture = None
        app.view.refresh()
        shown = await look(pilot)
        assert not any(sign(app) in row for row in shown)
        assert not terminal.sent


@pytest.mark.parametrize("world", [KITTY], indirect=True)
async def test_leaving_deletes_pictures_kept_by_kitty(world):
    app, terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await look(pilot)
        assert len(terminal.sent) == 1
        terminal.feed(app.images.forget())
        assert not terminal.sent
        app.refresh()
        await look(pilot)
        assert len(terminal.sent) == 1, "it is sent again after coming back"


@ALL
async def test_update_that_is_dropped_is_not_taken_for_drawn(world):
    app, terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await look(pilot)
        before = (set(app.images._sent), list(app.images._shown))
        number = app.view.picture.number
        with app.batch_update():
            app.view.picture = None
            app._display(app.screen, app.screen._compositor.render_update(full=True))
            app.written = ""
        assert (set(app.images._sent), list(app.images._shown)) == before
        app.refresh()
        assert not any(sign(app) in row for row in await look(pilot))
        assert number not in terminal.sent


class Card(VisualOrder, ModalScreen):
    """Covers everything with a veil."""

    CSS = "Card { align: center middle; background: black 50%; } Label { width: 6; }"

    def compose(self):
        yield Label("modal")


@ALL
async def test_behind_a_modal_screen_half_blocks_are_dimmed_with_the_text(world):
    app, _terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        before = await look(pilot)
        await app.push_screen(Card())
        shown = await look(pilot)
        assert not any(sign(app) in row for row in shown)
        assert shown[1 + ABOVE] == "  " + ":" * COLUMNS
        app.pop_screen()
        assert await look(pilot) == before


@pytest.mark.parametrize("world", [(Protocol.BLOCKS, False)], indirect=True)
async def test_elsewhere_half_blocks(world):
    app, _terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        shown = await look(pilot)
        assert shown[1 + ABOVE] == "  " + ":" * COLUMNS
        assert shown[1].startswith("TITLE")
        assert not app.images.is_active


# Letters of double size

LARGE = pytest.mark.parametrize("world", [(Protocol.BLOCKS, True)], indirect=True)


@LARGE
async def test_large_line_fills_two_rows(world):
    app, terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        shown = await look(pilot)
        assert shown[1:3] == ["%" * 10] * 2
        assert terminal.row(2)[9] == ("TITLE", 1, 9)


@LARGE
async def test_large_line_cut_or_covered_becomes_small_until_free(world):
    app, _terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        before = await look(pilot)
        app.view.scroll_to(y=1, animate=False, immediate=True)
        shown = await look(pilot)
        assert shown[1] == ""
        assert shown[2] == "line 2"
        app.view.scroll_to(y=0, animate=False, immediate=True)
        assert await look(pilot) == before
        card = app.query_one("#card")
        for top in (1, 2):
            card.styles.offset = (0, top)
            card.display = True
            shown = await look(pilot)
            assert not any("%" in row for row in shown)
            assert shown[1] == ("TITLE  card" if top == 1 else "TITLE")
            card.display = False
            assert await look(pilot) == before


@LARGE
async def test_widget_on_rows_of_a_picture_updates_alone(world):
    app, _terminal, look = world
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        before = await look(pilot)
        card = app.query_one("#card")
        card.styles.width, card.styles.offset = 8, (0, 2)
        card.display = True
        shown = await look(pilot)
        assert shown[1] == before[1]
        assert shown[2] == "%" * 10 + " " * 22 + "card"


def test_words_of_double_size_are_parted_by_slanted_blanks():
    from reader.tui.terminal.segment_order import encode_large
    from reader.typeset import layout
    from reader.typeset.terminal_order import Encoding

    line = layout("قال سلام", 20, base=1)[0]
    sent = encode_large([Segment(line.text, Style(bold=True))], Encoding(Order.WORDS))
    assert [(text, style.italic) for text, style, _ in sent] == [("ﺳﻼﻡ", None), (" ", True), ("ﻗﺎﻝ", None)]
    (plain,) = encode_large([Segment(line.text, Style(bold=True))], Encoding(Order.CELLS))
    assert plain.text == line.text
