"""Parse HTML to a tree in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST = 3_000_000
"""Characters of a page that are read; real article pages are under one million."""
DEEPEST = 400
"""Elements within elements; browsers flatten at 512. Parsing takes time quadratic in the depth."""
_MOST_ATTRIBUTES = 400
"""Attributes of one element. Parsing takes time quadratic in their number."""
_LONG = 4 * _MOST_ATTRIBUTES

# Elements that end by themselves, or when the next of their kind begins (HTML 13.1.2.4): they add no depth.
_SHALLOW = frozenset(
    str.split(
        "area base br col embed hr img input link meta param source track wbr html head body p li dt dd "
        "tr td th thead tbody tfoot caption colgroup option optgroup rb rt rp"
    )
)
_FOREIGN = frozenset(("svg", "math"))
# Elements whose content is text and not markup, and how they end (HTML 13.2.5.2 to 4).
_RAW = {
    name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
# Start tag, end tag, comment; then attributes as the tokenizer reads them (HTML 13.2.5.32 to 40).
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)|<!--")
_ATTRIBUTE = r"(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'>])[^\s>]++)?+)?+"
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_ATTRIBUTES = re.compile(rf"(?:[\s/]*+{_ATTRIBUTE})*+[\s/]*+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_READ_OUT = re.compile(r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader(?:-text)?)(?:\s|$)", re.IGNORECASE)
_COMMENT_END = re.compile("--!?>")


def parse_html(markup: str) -> LexborHTMLParser:
    """Return the tree of a page or fragment; what nests too deep is flattened, what is too long left out."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(limit_markup(markup[:LONGEST]))


def limit_markup(markup: str) -> str:
    """Return markup without the start tags that nest deeper than ``DEEPEST`` or are all attributes."""
    kept: list[str] = []
    start = 0
    for bad, end in _bad_tags(markup):
        kept.append(markup[start:bad])
        start = end
    return "".join((*kept, markup[start:])) if kept else markup


def _bad_tags(markup: str) -> Iterator[tuple[int, int]]:
    """Yield the start tags to be left out, as slices, reading markup as a parser does."""
    depth = position = foreign = 0
    while tag := _TAG.search(markup, position):
        position = tag.end()
        name = (tag[2] or "").lower()
        if not name:
            end = _COMMENT_END.search(markup, position - 2)
            position = end.end() if end else len(markup)
            continue
        attributes = _ATTRIBUTES.match(markup, position)
        assert attributes
        position = attributes.end()
        if position == len(markup):  # a tag without end is no tag, but takes its time
            yield tag.start(), position
            return
        position += 1
        if tag[1]:
            depth -= name not in _SHALLOW and depth > 0
            foreign -= name in _FOREIGN and foreign > 0
        elif _has_many(markup, tag.end(), position):
            yield tag.start(), position
        elif name in _SHALLOW:
            continue
        elif name in _RAW and not foreign:
            end = _RAW[name].search(markup, position)
            position = end.start() if end else len(markup)
            depth += 1  # until the end tag, which is next
        elif depth >= DEEPEST:
            yield tag.start(), position
        elif not markup.endswith("/>", 0, position) or name not in _FOREIGN:
            depth += 1
            foreign += name in _FOREIGN


def _has_many(markup: str, start: int, end: int) -> bool:
    if end - start < _LONG:
        return False
    return sum(1 for _ in _ONE_ATTRIBUTE.finditer(markup, start, end - 1)) > _MOST_ATTRIBUTES


def is_hidden(node: LexborNode) -> bool:
    """Whether a page says that an element is not to be shown, or only to be read out around what is shown."""
    attributes = node.attributes
    return (
        "hidden" in attributes
        or bool(_HIDDEN.search(attributes.get("style") or ""))
        or bool(_READ_OUT.search(attributes.get("class") or ""))
    )


def walk(root: LexborNode, enter: Callable[[LexborNode], bool], leave: Callable[[LexborNode], None]) -> None:
    """Visit every node under ``root`` in document order, without recursion.

    Args:
        root: the element whose children are visited.
        enter: called with each node; false to skip its children, and ``leave`` for it.
        leave: called with each element after its children.
    """
    node = root.first_child
    parents: list[LexborNode] = []
    while node is not None or parents:
        if node is None:
            node = parents.pop()
            leave(node)
            node = node.next
        elif not enter(node) or not node.is_element_node:
            node = node.next
        elif (first := node.first_child) is not None:
            parents.append(node)
            node = first
        else:
            leave(node)
            node = node.next
