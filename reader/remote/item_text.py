"""Sanitize the texts of items: a server passes on what feeds say, markup and all."""

from __future__ import annotations

from dataclasses import replace

from reader.model.remote import RemoteItem
from reader.sources.feed.html_to_text import plain
from reader.sources.sanitize import clean_line, clean_markup, clean_url

SUMMARY_CHARACTERS = 500


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
