"""Build the forms of a word with article and prefixes (ال، و، ف، ب، ك، ل), for the search.

A search for عراق finds العراق، والعراق، بالعراق، للعراق and وعراق. The index has words as they were written;
a query is expanded to all forms when it runs. Forms without an entry are dropped, and the word as typed ranks
first.

A form with the article (``وال``, ``بال``, ``لل`` …) is rarely another word. One with a single letter may be:
كتاب is not ك+تاب, nor فكرة ف+كرة. So ``letter + word`` counts as a form of the word only under four rules:

1. the word has three letters or more (ولد is not و+لد);
2. the form is not a word in ``radicals.txt``, alone or with a suffix (بغداد، لجنته، فكرتها);
3. the library never has a prefix before the form that cannot precede a clitic: الفكرة shows that ف belongs
   to the word, and لكتاب the same of ك, since prepositions do not follow each other;
4. the form is not much more frequent than the word with and without its article, as another word would be.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

Count = Callable[[str], int]
"""Number of entries of a library with a folded word, counted up to ``CAP``."""
CAP = 500

_ARTICLE = ("ال", "وال", "فال", "بال", "كال", "لل", "وبال", "ولل", "وكال", "فبال", "فلل", "فكال")
"""``لل`` is ل+ال."""
_LONGEST_ARTICLE_FIRST = sorted(_ARTICLE, key=len, reverse=True)
_LAM = ("ل", "ول", "فل")
_BARE = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل", "فك")
_WITNESSES = ("ال", "وال", "بال", "ب", "ل", "ك")
"""Prefixes of words, never of clitics; but ل + ل… may be ل+ال: للعدم is no evidence for لعدم."""
_PARTICLES = frozenset(
    """
    ان من ما لا لم لن في عن تي ذي لي لو او اي هو هي قد ثم بل كي مع يا بن بي به له لك ها هم هن نا كم ام اذ لذ
    يه يك
    """.split()  # noqa: SIM905 - as a list it fills the screen
)
"""Two letters that are words of grammar: an article before them makes another word (الان، التي)."""
_SUFFIXES = tuple(
    """
    ه ها هم هن هما نا كم ي يه ا ان ين ون ات وا ت تا تم تان تين ته تها تهم تنا اته اتها اتهم اتنا يا يات يون
    يين يو وه وها وهم
    """.split()  # noqa: SIM905 - as a list it fills the screen
)
_LEAST = 3
"""Letters of a word that may take a bare letter."""
_MANY = 5
"""A form so many times commoner than its word is a word of its own."""
_WITHIN = 50
"""One witness (rule 3) in so many entries with the form is enough; fewer may be misspellings."""


def base(word: str) -> str:
    """Return a folded word without article and prefixes; the word itself when without article."""
    for prefix in _LONGEST_ARTICLE_FIRST if word.startswith(_ARTICLE) else ():
        rest = word.removeprefix(prefix)
        # After ال alone two letters are enough (الدم); وال، بال، لل may begin a word (والد، بالغ).
        least = 2 if prefix == "ال" else _LEAST
        if rest != word and len(rest) >= least and rest not in _PARTICLES and is_arabic(rest):
            return rest
    return word


def beyond_article(word: str) -> int:
    """Return the number of letters of a folded word after a possible article."""
    return min(len(word.removeprefix(prefix)) for prefix in _ARTICLE)


def forms(word: str, count: Count | None) -> list[str]:
    """Return the forms of a folded word in the library, the word and its bare base first.

    Args:
        word: folded.
        count: returns the number of entries with a form; forms with none are left out, except ``word``.
            Without a count, every form that rules 1 and 2 allow is returned.
    """
    stem = base(word)
    found = [word] if stem == word else [word, *_known([stem], count)]
    if word.startswith("ال"):
        found += _known(_after_l(word), count)
    if len(stem) < 2 or stem in _PARTICLES:
        return found
    found += [form for form in _known(with_article(stem), count) if form not in found]
    if not is_arabic(stem):
        return found + _known([letter + stem for letter in _BARE], count)
    if len(stem) >= _LEAST:
        found += [
            letters + stem
            for letters in _BARE
            if letters + stem not in found
            and _known([letters + stem], count)
            and _is_clitic(letters, stem, count)
        ]
    return found


def with_article(stem: str) -> list[str]:
    """Return a word's forms with the article and its prefixes; ل and ال merge: للعراق، للجنة."""
    merged = [p + stem for p in _LAM] if stem.startswith("ل") else []
    return [p + stem for p in _ARTICLE] + merged


def _after_l(word: str) -> list[str]:
    """Return the forms of a word in ال after the prefix ل: merged (لله), and kept (لالمانيا).

    ال is kept where it belongs to the word (ألمانيا).
    """
    rest = word[2:]
    return [p + form for p in _LAM for form in (rest if rest.startswith("ل") else "ل" + rest, word)]


def is_arabic(word: str) -> bool:
    """Return whether a folded word is in Arabic letters, so that clitics may be attached."""
    return "\u0621" <= word[0] <= "\u064a"


def _known(forms: list[str], count: Count | None) -> list[str]:
    return [form for form in forms if count is None or count(form)]


def _is_clitic(letters: str, stem: str, count: Count | None) -> bool:
    """Return whether ``letters`` + ``stem`` is ``stem`` with clitics (module rules 2 to 4)."""
    form = letters + stem
    if is_word(form) or (len(letters) == 2 and not _is_clitic(letters[1], stem, count)):
        return False
    if count is None:
        return True
    often = count(form)
    witnesses = sum(count(before + form) for before in _WITNESSES if not (before == form[0] == "ل"))
    if witnesses * _WITHIN > often:
        return False
    stem_often = count(stem) + sum(
        count(with_it) for with_it in ("ال" + stem, "وال" + stem, "بال" + stem, "لل" + stem)
    )
    return often <= _MANY * max(stem_often, 1)


def is_word(form: str) -> bool:
    """Return whether a form is in ``radicals.txt``, alone or with a suffix."""
    known = _radicals()
    if form in known:
        return True
    for suffix in _SUFFIXES if form.endswith(_SUFFIXES) else ():
        stem = form.removesuffix(suffix)
        # Three letters and a long suffix are mostly a clitic and another word: و+حياتنا, not وحي+اتنا.
        if stem != form and len(stem) >= (_LEAST if len(suffix) < 3 else _LEAST + 1):
            bound = stem[:-1] if stem.endswith("ت") else stem if suffix.startswith(("ات", "ي")) else ""
            if stem in known or bound + "ه" in known:
                return True
    return False


@lru_cache(maxsize=1)
def _radicals() -> frozenset[str]:
    lines = Path(__file__).with_name("radicals.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
