"""Decide by tag and names whether an element belongs to a story or the page around."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from reader.sources.article.class_names import MAX_NAMES, has_kind, kinds_of, names_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


class Role(IntEnum):
    """The role of an element for the story."""

    STORY = 0
    AROUND = 1
    """By its names something else, unless most of the page's running text is in it."""
    NEVER = 2
    """Something else whatever its text: comments, consent to cookies."""


TAGS_AROUND = frozenset(("nav", "footer", "aside", "menu"))
STORY_TAGS = frozenset(("article", "main"))
"""Elements around the whole of a story."""
_TAGS_OF_CONTENT = frozenset(str.split("h1 h2 h3 h4 h5 h6 figure figcaption blockquote picture"))
"""Elements that only a story's author writes; a class says how they look."""
_TAXONOMY = re.compile(r"^(?:tag|category|post_tag|type|status|format|post_format|section)-")
"""Names WordPress writes on a story for its tags and categories."""
_POST = frozenset(("hentry", "type-post"))
"""Names WordPress writes on a story that is no ``article``."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)


# Ablation: roles by tag and class.
def element_role(node: LexborNode) -> Role:
    """Return the role of an element by its tag, class, id and role."""
    tag = node.tag or ""
    if tag in TAGS_AROUND:
        is_of_quotation = tag == "footer" and node.parent is not None and node.parent.tag == "blockquote"
        return Role.STORY if is_of_quotation or (tag == "aside" and _is_pull_quote(node)) else Role.AROUND
    if tag in _TAGS_OF_CONTENT:
        return Role.STORY
    names = names_of(node)
    # Tailwind's variants say when something holds, not what it is.
    plain = [name for name in names if ":" not in name and "[" not in name]
    if tag == "article" or not _POST.isdisjoint(plain):
        plain = [name for name in plain if not _TAXONOMY.match(name)]
    if "hidden" in plain and any(":" in name for name in names):
        plain.remove("hidden")  # shown on screens of other widths
    return max((_role_of_name(name, tag) for name in plain), default=Role.STORY)


def _is_pull_quote(node: LexborNode) -> bool:
    """Whether an ``aside`` holds only a text, as some editors write pull quotes."""
    child = node.first_child
    return not node.attributes and child is not None and child.is_text_node and child.next is None


def _role_of_name(name: str, tag: str) -> Role:
    """Return the role that one class name or id gives to elements of a tag."""
    kinds = kinds_of(name)
    if not kinds:
        return Role.STORY
    if "comments" in kinds:
        return Role.NEVER
    if tag in STORY_TAGS or tag == "body":
        return Role.AROUND if tag == "article" and "card" in kinds else Role.STORY
    if "consent" in kinds:
        return Role.NEVER
    is_around = (
        "around" in kinds or ("teaser" in kinds and tag != "p") or ("bar" in kinds and "layout" not in kinds)
    )
    return Role.AROUND if is_around else Role.STORY


# Ablation: hidden elements.
def is_hidden(node: LexborNode) -> bool:
    """Return whether an element is hidden, for screen readers only, or a copied slide."""
    attributes = node.attributes
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or (style is not None and _HIDDEN_STYLE.search(style) is not None)
        or any("unseen" in kinds_of(name) for name in (attributes.get("class") or "").split()[:MAX_NAMES])
    )


def is_article(node: LexborNode) -> bool:
    """Return whether an element is named as a whole article."""
    return node.tag == "article" or (
        node.tag in ("div", "section") and not _POST.isdisjoint(names_of(node, ("class",)))
    )


# Ablation: body that says it is one.
def is_body(node: LexborNode) -> bool:
    """Return whether an element is named as the text of an article."""
    says_so = (node.attributes.get("itemprop") or "").lower() in ("articlebody", "text")
    return says_so or has_kind(node, "body", ("class", "id"))
