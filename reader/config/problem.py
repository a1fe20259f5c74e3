"""Define a mistake in the configuration, with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.locale.message import Message


class Problem(NamedTuple):
    """A mistake in the configuration."""

    line: int
    """Counted from 1; 0 for the whole file."""
    message: Message
