"""What can go wrong with an edition, as one tree of exceptions told in words."""

from __future__ import annotations

from reader.told import Told


class EditionError(Told):
    """Something asked of the edition failed: what, with what, and what the reader can do."""


class NotFound(EditionError):  # noqa: N818 - a state of the world, named as people say it
    """No source or entry goes by that name."""


class ExportError(EditionError):
    """An export could not be written, or an import not be read."""
