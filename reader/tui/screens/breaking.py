"""Breaking news: one toast, and a word to the desktop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from textual import on, work

from reader.model import Headline
from reader.store import StoreError
from reader.tui.breaking import Alarm
from reader.tui.messages import BreakingArrived, Failed, RefreshProgressed
from reader.tui.notifying import Notifying
from reader.tui.screens.room import Room

_SHOWN = 3  # titles in one toast
_SECONDS = 20.0  # that a toast of breaking news stays


class Breaking(Room):
    """Mixin of the reading screen: what its newsroom calls breaking is told at once, and once."""

    alarm: Alarm | None = None

    @on(RefreshProgressed)
    def _came(self, event: RefreshProgressed) -> None:
        progress = event.progress
        # Everything of a source that is fetched for the first time is new, and most of it old.
        if progress.headlines and not progress.first:
            self._look_at(progress.headlines)

    @work(thread=True, group="breaking", exit_on_error=False)
    def _look_at(self, ids: Sequence[int]) -> None:
        try:
            headlines = [self.edition.headline(id) for id in ids]
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))
            return
        breaking = [each for each in headlines if each is not None and each.breaking]
        if breaking:
            self.post_message(BreakingArrived(breaking))

    @on(BreakingArrived)
    def _broke(self, event: BreakingArrived) -> None:
        event.stop()
        self.alarm = self.alarm or Alarm()
        chosen = self.alarm.choose(event.headlines, datetime.now(UTC))
        if chosen:
            self.cry(chosen)

    def cry(self, headlines: Sequence[Headline]) -> None:
        """Tell of breaking news on the screen, and to the desktop if the settings want that."""
        label = self.strings("breaking.title")
        # Most newsrooms write the label into the title.
        news = [re.sub(rf"^\W*{label}\b\W*", "", each.title) or each.title for each in headlines[:_SHOWN]]
        titles = [f"{title} ({each.source_name})" for title, each in zip(news, headlines, strict=False)]
        self.notify("\n".join(titles), title=label, severity="error", markup=False, timeout=_SECONDS)
        if isinstance(self.app, Notifying):
            self.app.tell_desktop(self.settings.notifications, label, news[0])
