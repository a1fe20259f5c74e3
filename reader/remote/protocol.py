"""The interface of every sync server, and what each can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from reader.model.remote import Field, RemoteFeed, RemoteItem


@dataclass(frozen=True, slots=True)
class Capabilities:
    """How much a server takes in one request."""

    items_per_request: int = 250
    marks_per_request: int = 250


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to log in; never shown or stored by the library."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials({self.user!r})"


class Server(Protocol):
    """A logged-in sync server. Every method raises ``RemoteError``; lists are whole or not given at all."""

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
        """Set a state of items, at most ``capabilities.marks_per_request``; setting it twice is harmless."""


@runtime_checkable
class FeedManager(Protocol):
    """A server that takes subscriptions."""

    async def subscribe(self, url: str) -> None:
        """Subscribe to a feed."""

    async def unsubscribe(self, feed: str) -> None:
        """End a subscription."""
