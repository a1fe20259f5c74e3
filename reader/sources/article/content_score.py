"""Find the body of a page: the element with most running text and fewest links around.

Every element gets the characters of good paragraphs in it, less those of links outside of such paragraphs
(the maximum subsequence of Pasternack and Roth 2009, on the tree instead of the token list). Elements that
say by their class or name that they are something else (comments, related news, menus) count as links to
those around them.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.sources.article.class_names import has_kind
from reader.sources.article.element_role import (
    STORY_TAGS,
    Role,
    element_role,
    is_article,
    is_body,
    is_hidden,
)
from reader.sources.article.embeds import PICTURE_FILE, absolute, is_post
from reader.sources.article.html_tree import BLOCK_TAGS, SILENT_TAGS, ancestors, beside, walk
from reader.sources.article.wording import (
    MAX_LINKED,
    SENTENCE_CHARACTERS,
    Wording,
    is_boilerplate,
    is_sentence,
    wording,
)
from reader.sources.http.ssrf_guard import host_of
from reader.text.normalize import fold

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LINK_WEIGHT = 1.0
"""Characters of text that one character of a link outside of paragraphs outweighs."""
_PARAGRAPH_CHARACTERS = 80
"""Characters from which a text is a paragraph whatever its end."""
_SURE_CHARACTERS = 150
"""Characters of running text from which an element that says so holds a story."""
_STORY_CHARACTERS = 400
"""Characters of running text from which an ``article`` around the title holds its story without saying so."""
_MIN_CARDS = 2
"""Other ``article`` elements from which each is a story of its own."""
_BODY_SHARE = 0.5
"""Share of an article's text from which an element that says it is the body is."""
_SUBTITLE_CHARACTERS = 8
"""Characters of the shortest subtitle that says it is one."""
_TAGS_OF_LEADS = frozenset(("h2", "h3", "h4", "h5", "p"))
_LEAD_WORDS = 5
"""Tags, and words of the shortest text, that make what follows the title its lead."""
_REPEATED_WORDS = 3
"""Words of a title in a line after it, from which the line is its story."""
_LINE_CHARACTERS = 500
"""Characters of the longest text that may be a line about the article, or its lead."""
_LINES_LATER = 12
"""Lines after the first paragraph that may be about the article."""
_LINES_BEFORE = 6
"""Lines before the title that may be about the article."""
_SOURCE_WORDS = 3
_ASKING_TYPES = ("email", "radio")
"""Types of the fields of boxes that ask the reader something: for an address, or in a poll."""
_FORM_CHARACTERS = 250
"""Characters of the largest box around such a field."""
_FORM_ELEMENTS = 100
_CLIMBED_ELEMENTS = 3
"""Elements climbed from a body to what holds it and the notices after it."""
_SILENT = SILENT_TAGS | {"iframe", "label", "option"}
_POST_TAGS = frozenset(("blockquote", "div", "figure"))
"""Elements that hold posts of social networks and cards of links."""
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Frame:
    """An element and the lengths of its text; those of descendants are added once all are read."""

    node: LexborNode
    parent: int
    role: Role
    good: float = 0.0
    links: float = 0.0
    plain: float = 0.0
    places: int = 0
    """Links to places in the page itself, as tables of contents have them."""


class Density:
    """The elements of a page, measured."""

    def __init__(self, root: LexborNode, title: LexborNode | None = None) -> None:
        around = [title, *ancestors(title)] if title is not None else []
        self._around_title = {node.mem_id for node in around}
        self._frames: list[_Frame] = [_Frame(root, -1, Role.STORY)]
        self._stack = [0]
        self._text: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._links: list[bool] = []
        """Of each link around whether it counts."""
        self._lines: list[tuple[int, str]] = []
        self._forms: list[int] = []
        """Elements with a field for an address of mail or an answer of a poll."""
        self.asks_for_consent = False
        """Whether something on the page asks for consent to cookies."""
        walk(root, self._enter, self._leave)
        self._flush()
        self._ends = list(range(1, len(self._frames) + 1))
        for n in range(len(self._frames) - 1, 0, -1):
            parent = self._frames[n].parent
            self._ends[parent] = max(self._ends[parent], self._ends[n])
        self._indexes = {frame.node.mem_id: n for n, frame in enumerate(self._frames)}
        self._own = [frame.good for frame in self._frames]
        self._add_up()
        self._home = self._find_home()

    def _enter(self, node: LexborNode) -> bool:
        if node.is_text_node:
            text = (node.text_content or "").strip()
            if text:
                self._text.append(text)
                self._linked += len(text) if self._in_link else 0
            return False
        tag = node.tag or ""
        if tag == "input" and node.attributes.get("type") in _ASKING_TYPES:
            self._forms.append(self._stack[-1])
        if tag in _SILENT or (tag in _POST_TAGS and is_post(node)) or is_hidden(node):
            return False
        if tag == "a":
            href = node.attributes.get("href") or ""
            # A link to a picture in full size leads to no other story.
            self._links.append(bool(href) and not PICTURE_FILE.search(href))
            self._in_link += self._links[-1]
            if href.startswith("#"):
                self._frames[self._stack[-1]].places += 1
        elif tag == "time" and (moment := node.attributes.get("datetime")):
            self._lines.append((self._stack[-1], moment.strip()))
        elif tag in BLOCK_TAGS:
            self._flush()
            role = Role.STORY if node.mem_id in self._around_title else element_role(node)
            self._frames.append(_Frame(node, self._stack[-1], role))
            self._stack.append(len(self._frames) - 1)
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "a":
            self._in_link -= self._links.pop()
        elif tag in BLOCK_TAGS:
            self._flush()
            self._stack.pop()

    def _flush(self) -> None:
        """Score the text since the last break, and credit its element."""
        text = " ".join(self._text)
        length, linked = len(text), self._linked
        self._text, self._linked = [], 0
        if not length:
            return
        frame = self._frames[self._stack[-1]]
        if length <= _LINE_CHARACTERS:
            self._lines.append((self._stack[-1], text))
        is_paragraph = linked <= MAX_LINKED * length and (
            length >= _PARAGRAPH_CHARACTERS or is_sentence(text)
        )
        said = wording(text)
        if said is Wording.CONSENT:
            self.asks_for_consent = True
            frame.links += length
        elif said is Wording.NOTICE:
            # Without a link it may be a sentence that begins like one: it speaks neither for nor against.
            frame.links += length if linked else 0
            frame.plain += 0 if linked else length
        elif is_paragraph:
            frame.good += length - linked
        else:
            frame.links += linked
            frame.plain += length - linked

    # Ablation: boxes that ask the reader something.
    def _mark_forms(self) -> None:
        """Give the role of something else to the boxes that ask the reader something."""
        for n in self._forms:
            box = 0
            while n > 0 and self._frames[n].node.tag not in STORY_TAGS:
                inside = self._within(n)
                text = sum(self._frames[m].good + self._frames[m].plain for m in inside[:_FORM_ELEMENTS])
                if (
                    text > _FORM_CHARACTERS
                    or len(inside) > _FORM_ELEMENTS
                    or self.is_around_title(self._frames[n].node)
                ):
                    break
                box, n = n, self._frames[n].parent
            if box:
                self._frames[box].role = Role.AROUND

    def _add_up(self) -> None:
        self._mark_forms()
        self._never = [False] * len(self._frames)
        for n, frame in enumerate(self._frames):
            self._never[n] = frame.role is Role.NEVER or (n > 0 and self._never[frame.parent])
        total = sum(frame.good for frame, never in zip(self._frames, self._never, strict=True) if not never)
        for frame in reversed(self._frames[1:]):
            parent = self._frames[frame.parent]
            # A page whose body is called «widget» has no other.
            if frame.role is Role.AROUND and frame.good >= total / 2:
                frame.role = Role.STORY
            if frame.role is Role.NEVER:
                pass
            elif frame.role:
                parent.links += frame.good + frame.links
            else:
                parent.good += frame.good
                parent.links += frame.links
                parent.plain += frame.plain
                parent.places += frame.places
        self._is_other = [False] * len(self._frames)
        for n, frame in enumerate(self._frames):
            self._is_other[n] = n > 0 and (frame.role is not Role.STORY or self._is_other[frame.parent])

    def body(self) -> LexborNode | None:
        """Return the element of the article; None if nothing on the page reads like one."""
        best, found = 0.0, None
        for n in self._home:
            frame = self._frames[n]
            score = frame.good - _LINK_WEIGHT * frame.links
            if score > 0 and score >= best and not self._never[n]:
                best, found = score, frame.node
        return found

    # Ablation: the article of the title.
    def _find_home(self) -> range:
        """Return the elements around the body: the title's ``article``, if that has a story."""
        articles = [n for n, frame in enumerate(self._frames) if is_article(frame.node)]
        for n in articles:
            frame = self._frames[n]
            if self.is_around_title(frame.node) and not self._never[n]:
                inside = self._within(n)
                others = sum(1 for m in articles if m not in inside)
                has_body = any(
                    self._frames[m].good >= _BODY_SHARE * frame.good and is_body(self._frames[m].node)
                    for m in inside[1:]
                )
                if frame.good >= (
                    _SURE_CHARACTERS if has_body or others >= _MIN_CARDS else _STORY_CHARACTERS
                ):
                    return inside
        return self._first_post(articles) or self._own_story() or range(len(self._frames))

    # Ablation: first post of a thread.
    def _first_post(self, articles: list[int]) -> range | None:
        """Return the elements of the first post of a thread, in which each post names its author."""
        posts = [n for n in articles if self._frames[n].node.attributes.get("data-author")]
        return self._within(posts[0]) if len(posts) > 1 else None

    # Ablation: the next story of an endless page.
    def _own_story(self) -> range | None:
        """Return the elements of the title's story on a page with further stories under ``h1``."""
        titles = [n for n, frame in enumerate(self._frames) if frame.node.tag == "h1"]
        own = next((n for n in titles if self.is_around_title(self._frames[n].node)), 0)
        if not own or len(titles) < 2:
            return None
        home = own
        others = [n for n in titles if n != own]
        before = max((n for n in others if n < own), default=-1)
        after = min((n for n in others if n > own), default=len(self._frames))
        while before < (parent := self._frames[home].parent) > 0 and self._ends[parent] <= after:
            home = parent
        return self._within(home) if self._frames[home].good >= _SURE_CHARACTERS else None

    # Ablation: stories of a line or two.
    def short_body(self, title: LexborNode | None, descriptions: Container[str]) -> LexborNode | None:
        """Return the element of a story too short for `body`: a line or a few after the title.

        It stands in the same ``article`` or ``main`` as the title, says what the page describes itself by, or
        says what the title says.
        """
        start = self._index(title) if title is not None else -1
        if start < 0:
            return None
        home = start
        while home > 0 and self._frames[home].node.tag not in STORY_TAGS:
            home = self._frames[home].parent
        inside = self._within(home) if home > 0 else range(start, len(self._frames))
        said = _words(title.text(separator=" ")) if title is not None else set()
        for n, text in self._lines:
            frame = self._frames[n]
            if (
                not (start < n <= inside[-1])
                or self._never[n]
                or self._is_other[n]
                or frame.links >= frame.plain
            ):
                continue
            is_after = home > 0 or len(said & _words(text)) >= max(_REPEATED_WORDS, len(said) / 2)
            if text in descriptions or (
                is_after and len(text) >= SENTENCE_CHARACTERS and frame.node.tag in ("p", "div")
            ):
                parent = self._frames[frame.parent]
                alone = frame.parent == home or parent.node.mem_id in self._around_title
                return frame.node if alone or parent.links else parent.node
        return None

    def elements_to_skip(self, body: LexborNode, url: str) -> set[int]:
        """Return the ``mem_id`` of elements in the body, at ``url``, outside of the story."""
        dropped = set()
        for n in self._within(self._index(body))[1:]:
            frame = self._frames[n]
            text = frame.good + frame.plain
            is_links = frame.links > 2 * text and frame.links > SENTENCE_CHARACTERS
            is_links = is_links or (frame.places > 1 and frame.links > text)
            if is_links and not frame.role and (_has_player(frame.node) or _lists_sources(frame.node, url)):
                continue
            if frame.role or is_links:
                dropped.add(frame.node.mem_id)
                if (heading := _heading_before(frame.node)) is not None:
                    dropped.add(heading.mem_id)
        return dropped

    def lines_of_body(self, body: LexborNode) -> list[str]:
        """Return the short texts in a body and after, up to the end of their common element.

        Quotations are left out: a day in one is not that of the article.
        """
        start = self._index(body)
        home = start
        for _ in range(_CLIMBED_ELEMENTS):
            if home <= 0 or self._frames[home].node.tag in STORY_TAGS:
                break
            home = self._frames[home].parent
        inside = self._within(max(home, 0))
        return [text for n, text in self._lines if start <= n <= inside[-1] and not self._is_quoted(n, start)]

    def _is_quoted(self, n: int, top: int) -> bool:
        """Return whether an element is a quotation, or inside one below the element ``top``."""
        while n > top:
            if self._frames[n].node.tag == "blockquote":
                return True
            n = self._frames[n].parent
        return False

    def running_text(self, node: LexborNode) -> float:
        """Return the characters of running text in an element."""
        return self._frames[at].good if (at := self._index(node)) >= 0 else 0.0

    # Ablation: lead outside of the body.
    def lead(
        self, title: LexborNode | None, body: LexborNode, descriptions: Container[str]
    ) -> LexborNode | None:
        """Return the element with the lead, between the title and the body's first paragraph.

        It says so by its class, has the text the page gives as its description, or follows the title at once.
        """
        start = self._index(title) if title is not None else -1
        inside = self._within(self._index(body))
        end = inside.start
        if start in inside:
            end = next((n for n in inside if n > start and self._own[n]), start)
        is_next = True
        for n, text in self._lines:
            if not 0 <= start < n <= end:
                continue
            frame = self._frames[n]
            is_close = is_next and frame.parent == self._frames[start].parent and not frame.links
            is_next = False
            if len(text) < _SUBTITLE_CHARACTERS or self._is_other[n] or is_boilerplate(text):
                continue
            if (
                (text in descriptions and len(text) >= SENTENCE_CHARACTERS)
                or (is_close and frame.node.tag in _TAGS_OF_LEADS and len(text.split()) >= _LEAD_WORDS)
                or has_kind(frame.node, "lead", ("class", "id"))
            ):
                return frame.node
        return None

    def lines(self, title: LexborNode | None, body: LexborNode) -> tuple[list[str], list[str], list[str]]:
        """Return the short texts from title to first paragraph, before the title, and later.

        There newsrooms write the category, the time and the author. ``time[datetime]`` is among them. The
        later ones are those next to the first paragraph, which may be a lead or a caption, but no quotation.
        """
        first = max(self._index(body), 0)
        start = self._index(title) if title is not None else first
        inside = self._within(first)
        if start not in inside and not 0 <= start <= first:
            start = first
        end = next((n for n in inside if n > start and self._own[n]), first)
        after = [text for n, text in self._lines if start <= n <= end]
        before = [text for n, text in self._lines if n < start]
        later = [text for n, text in self._lines if n > end and not self._is_quoted(n, end)]
        return after, before[-_LINES_BEFORE:], later[:_LINES_LATER]

    def _index(self, node: LexborNode) -> int:
        return self._indexes.get(node.mem_id, -1)

    def _within(self, ancestor: int) -> range:
        """Return the elements in one, itself first: they follow in document order."""
        return range(ancestor, self._ends[ancestor]) if ancestor >= 0 else range(0)

    def role(self, node: LexborNode) -> Role:
        """Return the role of an element that breaks a line; of any other, the story's."""
        return self._frames[at].role if (at := self._index(node)) >= 0 else Role.STORY

    # Ablation: parts with more links than text.
    def is_mostly_links(self, node: LexborNode) -> bool:
        """Whether an element has more text in links than outside of them."""
        at = self._index(node)
        return at >= 0 and self._frames[at].links > self._frames[at].good + self._frames[at].plain

    def has_links(self, node: LexborNode) -> bool:
        """Whether an element has any text in links outside of paragraphs."""
        return (at := self._index(node)) >= 0 and self._frames[at].links > 0

    def is_around_title(self, node: LexborNode) -> bool:
        """Whether an element is the title's or contains that."""
        return node.mem_id in self._around_title


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if len(word) > 2}


def _has_player(node: LexborNode) -> bool:
    return node.css_first("audio, video, iframe") is not None


def _lists_sources(node: LexborNode, url: str) -> bool:
    """Whether an element lists the sources of a story: named links to other hosts."""
    links = node.css("a[href]") if node.tag in ("ul", "ol", "li") and node.css_first("img") is None else []
    return bool(links) and all(
        host_of(absolute(url, link.attributes.get("href"))) not in ("", host_of(url))
        and len(link.text().split()) >= _SOURCE_WORDS
        for link in links
    )


# Ablation: headings before lists of links.
def _heading_before(node: LexborNode) -> LexborNode | None:
    """Return the heading right before an element if for links: «related news»."""
    before = next(beside(node, "prev"), None)
    is_heading = before is not None and before.tag in ("h2", "h3", "h4", "h5", "h6")
    return before if before is not None and is_heading and is_boilerplate(before.text().strip()) else None
