"""The state of the screen that a person changes by key, kept in the library as JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from reader.config import Settings
from reader.config.schema import OPTIONS
from reader.tui.list_rows import GROUPINGS

KEY = "habits"
"""Key of the record in the library."""
_CHOICES: Mapping[str, Collection[object]] = {option.field: option.choices for option in OPTIONS} | {
    "grouping": GROUPINGS
}


class UiState(NamedTuple):
    """How the screen is set up; fields that ``Settings`` has too start with its values."""

    language: str = "ar"
    digits: str = "latn"
    theme: str = "auto"
    text_size: str = "normal"
    justify: str = "off"
    harakat: str = "auto"
    ticker_paused: bool = False
    shifts: dict[str, int] = {}
    """Cells the list has more than at first, by size class."""
    density: str = "auto"
    """Of rows."""
    grouping: str = "day"
    """Of headlines: ``day``, ``source`` or empty."""
    stories: bool = True
    """Whether an event is listed once."""
    oldest_first: bool = False
    """Whether the oldest headlines come first."""
    shelf: bool = False
    """Whether the bookmarks stand in the place of the headlines."""
    top: int = 0
    """Id of the first headline on the screen; 0 at the top of the list, and of a filtered one."""
    place: int = 0
    """Id of the headline under the cursor; 0 there."""


def to_json(state: Mapping[str, object]) -> str:
    """Return fields of a state as the text the library keeps."""
    return json.dumps(state, sort_keys=True)


def from_json(text: str) -> dict[str, Any]:
    """Return the known fields of a stored text; others and mistyped ones are ignored."""
    try:
        stored = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    default = UiState._field_defaults
    return {
        name: value
        for name, value in (stored.items() if isinstance(stored, dict) else ())
        if name in default
        and type(value) is type(default[name])
        and (not _CHOICES.get(name) or value in _CHOICES[name])
        and (name != "shifts" or all(type(cells) is int for cells in value.values()))
    }


PLACE = frozenset({"top", "place"})
"""Fields that change at each key that moves the cursor: they are written on leaving."""


def changed_fields(before: UiState, after: UiState) -> dict[str, object]:
    """Return the fields in which two states differ, with their later value."""
    return {name: value for name, value in after._asdict().items() if value != getattr(before, name)}


def merge(
    settings: Settings, given: Collection[str], remembered: Mapping[str, Any]
) -> tuple[Settings, UiState]:
    """Return settings and state to start with; the configuration wins over remembered values.

    Args:
        settings: of the configuration.
        given: names of the settings that the configuration itself gives.
        remembered: fields of ``UiState`` from the library.
    """
    kept = {name: value for name, value in remembered.items() if name not in given}
    both = set(Settings._fields) & set(UiState._fields)
    settings = settings._replace(**{name: value for name, value in kept.items() if name in both})
    own = {name: value for name, value in kept.items() if name not in both}
    return settings, UiState(**{name: getattr(settings, name) for name in both}, **own)
