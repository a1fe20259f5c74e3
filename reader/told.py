"""What a person is told in English and in Arabic: the root of every room's tree of errors, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self


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


class Note(str):
    """A sentence about something odd in what worked: itself in English, ``arabic`` in Arabic."""

    __slots__ = ("arabic",)
    arabic: str

    def __new__(cls, english: str = "", arabic: str = "") -> Self:
        """Make a note; without an Arabic sentence the English one stands for it."""
        note = super().__new__(cls, english)
        note.arabic = arabic or english
        return note

    @classmethod
    def of(cls, notes: Iterable[Note]) -> Self:
        """Return several notes as one, one sentence after the other."""
        notes = list(notes)
        return cls(" ".join(notes), " ".join(note.arabic for note in notes))


NOTHING = Note()
"""There is nothing to tell."""
