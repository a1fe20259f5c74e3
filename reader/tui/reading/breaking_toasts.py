"""Breaking news: one toast, and a word to the desktop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from textual import events, on, work
from textual.content import Content
from textual.timer import Timer
from textual.widgets._toast import Toast

from reader.model import Headline
from reader.store import StoreError
from reader.tui.breaking_news import MOST, Alarm
from reader.tui.messages import BreakingArrived, Failed, HeadlineOpened, RefreshProgressed
from reader.tui.notifications import Notifying
from reader.tui.reading.controller import Room

_SHOWN = 3  # titles in one toast
_TOGETHER = 0.5  # seconds in which what comes is looked at together
_SECONDS = 20.0  # that a toast of breaking news stays


class Breaking(Room):
    """Mixin of the reading screen: what its newsroom calls breaking is told at once, and once."""

    alarm: Alarm | None = None
    _cried: tuple[tuple[str, list[tuple[str, Headline]]], ...] = ()
    """The last toasts: what each said, and its paragraphs with the news they tell of."""
    _new: tuple[int, ...] = ()
    _soon: Timer | None = None

    @on(RefreshProgressed)
    def _came(self, event: RefreshProgressed) -> None:
        progress = event.progress
        # Everything of a source that is fetched for the first time is new, and most of it old.
        if not progress.first:
            self._new += progress.headlines
        if progress.finished:
            self._look()
        elif self._new and self._soon is None:
            self._soon = self.set_timer(_TOGETHER, self._look)

    def _look(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        new, self._new, self._soon = self._new, (), None
        if new:
            self._look_at(new)

    @work(thread=True, group="breaking", exit_on_error=False)
    def _look_at(self, ids: Sequence[int]) -> None:
        try:
            headlines = self.session.headlines_of(ids)
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        breaking = [each for each in headlines if each.breaking]
        if breaking:
            self.post_message(BreakingArrived(breaking))

    @on(BreakingArrived)
    def _broke(self, event: BreakingArrived) -> None:
        event.stop()
        self.alarm = self.alarm or Alarm()
        chosen = self.alarm.choose(event.headlines, datetime.now(UTC))
        if chosen:
            self.cry(chosen)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Open the news that a toast tells of where it is clicked."""
        toast = event.widget
        if not isinstance(toast, Toast):
            return
        said = str(toast.render()).partition("\n")[2]  # below its title
        width, y = toast.content_size.width, event.y - toast.gutter.top - 1
        for title, headline in dict(self._cried).get(said, ()):
            y -= len(Content(title).wrap(width))
            if y < 0:
                self.post_message(HeadlineOpened(headline))
                return

    def cry(self, headlines: Sequence[Headline]) -> None:
        """Tell of breaking news on the screen, and to the desktop if the settings want that."""
        label = self.strings("breaking.title")
        # Most newsrooms write the label into the title.
        news = [re.sub(rf"^\W*{label}\b\W*", "", each.title) or each.title for each in headlines[:_SHOWN]]
        titles = [f"{title} ({each.source_name})" for title, each in zip(news, headlines, strict=False)]
        said = "\n".join(titles)
        self._cried = (*self._cried[-MOST:], (said, list(zip(titles, headlines, strict=False))))
        self.notify(said, title=label, severity="error", markup=False, timeout=_SECONDS)
        if isinstance(self.app, Notifying):
            self.app.tell_desktop(self.settings.notifications, label, news[0])
