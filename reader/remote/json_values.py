"""Read values of JSON answers; a value of another type counts as missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reader.locale.message import Message
from reader.model.remote import RemoteFeed
from reader.remote.errors import UnexpectedAnswerError
from reader.sources.sanitize import clean_line, clean_url

MAX_SECONDS = 100_000_000_000
"""A time in seconds is less until the year 5138, one in milliseconds more since 1973."""
_MAX_DIGITS = 20


def text(data: Any, key: str) -> str:
    """Return a text of an object; empty for anything else."""
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else ""


def items(data: Any, key: str) -> list[Any]:
    """Return a list of an object; empty for anything else."""
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, list) else []


def fields(data: Any, key: str) -> Mapping[str, Any]:
    """Return an object of an object; empty for anything else."""
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, dict) else {}


def identifier(data: Any, key: str = "id") -> str:
    """Return a whole number of an object, written as a number or a text, as text.

    Raises:
        UnexpectedAnswerError: there is none.
    """
    value = data.get(key) if isinstance(data, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).isdecimal():
        raise UnexpectedAnswerError(Message("sync.shape", key=key))
    return str(int(value))


def read_feeds(
    listed: Sequence[Any], address_key: str, home_key: str, folder: Callable[[Any], str]
) -> list[RemoteFeed]:
    """Return the subscriptions in a list of objects with ids and titles.

    Args:
        listed: the objects.
        address_key: where each has the address of the feed.
        home_key: where each has that of the site; empty where the server does not say it.
        folder: returns the name of an object's folder.

    Raises:
        UnexpectedAnswerError: one has no id.
    """
    return [
        RemoteFeed(
            identifier(one),
            clean_line(text(one, "title")) or text(one, address_key),
            clean_url(text(one, address_key)),
            clean_url(text(one, home_key)),
            folder(one),
        )
        for one in listed
    ]


def moment(seconds: Any) -> datetime | None:
    """Return a time in seconds since the epoch; None for 0 and anything else.

    Servers write milli- or microseconds into fields of seconds, too: a number that large is no other.
    """
    if isinstance(seconds, str) and seconds.isdecimal() and len(seconds) <= _MAX_DIGITS:
        seconds = int(seconds)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds:
        return None
    for _ in range(2):
        if seconds >= MAX_SECONDS:
            seconds /= 1000
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def iso_moment(value: str) -> datetime | None:
    """Return an RFC 3339 time; None for anything else."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo and 1 < found.year < 9999 else None
