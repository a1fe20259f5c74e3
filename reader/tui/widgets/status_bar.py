"""Show the state of the library, a temporary message, and the keys of the pane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual import events
from textual.app import RenderResult
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.widgets.cells import Part, blank, few_lines, of_line, of_text, row, strip

if TYPE_CHECKING:
    from reader.core import Progress
    from reader.core.account.state import AccountState
    from reader.locale.translator import Translator

_BAR = 12  # cells of the progress bar
_BETWEEN = " · "  # facts of the state
_MAX_LINES = 3  # of a message that does not fit in the bar: what to do stands at its end
_SEVERITIES = {"information": "status--good", "warning": "status--offline", "error": "status--error"}
_STAGES = {"headlines": "status.refreshing", "articles": "status.articles", "sync": "status.syncing"}
MESSAGE_SECONDS = 4.0
NO_WORDS: Mapping[str, str] = {}


class Said(NamedTuple):
    """A message in the place of the state."""

    text: str
    severity: str = "information"
    """``information``, ``warning`` or ``error``."""
    chosen: Callable[[], object] | None = None
    """Called when the message is clicked."""


class StatusBar(VisualOrder, Widget):
    """State or message where reading starts, keys at the far side.

    A message longer than the bar opens at most two lines over it: the panes shrink, nothing is covered.

    Args:
        strings: the interface language.
        hints: pairs of a key as shown and the name of its action, the most used first; the last one stays.
    """

    COMPONENT_CLASSES = {
        "status--key",
        "status--word",
        "status--bar",
        "status--bar-rest",
        "status--offline",
        "status--good",
        "status--error",
    }
    ALLOW_SELECT = False

    class HintChosen(Message):
        """A key hint was clicked; ``action`` is the name of its action."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    def __init__(self, strings: Translator, hints: Sequence[tuple[str, str]]) -> None:
        super().__init__(id="status")
        self.strings = strings
        self.hints = list(hints)
        self.words: Mapping[str, str] = NO_WORDS
        """Names of texts for actions that do something else than usual."""
        self.progress: Progress | None = None
        self.last_success: datetime | None = None
        self.offline = False
        self.sample = False
        self.quiet = False
        """Whether progress is shown without numbers, which a screen reader would read out one by one."""
        self.failing = 0
        self.account: AccountState | None = None
        """Of the sync server; None without one."""
        self.said: Said | None = None
        self._timer: Timer | None = None

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.refresh()

    def set_hints(self, hints: Sequence[tuple[str, str]], words: Mapping[str, str] = NO_WORDS) -> None:
        """Show other keys; ``words`` names texts for actions that do something else than usual."""
        if list(hints) != self.hints or words != self.words:
            self.hints, self.words = list(hints), words
            self.refresh()

    def report(self, progress: Progress | None) -> None:
        """Show how far a refresh has come; None when none is running."""
        self.progress = progress
        self.refresh()

    def stand(self, *, offline: bool, sample: bool, last_success: datetime | None, failing: int = 0) -> None:
        """Show the state while nothing is running; ``failing`` sources failed the last time."""
        self.offline, self.sample, self.failing = offline, sample, failing
        self.last_success = last_success
        self.refresh()

    def stand_account(self, account: AccountState | None) -> None:
        """Show the state of the account after that of the sources; None for no account."""
        self.account = account
        self.refresh()

    # Messages

    def say(
        self,
        text: str,
        severity: str = "information",
        *,
        seconds: float | None = None,
    ) -> None:
        """Show a message in place of the state, until the next one.

        Args:
            text: one short sentence.
            severity: ``information``, ``warning`` or ``error``; an error stays until a key.
            seconds: how long it stays.
        """
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.said = Said(text, severity)
        if severity != "error" or seconds is not None:
            self._timer = self.set_timer(seconds or MESSAGE_SECONDS, self.clear)
        self._fit()

    @property
    def is_offering(self) -> bool:
        """Whether the message that is shown can be chosen, as news can that were announced."""
        return self.said is not None and self.said.chosen is not None

    def offer(self, chosen: Callable[[], object]) -> None:
        """Call ``chosen`` when the message that is shown is clicked."""
        if self.said is not None:
            self.said = self.said._replace(chosen=chosen)
            self.refresh()

    def clear(self) -> None:
        """Show the state again."""
        if self.said is not None:
            self.said = None
            self._fit()

    def clear_error(self) -> None:
        """Show the state again in place of an error; any other message keeps its time."""
        if self.said is not None and self._timer is None:
            self.clear()

    def on_resize(self) -> None:
        """Fit the message to another width."""
        self._fit()

    def _fit(self) -> None:
        """Take as many lines as the message needs."""
        lines = len(self._message_lines()) + 1
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines
        self.refresh()

    def _message_lines(self) -> Sequence[Part]:
        """Return the lines above the bar, for a message longer than the bar."""
        if self.said is None or self.size.width < 1:
            return ()
        style, room = self.rich_style, max(8, self.size.width - 4)
        strings = self.strings
        lines = few_lines(self.said.text, room, _MAX_LINES, strings.language, int(strings.rtl))
        if len(lines) == 1 and lines[0].width <= self._state_room(style) - 2:  # behind the sign
            return ()
        return [of_line(line, style + self._shade("status--word") + self._chosen_style) for line in lines]

    def _state_room(self, style: Style) -> int:
        """Return the cells of the bar that the last hint leaves."""
        reserved = self._hints(style, 0)
        return max(8, self.size.width - 4 - sum(part.width for part in reserved))

    @property
    def _chosen_style(self) -> Style:
        chosen = self.said is not None and self.said.chosen is not None
        return Style(meta={"@click": "choose"}) if chosen else Style.null()

    # Painting

    def _state(self, style: Style, room: int) -> list[Part]:
        rtl = int(self.strings.rtl)
        if self.said is not None:
            name = _SEVERITIES.get(self.said.severity, "status--good")
            sign = of_text("▐ " if rtl else "▌ ", style + self._shade(name), base=0)
            word = style + self._shade("status--word") + self._chosen_style
            text = "" if self._message_lines() else self.said.text
            return [sign, of_text(text, word, most=room - 2, base=rtl)]
        progress = self.progress
        if progress is not None and progress.total:
            if self.quiet:
                return [of_text(self.strings("status.busy"), style, most=room, base=rtl)]
            filled = _BAR * progress.done // progress.total
            bar = of_text("━" * filled, style + self._shade("status--bar"), base=0)
            rest = of_text("─" * (_BAR - filled), style + self._shade("status--bar-rest"), base=0)
            waiting = progress.slow[0] if progress.slow else progress.name
            key = _STAGES[progress.stage]
            said = self.strings(key, done=progress.done, total=progress.total, name=waiting)
            return [bar, rest, blank(1, style), of_text(said, style, most=room - _BAR - 1, base=rtl)]
        said, name = self._standing()
        shade = self._shade(name) if name else Style()
        whole = of_text(said, style + shade, base=rtl)
        if whole.width > room and self.account is not None and self.account.error:
            said, _ = self._standing(short=True)
            whole = of_text(said, style + shade, base=rtl)
        while whole.width > room and _BETWEEN in said:  # the last facts go whole
            said = said.rpartition(_BETWEEN)[0]
            whole = of_text(said, style + shade, base=rtl)
        return [whole if whole.width <= room else of_text(said, style + shade, most=room, base=rtl)]

    def _standing(self, *, short: bool = False) -> tuple[str, str]:
        """Return the state in words and its style; ``short`` omits the reason of a failed sync."""
        if self.account is None:
            return self._sources_standing()
        from reader.tui.widgets.account_line import describe_account

        account = describe_account(self.account, self.strings, short=short)
        style = "status--offline" if self.account.error else ""
        if self.last_success is None and not self.failing and not self.sample:
            return account, style  # the account has all the sources
        if self.offline and self.account.synced and not self.account.error:  # its server was reached
            failing = self.strings("status.failing", n=self.failing) if self.failing else ""
            return (f"{account}{_BETWEEN}{failing}" if failing else account), style
        said, name = self._sources_standing()
        return (f"{account} · {said}" if self.account.error else f"{said} · {account}"), name or style

    def _sources_standing(self) -> tuple[str, str]:
        strings = self.strings
        if self.sample:
            return strings("status.sample"), "status--offline"
        if self.offline and self.last_success is None:
            return strings("status.offline_never"), "status--offline"
        since = strings.since(self.last_success, datetime.now(UTC)) if self.last_success else ""
        if self.offline:
            return strings("status.offline", since=since), "status--offline"
        said = strings("status.fresh", since=since) if self.last_success else strings("status.never")
        if self.failing:
            said = f"{said} · {strings('status.failing', n=self.failing)}"
        return said, ""

    def _shade(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def _hints(self, style: Style, room: int) -> list[Part]:
        """Return as many keys as there is room for, in reading order; the last one stays."""
        made = []
        for key, action in self.hints:
            does = Style(meta={"@click": f"hint('{action}')"})
            sign = of_text(key, style + self._shade("status--key") + does, base=0)
            text = self.words.get(action, f"hint.{action}")
            word = of_text(self.strings(text), style + self._shade("status--word") + does)
            made.append([sign, blank(1, style), word, blank(2, style)])
        kept: list[list[Part]] = []
        last = made[-1:]
        left = room - sum(part.width for parts in last for part in parts)
        for parts in made[:-1]:
            left -= sum(part.width for part in parts)
            if left < 0:
                break
            kept.append(parts)
        return [part for parts in (*kept, *last) for part in parts]

    def render_line(self, y: int) -> Strip:
        """Return a line: of the message, or the bar."""
        style, width, rtl = self.rich_style, self.size.width, self.strings.rtl
        above = self._message_lines()
        if y < len(above):
            return strip(row([blank(2, style), above[y]], rtl=rtl), width, style, rtl=rtl)
        if y > len(above):
            return Strip.blank(width, style)
        state = self._state(style, self._state_room(style))
        used = sum(part.width for part in state) + 3
        hints = self._hints(style, width - used)
        gap = blank(width - used + 2 - sum(part.width for part in hints), style)
        return strip(row([blank(1, style), *state, gap, *hints], rtl=rtl), width, style, rtl=rtl)

    def action_hint(self, action: str) -> None:
        """Run the action of a hint."""
        self.post_message(self.HintChosen(action))

    def action_choose(self) -> None:
        """Call the action the message offers."""
        if self.said is not None and self.said.chosen is not None:
            chosen = self.said.chosen
            self.clear()
            chosen()

    def on_click(self, event: events.Click) -> None:
        """Keep a click on the bar from going further."""
        event.stop()

    def render(self) -> RenderResult:
        """Not used: lines come from `render_line`."""
        return ""
