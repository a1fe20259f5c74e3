"""Patterns compiled when first used: a line or a feed needs few of them, and compiling takes long."""

from __future__ import annotations

import re


class _Late:
    """Becomes a compiled pattern, as far as it is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._pattern, self._flags)
        for method in ("match", "fullmatch", "search", "findall", "finditer", "sub"):
            setattr(self, method, getattr(compiled, method))  # from now on they are found at once
        return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` does, later; a pattern that is wrong is told when it is used."""
    return _Late(pattern, flags)  # type: ignore[return-value]
