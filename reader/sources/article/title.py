"""Find the title of an article and its element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.sources.article.wording import HEADLINE_WORDS
from reader.sources.sanitize import clean_line
from reader.text.normalize import comparison_key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from reader.model import Selectors
    from reader.sources.article.claims import Claims

SEPARATOR = re.compile(r"(?<!\s)\s++[|–—•·«»:-]++\s++|(?<!\s)\s*+[|]\s*+")
"""What stands between a title and the name of the site."""
_TITLES = ("h1", "h2, h3", "[class*=itle], [id*=itle]")
"""Selectors of what shows the title; elements with «title» in their class may be titles of menus."""
_MAX_CHARACTERS = 200
"""Of the longest title."""


class Title(NamedTuple):
    """The title of an article."""

    text: str
    element: LexborNode | None
    """What shows it; None when nothing does."""


def find_title(tree: LexborHTMLParser, claims: Claims, selectors: Selectors) -> Title:
    """Return the title and its element.

    The one shown is best: the claimed one may be cut short, or carry the name of the site.
    """
    if selectors.title and (node := tree.css_first(selectors.title)) and (text := text_of(node)):
        return Title(text, node)
    document = text_of(tree.css_first("title"))
    claimed = [*claims.title, *([document] if document else [])]
    keys = [(_keys(claim, claims.site), claim.endswith(("...", "…"))) for claim in claimed]
    for node in (node for tags in _TITLES for node in tree.css(tags)[:60]):
        shown = text_of(node)
        if len(shown) > 8 and any(_is_same(comparison_key(shown), *claim) for claim in keys):
            return Title(shown, node)
    if (node := _only_heading(tree, claims) or _large(tree)) is not None:
        return Title(text_of(node), node)
    if claimed:
        return Title(_without_site(claimed[0], claims.site), None)
    first = tree.css_first("h1")
    return Title(text_of(first), first)


def _keys(claim: str, sites: list[str]) -> tuple[str, ...]:
    """Return the comparison keys of a claimed title: of the whole and of possible titles inside."""
    whole = claim.removesuffix("...").removesuffix("…")
    parts = (whole, _without_site(claim, sites), max(SEPARATOR.split(claim), key=len))
    return tuple(map(comparison_key, parts))


def _is_same(shown: str, claimed: tuple[str, ...], is_cut: bool) -> bool:
    """Whether a shown and a claimed title are equal by keys; the claimed may be truncated."""
    if shown in claimed:
        return True
    whole = claimed[0]
    shorter, longer = sorted((shown, whole), key=len)
    if len(shorter) <= 20 or not (shorter == shown or is_cut):
        return False
    # The name of the site may stand at either end of the claimed title.
    return longer.startswith(shorter) or (shorter == shown and longer.endswith(shorter))


def _only_heading(tree: LexborHTMLParser, claims: Claims) -> LexborNode | None:
    """Return the only ``h1`` of a page that claims another title, if inside the article."""
    only = tree.css_first("article h1, main h1, [role=main] h1")
    if only is None or len(tree.css("h1")) > 1 or only.css_first("a") is not None:
        return None
    shown = text_of(only)
    is_site = comparison_key(shown) in map(comparison_key, claims.site)
    return only if len(shown.split()) >= HEADLINE_WORDS and not is_site else None


def _large(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the text in the largest letters of a page without headings, from before CSS."""
    if tree.css_first("h1, h2, h3") is not None:
        return None
    sized = [node for node in tree.css("font[size]") if len(text_of(node).split()) >= HEADLINE_WORDS]
    largest = max(map(_size, sized), default=0)
    return (
        next((n for n in sized if _size(n) == largest and len(text_of(n)) < _MAX_CHARACTERS), None)
        if largest >= 5
        else None
    )


def _size(node: LexborNode) -> int:
    """Return the size of a ``font`` element, 1 to 7 with 3 as usual (HTML 4.01 15.2.2)."""
    size = (node.attributes.get("size") or "").strip()
    number = int(size) if re.fullmatch(r"[+-]?\d", size) else 0
    return 3 + number if size[:1] in "+-" else number


def _without_site(title: str, sites: list[str]) -> str:
    """Return a document's title without the name of the site at either end."""
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    names = {comparison_key(site) for site in sites}
    for end in (-1, 0):
        part = parts[end]
        if comparison_key(part) in names:
            edge = title.rfind(part) if end else len(part)
            rest = title[:edge] if end else title[edge:]
            return rest.strip(" \t|–—•·«»:-")
    return max(parts, key=len) if len(parts[-1].split()) <= 4 < len(max(parts, key=len).split()) else title


def split_off_title(tree: LexborHTMLParser, title: str) -> list[str]:
    """Return the parts of the document's title beyond the title: site, perhaps section."""
    parts = SEPARATOR.split(text_of(tree.css_first("title")))
    return (
        [part for part in parts if comparison_key(part) not in comparison_key(title)]
        if len(parts) > 1
        else []
    )


def text_of(node: LexborNode | None) -> str:
    """Return the text of an element as one clean line; ``""`` for none."""
    return clean_line(node.text(separator=" ")) if node is not None else ""
