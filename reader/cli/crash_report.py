"""Write the details of an unexpected error to a file instead of a traceback."""

from __future__ import annotations

import os
import platform
import traceback
from pathlib import Path

from reader import __version__
from reader.config.paths import paths
from reader.locale.message import Message
from reader.locale.system_error import describe

FILE_NAME = "crash.log"
_ESCAPED = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))}
"""Control characters but tab and line feed: a message may quote text from outside."""


def report_crash(error: BaseException) -> Message:
    """Write the traceback of an error to the state folder; return a message that names the file.

    The file holds neither values of variables nor settings, so no password. The next crash replaces it, and
    only its owner can read it.
    """
    name = type(error).__name__
    path = Path(paths().state) / FILE_NAME
    versions = f"khabar {__version__}, Python {platform.python_version()}, {platform.platform()}"
    text = f"{versions}, TERM={os.environ.get('TERM', '')}\n{''.join(traceback.format_exception(error))}"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text.translate(_ESCAPED))
    except OSError as failure:
        return Message("crash.unwritten", error=name, path=str(path), why=describe(failure))
    return Message("crash.written", error=name, path=str(path))
