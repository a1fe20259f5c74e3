"""Measure a paragraph for layout at any width; levels and forms are computed on drawing."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate

from reader.text.language import direction
from reader.typeset.bidi_class import CLASSES, mirrored
from reader.typeset.emoji import EMOJI
from reader.typeset.joining import LAM_ALEF, shape
from reader.typeset.paragraph import Paragraph
from reader.typeset.width import GLYPHS, INVISIBLES, undrawn, widths

DOTTED_CIRCLE = "\u25cc"
"""Carries a mark that has no letter to sit on."""
_HARAKAT = (
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652"
    "\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff]"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


class Prepared:
    """One paragraph of a text, measured.

    Args:
        text: Logical text of the paragraph.
        offset: Index of its first character in the text it was cut from.
        base: 0, 1, or None to derive from the text and ``language``.
        language: BCP 47 tag of the source; "" when unknown.
        marks: False leaves the vowel points out.
        forms: False leaves the letters as they are and lam-alef as two.

    Attributes:
        widths: Cells of every character as drawn; 0 for characters of the cluster before.
        edges: Sum of the widths before every character, and the whole as the last.
    """

    def __init__(
        self, text: str, offset: int, base: int | None, language: str, marks: bool, forms: bool
    ) -> None:
        self.text, self.offset, self._marks, self._forms = text, offset, marks, forms
        self.base = base_direction(text, language) if base is None else base
        self.widths = widths(text)
        if forms and "\u0644" in text:
            for match in LAM_ALEF.finditer(text):
                self.widths[match.end() - 1] = 0
        self._sequences = list(EMOJI.find(text))
        if not text.isascii():
            self._join_flags()
        self._orphans = self._find_orphans()
        self.edges = list(accumulate(self.widths, initial=0))

    def _join_flags(self) -> None:
        for match in _FLAG.finditer(self.text):
            self.widths[match.start()], self.widths[match.start() + 1] = 2, 0
        for start, end, _ in self._sequences:
            self.widths[start:end] = bytes([2, *[0] * (end - start - 1)])

    def _find_orphans(self) -> list[int]:
        """Give a cell to every mark that starts a line; return the indexes of these marks."""
        orphans = []
        start = 0
        for line in self.text.splitlines(keepends=True):
            at = start
            if not self.widths[at]:  # else it is a letter
                invisible = INVISIBLES.match(self.text, at)
                assert invisible is not None  # it matches the empty string
                at = invisible.end()
            if (
                at < len(self.text)
                and not self.widths[at]
                and (self._marks or not re.match(_HARAKAT, self.text[at]))
            ):
                self.widths[at] = 1
                orphans.append(at)
            start += len(line)
        return orphans

    @cached_property
    def paragraph(self) -> Paragraph:
        """The embedding levels."""
        return Paragraph(self.text, self.base)

    @cached_property
    def mirrored(self) -> re.Pattern[str]:
        """Pattern of the characters that are mirrored in right-to-left runs (L4)."""
        return mirrored(self.text)

    @cached_property
    def glyphs(self) -> list[str]:
        """Glyphs of every character; an empty string for none."""
        return self.draw(len(self.text))

    def draw(self, end: int) -> list[str]:
        """Return the glyphs of ``text[:end]``, shaped as if nothing followed."""
        text = self.text[:end]
        glyphs = shape(text) if self._forms else list(text)
        if not self._marks:
            for match in re.finditer(_HARAKAT, text):
                glyphs[match.start()] = ""
        for match in undrawn(text):
            glyphs[match.start()] = GLYPHS[ord(match[0])]
        for start, stop, stand_in in self._sequences:
            if stop <= end:
                glyphs[start:stop] = [stand_in, *[""] * (stop - start - 1)]
        for at in self._orphans:
            if at < end:
                glyphs[at] = DOTTED_CIRCLE + glyphs[at]
        return glyphs

    def head(self, at: int) -> int:
        """Return where the cluster that holds ``at`` begins."""
        while at and not self.widths[at]:
            at -= 1
        return at

    def starts_cluster(self, at: int) -> bool:
        """Return whether the first visible character from ``at`` on has a cell of its own."""
        if self.widths[at]:
            return True
        invisible = INVISIBLES.match(self.text, at)
        assert invisible is not None  # it matches the empty string
        at = invisible.end()
        return at == len(self.text) or self.widths[at] > 0


def base_direction(text: str, language: str = "") -> int:
    """Return the level a paragraph is set at: 0 or 1.

    The first strong character decides (P2, P3), except that in a right-to-left language a paragraph that
    starts with a foreign name and has letters of that direction is its own; where no letter decides, the
    language does.
    """
    rtl_language = direction(language) == "rtl"
    depth = 0
    for character in text:
        letter = CLASSES[ord(character)]
        if letter in "RA" and not depth:
            return 1
        if letter == "L" and not depth:
            return int(rtl_language and any(CLASSES[ord(c)] in "RA" for c in text))
        if letter in "()?":
            depth += 1
        elif letter == "!" and depth:
            depth -= 1
    return int(rtl_language)
