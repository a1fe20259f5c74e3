"""Convert names to consonants of one alphabet: Baghdad, بغداد and بەغدا become equal."""

from __future__ import annotations

import re
from functools import lru_cache

LEAST = 3
"""Consonants of which there must be so many: fewer tell no names apart."""
NAME_MARK = "~"
"""Before consonants among the other things two items may share."""
_ARABIC = str.maketrans(
    {
        "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ج": "j", "چ": "j", "خ": "k", "د": "d", "ذ": "d", "ر": "r",
        "ز": "z", "ژ": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f",
        "ڤ": "f", "ق": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    }
)  # fmt: skip
_DIGRAPHS = (
    ("sh", "s"), ("ch", "j"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ck", "k"),
    ("x", "ks"),
)  # fmt: skip
_LATIN = str.maketrans("qcpv", "kkbf")
_CONSONANTS = re.compile(r"[^btjkdrzsgflmn]")
_REPEATED = re.compile(r"(.)\1+")
_CLITICS = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
_NAME = re.compile(r"\b[A-Z][a-z'’]{3,}")
_WORD = re.compile(r"[^\W\d_]{4,}")


def read_names(text: str, folded: str, *, is_latin: bool) -> set[str]:
    """Return consonants of possible names: capitalized Latin words, else all long words."""
    words = _NAME.findall(text) if is_latin else _WORD.findall(folded)
    return {found for word in words if (found := consonants(word))}


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """Return the consonants of a folded word, Arabic script or Latin; empty for too few."""
    if word.isascii():
        bare = word.lower()
        for two, one in _DIGRAPHS:
            bare = bare.replace(two, one)
        bare = bare.translate(_LATIN)
    else:
        clitic = next(filter(word.startswith, _CLITICS), "")
        bare = word.removeprefix(clitic).translate(_ARABIC)
        if len(_without_vowels(bare)) < LEAST:  # its first letter is its own, as in Baghdad
            bare = word.translate(_ARABIC)
    found = _without_vowels(bare)
    return NAME_MARK + found if len(found) >= LEAST else ""


def _without_vowels(word: str) -> str:
    return _REPEATED.sub(r"\1", _CONSONANTS.sub("", word))
