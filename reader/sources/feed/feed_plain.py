"""Items whose elements are the usual ones of RSS, each once and holding text alone: nearly all there are.

They are read in one walk, in half the time of ``feed_xml``, which reads any other, and would say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.model import Entry
from reader.sources.feed.elements import named
from reader.sources.feed.fields import (
    CONTENT,
    TITLE,
    Clock,
    absolute,
    digest,
    distinct,
    shortened,
    spoken,
    summed_up,
    titled,
)
from reader.sources.feed.html_to_text import plain_line
from reader.sources.feed.media import lead_picture
from reader.sources.feed.tree import Names
from reader.sources.sanitize import clean_line, clean_markup

if TYPE_CHECKING:
    from lxml.etree import _Element

_USUAL = frozenset(
    ("title", "link", "guid", "pubdate", "description", "content:encoded", "category", "author", "dc:creator")
)


@dataclass(slots=True)
class PlainItems:
    """Reads the plain items of one document, of which these are true."""

    names: Names
    clock: Clock
    base: str
    """Where relative addresses start."""
    language: str
    authors: tuple[str, ...]
    """Of items that name none."""
    repeat: bool
    """See ``parse_feed``."""

    def entry(self, item: _Element) -> Entry | None:
        """Return what an item says, None when it is not a plain one."""
        if item.keys():
            return None
        names = self.names
        texts: dict[str, str] = {}
        categories: list[str] = []
        is_permalink = True
        for child in item:
            name = names[child.tag]
            if name in texts or name not in _USUAL or len(child):
                return None
            text = child.text or ""
            if name == "category":
                categories.append(child.get("label") or child.get("term") or text)
                continue
            if child.keys():
                if name != "guid":
                    return None
                is_permalink = child.get("isPermaLink", "").lower() != "false"
            texts[name] = text
        said = texts.get
        guid = said("guid", "").strip()
        url = absolute(said("link", ""), self.base)
        if not url and (is_permalink or not guid):
            url = absolute(guid, "")
        written = said("pubdate", "").strip()
        published = self.clock.read(written)
        summary, encoded = said("description", ""), said("content:encoded", "")
        if summary.isspace():
            summary = ""
        content = clean_markup(encoded[:CONTENT]).strip() if encoded else ""
        is_one = not content and "<" in summary
        if is_one:
            content = clean_markup(summary[:CONTENT]).strip()
        title = titled(plain_line(said("title", "")), summary, content)
        return Entry(
            shortened(clean_line(guid), TITLE) or url or digest(title, written),
            title,
            url,
            published,
            None,
            summed_up(summary, content, is_one=is_one, repeat=self.repeat),
            content,
            categorised(tuple(categories)),
            _people(said("author", ""), said("dc:creator", "")) or self.authors,
            (),
            lead_picture(content, self.base),
            spoken(self.language, title),
        )


@lru_cache(maxsize=256)
def categorised(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return categories, clean: a newsroom's entries have the same few."""
    return distinct([clean_line(text) for text in texts])


@lru_cache(maxsize=256)
def _people(*texts: str) -> tuple[str, ...]:
    return distinct([named(text.strip()) for text in texts])
