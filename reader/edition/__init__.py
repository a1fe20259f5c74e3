"""What makes an edition of the news: decide, refresh, save, export; the faces of the program call it.

Names load their module when first asked for, so that listing headlines never imports an HTTP client.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.edition.edition import Edition as Edition
    from reader.edition.errors import EditionError as EditionError
    from reader.edition.errors import ExportError as ExportError
    from reader.edition.errors import NotFound as NotFound
    from reader.edition.events import Progress as Progress
    from reader.edition.events import Saved as Saved
    from reader.edition.events import SaveState as SaveState

_HOME = {
    "Edition": "edition",
    "EditionError": "errors",
    "ExportError": "errors",
    "NotFound": "errors",
    "Progress": "events",
    "SaveState": "events",
    "Saved": "events",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """Load the module a public name lives in (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
