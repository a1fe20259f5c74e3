"""Bidi_Class of every character as one ASCII letter, for regular expressions (UAX #9).

``L R A`` strong (A is AL), ``E N`` European and Arabic numbers, ``- $ ,`` ES ET CS, ``M`` NSM, ``b`` BN,
``B S W O`` paragraph, segment, white space, other neutral, ``[ ] < > ^`` LRE RLE LRO RLO PDF, ``( ) ? !``
LRI RLI FSI PDI.
"""

from __future__ import annotations

import re
import unicodedata

from reader.typeset.character_table import CharacterTable, common_bytes, parse_ranges
from reader.typeset.unicode_data import BIDI_CLASSES, MIRRORED

LETTER_OF = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "ES": "-",
    "ET": "$",
    "AN": "N",
    "CS": ",",
    "NSM": "M",
    "BN": "b",
    "B": "B",
    "S": "S",
    "WS": "W",
    "ON": "O",
    "LRE": "[",
    "RLE": "]",
    "LRO": "<",
    "RLO": ">",
    "PDF": "^",
    "LRI": "(",
    "RLI": ")",
    "FSI": "?",
    "PDI": "!",
}
# Classes of unassigned code points, from the header of DerivedBidiClass.txt.
_DEFAULT_R = (
    (0x0590, 0x05FF), (0x07C0, 0x085F), (0xFB1D, 0xFB4F), (0x10800, 0x10CFF), (0x10D40, 0x10EBF),
    (0x10F00, 0x10F2F), (0x10F70, 0x10FFF), (0x1E800, 0x1EC6F), (0x1ECC0, 0x1ECFF), (0x1ED50, 0x1EDFF),
    (0x1EF00, 0x1EFFF),
)  # fmt: skip
_DEFAULT_AL = (
    (0x0600, 0x07BF), (0x0860, 0x08FF), (0xFB50, 0xFDCF), (0xFDF0, 0xFDFF), (0xFE70, 0xFEFF),
    (0x10D00, 0x10D3F), (0x10EC0, 0x10EFF), (0x10F30, 0x10F6F), (0x1EC70, 0x1ECBF), (0x1ED00, 0x1ED4F),
    (0x1EE00, 0x1EEFF),
)  # fmt: skip


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _default(code: int) -> str:
    """Return the letter of an unassigned code point."""
    if _within(code, _DEFAULT_R):
        return "R"
    if _within(code, _DEFAULT_AL):
        return "A"
    if 0x20A0 <= code <= 0x20CF:
        return "$"
    if 0xFDD0 <= code <= 0xFDEF or (code & 0xFFFE) == 0xFFFE or 0xE0000 <= code <= 0xE0FFF:
        return "b"
    return "L"


def _letter(code: int) -> str:
    name = unicodedata.bidirectional(chr(code))
    return LETTER_OF[name] if name else _default(code)


CLASSES = CharacterTable(
    _letter, {code: LETTER_OF[name] for name, ranges in BIDI_CLASSES.items() for code in parse_ranges(ranges)}
)
"""The letter of every character."""

_PAIRS = bytes.fromhex("FEFF" + MIRRORED).decode("utf-16")
MIRROR = dict(zip(_PAIRS[::2] + _PAIRS[1::2], _PAIRS[1::2] + _PAIRS[::2], strict=True))
"""Bidi_Mirroring_Glyph: the character that looks like the mirror image of another."""
_MIRRORED = re.compile("[" + re.escape("".join(MIRROR)) + "]")
_COMMON_MIRRORED = re.compile(r"[()<>\[\]{}«»]")


def mirrored(text: str) -> re.Pattern[str]:
    """Return a pattern that finds those of a text, and with them every bracket of BD16."""
    return _MIRRORED if common_bytes(text) is None else _COMMON_MIRRORED


# Bidi_Paired_Bracket holds exactly the mirrored characters of class ON and category Ps or Pe.
OPENING = {
    a: b
    for a, b in MIRROR.items()
    if unicodedata.category(a) == "Ps" and unicodedata.bidirectional(a) == "ON"
}
"""Bidi_Paired_Bracket: opening bracket to its closing one."""
