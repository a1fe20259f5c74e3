"""Convert names of keys between the tables of keys and the spellings people write."""

from __future__ import annotations

import re
import unicodedata

LABELS = {
    "full_stop": ".",
    "number_sign": "#",
    "at": "@",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "vertical_line": "|",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "insert": "Ins",
}
"""How people write keys that are no letter."""
_NAMES = {label.lower(): name for name, label in LABELS.items()} | {
    "return": "enter",
    "page_down": "pagedown",
    "page_up": "pageup",
    "comma": "comma",
    "underscore": "underscore",
    "backslash": "backslash",
    "backspace": "backspace",
    "\\": "backslash",
    "_": "underscore",
}
"""Names of keys by how they may be written too, in lower case."""
_LAST_SIGN = 0xFF
"""The last character of Latin-1: later signs are on no keyboard, but have names such as ``banana``."""
_HELD = ("ctrl", "shift", "alt", "meta", "super", "hyper")
_BETWEEN = re.compile(r"(?<=[^+])\+(?=.)")
_FUNCTION = re.compile(r"f([1-9]|1\d|2[0-4])")


def key_label(key: str) -> str:
    """Return a key name in display form: ``ctrl+p`` as ``Ctrl+P``, ``slash`` as ``/``."""
    if key in LABELS:
        return LABELS[key]
    held, plus, last = key.rpartition("+")
    if not plus:
        return key
    return f"{held.title()}+{LABELS.get(last) or (last.upper() if len(last) == 1 else last.title())}"


def parse_key(written: str) -> str:
    """Return the name of a key written in any form (``Ctrl+B``, ``esc``, ``?``); empty for none."""
    text = written.strip()
    *held, last = _BETWEEN.split(text)
    if not all(each.strip().lower() in _HELD for each in held):
        return ""
    name = _single(last.strip()) if len(last.strip()) == 1 else _named(last.strip().lower())
    if held and len(name) == 1:
        name = name.lower()
    return "+".join([*(each.strip().lower() for each in held), name]) if name else ""


def _single(character: str) -> str:
    """Return Textual's name of the key that types a character."""
    if character.isalnum():
        return character
    return _NAMES.get(character) or unicodedata.name(character, "").lower().replace(" ", "_").replace(
        "-", "_"
    )


def _named(name: str) -> str:
    if name in LABELS or _FUNCTION.fullmatch(name):
        return name
    if name in _NAMES:
        return _NAMES[name]
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return ""
    return name if ord(character) <= _LAST_SIGN else ""
