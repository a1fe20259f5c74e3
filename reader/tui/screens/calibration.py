"""The calibration card: one sentence in every order of cells, to choose the right one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from reader.locale.translator import Translator
from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.terminal.terminal_app import terminal_app
from reader.typeset import layout
from reader.typeset.terminal_profiles import UNKNOWN, Order

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Click

    from reader.typeset import Line

SENTENCE = "خبر عاجل: ارتفاعٌ بلغ 25% في «بغداد» (اليوم)، لا غير."
"""Has what goes wrong: joins, a lam-alef, a vowel point, a number, brackets, and a colon beside a word."""
ORDERS = (Order.CELLS, Order.FENCED, Order.WORDS, Order.TINTED)


class Sample(VisualOrder, Widget):
    """The sample sentence in one order, independent of the order of the screen.

    Args:
        order: That order.
        number: The key that chooses it.
    """

    DEFAULT_CSS = "Sample { width: 100%; height: 1; }"

    def __init__(self, order: Order, number: int) -> None:
        super().__init__()
        self.order = order
        self.number = number

    @cached_property
    def _line(self) -> Line:
        return layout(SENTENCE, 2 * len(SENTENCE), base=1)[0]

    def render_line(self, y: int) -> Strip:
        """Return the sentence in visual order, in the middle."""
        line, width = self._line, self.size.width
        if y or line.width > width:
            return Strip.blank(width, self.rich_style)
        left = (width - line.width) // 2
        text = f"{' ' * left}{line.text}{' ' * (width - left - line.width)}"
        return Strip([Segment(text, self.rich_style)], width)

    def on_click(self, event: Click) -> None:
        """Choose this line."""
        event.stop()
        self.screen.dismiss(self.order)


class Calibration(Screen["Order | None"]):
    """Dialog that asks for the line that reads correctly; returns the order, or ``None``.

    Nothing else stands on the lines of the samples, and no line needs another to be understood: the question
    is there in English too, for whom the Arabic arrives broken.

    Args:
        strings: Translates into the interface language.
    """

    DEFAULT_CSS = """
    Calibration { align: center middle; }
    Calibration > Static { width: 100%; height: auto; text-align: center; }
    Calibration > .calibration--number { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(len(ORDERS) + 1)),
        Binding("escape", "choose(0)", show=False),
    ]

    def __init__(self, strings: Translator) -> None:
        super().__init__()
        self._translators = [strings] if strings.language == "en" else [strings, Translator("en")]

    def _text(self, key: str, separator: str) -> str:
        return separator.join(translate(key) for translate in self._translators)

    def compose(self) -> ComposeResult:
        """Put the question above the numbered samples."""
        yield Static(self._text("calibration.question", "\n"), markup=False)
        yield from self._samples()
        yield Static(
            f"0  {self._text('calibration.none', ' / ')}", classes="calibration--number", markup=False
        )

    def _samples(self) -> Iterator[Widget]:
        for number, order in enumerate(ORDERS, 1):
            yield Static(str(number), classes="calibration--number")
            yield Sample(order, number)

    @property
    def row_orders(self) -> Mapping[int, Order]:
        """The order of cells of each line of the screen that differs from the application's.

        On a terminal nothing identifies, what is asked is tinted: that reads right in all but those that
        reorder whole lines.
        """
        orders = {sample.region.y: sample.order for sample in self.query(Sample)}
        if terminal_app(self).terminal.name == UNKNOWN:
            others = (y for text in self.query(Static) for y in range(text.region.y, text.region.bottom))
            orders = dict.fromkeys(others, Order.TINTED) | orders
        return orders

    def dismiss(self, result: Order | None = None) -> AwaitComplete:
        """Close with an answer, once: for a second key Textual would close the screen below."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def action_choose(self, number: int) -> None:
        """End with the order of a number."""
        self.dismiss(ORDERS[number - 1] if number else None)
