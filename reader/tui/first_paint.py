"""Paint the headlines of the first screen while Textual is still being imported.

Textual takes a fifth of a second to be there, more on a small machine. What a reader came for lies in the
library and is set meanwhile: frames and rows, cell for cell where the screen has them a moment later.
Imports no Textual.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment

from reader.core.headline_rows import HeadlineRows
from reader.core.queries import get_headline, get_state
from reader.locale.translator import Translator
from reader.model import Filter, Headline
from reader.store import StoreError
from reader.tui.list_rows import Group, grouped
from reader.tui.pane_geometry import Place, arrange, density, has_ticker
from reader.tui.row_buffer import FIRST_ROWS
from reader.tui.stylesheets import choose_theme, keep_colour, row_styles
from reader.tui.terminal.segment_order import encode_segments, respell_escapes
from reader.tui.ui_state import KEY, UiState, from_json, merge
from reader.tui.user_themes import load_user_themes
from reader.tui.widgets.cells import Part, blank, row
from reader.tui.widgets.headline_row import HeadlinePainter, RowContent
from reader.tui.widgets.pane_head import pane_head
from reader.typeset.colour_depth import ColourDepth
from reader.typeset.emoji import EMOJI

if TYPE_CHECKING:
    from reader.config import Config, Settings
    from reader.core.session import Session
    from reader.locale.message import Message
    from reader.tui.list_rows import Row
    from reader.typeset.terminal_profiles import Decision

_SYSTEMS = {
    ColourDepth.BASIC: ColorSystem.STANDARD,
    ColourDepth.INDEXED: ColorSystem.EIGHT_BIT,
    ColourDepth.TRUE: ColorSystem.TRUECOLOR,
}


class StartState(NamedTuple):
    """State of the screen at the start."""

    settings: Settings
    ui_state: UiState
    remembered: dict[str, object]
    """What the person changed by key before, by field of ``UiState``."""
    headlines: Sequence[Headline]
    """Those of the first screen."""
    is_part: bool = False
    """Whether others stand above them in the list."""
    problems: Sequence[Message] = ()
    """Mistakes in themes of the person's own."""
    depth: ColourDepth = ColourDepth.TRUE
    """Colours of the terminal."""
    light: bool = False
    """Whether its ground is light."""


def load_start_state(session: Session, config: Config) -> StartState:
    """Return the settings, the state and the headlines the screen starts with."""
    remembered = from_json(get_state(session, KEY))
    settings, ui_state = merge(config.settings, config.given, remembered)
    try:
        headlines, is_part = _load_headlines(session, ui_state)
    except StoreError:
        headlines, is_part = [], False  # reported when the screen asks for them
    problems = load_user_themes(config.path.parent / "themes") if config.file else []
    return StartState(settings, ui_state, remembered, headlines, is_part, problems)


def _load_headlines(session: Session, state: UiState) -> tuple[list[Headline], bool]:
    """Return the headlines last on the screen, those below, and whether others stand above."""
    listing = HeadlineRows(
        session,
        Filter(),
        by_source=state.grouping == "source",
        stories=lists_events(state),
        oldest_first=state.oldest_first,
    )
    top = get_headline(session, state.top) if state.top else None
    found = listing.starting(top, FIRST_ROWS) if top is not None else []
    if top is None or all(each.id != state.place for each in found):
        return listing.first(FIRST_ROWS), False
    return found, bool(listing.before(found[0], 1))


def lists_events(state: UiState) -> bool:
    """Tell whether the unfiltered list has a row for each event."""
    return state.stories and state.grouping != "source"


def first_paint(
    start: StartState,
    size: tuple[int, int],
    terminal: Decision,
    *,
    now: datetime | None = None,
) -> str:
    """Return the escapes that paint the first screen; empty where no headlines come first.

    Args:
        start: the settings, the state and the headlines.
        size: columns and lines of the terminal.
        terminal: the order its lines are sent in.
        now: the time that ages are counted from.
    """
    if not start.headlines or start.ui_state.shelf or start.settings.screen_reader:
        return ""
    lines = first_lines(start, size, now or datetime.now(UTC))
    system = _SYSTEMS[start.depth]
    return "".join(_written(number, line, terminal, system) for number, line in enumerate(lines, 1))


def first_lines(
    start: StartState,
    size: tuple[int, int],
    now: datetime,
) -> list[Part]:
    """Return the lines of the first screen as far as they are known: heads, rules and rows.

    Args:
        start: the settings, the state and the headlines.
        size: columns and lines of the terminal.
        now: the time that ages are counted from.
    """
    settings, state = start.settings, start.ui_state
    width, height = size
    strings = Translator(settings.language, settings.digits)
    styles = row_styles(f"khabar-{choose_theme(settings, light=start.light)}", start.depth)
    painter = HeadlinePainter(strings, styles)
    painter.density = density(state.density, width, height)
    painter.now = now
    painter.by_day = state.grouping == "day"
    painter.one_source = state.grouping == "source"
    rows = grouped(start.headlines, state.grouping, strings, now)
    ticker = has_ticker(height, wanted=settings.ticker)
    places = arrange(width, height - 1 - ticker, shifts=state.shifts)
    folds = lists_events(state)
    here = state.place if any(each.id == state.place for each in start.headlines) else start.headlines[0].id
    panes = [(place, _pane(place, painter, rows, folds=folds, here=here)) for place in places]
    bar = [blank(width, styles["bar"])]
    lines = [
        *(bar if ticker else []),
        *(_line(number, panes, strings.rtl) for number in range(height - 1 - ticker)),
        *bar,
    ]
    return [_kept(line) for line in lines] if start.depth is ColourDepth.BASIC else lines


def _kept(line: Part) -> Part:
    """Return a line as a terminal of 16 colours keeps its colours."""
    segments = [Segment(text, keep_colour(style) if style else style) for text, style, _ in line.segments]
    return Part(segments, line.width)


def _line(number: int, panes: Sequence[tuple[Place, list[Part]]], rtl: bool) -> Part:
    """Return one line of all panes that have one there."""
    parts = [lines[number - place.line] for place, lines in panes if 0 <= number - place.line < place.height]
    return row(parts, rtl=rtl)


def _pane(
    place: Place, painter: HeadlinePainter, rows: Sequence[Row], *, folds: bool, here: int
) -> list[Part]:
    """Return the lines of a pane: its head, and the headlines in the list pane."""
    styles, strings, front = painter.styles, painter.strings, place.pane == "headlines"
    rule = Part([Segment("│", styles["rule"])], 1) if place.ruled else blank(0, styles["rule"])
    width = place.width - place.ruled
    title = strings(f"pane.{place.pane if place.pane != 'article' else 'preview'}")
    lines = [pane_head(title, "", width, styles, front=front, rtl=strings.rtl)]
    if front:
        bar = blank(1, styles["ground"])  # of the scrollbar
        painted = islice(_rows(painter, rows, width - 1, folds=folds, here=here), max(0, place.height - 1))
        lines += [row([line, bar], rtl=strings.rtl) for line in painted]
    lines += [blank(width, styles["ground"])] * (place.height - len(lines))
    return [row([rule, line], rtl=strings.rtl) for line in lines]


def _rows(
    painter: HeadlinePainter, rows: Sequence[Row], width: int, *, folds: bool, here: int
) -> Iterator[Part]:
    """Yield the lines of the list, the cursor on the headline with the id ``here``."""
    for each in rows:
        if isinstance(each, Group):
            yield painter.heading(each, width)
        elif isinstance(each, Headline):
            unfolded = False if folds and each.reports > 1 else None
            content = RowContent(each, unfolded=unfolded)
            yield from painter.lines(content, width, cursor=each.id == here, focused=True)


def _written(number: int, line: Part, terminal: Decision, system: ColorSystem) -> str:
    segments = line.segments
    if not terminal.encoding.is_plain:
        segments = encode_segments(tuple(segments), terminal.encoding)
    text = "".join(style.render(text, color_system=system) if style else text for text, style, _ in segments)
    return f"\x1b[{number};1H{EMOJI.expand(respell_escapes(text, terminal))}"
