"""What makes an edition of the news: decide, refresh, save, export; the faces of the program call it.

Names load their module when first asked for, so that listing headlines never imports an HTTP client.
"""

from reader.lazily import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.edition.edition import Edition as Edition
    from reader.edition.errors import EditionError as EditionError
    from reader.edition.errors import ExportError as ExportError
    from reader.edition.errors import NotFound as NotFound
    from reader.edition.events import Progress as Progress
    from reader.edition.events import Saved as Saved
    from reader.edition.events import SaveState as SaveState

_NAMES = {
    "edition": ("Edition",),
    "errors": ("EditionError", "ExportError", "NotFound"),
    "events": ("Progress", "SaveState", "Saved"),
}
__all__, __getattr__, __dir__ = lazily(__name__, _NAMES)
