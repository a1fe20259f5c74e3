"""Break lines by UAX #14, with a fast path for ordinary words.

An ordinary word is made of the letters and digits of news text and adjacent punctuation. Its break
opportunities are after its spaces and after an inner hyphen or slash, independent of the context; the tests
compare them with the rules of `linebreak_rules`, which take ten times as long ("khabar line breaks" in
tests/bench). Tailored: an address is broken only when longer than a line, and a percent sign stays with its
number across a space.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_LETTER = (
    "#&*=@A-Z_a-z~\u00a9\u00ae\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c6\u0370-\u0373\u0376-\u0377\u0388-\u038a\u038e-\u03a1"
    "\u03a3-\u0481\u048a-\u0523\u05d0-\u05ea\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c7\u2022"
)
_DIGIT = "0-9\u0660-\u0669\u066b\u066c\u06f0-\u06f9"
_MARK = (
    "\u0300-\u034e\u0350-\u035b\u0363-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u200c-\u200f"
)
_WORD = f"(?:[{_LETTER}][{_MARK}]*|[{_DIGIT}])+"
# A hyphen or slash next to a Hebrew letter has special rules (LB21a, LB21b), not handled here.
_INFIX = (
    "(?:[.:,;\u060c'\u2018\u2019\"\u201c\u201d\u00ab\u00bb()\\[\\]\u00a0]"
    "|(?<![\u0590-\u05ff\u200c-\u200f])[-/](?![\u05d0-\u05ea]))"
)
_OPENING = f"(?:[(\\[{{\u00ab\u201c\u2018\"'{_MARK}]*(?:[$\u00a3\u20ac+%\u066a]|-(?=[{_DIGIT}]))?)"
_CLOSING = (
    "(?:[%\u066a\u00b0]?[)\\]}\u00bb\u201d\u2019\"'.,:;!?\u060c\u061b\u061f\u06d4\u2026\u200e\u200f\u00a0]*)"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\u00ab\u00bb\u201c\u201d\u060c\u061b]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_TOKEN = f"(?>{_OPENING}{_WORD}(?:{_INFIX}{_WORD})*{_CLOSING}|[-\u2013])"
_ORDINARY = re.compile(f"(?>{_TOKEN}(?: +|$))+")
_SPACES = re.compile(" +")
# A hyphen before a digit offers no break, nor a slash between digits: dates and scores stay whole.
_INNER = re.compile(
    f"(?<![ (\\[{{\u00ab\u201c\u2018\"'$\u00a3\u20ac+%\u066a])[-/](?=[{_LETTER}])"
    f"|(?<=[{_LETTER}{_MARK}])/(?=[{_DIGIT}])"
)
_ODD = re.compile("[^ ]* *")
_PERCENT = re.compile(f"[{_DIGIT}] +(?=[%\u066a\u2030\u0609])")


def opportunities(text: str) -> list[int]:
    """Return the indexes before which a line may end, ascending, with ``len(text)`` as the last.

    Mandatory breaks are not distinguished: the text is one paragraph. An opportunity may be between a space
    and its combining mark; callers that know the clusters omit that.
    """
    found: list[int] = []
    at, last = 0, len(text)
    while at < last:
        if ordinary := _ORDINARY.match(text, at):
            end = ordinary.end()
            found += [m.end() for m in _SPACES.finditer(text, at, end)]
            if "-" in ordinary[0] or "/" in ordinary[0]:
                found += [m.end() for m in _INNER.finditer(text, at, end)]
                found.sort()
        else:
            end = _odd_end(text, at)
            if found and found[-1] == at:
                found.pop()
            found += _odd_breaks(text, at, end)
        at = end
    return _tailored(text, found)


def _odd_end(text: str, at: int) -> int:
    """Return the end of the words from ``at`` on that are not ordinary, with trailing spaces."""
    while True:
        odd = _ODD.match(text, at)
        assert odd is not None  # matches everywhere
        at = odd.end()
        if at == len(text) or _ORDINARY.match(text, at):
            return at


def _odd_breaks(text: str, start: int, end: int) -> list[int]:
    """Return the break opportunities from ``start`` to ``end`` inclusive, by the full rules.

    The context hardly matters: across spaces the rules look back for a closing bracket (LB16), and forward
    for nothing that ordinary words contain.
    """
    before, after = "", "a" if end < len(text) else ""
    if start:
        last = start - 1
        while text[last] in " \u200e\u200f" and last:  # marks belong to the preceding character (LB9)
            last -= 1
        before = ") " if text[last] in ")]}" else "a "
    from reader.typeset.linebreak_rules import find_breaks

    shift = start - len(before)
    breaks = find_breaks(before + text[start:end] + after)
    return [at + shift for at in breaks if start <= at + shift <= end]


def _tailored(text: str, found: list[int]) -> list[int]:
    """Remove opportunities inside addresses and before percent signs; add the end of the text."""
    dropped: set[int] = set()
    if "://" in text or "www." in text or "@" in text:
        for address in _ADDRESS.finditer(text):
            start, end = address.span()
            dropped.update(found[bisect_right(found, start) : bisect_left(found, end)])
    dropped.update([m.end() for m in _PERCENT.finditer(text)])
    if dropped:
        found = [i for i in found if i not in dropped]
    if text and (not found or found[-1] != len(text)):
        found.append(len(text))
    return found
