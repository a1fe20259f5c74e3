"""Errors of a session; one tree under ``CoreError``."""

from __future__ import annotations

from reader.locale.message import LocalizedError


class CoreError(LocalizedError):
    """Something asked of the session failed: what, with what, and what the reader can do."""


class NotFoundError(CoreError):
    """No source or entry goes by that name."""


class ExportError(CoreError):
    """An export could not be written, or an import not be read."""
