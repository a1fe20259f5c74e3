"""What can go wrong with an edition, as one tree of exceptions told in words."""

from __future__ import annotations


class EditionError(Exception):
    """Something asked of the edition failed: what, with what, and what the reader can do.

    Args:
        message: a plain English sentence; ``str(error)``.
        arabic: the same sentence in Arabic.
    """

    def __init__(self, message: str, arabic: str) -> None:
        super().__init__(message, arabic)

    def __str__(self) -> str:
        """Return the English sentence."""
        return str(self.args[0])

    @property
    def arabic(self) -> str:
        """The sentence in Arabic."""
        return str(self.args[1])


class NotFound(EditionError):  # noqa: N818 - a state of the world, named as people say it
    """No source or entry goes by that name."""


class ExportError(EditionError):
    """An export could not be written, or an import not be read."""
