"""Read the tree of RSS 0.9x-2.0, RDF or Atom 0.3-1.0, often mixed, into a ``Feed``.

Elements are distinguished by name alone (``tree.Names``); of those that say the same thing in different
vocabularies the first in a list is taken. Nothing here raises for what a feed may hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from reader.locale.message import Message
from reader.model import Entry, Feed
from reader.sources.addresses import resolve_url
from reader.sources.feed.elements import (
    Children,
    Layouts,
    read_line,
    read_markup,
    read_name,
    read_person,
    read_text,
)
from reader.sources.feed.fields import (
    CONTENT,
    ENTRIES,
    TITLE,
    Clock,
    assign_ids,
    check_language,
    deduplicate,
    digest,
    is_plain_text,
    make_summary,
    make_title,
    malformed_note,
    shorten,
    text_to_html,
    too_many_note,
    unescape_twice,
)
from reader.sources.feed.html_to_text import plain
from reader.sources.feed.media import lead_picture, read_media
from reader.sources.feed.tree import Names, read_tree
from reader.sources.sanitize import clean_line, clean_markup

if TYPE_CHECKING:
    from lxml.etree import _Element

_ITEMS = ("item", "entry")
_ROOTS = ("rss", "rdf:rdf", "feed", "channel", *_ITEMS)
_TITLE = ("title", "media:title", "dc:title", "itunes:title")
_CONTENT = ("content:encoded", "content", "xhtml:body", "xhtml:div", "body", "fullitem", "fulltext")
_SUMMARY = ("description", "summary", "abstract", "itunes:summary", "dc:description", "media:description")
_PUBLISHED = (
    "pubdate",
    "published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "date",
    "dcterms:created",
    "created",
)
_DATED = 200
"""Entries by whose dates is known whether the month or the day is written first."""
_UPDATED = ("updated", "modified", "dcterms:modified", "lastbuilddate")
_AUTHOR = ("author", "dc:creator", "itunes:author", "creator")
_CATEGORY = ("category", "dc:subject")
_ID = ("guid", "id", "dc:identifier")
_DESCRIPTION = ("description", "subtitle", "tagline", "itunes:summary")
_LANGUAGE = ("language", "dc:language")
_ENTRY_LANGUAGE = ("dc:language", "language")
_GENERATOR = ("generator",)
_LINK = ("link",)
_ORIGINAL_LINK = ("feedburner:origlink",)
_URL = ("url",)
_GROUP = ("media:group", "media:content", "enclosure")
_MEDIA_TITLE = ("media:title",)
_MEDIA_DESCRIPTION = ("media:description",)
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RELATIVE = re.compile(r"""(\b(?:href|src)\s*=\s*)(["'])([^"'<>]*)\2""", re.IGNORECASE)


def read_xml(text: str, url: str, clock: Clock, *, repeat: bool = True) -> Feed | None:
    """Return the feed in a document's text, else None; ``repeat`` as for ``parse_feed``."""
    root, is_sound = read_tree(text, url)
    if root is None:
        return None
    reader = _Reader(root, url, clock, has_bases="xml:base" in text, repeat=repeat)
    return reader.feed(is_sound)


class _Lists(dict[tuple[str, ...], tuple[str, ...]]):
    """Cache of the categories and authors of a feed: its entries repeat the same few."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, written: tuple[str, ...]) -> tuple[str, ...]:
        self[written] = kept = deduplicate([self._read(text) for text in written])
        return kept


class _Reader:
    """Reads one tree."""

    def __init__(self, root: _Element, url: str, clock: Clock, *, has_bases: bool, repeat: bool) -> None:
        self._root = root
        self._names = Names(root)
        self._layouts = Layouts(self._names)
        self._clock = clock
        self._has_bases = has_bases
        self._repeat = repeat
        self._url = url
        self._base = url
        self._home = ""
        """The address of the newsroom, which is the page of no entry."""
        self._language = ""
        self._authors: tuple[str, ...] = ()
        self._categories = _Lists(clean_line)
        self._people_named = _Lists(read_name)
        self._growth = 0
        """Characters added by making links absolute."""

    def feed(self, is_sound: bool) -> Feed | None:
        """Return the feed, None when the tree is that of something else."""
        items = self._items()
        if not items and self._names[self._root.tag] not in _ROOTS:
            return None
        channel = next((child for child in self._root if self._names[child.tag] == "channel"), self._root)
        about = Children(self._layouts, [c for c in channel if self._names[c.tag] not in _ITEMS])
        links = list(self._links(about, self._base_of(channel)))
        home = next((href for rel, href in links if rel == "alternate"), "")
        self._home = home
        if self._names[self._root.tag] == "feed":
            self._authors = self._people(about)
        else:
            self._base = home or self._url
        self._base = self._base or home
        declared = read_text(about.first(_LANGUAGE)) or self._lang(channel) or self._lang(self._root)
        title = read_line(about.first(_TITLE))
        self._language = self._clock.language = check_language(declared, title)
        self._clock.url = self._clock.url or home
        self._clock.learn_order(
            read_text(date) for item in items[:_DATED] for date in item if self._names[date.tag] in _PUBLISHED
        )
        problems = [] if is_sound else [malformed_note()]
        if len(items) > ENTRIES:
            problems.append(too_many_note(len(items)))
            items = self._newest(items)
        return Feed(
            title=title,
            url=self._url or next((href for rel, href in links if rel == "self"), ""),
            home=home,
            language=self._language,
            description=plain(read_markup(about.first(_DESCRIPTION))),
            updated=self._clock.read(read_text(about.first(_UPDATED + _PUBLISHED))),
            entries=assign_ids([self._entry(item) for item in items]),
            hubs=deduplicate([href for rel, href in links if rel == "hub"]),
            older=self._older(about, links),
            problem=Message.join(problems),
        )

    def _older(self, about: Children, links: Sequence[tuple[str, str]]) -> str:
        """Return the address of older entries, by RFC 5005 or the paging of WordPress."""
        named = next((href for rel, href in links if rel in ("prev-archive", "next") and href), "")
        if named or "wordpress.org" not in (read_text(about.first(_GENERATOR)) or "").lower():
            return named if named != self._url else ""
        address = urlsplit(self._url)
        query = dict(parse_qsl(address.query))
        page = query.get("paged", "1")
        query["paged"] = str(int(page) + 1 if page.isdecimal() and len(page) < 6 else 2)
        return resolve_url(urlunsplit(address._replace(query=urlencode(query))), self._url)

    def _items(self) -> list[_Element]:
        """Return the elements of the entries, in the order of the document."""
        found: Iterable[_Element] = list(self._root.iter("{*}item", "{*}entry")) or self._root.iter()
        return [item for item in found if self._names[item.tag] in _ITEMS]

    def _newest(self, items: list[_Element]) -> list[_Element]:
        """Return the first entries, or the last ones of a feed that begins with the oldest."""
        first, last = (self._entry(item).published for item in (items[0], items[-1]))
        return items[-ENTRIES:] if first and last and first < last else items[:ENTRIES]

    def _entry(self, item: _Element) -> Entry:
        """Return the entry of an item, whichever vocabulary its values are in."""
        about = Children(self._layouts, item)
        base = self._base_of(item)
        described, summary = about.first_markup(_SUMMARY)
        if described is None:
            described = self._in_group(about, _MEDIA_DESCRIPTION)
            summary = read_markup(described)
        summary = unescape_twice(summary)
        body, content = about.first_markup(_CONTENT)
        content = self._content(body, content)
        is_plain = not content and is_plain_text(summary)
        if is_plain:
            summary = text_to_html(summary)
        is_one = not content and "<" in summary
        if is_one:
            content = self._content(described, summary)
        guid, url = self._identity(item, about, base)
        title = read_line(about.first(_TITLE)) or read_line(self._in_group(about, _MEDIA_TITLE))
        files, picture = read_media(about, base)
        page = url or next((file.url for file in files), "")
        title = make_title(title, summary, content, page)
        updated = self._first_date(about, _UPDATED)
        categories = [e.get("label") or e.get("term") or read_text(e) for e in about.every(_CATEGORY)]
        language = read_text(about.first(_ENTRY_LANGUAGE)) or self._lang(item)
        return Entry(
            id=guid or url or digest(title, read_text(about.first(_PUBLISHED))),
            title=title,
            url=page,
            published=self._first_date(about, _PUBLISHED) or updated,
            updated=updated,
            summary=make_summary(summary, content, is_one=is_one, repeat=self._repeat),
            content=content,
            categories=self._categories[tuple(categories)],
            authors=self._people(about) or self._authors,
            enclosures=files,
            image=picture or lead_picture(content, base if self._has_bases else url or base),
            language=check_language(language or self._language, title),
            guid=guid,
        )

    def _first_date(self, about: Children, names: tuple[str, ...]) -> datetime | None:
        """Return the first date in elements of these names that can be read."""
        for element in about.every(names):
            if (moment := self._clock.read(read_text(element))) is not None:
                return moment
        return None

    def _content(self, element: _Element | None, text: str) -> str:
        """Return the markup in a body, sanitized, with links made absolute by ``xml:base``."""
        if element is None:
            return ""
        text = clean_markup(unescape_twice(text[:CONTENT])).strip()
        if is_plain_text(text):
            text = text_to_html(text)
        if not self._has_bases:
            return text
        base = self._base_of(element)

        def resolve(link: re.Match[str]) -> str:
            address = resolve_url(link[3], base) if self._growth < CONTENT else ""
            self._growth += max(len(address) - len(link[3]), 0)
            return f"{link[1]}{link[2]}{address or link[3]}{link[2]}"

        return _RELATIVE.sub(resolve, text)

    def _identity(self, item: _Element, about: Children, base: str) -> tuple[str, str]:
        """Return the guid and the address of an entry, each ``""`` if missing."""
        element = about.first(_ID)
        guid = read_text(element) or item.get(_ABOUT, "")
        is_permalink = element is None or element.get("isPermaLink", "").lower() != "false"
        url = ""
        if about.has(_ORIGINAL_LINK):
            url = resolve_url(read_text(about.first(_ORIGINAL_LINK)), base)
        url = url or self._alternate(about, base)
        if is_permalink and (not url or url == self._home):
            is_said = element is not None and element.get("isPermaLink") and guid.startswith("/")
            url = resolve_url(guid, base if is_said else "") or url
        if not url:
            named = item.get("href") or item.get("HREF") or read_text(about.first(_URL))
            url = resolve_url(named, base)
        return shorten(clean_line(guid), TITLE), url

    def _links(self, about: Children, base: str) -> Iterator[tuple[str, str]]:
        """Yield relation and address of each link; those of RSS, which have only text, first."""
        return ((rel, href) for rel, href, _ in self._typed_links(about, base))

    def _typed_links(self, about: Children, base: str) -> Iterator[tuple[str, str, str]]:
        """Yield relation, address and media type of each link."""
        links = about.every(_LINK)
        for element in links:
            if not element.get("href") and (href := resolve_url(read_text(element), base)):
                yield "alternate", href, ""
        for element in links:
            if keys := element.keys():
                # Attributes of Atom are in no namespace, but some generators put them into Atom's.
                said = element.attrib if "href" in keys else _without_namespaces(element)
                if href := resolve_url(said.get("href", ""), base):
                    yield said.get("rel", "alternate").lower(), href, said.get("type", "").lower()

    def _alternate(self, about: Children, base: str) -> str:
        """Return the address of the page: of several alternates the first that is HTML.

        An entry that names none has the page it is related to, else its own document.
        """
        others: dict[str, str] = {}
        for rel, href, kind in self._typed_links(about, base):
            if rel == "alternate" and ("html" in kind or not kind):
                return href
            others.setdefault(rel, href)
        return others.get("alternate") or others.get("related") or others.get("self", "")

    def _in_group(self, about: Children, names: tuple[str, ...]) -> _Element | None:
        """Return the text that a media group has of itself; often a video's only text."""
        for holder in about.every(_GROUP):
            if (element := Children(self._layouts, holder).first(names)) is not None:
                return element
        return None

    def _people(self, about: Children) -> tuple[str, ...]:
        people = [read_person(element, self._names) for element in about.every(_AUTHOR)]
        return self._people_named[tuple(people)]

    def _base_of(self, element: _Element) -> str:
        """Return the address relative links within an element start from (XML Base 4.1)."""
        base: str | None = element.base if self._has_bases else None
        if not base or base == self._url:
            return self._base
        try:
            return urljoin(self._base, base)
        except ValueError:
            return self._base

    def _lang(self, element: _Element) -> str:
        return str(element.get(_LANG, "")) if element.keys() else ""


def _without_namespaces(element: _Element) -> dict[str, str]:
    """Return the attributes of an element by their local names."""
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
