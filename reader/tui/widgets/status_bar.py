"""The line at the foot of the screen: how things stand, and the keys one needs most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.style import Style
from textual import events
from textual.app import RenderResult
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.core import Progress
from reader.locale.translator import Translator
from reader.tui.terminal.bidi_filter import VisualOrder
from reader.tui.widgets.cells import Part, blank, of_text, row, strip

_BAR = 12  # cells of the progress bar


class StatusLine(VisualOrder, Widget):
    """State at the reading start, key hints at the far side."""

    COMPONENT_CLASSES = {"status--key", "status--bar", "status--bar-rest", "status--offline"}
    ALLOW_SELECT = False

    class HintChosen(Message):
        """A key hint was clicked; ``action`` is what its key does."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    def __init__(self, strings: Translator, hints: Sequence[tuple[str, str]]) -> None:
        super().__init__(id="status")
        self.strings = strings
        self.hints = list(hints)
        """Pairs of the key as shown and the name of its action."""
        self.progress: Progress | None = None
        self.last_success: datetime | None = None
        self.offline = False
        self.sample = False
        self.quiet = False
        """Whether progress is told without numbers, which a screen reader would read out one by one."""
        self.failing = 0

    def set_language(self, strings: Translator) -> None:
        """Use another language, and its direction."""
        self.strings = strings
        self.refresh()

    def report(self, progress: Progress | None) -> None:
        """Show how far a refresh has come; None when none is running."""
        self.progress = progress
        self.refresh()

    def stand(self, *, offline: bool, sample: bool, last_success: datetime | None, failing: int = 0) -> None:
        """Show how things stand when nothing is running; ``failing`` sources did not answer the last time."""
        self.offline, self.sample, self.failing = offline, sample, failing
        self.last_success = last_success
        self.refresh()

    def _state(self, style: Style, room: int) -> list[Part]:
        progress = self.progress
        if progress is not None and progress.total:
            filled = _BAR * progress.done // progress.total
            bar = of_text("━" * filled, style + self._shade("status--bar"), base=0)
            rest = of_text("─" * (_BAR - filled), style + self._shade("status--bar-rest"), base=0)
            waiting = progress.slow[0] if progress.slow else progress.name
            if self.quiet:
                return [of_text(self.strings("status.busy"), style, most=room, base=int(self.strings.rtl))]
            key = "status.articles" if progress.stage == "articles" else "status.refreshing"
            said = self.strings(key, done=progress.done, total=progress.total, name=waiting)
            return [
                bar,
                rest,
                blank(1, style),
                of_text(said, style, most=room - _BAR - 1, base=int(self.strings.rtl)),
            ]
        if self.sample:
            said, name = self.strings("status.sample"), "status--offline"
        elif self.offline and self.last_success is None:
            said, name = self.strings("status.offline_never"), "status--offline"
        elif self.offline:
            since = self.strings.since(self.last_success, datetime.now(UTC))
            said, name = self.strings("status.offline", since=since), "status--offline"
        elif self.last_success is None:
            said, name = self.strings("status.never"), ""
        else:
            since = self.strings.since(self.last_success, datetime.now(UTC))
            said, name = self.strings("status.fresh", since=since), ""
        if self.failing and not name:
            said = f"{said} · {self.strings('status.failing', n=self.failing)}"
        shade = self._shade(name) if name else Style()
        return [of_text(said, style + shade, most=room, base=int(self.strings.rtl))]

    def _shade(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def _hints(self, style: Style, room: int) -> list[Part]:
        """Return as many key hints as there is room for, in reading order."""
        parts: list[Part] = []
        taken = 0
        for key, action in self.hints:
            does = Style(meta={"@click": f"hint('{action}')"})
            sign = of_text(f" {key} ", style + self._shade("status--key") + does, base=0)
            word = of_text(self.strings(f"hint.{action}"), style + does)
            taken += sign.width + word.width + 2
            if taken > room:
                break
            parts += [sign, blank(1, style), word, blank(1, style)]
        return parts

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        style, width = self.rich_style, self.size.width
        if y:
            return Strip.blank(width, style)
        state = self._state(style, max(8, width - 2))
        used = sum(part.width for part in state) + 3
        hints = self._hints(style, width - used)
        gap = blank(width - used + 2 - sum(part.width for part in hints), style)
        rtl = self.strings.rtl
        return strip(row([blank(1, style), *state, gap, *hints], rtl=rtl), width, style, rtl=rtl)

    def action_hint(self, action: str) -> None:
        """Do what a hint says."""
        self.post_message(self.HintChosen(action))

    def on_click(self, event: events.Click) -> None:
        """Keep a click on the line from going further."""
        event.stop()

    def render(self) -> RenderResult:
        """Not used: lines come from `render_line`."""
        return ""
