"""Data of a sync server: its feeds and items, before they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Field = Literal["read", "starred"]
"""A state of an item that a person changes."""
FeedChangeKind = Literal["add", "rename", "move", "leave"]


@dataclass(frozen=True, slots=True)
class RemoteFeed:
    """A subscription of an account."""

    id: str
    """Id on the server: ``feed/3``."""
    title: str
    url: str
    home: str = ""
    folder: str = ""
    """The first of its folders; empty without one."""


@dataclass(frozen=True, slots=True)
class RemoteItem:
    """An item of an account, sanitized."""

    id: str
    """Id in canonical spelling, the same for every spelling of the server."""
    feed: str
    title: str
    url: str = ""
    content: str = ""
    """Markup."""
    summary: str = ""
    author: str = ""
    published: datetime | None = None
    read: bool = False
    starred: bool = False
    image: str = ""
    enclosures: tuple[tuple[str, str, int], ...] = ()
    """Address, media type and length of each."""
    feed_title: str = ""
    """Of a feed that need not be subscribed to any more."""


@dataclass(frozen=True, slots=True)
class QueuedMark:
    """A local change not yet sent to the server."""

    item: str
    field: Field
    value: bool
    tries: int = 0
    """Times the mark was sent without a visible effect on the server."""


@dataclass(frozen=True, slots=True)
class FeedChange:
    """A local change of a subscription not yet sent to the server."""

    kind: FeedChangeKind
    feed: str = ""
    """Id on the server; empty for a feed to add."""
    url: str = ""
    title: str = ""
    """The new one of a rename; may be empty for a feed to add."""
    folder: str = ""
    """The new one of a move; empty for none."""
    id: int = 0
    """In the queue."""
    tries: int = 0
    """Times the server failed on this change."""
