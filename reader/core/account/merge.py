"""Merge a sync server's list of ids into the state here: pure, three-way, the queue wins."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple


class Merge(NamedTuple):
    """The changes that a complete list of the items in a state means."""

    changes: dict[str, bool]
    """Known items to the state to take over."""
    unknown: list[str]
    """Items to download, in the order of the list."""
    contrary: list[str]
    """Items that were just sent and that the server shows otherwise."""


def merge_states(
    known: Mapping[str, tuple[bool, bool]],
    listed: Collection[str],
    queued: Collection[str],
    sent: Mapping[str, bool],
) -> Merge:
    """Merge a server's list of the items that have a state with the known ones.

    Args:
        known: item to its state here and the server's last word about it.
        listed: every item that has the state on the server now, in its order.
        queued: items with a change that was not sent yet: they keep theirs.
        sent: items whose change was sent in this run, to the state sent: the list may be older than it.
    """
    having = set(listed)
    waiting = set(queued)
    changes = {}
    contrary = []
    for item, (here, there) in known.items():
        now = item in having
        if item in sent:
            if now != sent[item]:
                contrary.append(item)
        elif item not in waiting and (now != here or now != there):
            changes[item] = now
    return Merge(changes, [item for item in listed if item not in known], contrary)
