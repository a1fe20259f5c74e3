"""Read the text, markup and persons in the elements of a feed."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from reader.sources.charset import decode
from reader.sources.feed.html_to_text import plain_line, title_line, unescape, without_cdata
from reader.sources.feed.tree import Names
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLAIN = ("text", "text/plain")
_MARKUP = ("", "html", "xhtml", "escaped", "xml")
_NAMESPACE = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')
_PREFIX = re.compile(r"<(/?)[A-Za-z][\w.-]*:")
_PERSON = 2_000
"""Characters of a person that are read."""
_SHORTEST_FILE = 12
"""Bytes."""


class Layout(dict[tuple[str, ...], tuple[int, ...]]):
    """Places of the children of an element by names, name after name, in document order."""

    def __init__(self, children: Iterable[str]) -> None:
        super().__init__()
        self._places: dict[str, list[int]] = {}
        for place, name in enumerate(children):
            self._places.setdefault(name, []).append(place)

    def __missing__(self, names: tuple[str, ...]) -> tuple[int, ...]:
        places = self._places
        self[names] = found = tuple([place for name in names for place in places.get(name, ())])
        return found


class Layouts(dict[tuple[str, ...], Layout]):
    """Layouts by the tags of children: the entries of a feed have few (``tests/bench refresh``)."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, tags: tuple[str, ...]) -> Layout:
        self[tags] = layout = Layout([self.names[tag] for tag in tags])
        return layout


class Children:
    """The children of an element by name."""

    __slots__ = ("_children", "_layout", "layouts")

    def __init__(self, layouts: Layouts, children: Iterable[_Element]) -> None:
        self.layouts = layouts
        self._children = list(children)
        self._layout = layouts[tuple([child.tag for child in self._children])]

    def has(self, names: tuple[str, ...]) -> bool:
        """Return whether there is a child of one of these names."""
        return bool(self._layout[names])

    def every(self, names: tuple[str, ...]) -> list[_Element]:
        """Return the children of these names, name after name."""
        children = self._children
        return [children[place] for place in self._layout[names]]

    def named(self, names: tuple[str, ...]) -> list[tuple[str, _Element]]:
        """Return the children of these names, each with its name."""
        return [(self.layouts.names[element.tag], element) for element in self.every(names)]

    def first(self, names: tuple[str, ...]) -> _Element | None:
        """Return the first child with content of these names, tried in order."""
        for place in self._layout[names]:
            element = self._children[place]
            text = element.text
            if (text and not text.isspace()) or len(element):
                return element
        return None

    def first_markup(self, names: tuple[str, ...]) -> tuple[_Element | None, str]:
        """Return the first child of these names that has any markup, and its markup."""
        for place in self._layout[names]:
            element = self._children[place]
            markup = read_markup(element)
            if markup and not markup.isspace():
                return element, markup
        return None, ""


def read_text(element: _Element | None) -> str:
    """Return the text in an element as parsed, stripped but not sanitized."""
    if element is None:
        return ""
    text = ("".join(element.itertext()) if len(element) else element.text or "").strip()
    return text if text[:1] != "<" else without_cdata(text).strip()


def read_line(element: _Element | None) -> str:
    """Return the text of a title, clean."""
    if element is None:
        return ""
    if element.keys() and element.get("type") in _PLAIN and not len(element):
        return clean_line(unescape(element.text or ""))
    return title_line(read_markup(element))


def read_markup(element: _Element | None) -> str:
    """Return the HTML in an element by its declared type (RFC 4287 4.1.3.3, Atom 0.3 modes)."""
    if element is None:
        return ""
    if len(element):
        return inner_html(element)
    text = element.text or ""
    if "[CDATA[" in text[:20]:
        text = without_cdata(text)
    if not element.keys():
        return text
    kind = element.get("type", "").lower()
    if element.get("mode") == "base64":
        return _from_base64(text)
    if kind in _PLAIN:
        return escape(text.strip(), quote=False).replace("\n", "<br>")
    if kind in _MARKUP or kind.startswith("text/") or kind.endswith("xml"):
        return text
    return _inline(text, kind)


def inner_html(element: _Element) -> str:
    """Return the markup within an element as HTML, without namespaces."""
    from lxml import etree

    children = "".join([etree.tostring(child, encoding="unicode", method="html") for child in element])
    text = escape(element.text or "", quote=False)
    return text + _PREFIX.sub(r"<\1", _NAMESPACE.sub("", children))


def read_person(element: _Element, names: Names) -> str:
    """Return the author text of an element, for ``read_name``."""
    child = next((child for child in element if names[child.tag] == "name"), None) if len(element) else None
    return read_text(child if child is not None else element)


def read_name(text: str) -> str:
    """Return the name in the text of a person element; ``""`` when there is only an address."""
    text = plain_line(_without_mailbox(text[:_PERSON]))
    return "" if "@" in text and " " not in text else text


def _without_mailbox(text: str) -> str:
    """Return the name of ``mail@host (Name)``, ``Name <mail@host>`` or ``Name (mail@host)``."""
    before, parenthesis, rest = text.partition("(")
    comment, end, _ = rest.partition(")")
    if parenthesis and end and comment.strip() and "@" in before and "<" not in before:
        return comment
    for opening, closing in ("<>", "()"):
        name, _, rest = text.partition(opening)
        if "@" in rest.partition(closing)[0] and name.strip():
            return name
    return text


def _from_base64(text: str) -> str:
    try:
        return decode(b64decode(text), kind="html")
    except (Base64Error, ValueError):
        return ""


def _inline(text: str, kind: str) -> str:
    """Return content of another media type, decoded if textual; ``""`` for a picture or film."""
    if kind.startswith(("image/", "audio/", "video/")):
        return ""
    try:
        data = b64decode("".join(text.split()), validate=True)
    except (Base64Error, ValueError):
        return text
    try:
        return data.decode()
    except UnicodeDecodeError:  # a file; words may pass for base64 by chance
        return text if " " in text.strip() or len(data) < _SHORTEST_FILE else ""
