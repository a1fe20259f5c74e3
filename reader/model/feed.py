"""Define feeds and entries as parsed and sanitized, before they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reader.locale.message import Message


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of an entry (RSS ``enclosure``, Atom ``rel=enclosure``, ``media:content``)."""

    url: str
    type: str = ""
    length: int = 0
    """Bytes as declared; 0 when unknown."""
    duration: int = 0
    """Seconds of sound or film as declared; 0 when unknown."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The state of an enclosure on this machine."""

    url: str
    path: str = ""
    """Path of the download; empty before the first byte."""
    validator: str = ""
    """``ETag`` or ``Last-Modified`` of the version a partial download began with."""
    downloaded_at: datetime | None = None
    """Time of the complete download; None while partial."""
    played_at: datetime | None = None
    """Time of the last start of a player with the file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed or listing on arrival: cleaned, not yet stored."""

    id: str
    """The guid, else the address, else a digest of title and date."""
    title: str
    """Plain text, one line."""
    url: str = ""
    published: datetime | None = None
    """Aware, UTC. None when unknown: none is better than wrong."""
    updated: datetime | None = None
    summary: str = ""
    """Plain text."""
    content: str = ""
    """Body markup as given (HTML, characters cleaned); parsed into blocks on display."""
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str = ""
    """Absolute address of the lead picture."""
    language: str = ""
    guid: str = ""
    """As given by the feed (RSS ``guid``, Atom and JSON Feed ``id``); empty without one."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A parsed feed or listing page."""

    title: str = ""
    url: str = ""
    home: str = ""
    """Address of the site the feed belongs to."""
    language: str = ""
    description: str = ""
    updated: datetime | None = None
    entries: tuple[Entry, ...] = ()
    hubs: tuple[str, ...] = ()
    older: str = ""
    """Address of a document with earlier entries; empty without one."""
    problem: Message | None = None
    """Why the feed was read only in part; None for a complete one."""
