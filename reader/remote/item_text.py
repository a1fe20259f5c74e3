"""Sanitize the texts of items: a server passes on what feeds say, markup and all."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import Any

from reader.model.remote import RemoteItem
from reader.remote.json_values import items, text
from reader.sources.sanitize import clean_line, clean_markup, clean_url

_REFERENCE = re.compile(r"&#([0-9]{3,7});")
_FIRST_LETTER = 0xA0
SUMMARY_CHARACTERS = 500


def read_files(data: Any, key: str, address_key: str, type_key: str) -> tuple[tuple[str, str, int], ...]:
    """Return the files of an item in a list of objects: address, media type and a size that is not known."""
    return tuple(
        (address, clean_line(text(one, type_key)), 0)
        for one in items(data, key)
        if (address := clean_url(text(one, address_key)))
    )


def read_item_text(item: RemoteItem) -> RemoteItem:
    """Return an item whose texts are sanitized and whose summary is the beginning of its body."""
    from reader.sources.feed.html_to_text import (  # not for a sync without news (tests/bench sync)
        plain,
        plain_start,
    )

    content = clean_markup(_REFERENCE.sub(_character, item.content))
    summary = plain_start(content, SUMMARY_CHARACTERS)
    return replace(
        item,
        title=clean_line(plain(item.title)) or clean_line(summary[:80]),
        url=clean_url(item.url),
        content=content,
        summary=summary,
        author=clean_line(item.author),
    )


def _character(reference: re.Match[str]) -> str:
    """Return the letter of a numeric reference; any that is markup, a control or none stays as it is.

    Tiny Tiny RSS writes all of Arabic so: sanitized as letters an item takes a fiftieth of the time.
    """
    number = int(reference[1])
    is_letter = _FIRST_LETTER <= number <= sys.maxunicode and not 0xD800 <= number < 0xE000
    return chr(number) if is_letter else reference[0]
