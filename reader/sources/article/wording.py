"""Classify a text by its words: story, notice or request for consent."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Any

from reader.sources.catalogue import read_data
from reader.text.normalize import comparison_key, fold

HEADLINE_WORDS = 4
"""Words from which a text may be a headline."""
MAX_LINKED = 0.35
"""Share of a running text's characters that may be links."""
SENTENCE_CHARACTERS = 25
"""Characters from which a text that ends as sentences do is one."""
_SENTENCE_ENDS = tuple('.!?؟。…»"”’:؛۔')
_MAX_NOTICE = 250
"""Characters of the longest notice, as of a «read also» with a headline in it."""
_MAX_CONSENT = 600
"""Characters of the longest paragraph that asks for consent."""
_MAX_POLICY = 1_000
"""Characters of the longest policy on comments."""
_MAX_WHOLE = 60
"""Characters of the longest text that is boilerplate as a whole."""
_MAX_CAPTION = 120
"""Characters of the longest caption that no name says to be one."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ORNAMENT = re.compile(r"^(?:[^\w«(\"'\[+©-]|[-–—]\s)+")


class Wording(IntEnum):
    """The class of a text by its words alone."""

    STORY = 0
    NOTICE = 1
    """Like the lines around stories; its neighbours may say otherwise."""
    CONSENT = 2
    """Like banners and walls that ask for consent to cookies before they show a page."""


# Ablation: boilerplate by wording.
def wording(text: str) -> Wording:
    """Return the class of a text by its words."""
    if len(text) > _MAX_POLICY:
        return Wording.STORY
    known, folded = patterns(), fold(text)
    if (
        len(text) <= _MAX_CONSENT
        and known["consent"].search(folded)
        and known["consent-asked"].search(folded)
    ):
        return Wording.CONSENT
    folded = _ORNAMENT.sub("", folded)
    reads_like_notice = known["policies"].match(folded) or (
        len(text) <= _MAX_NOTICE
        and (
            known["beginnings"].match(folded)
            or known["notices"].match(folded)
            or known["teasers"].match(folded)
            or (len(folded) < _MAX_WHOLE and known["wholes"].fullmatch(folded))
        )
    )
    return Wording.NOTICE if reads_like_notice else Wording.STORY


def is_boilerplate(text: str) -> bool:
    """Return whether a text reads like something else than a story."""
    return wording(text) is not Wording.STORY


def is_notice(text: str) -> bool:
    """Return whether a text is never story: a notice, a policy, a teaser for subscribers."""
    known, folded = patterns(), fold_line(text)
    return any(pattern.match(folded) for pattern in (known["notices"], known["policies"], known["teasers"]))


def is_teaser(text: str) -> bool:
    """Return whether a text says that the article goes on for subscribers only."""
    return len(text) <= _MAX_NOTICE and bool(patterns()["teasers"].match(fold_line(text)))


def is_label(text: str) -> bool:
    """Return whether a picture's text says nothing: «image:»."""
    return bool(text) and len(text) < _MAX_WHOLE and bool(patterns()["wholes"].fullmatch(fold_line(text)))


def is_sentence(text: str) -> bool:
    """Return whether a text is long enough for a sentence and ends as one."""
    return len(text) >= SENTENCE_CHARACTERS and text.endswith(_SENTENCE_ENDS)


def is_short_caption(text: str) -> bool:
    """Return whether an unnamed text may be a caption: short, and no sentence."""
    return 0 < len(text) <= _MAX_CAPTION and not text.endswith((".", "؟", "!"))


def is_comments_heading(text: str) -> bool:
    """Return whether a heading is that of the comments."""
    return bool(patterns()["ends"].fullmatch(fold_line(text)))


def fold_line(text: str) -> str:
    """Return a text folded, without leading ornaments."""
    return _ORNAMENT.sub("", fold(text))


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """Return the pattern of each table of ``wording.toml`` by its name."""
    found = {
        name: _NOT_ASCII.sub(lambda run: fold(run[0]), _alternatives(table))
        for name, table in _tables().items()
        if name not in ("written", "newsrooms")
    }
    shares = rf"(?:(?:{found.pop('shares')})(?:\W+|$))+"
    found["wholes"] = rf"(?:{found['wholes']})\s*[:.…»>|-]*|{shares}"
    found["labels"] = rf"(?:{found['labels']})\s*[،,:]?\s*"
    written = {name: _alternatives(table) for name, table in _tables()["written"].items()}
    return {name: re.compile(pattern) for name, pattern in found.items()} | {
        name: re.compile(pattern, re.IGNORECASE) for name, pattern in written.items()
    }


@lru_cache(maxsize=1)
def newsroom_words() -> frozenset[str]:
    """Return the comparison keys of words that name a newsroom, an agency or a section."""
    table = _tables()["newsrooms"]
    return frozenset(comparison_key(word) for words in table.values() for word in words)


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return read_data("article/wording.toml")


def _alternatives(table: dict[str, list[str]]) -> str:
    return "|".join(pattern for alternatives in table.values() for pattern in alternatives)
