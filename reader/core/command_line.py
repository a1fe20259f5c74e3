"""Put the address of a piece of news into a command line of the configuration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

_PLACE = "%s"
_ACTIVE = re.compile(r"[^\w.~:/?#@!,+=%&\[\]-]", re.ASCII)
"""Characters of an address that mean something to a shell; encoded they mean the same to a server."""
_UNQUOTED = re.compile(r"(?<![\"'])%s")
_SEVERAL_WORDS = re.compile(r"[\s;|&]")


def insert_address(argv: Sequence[str], url: str) -> list[str]:
    """Return an argument list with an address in place of each ``%s`` behind the program's name.

    An argument that is only ``%s`` becomes the address as it is. In one with other text, which may be a
    script (``sh -c "mpv '%s'"``, ``tmux new-window "mpv %s"``), what a shell would run or expand is
    percent-encoded; so is ``&`` in one of several words, unless ``%s`` follows a quotation mark.
    """
    return [part if not place else _inserted(part, url) for place, part in enumerate(argv)]


def _inserted(part: str, url: str) -> str:
    if part == _PLACE:
        return url
    inert = _ACTIVE.sub(lambda found: quote(found[0], safe=""), url)
    if _SEVERAL_WORDS.search(part):
        part = _UNQUOTED.sub(lambda _: inert.replace("&", "%26"), part)
    return part.replace(_PLACE, inert)
