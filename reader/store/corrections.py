"""Distinguish corrections of an entry from noise by its visible title and text; pure.

Noise only updates the stored row: markup, punctuation, harakat, case, counters, dates, related links, a text
that the feed now omits. A correction keeps the earlier version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import IntEnum
from functools import cached_property
from hashlib import blake2b

from reader.store.text_comparison import (
    dice,
    light,
    paragraphs,
    title_words,
    trigrams,
)
from reader.text.normalize import fold

SHORT_WORDS = 60
"""Words up to which a text may be a flash or a beginning."""
GROWTH_WORDS = 40
"""Words a short text gains when the story arrives."""
FLASH_GROWTH_WORDS = 15
REWRITTEN_WORDS = 40
"""Words by which two texts differ when one was rewritten."""
WITHDRAWN_WORDS = 100
"""Words of a text that may be withdrawn."""
_BREAKING = frozenset(("عاجل", "فوري", "بهپهله", "breaking", "urgent"))
_NEGATIONS = frozenset(
    ("لا", "لم", "لن", "ليس", "ليست", "غير", "دون", "بدون", "نفي", "ينفي", "تنفي", "اكد", "يوكد", "توكد",
     "نه", "not", "no", "never", "denies", "denied", "confirms", "confirmed")
)  # fmt: skip
"""Folded words that reverse the meaning of a title when added or removed."""


class Change(IntEnum):
    """The degree of difference between two versions of an entry."""

    NOISE = 0
    SMALL = 1
    """A version, no mark: spelling (hamza, ة/ه, ى/ي, ک/ك) or a flag word."""
    CORRECTION = 2
    """A version and the mark «عُدّل»: another word of title or text."""
    SUBSTANTIAL = 3
    """A correction that may make an entry unread again: numbers, negations, the story behind a flash."""


class Version:
    """Title and text of an entry at one time."""

    def __init__(
        self,
        title: str,
        text: str,
        noise: Collection[str] = (),
        read: Callable[[str], list[str]] = paragraphs,
    ) -> None:
        """Keep the values of a version.

        Args:
            title: plain text.
            text: markup or plain.
            noise: paragraphs that do not count.
            read: ``paragraphs``, or of a whole document ``paragraph_reader``.
        """
        self.title = title
        self.text = text
        self._noise = noise
        self._read = read

    @cached_property
    def light_title(self) -> str:
        """The words of the title, every letter kept."""
        return light(self.title)

    @cached_property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the text that count."""
        return [paragraph for paragraph in self._read(self.text) if paragraph not in self._noise]

    @cached_property
    def light_text(self) -> str:
        """The words of the text, every letter kept."""
        return " ".join(self.paragraphs)

    @cached_property
    def words(self) -> Counter[str]:
        """The folded words of the text."""
        return Counter(fold(self.light_text).split())

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """The folded words of the title without flags."""
        return title_words(self.title)

    @cached_property
    def folded_title(self) -> tuple[str, ...]:
        """The folded words of the title."""
        return tuple(fold(self.light_title).split())

    @cached_property
    def is_flash(self) -> bool:
        """Whether the title begins with عاجل or a synonym."""
        return not _BREAKING.isdisjoint(self.folded_title[:2])

    @cached_property
    def fingerprint(self) -> int:
        """A 63-bit digest of the visible title and text."""
        seen = f"{self.light_title}\n{self.light_text}".encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(seen, digest_size=8).digest(), "big") >> 1


def compare(old: Version, new: Version) -> Change:
    """Return how much ``new`` differs from ``old``, the stored version."""
    if old.title == new.title and old.text == new.text:
        return Change.NOISE
    if not new.light_text or _is_beginning(new, old):
        new = Version(new.title, old.text, old._noise, old._read)  # the feed leaves text out
    if old.light_title == new.light_title and old.light_text == new.light_text:
        return Change.NOISE
    if old.title_words == new.title_words and old.words == new.words:
        return Change.SMALL
    if _title_is_substantial(old, new) or _text_is_substantial(old, new):
        return Change.SUBSTANTIAL
    return Change.CORRECTION


def keeps_longer(old: Version, new: Version) -> bool:
    """Return whether the feed only leaves out text that is stored: none now, or its beginning."""
    return old.text != new.text and bool(old.light_text) and (not new.light_text or _is_beginning(new, old))


def find_noise(pairs: Sequence[tuple[str, str]], read: Callable[[str], list[str]] = paragraphs) -> set[str]:
    """Return the paragraphs of a document that belong to no story.

    Args:
        pairs: stored and arriving text (markup) of each known entry of the document with a changed text.
        read: ``paragraph_reader`` of the document.

    Returns:
        ``light`` paragraphs added or removed in a third of the pairs (three or more) at once, or present
        in half of them: advertisements, share bars, notices.
    """
    if len(pairs) < 3:
        return set()
    moved: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    for old, new in pairs:
        before, after = set(read(old)), set(read(new))
        moved.update(before ^ after)
        standing.update(before | after)
    third, half = max(3, len(pairs) / 3), max(3, len(pairs) / 2)
    return {p for p, n in moved.items() if n >= third} | {p for p, n in standing.items() if n >= half}


def choose_kept(
    sizes: Sequence[int], differences: Sequence[float], pinned: Iterable[int], limit: int, most: int
) -> list[int]:
    """Return the indexes of the versions to keep: pinned ones, and those that differ most.

    Args:
        sizes: bytes of each version, oldest first.
        differences: of each version from the one before, 0 to 1.
        pinned: indexes that always stay.
        limit: bytes all kept versions may take; pinned ones may exceed it.
        most: number of versions kept in addition to the pinned ones.
    """
    kept = set(pinned)
    total = sum(sizes[i] for i in kept)
    others = 0
    for i in sorted(range(len(sizes)), key=lambda i: (-differences[i], i)):
        if i in kept or others == most or total + sizes[i] > limit:
            continue
        kept.add(i)
        others += 1
        total += sizes[i]
    return sorted(kept)


def difference(one: Version, other: Version) -> float:
    """Return how much two versions differ, 0 (equal) to 1."""
    title = dice(trigrams(one.folded_title), trigrams(other.folded_title))
    return 1 - (title + dice(one.words, other.words)) / 2


def _is_beginning(new: Version, old: Version) -> bool:
    """Return whether the new text is only the beginning of the old one.

    This happens when a feed starts to give summaries only.
    """
    return len(new.light_text) < len(old.light_text) and old.light_text.startswith(
        new.light_text.rstrip("…. ")
    )


def _title_is_substantial(old: Version, new: Version) -> bool:
    before, after = old.title_words, new.title_words
    if before == after:
        return False
    changed = (Counter(before) - Counter(after)) + (Counter(after) - Counter(before))
    if any(word.isdecimal() or word in _NEGATIONS for word in changed):
        return True
    return dice(trigrams(before), trigrams(after)) < 0.5


def _text_is_substantial(old: Version, new: Version) -> bool:
    before, after = old.words.total(), new.words.total()
    gained = after - before
    if old.is_flash and gained >= FLASH_GROWTH_WORDS:
        return True
    if before < SHORT_WORDS and gained >= GROWTH_WORDS:
        return True
    if before >= WITHDRAWN_WORDS and after < before / 5:
        return True
    different = ((old.words - new.words) + (new.words - old.words)).total()
    return dice(old.words, new.words) < 0.7 and different >= REWRITTEN_WORDS
