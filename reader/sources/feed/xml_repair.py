"""Repair the broken XML of a feed into well-formed XML with the same meaning.

What breaks feeds in life: HTML entities, bare ampersands, tags in text that never close, undeclared
prefixes, a connection cut short. Elements known to hold text are read up to their own end tag whatever is
inside, and never beyond their item: one broken item does not cost the others. Time is linear in the length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from reader.sources.feed.html_to_text import unescape

DEPTH = 64
"""Elements open at once; the tags of deeper ones are dropped, their text kept."""
ATTRIBUTES = 64
"""Of one element; more are dropped."""
PREFIXES = 64
"""Of one document; elements with yet another are dropped."""
TEXT = 1_000_000
"""Characters of one text; more are dropped. A parser takes ten times as many."""

_NAME = r"[A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?"
_TOKEN = re.compile(
    r"(?P<comment><!--)|(?P<cdata><!\[CDATA\[)|<\?[^<>]*>"
    rf"""|<(?P<end>/?)(?P<name>{_NAME})(?=[\s/>])(?P<rest>(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+|[^<>]*+)>""",
    re.ASCII,
)
_ATTRIBUTE = re.compile(rf"""(?<![\w.:-])({_NAME})\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.ASCII)
_URI = re.compile(r"[A-Za-z][\w+.-]*:(?://[\w.-]+(?::[0-9]{1,5})?(?=/|\Z)|(?!//))[\w./#?=~+:-]*", re.ASCII)
_RESERVED = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")
_ITEMS = frozenset({"item", "entry"})
_BOUNDARY = r"</?(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])"
_CDATA = "<![CDATA["
# Elements that hold text (local names); ``link`` only where it has no ``href``.
_TEXT_ELEMENT = re.compile(
    r"(?!media:(?:content|category))(?:[\w.-]+:)?"
    r"(author|category|comments|content|contributor|copyright|created|creator|date|description|docs|email|encoded"
    r"|generator|guid|id|info|issued|keywords|language|lastbuilddate|link|managingeditor|modified|name|origlink"
    r"|pubdate|published|rights|subject|subtitle|summary|tagline|title|ttl|updated|uri|url|webmaster)",
    re.IGNORECASE | re.ASCII,
)
_PROSE = frozenset({"title", "description", "summary", "content", "encoded"})
# In Atom, and in the extensions of Apple, some of these hold elements instead.
_HOLDS_ELEMENTS = re.compile(r"\s*<(?:[\w.-]+:)?(?:name|email|uri|category)[\s/>]", re.IGNORECASE | re.ASCII)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FOREIGN_TAG = re.compile(r"</?[^\W\d_a-zA-Z][^<>]*>")


def repair_xml(text: str, namespaces: Mapping[str, str]) -> str:
    """Return a document as well-formed XML, without XML declaration.

    Args:
        text: the document, without document type declaration.
        namespaces: prefix to namespace, for prefixes the document uses and does not declare.
    """
    return _Mender(text, namespaces).document()


class _Mender:
    """One pass over the tokens of a document, with the elements that are open."""

    def __init__(self, text: str, namespaces: Mapping[str, str]) -> None:
        self._text = text
        self._namespaces = namespaces
        self._out: list[str] = []
        self._open: list[str] = []
        self._root = ""
        self._root_attributes: dict[str, str] = {}
        self._prefixes: set[str] = set()
        self._found: dict[str, tuple[int, int, int]] = {}

    def document(self) -> str:
        """Read all tokens and return the document they make."""
        at = 0
        while token := _TOKEN.search(self._text, at):
            self._add_text(unescape(self._text[at : min(token.start(), at + TEXT)]))
            at = self._add(token)
        self._add_text(unescape(self._text[at : at + TEXT]))
        while self._open:
            self._out.append(f"</{self._open.pop()}>")
        root = self._root or "nothing"
        undeclared = {p for p in self._prefixes if f"xmlns:{p}" not in self._root_attributes}
        names = {f"xmlns:{p}": self._namespaces.get(p.lower(), f"urn:prefix:{p}") for p in sorted(undeclared)}
        return f"{_start_tag(root, {**names, **self._root_attributes})}{''.join(self._out)}</{root}>"

    def _add(self, token: re.Match[str]) -> int:
        """Append the node that a token begins; return where to go on reading."""
        if token["cdata"]:
            end, after = self._section_end(token.end())
            self._add_text(self._text[token.end() : min(end, token.end() + TEXT)])
            return after
        if token["comment"]:
            end, after = self._find("-->", token.end())
            return after if end < after else token.end()
        if token["end"]:
            self._close(token["name"])
        elif token["name"]:
            return self._add_element(token["name"], token["rest"], token.end())
        return token.end()

    def _add_text(self, text: str) -> None:
        if self._root and not text.isspace():
            self._out.append(_escaped(text))

    def _add_element(self, name: str, rest: str, at: int) -> int:
        attributes = _attributes(rest)
        prefixes = self._prefixes | {key.partition(":")[0] for key in (name, *attributes) if ":" in key}
        if len(prefixes) > PREFIXES:
            return at
        self._prefixes = prefixes - {"xml", "xmlns"}
        if not self._root:
            self._root, self._root_attributes = name, attributes
            return at
        for key in [key for key in attributes if key.startswith("xmlns:")]:
            declared = attributes.pop(key)
            if len(self._root_attributes) < PREFIXES:
                self._root_attributes.setdefault(key, declared)
        local = name.rpartition(":")[2].lower()
        if local in _ITEMS:
            self._close_item()
        if rest.endswith("/") or (local == "link" and "href" in attributes):
            self._out.append(f"{_start_tag(name, attributes)}</{name}>")
        elif _TEXT_ELEMENT.fullmatch(name) and not _HOLDS_ELEMENTS.match(self._text, at):
            return self._add_text_element(name, local, attributes, at)
        elif len(self._open) < DEPTH:
            self._out.append(_start_tag(name, attributes))
            self._open.append(name)
        return at

    def _add_text_element(self, name: str, local: str, attributes: dict[str, str], at: int) -> int:
        """Append an element that holds text, from behind its start tag; return where to go on."""
        end, after = self._text_end(local, at)
        content, is_markup = _content(self._text[at : min(end, at + TEXT)])
        if end == len(self._text) and local not in _PROSE:
            content = ""  # cut off: half an address or date is another one
        if is_markup and attributes.get("type"):
            attributes["type"] = "html"
        if is_markup and attributes.get("mode"):
            attributes["mode"] = "escaped"
        self._out.append(f"{_start_tag(name, attributes)}{_escaped(content)}</{name}>")
        return after

    def _text_end(self, local: str, at: int) -> tuple[int, int]:
        """Return the end of a text element's content, and the start of the following markup."""
        closing = rf"</(?:[\w.-]+:)?{local}\s*>"
        while True:
            end, after = self._find(closing, at)
            limit = self._find(_BOUNDARY, at)[0]
            section, content = self._find(re.escape(_CDATA), at)
            if section >= min(end, limit):
                break
            section_end, at = self._section_end(content)
            if section_end == at:
                end, after = self._find(closing, content)
                limit = at
                break
        if end < limit:
            return end, after
        # Never closed: its text ends where anything else begins.
        following = self._text.find("<", at, limit)
        return (following, following) if following >= 0 else (limit, limit)

    def _section_end(self, at: int) -> tuple[int, int]:
        """Return the end of the CDATA section with content at ``at``, else the end of the item."""
        end, after = self._find(r"\]\]>", at)
        if end == after or self._find(re.escape(_CDATA), at)[0] < end:
            end = after = self._find(_BOUNDARY, at)[0]
        return end, after

    def _find(self, pattern: str, at: int) -> tuple[int, int]:
        """Return start and end of the next match, both the length of the text without one.

        The last match of each pattern is kept, lest a document without any be searched to its end many times.
        """
        since, start, end = self._found.get(pattern, (1, 0, 0))
        if not since <= at <= start:
            match = re.compile(pattern, re.IGNORECASE | re.ASCII).search(self._text, at)
            start, end = match.span() if match else (len(self._text), len(self._text))
            self._found[pattern] = (at, start, end)
        return start, end

    def _close(self, name: str) -> None:
        """Close an element and those open inside; ignore an end tag without a start tag."""
        if name.lower() in (open_name.lower() for open_name in self._open):
            closed = ""
            while closed.lower() != name.lower():
                closed = self._open.pop()
                self._out.append(f"</{closed}>")

    def _close_item(self) -> None:
        """Close the item that is open, if one is: items are not within items."""
        for name in reversed(self._open):
            if name.rpartition(":")[2].lower() in _ITEMS:
                self._close(name)
                return


def _content(raw: str) -> tuple[str, bool]:
    """Return an element's text as of a parser, and whether the text is raw markup."""
    if _CDATA in raw:
        first, *sections = raw.split(_CDATA)
        pieces = [unescape(first)]
        for section in sections:
            literal, _, rest = section.partition("]]>")
            pieces += (literal, unescape(rest))
        return "".join(pieces), False
    if "<" in raw:
        return _FOREIGN_TAG.sub("", raw), True
    return unescape(raw), False


def _attributes(rest: str) -> dict[str, str]:
    """Return the attributes of a start tag, without those no parser would take."""
    attributes: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(rest)[:ATTRIBUTES]:
        value = unescape("".join(values)[:TEXT])
        if name == "xmlns" or name.startswith("xmlns:"):
            is_sound = (
                name not in ("xmlns:xml", "xmlns:xmlns") and value not in _RESERVED and _URI.fullmatch(value)
            )
        else:
            is_sound = name != "xml:id"
        if is_sound:
            attributes.setdefault(name, value)
    return attributes


def _start_tag(name: str, attributes: Mapping[str, str]) -> str:
    listed = "".join(f' {key}="{_escaped(value, quote=True)}"' for key, value in attributes.items())
    return f"<{name}{listed}>"


def _escaped(text: str, *, quote: bool = False) -> str:
    return escape(_NO_XML.sub("", text), quote=quote)
