"""Cache the items of servers that list contents instead of ids, until they are stored."""

from __future__ import annotations

from collections.abc import Sequence

from reader.model.remote import RemoteItem

MAX_ITEMS = 6000
"""Items kept: those listed first, which are the newest; of later ones only the ids are needed."""


class ItemCache:
    """The items of the lists of one sync."""

    def __init__(self) -> None:
        self._items: dict[str, RemoteItem] = {}

    def add(self, items: Sequence[RemoteItem]) -> None:
        """Keep items while there is room."""
        for item in items:
            if item.id in self._items or len(self._items) < MAX_ITEMS:
                self._items[item.id] = item

    def take(self, ids: Sequence[str]) -> tuple[list[RemoteItem], list[str]]:
        """Return the kept ones of some items, and the ids of the others."""
        found = [self._items[id] for id in ids if id in self._items]
        return found, [id for id in ids if id not in self._items]
