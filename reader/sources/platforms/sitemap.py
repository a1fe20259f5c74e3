"""Read site maps, for the news of a site without a feed and a page of headlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.model import Entry, Feed
from reader.sources.addresses import resolve_url
from reader.sources.feed.fields import ENTRIES, TITLE, Clock, check_language, shorten
from reader.sources.feed.html_to_text import title_line
from reader.sources.feed.tree import read_tree
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOTS = ("urlset", "sitemapindex")
MAX_MAPS = 3
"""Site maps of an index that are looked into."""
_NEWS = ("news", "google", "latest")
_OTHER = ("image", "video", "tag", "author", "categor", "page")


def read_sitemap(text: str, url: str, clock: Clock) -> Feed | None:
    """Return the news of a site map as a feed, newest first; None if not a ``urlset``.

    Only addresses with a ``news:title`` are entries: titles are not derived from addresses.
    """
    root, _ = read_tree(text, url)
    if root is None or _local(root) != "urlset":
        return None
    entries = [entry for node in root if (entry := _entry(node, url, clock)) is not None]
    entries.sort(key=lambda entry: entry.published.timestamp() if entry.published else 0.0, reverse=True)
    name = next((text for node in root.iter() if _local(node) == "name" and (text := _text(node))), "")
    language = next((entry.language for entry in entries), "")
    return Feed(title=clean_line(name), url=url, language=language, entries=tuple(entries[:ENTRIES]))


def listed_maps(text: str, url: str) -> list[str]:
    """Return the addresses of the maps in an index, those of news first, then the newest."""
    root, _ = read_tree(text, url)
    if root is None or _local(root) != "sitemapindex":
        return []
    found: list[tuple[bool, str, str]] = []
    for node in root:
        values = {_local(child): _text(child) for child in node}
        address = resolve_url(values.get("loc"), url)
        name = address.rpartition("/")[2].lower()
        is_news = any(word in name for word in _NEWS)
        if address and (is_news or not any(word in name for word in _OTHER)):
            found.append((is_news, values.get("lastmod", ""), address))
    return [address for _, _, address in sorted(found, reverse=True)[:MAX_MAPS]]


def _entry(node: _Element, url: str, clock: Clock) -> Entry | None:
    values: dict[str, str] = {}
    for name, text in _values(node):
        values.setdefault(name, text)
    address = resolve_url("".join(values.get("loc", "").split()), url)
    title = shorten(title_line(values.get("news title", "")), TITLE)
    if not address or not title:
        return None
    published = clock.read(values.get("publication_date", ""))
    return Entry(
        id=address,
        title=title,
        url=address,
        published=published or clock.read(values.get("lastmod", "")),
        updated=clock.read(values.get("lastmod", "")),
        image=resolve_url(values.get("image loc"), url),
        language=check_language(values.get("language", ""), title),
    )


def _values(node: _Element) -> Iterator[tuple[str, str]]:
    """Yield (local name, text) of the elements inside an element.

    Prefixes and namespaces differ by site.
    """
    for child in node.iter():
        name = _local(child)
        parent = child.getparent()
        if name == "loc" and parent is not None and _local(parent) == "image":
            name = "image loc"
        elif name == "title" and parent is not None and _local(parent) == "news":
            name = "news title"
        yield name, _text(child)


def _local(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2].rpartition(":")[2].lower() if isinstance(node.tag, str) else ""


def _text(node: _Element) -> str:
    return (node.text or "").strip()
