"""Find the parts of a story outside of its body: pictures above, posts below, further parts of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.sources.article.element_role import Role
from reader.sources.article.html_tree import is_hidden

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from reader.sources.article.content_score import Density

_CLIMBED = 10
"""Elements around the body that are looked through at most."""
_LINES = frozenset(str.split("p li h2 h3 h4 blockquote"))
"""Elements that hold one paragraph of a story; the body is around them."""
_ENDS = frozenset(("article", "main", "body", "html"))


class Part(NamedTuple):
    """One element with something of the story."""

    node: LexborNode
    only_media: bool
    """Whether only its pictures, captions, videos and posts are of the story."""


def story_parts(density: Density, body: LexborNode) -> list[Part]:
    """Return the parts of a story in document order: its body, and what belongs to it between title and end.

    Args:
        density: the page, measured; it knows where the title is.
        body: the element with most of the story's text.
    """
    node = _container(density, body)
    before: list[Part] = []
    after: list[Part] = []
    here = node
    ended = False
    for _ in range(_CLIMBED):
        parent = here.parent
        if parent is None or density.is_around_title(here) or here.tag in _ENDS:
            break
        before = [*_before(density, here), *before]
        if not ended:
            found, ended = _after(density, here)
            after += found
        here = parent
    return [*before, Part(node, only_media=False), *after]


def _container(density: Density, body: LexborNode) -> LexborNode:
    """Return the element around a story of one paragraph, unless other things are in it, too."""
    while body.tag in _LINES and (parent := body.parent) is not None:
        if density.is_around_title(parent) or parent.tag in _ENDS or density.linked(parent):
            break
        body = parent
    return body


def _before(density: Density, node: LexborNode) -> list[Part]:
    found: list[Part] = []
    sibling = node.prev
    while sibling is not None and not density.is_around_title(sibling):
        found += _part(density, sibling, node)
        sibling = sibling.prev
    # Without the title among the siblings they may be anything of the page.
    titled = node.parent is not None and density.is_around_title(node.parent)
    return found[::-1] if sibling is not None or not titled else []


def _after(density: Density, node: LexborNode) -> tuple[list[Part], bool]:
    """Return the parts after an element, and whether the story ended among its siblings."""
    found: list[Part] = []
    sibling = node.next
    while sibling is not None:
        if sibling.is_element_node and (
            density.linked(sibling)
            or density.role(sibling) is Role.NEVER
            or sibling.tag in ("aside", "footer", "nav")
        ):
            return found, True
        found += _part(density, sibling, node)
        sibling = sibling.next
    return found, False


def _part(density: Density, node: LexborNode, body: LexborNode) -> list[Part]:
    """Return an element as a part of the story, in a list that is empty when it is none."""
    if not node.is_element_node or is_hidden(node) or density.role(node) or density.linked(node):
        return []
    is_text = density.good(node) > 0 and _signature(node) == _signature(body)
    return [Part(node, only_media=not is_text)]


def _signature(node: LexborNode) -> tuple[str, ...]:
    """Return tag and class names: parts of one text have the same."""
    return (node.tag or "", *sorted((node.attributes.get("class") or "").split()))
