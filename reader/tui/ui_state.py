"""What a person changes by key and expects to find again: plain values, written down as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from reader.config import Settings
from reader.config.schema import OPTIONS
from reader.tui.list_rows import GROUPINGS

KEY = "habits"
"""Under which the library keeps them."""
_CHOICES: Mapping[str, Collection[object]] = {option.field: option.choices for option in OPTIONS} | {
    "grouping": GROUPINGS
}


@dataclass(frozen=True, slots=True)
class Habits:
    """How the screen is set up; the fields ``Settings`` has too start from there."""

    language: str = "ar"
    digits: str = "latn"
    theme: str = "dark"
    text_size: str = "normal"
    justify: str = "off"
    harakat: str = "shown"
    ticker_paused: bool = False
    share: int = 40
    """Percent of the width that the headlines take."""
    grouping: str = "day"
    """Of headlines: ``day``, ``source`` or empty."""
    shelf: bool = False
    """Whether the shelf stands in the place of the headlines."""


def written(habits: Mapping[str, object]) -> str:
    """Return habits as the text the library keeps."""
    return json.dumps(habits, sort_keys=True)


def recalled(text: str) -> dict[str, Any]:
    """Return the habits a text tells of, as far as they mean anything to this version."""
    try:
        told = json.loads(text or "{}")
    except ValueError:
        return {}
    blank = asdict(Habits())
    return {
        name: value
        for name, value in (told.items() if isinstance(told, dict) else ())
        if name in blank
        and type(value) is type(blank[name])
        and (not _CHOICES.get(name) or value in _CHOICES[name])
    }


def changed(before: Habits, after: Habits) -> dict[str, object]:
    """Return the fields in which two states differ, with their later value."""
    return {
        field.name: getattr(after, field.name)
        for field in fields(Habits)
        if getattr(after, field.name) != getattr(before, field.name)
    }


def begun(
    settings: Settings, given: Collection[str], remembered: Mapping[str, Any]
) -> tuple[Settings, Habits]:
    """Return what to start with: what the configuration says itself, else what was remembered."""
    habits = {name: value for name, value in remembered.items() if name not in given}
    both = set(Settings._fields) & {field.name for field in fields(Habits)}
    settings = settings._replace(**{name: value for name, value in habits.items() if name in both})
    own = {name: value for name, value in habits.items() if name not in both}
    return settings, Habits(**{name: getattr(settings, name) for name in both}, **own)
