"""Fold text as the search does, one character at a time.

Letters that Arabic readers consider equal become one letter: harakat, Quranic marks and tatweel are removed;
hamza loses its seat (أ إ آ ٱ → ا, ؤ → و, ئ → ي; a hamza on the line stays, or ماء would be ما); ى ی ې
ێ ے → ي; ة ە ہ ھ → ه; ک ڪ → ك; ڵ → ل, ڕ → ر, ۆ ۇ → و, ڤ → ف, ں → ن; گ چ پ ژ stay letters of their own.
Presentation forms and ligatures become their letters, every decimal digit ASCII, Latin, Greek and Cyrillic
lose case and diacritics, Hebrew its points and final forms. Format characters (ZWNJ, ZWJ, bidi controls,
soft hyphen) vanish.

``fold(a + b) == fold(a) + fold(b)`` and ``fold(fold(a)) == fold(a)``: both follow from folding each character
by itself to characters that fold to themselves. Unicode: NFKD (UAX #15), case folding (UAX #21).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_SAME = {
    "ا": "ٱٲٳٵ",
    "و": "ۆۇۈۉۊۋۅۏ",
    "ي": "ىیېێےۍۑؠ",
    "ه": "ةەہھۃۿ",
    "ك": "کڪ",
    "گ": "ګ",
    "ل": "ڵ",
    "ر": "ڕ",
    "ف": "ڤڡڢڥ",
    "ق": "ڧٯ",
    "ن": "ں",
    "כ": "ך",
    "מ": "ם",
    "נ": "ן",
    "פ": "ף",
    "צ": "ץ",
    "-": "־",
    "'": "׳’‘",
    '"': "״",
    "%": "٪",
    ".": "٫",
    ",": "٬",
    "l": "łŁ",
    "o": "øØ",
    "d": "đĐ",
    "i": "ı",
    "": "ـٴ",
}
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0897-\u089f\u08ca-\u08ff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufb1e\ufe20-\ufe2f\ufe70-\ufe7f]"
)
"""Marks that only help pronunciation; vowel signs of Indic scripts and Thaana are letters."""
ZWNJ = "\u200c"
_JOINED = re.compile(rf"(?<!\S)[^\s{ZWNJ}]*+{ZWNJ}\S*+")
_UNUSUAL = re.compile("[^\u0621\u0627\u0628\u062a-\u063a\u0641-\u0648\u064a 0-9a-z]")
"""Everything but letters and digits that fold to themselves, and the blank."""
_USUAL = "أإآةىئؤ"
"""Letters that fold and are common: replaced wherever they may be, rather than looked for one by one."""
VERSION = 1
"""Raised when a character folds differently than before: indexes made with another version are made anew."""


class _Table(dict[str, str]):
    """The folding of each character, computed on first use."""

    def __missing__(self, char: str) -> str:
        self[char] = folded = _fold_char(char)
        return folded


class _Spaced(dict[str, str]):
    """The folding of each character, with blanks for all but letters and digits."""

    def __missing__(self, char: str) -> str:
        spaced = "".join(c if c.isalnum() else " " for c in _TABLE[char])
        self[char] = spaced if spaced.strip() else spaced[:1]
        return self[char]


_TABLE = _Table({char: letter for letter, chars in _SAME.items() for char in chars})

_SPACED = _Spaced({ZWNJ: " "})
_SPACED_LINES = _Spaced({ZWNJ: " ", "\n": "\n"})


def _fold_char(char: str) -> str:
    if _MARKS.match(char) or unicodedata.category(char) == "Cf":
        return ""
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    # Marks go first: a Greek iota below would become a letter by losing its case.
    parts = _MARKS.sub("", unicodedata.normalize("NFKD", char)).casefold()
    return char if parts == char else "".join(_TABLE[part] for part in parts)


def fold(text: str) -> str:
    """Return ``text`` normalized for the search (rules in the module's docstring)."""
    return _replaced(text, _TABLE)


def fold_map(text: str) -> tuple[str, list[int]]:
    """Return ``fold(text)`` and the index in ``text`` of each of its characters."""
    pieces = [_TABLE[char] for char in text]
    return "".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece]


def spaced(text: str) -> str:
    """Return ``fold(text)`` with a blank for every character outside words, ZWNJ included.

    ``spaced(text).split()`` are the words of a text, those written with ZWNJ split.
    """
    return _replaced(text, _SPACED)


def spaced_each(texts: Iterable[str]) -> list[str]:
    """Return ``spaced`` of each text: together they take half the time."""
    lines = [text.replace("\n", " ") for text in texts]
    return _replaced("\n".join(lines), _SPACED_LINES).split("\n") if lines else []


def _replaced(text: str, table: Mapping[str, str]) -> str:
    """Return text with each character replaced by its folding.

    Most letters fold to themselves. Replacing each of the others everywhere, once, is several times faster
    than ``str.translate``, and correct in any order because the replacements fold to themselves.
    """
    for char in _USUAL:
        text = text.replace(char, table[char])
    for char in set(_UNUSUAL.findall(text)):
        text = text.replace(char, table[char])
    return text


def spaced_map(text: str) -> tuple[str, list[int] | range]:
    """Return ``spaced(text)`` and the index in ``text`` of each of its characters."""
    unusual = set(_UNUSUAL.findall(text))
    if all(len(_SPACED[char]) == 1 for char in unusual):
        return spaced(text), range(len(text))
    pieces = [_SPACED[char] for char in text]
    return "".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece]


def words(text: str) -> list[str]:
    """Return the folded words of a text: runs of letters and digits."""
    return spaced(text).split()


def comparison_key(text: str) -> str:
    """Return the letters and digits of a text, folded: two texts with one key say the same."""
    return spaced(text).replace(" ", "")


def joined_words(text: str) -> list[str]:
    """Return the folded words of a text that are written with ZWNJ, each as one word."""
    return [word for some in _JOINED.findall(text) for word in words(fold(some))] if ZWNJ in text else []


def is_mark(char: str) -> bool:
    """Return whether a character folds to nothing: a mark, a joiner, a tatweel."""
    return not _TABLE[char]
