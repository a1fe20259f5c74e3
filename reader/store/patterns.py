"""A term of a query as the words to look for: in the index, and in a text to be highlighted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from reader.store.clitics import Count, base, forms, with_article
from reader.store.folding import ZWNJ, fold, fold_map, is_mark, words
from reader.store.query import Term

Range = tuple[int, int]
Phrase = tuple[str, ...]
_SEAT_BEFORE_WAW = re.compile(r"(?<=\w)[ؤئأء](?=و)")
_SEAT_BEFORE_HA = re.compile(r"(?<=ي)[ئأ](?=[ةه])")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(rf"\S*{ZWNJ}\S*")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What finds a term: phrases of folded words, one word long mostly."""

    exact: tuple[Phrase, ...]
    """As it was asked for, in each spelling."""
    forms: tuple[Phrase, ...]
    """With and without article and clitics; begins with ``exact``."""
    prefix: bool = False
    """Each may go on."""
    title: bool = False
    """Only in headlines."""

    def match(self, phrases: Sequence[Phrase]) -> str:
        """Return an FTS5 expression for some of the pattern's phrases."""
        star = "*" if self.prefix else ""
        some = " OR ".join(f'"{" ".join(phrase)}"{star}' for phrase in phrases)
        return f"{{title}} : ({some})" if self.title else f"({some})"

    def finds(self, found: Sequence[str], at: int) -> int:
        """Return how many words the pattern takes of a text's words from ``at`` on; 0 when it is not there."""
        for phrase in self.forms:
            end = at + len(phrase)
            here = found[at:end]
            if self.prefix:
                if (
                    len(here) == len(phrase)
                    and here[:-1] == list(phrase[:-1])
                    and here[-1].startswith(phrase[-1])
                ):
                    return len(phrase)
            elif here == list(phrase):
                return len(phrase)
        return 0


def pattern(term: Term, count: Count) -> Pattern:
    """Return what finds a term in a library of which ``count`` tells how many entries have a word."""
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


def _phrase(term: Term, count: Count) -> Pattern:
    """In quotation marks the words stand as written; before the first of several a clitic may."""
    exact: list[Phrase] = [term.words]
    if ZWNJ in term.raw:
        exact.append(tuple(words(fold(term.raw))))
    first, rest = term.words[0], term.words[1:]
    more = [form for form in forms(first, count) if form.endswith(first)] if rest and not term.prefix else []
    return Pattern(
        tuple(exact),
        tuple(dict.fromkeys([*exact, *((form, *rest) for form in more)])),
        term.prefix,
        term.title,
    )


def _phrases(found: Sequence[str]) -> tuple[Phrase, ...]:
    return tuple((word,) for word in dict.fromkeys(found))


def spellings(raw: str) -> list[str]:
    """Return the folded spellings of a word whose hamza sits differently by school: شؤون شئون، هيئة هيأة."""
    found = [raw]
    for seat, letters in ((_SEAT_BEFORE_WAW, "ؤئأء"), (_SEAT_BEFORE_HA, "ئأ")):
        found = [
            seat.sub(letter, text) for text in found for letter in (letters if seat.search(text) else " ")
        ]
    folded = [words(fold(text)) for text in [raw, *found]]
    return list(dict.fromkeys(some[0] for some in folded if len(some) == 1))


# In a text --------------------------------------------------------------------------------------------------


def find(text: str, patterns: Sequence[Pattern]) -> list[Range]:
    """Return where patterns are in ``text``: ranges of original indexes, harakat included, none overlapping."""
    ranges = _ranges(text.replace(ZWNJ, " "), patterns)
    if ZWNJ in text:
        ranges += _ranges(text, patterns)
    return _merged(ranges)


def first(folded: str, patterns: Sequence[Pattern]) -> int:
    """Return the index in an already folded text of the first word a pattern finds; -1 when there is none."""
    found = words(folded)
    heads = {phrase[0] for p in patterns if not p.prefix for phrase in p.forms}
    starts = tuple(phrase[0] for p in patterns if p.prefix for phrase in p.forms)
    for at, word in enumerate(found):
        if (word in heads or (starts and word.startswith(starts))) and any(
            p.finds(found, at) for p in patterns
        ):
            return next(islice(_WORD.finditer(folded), at, None)).start()
    return -1


def _ranges(text: str, patterns: Sequence[Pattern]) -> list[Range]:
    folded, origin = fold_map(text)
    matches = list(_WORD.finditer(folded))
    found = [match[0] for match in matches]
    ranges = []
    for at in range(len(found)):
        for p in patterns:
            if taken := p.finds(found, at):
                end = origin[matches[at + taken - 1].end() - 1] + 1
                while end < len(text) and is_mark(text[end]):
                    end += 1
                ranges.append((origin[matches[at].start()], end))
    return ranges


def _merged(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def joined_words(text: str) -> list[str]:
    """Return the folded words of ``text`` that are written with ZWNJ, each as one word."""
    return [word for some in _JOINED.findall(text) for word in words(fold(some))] if ZWNJ in text else []
