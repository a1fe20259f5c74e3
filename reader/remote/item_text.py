"""Sanitize the texts of items, which servers pass on with the feeds' markup."""

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
    """Return (address, media type, 0 for unknown size) of the files in a list of objects."""
    return tuple(
        (address, clean_line(text(one, type_key)), 0)
        for one in items(data, key)
        if (address := clean_url(text(one, address_key)))
    )


def read_item_text(item: RemoteItem) -> RemoteItem:
    """Return an item with sanitized texts and the beginning of its body as summary."""
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
    """Return the letter of a numeric reference; the reference itself for other characters.

    Markup, controls and invalid numbers stay references. Tiny Tiny RSS writes all Arabic as references:
    sanitized as letters an item takes a fiftieth of the time.
    """
    number = int(reference[1])
    is_letter = _FIRST_LETTER <= number <= sys.maxunicode and not 0xD800 <= number < 0xE000
    return chr(number) if is_letter else reference[0]
