"""Write typeset lines to a terminal and logical text to a pipe, without control characters."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TextIO

    from reader.config import Settings
    from reader.typeset import Line
    from reader.typeset.sgr import Look
    from reader.typeset.terminal_order import Encoding

# C1, DEL, line separators and bidi controls: json.dumps leaves them, a terminal would obey them.
_UNSAFE = (*range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_UNSAFE_IN_JSON = {code: f"\\u{code:04x}" for code in _UNSAFE}
_ARABIC_DIGITS = {ord("0") + value: chr(0x660 + value) for value in range(10)}
_MAX_SIZE = 1_000
"""Columns or rows a variable of the environment, or a terminal, may ask for."""
_WITHOUT_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
BOLD, DIM = "1", "2"
"""SGR parameters (ECMA-48 8.3.117)."""
GAP = 2
"""Cells between columns."""
REMEMBERED = 500
"""Columns kept as they were set."""


class Output:
    """One stream of the process.

    Args:
        stream: the standard output or error.
        rtl: whether the language of messages reads right to left.
        settings: of the person, for the letters' forms and digits.
        encoding: returns how cells are sent to this terminal; called on a terminal only.
        env: the environment.
    """

    def __init__(
        self,
        stream: TextIO,
        *,
        rtl: bool,
        settings: Settings,
        encoding: Callable[[], Encoding],
        env: Mapping[str, str] = os.environ,
    ):
        self.stream = stream
        self.rtl = rtl
        self._settings = settings
        self._encoding = encoding
        self._env = env
        self.tty = _is_tty(stream)
        self._columns: dict[tuple[str, int, str], list[tuple[str, Look]]] = {}
        self.colour = self.tty and not env.get("NO_COLOR") and env.get("TERM") != "dumb"

    @cached_property
    def size(self) -> tuple[int, int]:
        """Columns and rows; 80 by 24 when unknown."""
        columns, rows = _number(self._env.get("COLUMNS")), _number(self._env.get("LINES"))
        if not columns or not rows:
            found = _terminal_size(self.stream)
            columns, rows = columns or found[0] or 80, rows or found[1] or 24
        return max(20, columns), rows

    @property
    def columns(self) -> int:
        """Cells of one line of output that scrolls by."""
        return self.size[0] - (self.encoding.control_columns if self.tty else 0)

    @cached_property
    def encoding(self) -> Encoding:
        """How cells are sent to this terminal."""
        return self._encoding()

    def write(self, text: str) -> None:
        """Write text unchanged."""
        self.stream.write(text)

    def line(self, text: str = "", *, base: int | None = None, style: str = "") -> None:
        """Write a line of text: typeset on a terminal, unchanged to a pipe.

        Args:
            text: logical text.
            base: 1 from the right, 0 from the left; the language of messages decides when None.
            style: SGR parameters, on a terminal with colours.
        """
        text = checked(text)
        if not self.tty or not text:
            self.write(f"{text.translate(_WITHOUT_ISOLATES)}\n")
            return
        from reader.typeset import layout

        base = int(self.rtl) if base is None else base
        width = self.columns
        for set_line in layout(text, width, base=base, **self._forms):
            blank = " " * (width - set_line.width) if base else ""
            self.write(f"{blank}{self.styled(self.encoded(set_line), style)}\n")

    def fields(self, *values: str) -> None:
        """Write one row to a pipe: logical text with tabs between."""
        row = "\t".join(checked(value).replace("\n", " ") for value in values)
        self.write(f"{row.translate(_WITHOUT_ISOLATES)}\n")

    def encoded(self, set_line: Line) -> str:
        """Return the cells of a set line as this terminal needs them."""
        from reader.typeset.terminal_profiles import encode

        return encode([cell.text for cell in set_line.cells], self.encoding)

    def styled(self, text: str, style: str) -> str:
        """Return text in a style, where there are colours."""
        return f"\x1b[{style}m{text}\x1b[0m" if style and self.colour else text

    def spanned(self, set_line: Line, style: str, spans: Sequence[tuple[int, int, str]]) -> str:
        """Return a set line in a style, with further styles from index to index of its text."""
        if not spans or not self.colour:
            return self.styled(self.encoded(set_line), style)
        from reader.typeset.sgr import PLAIN
        from reader.typeset.text_filter import write_cells

        def look(index: int) -> Look:
            codes = [style, *(code for start, end, code in spans if start <= index < end)]
            return PLAIN.with_sgr(";".join(filter(None, codes)))

        cells = set_line.cells
        return write_cells(
            [cell.text for cell in cells], [look(cell.index) for cell in cells], self.encoding
        ).removesuffix("\n")

    def row(self, parts: Sequence[tuple[str, int, str]]) -> None:
        """Write one row of columns on a terminal, the first at the reading start.

        Args:
            parts: text, width in cells and style of each column; a width of 0 takes the rest of the line.
        """
        from reader.typeset.sgr import PLAIN
        from reader.typeset.text_filter import write_cells

        rest = self.columns - sum(width for _, width, _ in parts) - GAP * (len(parts) - 1)
        columns = [self._column(text, width or max(8, rest), style) for text, width, style in parts]
        if self.rtl:
            columns.reverse()
        row: list[tuple[str, Look]] = []
        for column in columns:
            row += [*[(" ", PLAIN)] * GAP, *column] if row else column
        while row and row[-1][0] == " ":
            row.pop()
        cells, looks = zip(*row, strict=True) if row else ((), ())
        self.write(write_cells(cells, looks, self.encoding))

    def _column(self, text: str, width: int, style: str) -> list[tuple[str, Look]]:
        """Return the cells of a text in a column, cached: sources and marks repeat on most rows."""
        known = self._columns.get((text, width, style))
        if known is not None:
            return known
        from reader.typeset import truncate
        from reader.typeset.sgr import PLAIN

        set_line = truncate(checked(text), width, language="ar" if self.rtl else "", **self._forms)
        blank = [(" ", PLAIN)] * max(0, width - set_line.width)
        look = PLAIN.with_sgr(style) if style and self.colour else PLAIN
        shown = [(cell.text, look) for cell in set_line.cells]
        if len(self._columns) == REMEMBERED:
            self._columns.clear()
        column = self._columns[text, width, style] = blank + shown if self.rtl else shown + blank
        return column

    def digits(self, text: str) -> str:
        """Return text in the digits of the settings, on a terminal."""
        return text.translate(_ARABIC_DIGITS) if self.tty and self._settings.digits == "arab" else text

    def json(self, data: Any) -> None:
        """Write one JSON object on one line; control characters are escaped."""
        self.write(to_json(data) + "\n")

    @property
    def _forms(self) -> dict[str, Any]:
        settings = self._settings
        return {"marks": settings.harakat != "hidden", "forms": settings.letterforms == "presentation"}


class Status:
    """A progress line on standard error, rewritten in place; silent without a terminal."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._shown = False

    @property
    def is_seen(self) -> bool:
        """Whether the output is a terminal."""
        return self._output.tty

    def show(self, text: str) -> None:
        """Write over the line."""
        if not self.is_seen:
            return
        from reader.typeset import truncate

        set_line = truncate(checked(text), self._output.size[0] - 1, base=int(self._output.rtl))
        self._output.write(f"\r{self._output.encoded(set_line)}\x1b[K")
        self._output.stream.flush()
        self._shown = True

    def clear(self) -> None:
        """Erase the line, so that other lines can be written."""
        if self._shown:
            self._output.write("\r\x1b[K")
            self._output.stream.flush()
            self._shown = False


def to_json(data: Any) -> str:
    """Return JSON on one line with every control character escaped (RFC 8259 section 7)."""
    import json

    return json.dumps(data, ensure_ascii=False).translate(_UNSAFE_IN_JSON)


def _terminal_size(stream: TextIO) -> tuple[int, int]:
    """Return columns and rows of a stream's terminal, else the process's; 0 when unknown."""
    for number in (stream, sys.stderr, sys.stdin):
        try:
            columns, rows = os.get_terminal_size(number.fileno())
        except (OSError, ValueError, AttributeError):
            continue
        return min(columns, _MAX_SIZE), min(rows, _MAX_SIZE)
    return 0, 0


def checked(text: str) -> str:
    """Return text without control characters: a second check after the one on input."""
    if text.isprintable():
        return text
    from reader.sources.sanitize import clean

    return clean(text)


def _is_tty(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _number(text: str | None) -> int:
    """Return the number in an environment variable, at most ``_MAX_SIZE``; else 0."""
    return min(int(text[:9]), _MAX_SIZE) if text and text.isascii() and text.isdecimal() else 0
