"""Recognise characters of right-to-left scripts."""

from __future__ import annotations

import re

RTL_CHARACTER = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""A character of the blocks Unicode sets aside for right-to-left scripts (UAX #44, Bidi_Class defaults)."""


def has_rtl(text: str) -> bool:
    """Return whether any character of a text is of a right-to-left script."""
    return RTL_CHARACTER.search(text) is not None
