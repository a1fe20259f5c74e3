"""The interface of every sync server, and the capabilities of each."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from reader.model.remote import Field, RemoteFeed, RemoteItem


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Limits of a server's requests."""

    items_per_request: int = 250
    marks_per_request: int = 250


@dataclass(frozen=True, slots=True)
class Credentials:
    """Login data, never shown, and not stored in the library."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials({self.user!r})"

    @property
    def basic_header(self) -> dict[str, str]:
        """The header of HTTP Basic authentication (RFC 7617)."""
        pair = f"{self.user}:{self.password}".encode()
        return {"Authorization": f"Basic {b64encode(pair).decode()}"}


class Server(Protocol):
    """A logged-in sync server. All methods raise ``RemoteError``; lists are complete."""

    kind: str
    base: str
    """Address that requests begin with."""
    capabilities: Capabilities

    async def login(self) -> None:
        """Log in, or check that the login is good."""

    async def list_feeds(self) -> list[RemoteFeed]:
        """Return every subscription."""

    async def list_unread(self) -> list[str]:
        """Return the ids of every unread item, newest first."""

    async def list_starred(self) -> list[str]:
        """Return the ids of every starred item, newest first."""

    async def get_items(self, ids: Sequence[str]) -> list[RemoteItem]:
        """Return items; those the server does not have are left out."""

    async def mark(self, field: Field, value: bool, ids: Sequence[str]) -> None:
        """Set a state of at most ``capabilities.marks_per_request`` items; idempotent."""


@runtime_checkable
class FeedManager(Protocol):
    """A server that takes subscriptions."""

    async def subscribe(self, url: str, folder: str = "") -> None:
        """Subscribe to a feed, in a folder where the server takes one.

        Raises:
            RefusedError: there is no feed, or the server does not take it.
        """

    async def unsubscribe(self, feed: str) -> None:
        """End a subscription."""


@runtime_checkable
class FeedEditor(Protocol):
    """A server that accepts new titles and folders of subscriptions."""

    async def rename(self, feed: str, title: str) -> None:
        """Set the title of a subscription."""

    async def move(self, feed: str, folder: str) -> None:
        """Move a listed subscription to a folder, created when missing; empty for none."""


@runtime_checkable
class ChangeLister(Protocol):
    """A server that lists the items changed since a time: read, starred, edited or new."""

    async def list_changes(self, since: datetime) -> list[RemoteItem]:
        """Return every item changed since then, the newest first."""


@runtime_checkable
class HistoryLister(Protocol):
    """A server that lists read items, too."""

    async def list_recent(self, since: datetime, limit: int) -> list[str]:
        """Return the ids of the newest items since then, read or not, at most ``limit``."""
