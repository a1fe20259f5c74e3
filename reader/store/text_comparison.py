"""Compare titles and texts of entries by their visible words; pure.

``light`` words keep every letter (hamza, ة/ه, ى/ي, ک/ك); folded words are those of the search.
Neither sees markup, punctuation, harakat, tatweel, case, invisible characters or the script of digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache

from reader.store.snippet_markup import plain
from reader.text.normalize import fold, is_mark

MIN_TEXT_WORDS = 8
"""Words below which equal texts prove nothing."""
MIN_TITLE_WORDS = 4
"""Words below which a title names no story («نشرة الأخبار»)."""
RECENT_TITLES = 512
"""Titles with cached words: identity and correction both compare those of one document."""

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_BREAK = re.compile(
    r"<(?:/?(?:p|div|li|ul|ol|h[1-6]|blockquote|tr|table|section|figure)|br)\b[^<>]*>", re.IGNORECASE
)
_COUNTED = (
    r"(?:تعليق\w*|مشاهد\w*|قراء[ةه]|قراءات|زيار\w*|رد|ردود|اعجاب\w*|comments?|views?|repl(?:y|ies)|reads?|"
    r"likes?|shares?|points?)"
)
_PERIOD = r"(?:ثاني\w*|ثوان\w*|دقيق\w*|دقائق|ساع\w*|يوم\w*|[اأ]يام|[اأ]سبوع\w*|شهر\w*|[اأ]شهر|سن\w*|عام\w*)"
_COUNTERS = re.compile(
    rf"\b\d+ {_COUNTED}\b|\b{_COUNTED} \d+\b|\bمنذ (?:\d+ )?{_PERIOD}\b|\b[آا]خر تحديث(?: \d+)*|"
    r"\b\d+ (?:second|minute|hour|day)s? ago\b|\blast updated?(?: \d+)*"
)
_MAY_COUNT = re.compile(r"\d|منذ|تحديث|updated?")
_RELATED = re.compile(
    r"^\s*(?:اقرأ|إقرأ|اقرا|شاهد|طالع|انظر) (?:[أا]يض[اًأ]*|المزيد|كذلك)|^\s*(?:read|see) (?:also|more)",
    re.IGNORECASE,
)
FLAGS = frozenset(
    ("عاجل", "فوري", "بالفيديو", "بالصور", "فيديو", "صور", "محدث", "تحديث", "خاص", "بهپهله", "نويكراوه")
) | frozenset(("breaking", "urgent", "update", "updated", "video", "photos"))
"""Folded words that a newsroom puts before or after a title and that name no story."""


class _Light(dict[str, str]):
    """Normalized characters for ``light`` words, computed on first use."""

    def __missing__(self, char: str) -> str:
        if is_mark(char):
            light = ""
        elif unicodedata.category(char) == "Nd":
            light = str(unicodedata.digit(char))
        else:
            light = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", char).casefold())
        self[char] = light
        return light


_LIGHT = _Light()


def light(text: str) -> str:
    """Return the words of a text, every letter kept, one blank between two; counters left out."""
    if "://" in text or "www." in text.lower():
        text = _ADDRESS.sub(" ", text)
    for char in set(text):
        if _LIGHT[char] != char:
            text = text.replace(char, _LIGHT[char])
    text = " ".join(text.split())
    return " ".join(_COUNTERS.sub(" ", text).split()) if _MAY_COUNT.search(text) else text


def paragraphs(markup: str, light: Callable[[str], str] = light) -> list[str]:
    """Return the ``light`` text of each paragraph of a body, without related links.

    ``markup`` is HTML or plain text.
    """
    parts = (plain(part) for part in _BREAK.sub("\n", markup).split("\n"))
    return [words for part in parts if not _RELATED.match(part) and (words := light(part))]


def paragraph_reader() -> Callable[[str], list[str]]:
    """Return ``paragraphs`` with a cache, for the old and new bodies of one document."""
    read = cache(light)
    return cache(lambda markup: paragraphs(markup, read))


@lru_cache(maxsize=RECENT_TITLES)
def title_words(title: str) -> tuple[str, ...]:
    """Return the folded words of a title without counters, and without flags at its ends."""
    words = fold(light(title)).split()
    start, end = 0, len(words)
    while start < end and words[start] in FLAGS:
        start += 1
    while end > start and words[end - 1] in FLAGS:
        end -= 1
    return tuple(words[start:end] or words)


@lru_cache(maxsize=RECENT_TITLES)
def trigrams(words: tuple[str, ...]) -> Counter[str]:
    """Return the letter trigrams of words, with a blank at both ends; not to be changed."""
    text = f" {' '.join(words)} "
    return Counter(text[i : i + 3] for i in range(len(text) - 2))


def dice(one: Counter[str], other: Counter[str]) -> float:
    """Return the Dice coefficient of two multisets, 0 to 1; 1 for two empty ones."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def containment(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of the smaller multiset in the larger, 0 to 1; 0 when one is empty."""
    smaller = min(one.total(), other.total())
    return (one & other).total() / smaller if smaller else 0.0
