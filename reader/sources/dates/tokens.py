"""Split the text of a date into tokens that carry their meaning."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.sources.dates.names import LONGEST, Value, fold_date, words

_PIECE = re.compile(r"(\d+)|([^\W\d_]+)|(\s+)|(.)", re.DOTALL)
# Abbreviations with dots, months with a numeral for an ordinal and Chinese dates as words the table knows.
_REWRITTEN = (
    (re.compile(r"(?<![\w:.])(\d{1,3})\s?h(?= ago\b)"), r"\1 hours"),
    (re.compile(r"(?<![\w:.])(\d{1,3})\s?m(?= ago\b)"), r"\1 minutes"),
    (re.compile(r"(?<![\w:.])(\d{1,3})\s?d(?= ago\b)"), r"\1 days"),
    (re.compile(r"(?<!\w)(ق|پ)\s?\.\s?(ظ|ن)(?!\w)\.?"), " am "),
    (re.compile(r"(?<!\w)(ب|د)\s?\.\s?(ظ|ن)(?!\w)\.?"), " pm "),
    (re.compile(r"(?<!\w)([ap])\s?\.\s?m(?!\w)\.?"), r" \1m "),
    (re.compile(r"(?<!\w)ه\s?\.?\s?(ق|ش)(?!\w)\.?"), r" ه \1 "),
    (re.compile(r"(?<!\w)(?:تشرين|ت)\s?1(?!\d)"), "تشرين الاول"),
    (re.compile(r"(?<!\w)(?:تشرين|ت)\s?2(?!\d)"), "تشرين الثاني"),
    (re.compile(r"(?<!\w)(?:كانون|ك)\s?1(?!\d)"), "كانون الاول"),
    (re.compile(r"(?<!\w)(?:كانون|ك)\s?2(?!\d)"), "كانون الثاني"),
    (re.compile(r"(?<!\d)(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]"), r" \1-\2-\3 "),
    (re.compile(r"(?<!\d)(\d{1,2}) ?[时時点點] ?(\d{1,2}) ?分"), r" \1:\2 "),
    (re.compile(r"(?<!\d)(\d{1,3}) ?(?:分钟|分鐘|分)前"), r" \1 minutes ago "),
    (re.compile(r"(?<!\d)(\d{1,3}) ?(?:小时|小時|時間)前"), r" \1 hours ago "),
    (re.compile(r"(?<!\d)(\d{1,3}) ?[天日]前"), r" \1 days ago "),
    (re.compile("上午|早上"), " am "),
    (re.compile("下午|晚上"), " pm "),
    (re.compile(r"(\d{4}(?:[-/]\d\d?[-/]\d\d?)?[ t]+\d\d)\.(\d\d)\.(\d\d)(?![\d.])"), r"\1:\2:\3"),
    (re.compile(r"(?<![\w:.])(\d{1,2})\s?h\s?(\d\d)(?!\d)"), r"\1:\2"),
    (re.compile(r"(?<![\w:.])(\d{1,2})\s?h(?!\w)"), r"\1:00"),
)
_PREFIXES = ("ال", "و", "ب", "ل", "ف", "ב", "ל", "ה", "ו", "מ")
_SUFFIXES = ("ي", "e", "ماه")
"""Izafe of Kurdish (ئابی, Tebaxê), "month" of Persian (مردادماه)."""
_STEMS = frozenset({"month", "weekday", "unit", "count", "half", "fraction"})
_FOLLOWING = re.compile(r"[ -]([^\W\d_]+)")


class Token(NamedTuple):
    """A piece of a date: ``number``, ``sign``, ``unknown``, or a kind of ``names``."""

    kind: str
    value: Value
    text: str
    is_spaced: bool = False
    """White space precedes the token."""


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text."""
    folded = fold_date(re.sub(r"\s+", " ", text))
    for pattern, plain in _REWRITTEN:
        folded = pattern.sub(plain, folded)
    tokens: list[Token] = []
    is_spaced = False
    at = 0
    while piece := _PIECE.match(folded, at):
        number, word, space, sign = piece.groups()
        at = piece.end()
        if space:
            is_spaced = True
            continue
        if word:
            token, at = _word(folded, piece, is_spaced)
        elif number:
            token = Token("number", int(number[:9]) if number.isascii() else -1, number, is_spaced)
        else:
            token = Token("sign", sign, sign, is_spaced)
        tokens.append(token)
        is_spaced = False
    return tokens


def _word(text: str, first: re.Match[str], is_spaced: bool) -> tuple[Token, int]:
    """Return the longest known name that begins with a word, and its end index."""
    known = words()
    ends = [first.end()]
    while len(ends) < LONGEST and (following := _FOLLOWING.match(text, ends[-1])):
        ends.append(following.end())
    for end in reversed(ends):
        name = text[first.start() : end].replace("-", " ")
        if name in known:
            return Token(*known[name], name, is_spaced), end
        for stem in _stems(name):
            if known.get(stem, ("",))[0] in _STEMS:
                return Token(*known[stem], name, is_spaced), end
    return Token("unknown", 0, first[2], is_spaced), first.end()


def _stems(name: str) -> list[str]:
    """Return a name without an attached prefix, and without an attached suffix."""
    stems = [name[len(prefix) :] for prefix in _PREFIXES if name.startswith(prefix)]
    stems += [name[: -len(suffix)] for suffix in _SUFFIXES if name.endswith(suffix)]
    return [stem for stem in stems if len(stem) > 1]
