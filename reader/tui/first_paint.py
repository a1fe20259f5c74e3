"""Paint the headlines of the first screen while Textual is still being imported.

Textual takes a fifth of a second to be there, more on a small machine. What a reader came for lies in the
library and is set meanwhile: frames and rows, cell for cell where the screen has them a moment later.
Imports no Textual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from reader.core.queries import get_state, list_headlines
from reader.locale.translator import Translator
from reader.store import StoreError
from reader.tui.list_rows import FIRST, grouped
from reader.tui.pane_geometry import SHORT, Frame, Kind, frames
from reader.tui.stylesheets import folder, palettes
from reader.tui.terminal.segment_order import encode_segments, respell_escapes
from reader.tui.ui_state import KEY, UiState, from_json, merge
from reader.tui.widgets.cells import Part, blank, of_text, row
from reader.tui.widgets.headline_row import HeadlinePainter
from reader.typeset.colour_depth import ColourDepth

if TYPE_CHECKING:
    from reader.config import Config, Settings
    from reader.core.session import Session
    from reader.model import Headline
    from reader.typeset.terminal_profiles import Decision

_BLOCK = re.compile(r"^StoryList \{$(.*?)^\}$", re.MULTILINE | re.DOTALL)
_RULE = re.compile(r"& (?:StoryList )?> \.((?:story|source)--[\w-]+) \{ ([^}]*)\}")
_PROPERTY = re.compile(r"(?<![\w-])([\w-]++): ([^;]++);")


_SYSTEMS = {
    ColourDepth.BASIC: ColorSystem.STANDARD,
    ColourDepth.INDEXED: ColorSystem.EIGHT_BIT,
    ColourDepth.TRUE: ColorSystem.TRUECOLOR,
}


class StartState(NamedTuple):
    """What the screen begins with."""

    settings: Settings
    ui_state: UiState
    remembered: dict[str, object]
    """What the person changed by key before, by field of ``UiState``."""
    headlines: Sequence[Headline]
    """Those of the first screen."""


def load_start_state(session: Session, config: Config) -> StartState:
    """Return the settings, the state and the headlines the screen starts with."""
    remembered = from_json(get_state(session, KEY))
    settings, ui_state = merge(config.settings, config.given, remembered)
    try:
        headlines = list_headlines(session, limit=FIRST)
    except StoreError:
        headlines = []  # told when the screen asks for them
    return StartState(settings, ui_state, remembered, headlines)


def first_paint(
    start: StartState,
    size: tuple[int, int],
    terminal: Decision,
    depth: ColourDepth,
    *,
    now: datetime | None = None,
) -> str:
    """Return the escapes that paint the first screen; empty where no headlines come first.

    Args:
        start: what is to be seen.
        size: columns and lines of the terminal.
        terminal: the order its lines are sent in.
        depth: its colours.
        now: the time that ages are told by.
    """
    if not start.headlines or start.ui_state.shelf or start.settings.screen_reader:
        return ""
    few = depth is ColourDepth.BASIC
    system = _SYSTEMS[depth]
    lines = first_lines(start, size, now or datetime.now(UTC), few=few)
    return "".join(_written(number, line, terminal, system) for number, line in enumerate(lines, 1))


def first_lines(start: StartState, size: tuple[int, int], now: datetime, *, few: bool = False) -> list[Part]:
    """Return the lines of the first screen, as far as they are known without a program: frames and rows.

    Args:
        start: what is to be seen.
        size: columns and lines of the terminal.
        now: the time that ages are told by.
        few: whether it has so few colours that what they say is said by shape too.
    """
    settings, ui_state = start.settings, start.ui_state
    width, height = size
    look = _Look(settings.theme, few=few)
    news = _Rows(Translator(settings.language, settings.digits), look, dense=height < SHORT, now=now)
    places = frames(size, ui_state.share, rtl=news.strings.rtl, ticker=settings.ticker)
    panes = [_framed(place, news, ui_state, start.headlines) for place in places]
    bar = [blank(width, look.of("$foreground", "$surface"))]
    return [
        *(bar if settings.ticker else []),
        *(row(parts, rtl=False) for parts in zip(*panes, strict=True)),
        *bar,
    ]


class _Look:
    """The colours of a theme, and the styles the sheets have for the rows of lists."""

    def __init__(self, theme: str, *, few: bool) -> None:
        self.few = few
        themes = palettes()
        table = themes.get(f"khabar-{theme}") or next(iter(themes.values()))
        self._colours: dict[str, str] = {**table, **table["variables"]}
        block = _BLOCK.search((folder() / "app.tcss").read_text("utf-8"))
        found = _RULE.findall(block[1] if block else "")
        if few:
            found += _RULE.findall((folder() / "plain.tcss").read_text("utf-8"))
        rules: dict[str, dict[str, str]] = {}
        for name, rule in found:
            rules.setdefault(name, {}).update(_PROPERTY.findall(rule))
        self.rules = {name: self._style(rule) for name, rule in rules.items()}

    def _style(self, rule: Mapping[str, str]) -> Style:
        attributes = dict.fromkeys(rule.get("text-style", "").split(), True)
        return self.of(rule.get("color", ""), rule.get("background", "")) + Style(**attributes)  # type: ignore[arg-type]

    def of(self, colour: str = "", ground: str = "") -> Style:
        """Return the style of a colour on a ground, both as the sheets name them."""
        return Style(color=self._colours.get(colour[1:]), bgcolor=self._colours.get(ground[1:]))


class _Rows(HeadlinePainter):
    """The rows of the first screen."""

    def __init__(self, strings: Translator, look: _Look, *, dense: bool, now: datetime) -> None:
        self.begin(strings)
        self.picked = set()
        self.dense = dense
        self.now = now
        self.look = look
        self._base = look.of("$foreground", "$background")

    @property
    def rich_style(self) -> Style:
        """What rows lie on."""
        return self._base

    def shade(self, name: str) -> Style:
        """Return what the sheets have for a part of a row."""
        return self.look.rules.get(name) or Style.null()

    def lines(self, headlines: Sequence[Headline], grouping: str, width: int) -> Iterator[Part]:
        """Return one line of the list after the other."""
        self.by_day = grouping == "day"
        under = False
        for each in grouped(headlines, grouping, self.strings, self.now):
            cursor = not under and each in headlines[:1]
            under |= cursor
            yield from self.lines_of(each, width, cursor=cursor, focused=True)


def _framed(frame: Frame, news: _Rows, ui_state: UiState, headlines: Sequence[Headline]) -> list[Part]:
    """Return the lines of a pane: its frame, and the headlines if they are what it shows."""
    front = frame.pane == "headlines"
    edge = news.look.of("$primary" if front else "$rule", "$background")
    title = news.look.of("$primary" if front else "$muted", "$background") + Style(bold=True)
    box = frame.kind is Kind.BOX
    room, height = frame.width - 2 * box, max(0, frame.height - 1 - box)
    body: list[Part] = []
    if front:
        bar = blank(1, news.rich_style)  # of the scrollbar
        lines = news.lines(headlines, ui_state.grouping, room - 1)
        body = [row([line, bar], rtl=news.strings.rtl) for line in islice(lines, height)]
    body += [blank(room, news.rich_style)] * (height - len(body))
    heavy = news.look.few and front
    if not box:
        return [_titled(news.strings, frame, "━" if heavy else "▔", edge, title), *body]
    (left, line, right), beside, (below, under, end) = ("┏━┓", "┃", "┗━┛") if heavy else ("╭─╮", "│", "╰─╯")
    top = [_drawn(left, edge), _titled(news.strings, frame, line, edge, title), _drawn(right, edge)]
    side = _drawn(beside, edge)
    middle = (row([side, part, side], rtl=False) for part in body)
    return [row(top, rtl=False), *middle, _drawn(f"{below}{under * room}{end}", edge)]


def _drawn(text: str, style: Style) -> Part:
    return Part([Segment(text, style)], len(text))


def _titled(strings: Translator, frame: Frame, line: str, edge: Style, style: Style) -> Part:
    """Return the upper edge of a pane, its title near the side where reading starts."""
    box = frame.kind is Kind.BOX
    said = strings(f"pane.{frame.pane}")
    title = of_text(f" {said} " if box else said, style, base=int(strings.rtl))
    rest = frame.width - 2 * box - title.width - 1
    return row([_drawn(line, edge), title, _drawn(line * rest, edge)], rtl=strings.rtl)


def _written(number: int, line: Part, terminal: Decision, system: ColorSystem) -> str:
    segments = line.segments
    if not terminal.encoding.is_plain:
        segments = encode_segments(tuple(segments), terminal.encoding)
    text = "".join(style.render(text, color_system=system) if style else text for text, style, _ in segments)
    return f"\x1b[{number};1H{respell_escapes(text, terminal)}"
