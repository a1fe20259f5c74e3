"""Map keys of non-Latin keyboard layouts to the Latin keys in the same place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import lru_cache

from textual.widget import Widget

from reader.tui.terminal.textual_internals import name_key
from reader.tui.widgets.typeset_view import TypesetView

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


async def _wait_until_handled(widget: Widget) -> None:
    """Wait until a widget and its ancestors have handled the messages of a key."""
    around = [each for each in widget.ancestors_with_self if isinstance(each, Widget)]
    for _ in range(_TURNS):
        if not any(each.message_queue_size for each in around):
            return
        await asyncio.sleep(0)


RunKey = Callable[[str, bool], Awaitable[bool]]
"""Run what a key is bound to, with priority or not; return whether it was bound."""


async def run_bindings(
    run_key: RunKey, key: str, language: str, focused: Widget | None, *, priority: bool
) -> bool:
    """Run the binding of a key, or of the Latin key in its place; return whether there is one.

    Text fields have had the key before, so Arabic is still typed into them. In a view nothing is typed: what
    a key is bound to there is run at once, not after the key went through the view and all around it.

    Args:
        run_key: runs what exactly this key is bound to.
        key: as Textual names it.
        language: of the interface.
        focused: the widget that has the keys.
        priority: whether only bindings with priority are asked for.
    """

    async def run(priority: bool) -> bool:
        if await run_key(key, priority):
            return True
        latin = by_place(language).get(key)
        return latin is not None and await run_key(latin, priority)

    done = await run(priority)
    if not done and priority and isinstance(focused, TypesetView):
        done = await run(False)
    if done and focused is not None:
        await _wait_until_handled(focused)
    return done
