"""Parse the text of an XML feed into a tree: strictly, else with repairs; always bounded.

Nothing a document declares is obeyed: no external entity, no document type, and of internal entities only
short plain text, within a bound. Names come without the accidents of prefixes and capitals:
``media:thumbnail``, ``pubdate``.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from reader.sources.sanitize import repair_references

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

TAGS = 1_000_000
"""Start and end tags, also those in CDATA, of a document parsed as it is: ten times the largest feeds."""
MENDED_TAGS = 250_000
"""Tags of a document that is mended; what follows is left out."""
ENTITIES = 64
"""Internal entities heeded in a document."""
ENTITY_LENGTH = 256
"""Characters of an internal entity; longer ones, and those made of others, are not heeded."""
GROWTH = 1_000_000
"""Characters all entities together may add to a document; else none is resolved."""

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "rss": "http://purl.org/rss/1.0/",
}
"""Prefix to namespace, for documents that use the prefix and do not say."""
_PREFIXES = {
    **{
        uri.lower().replace("https://", "http://", 1).rstrip("/#"): prefix
        for prefix, uri in _NAMESPACES.items()
    },
    "http://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://www.search.yahoo.com/mrss": "media",
    "http://video.search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/rss.xml": "media",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    # RSS and Atom, whose words are the plain ones.
    "": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns": "",
    "http://purl.org/rss/1.0": "",
    "http://purl.org/net/rss1.1": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://cyber.law.harvard.edu/rss/rss.html": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
}
_DECLARATION = re.compile(r"<\?xml\b[^<>]*+>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]*(?:(?P<subset>\[)|>)", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")
_ENTITY = re.compile(
    rf"<!ENTITY\s+([A-Za-z_][\w.-]{{0,63}})\s+"
    rf"(?:\"([^\"&%<]{{0,{ENTITY_LENGTH}}})\"|'([^'&%<]{{0,{ENTITY_LENGTH}}})')\s*>"
)
_NO_XML = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


class Names(dict[str, str]):
    """Map of lxml's tags, ``{namespace}Local``, to the short names of this program."""

    def __init__(self, root: _Element) -> None:
        super().__init__()
        # Whatever namespace the root is in, RSS and Atom it is that is spoken there.
        self._own = str(root.tag).rpartition("}")[0].lstrip("{")

    def __missing__(self, tag: str) -> str:
        uri, _, local = tag.rpartition("}")
        uri = uri.lstrip("{")
        key = uri.lower().replace("https://", "http://", 1).rstrip("/#")
        prefix = "" if uri == self._own and key not in _PREFIXES else _PREFIXES.get(key, "?")
        self[tag] = name = f"{prefix}:{local.lower()}" if prefix else local.lower()
        return name


def read_tree(text: str, url: str = "") -> tuple[_Element | None, bool]:
    """Return the root element (None without one) and whether the document was well-formed."""
    text = repair_references(_without_doctype(_DECLARATION.sub("", text, count=1)))
    # Vertical tabs and form feeds part words, unless they are noise as other control characters are.
    if ("\v" in text or "\f" in text) and not _CONTROL.search(text):
        text = text.replace("\v", " ").replace("\f", " ")
    if len(text) <= TAGS or text.count("<") <= TAGS:
        data = text.encode("utf-8", "replace")
        root = _parse(data, url)
        if root is None and len(sound := data.translate(None, _NO_XML)) < len(data):
            root = _parse(sound, url)
        if root is not None:
            return root, True
    from reader.sources.feed.xml_repair import repair_xml  # most feeds need none

    return _parse(repair_xml(_cut(text), _NAMESPACES).encode(), url), False


def _parse(data: bytes, url: str) -> _Element | None:
    """Return the root of a UTF-8 document; None unless well-formed."""
    from lxml import etree

    try:
        return etree.fromstring(data, _parser(), base_url=url or None)
    except etree.XMLSyntaxError:
        return None


@cache
def _parser() -> XMLParser:
    """Return the shared parser, safe for any thread."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def _cut(text: str) -> str:
    """Return at most the first ``MENDED_TAGS`` tags of a document."""
    last = next(islice(re.finditer("<", text), MENDED_TAGS, None), None)
    return text[: last.start()] if last else text


def _without_doctype(text: str) -> str:
    """Return a document without its doctype, with its plain entities resolved."""
    start = _DOCTYPE.search(text)
    if not start:
        return text
    if not start["subset"]:
        return text[: start.start()] + text[start.end() :]
    end = _SUBSET_END.search(text, start.end())
    if not end:
        return text[: start.start()]
    subset = text[start.end() : end.start()]
    body = text[: start.start()] + text[end.end() :]
    values = {m[1]: m[2] or m[3] or "" for m in islice(_ENTITY.finditer(subset), ENTITIES)}
    if not values or sum(body.count(f"&{name};") * len(value) for name, value in values.items()) > GROWTH:
        return body
    return re.sub(
        rf"&({'|'.join(map(re.escape, values))});", lambda m: escape(values[m[1]], quote=False), body
    )
