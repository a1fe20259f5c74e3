"""Keep the order of numbers in a paragraph that is wrapped before it is reordered (UAX #9, W2 and W7)."""

from __future__ import annotations

from reader.typeset.bidi_class import CLASSES

_MARKS = {"A": "\u061c", "L": "\u200e"}
"""ALM and LRM: a number after one is ordered as after an Arabic or a Latin letter."""


def mark_numbers(text: str) -> str:
    """Return logical text with the mark before each number that stands for the letter before it.

    A line of the text then has its numbers in the same order as the whole paragraph has: «20-08-2020» alone
    on a line stands as it stands after a word.
    """
    classes = CLASSES.read(text)
    if "E" not in classes:
        return text
    marked = []
    strong = ""
    for index, letter in enumerate(classes):
        if letter in "LRA":
            strong = letter
        elif letter == "B":
            strong = ""
        starts_number = letter == "E" and (not index or classes[index - 1] not in "E-,$M")
        marked.append((_MARKS.get(strong, "") if starts_number else "") + text[index])
    return "".join(marked)
