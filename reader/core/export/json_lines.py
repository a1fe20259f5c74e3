"""Write articles as JSON Lines, one object a line, in the format of ``khabar show --json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reader.core.export.items import Item
from reader.core.json_records import article_record, headline_record
from reader.model import Bookmark


def to_json_lines(items: Sequence[Item]) -> str:
    """Return one line for each article."""
    return "".join(json.dumps(item_record(item), ensure_ascii=False) + "\n" for item in items)


def item_record(item: Item) -> dict[str, Any]:
    """Return the fields of an article, its headline and its bookmark."""
    headline, article = headline_record(item.headline), article_record(item.article)
    filled = {name: value for name, value in article.items() if value or name not in headline}
    return {**headline, **filled, **(bookmark_record(item.bookmark) if item.bookmark else {})}


def bookmark_record(bookmark: Bookmark) -> dict[str, Any]:
    """Return the fields that a bookmark adds to its headline."""
    return {
        "saved_at": bookmark.saved_at.isoformat(),
        "tags": list(bookmark.tags),
        "note": bookmark.note,
        "archived": bookmark.archived,
        "pending": bookmark.pending,
        "newer": bookmark.newer,
    }
