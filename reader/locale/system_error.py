"""Describe errors of the operating system in the language of the interface."""

from __future__ import annotations

import errno

from reader.locale.message import Message

_KEYS = {
    errno.ENOENT: "system.no_such_file",
    errno.EACCES: "system.permission_denied",
    errno.EPERM: "system.permission_denied",
    errno.EEXIST: "system.file_exists",
    errno.EISDIR: "system.is_a_directory",
    errno.ENOTDIR: "system.not_a_directory",
    errno.ENOSPC: "system.no_space",
    errno.EROFS: "system.read_only",
    errno.ENAMETOOLONG: "system.name_too_long",
}


def describe(error: OSError | ValueError) -> Message:
    """Return the reason of an error as a message; of a rare one, in the system's own words."""
    number = getattr(error, "errno", None)
    if number in _KEYS:
        return Message(_KEYS[number])
    return Message.verbatim(getattr(error, "strerror", None) or str(error))
