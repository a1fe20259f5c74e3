"""Draw emoji sequences whole, in two cells, on terminals that count clusters (mode 2027).

Elsewhere no sequence is sent (`width`). Rich and Textual cut a sequence of several code points inside,
so each sequence is represented by one stand-in code point until `expand` writes the terminal's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.typeset.width import char_width

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
_ELEMENT = f"{_BASE}(?:\ufe0f|[\U0001f3fb-\U0001f3ff])?"
_SEQUENCE = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[0-9#*]\ufe0f?\u20e3"
    "|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    rf"|{_ELEMENT}(?:\u200d{_ELEMENT}){{0,9}}"
)
"""Flags, keycaps, flags by tags, and elements with their joiners (UTS #51, 1.4.9)."""
_WIDE = re.compile("[\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
FIRST, MOST = 0x3F000, 0xFFF
"""Stand-in code points for sequences: unassigned, two cells wide everywhere, not in any font."""
_STAND_IN = re.compile(f"[{chr(FIRST)}-{chr(FIRST + MOST - 1)}]")


class EmojiSequences:
    """The emoji sequences seen so far, each with a stand-in code point.

    Attributes:
        are_whole: Whether the terminal draws a sequence in two cells.
    """

    def __init__(self) -> None:
        self.are_whole = False
        self._stand_ins: dict[str, str] = {}
        self._sequences: list[str] = []

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and stand-in of every emoji sequence of several code points.

        Nothing is yielded on a terminal that does not draw sequences whole.
        """
        if self.are_whole and not text.isascii():
            for match in _SEQUENCE.finditer(text):
                if len(match[0]) > 1 and (stand_in := self._stand_in(match[0])):
                    yield match.start(), match.end(), stand_in

    def _stand_in(self, sequence: str) -> str:
        """Return the stand-in for a sequence; "" if narrow, or if all code points are in use."""
        known = self._stand_ins.get(sequence)
        if known is None:
            is_wide = _WIDE.search(sequence) or char_width(sequence[0]) == 2
            if not is_wide or len(self._sequences) == MOST:
                return ""
            known = self._stand_ins[sequence] = chr(FIRST + len(self._sequences))
            self._sequences.append(sequence)
        return known

    def expand(self, text: str) -> str:
        """Return text for the terminal, with sequences in place of their stand-ins."""
        if not self._sequences:
            return text
        return _STAND_IN.sub(self._expanded, text)

    def _expanded(self, match: re.Match[str]) -> str:
        place = ord(match[0]) - FIRST
        return self._sequences[place] if place < len(self._sequences) else match[0]


EMOJI = EmojiSequences()
"""Those of this process; the screen says once, at its start, whether its terminal draws them whole."""
