"""Detect the language of a text by its letters and the tags the page declares."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06fc\u0750-\u077f]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# Letters of few languages in Arabic script, and the share of all letters that decides; Uyghur has those of
# Kurdish and Pashto, too.
_LETTERS = (("ug", "ۇۈۋ", 0.02), ("ckb", "ۆێڵڕە", 0.03), ("ur", "ٹڈڑےںہھ", 0.02), ("ps", "ټډړښځڅېۍ", 0.01))
_PERSIAN = ("پچژگ", 0.008)
_ARABIC_ONLY = "ةىيكإأؤ"
_SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ur", "ckb", "ku", "ps", "ug", "sd", "arc"), "arabic"),
    **dict.fromkeys(("he", "yi"), "hebrew"),
}
_NAMES = {"iw": "he", "arabic": "ar", "farsi": "fa", "sorani": "ckb", "kmr": "ku"}
_SAMPLE_CHARACTERS = 4_000


def language_of(text: str, said: Iterable[str]) -> str:
    """Return the primary language subtag (BCP 47) of a text.

    A declared language is believed where the script agrees: templates say «en» around Arabic news.

    Args:
        text: some paragraphs of it.
        said: language tags from the most to the least trusted; empty and odd ones are passed over.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    arabic, hebrew, latin = (len(p.findall(sample)) for p in (_ARABIC, _HEBREW, _LATIN))
    script = "hebrew" if hebrew > max(arabic, latin) else "arabic" if arabic > latin else "latin"
    tags = [_primary(tag) for tag in said if _TAG.fullmatch(tag.strip())]
    if arabic + hebrew + latin < 10:
        return tags[0] if tags else ""
    guess = _guess(sample, script, arabic)
    if guess in ("ckb", "ur", "ps", "ug"):  # letters that prove it
        return guess
    for tag in tags:
        if _SCRIPTS.get(tag, "latin") == script and not (script == "arabic" and {tag, guess} == {"ar", "fa"}):
            return tag
    return guess or (tags[0] if tags else "")


def _primary(tag: str) -> str:
    tag = re.split("[-_]", tag.strip().lower())[0]
    return _NAMES.get(tag, tag)


def _guess(sample: str, script: str, letters: int) -> str:
    if script == "hebrew":
        return "he"
    if script == "latin":
        return ""
    for tag, own, share in _LETTERS:
        if sum(map(sample.count, own)) > share * letters:
            return tag
    own, share = _PERSIAN
    persian = sum(map(sample.count, own))
    return "fa" if persian > share * letters and persian > sum(map(sample.count, _ARABIC_ONLY[:2])) else "ar"
