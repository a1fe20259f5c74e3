"""Determine the purpose of elements by class names and ids (``class_names.toml``)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.sources.catalogue import read_data

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NAMING = ("class", "id", "role", "aria-labelledby", "data-component", "data-testid", "data-hook")
"""Attributes whose words are names of an element."""
MAX_NAMES = 40
"""Names of one element that are looked at."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def has_kind(node: LexborNode, kind: str, attributes: tuple[str, ...] = ("class",)) -> bool:
    """Return whether a name in the attributes of an element is of a kind (a table of the file)."""
    return any(kind in kinds_of(name) for name in names_of(node, attributes))


def names_of(node: LexborNode, attributes: tuple[str, ...] = NAMING) -> list[str]:
    """Return the names in the attributes of an element."""
    own = node.attributes
    return " ".join(value for key in attributes if (value := own.get(key))).split()[:MAX_NAMES]


@lru_cache(maxsize=8_192)
def kinds_of(name: str) -> frozenset[str]:
    """Return the kinds of one class name or id: ``around``, ``caption`` and the other tables."""
    name = _CAMEL.sub("-", name).lower()
    return frozenset(kind for kind, pattern in _patterns().items() if pattern.search(name))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Read ``class_names.toml``."""
    found = {}
    for kind, table in read_data("article/class_names.toml").items():
        words = "|".join(table.get("words", ()))
        whole_words = [rf"(?:^|[_-])(?:{words})(?:$|[_-]|\d)"] if words else []
        found[kind] = re.compile("|".join([*whole_words, *table.get("names", ())]))
    return found
