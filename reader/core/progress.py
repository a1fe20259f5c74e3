"""Progress of refreshes and downloads, as frozen values for the front ends to show."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from reader.core.rules import RuleHit
    from reader.locale.message import Message

ACCOUNT = "account"
"""Stands for the account's server where a step or a refresh names a source."""


class Progress(NamedTuple):
    """One step of a refresh: a finished source, slow ones (no ``source``), or a batch of a sync."""

    done: int
    total: int
    source: str = ""
    """Id of the finished source; in the stage ``articles`` of the downloaded article's source."""
    name: str = ""
    new: int = 0
    """Number of new headlines."""
    error: Message | None = None
    """Why this source failed."""
    failures: int = 0
    """How often in a row this source has failed."""
    slow: tuple[str, ...] = ()
    """Names of the sources that have not answered for some seconds."""
    finished: bool = False
    """The last report of this stage."""
    note: Message | None = None
    """An oddity of a successful fetch: read only in part, by the listing page, unchanged."""
    stage: Literal["headlines", "articles", "sync"] = "headlines"
    """``sync``: ``done`` and ``total`` count items of the account's server."""
    size: int = 0
    """Bytes downloaded so far in the stage ``articles``."""
    expected: int = 0
    """Estimated bytes of the whole stage."""
    available: int = 0
    """Articles that could be downloaded, whether or not they fit the budget, in the stage ``articles``."""
    offline: bool = False
    """The failure looks like a missing network."""
    headlines: tuple[int, ...] = ()
    """Ids of the new headlines."""
    first: bool = False
    """The first successful fetch of this source: its entries are new to the library, but not news."""
    title: str = ""
    """The title its document gives, for a source that has no name but its host."""
    rules: tuple[RuleHit, ...] = ()
    """New entries that rules notify of or run a command for."""


class SaveState(Enum):
    """How much of a bookmarked article is on disk."""

    SAVED_HERE = "saved"
    """The bookmark and everything the feed gave are on disk (fsync)."""
    WHOLE = "whole"
    """The whole article is on disk."""
    QUEUED = "queued"
    """The whole article could not be fetched; it will be when the network is back."""


class Saved(NamedTuple):
    """One step of saving an article."""

    id: int
    state: SaveState
    why: Message | None = None
    """Why the article was queued, or what of a whole one is nowhere to be had."""
    pictures: int = 0
    """Number of images stored with the article."""
    offline: bool = False
    """The reason looks like a missing network."""
