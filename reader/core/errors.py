"""What can go wrong with a session, as one tree of exceptions told in words."""

from __future__ import annotations

from reader.told import Told


class CoreError(Told):
    """Something asked of the session failed: what, with what, and what the reader can do."""


class NotFoundError(CoreError):
    """No source or entry goes by that name."""


class ExportError(CoreError):
    """An export could not be written, or an import not be read."""
