"""Resolve the levels of a paragraph and the visual order of its lines (UAX #9).

Levels belong to the paragraph, reordering to the line. Bidi classes are those of Unicode 17.0, or of the
running Python where that is newer; brackets and mirrors are those of 17.0.
"""

from __future__ import annotations

import re

from reader.typeset.bidi_class import CLASSES
from reader.typeset.bidi_explicit import explicit_levels, first_strong, follow
from reader.typeset.bidi_implicit import resolve
from reader.typeset.bidi_reorder import reset_trailing, visual_order

_EXPLICIT = re.compile(r"[\[\]<>^()?!]")
# With none of these in it, a paragraph of that base has one level throughout.
_UNLIKE = (re.compile(r"[RAN\[\]<>^()?!]"), re.compile(r"[LEN\[\]<>^()?!]"))


class Paragraph:
    """The embedding levels of a text, resolved once for all of its lines.

    Args:
        text: Logical text. Paragraph separators inside divide the text (P1).
        base: 0 left to right, 1 right to left, None by the first strong character (P2, P3).

    Attributes:
        text: The text as given.
        base: Level of the (first) paragraph.
        levels: One resolved level per character, before L1.
    """

    __slots__ = ("_classes", "_parts", "base", "levels", "text")

    def __init__(self, text: str, base: int | None = None) -> None:
        self.text = text
        classes = self._classes = CLASSES.read(text)
        if "B" in classes:
            parts = [(a, b, _base(classes[a:b], base)) for a, b in _divide(text, classes)]
            levels = b"".join([_levels(text[a:b], classes[a:b], level) for a, b, level in parts])
        else:
            level = _base(classes, base)
            parts = [(0, len(text), level)]
            levels = _levels(text, classes, level)
        self._parts = parts
        self.base = parts[0][2]
        self.levels = levels

    def line_levels(self, start: int = 0, end: int | None = None) -> bytes:
        """Return the levels of the line ``text[start:end]``, after L1."""
        end = len(self.text) if end is None else end
        lines = [(max(first, start), min(last, end), base) for first, last, base in self._parts]
        return b"".join(
            reset_trailing(self._classes[a:b], self.levels[a:b], base) for a, b, base in lines if a < b
        )

    def visual(self, start: int = 0, end: int | None = None) -> list[int]:
        """Return the indexes of the line ``text[start:end]`` from left to right (L1, L2)."""
        order = visual_order(self.line_levels(start, end))
        return [start + i for i in order] if start else order


def _base(classes: str, base: int | None) -> int:
    """Return the level of a paragraph: the one asked for, else by its first strong character."""
    return (first_strong(classes) or 0) if base is None else base


def _divide(text: str, classes: str) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs, each with its separator (P1); CR LF is one."""
    spans = []
    start = 0
    at = classes.find("B")
    while 0 <= at < len(text) - 1:
        if text.startswith("\r\n", at):
            at += 1
        spans.append((start, at + 1))
        start = at + 1
        at = classes.find("B", start)
    if start < len(text) or not spans:
        spans.append((start, len(text)))
    return spans


def _levels(text: str, classes: str, base: int) -> bytes:
    """Return the levels of one paragraph, by the shortest way its classes allow."""
    if not _UNLIKE[base].search(classes):
        return bytes([base]) * len(classes)
    if _EXPLICIT.search(classes):
        return explicit_levels(text, classes, base)
    side = "LR"[base]
    if "b" not in classes:
        return resolve(classes, text, base, side, side)
    kept = [i for i, letter in enumerate(classes) if letter != "b"]
    resolved = resolve(classes.replace("b", ""), "".join([text[i] for i in kept]), base, side, side)
    levels = bytearray([base]) * len(classes)
    for i, level in zip(kept, resolved, strict=True):
        levels[i] = level
    follow(levels, classes, base)
    return bytes(levels)
