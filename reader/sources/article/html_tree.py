"""Parse HTML to a tree in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST = 3_000_000
"""Characters of a page that are read; real article pages are under one million."""
DEEPEST = 400
"""Elements within elements; browsers flatten at 512. Parsing takes time quadratic in the depth."""
MOST_TAGS = 100_000
"""Tags of a page; the largest pages of news have some 20,000. What follows is left out."""
_MOST_ATTRIBUTES = 400
"""Attributes of one element. Parsing takes time quadratic in their number."""
_MAX_SIBLINGS = 4
"""Siblings looked at in one direction."""
_LONG = 4 * _MOST_ATTRIBUTES
_MOST_FORMATTING = 12
"""Formatting elements open at once: each is opened again in every paragraph that follows (HTML 13.2.4.3)."""

# Elements that end by themselves, or when the next of their kind begins (HTML 13.1.2.4): they add no depth.
_SHALLOW = frozenset(
    str.split(
        "area base br col embed hr img input link meta param source track wbr html head body p li dt dd "
        "tr td th thead tbody tfoot caption colgroup"
    )
)
# Elements whose end tag may be left out, but which nest wherever they do not stand as they should.
_OPTIONS = frozenset(("option", "optgroup"))
_RUBY = frozenset(("rb", "rt", "rp", "rtc"))
_FORMATTING = frozenset(str.split("b big code em font i s small strike strong tt u"))
_FOREIGN = frozenset(("svg", "math"))
# Elements of HTML that end foreign content, and those of foreign content with HTML in them (HTML 13.2.6.5).
_BREAKOUT = frozenset(
    str.split(
        "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
        "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
    )
)
_INTEGRATION = frozenset(str.split("foreignobject desc title annotation-xml mi mo mn ms mtext"))
# Elements whose content is text and not markup, and how they end (HTML 13.2.5.2 to 4).
_RAW = {
    name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
# Start tag or end tag with its attributes as the tokenizer reads them (HTML 13.2.5.32 to 40), or comment.
_ATTRIBUTE = r"(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'>])[^\s>]++)?+)?+"
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<(?:(/?)([a-zA-Z][^\s/>]*+)(?:[\s/]*+{_ATTRIBUTE})*+[\s/]*+|!--)")
_COMMENT_END = re.compile("--!?>")


BLOCK_TAGS = frozenset(
    str.split(
        "address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noscript ol p "
        "pre search section summary table tbody td tfoot th thead tr ul"
    )
)
"""Elements that begin and end a line (HTML 15.3)."""
SILENT_TAGS = frozenset(
    str.split(
        "button canvas datalist dialog head input map math meta noframes noscript object param rp rt script "
        "select style svg template textarea title"
    )
)
"""Elements whose text is none of a story."""


def parse_html(markup: str) -> LexborHTMLParser:
    """Return the tree of a page or fragment: deep nesting flattened, markup above a length cut."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        return LexborHTMLParser(limit_markup(expand_captions(markup[:LONGEST])))
    except SelectolaxError:  # out of memory
        return LexborHTMLParser("")


# Ablation: codes of captions.
def expand_captions(markup: str) -> str:
    """Return markup with WordPress's ``[caption]`` codes, left in feeds and data, as figures."""
    pieces = []
    start = 0
    while (opening := markup.find("[caption", start)) >= 0:
        end = markup.find("[/caption]", opening)
        if end < 0:
            break
        inner = markup[opening:end].partition("]")[2]
        after = inner.find(">", max(inner.find("<img"), 0)) + 1
        if inner.startswith("</a>", after):
            after += len("</a>")
        figure = f"<figure>{inner[:after]}<figcaption>{inner[after:]}</figcaption></figure>"
        pieces += [markup[start:opening], figure if "<img" in inner else inner]
        start = end + len("[/caption]")
    return "".join((*pieces, markup[start:]))


def limit_markup(markup: str) -> str:
    """Return markup without start tags that would cost more than linear time or memory."""
    kept: list[str] = []
    start = 0
    for bad, end in _bad_tags(markup):
        kept.append(markup[start:bad])
        start = end
    return "".join((*kept, markup[start:])) if kept else markup


class _OpenElements:
    """The elements a parser may have open, by name; never fewer than in the parser."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._depth = self._formatting = 0
        self._last = ""
        self._in_ruby = False

    def open(self, name: str) -> bool:
        """Add an element; return False if nested too deep."""
        last, self._last = self._last, name
        if name in _OPTIONS and last == "option" == name:
            return True
        if name in _RUBY and self._in_ruby:
            return True
        self._in_ruby = name == "ruby"
        if self._depth >= DEEPEST:
            return False
        if name in _FORMATTING:
            if self._formatting >= _MOST_FORMATTING:
                return False
            self._formatting += 1
        self._depth += 1
        self._counts[name] = self._counts.get(name, 0) + 1
        return True

    def skip(self, name: str) -> None:
        """Note a start tag that opens nothing."""
        self._last = name
        self._in_ruby = False

    def close(self, name: str) -> None:
        """Remove an element by its end tag; an end tag without one is nothing."""
        self._last = ""
        if not self._counts.get(name):
            return
        self._counts[name] -= 1
        self._depth -= 1
        self._formatting -= name in _FORMATTING
        for inner in _OPTIONS if name == "select" else _RUBY if name == "ruby" else ():
            self._depth -= self._counts.pop(inner, 0)


class _ForeignContent:
    """Whether a parser may be in SVG or MathML, with other void elements (HTML 13.2.6.5)."""

    def __init__(self) -> None:
        self.is_open = False
        """Whether what is open here can matter to a tag that is not foreign itself."""
        self._depth = 0
        self._integration = 0
        """0 outside of elements with HTML in them, 1 right within one, 2 with elements in that."""

    @property
    def is_possible(self) -> bool:
        """Whether a tag may be one of foreign content."""
        return self._depth > 0

    @property
    def is_certain(self) -> bool:
        """Whether a tag that closes itself is certain to open nothing."""
        return self._depth > 0 and not self._integration

    def open(self, name: str) -> None:
        """Note a start tag that was not self-closing."""
        if self._integration:
            self._integration = 2
        elif self._depth and name in _INTEGRATION:
            self._integration = 1
        elif self._depth and name in _BREAKOUT:
            self._depth = 0
        self._depth += name in _FOREIGN
        self.is_open = bool(self._depth or self._integration)

    def close(self, name: str) -> None:
        """Note an end tag."""
        if name in _INTEGRATION and self._integration == 1:
            self._integration = 0
        elif name in _FOREIGN and self._depth:
            self._depth -= 1
        self.is_open = bool(self._depth or self._integration)


def _bad_tags(markup: str) -> Iterator[tuple[int, int]]:
    """Yield the start tags to be left out, as slices, reading markup as a parser does."""
    opened, foreign = _OpenElements(), _ForeignContent()
    position = tags = 0
    while tag := _TAG.search(markup, position):
        position = tag.end()
        closes, name = tag.groups()
        if name is None:
            end = _COMMENT_END.search(markup, position - 2)
            position = end.end() if end else len(markup)
            continue
        name = name.lower()
        tags += 1
        # A tag without end is no tag, but takes its time.
        if position == len(markup) or tags > MOST_TAGS:
            yield tag.start(), len(markup)
            return
        position += 1
        if closes:
            opened.close(name)
            if foreign.is_open:
                foreign.close(name)
        elif position - tag.start() > _LONG and _has_many(markup, tag.end(2), position):
            yield tag.start(), position
        else:
            is_foreign = foreign.is_open and foreign.is_certain
            if is_foreign and name not in _BREAKOUT and markup.endswith("/>", 0, position):
                opened.skip(name)
                continue
            is_shallow = name in _SHALLOW and (name in _BREAKOUT or not foreign.is_possible)
            if foreign.is_open or name in _FOREIGN:
                foreign.open(name)
            if is_shallow:
                opened.skip(name)
            elif name in _RAW and not is_foreign:
                end = _RAW[name].search(markup, position)
                position = end.start() if end else len(markup)
            elif not opened.open(name):
                yield tag.start(), position


def _has_many(markup: str, start: int, end: int) -> bool:
    """Whether a tag has too many attributes, between the end of its name and its own."""
    return sum(1 for _ in _ONE_ATTRIBUTE.finditer(markup, start, end - 1)) > _MOST_ATTRIBUTES


def ancestors(node: LexborNode, most: int = DEEPEST) -> Iterator[LexborNode]:
    """Yield at most so many elements around a node, from the inside out."""
    parent = node.parent
    while parent is not None and most > 0:
        yield parent
        most -= 1
        parent = parent.parent


def beside(node: LexborNode, step: Literal["prev", "next"]) -> Iterator[LexborNode]:
    """Yield the nearest siblings of a node in a direction, without blanks and comments."""
    near: LexborNode | None = getattr(node, step)
    for _ in range(_MAX_SIBLINGS):
        if near is None:
            return
        if near.is_element_node or (near.text_content or "").strip():
            yield near
        near = getattr(near, step)


def descendants(root: LexborNode, most: int) -> Iterator[LexborNode]:
    """Yield at most so many nodes under ``root``, in document order."""
    node = root.first_child
    while node is not None and most > 0:
        yield node
        most -= 1
        following = node.first_child or node.next
        while following is None and (parent := node.parent) is not None and parent.mem_id != root.mem_id:
            node = parent
            following = node.next
        node = following


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
