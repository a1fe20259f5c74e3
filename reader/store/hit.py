"""Define the result of a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model import Headline

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A headline found and its ranges (start, end) of hits, in title and snippet."""

    headline: Headline
    title_hits: list[Range]
    snippet: str
    """One line of the body around the first hit; its beginning when only the headline has one."""
    snippet_hits: list[Range]
