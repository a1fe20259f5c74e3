"""The TOML most configurations are written in, read without a parser: loading one takes as long as a start.

One key, one table heading or one comment a line; values are text without escapes, true, false, whole numbers
and lists of text. Whatever else there is, the whole document is left to `toml`, mistakes above all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_FORBIDDEN = [chr(code) for code in (*range(0x09), *range(0x0B, 0x20), 0x7F)]
"""Control characters; TOML allows the tab alone."""
_BLANK = " \t"
_WORDS = {"true": True, "false": False}


class _NotPlain(Exception):  # noqa: N818 - nothing is wrong
    """A parser is needed."""


def read_plain(text: str) -> dict[str, Any] | None:
    """Return what a document says; None when it is not a plain one.

    Args:
        text: with line feeds as its only line ends.
    """
    if any(character in text for character in _FORBIDDEN):
        return None
    try:
        return _read(text)
    except _NotPlain:
        return None


def _read(text: str) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    table = tables
    arrays: dict[str, list[dict[str, Any]]] = {}
    for line in text.split("\n"):
        line = line.strip(_BLANK)
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            table = {}
            if line[:2] == "[[" and line[-2:] == "]]":
                name = _name(line[2:-2])
                if name not in arrays:
                    _add(tables, name, arrays.setdefault(name, []))
                arrays[name].append(table)
            elif line[-1] == "]":
                _add(tables, _name(line[1:-1]), table)
            else:
                raise _NotPlain
            continue
        key, sign, value = line.partition("=")
        if not sign:
            raise _NotPlain
        _add(table, _name(key), _value(value.strip(_BLANK)))
    return tables


def _name(text: str) -> str:
    """Return a key or the name of a table that is written without quotation marks or dots."""
    name = text.strip(_BLANK)
    if not (name.isascii() and name.replace("_", "a").replace("-", "a").isalnum()):
        raise _NotPlain
    return name


def _add(table: dict[str, Any], key: str, value: Any) -> None:
    if key in table:
        raise _NotPlain
    table[key] = value


def _value(text: str) -> Any:
    if text[:1] in ('"', "'"):
        value, rest = _string(text)
        if rest and rest[0] != "#":
            raise _NotPlain
        return value
    if text[:1] == "[":
        return _list(text)
    word = text.partition("#")[0].rstrip(_BLANK)
    if word in _WORDS:
        return _WORDS[word]
    if word.isascii() and word.isdigit() and (word[0] != "0" or word == "0") and len(word) < 19:
        return int(word)
    raise _NotPlain


def _list(text: str) -> list[str]:
    values: list[str] = []
    if text[-1] != "]":
        raise _NotPlain
    rest = text[1:-1].strip(_BLANK)
    while rest:
        value, rest = _string(rest)
        values.append(value)
        if rest and rest[0] != ",":
            raise _NotPlain
        rest = rest[1:].lstrip(_BLANK)
    return values


def _string(text: str) -> tuple[str, str]:
    """Return the text in the quotation marks a value begins with, and what comes after them."""
    mark = text[0]
    value, end, rest = text[1:].partition(mark)
    if mark not in "\"'" or not end or (mark == '"' and "\\" in value):
        raise _NotPlain
    if not value and rest[:1] == mark:  # three of them: text of several lines
        raise _NotPlain
    return value, rest.lstrip(_BLANK)
