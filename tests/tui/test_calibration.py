"""The calibration card: every sample in its own order, whatever the rest of the screen is sent in."""

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.widgets import Static
from tui.painted import rows, visual
from tui.test_output import Sink, Terminal

from reader.locale.translator import Translator
from reader.tui.screens import calibration
from reader.tui.screens.calibration import ORDERS, SENTENCE, Calibration, Sample
from reader.tui.terminal.bidi_filter import BidiFilter
from reader.tui.terminal.terminal_app import TerminalApp
from reader.typeset.terminal_order import Encoding
from reader.typeset.terminal_profiles import UNKNOWN, Decision, Order

UNSET = object()


class Asking(TerminalApp, Sink, App):
    """Asks, and keeps the answer."""

    def __init__(self, order=Order.CELLS):
        super().__init__()
        self.terminal = Decision(order, "", "", "test", "")
        self.answer = UNSET

    def get_line_filters(self):
        return [*super().get_line_filters(), BidiFilter()]

    def on_mount(self):
        self.push_screen(Calibration(Translator("ar")), self.answered)

    def answered(self, order):
        self.answer = order


@pytest.mark.parametrize("order", ORDERS)
async def test_calibration_sample_of_each_order_reads_right(order):
    async with (app := Asking(order)).run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        app.written = ""
        app.refresh(layout=True)
        await pilot.pause()
        await pilot.pause()
        terminal = Terminal(order)
        terminal.screen.resize(16, 60)
        terminal.feed(app.written)
        shown = [terminal.drawn(terminal.screen.buffer[y]) for y in range(16)]
        right = visual(SENTENCE, 1)
        places = {sample.order: sample.region.y for sample in app.screen.query(Sample)}
        assert right in shown[places[order]]
        assert sum(right in row for row in shown) == 1 or order in (Order.CELLS, Order.TINTED)
        assert any(visual(Translator("ar")("calibration.question")) in row for row in shown)


async def test_calibration_samples_stand_alone_on_their_lines():
    async with (app := Asking()).run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        lines = rows(app)
        assert sum(visual(SENTENCE, 1) == line.strip() for line in lines) == len(ORDERS)
        assert any(Translator("en")("calibration.question") in line for line in lines)


@pytest.mark.parametrize(
    ("key", "answer"), [*zip("1234", ORDERS, strict=True), *dict.fromkeys(("0", "escape")).items()]
)
async def test_calibration_key_chooses_the_order(key, answer):
    async with (app := Asking()).run_test(size=(60, 16)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert app.answer is answer


async def test_calibration_click_chooses_the_order():
    async with (app := Asking()).run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        sample = app.screen.query(Sample)[1]
        await pilot.click(sample)
        await pilot.pause()
        assert app.answer is sample.order


async def test_narrow_screen_is_no_error():
    async with (app := Asking()).run_test(size=(20, 16)) as pilot:
        await pilot.pause()
        assert all(cell_len(line) == 20 for line in rows(app))


def test_calibration_sentence_differs_in_every_order():
    from reader.typeset import layout
    from reader.typeset.terminal_profiles import encode

    cells = [cell.text for line in layout(calibration.SENTENCE, 200, base=1) for cell in line.cells]
    assert len({encode(cells, Encoding(order)) for order in ORDERS}) == len(ORDERS)


@pytest.mark.parametrize(("name", "order"), [(UNKNOWN, Order.TINTED), ("test", None)])
async def test_calibration_question_is_tinted_where_nothing_identifies_the_terminal(name, order):
    app = Asking()
    app.terminal = app.terminal._replace(name=name)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.pause()
        question = app.screen.query(Static).first().region.y
        assert app.screen.row_orders.get(question) is order
        assert {sample.order for sample in app.screen.query(Sample)} <= set(app.screen.row_orders.values())
