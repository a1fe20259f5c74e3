"""Convert query terms to patterns; find them in texts to be highlighted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.model.headline import Range
from reader.store.clitics import Count, base, beyond_article, forms, with_article
from reader.store.query_parser import Term, parse_query, terms
from reader.text.normalize import ZWNJ, fold, fold_map, is_mark, spaced, spaced_map, words

Phrase = tuple[str, ...]
_FEW = 3
"""Letters a prefix must have beyond an article to say something."""
_SEAT_BEFORE_WAW = re.compile(r"(?<=\w)[ؤئأء](?=و)")
_SEAT_BEFORE_HA = re.compile(r"(?<=ي)[ئأ](?=[ةه])")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Phrases of folded words that match one term of a query."""

    exact: tuple[Phrase, ...]
    """The term as asked for, in each spelling."""
    forms: tuple[Phrase, ...]
    """With and without article and clitics; begins with ``exact``."""
    prefix: bool = False
    """Each may go on."""
    title: bool = False
    """Only in headlines."""

    @property
    def short(self) -> bool:
        """Whether the pattern is a prefix too short to select."""
        return self.prefix and any(len(p) == 1 and beyond_article(p[0]) < _FEW for p in self.exact)

    def match(self, phrases: Sequence[Phrase]) -> str:
        """Return an FTS5 expression for some of the pattern's phrases."""
        star = "*" if self.prefix else ""
        some = " OR ".join(f'"{" ".join(phrase)}"{star}' for phrase in phrases)
        return f"{{title}} : ({some})" if self.title else f"({some})"

    def often(self, folded: str, phrases: Sequence[Phrase]) -> int:
        """Return how many times phrases are in ``spaced`` text."""
        end = "" if self.prefix else " "
        padded = f" {folded} "
        return sum(padded.count(f" {' '.join(phrase)}{end}") for phrase in phrases)


def pattern(term: Term, count: Count | None) -> Pattern:
    """Return the pattern of a term; ``count`` returns the number of entries that have a word."""
    if len(term.words) > 1 or term.quoted:
        return _phrase(term, count)
    (word,) = term.words
    if term.prefix:
        stem = base(word)
        more = [stem, *with_article(stem)] if len(stem) > 2 else []
        return Pattern(((word,),), _phrases([word, *more]), prefix=True, title=term.title)
    spelled = spellings(term.raw) or [word]
    found = [form for spelling in spelled for form in forms(spelling, count)]
    return Pattern(_phrases(spelled), _phrases([*spelled, *found]), title=term.title)


def _phrase(term: Term, count: Count | None) -> Pattern:
    """Return the pattern of a quoted phrase; the first of several words may have a clitic."""
    exact: list[Phrase] = [term.words]
    if ZWNJ in term.raw:
        exact.append(tuple(words(fold(term.raw))))
    first, rest = term.words[0], term.words[1:]
    more = [form for form in forms(first, count) if form.endswith(first)] if rest and not term.prefix else []
    every = dict.fromkeys([*exact, *((form, *rest) for form in more)])
    return Pattern(tuple(exact), tuple(every), term.prefix, term.title)


def _phrases(found: Sequence[str]) -> tuple[Phrase, ...]:
    return tuple((word,) for word in dict.fromkeys(found))


def spellings(raw: str) -> list[str]:
    """Return the folded spellings of a word, with hamza as each school writes: شؤون شئون."""
    found = [raw]
    for seat, letters in ((_SEAT_BEFORE_WAW, "ؤئأء"), (_SEAT_BEFORE_HA, "ئأ")):
        found = [
            seat.sub(letter, text) for text in found for letter in (letters if seat.search(text) else " ")
        ]
    folded = [words(text) for text in [raw, *found]]
    return list(dict.fromkeys(some[0] for some in folded if len(some) == 1))


class Folded:
    """A text and its folding, computed once for several searches."""

    __slots__ = ("folded", "origin", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self.origin = spaced_map(text)


class Finder:
    """Search for patterns in texts."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        single = [p for p in patterns if not p.prefix]
        phrases = {f for p in single for f in p.forms}
        self._words = [f" {phrase[0]} " for phrase in phrases if len(phrase) == 1]
        """To be looked for as they are, which is much faster than a regular expression."""
        longer = [" +".join(phrase) + "(?= )" for phrase in phrases if len(phrase) > 1]
        longer += [" +".join(phrase) + "[^ ]*" for p in patterns if p.prefix for phrase in p.forms]
        self._longer = re.compile(f" (?:{'|'.join(longer)})") if longer else None

    def ranges(self, text: str) -> list[Range]:
        """Return the disjoint ranges that match the patterns, as original indexes with harakat."""
        folded, origin = spaced_map(text)
        ranges = [_original(text, origin, start, end) for start, end in self._find(folded)]
        if ZWNJ in text:
            folded, joined = fold_map(text)
            ranges += [_original(text, joined, start, end) for start, end in self._find(spaced(folded))]
        return _merged(ranges)

    def first(self, text: Folded) -> int:
        """Return the index in the original where the first hit is; -1 when there is none."""
        found = min(self._find(text.folded, once=True), default=None)
        if found:
            return text.origin[found[0]]
        ranges = self.ranges(text.text) if ZWNJ in text.text else []
        return ranges[0][0] if ranges else -1

    def _find(self, folded: str, once: bool = False) -> list[Range]:
        """Return ranges of folded text; with ``once`` no more than the first of each kind."""
        padded = f" {folded} "
        ranges = []
        for word in self._words:
            at = padded.find(word)
            while at >= 0:
                ranges.append((at, at + len(word) - 2))
                at = -1 if once else padded.find(word, at + len(word) - 1)
        if self._longer:
            for match in self._longer.finditer(padded):
                ranges.append((match.start(), match.end() - 1))
                if once:
                    break
        return ranges


def hits(text: str, query: str) -> list[Range]:
    """Return the ranges of ``text`` that a query finds, as original indexes with harakat.

    Needs no library: every form of a word counts that is not known to be another word.
    """
    return Finder([pattern(term, None) for term in terms(parse_query(query))]).ranges(text)


def _original(text: str, origin: Sequence[int], start: int, end: int) -> Range:
    """Return the range of ``text`` for a folded range, with the marks of its last letter."""
    stop = origin[end - 1] + 1
    while stop < len(text) and is_mark(text[stop]):
        stop += 1
    return origin[start], stop


def _merged(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
