"""Read user themes: a TOML file each, with any of the roles of ``styles/themes.toml``.

    base = "light"                # the theme whose other roles are taken; "dark" without
    accent = "#7a1f1f"
    link = ["#563a10", 58]        # with the number for terminals of 256 colours
    good = ["#35461a", 22, 4]     # and with that for 16; without, it is the base's

Importing the module does not import Textual.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reader.config.tolerant_toml import loads
from reader.locale.message import Message
from reader.tui.stylesheets import add_theme, builtin_table

MIN_CONTRAST = 4.5
"""WCAG 2.1, level AA, for text."""
MAX_THEME_BYTES = 1 << 16
"""A theme has some forty lines."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NUMBERS = (range(16, 256), range(16))
"""Colours of terminals with 256, and with 16."""
_TEXT = ("ink", "title", "lead", "read", "quiet", "accent", "link", "quote", "breaking", "warn", "good")
"""Roles of text on the ground."""


def load_user_themes(folder: Path) -> list[Message]:
    """Read every theme in a folder, which need not exist; return their mistakes."""
    problems: list[Message] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            table = loads(_read(file))
        except (OSError, ValueError) as error:
            problems.append(Message("theme.unreadable", file=file.name, why=str(error)))
            continue
        problems += _add(file, table)
    return problems


def _read(file: Path) -> str:
    """Return the text of a file; a pipe or a device would be read for ever."""
    if not file.is_file():
        raise ValueError("it is no file")
    with file.open("rb") as stream:
        return stream.read(MAX_THEME_BYTES).decode("utf-8")


def _add(file: Path, table: dict[str, Any]) -> list[Message]:
    problems: list[Message] = []
    base = table.pop("base", "dark")
    made = builtin_table(base if isinstance(base, str) else "dark")
    for role, value in table.items():
        colour = _colour(value)
        if role not in made or role == "dark" or colour is None:
            problems.append(Message("theme.wrong_role", file=file.name, role=role))
        else:
            made[role] = [*colour[:2], colour[2] if colour[2] is not None else made[role][2]]
    for role in _TEXT:
        ratio = contrast(made[role][0], made["ground"][0])
        if ratio < MIN_CONTRAST:
            problems.append(Message("theme.low_contrast", file=file.name, role=role, ratio=f"{ratio:.1f}"))
    add_theme(file.stem, made)
    return problems


def _colour(value: object) -> list[Any] | None:
    """Return a colour as in the tables: ``#rrggbb`` and two numbers, None for a missing one."""
    found = value if isinstance(value, list) else [value]
    if not 1 <= len(found) <= 3 or not isinstance(found[0], str) or not _COLOUR.fullmatch(found[0]):
        return None
    numbers = found[1:]
    is_number = [
        type(number) is int and number in allowed for number, allowed in zip(numbers, _NUMBERS, strict=False)
    ]
    return [found[0].lower(), *numbers, *[None] * (2 - len(numbers))] if all(is_number) else None


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.1 contrast ratio of two colours given as ``#rrggbb``."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
