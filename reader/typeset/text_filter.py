"""Typeset a stream line by line, keeping colours and links (`khabar text`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.typeset.line import Line
from reader.typeset.measured_text import base_direction
from reader.typeset.paragraph_layout import layout
from reader.typeset.sgr import PLAIN, Look, change, read
from reader.typeset.terminal_order import Encoding, arrange
from reader.typeset.width import REPLACEMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAIN_ENCODING = Encoding()
LONGEST = 65536
"""Most characters of a line; longer input is split."""
UNBOUNDED = 1 << 30
TAB = 8
_END = re.compile("\r\n|[\n\r](?!\\Z)|\n")
_AS_IT_IS = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2500-\u25fc]*")
"""Characters of a line that, if short, layout leaves unchanged."""
_MARKS = ("\u200e", "\u200f")
"""LRM and RLM: put before a line of logical text that would not take its paragraph's direction by itself."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Filter:
    """A filter that typesets a stream and returns each line as soon as complete.

    Args:
        width: The measure in cells; right-to-left lines are set against its right. None for no measure.
        encoding: Cell order of the terminal; None leaves the text in logical order and only breaks lines.
        base: As for `layout`; the same goes for the rest.
        justify: Stretch lines.
        kashida: Stretch joins first.
        language: Of the text.
        marks: Show vowel points.
        forms: Show presentation forms.
    """

    def __init__(
        self,
        width: int | None,
        encoding: Encoding | None = PLAIN_ENCODING,
        *,
        base: int | None = None,
        justify: bool = False,
        kashida: bool = True,
        language: str = "",
        marks: bool = True,
        forms: bool = True,
    ) -> None:
        self._width, self._encoding = width, encoding
        self._base, self._justify, self._kashida = base, justify, kashida
        self._language, self._marks, self._forms = language, marks, forms
        self._pending = ""
        self._look = PLAIN

    def feed(self, text: str) -> str:
        """Add text of the stream; return the completed lines, typeset."""
        self._pending += text
        out: list[str] = []
        at = 0
        for end in _END.finditer(self._pending):
            out.append(self._set(self._pending[at : end.start()]))
            at = end.end()
        self._pending = self._pending[at:]
        while len(self._pending) > LONGEST:
            cut = self._pending.rfind(" ", 0, LONGEST) + 1 or LONGEST
            out.append(self._set(self._pending[:cut]))
            self._pending = self._pending[cut:]
        return "".join(out)

    def close(self) -> str:
        """Return the rest of the stream, typeset."""
        rest, self._pending = self._pending.removesuffix("\r"), ""
        return self._set(rest) if rest else ""

    def _set(self, line: str) -> str:
        """Set one line of the stream, without its line end, as one or more lines."""
        if self._look is PLAIN and self._is_simple(line):
            return line + "\n"
        before = self._look
        runs = list(read(line, before))
        self._look = runs[-1][1]
        plain, looks = _spread(runs)
        if self._base != 1 and self._is_simple(plain) and "\b" not in line:
            return _written([(text, look) for text, look in runs if text])
        width = self._width or UNBOUNDED
        lines = layout(
            plain,
            width,
            base=self._base,
            justify=self._justify,
            kashida=self._kashida,
            language=self._language,
            marks=self._marks,
            forms=self._forms,
        )
        return "".join([self._written_line(plain, each, looks) for each in lines]) or "\n"

    def _is_simple(self, line: str) -> bool:
        fits = self._width is None or len(line) <= self._width
        return fits and self._base != 1 and _AS_IT_IS.fullmatch(line) is not None

    def _written_line(self, plain: str, line: Line, looks: list[Look]) -> str:
        if self._encoding is None:
            drawn = plain[line.start : line.end].rstrip()
            turned = bool(drawn) and base_direction(drawn) != line.base
            pieces = [(_CONTROL.sub(REPLACEMENT, c), looks[i]) for i, c in enumerate(drawn, line.start)]
            return (_MARKS[line.base] if turned else "") + _written(pieces)
        cells = [cell.text for cell in line.cells]
        columns = [looks[cell.index] for cell in line.cells]
        padding = " " * (self._width - line.width) if line.base and self._width else ""
        return padding + write_cells(cells, columns, self._encoding)


def write_cells(cells: Sequence[str], looks: Sequence[Look], encoding: Encoding) -> str:
    """Return a line of cells in visual order, as text with escapes and a line end.

    Args:
        cells: The cells of the whole line: parts encoded one by one could change places.
        looks: The style of each cell.
        encoding: Cell order of the terminal.
    """
    if encoding.is_plain:
        return _written(list(zip(cells, looks, strict=True)))
    return _written(_arranged(cells, looks, encoding))


def _arranged(cells: Sequence[str], columns: Sequence[Look], encoding: Encoding) -> list[tuple[str, Look]]:
    line = arrange(cells, encoding, [look.face for look in columns])
    is_tinted = any(sent.tint for sent in line)
    return [
        (
            sent.text,
            columns[sent.place].slanted()
            if sent.slanted
            else columns[sent.place].tinted(sent.tint, encoding.ink)
            if is_tinted and sent.text != " "
            else columns[sent.place],
        )
        for sent in line
    ]


def _written(pieces: list[tuple[str, Look]]) -> str:
    """Return pieces of a line in their looks, plain again at its end."""
    out: list[str] = []
    current = PLAIN
    for text, look in pieces:
        if look != current:
            out.append(change(current, look))
            current = look
        out.append(text)
    out.append(change(current, PLAIN))
    out.append("\n")
    return "".join(out)


def _spread(runs: list[tuple[str, Look]]) -> tuple[str, list[Look]]:
    """Return the characters of a line and their looks, with tabs and overstrikes resolved.

    Tabs become spaces, overstrikes bold or underlined characters.
    """
    plain: list[str] = []
    looks: list[Look] = []
    struck = ""
    for text, look in runs:
        for character in text:
            if character == "\b" and plain:
                struck = plain.pop()
                looks.pop()
            elif character == "\t":
                blanks = TAB - len(plain) % TAB
                plain += " " * blanks
                looks += [look] * blanks
            else:
                shown, seen = _overstruck(struck, character, look) if struck else (character, look)
                plain.append(shown)
                looks.append(seen)
                struck = ""
    return "".join(plain), looks


def _overstruck(below: str, above: str, look: Look) -> tuple[str, Look]:
    """Return the character and look of an overstrike: bold on itself, underlined with ``_``."""
    if below == above:
        return above, look.with_sgr("1")
    if "_" in (below, above):
        return (above if below == "_" else below), look.with_sgr("4")
    return above, look
