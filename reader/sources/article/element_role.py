"""Decide by tag and class names whether an element is part of a story or of the page around it.

Class names of layout are no verdict: a newsroom's program writes ``relative``, ``overflow-hidden``,
``elementor-widget`` or ``tag-iraq`` on the story itself. Names are therefore judged one by one.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.sources.article.html_tree import parted

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


class Role(IntEnum):
    """What an element is to the story."""

    STORY = 0
    AROUND = 1
    """By its names something else, unless most of the page's running text is in it."""
    NEVER = 2
    """Something else whatever its text: comments, consent to cookies."""


_TAGS_AROUND = frozenset(("nav", "footer", "aside", "menu"))
_TAGS_OF_CONTENT = frozenset(
    str.split("h1 h2 h3 h4 h5 h6 figure figcaption blockquote table tr td th picture")
)
"""Elements that only a story's author writes; a class says how they look."""
_TAGS_OF_STORIES = frozenset(("article", "main", "body"))
# Names in small letters, their words parted by ``-`` or ``_``.
_COMMENTS = re.compile(
    r"(?:^|[_-])(?:comments?(?:-?list|-?area|s)?|disqus|respond|talkbacks?|comentarios|commentaires|kommentare)(?:$|[_-])(?!open|closed|enabled|disabled|count|link|off)"
)
_WITH_COMMENTS = re.compile(r"^(?:has|no|with|hide|show|have)[_-]")
_CONSENT = re.compile(r"(?:^|[_-])(?:cookies?|gdpr|consent|onetrust|didomi)(?:$|[_-])|^cmp$|^qc-cmp")
_CARD = re.compile(r"(?:^|[_-])(?:related\w*|releated|teasers?|promo\w*|sponsor\w*|recommend\w*)(?:$|[_-])")
_LEADS = ("teaser", "breaking")
"""Names that say of a paragraph that it is the lead."""
_AROUND = re.compile(
    r"(?:^|[_-])(?:side-?bar|related\w*|relatives|releated|footer|menu|nav\w*"
    r"|shar(?:e|ing)\w*|social(?!-?(?:embed|media-embed|post))\w*|advert\w*|ads?|adv|promo\w*|most|popular|latest|ticker"
    r"|breaking|subscribe|newsletter|breadcrumbs?|keywords|(?:author|writer)-?(?:box|bio|info|card)|about-?author|by-?line|read-?(?:more|also|next)"
    r"|toc|table-?(?:of-?)?contents|more-?(?:news|on|stories)|see-?also|recommend\w*|trending|banner|copyright|poll|login|modal|popup|paginat\w*"
    r"|toolbar|tools|print|rat(?:e|ing)|error-?report|support-?(?:box|us|block|banner)|donat\w+|contribute|sponsor\w*|also-?\w*|teasers?|cta)(?:$|[_-]|\d)"
    r"|^tags?$|[_-]tags?$|^tags[_-]|^tag-?(?:list|cloud|links|box)|^widgets?(?:$|[_-]area|_)|^hidden$|[_-]ignore$|^wp-block-button|^field__label$|^views-(?:row|element)"
)
_BODY = re.compile(
    r"^(?:(?:entry|post|article|story|single|news|item)[_-]{0,2}(?:content|body|text|detail)s?"
    r"|td-post-content|content-?body|text-?body)(?:$|[_-])"
)
_LAYOUT = re.compile(r"grid|layout|content|main|with|has|^no-|wrap|body|page")
"""Parts of the name of an element around both story and sidebar: ``has-sidebar``, ``sidebar-grid``."""
_TAXONOMY = re.compile(r"^(?:tag|category|post_tag|type|status|format|post_format|section)-")
"""Names WordPress writes on a story for its tags and categories."""
_POST = frozenset(("hentry", "type-post"))
"""Names WordPress writes on a story that is no ``article``."""
_NAMING = ("class", "id", "role", "aria-labelledby", "data-component", "data-testid")
"""Attributes whose words are names of an element."""
_MOST_NAMES = 40


def element_role(node: LexborNode) -> Role:
    """Return the role of an element by its tag, class, id and role."""
    tag = node.tag or ""
    if tag in _TAGS_AROUND:
        is_of_quotation = tag == "footer" and node.parent is not None and node.parent.tag == "blockquote"
        return Role.STORY if is_of_quotation or (tag == "aside" and _is_pull_quote(node)) else Role.AROUND
    if tag in _TAGS_OF_CONTENT:
        return Role.STORY
    attributes = node.attributes
    names = " ".join(value for key in _NAMING if (value := attributes.get(key))).split()[:_MOST_NAMES]
    # Tailwind's variants say when something holds, not what it is.
    plain = [name for name in names if ":" not in name and "[" not in name]
    if tag == "article" or not _POST.isdisjoint(plain):
        plain = [name for name in plain if not _TAXONOMY.match(name)]
    if "hidden" in plain and any(":" in name for name in names):
        plain.remove("hidden")  # shown on screens of other widths
    return max((_role_of_name(name, tag) for name in plain), default=Role.STORY)


def _is_pull_quote(node: LexborNode) -> bool:
    """Whether an ``aside`` is nothing but a text, as some editors write what they draw out of a story."""
    child = node.first_child
    return not node.attributes and child is not None and child.is_text_node and child.next is None


@lru_cache(maxsize=4_096)
def _role_of_name(name: str, tag: str) -> Role:
    """Return the role that one class name or id gives to elements of a tag."""
    name = parted(name).lower()
    if _COMMENTS.search(name) and not _WITH_COMMENTS.match(name):
        return Role.NEVER
    if tag in _TAGS_OF_STORIES:
        return Role.AROUND if tag == "article" and _CARD.search(name) else Role.STORY
    if _CONSENT.search(name):
        return Role.NEVER
    around = _AROUND.search(name)
    if around is None or ("bar" in around[0] and _LAYOUT.search(name)):
        return Role.STORY
    return Role.STORY if tag == "p" and any(name in around[0] for name in _LEADS) else Role.AROUND


def is_article(node: LexborNode) -> bool:
    """Return whether an element says that it holds a whole article."""
    names = node.attributes.get("class") if node.tag in ("div", "section") else ""
    return node.tag == "article" or (bool(names) and not _POST.isdisjoint((names or "").split()))


def is_body(node: LexborNode) -> bool:
    """Return whether an element says by its names that it holds the text of an article."""
    attributes = node.attributes
    if (attributes.get("itemprop") or "").lower() in ("articlebody", "text"):
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    return any(_BODY.search(parted(name).lower()) for name in names[:_MOST_NAMES])
