"""Stem words, and look up meanings expressed by different words (``concepts.txt``)."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from reader.store.clitics import base, is_word
from reader.text.normalize import fold, words

_SHORTEST_STEM = 3
_BARE = ("وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ك", "ل")
_ARABIC_SUFFIXES = (
    "هما",
    "كما",
    "تهم",
    "تها",
    "ته",
    "هم",
    "هن",
    "ها",
    "نا",
    "ات",
    "ان",
    "ين",
    "ون",
    "يه",
    "يا",
    "وا",
    "ه",
    "ي",
    "ا",
)
_IRANIC_SUFFIXES = (
    "هكانيان",
    "هكهيان",
    "هكانى",
    "هكاني",
    "هكان",
    "هكهي",
    "هكه",
    "هيان",
    "يان",
    "هاي",
    "اني",
    "يهك",
    "يك",
    "يي",
    "ها",
    "ان",
    "هي",
    "ه",
    "ي",
)
_ENGLISH_SUFFIXES = ("ing", "ed", "es", "s")
_LONG_VOWELS = "اويىءه"
_PREFORMATIVES = "متنس"


class Concept(NamedTuple):
    """A meaning: its kind, its name, and for a place within another the outer place."""

    kind: str
    name: str
    within: str = ""


class Lexicon(NamedTuple):
    """Stems, and pairs of stems, by meaning."""

    single: dict[str, Concept]
    pairs: dict[tuple[str, str], Concept]
    first: frozenset[str]
    """Words that begin a pair."""


def stem(word: str, arabic: bool = True) -> str:
    """Return a folded word without clitics, article and endings.

    Args:
        word: folded.
        arabic: written in Arabic; else, if in Arabic letters, in Kurdish or Persian.
    """
    if not "\u0621" <= word[0] <= "\u06ff":
        return _without_suffix(word, _ENGLISH_SUFFIXES, 3)
    if not arabic:
        return _without_suffix(word, _IRANIC_SUFFIXES, 3)
    bare = base(word)
    if bare == word and word.startswith(_BARE) and not is_word(word):
        for letters in _BARE:
            rest = word.removeprefix(letters)
            if rest != word and len(rest) >= _SHORTEST_STEM + (len(letters) == 1):
                bare = base(rest)
                break
    return _without_suffix(bare, _ARABIC_SUFFIXES, _SHORTEST_STEM)


def find_root(word: str) -> str:
    """Return a stem's consonants without the prefix of verbs and participles: كتب of مكتوب."""
    root = "".join(letter for letter in word if letter not in _LONG_VOWELS)
    if len(root) > 3 and root[0] in _PREFORMATIVES:
        root = root[1:]
    return root if len(root) >= 3 else word


def _without_suffix(word: str, suffixes: tuple[str, ...], least: int) -> str:
    for suffix in suffixes if word.endswith(suffixes) else ():
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the contents of ``concepts.txt``, each word folded and stemmed in every way."""
    single: dict[str, Concept] = {}
    pairs: dict[tuple[str, str], Concept] = {}
    first: set[str] = set()
    for line in fold(Path(__file__).with_name("concepts.txt").read_text("utf-8")).splitlines():
        if not line or line.startswith("#"):
            continue
        head, _, tail = line.partition(":")
        kind, name, *within = head.split()
        concept = Concept(kind, name, within[1] if within else "")
        for form in tail.split():
            exact = form.endswith("=")
            parts = [form] if form.isalnum() else words(form)
            if exact:
                single[parts[0]] = concept
                continue
            if len(parts) == 1:
                word = parts[0]
                for key in (stem(word), base(word), word, stem(word, arabic=False)):
                    single.setdefault(key, concept)
            elif len(parts) == 2:
                pairs.setdefault((parts[0], parts[1]), concept)
                first.add(parts[0])
                for arabic in (True, False):
                    one, other = (stem(part, arabic) for part in parts)
                    pairs.setdefault((find_root(one), find_root(other)), concept)
                    first.add(one)
    return Lexicon(single, pairs, frozenset(first))


class Meaning(NamedTuple):
    """A word, its root, its concept if any, and whether a pair may begin with the word."""

    word: str
    stem: str
    concept: Concept | None
    begins_pair: bool
    form: str
    """The word without clitics and endings."""


@cache
def find_meaning(word: str, arabic: bool) -> Meaning:
    """Return the meaning of a folded word."""
    lexicon = load_lexicon()
    stemmed = stem(word, arabic)
    concept = next(filter(None, map(lexicon.single.get, (word, base(word), stemmed))), None)
    begins = stemmed in lexicon.first or word in lexicon.first
    return Meaning(word, find_root(stemmed), concept, begins, stemmed)


def find_pair(one: Meaning, other: Meaning) -> Concept | None:
    """Return the concept that two words following each other stand for."""
    pairs = load_lexicon().pairs
    return pairs.get((one.word, other.word)) or pairs.get((one.stem, other.stem))
