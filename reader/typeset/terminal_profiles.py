"""Decide the order of the cells sent to a terminal, by its environment and answers; pure.

Some terminals show cells in the order sent, some reorder each line again, some draw every Arabic word from
its right; five ways of sending a line cover all terminals tested, without a change in the number of columns:

- *cells*: as they are, left to right;
- *words*: as kitty draws them, which hands every run of one font to HarfBuzz (``arrange_words``): letters in
  logical order, and punctuation that would be drawn in their run slanted, because that is another font;
- *fenced*: every stretch of letters in logical order between two LRM, so that a terminal that reorders
  finds each stretch alone between left-to-right neighbours (``arrange_fenced``);
- *tinted*: cells with colours one unit different from their neighbours', for renderers that reorder
  each run of one style (`run_tints`);
- *overridden*: cells under a left-to-right override, for whole lines that scroll by in mlterm.

Sources: "BiDi in terminal emulators" (terminal-wg, for ``CSI 8 h/l`` and its DECRQM), the manuals of mlterm
(OSC 5379) and xterm (XTVERSION), and pictures of seven terminals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.locale.message import SENTENCES, Message
from reader.typeset.graphics_profiles import Abilities
from reader.typeset.mark_support import Marks as Marks
from reader.typeset.run_tints import DARK, LIGHT, LIGHT_INDEXES, MIDDLE, Rgb, tint
from reader.typeset.terminal_order import Encoding, Fonts, Sent, arrange
from reader.typeset.terminal_order import Order as Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def encode(cells: Iterable[str], encoding: Encoding) -> str:
    """Return cells in visual order as the string to send to a terminal that needs ``encoding``.

    The string is written in upright letters; SGR 3 and 23 enclose the characters that ``words`` slants.
    """
    line = list(cells)
    if encoding.is_plain:
        return "".join(line)
    sent = arrange(line, encoding)
    is_tinted = any(each.tint for each in sent)
    return "".join([_with_escapes(each, encoding, is_tinted and each.text != " ") for each in sent])


def _with_escapes(sent: Sent, encoding: Encoding, is_tinted: bool) -> str:
    if is_tinted:
        red, green, blue = tint(encoding.ink, sent.tint)
        return f"\x1b[38;2;{red};{green};{blue}m{sent.text}\x1b[39m"
    return f"\x1b[3m{sent.text}\x1b[23m" if sent.slanted else sent.text


class Answers(NamedTuple):
    """Answers of the terminal to queries."""

    xtversion: str = ""
    """Reply to ``CSI > q``, without its frame; empty when none came."""
    mode8: int = -1
    """Reply to ``CSI 8 $ p`` (DECRQM): 0 unknown mode, 1 set, 2 reset, 3 and 4 for ever; -1 for no reply."""
    outer: str = ""
    """Name of the terminal around tmux or screen (``client_termtype``), else its TERM."""
    covered: Fonts = ()
    """Code points of its fonts, where that matters (kitty) and can be known; empty otherwise."""
    able: Abilities = Abilities()
    """Graphics abilities."""
    mode2027: int = -1
    """Reply to ``CSI ? 2027 $ p``, as `mode8`: whether emoji sequences take two cells."""
    rgb: bool = False
    """Inside tmux: whether tmux knows that the outer terminal has true colour."""
    ground: Rgb | None = None
    """The colour behind its text (OSC 11)."""

    def __repr__(self) -> str:
        return f"Answers(xtversion={self.xtversion!r}, mode8={self.mode8!r}, outer={self.outer!r})"


UNKNOWN = "unknown"
"""Name of a terminal that nothing identifies."""


class Decision(NamedTuple):
    """Decision on how lines are sent to the terminal."""

    order: Order
    """For the full screen, between `enter` and `leave`."""
    enter: str
    """Sequence to send in the alternate screen, which may clear the screen."""
    leave: str
    """Sequence to send on every exit."""
    name: str
    """Common name of the terminal; `UNKNOWN` when not identified."""
    why: Message
    """One sentence for `khabar doctor`."""
    certain: bool = True
    """False when a person's eyes would know better."""
    inline: Order = Order.CELLS
    """For output that scrolls by, with no mode set."""
    covered: Fonts = ()
    """Code points of the terminal's fonts, for ``words``; empty when not known."""
    rejoins: bool = False
    """The terminal joins presentation forms again."""
    clusters: bool = False
    """The terminal counts clusters (mode 2027): emoji sequences take two cells."""
    spills: bool = False
    """The tails of its letters stay on the line below until that is drawn again (mlterm)."""
    marks: Marks = Marks.DRAWN
    ink: Rgb = MIDDLE
    """Colour of text without one, for ``tinted``."""

    @property
    def encoding(self) -> Encoding:
        """How lines of the full screen are encoded."""
        return Encoding(self.order, self.covered, self.rejoins, self.marks, self.ink)

    @property
    def inline_encoding(self) -> Encoding:
        """How lines of output that scrolls by are encoded."""
        return Encoding(self.inline, self.covered, self.rejoins, self.marks, self.ink)

    def with_harakat(self, setting: str) -> Decision:
        """Return the decision for the setting ``harakat``: with ``shown`` every mark is sent."""
        if setting != "shown":
            return self
        wanted = {Marks.NOT_ON_FINALS: Marks.DRAWN, Marks.NOT_DRAWN: Marks.MISPLACED}
        return self._replace(marks=wanted.get(self.marks, self.marks))

    def __repr__(self) -> str:
        fields = zip(self._fields, self, strict=True)
        return f"Decision({', '.join(f'{name}={value!r}' for name, value in fields if name != 'covered')})"


EXPLICIT = ("\x1b[H\x1b[8l\x1b[2J", "\x1b[8h")
"""Bidi off and on again. VTE stores the mode of a row when the row is cleared."""
MLTERM = ("\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07")
CLUSTERS = ("\x1b[?2027h", "\x1b[?2027l")
"""Counting of clusters on and off (Contour, WezTerm, Ghostty, foot)."""
NOTHING = ("", "")
_RESET = 2
"""Reply to DECRQM: the mode is known and off."""


class _Terminal(NamedTuple):
    """One family of terminals: the cell order needed, alone and inside a multiplexer."""

    name: str
    order: Order
    does: Message
    """How the terminal treats lines: a clause to follow the name."""
    switch: tuple[str, str] = NOTHING
    within: Order = Order.CELLS
    """Inside tmux or screen."""
    inline: Order | None = None
    """For output that scrolls by; ``within`` when None."""
    seen: bool = True
    """Verified by screenshots, or the terminal does not reorder at all."""
    rejoins: bool = False
    """The terminal joins presentation forms again (`join_controls`)."""
    marks: Marks = Marks.DRAWN


_REORDERS = Message("terminal.reorders")
_MARKS = {
    Marks.NOT_ON_FINALS: Message("terminal.marks_on_finals", setting="[tweak] grapheme-shaping=no"),
    Marks.NOT_DRAWN: Message("terminal.marks_not_drawn"),
}


def _switchable(sequence: str) -> Message:
    return Message("terminal.switchable", sequence=sequence)


def _plain(name: str, marks: Marks = Marks.DRAWN) -> _Terminal:
    return _Terminal(name, Order.CELLS, Message("terminal.shows_cells"), marks=marks)


def _reorders(name: str) -> _Terminal:
    return _Terminal(name, Order.FENCED, _REORDERS, NOTHING, Order.FENCED, seen=False)


_VTE = _Terminal("VTE", Order.CELLS, _switchable("CSI 8 l"), EXPLICIT, Order.FENCED)
_KONSOLE = _Terminal("Konsole", Order.FENCED, _REORDERS, NOTHING, Order.FENCED, rejoins=True)
_KITTY = _Terminal(
    "kitty",
    Order.WORDS,
    Message("terminal.draws_words"),
    NOTHING,
    Order.WORDS,
)
_MLTERM = _Terminal(
    "mlterm",
    Order.CELLS,
    _switchable("OSC 5379"),
    MLTERM,
    Order.FENCED,
    Order.OVERRIDDEN,  # it counts a column for every mark of a fence
)
_MINTTY = _Terminal("mintty", Order.CELLS, _switchable("CSI 8 l"), EXPLICIT, Order.FENCED)
_WEZTERM = _Terminal(
    "WezTerm",
    Order.CELLS,
    Message("terminal.leaves_cells", sequence="CSI 8 h"),
    EXPLICIT,
)
_SWITCHED = _Terminal(
    UNKNOWN,
    Order.CELLS,
    Message("terminal.knows_mode", sequence="CSI 8 l"),
    EXPLICIT,
    Order.FENCED,
)
_XTERM_JS = _Terminal("xterm.js", Order.TINTED, Message("terminal.draws_runs"), inline=Order.TINTED)
_TERMINOLOGY = _plain("Terminology", Marks.NOT_DRAWN)
_VSCODE = _XTERM_JS._replace(name="VS Code")
_UNKNOWN = _Terminal(
    UNKNOWN,
    Order.CELLS,
    Message("terminal.most_show_cells"),
    EXPLICIT,
    seen=False,
)

_BY_VERSION: tuple[tuple[str | tuple[str, ...], _Terminal], ...] = (
    ("VTE(", _VTE),
    ("Konsole", _KONSOLE),
    ("kitty", _KITTY),
    ("mlterm", _MLTERM),
    ("mintty", _MINTTY),
    ("WezTerm", _WEZTERM),
    ("iTerm2", _reorders("iTerm2")),
    ("XTerm(", _plain("xterm")),
    ("foot", _plain("foot", Marks.NOT_ON_FINALS)),
    ("ghostty", _plain("Ghostty")),
    ("xterm.js", _XTERM_JS),
    (("WindowsTerminal", "Windows Terminal"), _plain("Windows Terminal")),
    (("Alacritty", "alacritty"), _plain("Alacritty", Marks.NOT_DRAWN)),
    ("terminology", _TERMINOLOGY),
)
"""Starts of XTVERSION replies."""
_BY_TERM: tuple[tuple[str | tuple[str, ...], _Terminal], ...] = (
    ("xterm-kitty", _KITTY),
    ("alacritty", _plain("Alacritty", Marks.NOT_DRAWN)),
    ("foot", _plain("foot", Marks.NOT_ON_FINALS)),
    (("ghostty", "xterm-ghostty"), _plain("Ghostty")),
    ("mlterm", _MLTERM),
    ("wezterm", _WEZTERM),
    ("mintty", _MINTTY),
    ("konsole", _KONSOLE),
    (("vte", "gnome"), _VTE),
    ("putty", _reorders("PuTTY")),
    ("linux\n", _plain("Linux console")),
    (("st\n", "st-", "stterm\n", "stterm-"), _plain("st", Marks.NOT_DRAWN)),
    ("rxvt", _plain("rxvt")),
)
"""Prefixes of TERM that only one family uses; a newline is appended to TERM."""
_BY_PROGRAM = {
    "vscode": _VSCODE,
    "ghostty": _plain("Ghostty"),
    "WezTerm": _WEZTERM,
    "mintty": _MINTTY,
    "iTerm.app": _reorders("iTerm2"),
    "Apple_Terminal": _reorders("Apple Terminal"),
    "terminology": _TERMINOLOGY,
}
_BY_VARIABLE: tuple[tuple[str, _Terminal], ...] = (
    ("KITTY_WINDOW_ID", _KITTY),
    ("KONSOLE_VERSION", _KONSOLE),
    ("MLTERM", _MLTERM),
    ("VTE_VERSION", _VTE),
    ("WT_SESSION", _plain("Windows Terminal")),
    ("ALACRITTY_WINDOW_ID", _plain("Alacritty", Marks.NOT_DRAWN)),
    ("ZUTTY_VERSION", _plain("Zutty", Marks.NOT_DRAWN)),
    ("XTERM_VERSION", _plain("xterm")),
)


def decide(env: Mapping[str, str], answers: Answers | None, setting: str) -> Decision:
    """Decide how to write to the terminal; a setting overrides environment and answers.

    Args:
        env: The environment variables.
        answers: Answers of the terminal; None without a query.
        setting: ``auto`` or the value of an `Order`.

    Raises:
        ValueError: The setting is none of these.
    """
    answers = answers or Answers()
    outer = multiplexer(env, answers)
    terminal, evidence = _recognise(env, answers, bool(outer))
    if setting != "auto":
        order = Order(setting)
        switch = terminal.switch if order is Order.CELLS and not outer else NOTHING
        why = Message("terminal.by_setting", setting=setting, name=terminal.name)
        decision = Decision(order, *switch, terminal.name, why, inline=order)
    elif outer:
        name = f"{outer} in {terminal.name}"
        certain = terminal.seen and terminal is not _MLTERM
        why = Message(
            "terminal.inside", outer=outer, name=terminal.name, evidence=evidence, does=terminal.does
        )
        decision = Decision(terminal.within, *NOTHING, name, why, certain, terminal.within)
    else:
        key = "terminal.unknown" if terminal is _UNKNOWN else "terminal.recognised"
        why = Message(key, name=terminal.name, evidence=evidence, does=terminal.does)
        decision = Decision(
            terminal.order,
            *terminal.switch,
            terminal.name,
            why,
            terminal.seen,
            terminal.inline or terminal.within,
        )
    # Where a person chose tinted on an unknown terminal it is qterminal, which drops marks.
    is_qterminal = decision.order is Order.TINTED and terminal in (_UNKNOWN, _SWITCHED)
    marks = Marks.NOT_DRAWN if is_qterminal else terminal.marks
    if marks is not Marks.DRAWN:
        decision = decision._replace(why=Message(SENTENCES, all=(decision.why, _MARKS[marks])))
    if env.get("NO_COLOR") and Order.TINTED in (decision.order, decision.inline):
        why = Message(SENTENCES, all=(decision.why, Message("terminal.needs_colour")))
        decision = decision._replace(order=Order.CELLS, inline=Order.CELLS, why=why)
    if answers.mode2027 == _RESET:
        set_mode, reset_mode = CLUSTERS
        decision = decision._replace(enter=decision.enter + set_mode, leave=reset_mode + decision.leave)
    return decision._replace(
        covered=answers.covered,
        rejoins=terminal.rejoins,
        clusters=answers.mode2027 in (1, _RESET, 3),
        spills=terminal is _MLTERM and not outer,
        marks=marks,
        ink=_find_ink(env),
    )


def _find_ink(env: Mapping[str, str]) -> Rgb:
    """Return the colour of ordinary text from ``COLORFGBG`` (rxvt, Konsole, qterminal)."""
    ground = env.get("COLORFGBG", "").rpartition(";")[2]
    if not ground.isdecimal():
        return MIDDLE
    return DARK if int(ground) in LIGHT_INDEXES else LIGHT


def multiplexer(env: Mapping[str, str], answers: Answers) -> str:
    """Return tmux, screen or nothing."""
    term = env.get("TERM", "")
    if env.get("TMUX") or answers.xtversion.startswith("tmux") or term.startswith("tmux"):
        return "tmux"
    if env.get("STY") or term.startswith("screen"):
        return "screen"
    return ""


def _recognise(env: Mapping[str, str], answers: Answers, outer: bool) -> tuple[_Terminal, Message]:
    """Return the terminal and the evidence; inside a multiplexer, the outer terminal."""
    term = answers.outer if outer else env.get("TERM", "")
    version = answers.outer if outer else answers.xtversion
    if found := _matching(version, _BY_VERSION):
        return found, Message("terminal.calls_itself", version=version)
    if found := _matching(term, _BY_TERM):
        return found, Message("terminal.variable_is", variable="TERM", value=term)
    if not outer and answers.mode8 in (1, 2):
        found = _BY_PROGRAM.get(env.get("TERM_PROGRAM", "")) or (_VTE if env.get("VTE_VERSION") else None)
        return (found if found and found.switch is EXPLICIT else _SWITCHED), Message(
            "terminal.answers_mode", mode=8
        )
    if not outer and (program := _BY_PROGRAM.get(env.get("TERM_PROGRAM", ""))):
        called = env["TERM_PROGRAM"]
        return program, Message("terminal.variable_is", variable="TERM_PROGRAM", value=called)
    for variable, terminal in _BY_VARIABLE:
        if env.get(variable):
            return terminal, Message("terminal.variable_set", variable=variable)
    if term:
        return _UNKNOWN, Message("terminal.variable_is", variable="TERM", value=term)
    return _UNKNOWN, Message("terminal.variable_empty", variable="TERM")


def _matching(text: str, starts: Sequence[tuple[str | tuple[str, ...], _Terminal]]) -> _Terminal | None:
    return next((terminal for start, terminal in starts if f"{text}\n".startswith(start)), None)
