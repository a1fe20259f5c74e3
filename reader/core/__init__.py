"""The core of the program: functions over a session that the front ends call.

Names load their module when first asked for, so that listing headlines never imports an HTTP client.
"""

from typing import TYPE_CHECKING

from reader._lazy import attach

if TYPE_CHECKING:
    from reader.core.errors import CoreError as CoreError
    from reader.core.errors import ExportError as ExportError
    from reader.core.errors import NotFoundError as NotFoundError
    from reader.core.progress import Progress as Progress
    from reader.core.progress import Saved as Saved
    from reader.core.progress import SaveState as SaveState
    from reader.core.session import Session as Session

_NAMES = {
    "session": ("Session",),
    "errors": ("CoreError", "ExportError", "NotFoundError"),
    "progress": ("Progress", "SaveState", "Saved"),
}
__all__, __getattr__, __dir__ = attach(__name__, _NAMES)
