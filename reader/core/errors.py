"""Errors of the core: one tree, each with a message for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.locale.message import LocalizedError, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.model import Source


class CoreError(LocalizedError):
    """A request to the core failed."""


class NotFoundError(CoreError):
    """No source or entry has that name."""


def no_such_source(id: str, sources: Iterable[Source], ids: Iterable[str] = ()) -> NotFoundError:
    """Return the error for an id no source has, naming the most similar source.

    Args:
        id: what was asked for; a name is found as well.
        sources: those that exist.
        ids: of further ones.
    """
    from reader.store.query_check import nearest_source

    known = [*((source.id, source.name) for source in sources), *((each, "") for each in ids)]
    near = nearest_source(id, known)
    if near is not None:
        return NotFoundError(Message("core.no_source_near", id=id, near=near[0]))
    return NotFoundError(Message("core.no_source", id=id))


class ExportError(CoreError):
    """An export cannot be written, or an import cannot be read."""


def no_entry(id: int) -> NotFoundError:
    """Return the error for an id the library does not have."""
    return NotFoundError(Message("core.no_entry", id=id))
