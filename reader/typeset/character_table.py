"""A property of characters as one ASCII character each, looked up for whole texts at the speed of a codec."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping

_COMMON = (
    "\0\n"
    + "".join(map(chr, [*range(0x20, 0x7F), 0xA0, 0xAB, 0xBB, *range(0x5D0, 0x5EB), *range(0x620, 0x656)]))
    + "\u060c\u061b\u061f\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u066a\u066b\u066c\u0670\u0671"
    + "\u0679\u067e\u0686\u0688\u0691\u0695\u0698\u06a4\u06a9\u06af\u06b5\u06ba\u06be\u06c0\u06c1\u06c6\u06cc\u06ce"
    + "\u06d2\u06d4\u06d5\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"
    + "\u200c\u200d\u200e\u200f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
)
"""What news in these languages is almost wholly written with: at most 256, the null first (`charmap_build` asks so)."""
_TO_BYTE = codecs.charmap_build(_COMMON.ljust(256, "\ufffe"))


class CharacterTable(dict[int, str]):
    """A mapping of code points to single ASCII characters, filled in when they are first met.

    Args:
        value_of: The property of one code point.
        exceptions: Code points for which it is not asked.
    """

    def __init__(self, value_of: Callable[[int], str], exceptions: Mapping[int, str] | None = None) -> None:
        super().__init__(exceptions or {})
        self._value_of = value_of
        self._of_byte = bytes(ord(self[ord(character)]) for character in _COMMON).ljust(256, b"\0")

    def __missing__(self, code: int) -> str:
        value = self[code] = self._value_of(code)
        return value

    def read(self, text: str) -> str:
        """Return the property of every character of ``text``, one for one."""
        try:
            common: bytes = codecs.charmap_encode(text, "strict", _TO_BYTE)[0]
        except UnicodeEncodeError:
            return text.translate(self)
        return common.translate(self._of_byte).decode("ascii")


def parse_ranges(ranges: str) -> Iterator[int]:
    """Yield the code points of hexadecimal ranges as `unicode_data` writes them: ``622-625 627``."""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
