"""The end of the line: whatever is updated, a terminal of each kind shows what the compositor has."""

import unicodedata

import pyte
import pytest
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Label, Static
from tui.painted import rows

from reader.text.script import has_rtl
from reader.tui.screens.calibration import ORDERS
from reader.tui.terminal.bidi_filter import BidiFilter, VisualOrder
from reader.tui.terminal.bidi_input import BidiInput
from reader.tui.terminal.output import encode_line
from reader.tui.terminal.terminal_app import TerminalApp
from reader.typeset import Paragraph, layout
from reader.typeset.bidi_class import MIRROR
from reader.typeset.terminal_order import LRM, PAD, ZWNJ, Encoding, Sent
from reader.typeset.terminal_profiles import Decision, Order

WIDTH, HEIGHT = 60, 12
STAND_INS = {LRM: "\u0358", ZWNJ: "\u0359", PAD: "\u035a"}
"""pyte stops at what it cannot show; these marks it keeps with the cell before."""


class Pane(VisualOrder, ScrollView):
    """Headlines painted by typeset, and one scroll away from others."""

    LINES = (
        "المدى: ارتفاع 50% (عاجل)",
        "قال «المتحدث»، مُحَمَّد: لا",
        "وقناة BBC والـBBC",
        "تاريخ 20-08-2020 و٢٠-٠٨",
        "שלום עולם",
        "plain text",
    )

    def on_mount(self):
        self.virtual_size = Size(self.size.width, 40)

    def render_line(self, y):
        y += self.scroll_offset.y
        width = self.size.width
        line = layout(self.LINES[y % len(self.LINES)], width, base=1)[0]
        half = len(line.cells) // 2
        texts = [cell.text for cell in line.cells]
        parts = [
            Segment(" " * (width - line.width)),
            Segment("".join(texts[:half]), Style(color="red")),
            Segment("".join(texts[half:]), Style(bold=y % 2 == 1)),
        ]
        return Strip(parts, width)


class Sink(App):
    """Keeps what would be written."""

    def __init__(self):
        super().__init__()
        self.animation_level = "none"
        self.written = ""
        self.kinds = []

    def _display(self, screen, renderable):
        if isinstance(renderable, CompositorUpdate):
            self.kinds.append(type(renderable))
            self.written += renderable.render_segments(self.console)
        super()._display(screen, renderable)


class Two(TerminalApp, Sink):
    """Two panes that share every line, something that moves, a field, and room for overlays."""

    CSS = """
    #moving { height: 1; text-align: right; }
    Pane { width: 1fr; height: 1fr; scrollbar-size: 1 1; }
    #right { border-left: solid white; }
    BidiInput { border: none; height: 1; width: 30; }
    Toast { text-align: right; }
    """

    def __init__(self, order):
        super().__init__()
        self.terminal = Decision(order, "", "", "test", "")

    def get_line_filters(self):
        return [*super().get_line_filters(), BidiFilter()]

    def compose(self):
        yield Static("خبر عاجل: بدأ", id="moving", markup=False)
        with Horizontal():
            yield Pane(id="left")
            yield Pane(id="right")
        yield BidiInput("بحث abc", select_on_focus=False)


class Card(VisualOrder, ModalScreen):
    """Covers the middle of some lines."""

    CSS = "Card { align: center middle; } Card Label { width: 17; border: round white; }"

    def compose(self):
        yield Label("بطاقة: (نعم)", markup=False)


class Terminal:
    """A pyte screen that keeps what a terminal keeps, and draws it as one of each kind would."""

    def __init__(self, order):
        self.order = order
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)

    def feed(self, text):
        for character, mark in STAND_INS.items():
            text = text.replace(character, mark)
        self.stream.feed(text.replace("\n", "\r\n"))

    @property
    def rows(self):
        return [self.drawn(self.screen.buffer[y]) for y in range(HEIGHT)]

    def drawn(self, line):
        cells = [line[x] for x in range(WIDTH)]
        texts = [cell.data for cell in cells]
        for character, mark in STAND_INS.items():
            texts = [text.replace(mark, character) for text in texts]
        if self.order in (Order.CELLS, Order.TINTED):
            return "".join(texts)
        if self.order is Order.FENCED:
            return reordered("".join(texts))
        return kitty([(text, (cell.bold, cell.italics)) for text, cell in zip(texts, cells, strict=True)])


def reordered(text):
    """UAX #9 over the line, left to right by default, marks staying with their letters."""
    paragraph = Paragraph(text, 0)
    shown = ""
    for index in paragraph.visual(0, len(text)):
        if unicodedata.category(text[index]) in ("Mn", "Me", "Cf"):
            continue
        end = index + 1
        while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me"):
            end += 1
        mirrored = paragraph.levels[index] % 2 and text[index] in MIRROR
        shown += (MIRROR[text[index]] if mirrored else text[index]) + text[index + 1 : end]
    return shown


def kitty(cells):
    """Runs of one face between blanks and frames, drawn backwards when right-to-left letters come first."""
    shown, run, face_of_run = "", [], None
    for text, face in [*cells, (" ", None)]:
        ends = text == " " or "\u2500" <= text[0] <= "\u259f"
        if run and (ends or face != face_of_run):
            # Arabic digits are of the Arabic script to HarfBuzz; others are of none.
            letters = [
                has_rtl(cell) for cell in run if cell[0].isalpha() or (has_rtl(cell) and cell[0].isdecimal())
            ]
            shown += "".join(
                [MIRROR.get(cell[0], cell[0]) + cell[1:] for cell in reversed(run)]
                if letters[:1] == [True]
                else run
            )
            run = []
        if ends:
            shown += text
        else:
            run.append(text)
            face_of_run = face
    return shown.removesuffix(" ").replace(ZWNJ, "").replace(PAD, "")


class Watched:
    """An application beside the terminal it writes to."""

    def __init__(self, app, pilot, order):
        self.app, self.pilot, self.terminal = app, pilot, Terminal(order)

    async def agree(self):
        await self.pilot.pause()
        await self.pilot.pause()
        self.terminal.feed(self.app.written)
        self.app.written = ""
        assert self.terminal.rows == rows(self.app)


@pytest.mark.parametrize("order", ORDERS)
async def test_terminal_shows_the_cells_of_the_compositor(order):
    async with (app := Two(order)).run_test(size=(WIDTH, HEIGHT), notifications=True) as pilot:
        watched = Watched(app, pilot, order)
        app.refresh(layout=True)
        await watched.agree()
        for text in ("خبر عاجل: بدأ التصويت", "رخبر ثانٍ (لا)", "قال:"):
            app.query_one("#moving", Static).update(text)
            await watched.agree()
        app.kinds.clear()
        app.query_one("#right", Pane).scroll_to(y=3, animate=False)
        await watched.agree()
        app.query_one("#left", Pane).scroll_to(y=1, animate=False)
        await watched.agree()
        assert ChopsUpdate in app.kinds
        app.query_one(BidiInput).focus()
        for key in ("home", "م", "left", "left", "x", "backspace", "shift+left"):
            await pilot.press(key)
            await watched.agree()
        app.notify("حُفظ: «الخبر»", title="تمّ", markup=False, timeout=60)
        await watched.agree()
        app.query_one("#moving", Static).update("تحت الإشعار: نعم")
        app.query_one("#left", Pane).scroll_to(y=4, animate=False)
        await watched.agree()
        app.push_screen(Card())
        await watched.agree()
        app.screen_stack[0].query_one("#left", Pane).scroll_to(y=2, animate=False)
        await watched.agree()
        app.pop_screen()
        await watched.agree()
        assert LayoutUpdate in app.kinds


@pytest.mark.parametrize("order", [Order.WORDS, Order.FENCED])
async def test_partial_update_rewrites_whole_lines_and_no_others(order):
    async with (app := Two(order)).run_test(size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        app.written = ""
        app.query_one("#moving", Static).update("خبر", layout=False)
        await pilot.pause()
        await pilot.pause()
        terminal = Terminal(order)
        terminal.feed(app.written)
        assert terminal.rows[0] == rows(app)[0]
        assert set("".join(terminal.rows[1:])) == {" "}


async def test_update_erases_its_lines_and_the_one_below_where_tails_of_letters_stay():
    async with (app := Two(Order.CELLS)).run_test(size=(WIDTH, HEIGHT)) as pilot:
        app.terminal = app.terminal._replace(spills=True)
        watched = Watched(app, pilot, Order.CELLS)
        app.refresh(layout=True)
        await watched.agree()
        app.query_one("#moving", Static).update("خبر", layout=False)
        await pilot.pause()
        await pilot.pause()
        assert app.written.count("\x1b[2K") == 2
        terminal = Terminal(Order.CELLS)
        terminal.feed(app.written)
        assert terminal.rows[:2] == rows(app)[:2]
        assert set("".join(terminal.rows[2:])) == {" "}
        await watched.agree()


async def test_cells_are_written_as_textual_writes_them():
    async with (app := Two(Order.CELLS)).run_test(size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        update = app.screen._compositor.render_update(full=True)
        app.written = ""
        app._display(app.screen, update)
        assert app.written == update.render_segments(app.console)


def test_encoded_line_keeps_styles_on_their_letters():
    red, bold = Style(color="red"), Style(bold=True)
    strip = Strip([Segment("ﺮ", red), Segment("ﺒﺧ"), Segment(" "), Segment("x", bold)])
    assert list(encode_line([strip], Encoding(Order.FENCED))) == [
        Segment(f"{LRM}ﺧﺒ"),
        Segment(f"ﺮ{LRM}", red),
        Segment(" "),
        Segment("x", bold),
    ]
    assert list(encode_line([strip], Encoding(Order.WORDS))) == [
        Segment("ﺧ", red),
        Segment("ﺒﺮ "),
        Segment("x", bold),
    ]


def test_slanted_punctuation_in_italic_text_is_upright():
    italic = Style(italic=True)
    (colon, word) = encode_line([Strip([Segment(":ﻝﺎﻗ", italic)])], Encoding(Order.WORDS))
    assert (colon.text, colon.style.italic) == (":", False)
    assert (word.text, word.style.italic) == ("ﻗﺎﻝ", True)


def test_marks_stay_with_their_letter_across_segments():
    strip = Strip([Segment("ﺪ"), Segment("ﻤَّ"), Segment("ﺤ")])
    assert Strip.join([encode_line([strip], Encoding(Order.FENCED))]).text == f"{LRM}ﺤﻤَّﺪ"


def test_pieces_of_a_line_are_cells():
    assert Sent("ﺧ", 0) == ("ﺧ", 0, False, 0)


@pytest.mark.parametrize("order", [Order.WORDS, Order.FENCED])
def test_encoded_text_between_frames_ignores_its_neighbours(order):
    def sent(*texts):
        return encode_line([Strip([Segment(text) for text in texts])], Encoding(order)).text

    beside = "ﻪﻟ (ﻢﻌﻧ) 50%"
    whole = sent("│", "ﻝﺎﻗ: ﻻ 12", "│", beside, "│")
    other = sent("│", "ﺮﺒﺧ", "│", beside, "│")
    assert whole.partition("│")[2].partition("│")[2] == other.partition("│")[2].partition("│")[2]
    if order is Order.WORDS:
        assert whole == "│" + sent("ﻝﺎﻗ: ﻻ 12") + "│" + sent(beside) + "│"


def test_encoded_letter_at_a_frame_is_fenced_from_digits():
    sent = encode_line(
        [Strip([Segment("ﺮﺒﺧ"), Segment("│"), Segment("12 ﺮﺒﺧ")])], Encoding(Order.FENCED)
    ).text
    assert sent == f"{LRM}ﺧﺒﺮ{LRM}│12 {LRM}ﺧﺒﺮ"
