"""Read JavaScript literals and functions of literals (Nuxt 2); runs nothing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_MAX_VALUES = 100_000
_MAX_DEPTH = 100
_MAX_SCANNED = 4_000_000
"""Characters looked through for the ends of functions: one within another is looked through with both."""
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"-?(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?\d++)?+")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'", re.DOTALL)
_BRACES = re.compile(r"\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|'(?:[^'\\]|\\.)*+(?:'|\Z)|[{}]", re.DOTALL)
_FUNCTION = re.compile(r"\s*+\(?+\s*+function\s*+\(([\w$,\s]*+)\)\s*+\{")
_PATTERN = re.compile(r"/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/[a-z]*+")
_CALL = re.compile(r"\s*+\)?+\s*+\(")
_BARE: dict[str, Any] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": None,
    "Infinity": None,
}
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|(.))", re.DOTALL)


class LiteralError(ValueError):
    """A text is not one of the literals that are understood."""


def parse_literal(text: str, start: int = 0) -> Any:
    """Return the value of the JavaScript literal that begins at ``start``; the rest is not read.

    Understood are objects, arrays, strings, numbers, ``void 0``, ``new Date(…)`` and the form
    ``(function(a,b){a.c=1;return {…}}(1,"x"))``, in which names stand for the arguments.

    Raises:
        LiteralError: it is anything else.
    """
    return _Reader(text, start, {}, _Budget()).value(0)


def map_key(value: Any) -> str:
    """Return a key as text; empty for a list or object, which could grow without end."""
    return "" if isinstance(value, dict | list) else str(value)


@dataclass(slots=True)
class _Budget:
    """The remaining limits of one literal, including its functions."""

    values: int = _MAX_VALUES
    characters: int = _MAX_SCANNED


def _call(text: str, function: re.Match[str], depth: int, budget: _Budget) -> tuple[Any, int]:
    """Return the value of an immediately called function, and the end of the call."""
    names = [name.strip() for name in function[1].split(",") if name.strip()]
    body = function.end()
    end = _closing(text, body)
    budget.characters -= end - body
    if budget.characters < 0:
        raise LiteralError("too large")
    opening = _CALL.match(text, end + 1)
    if opening is None:
        raise LiteralError("a function that is not called")
    arguments: list[Any] = []
    reader = _Reader(text, opening.end(), {}, budget)
    while not reader.ends(")"):
        arguments.append(reader.value(depth))
        reader.skip(",")
    if function[0].lstrip().startswith("(") and ")" not in opening[0]:
        reader.skip(")")
    names_to_values = dict(zip(names, arguments, strict=False))
    inner = _Reader(text, body, names_to_values, budget)
    for _ in range(_MAX_VALUES):
        if inner.word("return"):
            return inner.value(depth), reader.at
        inner.statement()
    raise LiteralError("too long")


def _closing(text: str, start: int) -> int:
    """Return the place of the brace that closes the one before ``start``."""
    depth = 1
    for token in _BRACES.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if not depth:
            return token.start()
    raise LiteralError("without an end")


class _Reader:
    """One pass over a text, a value at a time."""

    def __init__(self, text: str, at: int, names: dict[str, Any], budget: _Budget) -> None:
        self._text = text
        self.at = at
        """Index into the text of what is read next."""
        self._names = names
        self._budget = budget

    def ends(self, sign: str) -> bool:
        """Skip a sign if next; return whether found."""
        self._blank()
        if self._text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    skip = ends

    def word(self, word: str) -> bool:
        """Skip a word if next; return whether found."""
        self._blank()
        found = _NAME.match(self._text, self.at)
        if found is None or found[0] != word:
            return False
        self.at = found.end()
        return True

    def statement(self) -> None:
        """Run ``a.b=1``, ``a[0]=1``, ``a.add(1)`` or ``a.set(1,2)`` on the named values.

        Raises:
            LiteralError: it is any other statement.
        """
        target: Any = self._names.get(self._name(), _BARE)
        key: Any = None
        if target is _BARE:
            raise LiteralError("an unknown name")
        while not self.ends("="):
            if key in ("add", "set") and self.ends("("):
                self._collect(target, key)
                key = None
                if self.skip(";") or self.skip(",") or self._text[self.at : self.at + 6] == "return":
                    return
                continue
            if key is not None:
                target = _item(target, key)
            if self.ends("."):
                key = self._name()
            elif self.ends("["):
                key = self.value(0)
                self._expect("]")
            else:
                raise LiteralError("an unknown statement")
        value = self.value(0)
        if isinstance(target, dict) and isinstance(key, str):
            target[key] = value
        elif isinstance(target, list) and isinstance(key, int) and 0 <= key <= min(len(target), _MAX_VALUES):
            target[key : key + 1] = [value]
        else:
            raise LiteralError("an unknown target")
        self.skip(";") or self.skip(",")

    def _collect(self, target: Any, method: str) -> None:
        """Put the arguments of ``add`` or ``set`` into a set or a map."""
        passed: list[Any] = []
        while not self.ends(")"):
            passed.append(self.value(0))
            self.skip(",")
        if method == "add" and isinstance(target, list) and len(passed) == 1:
            target.append(passed[0])
        elif method == "set" and isinstance(target, dict) and len(passed) == 2:
            target[map_key(passed[0])] = passed[1]
        else:
            raise LiteralError("an unknown target")

    def value(self, depth: int) -> Any:
        """Return the value that follows."""
        self._budget.values -= 1
        if depth > _MAX_DEPTH or self._budget.values < 0:
            raise LiteralError("too large")
        self._blank()
        sign = self._text[self.at : self.at + 1]
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            return self._array(depth)
        if sign in "\"'" and sign:
            return self._string()
        if (number := _NUMBER.match(self._text, self.at)) is not None and sign:
            self.at = number.end()
            return float(number[0]) if set(number[0]) & set(".eE") else int(number[0][:20])
        if sign == "!":
            self.at += 1
            return not self.value(depth + 1)
        if sign == "/" and (pattern := _PATTERN.match(self._text, self.at)) is not None:
            self.at = pattern.end()
            return None
        if (function := _FUNCTION.match(self._text, self.at)) is not None:
            found, self.at = _call(self._text, function, depth + 1, self._budget)
            return found
        return self._named(depth)

    def _named(self, depth: int) -> Any:
        negative = self.ends("-")
        name = self._name()
        if name in self._names and not negative:
            return self._names[name]
        if name in _BARE:
            return _BARE[name]
        if name == "void":
            self.value(depth + 1)
            return None
        if name == "new":
            name = self._name()
        if name not in ("Date", "Set", "Map", "Array", "Object", "String"):
            raise LiteralError(f"an unknown name {name[:20]}")
        if name == "Object" and self.ends("."):
            return self._created(depth)
        arguments: list[Any] = []
        if self.ends("("):
            while not self.ends(")"):
                arguments.append(self.value(depth + 1))
                self.skip(",")
        first = arguments[0] if arguments else None
        if name == "Map":
            pairs = first if isinstance(first, list) else []
            return {map_key(pair[0]): pair[1] for pair in pairs if isinstance(pair, list) and len(pair) == 2}
        return [] if name in ("Set", "Array") and not isinstance(first, list) else first

    def _created(self, depth: int) -> Any:
        """Return the object that ``Object.create(null, …)`` or ``Object.assign(…)`` makes."""
        name = self._name()
        self._expect("(")
        parts: list[Any] = []
        while not self.ends(")"):
            parts.append(self.value(depth + 1))
            self.skip(",")
        found: dict[str, Any] = {}
        for part in parts:
            for key, each in part.items() if isinstance(part, dict) else ():
                is_described = name == "create" and isinstance(each, dict)
                found[key] = each.get("value") if is_described else each
        return found

    def _object(self, depth: int) -> dict[str, Any]:
        self.at += 1
        found: dict[str, Any] = {}
        while not self.ends("}"):
            self._blank()
            if self._text[self.at : self.at + 1] in ('"', "'"):
                key = self._string()
            elif (number := _NUMBER.match(self._text, self.at)) is not None:
                self.at, key = number.end(), number[0]
            else:
                key = self._name()
            if self.ends(":"):
                found[key] = self.value(depth + 1)
            else:  # ``{a}`` is ``{a:a}``
                found[key] = self._names.get(key)
            if not self.ends(","):
                self._expect("}")
                break
        return found

    def _array(self, depth: int) -> list[Any]:
        self.at += 1
        found: list[Any] = []
        while not self.ends("]"):
            if self.ends(","):
                found.append(None)
                continue
            found.append(self.value(depth + 1))
            if not self.ends(","):
                self._expect("]")
                break
        return found

    def _string(self) -> str:
        found = _STRING.match(self._text, self.at)
        if found is None:
            raise LiteralError("a string without an end")
        self.at = found.end()
        written = found[0]
        try:
            if written[0] == '"':
                return str(json.loads(written, strict=False))
        except ValueError:
            pass
        return _unescaped(written[1:-1])

    def _name(self) -> str:
        self._blank()
        found = _NAME.match(self._text, self.at)
        if found is None:
            raise LiteralError("no value")
        self.at = found.end()
        return found[0]

    def _expect(self, sign: str) -> None:
        if not self.ends(sign):
            raise LiteralError(f"{sign} is missing")

    def _blank(self) -> None:
        found = _SPACE.match(self._text, self.at)
        assert found
        self.at = found.end()


def _item(value: Any, key: Any) -> Any:
    try:
        return value[key]
    except (KeyError, IndexError, TypeError):
        raise LiteralError("an unknown target") from None


def _unescaped(text: str) -> str:
    """Return a string of JavaScript without its escapes (ECMA-262 12.9.4)."""

    def one(found: re.Match[str]) -> str:
        if found[1] or found[2]:
            code = int(found[1] or found[2], 16)
            return chr(code) if code < 0x110000 else ""
        return {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}.get(found[3], found[3])

    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return _ESCAPE.sub(one, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
