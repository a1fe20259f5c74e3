"""Look up a property of characters, one ASCII letter each, for whole texts with a codec."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

COMMON = (
    "\0\n"
    + "".join(map(chr, [*range(0x20, 0x7F), 0xA0, 0xAB, 0xBB, *range(0x5D0, 0x5EB), *range(0x620, 0x656)]))
    + "،؛؟٠١٢٣٤٥٦٧٨٩٪٫٬\u0670ٱٹپچڈڑڕژڤکگڵںھۀہۆیێے۔ە۰۱۲۳۴۵۶۷۸۹"
    + "\u200c\u200d\u200e\u200f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
)
"""The characters of nearly all news text: at most 256, the null first, as `charmap_build` requires."""
_TO_BYTE = codecs.charmap_build(COMMON.ljust(256, "\ufffe"))


def common_bytes(text: str) -> bytes | None:
    """Return the place of every character in `COMMON`; None when one is not there."""
    try:
        found: bytes = codecs.charmap_encode(text, "strict", _TO_BYTE)[0]
    except UnicodeEncodeError:
        return None
    return found


class CharacterTable(dict[int, str]):
    """A mapping of code points to single ASCII characters, filled on first use.

    Args:
        value_of: The property of one code point.
        exceptions: Code points that are not looked up.
    """

    def __init__(self, value_of: Callable[[int], str], exceptions: Mapping[int, str] | None = None) -> None:
        super().__init__(exceptions or {})
        self._value_of = value_of
        self._of_common = bytes(ord(self[ord(character)]) for character in COMMON).ljust(256, b"\0")

    def __missing__(self, code: int) -> str:
        value = self[code] = self._value_of(code)
        return value

    def read(self, text: str) -> str:
        """Return the property of every character of ``text``, one for one."""
        common = common_bytes(text)
        return text.translate(self) if common is None else common.translate(self._of_common).decode("ascii")


def parse_ranges(ranges: str) -> Iterator[int]:
    """Yield the code points of hexadecimal ranges in the format ``622-625 627``."""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
