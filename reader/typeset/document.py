"""Set the blocks of an article as lines: headings, quotations, lists, captions, space."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.locale.catalogue import catalogue
from reader.typeset.line import Line
from reader.typeset.measured_text import base_direction
from reader.typeset.paragraph_layout import layout
from reader.typeset.truncation import truncate

if TYPE_CHECKING:
    from reader.model import Block, BlockKind, Span

BAR = "│"
BULLETS = "•◦▪"
PICTURE = "▣"
"""Before the words that stand for an image."""
RULE = "─"
STEP = 2
"""Cells a nested list or a caption moves in."""
_JUSTIFIED = ("paragraph", "quotation", "item")
_CLOSE = {("item", "item"), ("row", "row"), ("image", "caption"), ("embed", "caption")}
"""Neighbours with no space between them."""
_DIGITS = (("\u0660", re.compile("[\u0660-\u0669]")), ("\u06f0", re.compile("[\u06f0-\u06f9]")))
FILE_SIGNS = ("🎧", "🎬", "📡", "📎")
"""Signs at the start of a file's text (``sources.article.embeds``), which need no label."""
_LABELS = {"image": "document.image", "embed": "document.embed"}
"""Key of the word that stands for a block which is no text, by its kind."""


class DocumentLine(NamedTuple):
    """One line of a page: the cells at its reading start, and the set line."""

    block: int
    """Index into the blocks; -1 for a blank line."""
    kind: BlockKind | Literal["blank"]
    line: Line | None = None
    """None in a blank line and in a rule."""
    indent: int = 0
    """Cells kept free at the reading start: the right when ``line.base`` is 1."""
    lead: str = ""
    """The ``indent`` cells in visual order; "" for blanks. In a rule: the rule itself."""
    text: str = ""
    """The logical text of the line's indexes: the block's own, except for images and embeds."""
    offset: int = 0
    """Index in `text` at which the block's own text begins; -1 when absent."""


def compose(
    blocks: Sequence[Block],
    measure: int,
    *,
    language: str = "ar",
    justify: bool = False,
    kashida: bool = True,
    spacing: int = 1,
    marks: bool = True,
    link_numbers: bool = False,
) -> list[DocumentLine]:
    """Set a body of text.

    Args:
        blocks: The body.
        measure: Cells from the reading start to the end of a line, indents included.
        language: BCP 47 tag of the text; decides directions in doubt and the words around images.
        justify: Stretch the lines of paragraphs, quotations and lists to the measure.
        kashida: As for `layout`.
        spacing: Blank lines between blocks.
        marks: As for `layout`.
        link_numbers: Put [1], [2] … after links, as `number_links` does.
    """
    if link_numbers:
        blocks, _ = number_links(blocks)
    page: list[DocumentLine] = []
    previous = ""
    for index, block in enumerate(blocks):
        if not block.text and block.kind not in ("image", "embed", "rule"):
            continue
        if previous and (previous, block.kind) not in _CLOSE:
            page += [DocumentLine(-1, "blank")] * spacing
        previous = block.kind
        if block.kind == "rule":
            page.append(DocumentLine(index, "rule", None, measure, RULE * measure))
            continue
        text, offset = _reference(block, language)
        base = base_direction(text, language)
        first, others = _leads(blocks, index, base, measure)
        room = max(1, measure - len(first))
        if block.kind == "image":
            lines = [truncate(text, room, base=base, marks=marks)]
        else:
            stretch = justify and block.kind in _JUSTIFIED
            lines = layout(text, room, base=base, justify=stretch, kashida=kashida, marks=marks)
        for line in lines:
            lead = first if line is lines[0] else others
            page.append(
                DocumentLine(index, block.kind, line, len(lead), lead if lead.strip() else "", text, offset)
            )
    return page


def number_links(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Return the blocks with a number in brackets after each link, and the addresses by number."""
    numbered: list[Block] = []
    numbers: dict[str, int] = {}
    for block in blocks:
        text, spans, shift = block.text, list(block.spans), 0
        links = sorted((s for s in block.spans if s.kind == "link" and s.url), key=lambda s: s.end)
        for link in links:
            mark = f"[{numbers.setdefault(link.url, len(numbers) + 1)}]"
            at = link.end + shift
            text = text[:at] + mark + text[at:]
            spans = [_moved(span, at, len(mark)) for span in spans]
            shift += len(mark)
        numbered.append(replace(block, text=text, spans=tuple(spans)))
    return numbered, list(numbers)


def _moved(span: Span, at: int, by: int) -> Span:
    """Return a span after an insertion of ``by`` characters at ``at``.

    A span that ends at ``at`` does not include the insertion.
    """
    start = span.start + by if span.start >= at else span.start
    end = span.end + by if span.end > at else span.end
    return replace(span, start=start, end=end)


def _reference(block: Block, language: str) -> tuple[str, int]:
    """Return the text to show for a block, and the index of the block's own text in that."""
    if block.kind not in ("image", "embed"):
        return block.text, 0
    word = catalogue(language).text(_LABELS[block.kind], {})
    if block.kind == "image":
        return (f"{PICTURE} {block.text}", len(PICTURE) + 1) if block.text else (f"{PICTURE} {word}", -1)
    if block.text.startswith(FILE_SIGNS):
        return f"{block.text} {block.url}", 0
    own = len(word) + 3 if block.text else -1
    text = f"[{word}: {block.text}]" if block.text else f"[{word}]"
    return (f"{text} {block.url}" if block.url else text), own


def _leads(blocks: Sequence[Block], index: int, base: int, measure: int) -> tuple[str, str]:
    """Return the equally wide cells at the reading start of a block's first and other lines."""
    block = blocks[index]
    pieces: list[str] = []
    if block.kind == "quotation":
        pieces = [BAR, " "] * max(1, block.level)
    elif block.kind == "item":
        depth = max(1, block.level)
        mark = [_ordinal(blocks, index), "."] if block.ordinal else [BULLETS[(depth - 1) % len(BULLETS)]]
        pieces = [" " * STEP * (depth - 1), *mark, " "]
    elif block.kind == "caption":
        pieces = [" " * STEP]
    first = "".join(reversed(pieces) if base else pieces)
    if len(first) > measure // 2:
        return "", ""
    return first, first if block.kind == "quotation" else " " * len(first)


def _ordinal(blocks: Sequence[Block], index: int) -> str:
    """Return an item's number in the digits its text uses, as wide as the widest of its list."""
    block = blocks[index]
    widest = max(len(str(other.ordinal)) for other in _list_around(blocks, index))
    zero = next((zero for zero, digits in _DIGITS if digits.search(block.text)), "0")
    number = str(block.ordinal).translate({ord("0") + i: chr(ord(zero) + i) for i in range(10)})
    return number.ljust(widest) if base_direction(block.text) else number.rjust(widest)


def _list_around(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """Yield the numbered items of the list that holds ``blocks[index]``."""
    level = blocks[index].level
    start = index
    while start and blocks[start - 1].kind == "item" and blocks[start - 1].level >= level:
        start -= 1
    for block in blocks[start:]:
        if block.kind != "item" or block.level < level:
            return
        if block.level == level and block.ordinal:
            yield block
