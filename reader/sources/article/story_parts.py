"""Find the parts of a story outside the body: pictures above, posts and texts below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from reader.model import Block
from reader.sources.article.block_parser import blocks_of
from reader.sources.article.element_role import TAGS_AROUND, Role, is_hidden
from reader.sources.article.embeds import PICTURE_FILE, absolute, background, image
from reader.sources.article.html_tree import ancestors, beside, descendants
from reader.sources.article.wording import is_boilerplate, is_short_caption
from reader.sources.sanitize import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from reader.sources.article.content_score import Density

_MIN_CAPTION_CHARACTERS = 8
"""Characters of the shortest caption that no name says to be one."""
_DIGITS = re.compile(r"\d")
_MAX_CLIMBED = 10
"""Elements around the body that are looked through at most."""
_LINES = frozenset(str.split("p li h2 h3 h4 blockquote"))
"""Elements that hold one paragraph of a story; the body is around them."""
_KEY_LETTERS = 3
"""Letters of a picture's name from which it names one picture."""
_COMMON_NAMES = frozenset(
    str.split("image img photo picture thumb thumbnail large small medium default original main index file")
)
_NUMBER = re.compile(r"\d{5,}")
_MAX_PICTURES = 200
_MAX_KEY_POINTS = 12
_KEY_POINT_WORDS = 4
"""Words of the shortest key point; what lists date, section and readers has fewer."""
_FIGURE_NODES = 60
"""Nodes of a figure in which its caption is looked for."""
_FIGURE_DEPTH = 4
"""Elements around a picture in which a figure is looked for."""
_SIZE = re.compile(r"[-_]\d{2,4}(?:x\d{2,4})?$")
_TITLES = frozenset(("h1", "h2", "h3"))
_PICTURES = frozenset(("figure", "picture", "img", "video"))
"""Elements above a title that are of the story; others may be of the page."""
_ENDS = frozenset(("article", "main", "body", "html"))


class Part(NamedTuple):
    """One element with something of the story."""

    node: LexborNode
    only_media: bool
    """Whether only its pictures, captions, videos and posts are of the story."""
    is_caption: bool = False
    """Whether all of its text is about the picture before it, though no name says so."""


# Ablation: parts outside of the body.
def story_parts(density: Density, body: LexborNode) -> list[Part]:
    """Return the parts of a story in document order: body, pictures, posts, further text.

    Args:
        density: the page, measured; it knows where the title is.
        body: the element with most of the story's text.
    """
    node = _container(density, body)
    before: list[Part] = []
    after: list[Part] = []
    here = node
    ended = False
    for _ in range(_MAX_CLIMBED):
        parent = here.parent
        if parent is None or here.tag in ("body", "html"):
            break
        if density.is_around_title(here):
            before = [*_player_above(here), *before]
            break
        ended = ended or here.tag in _ENDS
        before = [*_before(density, here), *before]
        if not ended:
            found, ended = _after(density, here)
            after += found
        here = parent
    return [*before, Part(node, only_media=False), *after]


def _container(density: Density, body: LexborNode) -> LexborNode:
    """Return the element around a one-paragraph story, unless with other content."""
    while body.tag in _LINES and (parent := body.parent) is not None:
        if density.is_around_title(parent) or parent.tag in _ENDS or density.is_mostly_links(parent):
            break
        body = parent
    return body


def _before(density: Density, node: LexborNode) -> list[Part]:
    found: list[Part] = []
    sibling = node.prev
    after: LexborNode | None = None
    while sibling is not None and not density.is_around_title(sibling):
        part = _part(density, sibling, node)
        if part and _is_summary(density, sibling):
            part = [Part(sibling, only_media=False)]
        if part and after is not None and _is_caption(density, sibling, after):
            found.append(Part(after, only_media=False, is_caption=True))
        found += part
        after = sibling if sibling.is_element_node else after
        sibling = sibling.prev
    if sibling is None:
        # Without the title among the siblings they may be anything of the page.
        titled = node.parent is not None and density.is_around_title(node.parent)
        return [] if titled else found[::-1]
    if sibling.tag not in _TITLES:  # a head of the article, with its picture
        found.append(Part(sibling, only_media=True))
    while (sibling := sibling.prev) is not None:
        if (sibling.tag in _PICTURES or _is_bare_media(sibling)) and not density.role(sibling):
            found.append(Part(sibling, only_media=True))
    return found[::-1]


def _after(density: Density, node: LexborNode) -> tuple[list[Part], bool]:
    """Return the parts after an element, and whether the story ended among its siblings."""
    found: list[Part] = []
    passed = False
    sibling = node.next
    while sibling is not None:
        if density.role(sibling) is Role.NEVER or sibling.tag in TAGS_AROUND:
            return found, True
        # Links to other stories end the story, unless its text goes on after them.
        passed = passed or density.is_mostly_links(sibling)
        if part := _part(density, sibling, node):
            if not passed:
                found += part
            elif not part[0].only_media and not density.has_links(sibling):
                found += part
                passed = False
        sibling = sibling.next
    return found, passed


def _part(density: Density, node: LexborNode, body: LexborNode) -> list[Part]:
    """Return an element as a part of the story, in a list; empty for any other."""
    if not node.is_element_node or is_hidden(node) or density.role(node) or density.is_mostly_links(node):
        return []
    is_text = density.running_text(node) > 0 and _signature(node) == _signature(body)
    return [Part(node, only_media=not is_text)]


# Ablation: captions by place.
def _is_caption(density: Density, picture: LexborNode, after: LexborNode) -> bool:
    """Whether the short text after a picture above the body is its caption."""
    text = clean_line(after.text(separator=" "))
    return (
        len(text) >= _MIN_CAPTION_CHARACTERS
        and is_short_caption(text)
        and not _DIGITS.search(text)
        and after.tag in ("p", "div", "span")
        and after.css_first("a, img, button, time") is None
        and picture.css_first("img") is not None
        and not picture.text().strip()
        and not density.role(after)
        and not is_boilerplate(text)
    )


def _player_above(node: LexborNode) -> list[Part]:
    """Return the player or figure right above title and body, in a list; may be empty."""
    above = next(beside(node, "prev"), None)
    if above is None or not _is_bare_media(above):
        return []
    is_shown = above.tag == "figure" or above.css_first("video, iframe[allowfullscreen]") is not None
    return [Part(above, only_media=True)] if is_shown else []


# Ablation: pictures and players above the title.
def _is_bare_media(node: LexborNode) -> bool:
    """Whether an element holds a video or a picture, and neither text nor links."""
    return bool(
        node.is_element_node
        and node.css_first("img, video, iframe[allowfullscreen], amp-video, amp-youtube")
        and node.css_first("a") is None
        and not node.text().strip()
    )


# Ablation: key points above the body.
def _is_summary(density: Density, node: LexborNode) -> bool:
    """Whether an element between title and body lists the key points of the story."""
    items = node.css("li")[:_MAX_KEY_POINTS]
    words = [len(item.text(separator=" ").split()) for item in items]
    return bool(items) and min(words) >= _KEY_POINT_WORDS and not density.has_links(node)


def _signature(node: LexborNode) -> tuple[str, ...]:
    """Return tag and class names: parts of one text have the same."""
    return (node.tag or "", *sorted((node.attributes.get("class") or "").split()))


# Ablation: picture the page claims.
def claimed_picture(
    tree: LexborHTMLParser, density: Density, claimed: str, body: Sequence[Block], url: str
) -> tuple[Block, ...]:
    """Return the claimed picture with its caption, if shown outside of the body.

    Args:
        tree: the page.
        density: the page, measured.
        claimed: address of the picture as the page claims it.
        body: blocks of the article found so far.
        url: address of the page.
    """
    key = _picture_key(claimed)
    if not key or any(block.kind == "image" and _picture_key(block.url) == key for block in body):
        return ()
    for node in tree.css("img, amp-img")[:_MAX_PICTURES]:
        found = image(node, url)
        if isinstance(found, Block) and _picture_key(found.url) == key and _is_shown(density, node, url):
            holder = next((each for each in ancestors(node, _FIGURE_DEPTH) if each.tag == "figure"), None)
            if holder is None:
                return (found,)
            return tuple(block for block in blocks_of(holder, url) if block.kind in ("image", "caption"))[:2]
    for node in tree.css("[style*=background]")[:_MAX_PICTURES]:
        found = background(node, url)
        if found is not None and _picture_key(found.url) == key and _is_shown(density, node, url):
            return (found,)
    return ()


def _is_shown(density: Density, node: LexborNode, url: str) -> bool:
    """Whether a picture is shown for itself: not among other stories, nor as a link to one."""
    return not any(
        density.role(parent)
        or parent.tag in TAGS_AROUND
        or is_hidden(parent)
        or (parent.tag == "a" and not shows_picture(parent, url))
        for parent in ancestors(node)
    )


def shows_picture(link: LexborNode, url: str) -> bool:
    """Whether a link around a picture leads to the picture, or from a figure's caption."""
    address = absolute(url, link.attributes.get("href"))
    if not address or address == url or PICTURE_FILE.search(address):
        return True
    holder = link.parent
    return holder is not None and any(node.tag == "figcaption" for node in descendants(holder, _FIGURE_NODES))


def _picture_key(address: str) -> str:
    """Return the key shared by the sizes of one picture: its name without a size.

    Of a name that many pictures have, such as ``image.jpg``, the longest number in the address.
    """
    path = unquote(urlsplit(address).path).lower()
    name = _SIZE.sub("", path.rpartition("/")[2].partition(".")[0])
    if len(name) >= _KEY_LETTERS and name not in _COMMON_NAMES:
        return name
    return max(_NUMBER.findall(path), key=len, default="")
