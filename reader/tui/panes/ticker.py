"""The ticker: the latest headlines moving past in one line, from left to right in Arabic."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import RenderResult
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.locale.translator import Translator
from reader.model import Headline
from reader.tui.bindings import bindings
from reader.tui.key_bindings import TICKER
from reader.tui.messages import HeadlineOpened
from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.widgets.cells import Part, blank, of_text, one_line, row, strip
from reader.tui.widgets.partial_update import is_in_front, refresh_at_once
from reader.typeset import Line

_GAP = "   ◆   "
_PAUSED, _MOVES = " ‖ ", "   "  # as wide as each other
_HEADLINE = attrgetter("headline")
_LONGEST = 400  # cells of one headline; longer ones are cut


class Column(NamedTuple):
    """One column of the tape."""

    text: str
    """What the cell here shows; empty in the second column of a wide cell."""
    width: int
    headline: int
    """Index of the headline the column belongs to; the gap after a headline is its own."""


class Tape:
    """The headlines end to end, as columns in reading order.

    Args:
        headlines: newest first.
        rtl: whether the tape is read from the right; a headline keeps its own direction within it.
        labels: said after each headline, in the interface language; none when empty.
    """

    def __init__(self, headlines: Sequence[Headline], *, rtl: bool, labels: Sequence[str] = ()) -> None:
        self.columns: list[Column] = []
        self.starts: list[int] = []
        for index, headline in enumerate(headlines):
            self.starts.append(len(self.columns))
            self._add(one_line(headline.title, _LONGEST, None, headline.language), index, rtl=rtl)
            if labels and labels[index]:
                self.columns += [Column(" ", 1, index)] * 2
                self._add(one_line(labels[index], _LONGEST, int(rtl)), index, rtl=rtl)
            self.columns += [Column(mark, 1, index) for mark in _GAP]

    def _add(self, line: Line, index: int, *, rtl: bool) -> None:
        for cell in reversed(line.cells) if rtl else iter(line.cells):
            filler = Column("", 0, index)
            wide = [filler] * (cell.width - 1)
            head = Column(cell.text, cell.width, index)
            self.columns += [*wide, head] if rtl else [head, *wide]

    def __len__(self) -> int:
        return len(self.columns)

    def window(self, offset: int, width: int) -> list[Column]:
        """Return ``width`` columns from ``offset`` on, round and round, in reading order."""
        count = len(self.columns)
        if not count:
            return []
        start = offset % count
        taken = self.columns[start : start + width]
        while len(taken) < width:
            taken += self.columns[: width - len(taken)]
        return taken

    def marked(self, offset: int, width: int) -> int:
        """Return the headline to act on: the first to begin in the window, else the filling one."""
        if not self.starts:
            return -1
        start = offset % len(self.columns)
        at = bisect_right(self.starts, start) - 1
        if self.starts[at] == start:
            return at
        following = (at + 1) % len(self.starts)
        begins = self.starts[following] - start if following else len(self.columns) - start
        return following if begins < width // 2 else at


class BandStyles(NamedTuple):
    """The styles and parts of the band that stay the same from step to step."""

    width: int
    room: int
    """Columns of the tape that can be seen."""
    style: Style
    label: Part
    state: Part
    breaking: Style
    """Laid over ``style`` for a headline that is breaking news."""
    marked: Style
    """Laid over both for the one under the mark."""
    filters: Sequence[LineFilter]
    background: Color
    opaque: bool


class Ticker(VisualOrder, Widget, can_focus=True):
    """The latest headlines in motion; Enter opens the one under the mark."""

    COMPONENT_CLASSES = {"ticker--label", "ticker--marked", "ticker--breaking", "ticker--gap"}
    BINDINGS = bindings(TICKER)
    ALLOW_SELECT = False

    paused = reactive(False)
    """Whether the reader stopped it."""
    rtl = reactive(True)
    gone: reactive[int] = reactive(0)
    """Columns of the tape that have gone by."""

    def __init__(self, strings: Translator, *, speed: float = 7.0, moving: bool = True) -> None:
        super().__init__(id="ticker")
        self.strings = strings
        self.speed = speed
        """Columns a second; 0 stands still."""
        self.headlines: Sequence[Headline] = ()
        self.tape = Tape((), rtl=strings.rtl)
        self._timer: Timer | None = None
        self._band_styles: BandStyles | None = None
        self._stepping = False
        self._hovered = False
        self.set_reactive(Ticker.paused, not moving)
        self.set_reactive(Ticker.rtl, strings.rtl)

    def on_mount(self) -> None:
        """Start moving."""
        if self.speed > 0 and self.app.animation_level != "none":
            self._timer = self.set_interval(1 / self.speed, self._advance, pause=not self.moving)

    def show(self, headlines: Sequence[Headline]) -> None:
        """Run other headlines; the present one stays in place if still among them."""
        if [(each.id, each.newsrooms) for each in headlines] == [
            (each.id, each.newsrooms) for each in self.headlines
        ]:
            return
        here = self.marked
        within = 0
        if here is not None and self.tape.starts:
            within = self.gone % len(self.tape) - self.tape.starts[self.headlines.index(here)]
        self.headlines = headlines
        self.tape = self._tape()
        place = next((i for i, each in enumerate(headlines) if here is not None and each.id == here.id), None)
        self.gone = max(0, self.tape.starts[place] + within) if place is not None else 0
        self._run()
        self.refresh()

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.rtl = strings.rtl
        self.tape = self._tape()
        self.refresh()

    def _tape(self) -> Tape:
        labels = [
            f"({self.strings('story.newsrooms', n=each.newsrooms)})" if each.newsrooms > 1 else ""
            for each in self.headlines
        ]
        return Tape(self.headlines, rtl=self.rtl, labels=labels)

    @property
    def marked(self) -> Headline | None:
        """The headline Enter would open."""
        index = self.tape.marked(self.gone, self._room())
        return self.headlines[index] if 0 <= index < len(self.headlines) else None

    @property
    def moving(self) -> bool:
        """Whether the ticker moves at this moment."""
        return bool(self.headlines) and not (self.paused or self._hovered or self.has_focus)

    def _run(self) -> None:
        if self._timer is not None:
            if self.moving:
                self._timer.resume()
            else:
                self._timer.pause()

    def _advance(self) -> None:
        if is_in_front(self):
            self.set_reactive(Ticker.gone, (self.gone + 1) % max(1, len(self.tape)))
            self._stepping = True
            refresh_at_once(self)
            self._stepping = False

    def watch_paused(self) -> None:
        """Stop or go on."""
        self._run()

    def _label(self, style: Style) -> Part:
        return of_text(f" {self.strings('ticker.label')} ", style)

    def _room(self) -> int:
        return max(1, self.size.width - self._label(Style.null()).width - len(_MOVES) - 1)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the painted lines; a step skips the style sheets, the slowest part."""
        styles = self._band_styles
        if not self._stepping or not styles or not styles.opaque or crop != (0, 0, styles.width, 1):
            return super().render_lines(crop)
        line = self._band(styles)
        for each in styles.filters:
            line = line.apply_filter(each, styles.background)
        return [line]

    def render_line(self, y: int) -> Strip:
        """Return the band in its present position."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        self._band_styles = self._make_band_styles()
        return self._band(self._band_styles)

    def _make_band_styles(self) -> BandStyles:
        style = self.rich_style
        label, breaking, marked = (
            self.get_component_rich_style(f"ticker--{part}", partial=True)
            for part in ("label", "breaking", "marked")
        )
        sign = _PAUSED if self.paused else _MOVES
        return BandStyles(
            self.size.width,
            self._room(),
            style,
            self._label(style + label),
            Part([Segment(sign, style)], len(sign)),
            breaking,
            marked,
            self.get_line_filters(),
            self.background_colors[1],
            self.opacity == 1,
        )

    def _band(self, styles: BandStyles) -> Strip:
        parts = [styles.label, blank(1, styles.style), self._window(styles), styles.state]
        return strip(row(parts, rtl=self.rtl), styles.width, styles.style, rtl=self.rtl)

    def _window(self, styles: BandStyles) -> Part:
        if not self.headlines:
            return of_text(self.strings("ticker.empty"), styles.style, most=styles.room)
        columns = self.tape.window(self.gone, styles.room)
        marked = self.tape.marked(self.gone, styles.room)
        if self.rtl:
            columns.reverse()
        segments = [
            Segment(_painted(list(group)), self._style(index, marked, styles))
            for index, group in groupby(columns, key=_HEADLINE)
        ]
        return Part(segments, len(columns))

    def _style(self, index: int, marked: int, styles: BandStyles) -> Style:
        style = styles.style
        if self.headlines[index].breaking:
            style += styles.breaking
        return style + styles.marked if index == marked else style

    def action_step(self, by: int) -> None:
        """Put the next or the previous headline under the mark."""
        if self.tape.starts:
            here = self.tape.marked(self.gone, self._room())
            self.gone = self.tape.starts[(here + by) % len(self.tape.starts)]

    def action_open(self) -> None:
        """Open the headline under the mark."""
        if self.marked is not None:
            self.post_message(HeadlineOpened(self.marked))

    def action_pause(self) -> None:
        """Pause or resume the ticker."""
        self.paused = not self.paused
        self.notify(self.strings("said.ticker_paused" if self.paused else "said.ticker_moves"), markup=False)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Hold still while keys come here."""
        super().watch_has_focus(has_focus)
        self._run()

    def on_enter(self) -> None:
        """Hold still under the pointer."""
        self._hovered = True
        self._run()

    def on_leave(self) -> None:
        """Go on when the pointer has gone."""
        self._hovered = False
        self._run()

    def on_click(self, event: events.Click) -> None:
        """Open the headline that was clicked."""
        lead = self._label(Style.null()).width + 1
        place = (self.size.width - 1 - event.x if self.rtl else event.x) - lead
        columns = self.tape.window(self.gone, self._room())
        if 0 <= place < len(columns):
            self.post_message(HeadlineOpened(self.headlines[columns[place].headline]))

    def render(self) -> RenderResult:
        """Not used: lines come from `render_line`."""
        return ""


def _painted(columns: list[Column]) -> str:
    """Return the cells of a range of columns; half a wide cell at an edge is a blank."""
    out: list[str] = []
    covered = 0
    for index, column in enumerate(columns):
        if covered:
            covered -= 1
        elif column.width == 1:
            out.append(column.text)
        elif column.width and index + column.width <= len(columns):
            out.append(column.text)
            covered = column.width - 1
        else:
            out.append(" ")
    return "".join(out)
