"""Announce breaking news in the status bar, and on the desktop if set."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from textual.timer import Timer

from reader.core.queries import get_headlines
from reader.tui.breaking_news import Alarm
from reader.tui.controller import Controller
from reader.tui.list_rows import source_name
from reader.tui.messages import BreakingArrived, HeadlineOpened

if TYPE_CHECKING:
    from reader.core import Progress, Session
    from reader.model import Headline
    from reader.tui.reading.view import ReadingView

_COLLECT_SECONDS = 0.5  # in which new headlines are collected before they are looked at
_SECONDS = 20.0

NotifyDesktop = Callable[[str, str, str], None]
"""Called with the way of the settings, a title and a text."""


class BreakingAnnouncer(Controller["ReadingView"]):
    """Announces headlines that their newsroom calls breaking, each story once.

    Args:
        screen: shows the message.
        session: knows the headlines.
        notify_desktop: sends a notification to the desktop.
    """

    def __init__(self, screen: ReadingView, session: Session, notify_desktop: NotifyDesktop) -> None:
        super().__init__(screen)
        self.session = session
        self.notify_desktop = notify_desktop
        self.alarm = Alarm()
        self._new: tuple[int, ...] = ()
        self._timer: Timer | None = None

    def collect(self, progress: Progress) -> None:
        """Collect the headlines a refresh brought and look at them soon."""
        # Everything of a source that is fetched for the first time is new, and most of it old.
        if not progress.first:
            self._new += progress.headlines
        if progress.finished:
            self._check()
        elif self._new and self._timer is None:
            self._timer = self.screen.set_timer(_COLLECT_SECONDS, self._check)

    def _check(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        new, self._new, self._timer = self._new, (), None
        if new:
            self.in_thread("breaking", lambda: self._find_breaking(new))

    def _find_breaking(self, ids: Sequence[int]) -> None:
        breaking = [each for each in get_headlines(self.session, ids) if each.breaking]
        if breaking:
            self.post(BreakingArrived(breaking))

    def announce_new(self, headlines: Sequence[Headline]) -> None:
        """Announce breaking headlines of stories not announced yet."""
        chosen = self.alarm.choose(headlines, datetime.now(UTC))
        if chosen:
            self.announce(chosen)

    def announce(self, headlines: Sequence[Headline], rule: str = "") -> None:
        """Show the first of some headlines and the count of others, also on the desktop.

        Args:
            headlines: breaking ones, or those a rule found.
            rule: its name.
        """
        label = rule or self.strings("breaking.title")
        # Most newsrooms write the label into the title.
        first = headlines[0]
        title = re.sub(rf"^\W*{re.escape(label)}\b\W*", "", first.title) or first.title
        said = self.strings("breaking.said", title=title, name=source_name(first, self.strings))
        more = len(headlines) - 1
        if more:
            others = f" · {self.strings('breaking.more', n=more)}"
            said, title = said + others, title + others
        severity: Literal["information", "error"] = "information" if rule else "error"
        self.screen.notify(f"{label}: {said}", severity=severity, markup=False, timeout=_SECONDS)
        self.screen.status.offer(lambda: self.post(HeadlineOpened(first)))
        self.notify_desktop(self.screen.settings.notifications, label, title)
