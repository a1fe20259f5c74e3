"""Decide the direction of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    Direction = Literal["rtl", "ltr"]
else:
    Direction = str  # "rtl" or "ltr"
RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})


def direction(language: str) -> Direction:
    """Return the reading direction of a BCP 47 language tag; unknown tags read left to right."""
    return "rtl" if language.lower().replace("_", "-").split("-")[0] in RTL_LANGUAGES else "ltr"
