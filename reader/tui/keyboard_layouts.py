"""Keys answer whatever alphabet the keyboard is set to: a letter stands for the key it is on."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING

from textual.widget import Widget

from reader.tui.terminal.textual_internals import name_key
from reader.tui.widgets.row_list import TypesetView

if TYPE_CHECKING:
    from reader.tui.reading.screen import ReadingScreen
    from reader.tui.terminal.terminal_app import TerminalApp

    _Mixin = TerminalApp
else:
    _Mixin = object

_LAYOUTS = {
    "ar": (
        "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ\u064e\u064b\u064f\u064cإ‘÷×؛\u0650\u064dأـ\u0652آ’؟\u0651",
        "qwertyuiop[]asdfghjkl;'zxcvnm,./`QWERYUIOPASHJXNM?~",
    ),
    "ckb": ("قوەرتیئحۆپاسدفگهژکلزخجڤبنم؟", "qwertyuiopasdfghjklzxcvbnm?"),
}
"""Letters of a layout, and what the same keys give on a Latin one (Arabic 101 and Central Kurdish, as XKB has
them; where Shift gives a sign of ASCII, that sign is what the key stands for)."""
_TURNS = 30  # of the loop that a key waits for what the key before it asked for
_EVERYWHERE = ("\ufefb\ufef5\ufef7\ufef9٠١٢٣٤٥٦٧٨٩", "bBGT0123456789")
"""Lam-alef is a single character on X11; digits are the same whichever are typed."""


@lru_cache
def by_place(language: str) -> dict[str, str]:
    """Return names of keys with the names of the keys in the same place on a Latin keyboard.

    Args:
        language: of the interface; others than Arabic and Central Kurdish are taken to type as Arabic does.
    """
    letters, latin = _LAYOUTS.get(language, _LAYOUTS["ar"])
    pairs = zip(letters + _EVERYWHERE[0], latin + _EVERYWHERE[1], strict=True)
    return {name_key(letter): name_key(key) for letter, key in pairs}


async def _settle(widget: Widget) -> None:
    """Have what a key asked of a widget, and of all that is around it, done before the next key comes."""
    around = [each for each in widget.ancestors_with_self if isinstance(each, Widget)]
    for _ in range(_TURNS):
        if not any(each.message_queue_size for each in around):
            return
        await asyncio.sleep(0)


class Keyboard(_Mixin):
    """Mixin of the application: a key that is bound to nothing is taken for the Latin one in its place."""

    reading: ReadingScreen

    async def handle_key(self, key: str, priority: bool) -> bool:
        """Do what a key is bound to; text fields have had it before, so Arabic is still typed into them.

        Into a view nothing is typed: what a key is bound to there is done as soon as it comes, and not when
        it has been handed through the view and all that is around it. All are, so none overtakes another.
        """
        before = self.focused
        done = await self._do(key, priority)
        if not done and priority and isinstance(before, TypesetView):
            done = await self._do(key, False)
        if done and before is not None:
            await _settle(before)
        return done

    async def _do(self, key: str, priority: bool) -> bool:
        if await self.run_bindings(key, priority):
            return True
        latin = by_place(self.reading.strings.language).get(key)
        return latin is not None and await self.run_bindings(latin, priority)
