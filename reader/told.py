"""The root of every room's tree of errors: what went wrong, as a sentence in English and in Arabic."""

from __future__ import annotations


class Told(Exception):  # noqa: N818 - what is raised are its heirs, which say what they are
    """Something asked for failed: what, with what, and what the reader can do.

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
