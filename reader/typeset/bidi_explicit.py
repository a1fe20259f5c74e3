"""Resolve embeddings, overrides and isolates (UAX #9 rules X1-X10) of a paragraph.

Few paragraphs have explicit formatting characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.typeset.bidi_implicit import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 125
_REMOVED = frozenset("[]<>^b")
"""Classes removed by X9."""
_OVERRIDE = {"<": "L", ">": "R"}


def first_strong(classes: str, start: int = 0, end: int | None = None) -> int | None:
    """Return the level of the first strong character outside isolates, or None (P2, P3)."""
    depth = 0
    for letter in classes[start:end]:
        if letter in "LRA":
            if not depth:
                return 0 if letter == "L" else 1
        elif letter in "()?":
            depth += 1
        elif letter == "!" and depth:
            depth -= 1
    return None


def explicit_levels(text: str, classes: str, base: int) -> bytes:
    """Return the resolved levels of a paragraph with explicit formatting characters."""
    matches = _isolates(classes)
    levels, types = _embed(classes, base, matches)
    kept = [i for i, letter in enumerate(classes) if letter not in _REMOVED]
    resolved = bytearray(levels)
    for sequence, sos, eos in _sequences(classes, levels, kept, matches, base):
        new = resolve(
            "".join([types[i] for i in sequence]),
            "".join([text[i] for i in sequence]),
            levels[sequence[0]],
            sos,
            eos,
        )
        for i, level in zip(sequence, new, strict=True):
            resolved[i] = level
    follow(resolved, classes, base)
    return bytes(resolved)


def follow(levels: bytearray, classes: str, base: int) -> None:
    """Give the characters removed by X9 the level of the next character, as ICU does.

    UAX #9 section 5.2 leaves their level open.
    """
    level = base
    for i in range(len(classes) - 1, -1, -1):
        if classes[i] in _REMOVED:
            levels[i] = level
        level = levels[i]


def _isolates(classes: str) -> dict[int, int]:
    """Return the PDI of every isolate initiator, and the reverse (BD9)."""
    matches: dict[int, int] = {}
    waiting: list[int] = []
    for i, letter in enumerate(classes):
        if letter in "()?":
            waiting.append(i)
        elif letter == "!" and waiting:
            matches[i] = waiting.pop()
            matches[matches[i]] = i
    return matches


class _Stack:
    """The directional status stack of X1 and its overflow counters."""

    def __init__(self, base: int) -> None:
        self.entries: list[tuple[int, str, bool]] = [(base, "", False)]
        self.isolate_overflow = self.embedding_overflow = self.isolates = 0

    @property
    def is_full(self) -> bool:
        """Whether the maximum depth is reached."""
        return self.entries[-1][0] >= MAX_DEPTH or bool(self.isolate_overflow or self.embedding_overflow)

    def push(self, rtl: bool, override: str = "", isolate: bool = False) -> None:
        """Enter an embedding, override or isolate, or count an overflow (X2-X5c)."""
        level = self.entries[-1][0]
        new = (level + 1) | 1 if rtl else (level + 2) & ~1
        if new <= MAX_DEPTH and not self.isolate_overflow and not self.embedding_overflow:
            self.isolates += isolate
            self.entries.append((new, override, isolate))
        elif isolate:
            self.isolate_overflow += 1
        elif not self.isolate_overflow:
            self.embedding_overflow += 1

    def pop_isolate(self) -> None:
        """Leave an isolate and the embeddings opened inside (X6a)."""
        if self.isolate_overflow:
            self.isolate_overflow -= 1
        elif self.isolates:
            self.embedding_overflow = 0
            while not self.entries.pop()[2]:
                pass
            self.isolates -= 1

    def pop_embedding(self) -> None:
        """Leave an embedding or override (X7)."""
        if self.isolate_overflow:
            return
        if self.embedding_overflow:
            self.embedding_overflow -= 1
        elif not self.entries[-1][2] and len(self.entries) > 1:
            self.entries.pop()


def _embed(classes: str, base: int, matches: dict[int, int]) -> tuple[bytearray, list[str]]:
    """Return the explicit level of every character, and its class after overrides (X1-X8)."""
    levels, types = bytearray([base]) * len(classes), list(classes)
    stack = _Stack(base)
    for i, letter in enumerate(classes):
        if letter == "!":
            stack.pop_isolate()
        level, override, _ = stack.entries[-1]
        levels[i] = level
        if letter in "[]<>":
            stack.push(letter in "]>", _OVERRIDE.get(letter, ""))
        elif letter == "^":
            stack.pop_embedding()
        elif letter == "B":
            levels[i] = base
        elif letter != "b" and override:
            types[i] = override
        if letter in "()?":
            stack.push(letter == ")" or (letter == "?" and _is_rtl(classes, i, matches, stack)), isolate=True)
    return levels, types


def _is_rtl(classes: str, at: int, matches: dict[int, int], stack: _Stack) -> bool:
    """Return whether the FSI at ``at`` acts as an RLI (X5c); False when the stack is full."""
    return not stack.is_full and bool(first_strong(classes, at + 1, matches.get(at)))


def _sequences(
    classes: str, levels: Sequence[int], kept: list[int], matches: dict[int, int], base: int
) -> list[tuple[list[int], str, str]]:
    """Return the isolating run sequences as indexes, each with its sos and eos (BD13, X10)."""
    runs: list[list[int]] = []
    for i in kept:
        if runs and levels[runs[-1][-1]] == levels[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    by_start = {run[0]: run for run in runs}
    place = {i: k for k, i in enumerate(kept)}
    sequences = []
    for run in runs:
        if classes[run[0]] == "!" and run[0] in matches:
            continue
        sequence = list(run)
        while classes[sequence[-1]] in "()?" and sequence[-1] in matches:
            sequence += by_start[matches[sequence[-1]]]
        level, first, last = levels[sequence[0]], place[sequence[0]], place[sequence[-1]]
        before = levels[kept[first - 1]] if first else base
        open_end = last + 1 == len(kept) or classes[sequence[-1]] in "()?"
        after = base if open_end else levels[kept[last + 1]]
        sequences.append((sequence, "LR"[max(level, before) & 1], "LR"[max(level, after) & 1]))
    return sequences
