"""Errors of the core: one tree, each with a message for the person."""

from __future__ import annotations

from reader.locale.message import LocalizedError


class CoreError(LocalizedError):
    """A request to the core failed."""


class NotFoundError(CoreError):
    """No source or entry has that name."""


class ExportError(CoreError):
    """An export cannot be written, or an import cannot be read."""
