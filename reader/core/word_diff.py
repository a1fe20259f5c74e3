"""Compare two texts word by word; pure.

A changed word is marked without colour as wdiff does, so that it is told apart in any terminal and in any
direction: ``[-removed-]`` and ``{+added+}``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import Literal, NamedTuple

from reader.model import Block, Span
from reader.store.text_comparison import light

Kind = Literal["same", "removed", "added"]
MARKS: dict[Kind, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_JOINER = "\u2060"
"""A line may break after the hyphen of a mark (UAX #14 LB21); not with this behind it."""
MAX_WORDS = 4_000
"""Words of one paragraph that are compared one by one; a longer one is shown whole, old and new."""
_MAX_STEPS = 8_000_000
"""Pairs of equal words or paragraphs looked at for one article, half a second; a correction takes thousands.

difflib takes cubic time for texts made of few different words: minutes for a paragraph.
"""


class Budget:
    """The steps left for the comparisons of one article; without any, texts are shown whole."""

    def __init__(self) -> None:
        self.steps = _MAX_STEPS


class Piece(NamedTuple):
    """Some words of a text that stayed, went or came together."""

    kind: Kind
    text: str


def diff_words(old: str, new: str, budget: Budget | None = None) -> list[Piece]:
    """Return the pieces of two texts: unchanged ones as in ``new``, removals before additions.

    Words are equal when only harakat, punctuation or the script of digits differs.

    Args:
        old: the earlier text.
        new: the later text.
        budget: shared by comparisons that belong together; one of its own when None.
    """
    budget = budget or Budget()
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > MAX_WORDS:
        return _pieces(("removed", before), ("added", after))
    pieces: list[Piece] = []
    keys = [light(word) or word for word in before], [light(word) or word for word in after]
    for tag, i, j, k, n in _opcodes(*keys, budget):
        if tag == "equal":
            pieces += _pieces(("same", after[k:n]))
        else:
            pieces += _pieces(("removed", before[i:j]), ("added", after[k:n]))
    return pieces


def diff_paragraphs(
    old: Sequence[str], new: Sequence[str], budget: Budget | None = None
) -> list[list[Piece]]:
    """Return the paragraphs of two texts that differ, each as pieces; equal ones are left out.

    See ``diff_words`` for the arguments.
    """
    budget = budget or Budget()
    paragraphs: list[list[Piece]] = []
    for tag, i, j, k, n in _opcodes([light(text) for text in old], [light(text) for text in new], budget):
        if tag != "equal":
            common = min(j - i, n - k)
            paragraphs += [
                diff_words(a, b, budget)
                for a, b in zip(old[i : i + common], new[k : k + common], strict=True)
            ]
            paragraphs += [_pieces(("removed", text.split())) for text in old[i + common : j]]
            paragraphs += [_pieces(("added", text.split())) for text in new[k + common : n]]
    return [pieces for pieces in paragraphs if any(piece.kind != "same" for piece in pieces)]


def mark(pieces: Iterable[Piece]) -> tuple[str, tuple[Span, ...]]:
    """Return pieces as one text with marks around changes, and the spans of the changes."""
    text, spans = "", []
    for piece in pieces:
        before, after = MARKS[piece.kind]
        text += " " if text else ""
        start = len(text)
        text += f"{before}{piece.text}{after}"
        if piece.kind != "same":
            spans.append(Span(start, len(text), piece.kind))
    return text, tuple(spans)


def block(pieces: Iterable[Piece]) -> Block:
    """Return pieces as a paragraph; no line ends between a mark and its first word."""
    text, spans = mark(
        Piece(each.kind, _JOINER + each.text) if each.kind == "removed" else each for each in pieces
    )
    return Block("paragraph", text, spans)


class _CostlyError(Exception):
    """The steps of a budget are used up."""


class _Matcher(SequenceMatcher[str]):
    """A matcher that pays for its steps out of a budget."""

    def __init__(self, old: Sequence[str], new: Sequence[str], budget: Budget) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._budget = budget
        times = Counter(new)
        self._cost = [0, *accumulate(1 + times[each] for each in old)]
        self._length = len(old)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Return the longest match in two ranges.

        Raises:
            _CostlyError: the budget is used up.
        """
        self._budget.steps -= self._cost[self._length if ahi is None else ahi] - self._cost[alo]
        if self._budget.steps < 0:
            raise _CostlyError
        return super().find_longest_match(alo, ahi, blo, bhi)


def _opcodes(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[tuple[str, int, int, int, int]]:
    try:
        return list(_Matcher(old, new, budget).get_opcodes())
    except _CostlyError:
        return [("equal" if old == new else "replace", 0, len(old), 0, len(new))]


def _pieces(*parts: tuple[Kind, Sequence[str]]) -> list[Piece]:
    return [Piece(kind, " ".join(words)) for kind, words in parts if words]
