"""Sanitize the texts of items: a server passes on what feeds say, markup and all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reader.model.remote import RemoteItem
from reader.remote.json_values import items, text
from reader.sources.feed.html_to_text import plain
from reader.sources.sanitize import clean_line, clean_markup, clean_url

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
    content = clean_markup(item.content)
    summary = plain(content)
    return replace(
        item,
        title=clean_line(plain(item.title)) or clean_line(summary[:80]),
        url=clean_url(item.url),
        content=content,
        summary=summary[:SUMMARY_CHARACTERS],
        author=clean_line(item.author),
    )
