"""Errors of the core: one tree, each with a message for the person."""

from __future__ import annotations

from collections.abc import Iterable

from reader.locale.message import LocalizedError, Message


class CoreError(LocalizedError):
    """A request to the core failed."""


class NotFoundError(CoreError):
    """No source or entry has that name."""


def no_such_source(id: str, known: Iterable[str]) -> NotFoundError:
    """Return the error for an id that is not among the ``known`` ones, naming the most similar of them."""
    from difflib import get_close_matches

    near = get_close_matches(id, list(known), 1)
    if near:
        return NotFoundError(Message("core.no_source_near", id=id, near=near[0]))
    return NotFoundError(Message("core.no_source", id=id))


class ExportError(CoreError):
    """An export cannot be written, or an import cannot be read."""


def no_entry(id: int) -> NotFoundError:
    """Return the error for an id the library does not have."""
    return NotFoundError(Message("core.no_entry", id=id))
