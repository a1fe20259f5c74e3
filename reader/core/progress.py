"""What long work reports while it runs: frozen values the faces of the program draw as they like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from reader.locale.message import Message


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a refresh: a source that is done, or a sign of life (no ``source``) while some are slow."""

    done: int
    total: int
    source: str = ""
    """Id of the source just done; in the stage ``articles`` of the source of the article just taken."""
    name: str = ""
    new: int = 0
    """Headlines that were not there before."""
    error: Message | None = None
    """Why this source failed."""
    slow: tuple[str, ...] = ()
    """Names of the sources that have been asked and keep us waiting."""
    finished: bool = False
    """The last report of this stage."""
    note: Message | None = None
    """What was odd though it worked: read only in part, by the second way, unchanged."""
    stage: Literal["headlines", "articles"] = "headlines"
    size: int = 0
    """Bytes taken so far in the stage ``articles``."""
    expected: int = 0
    """Bytes the whole stage is estimated to take."""
    offline: bool = False
    """It failed because there seems to be no network."""
    headlines: tuple[int, ...] = ()
    """Ids of the new headlines."""
    first: bool = False
    """This source never gave anything before: all it has is new, and nothing of it is news."""


class SaveState(Enum):
    """How far an article is saved."""

    SAVED_HERE = "saved"
    """The bookmark and all that is known are on disk (fsync'd)."""
    WHOLE = "whole"
    """The whole article is on disk."""
    QUEUED = "queued"
    """The whole article could not be fetched now; it will be when the network is back."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One step of saving an article."""

    id: int
    state: SaveState
    why: Message | None = None
    """Why it was queued."""
    pictures: int = 0
    """Pictures that were saved with it."""
    offline: bool = False
    """It was queued because there seems to be no network."""
