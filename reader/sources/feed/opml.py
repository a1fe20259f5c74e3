"""Read and write lists of feeds (OPML 1.0, 2.0); folders are categories.

A nested folder becomes a category with slashes, ``أخبار/العراق``, and back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.locale.message import Message
from reader.model import Source
from reader.sources.addresses import repair_address
from reader.sources.catalogue import id_of
from reader.sources.charset import decode
from reader.sources.errors import FeedError
from reader.sources.feed.html_to_text import unescape
from reader.sources.http.ssrf_guard import host_of, is_inside
from reader.sources.platforms.recognition import recognize_address
from reader.sources.sanitize import clean_line, clean_url

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reader.sources.feed.tree import Names

LENGTH = 4 * 1024 * 1024
"""Bytes of a list that are read."""
SOURCES = 5_000
"""Feeds taken from one list."""
_ESCAPES = 3
"""Times the escapes of a name are resolved, lest a name of nothing else cost more."""
NAME = 120
"""Characters of a name or folder."""

_PLATFORMS = ("telegram", "youtube", "bluesky")
"""Platforms whose pages stand in lists of other readers; each has a feed or a preview."""
_SLASH = "\u2215"
"""Stands for a slash within the name of a folder."""
# newsboat and others run what stands in such attributes or addresses.
_COMMAND = re.compile(
    r"on[a-z]{3,}|\w*(?:exec|command|cmd|script|filter|program|shell|browser|player|macro|hook)\w*"
)
_COMMAND_ADDRESS = re.compile(r"(?:exec|filter|query|javascript|vbscript)\s*:|[|!`$]", re.IGNORECASE)
_ARABIC = re.compile("[\u0600-\u08ff]")


def parse_opml(data: bytes) -> tuple[list[Source], list[Message]]:
    """Return the feeds of a list in order, each address once, and notes on ignored outlines.

    The sources are not ``user_added``: a list may come from anywhere, so it cannot open the private network.

    Raises:
        FeedError: it is no OPML.
    """
    from reader.sources.feed.tree import Names, read_tree

    root, is_sound = read_tree(decode(data[:LENGTH], kind="xml").lstrip("\ufeff \t\r\n\0"))
    if root is None or (names := Names(root))[root.tag] != "opml":
        raise FeedError(Message("opml.not_opml"))
    body = next((child for child in root if names[child.tag] == "body"), root)
    found = _Found()
    if not is_sound or len(data) > LENGTH:
        found.notes.append(Message("opml.not_well_formed"))
    for attributes, folders in _outlines(body, (), names):
        found.add(attributes, folders)
    return found.sources, found.all_notes()


def write_opml(sources: Iterable[Source]) -> str:
    """Return an OPML 2.0 document of sources in folders; pages without a feed as links."""
    lines: list[str] = []
    opened: list[str] = []
    for source in sorted(sources, key=lambda source: source.category.split("/")):
        folders = [folder for folder in source.category.split("/") if folder]
        shared = 0
        while shared < min(len(opened), len(folders)) and opened[shared] == folders[shared]:
            shared += 1
        lines += ["</outline>"] * (len(opened) - shared)
        lines += [f"<outline{_attributes(text=folder, title=folder)}>" for folder in folders[shared:]]
        opened = folders
        lines.append(f"<outline{_attributes(**_described(source))}/>")
    lines += ["</outline>"] * len(opened)
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head><title>khabar</title></head>",
    ]
    return "\n".join([*head, "<body>", *lines, "</body>", "</opml>", ""])


def _described(source: Source) -> dict[str, str]:
    """Return the attributes of a source's outline."""
    named = {"text": source.name or source.id, "title": source.name or source.id}
    if source.feed:
        return {
            "type": "rss",
            **named,
            "xmlUrl": source.feed,
            "htmlUrl": source.home,
            "language": source.language,
        }
    return {"type": "link", **named, "url": source.listing, "language": source.language}


def _attributes(**values: str) -> str:
    return "".join(f' {key}="{escape(clean_line(value))}"' for key, value in values.items() if value)


def _outlines(
    parent: _Element, folders: tuple[str, ...], names: Names
) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """Yield the attributes of each outline that is not only a folder, with its folders."""
    for child in parent:
        if names[child.tag] != "outline":
            continue
        attributes = {str(key).lower(): str(value) for key, value in child.attrib.items()}
        is_folder = len(child) > 0 and "xmlurl" not in attributes and "url" not in attributes
        if not is_folder:
            yield attributes, folders
        name = _line(attributes.get("text") or attributes.get("title") or "").replace("/", _SLASH)
        yield from _outlines(child, (*folders, name) if name and is_folder else folders, names)


class _Found:
    """The feeds of a list so far, and notes on the outlines left out."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.notes: list[Message] = []
        self._repeated = 0
        self._excess = 0
        self._addresses: dict[str, int] = {}
        """The index of the source of each address."""
        self._ids = Counter[str]()

    def add(self, attributes: Mapping[str, str], folders: tuple[str, ...]) -> None:
        """Take the feed of an outline, or note why not."""
        given = attributes.get("xmlurl", "").strip()
        name = _line(attributes.get("title") or attributes.get("text") or "")
        named = name or _line(given)
        if commands := sorted(_line(key) for key in attributes if _COMMAND.fullmatch(key)):
            self.notes.append(Message("opml.command_attributes", name=named, attributes=commands))
        if not given:
            if attributes.get("url"):
                self.notes.append(Message("opml.link", name=named))
            return
        given = repair_address(given, "http")
        known = recognize_address(given)
        listing = ""
        if known is not None and known.kind in _PLATFORMS:
            given, listing = known.feed or given, known.listing
        address = clean_url(listing or given)
        if not address:
            if _COMMAND_ADDRESS.match(given):
                self.notes.append(Message("opml.command", name=named))
            else:
                self.notes.append(Message("opml.no_address", name=named))
        elif address in self._addresses:
            self._repeated += 1
            self._file(address, _folder(attributes, folders))
        elif len(self.sources) >= SOURCES:
            self._excess += 1
        else:
            self._addresses[address] = len(self.sources)
            source = self._source(address, name, attributes, folders)
            self.sources.append(replace(source, feed="", listing=address) if listing else source)
            self._note_access(given, named)

    def all_notes(self) -> list[Message]:
        """Return the notes, with counts of repeated and surplus feeds."""
        if self._repeated:
            self.notes.append(Message("opml.repeated", n=self._repeated))
        if self._excess:
            self.notes.append(Message("opml.excess", kept=SOURCES, n=self._excess))
        return self.notes

    def _file(self, address: str, folder: str) -> None:
        """Move a source that is listed again to the folder given there, unless already in one."""
        source = self.sources[self._addresses[address]]
        if folder and not source.category:
            self.sources[self._addresses[address]] = replace(source, category=folder)

    def _note_access(self, given: str, name: str) -> None:
        """Note an address with a password, which is kept, and one of the person's own network."""
        if "@" in urlsplit(given).netloc:
            source = self.sources[-1]
            self.sources[-1] = replace(source, feed=given)
            self.notes.append(Message("opml.password", name=name))
        if is_inside(host := host_of(given)):
            self.notes.append(Message("opml.inside", name=name, host=host))

    def _source(
        self, feed: str, name: str, attributes: Mapping[str, str], folders: tuple[str, ...]
    ) -> Source:
        host = urlsplit(feed).hostname or ""
        language = _line(attributes.get("language", "")).lower()
        return Source(
            id=self._id(host),
            name=name or host.removeprefix("www."),
            feed=feed,
            home=clean_url(attributes.get("htmlurl", "")),
            language=language or ("ar" if _ARABIC.search(name) else ""),
            category=_folder(attributes, folders),
        )

    def _id(self, host: str) -> str:
        """Return a short name not yet taken."""
        name = id_of(host)
        self._ids[name] += 1
        return name if self._ids[name] == 1 else f"{name}-{self._ids[name]}"


def _folder(attributes: Mapping[str, str], folders: tuple[str, ...]) -> str:
    """Return the folders of a feed, else the first of its categories (OPML 2.0)."""
    if folders:
        return "/".join(folders)
    first = attributes.get("category", "").split(",")[0]
    return "/".join(name for part in first.split("/") if (name := _line(part)))


def _line(text: str) -> str:
    for _ in range(_ESCAPES):  # many programs escape once too often, some twice
        if "&" in text:
            text = unescape(text)
    line = clean_line(text)
    return line if len(line) <= NAME else f"{line[:NAME]}…"
