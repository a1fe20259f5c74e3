"""Decode the initial data of a page's program, in the notations of common frameworks.

Formats: Next.js (pages and app router), Nuxt 2 to 4, Remix, React Router, SvelteKit, Astro, Arc XP, Inertia,
Angular, Apollo, and JSON under the usual names. Nothing is run; every decoder is bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import TYPE_CHECKING, Any

from reader.sources.article.js_literal import map_key, parse_literal

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_CHARACTERS = 2_000_000
"""Of all data of one page."""
_MAX_VALUES = 100_000
_MAX_SCRIPTS = 200
_MAX_DEPTH = 100
_MAX_ISLANDS = 20
"""Elements of one page that hold data in an attribute."""
_MAX_FAILED = 20
"""Calls in one script whose argument is no JSON."""
_STATES = re.compile(
    r"(?:window|self|globalThis)?\.?(?:__NUXT__|__remixContext|__APOLLO_STATE__|__INITIAL_STATE__|__PRELOADED_STATE__"
    r"|__INITIAL_DATA__|__DATA__|__STATE__|SIMORGH_DATA|Fusion\.globalContent|__PAGE_DATA__)\s*=\s*"
)
_VARIABLE = re.compile(r"(?:\b(?:var|let|const)\s+|window\.)\w{1,60}\s*=\s*(?=[{\[]\s*[\"{])")
_SVELTE = re.compile(r"\bdata\s*[:=]\s*(?=\[)")
_PARSED = re.compile(r"JSON\.parse\(\s*")
_FLIGHT = re.compile(r"__next_f\.push\(\s*")
_TURBO = re.compile(r"streamController\.enqueue\(\s*")
_ROW = re.compile(rb"([0-9a-f]*):")
_BYTES_ROW = re.compile(rb"([TAOobUSsLlGgMmV])([0-9a-f]+),")
_REFERENCE = re.compile(r"\$(?:[L@])?([0-9a-f]+)((?::[^:]+)*)")
_JSON = json.JSONDecoder(strict=False)
_MALFORMED = (ValueError, RecursionError, IndexError, KeyError, TypeError)
"""Raised for data of another shape than its notation has."""


def page_values(tree: LexborHTMLParser) -> Iterator[Any]:
    """Yield the values that the scripts of a page hold, decoded: objects, lists, texts, numbers."""
    left = _MAX_CHARACTERS
    flight: list[str] = []
    for script in tree.css("script")[:_MAX_SCRIPTS]:
        kind = script.attributes.get("type") or ""
        text = script.text()
        if not text or "ld+json" in kind or len(text) > left:
            continue
        try:
            if "json" in kind or script.attributes.get("id") in (
                "__NEXT_DATA__",
                "__NUXT_DATA__",
                "ng-state",
            ):
                left -= len(text)
                yield from _from_json(script, text)
            elif "__next_f" in text:
                left -= len(text)
                flight += [part for part in _pushed(text, _FLIGHT) if isinstance(part, str)]
            elif "streamController" in text:
                left -= len(text)
                for part in _pushed(text, _TURBO):
                    yield decode_devalue(json.loads(part.partition("\n")[0]), indexed_keys=True)
            elif "kit.start(" in text or "__sveltekit" in text:
                left -= len(text)
                if (data := _SVELTE.search(text)) is not None:
                    yield parse_literal(text, data.end())
            elif (state := _STATES.search(text) or _VARIABLE.search(text)) is not None:
                left -= len(text)
                yield _assigned(text, state.end())
        except _MALFORMED:
            continue
    if flight:
        with suppress(*_MALFORMED):
            yield from _from_flight("".join(flight))
    for name, decode in (("data-page", _same), ("props", _decode_astro)):  # Inertia, Astro
        selector = "astro-island[props]" if name == "props" else f"[{name}]"
        for node in tree.css(selector)[:_MAX_ISLANDS]:
            written = node.attributes.get(name) or ""
            left -= len(written)
            if left < 0:
                return
            with suppress(*_MALFORMED):
                yield decode(json.loads(written))


def _same(value: Any) -> Any:
    return value


def _decode_astro(value: Any, depth: int = 0) -> Any:
    """Return the properties of an island of Astro: each value is a pair of its kind and itself."""
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {key: _decode_astro(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], int):
        kind, inner = value
        if kind in (1, 5) and isinstance(inner, list | str):  # a list, a set; it may be JSON in a text
            items = json.loads(inner) if isinstance(inner, str) else inner
            return [_decode_astro(each, depth + 1) for each in items]
        if kind == 4 and isinstance(inner, list | str):  # a map
            items = json.loads(inner) if isinstance(inner, str) else inner
            pairs = [_decode_astro(each, depth + 1) for each in items]
            return {map_key(pair[0]): pair[1] for pair in pairs if isinstance(pair, list) and len(pair) == 2}
        return _decode_astro(inner, depth + 1) if isinstance(inner, dict) else inner
    return value


def _from_json(script: LexborNode, text: str) -> Iterator[Any]:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    if "&q;" in text:
        text = _unescape_angular(text)
    data = _JSON.raw_decode(text)[0]
    if script.attributes.get("id") == "__NUXT_DATA__" or "data-nuxt-data" in script.attributes:
        yield decode_devalue(data)
    elif "data-sveltekit-fetched" in script.attributes and isinstance(data, dict):
        yield json.loads(data["body"]) if isinstance(data.get("body"), str) else data
    else:
        yield data


def _assigned(text: str, start: int) -> Any:
    """Return the value a script gives one of the usual names."""
    if (parsed := _PARSED.match(text, start)) is not None:
        return json.loads(parse_literal(text, parsed.end()))
    try:
        return _JSON.raw_decode(text, start)[0]
    except ValueError:
        return parse_literal(text, start)


def _pushed(text: str, call: re.Pattern[str]) -> Iterator[Any]:
    """Yield the texts a script passes to a function; of a pair ``[1, text]`` the text."""
    failed = 0
    for found in call.finditer(text):
        try:
            value = _JSON.raw_decode(text, found.end())[0]
        except ValueError:
            failed += 1  # each takes time linear in what is before it
            if failed > _MAX_FAILED:
                return
            continue
        if isinstance(value, list):
            value = value[1] if len(value) == 2 and value[0] == 1 else None
        if isinstance(value, str):
            yield value


def _from_flight(text: str) -> Iterator[Any]:
    """Yield the rows of React's Flight notation (Next.js app router), references resolved."""
    rows: dict[str, Any] = {}
    data = text.encode("utf-8", "replace")
    at = 0
    while at < len(data) and len(rows) < _MAX_VALUES:
        head = _ROW.match(data, at)
        if head is None:
            at = data.find(b"\n", at) + 1 or len(data)
            continue
        name, at = head[1].decode(), head.end()
        if (sized := _BYTES_ROW.match(data, at)) is not None:
            end = sized.end() + int(sized[2][:9], 16)  # bytes, not characters
            if sized[1] == b"T":
                rows[name] = data[sized.end() : end].decode("utf-8", "replace")
            at = end
            continue
        end = data.find(b"\n", at)
        end = end if end >= 0 else len(data)
        with suppress(ValueError, RecursionError):  # a module, a hint, an error
            rows[name] = json.loads(data[at:end])
        at = end + 1
    resolver = _Resolver(rows)
    for name in rows:
        if isinstance(value := resolver.row(name, 0), dict | list):
            yield value


class _Resolver:
    """Replace the references in rows of Flight by the values they refer to, each row once."""

    def __init__(self, rows: dict[str, Any]) -> None:
        self._rows = rows
        self._made: dict[str, Any] = {}
        self._left = _MAX_VALUES

    def row(self, name: str, depth: int) -> Any:
        """Return the value of a row; nothing for one that is being resolved or is not there."""
        if name not in self._made:
            self._made[name] = None  # a cycle ends here
            self._made[name] = self._value(self._rows.get(name), depth)
        return self._made[name]

    def _value(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if depth > _MAX_DEPTH or self._left < 0:
            return None
        if isinstance(value, dict):
            return {key: self._value(each, depth + 1) for key, each in value.items()}
        if isinstance(value, list):
            return [self._value(each, depth + 1) for each in value]
        if not isinstance(value, str) or not value.startswith("$") or value == "$":
            return value
        if value.startswith("$$"):
            return value[1:]
        if value.startswith("$D"):
            return value[2:]
        found = _REFERENCE.fullmatch(value)
        target: Any = self.row(found[1], depth + 1) if found else None
        for part in found[2].split(":")[1:] if found else ():
            key: Any = int(part[:9]) if isinstance(target, list) and part.isdecimal() else part
            try:
                target = target[key]
            except (KeyError, IndexError, TypeError):
                return None
        return target


def decode_devalue(data: Any, *, indexed_keys: bool = False) -> Any:
    """Return entry 0 of a list of parts that refer to each other by index.

    Args:
        data: the parts, as devalue writes them (Nuxt 3 and later, SvelteKit).
        indexed_keys: whether ``"_5"`` as a key stands for part 5, as turbo-stream writes it (React Router 7).
    """
    if not isinstance(data, list) or not data:
        return None
    made: dict[int, Any] = {}

    def value(index: Any, depth: int) -> Any:
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(data):
            return None
        if index in made:
            return made[index]
        if depth > _MAX_DEPTH or len(made) > _MAX_VALUES:
            return None
        part = data[index]
        if isinstance(part, dict):
            made[index] = found = {}
            for key, each in part.items():
                is_index = indexed_keys and key[:1] == "_" and key[1:].isdecimal()
                name = map_key(value(int(key[1:]), depth + 1)) if is_index else key
                found[name] = value(each, depth + 1)
            return found
        if not isinstance(part, list):
            made[index] = part
            return part
        if part and isinstance(part[0], str):
            made[index] = None
            made[index] = _typed(part, lambda each: value(each, depth + 1))
            return made[index]
        items: list[Any] = []
        made[index] = items
        items.extend(value(each, depth + 1) for each in part)
        return items

    return value(0, 0)


def _typed(part: list[Any], value: Any) -> Any:
    name, rest = part[0], part[1:]
    if name in ("Date", "URL", "BigInt", "D", "U", "B") or name.startswith("Temporal."):
        return rest[0] if rest else None
    if name in ("Set", "S"):
        return [value(each) for each in rest]
    if name in ("Map", "M"):
        return {map_key(value(key)): value(each) for key, each in zip(rest[::2], rest[1::2], strict=False)}
    if name in ("null", "N"):
        return {map_key(key): value(each) for key, each in zip(rest[::2], rest[1::2], strict=False)}
    return value(rest[0]) if len(rest) == 1 and isinstance(rest[0], int) else None


def _unescape_angular(text: str) -> str:
    """Return the text of Angular's state without its own escapes."""
    for sign, letter in (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&")):
        text = text.replace(sign, letter)
    return unescape(text)
