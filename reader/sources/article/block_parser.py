"""Parse HTML into blocks of clean logical text, with links and emphasis by logical index."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.model import Block, BlockKind, SpanKind
from reader.sources.article import embeds
from reader.sources.article.block_text import BlockText
from reader.sources.article.class_names import has_kind
from reader.sources.article.element_role import is_hidden
from reader.sources.article.html_tree import BLOCK_TAGS, SILENT_TAGS, beside, descendants, parse_html, walk
from reader.sources.article.wording import HEADLINE_WORDS, is_short_caption
from reader.sources.http.ssrf_guard import host_of
from reader.sources.sanitize import clean_line
from reader.text.script import has_rtl

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST = 5_000
"""Blocks of one body; the longest live pages of news have a few hundred."""
LONGEST = 8_000
"""Characters of one block; longer paragraphs are cut at a blank, to bound the time of layout."""

_PARAGRAPH: tuple[BlockKind, int, int] = ("paragraph", 0, 0)
"""Kind, level and ordinal of what no element around says more about."""
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_SPANS: dict[str, SpanKind] = {
    "b": "strong",
    "strong": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "del": "deleted",
    "s": "deleted",
    "strike": "deleted",
}
_SCRIPTS = {
    "sup": ("^", str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")),
    "sub": ("_", str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")),
}
"""What stands before a raised or lowered text, and the characters there are for it: 10⁶ is not 106."""
# Ablation: captions by class.
_CAPTION_NAMING = ("class", "data-component", "data-testid", "data-hook")
_CAPTION_ATTRIBUTES = ("alt", "title", "caption", "data-caption")
_PRE_LINE = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_CAPTION_TAGS = frozenset(str.split("p div span small td blockquote h4 h5 h6"))
_CAPTION_NODES = 12
_PICTURES = ("img", "picture", "amp-img")
_ITEM_NODES = 40
"""Nodes at the beginning of an item in which a heading may stand."""
_LAYOUT = frozenset(str.split("br div table ul ol h1 h2 h3 h4 blockquote iframe img form"))
_DATA_NODES = 300
"""Nodes of a row of data; a row of a layout holds half a page."""
_DATA_CELL_CHARACTERS = 200
"""Characters of a cell above which a table is there for the layout."""


def blocks(html: str, url: str) -> tuple[Block, ...]:
    """Return the blocks of a fragment of markup, such as the content of a feed's entry.

    Args:
        html: markup, of any quality.
        url: address the links in it are relative to.
    """
    body = parse_html(f"<body>{html}").body  # or what looks like a head would be taken for one
    return blocks_of(body, url) if body is not None else ()


def blocks_of(root: LexborNode, url: str, skip: Container[int] = ()) -> tuple[Block, ...]:
    """Return the blocks inside an element, without hidden and silent elements.

    Args:
        root: the element; itself it may be of any kind.
        url: address the links in it are relative to.
        skip: ``mem_id`` of elements in it that are to be left out.
    """
    parser = _BlockParser(url, skip)
    parser.keep_lines_of(root)
    walk(root, parser.enter, parser.leave)
    parser.flush()
    return tuple(parser.blocks[:MOST])


def blocks_of_one(node: LexborNode, url: str) -> tuple[Block, ...]:
    """Return the blocks of an element itself, such as a picture that stands alone."""
    parser = _BlockParser(url, ())
    if parser.enter(node):
        walk(node, parser.enter, parser.leave)
        parser.leave(node)
    parser.flush()
    return tuple(parser.blocks[:MOST])


class _BlockParser:
    """One pass over a tree that gathers text into blocks."""

    def __init__(self, url: str, skip: Container[int]) -> None:
        self.blocks: list[Block] = []
        self._url = url
        self._skip = skip
        self._text = BlockText()
        self._kinds: list[tuple[BlockKind, int, int]] = []
        """Kind, level and ordinal that elements around give to the blocks in them."""
        self._lists: list[int] = []
        """The next ordinal of each list around, 0 in unordered ones."""
        self._captions: list[int] = []
        """``mem_id`` of the captions around; in life one."""
        self._about: set[str] = set()
        """What the last picture says of itself: the same as a text after it is its caption."""
        self._quotes = 0
        self._cells = -1
        """Cells of the row so far; -1 outside of a table of data."""
        self._after: list[Block] = []
        self._scripts: list[str] = []
        """Elements around that raise or lower their text."""
        self._quoted: list[str] = []
        """The closing marks of the quotations (``q``) around."""
        self._line_keepers: list[int] = []
        """``mem_id`` of the elements around whose style keeps lines."""
        self._verbatim = 0
        """Elements around whose lines are kept (``pre``)."""

    def keep_lines_of(self, node: LexborNode) -> None:
        """Keep the lines of an element's text as lines if its style does."""
        if _PRE_LINE.search(node.attributes.get("style") or ""):
            self._line_keepers.append(node.mem_id)

    def enter(self, node: LexborNode) -> bool:
        """Begin an element or read a text; return whether the content of the element is to be read."""
        if node.is_text_node:
            self._take_text(node.text_content or "")
            return False
        tag = node.tag or ""
        is_silent = tag in SILENT_TAGS and "data-telegram-post" not in node.attributes
        if is_silent or node.mem_id in self._skip or is_hidden(node):
            return False
        if (embed := embeds.embed(node, self._url)) is not None:
            self.flush()
            self.blocks.append(embed)
            return False
        if tag in embeds.TAGS or len(self.blocks) > MOST:
            return False
        if tag in ("img", "amp-img"):
            self._image(node)
        elif tag in _SPANS or tag == "a":
            address = embeds.absolute(self._url, node.attributes.get("href")) if tag == "a" else ""
            if address and self._leads_away(node, address):
                return False
            self._text.open_span(_SPANS.get(tag, "link"), address)
        elif tag in _SCRIPTS:
            self._scripts.append(tag)
        elif tag == "q":
            opening, closing = "«»" if has_rtl(node.text()) else "“”"
            self._text.add(opening, is_joined=True)
            self._quoted.append(closing)
        else:
            self._begin(tag, node)
            self._verbatim += tag == "pre"
            self.keep_lines_of(node)
        return True

    def leave(self, node: LexborNode) -> None:
        """End an element."""
        tag = node.tag or ""
        if self._line_keepers and self._line_keepers[-1] == node.mem_id:
            self._line_keepers.pop()
        if tag in _SPANS or tag == "a":
            self._text.close_span()
        elif tag in _SCRIPTS:
            self._scripts.pop()
        elif tag == "q":
            self._text.add(self._quoted.pop())
        elif tag in ("ul", "ol", "menu", "dir"):
            self.flush()
            self._lists.pop()
        elif self._captions and self._captions[-1] == node.mem_id:
            self.flush()
            self._captions.pop()
            self._kinds.pop()
        elif tag in _HEADINGS or tag == "li":
            self.flush()
            self._kinds.pop()
        elif tag == "blockquote":
            self.flush()
            self._kinds.pop()
            self._quotes -= 1
        elif tag == "tr":
            self.flush()
            self._cells = -1
        elif tag == "option" or (tag in BLOCK_TAGS and (tag not in ("td", "th") or self._cells < 0)):
            self.flush()
            self._verbatim -= tag == "pre"

    def _begin(self, tag: str, node: LexborNode) -> None:
        if tag in ("td", "th") and self._cells >= 0:
            if self._cells:
                self._text.add(" | ")
            self._cells += 1
            return
        is_caption = not self._captions and (tag in ("figcaption", "caption") or _is_caption(node))
        if tag in BLOCK_TAGS or tag == "option" or is_caption:
            self.flush()
        if is_caption:
            self._captions.append(node.mem_id)
            self._kinds.append(("caption", 0, 0))
        elif tag in _HEADINGS:
            self._kinds.append(("heading", _HEADINGS[tag], 0))
        elif tag in ("ul", "ol", "menu", "dir"):
            self._lists.append(_number(node.attributes.get("start"), 1) if tag == "ol" else 0)
        elif tag == "li":
            ordinal = self._ordinal(node)
            # Of a live page, not of a list.
            is_part = any(each.tag in _HEADINGS for each in descendants(node, _ITEM_NODES))
            self._kinds.append(_PARAGRAPH if is_part else ("item", max(len(self._lists), 1), ordinal))
        elif tag == "blockquote":
            self._quotes += 1
            self._kinds.append(("quotation", self._quotes, 0))
        elif tag == "tr" and _is_data(node):
            self._cells = 0
        elif tag == "hr":
            self.blocks.append(Block("rule", ""))

    def _ordinal(self, node: LexborNode) -> int:
        if not self._lists or not self._lists[-1]:
            return 0
        ordinal = _number(node.attributes.get("value"), self._lists[-1])
        self._lists[-1] = ordinal + 1
        return ordinal

    def _take_text(self, text: str) -> None:
        """Add the text of a node as displayed by its parents."""
        if self._scripts and (words := text.strip()) and not self._text.is_in_link:
            sign, characters = _SCRIPTS[self._scripts[-1]]
            raised = words.translate(characters)
            if not any(char in words for char in raised):
                text = raised
            elif not words.isalpha() or self._text.ends_with_digit:
                text = sign + words
        if self._verbatim and self._cells < 0:
            first, *lines = text.split("\n")
            self._text.add_verbatim(first)
            for line in lines:
                self.flush()
                self._text.add_verbatim(line)
        elif self._line_keepers and "\n" in text:
            first, *lines = text.split("\n")
            self._text.add(first)
            for line in lines:
                self.flush()
                self._text.add(line)
        else:
            self._text.add(text)

    def _leads_away(self, link: LexborNode, address: str) -> bool:
        """Whether a link is no text of the story: a card, a button, a player's download."""
        before = self.blocks[-1] if self.blocks and not self._text.length else None
        return _is_button_or_file(link, address, before) or self._is_card(link, address)

    # Ablation: cards of other stories.
    def _is_card(self, link: LexborNode, address: str) -> bool:
        """Whether a link holds picture and headline of another story of the site."""
        return (
            host_of(address) == host_of(self._url)
            and urlsplit(address).path != urlsplit(self._url).path
            and not embeds.PICTURE_FILE.search(address)
            and link.css_first("img") is not None
            and len(link.text(separator=" ").split()) >= HEADLINE_WORDS
        )

    def _image(self, node: LexborNode) -> None:
        image = embeds.image(node, self._url)
        said = (node.attributes.get(name) or "" for name in _CAPTION_ATTRIBUTES)
        self._about = {line for text in said if (line := clean_line(text))}
        if isinstance(image, str):
            self._text.add(image)
        elif image is not None and self._text.length:
            self._after.append(image)
        elif image is not None:
            self.blocks.append(image)

    def flush(self) -> None:
        """End the current block, if not empty."""
        length = self._text.length
        text, spans = self._text.take(is_verbatim=self._verbatim > 0)
        if length:
            kind, level, ordinal = self._kinds[-1] if self._kinds else _PARAGRAPH
            if self._cells > 0 or self._verbatim:
                kind, level, ordinal = "row", 0, 0
            elif kind == "item":
                # What follows in the same item has no bullet of its own.
                self._kinds[-1] = _PARAGRAPH
            is_below_image = bool(self.blocks) and self.blocks[-1].kind == "image"
            if kind == "paragraph" and is_below_image and text in self._about:
                kind = "caption"
            is_mark = kind == "quotation" and not any(map(str.isalnum, text))  # a large quotation mark
            if text and not is_mark:
                self.blocks.extend(_cut(Block(kind, text, spans, level, ordinal)))
        self.blocks += self._after
        self._after = []


# Ablation: links that are buttons, and files of players.
def _is_button_or_file(link: LexborNode, address: str, before: Block | None) -> bool:
    """Whether a link is styled as a button, or leads to the file of the player before."""
    is_file = before is not None and before.kind == "embed" and before.url == address
    return is_file or (has_kind(link, "button") and link.css_first("img") is None)


def _is_caption(node: LexborNode) -> bool:
    """Whether an element is a caption by its names or its place right below a picture."""
    if node.tag not in _CAPTION_TAGS:
        return False
    return has_kind(node, "caption", _CAPTION_NAMING) or _is_below_picture(node)


# Ablation: captions right below pictures.
def _is_below_picture(node: LexborNode) -> bool:
    """Whether an element follows a picture and is named for that, or is its only short text."""
    before = list(beside(node, "prev"))
    if not before or not _is_picture(before[0]):
        return False
    return has_kind(node, "picture") or (
        len(before) == 1 and not any(beside(node, "next")) and _has_caption_text(node)
    )


def _is_picture(node: LexborNode) -> bool:
    """Whether an element is a picture, or a link around nothing but one."""
    is_link = node.tag == "a" and node.css_first("img") is not None and not node.text().strip()
    return is_link or node.tag in _PICTURES


def _has_caption_text(node: LexborNode) -> bool:
    """Whether an element has a short text that is no sentence, and no links."""
    inside = list(descendants(node, _CAPTION_NODES))
    text = "".join(each.text_content or "" for each in inside if each.is_text_node).strip()
    return len(inside) < _CAPTION_NODES and is_short_caption(text) and all(each.tag != "a" for each in inside)


def _cut(block: Block) -> list[Block]:
    """Cut a block that is too long at blanks."""
    pieces = []
    start = 0
    while len(block.text) - start > LONGEST:
        end = block.text.rfind(" ", start + 1, start + LONGEST)
        end = end if end > 0 else start + LONGEST
        pieces.append(_slice(block, start, end))
        start = end + (block.text[end] == " ")
    return [*pieces, _slice(block, start, len(block.text))] if pieces else [block]


def _slice(block: Block, start: int, end: int) -> Block:
    spans = tuple(
        replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start)
        for s in block.spans
        if s.start < end and s.end > start
    )
    return replace(block, text=block.text[start:end], spans=spans, ordinal=0 if start else block.ordinal)


def _number(value: str | None, default: int) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else default


def _is_data(row: LexborNode) -> bool:
    """Whether a table row holds data: some short cells without page structure."""
    cells, left = 0, _DATA_NODES
    cell = row.first_child
    while cell is not None and left > 0:
        left -= 1
        length = 0
        for node in descendants(cell, left) if cell.tag in ("td", "th") else ():
            left -= 1
            if node.tag in _LAYOUT and not (node.tag == "img" and embeds.is_icon(node)):
                return False
            length += len(node.text_content or "") if node.is_text_node else 0
        if length > _DATA_CELL_CHARACTERS:
            return False
        cells += cell.tag in ("td", "th")
        cell = cell.next
    return cells > 1 and left > 0
