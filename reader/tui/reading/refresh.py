"""Looking at the library: what the ticker and the foot show, and everything anew."""

from __future__ import annotations

from textual import on, work
from textual.timer import Timer

from reader.store import StoreError
from reader.tui.messages import Failed, LibraryLooked
from reader.tui.panes.ticker import Ticker
from reader.tui.reading.controller import Room

_LATEST = 40  # headlines that run past in the ticker
_APART = 1.0  # seconds at least between two looks at the library while news comes in


class Looking(Room):
    """Mixin of the reading screen: the library as it is now."""

    _resting: Timer | None = None
    _more_came = False

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def look(self) -> None:
        """Look up what the ticker and the status line show."""
        try:
            healths = self.session.healths()
            self.post_message(
                LibraryLooked(self.session.latest(_LATEST), healths, self.session.showing_sample())
            )
        except StoreError as error:
            self.post_message(Failed(self.strings.sentence(error)))

    @on(LibraryLooked)
    def _looked(self, event: LibraryLooked) -> None:
        for ticker in self.query(Ticker):
            ticker.show(event.headlines)
        self.status.stand(
            offline=event.offline,
            sample=event.sample,
            failing=event.failing,
            last_success=event.last_success,
        )

    def take_in(self) -> None:
        """Show news that came: the first at once, of many the rest together."""
        if self._resting is not None:
            self._more_came = True
            return
        self.article.let_go()
        self.headlines.take_in()
        self.look()
        self._resting = self.set_timer(_APART, self._rested)

    def _rested(self) -> None:
        self._resting = None
        if self._more_came:
            self._more_came = False
            self.take_in()

    def reload(self) -> None:
        """Show the library as it is now."""
        self.article.let_go()
        self.headlines.reload()
        self.shelf.reload()
        self.look()
