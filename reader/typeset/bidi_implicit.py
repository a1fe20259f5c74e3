"""Resolve the levels of one isolating run sequence (UAX #9 W1-W7, N0-N2, I1-I2)."""

from __future__ import annotations

import re

from reader.typeset.bidi_class import OPENING, mirrored

_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_STACK = 63
"""Depth of BD16's stack of open brackets."""

_W1 = re.compile(r"(.)(M+)", re.DOTALL)
_W2 = re.compile(r"A[^LRAE]*E[^LRA]*")
_W4 = re.compile(r"(?<=E)[-,](?=E)|(?<=N),(?=N)")
_W5 = re.compile(r"(?<!\$)\$++(?=E)|(?<=E)\$++")
_W6 = str.maketrans("-$,", "OOO")
_W7 = re.compile(r"L[^LRE]*E[^LR]*")
_WITHIN_L = re.compile(r"(?<=L)[BSWO()?!]+(?=L)")
_WITHIN_R = re.compile(r"(?<=[REN])[BSWO()?!]+(?=[REN])")
_N2 = {direction: str.maketrans(dict.fromkeys("BSWO()?!", direction)) for direction in "LR"}
_STRONG = {"L": "L", "R": "R", "E": "R", "N": "R"}
_RISE = (
    bytes.maketrans(b"LREN", bytes([0, 1, 2, 2])),
    bytes.maketrans(b"LREN", bytes([1, 0, 1, 1])),
)
"""I1 and I2: how far each resolved class rises above an even and an odd embedding level."""


def resolve(classes: str, characters: str, level: int, sos: str, eos: str) -> bytes:
    """Return the resolved level of every character of an isolating run sequence.

    Args:
        classes: Letters of `bidi_class`, overrides applied, without the characters X9 removes.
        characters: The characters themselves, for the brackets of N0.
        level: Embedding level of the sequence.
        sos: ``L`` or ``R``, the class before the sequence (X10).
        eos: The same after it.
    """
    resolved = _weak(classes, sos)
    if "O" in resolved and mirrored(characters).search(characters):
        resolved = _paired_brackets(resolved, classes, characters, level, sos)
    resolved = _neutral(resolved, "LR"[level & 1], sos, eos)
    rises = resolved.encode("ascii").translate(_RISE[level & 1])
    return bytes([level + rise for rise in rises]) if level else rises


def _weak(classes: str, sos: str) -> str:
    """Resolve weak types (W1-W7)."""
    if "M" in classes:
        classes = classes.replace("AM", "AA").replace("AM", "AA")  # nearly always vowel points
        classes = _W1.sub(lambda m: m[1] + ("O" if m[1] in "()?!" else m[1]) * len(m[2]), sos + classes)[1:]
    if "E" in classes:
        classes = _W2.sub(lambda m: m[0].replace("E", "N"), sos + classes)[1:]
    classes = classes.replace("A", "R")  # W3
    if "E" in classes or "N" in classes:
        before = classes
        classes = _W4.sub(lambda m: before[m.start() - 1], classes)
    if "$" in classes and "E" in classes:
        classes = _W5.sub(lambda m: "E" * len(m[0]), classes)
    classes = classes.translate(_W6)
    if "E" in classes:
        classes = _W7.sub(lambda m: m[0].replace("E", "L"), sos + classes)[1:]
    return classes


def _pairs(characters: str, classes: str) -> list[tuple[int, int]]:
    """Return the bracket pairs in the order of their opening brackets (BD16)."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in mirrored(characters).finditer(characters):
        index, bracket = match.start(), match[0]
        if classes[index] != "O":
            continue
        if closing := OPENING.get(bracket):
            if len(waiting) == _STACK:
                return []
            waiting.append((_CANONICAL.get(closing, closing), index))
            continue
        bracket = _CANONICAL.get(bracket, bracket)
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == bracket:
                pairs.append((waiting[depth][1], index))
                del waiting[depth:]
                break
    return sorted(pairs)


def _paired_brackets(classes: str, original: str, characters: str, level: int, sos: str) -> str:
    """Set brackets to the direction of their content, else of the context before (N0)."""
    resolved = list(classes)
    embedding, opposite = "LR"[level & 1], "RL"[level & 1]
    for opening, closing in _pairs(characters, classes):
        inside = {_STRONG.get(c) for c in resolved[opening + 1 : closing]}
        if embedding in inside:
            direction = embedding
        elif opposite in inside:
            before = (_STRONG[c] for i in range(opening - 1, -1, -1) if (c := resolved[i]) in _STRONG)
            direction = opposite if next(before, sos) == opposite else embedding
        else:
            continue
        for index in (opening, closing):
            resolved[index] = direction
            mark = index + 1
            while mark < len(resolved) and original[mark] == "M":
                resolved[mark] = direction
                mark += 1
    return "".join(resolved)


def _neutral(classes: str, embedding: str, sos: str, eos: str) -> str:
    """Set neutrals to the opposite direction on both sides, else to the embedding's (N1, N2)."""
    surrounded = _WITHIN_L if embedding == "R" else _WITHIN_R
    opposite = "L" if embedding == "R" else "R"
    classes = surrounded.sub(lambda m: opposite * len(m[0]), sos + classes + eos)[1:-1]
    return classes.translate(_N2[embedding])
