"""Open the links of an article in the browser, with a warning before deceptive ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.tui.external_programs import is_deceptive, open_url, spell_address
from reader.tui.workers import reporting

if TYPE_CHECKING:
    from reader.tui.widgets.pane import Pane

_DIGIT_SECONDS = 0.7
"""In which a second digit still belongs to the number of a link."""
_WARNING_SECONDS = 10.0


class LinkOpener:
    """Opens addresses and reports which.

    Args:
        pane: reports.
        browser: the command line of the browser; empty for what the system has.
        player: that of the player of sound and film; empty for the browser.
    """

    def __init__(self, pane: Pane, browser: str = "", player: str = "") -> None:
        self._pane = pane
        self.browser = browser
        self.player = player
        self._warned_of = ""
        """The address that is opened when it is asked for again."""
        self._digits = ""

    def add_digit(self, digit: int, choose: Callable[[int], object]) -> None:
        """Add a digit to a link number; after the last one call ``choose`` with the index from 0."""
        self._digits += str(digit)

        def end() -> None:
            number, self._digits = int(self._digits or "0"), ""
            if number > 0:
                choose(number - 1)

        self._pane.set_timer(_DIGIT_SECONDS, end, name=self._digits)

    def confirm(self, url: str, words: Sequence[str]) -> bool:
        """Return whether to go to an address; warn of one that poses as another, once.

        Args:
            url: the address.
            words: texts of the links that lead there.
        """
        if not is_deceptive(url, words) or url == self._warned_of:
            return True
        self._warned_of = url
        said = self._pane.strings("link.poses", url=spell_address(url))
        self._pane.notify(said, severity="warning", markup=False, timeout=_WARNING_SECONDS)
        return False

    def open(self, url: str) -> None:
        """Open an address, saying which."""
        with reporting(self._pane):
            open_url(url, self.browser, self.player)
            self._pane.notify(self._pane.strings("link.opened", url=spell_address(url)), markup=False)
