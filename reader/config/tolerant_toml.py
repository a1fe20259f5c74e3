"""Read TOML with mistakes: valid statements are read, each wrong line is reported."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from reader.config.problem import Problem
from reader.locale.message import Message

# Patterns stay text until something is looked for: a start reads whole documents, and is over before that.
_HEADER = r"""\s*\[(\[?)\s*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*[\w"'-]+)*)\s*\]\]?\s*(?:\#.*)?$"""
_KEY = r"""\s*([\w-]+|"[^"\n]*"|'[^'\n]*')\s*[.=]"""
_PLAIN = r"""\s*[\w-]+\s*=\s*(?:"[^"\\]*"|'[^']*'|true|false|[0-9]+)\s*(?:\#.*)?$"""
"""A key with a value that ends on its line for certain: most are, and need no parser to tell."""
_LONG_KEY = r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}"""
"""A dotted key with more parts than any valid one; tomllib takes quadratic time for these."""
_LEAST_DOTS = 32
_REASONS = (
    ("too deep", "toml.deep"),
    ("Expected newline", "toml.rest"),
    ("Expected '='", "toml.equals"),
    ("Unclosed", "toml.open_list"),
    ("Unterminated", "toml.open_text"),
    ("Illegal character", "toml.open_text"),  # a line feed within quotation marks, as a rule
    ("Invalid value", "toml.value"),
    ("Invalid statement", "toml.character"),
    ("Invalid initial character", "toml.character"),
    ("Found invalid character", "toml.character"),
    ("Duplicate", "toml.twice"),
    ("Cannot", "toml.twice"),
)
"""Beginnings of the errors of tomllib, and the keys of texts that say the same."""


def loads(text: str) -> dict[str, Any]:
    """Return the tables of a TOML document, in time linear in its length.

    Raises:
        ValueError: it is not TOML, or is nested too deeply.
    """
    if text.count(".") >= _LEAST_DOTS and re.search(_LONG_KEY, text):
        raise ValueError("too deep")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error


def parse(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Read as much of ``text`` as is TOML; never raises.

    A whole document takes the fast path. In a broken one every statement is read on its own, so that a
    mistake costs its statement, and a wrong table heading its table.
    """
    text = text.replace("\r\n", "\n")
    try:
        return loads(text), []
    except ValueError:  # TOMLDecodeError, or a number of thousands of digits
        return _Salvage(text).read()


class Statement(NamedTuple):
    """A run of lines that belongs together: a table heading or a key with its value."""

    start: int
    """Index of its first line, from 0."""
    end: int
    text: str
    heading: bool


def statements(text: str) -> Iterator[Statement]:
    """Split TOML into headings and keys; comments and blank lines belong to none.

    A value that goes on over several lines is one statement; one that is never closed ends where the next
    heading or key begins.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if not line or line.startswith("#"):
            at += 1
        elif line.startswith("["):
            yield Statement(at, at + 1, lines[at], heading=True)
            at += 1
        else:
            end = _statement_end(lines, at)
            yield Statement(at, end, "\n".join(lines[at:end]), heading=False)
            at = end


def _statement_end(lines: list[str], start: int) -> int:
    """Return the line after the shortest valid statement at ``start``, or after a broken one."""
    end = start + 1
    if re.match(_PLAIN, lines[start]):
        return end
    while True:
        run = "\n".join(lines[start:end])
        try:
            loads(run)
        except ValueError:
            quoted = run.count('"""') % 2 or run.count("'''") % 2
            if end == len(lines) or end - start > 200:
                return start + 1 if quoted else end  # an open quotation must not reach the end of the file
            if not quoted and (re.match(_HEADER, lines[end]) or re.match(_KEY, lines[end])):
                return end
            end += 1
        else:
            return end


def heading(text: str) -> tuple[tuple[str, ...], bool] | None:
    """Return the dotted name of a table heading, and whether the table is an array element."""
    found = re.match(_HEADER, text)
    if not found:
        return None
    try:
        table: Any = loads(text)
    except ValueError:
        return None
    names = []
    while table:
        name, table = next(iter(table.items()))
        names.append(name)
        if isinstance(table, list):
            break
    return tuple(names), bool(found[1])


def locate(text: str, table: tuple[str, ...], key: str = "", nth: int = 0) -> int:
    """Return the line (from 1) of a key, or of its table's heading without a key; 0 if absent.

    ``nth`` counts the elements of an array of tables from 0.
    """
    return _lines(text).get((table, nth if table else 0, key), 0)


@lru_cache(maxsize=1)  # each mistake in a document needs its line
def _lines(text: str) -> dict[tuple[tuple[str, ...], int, str], int]:
    """Return the lines of headings and keys by (table, element, key); a heading's key is ``""``."""
    lines: dict[tuple[tuple[str, ...], int, str], int] = {}
    here: tuple[str, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    for statement in statements(text):
        key = ""
        if statement.heading:
            named = heading(statement.text)
            here = named[0] if named else ("",)
            seen[here] = seen.get(here, -1) + 1
        elif found := re.match(_KEY, statement.text):
            key = found[1].strip("\"'")
        else:
            continue
        lines.setdefault((here, seen.get(here, 0), key), statement.start + 1)
    return lines


def elements(text: str, table: tuple[str, ...]) -> list[int]:
    """Return the lines (from 1) of all headings of ``table``, one per array element."""
    return [
        statement.start + 1
        for statement in statements(text)
        if statement.heading and (named := heading(statement.text)) and named[0] == table
    ]


def _reason(error: ValueError) -> Message:
    said = str(error)
    return Message(next((key for start, key in _REASONS if said.startswith(start)), "toml.form"))


class _Salvage:
    """Reader of a broken document, statement by statement."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.data: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def read(self) -> tuple[dict[str, Any], list[Problem]]:
        here: dict[str, Any] | None = self.data
        for statement in statements(self.text):
            if statement.heading:
                here = self._open(statement)
            elif here is not None:
                self._take(statement, here)
        return self.data, self.problems

    def _open(self, statement: Statement) -> dict[str, Any] | None:
        """Return the table a heading opens; None when the table has to be skipped."""
        named = heading(statement.text)
        if named is None:
            self._report(statement.start, Message("config.no_heading", text=statement.text.strip()))
            return None
        names, element = named
        table: Any = self.data
        for depth, name in enumerate(names):
            last = depth == len(names) - 1
            below = table.setdefault(name, [] if last and element else {})
            if isinstance(below, list):
                if last and element:
                    below.append({})
                below = below[-1] if below else None
            if not isinstance(below, dict):
                self._report(statement.start, Message("config.taken", name=name))
                return None
            table = below
        return table  # type: ignore[no-any-return]

    def _take(self, statement: Statement, table: dict[str, Any]) -> None:
        try:
            values = loads(statement.text)
        except ValueError as error:
            self._report(statement.start, Message("config.not_toml", why=_reason(error)))
            return
        for name, value in values.items():
            if isinstance(value, dict) and isinstance(table.get(name), dict):
                table[name].update(value)
            elif name in table:
                self._report(statement.start, Message("config.twice", name=name))
            else:
                table[name] = value

    def _report(self, index: int, message: Message) -> None:
        self.problems.append(Problem(index + 1, message))
