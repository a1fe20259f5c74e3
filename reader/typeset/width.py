"""Measure characters in cells as Rich does, and list those that are never shown.

Terminals disagree about emoji sequences, so they are sent only to a terminal that reports how sequences are
counted (`emoji`). For others joiners, variation selectors and skin tones are omitted, and every emoji has its
own cells; the width of the rest is the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.typeset.character_table import CharacterTable, common_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

REPLACEMENT = "\ufffd"
"""Shown in place of control characters and lone surrogates."""
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001f3fb-\U0001f3ff"
    "\U000e0000-\U000e0fff"
)
"""Characters that take no cell and are not drawn, as the inside of a regular expression's set."""
INVISIBLES = re.compile(f"[{INVISIBLE}]*")
UNDRAWN = re.compile(f"[{INVISIBLE}\x00-\x1f\x7f-\xa0\u2000-\u200a\u202f\u205f\ud800-\udfff]")
"""Matches a character with a glyph other than itself."""
# Within these bounds the category tells the width; elsewhere the tables of wcwidth, which cost an import.
_BY_CATEGORY = ((0x0000, 0x08FF), (0x1E00, 0x2319), (0x2500, 0x25FC), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))
_STARTS = [first for first, _ in _BY_CATEGORY]
_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def undrawn(text: str) -> Iterable[re.Match[str]]:
    """Find the characters of a text that are drawn as another glyph or not at all."""
    return () if text.isprintable() and common_bytes(text) is not None else UNDRAWN.finditer(text)


def char_width(character: str) -> int:
    """Return the cells one character takes: 0, 1 or 2."""
    code = ord(character)
    first, last = _BY_CATEGORY[bisect_right(_STARTS, code) - 1]
    if first <= code <= last and (character.isprintable() or not UNDRAWN.match(character)):
        return 0 if unicodedata.category(character) in ("Mn", "Me") else 1
    if UNDRAWN.match(character):
        return len(GLYPHS[code])
    if 0x1F1E6 <= code <= 0x1F1FF:
        return 1
    from wcwidth import wcwidth

    return max(0, wcwidth(character))


class _Glyphs(dict[int, str]):
    """Glyphs of the characters `UNDRAWN` finds, by code point: nothing, a space or U+FFFD."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _LINE_ENDS or INVISIBLES.fullmatch(character):
            glyph = ""
        elif character.isspace():
            glyph = " "
        else:
            glyph = REPLACEMENT
        self[code] = glyph
        return glyph


GLYPHS = _Glyphs()
_UNPRINTABLE = {0: "\1", 0xA: "\0", 0xA0: "\1", 0x200C: "\0", 0x200D: "\0", 0x200E: "\0", 0x200F: "\0"}
"""Unprintable characters of `character_table.COMMON`; a constant, so that `UNDRAWN` is not compiled."""
_WIDTHS = CharacterTable(lambda code: chr(char_width(chr(code))), _UNPRINTABLE)


def widths(text: str) -> bytearray:
    """Return the width in cells of every character, before shaping."""
    return bytearray(_WIDTHS.read(text), "ascii")
