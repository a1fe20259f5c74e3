"""Write blocks as markup that is valid HTML and XML, for the page and for the book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape as _escape_html
from itertools import groupby

from reader.core.export.text import segments
from reader.model import Block, Span

Embed = Callable[[str], str]
"""Returns the ``src`` of an image by its address; empty when the image is not available."""

# XML 1.0 production 2; other characters are not allowed, not even as references.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENT = {
    "strong": "strong",
    "emphasis": "em",
    "code": "code",
    "deleted": "del",
    "removed": "del",
    "added": "ins",
}


def escape(text: str) -> str:
    """Return text as element content or attribute value."""
    return _escape_html(_NO_XML.sub("", text))


def body(blocks: Sequence[Block], embed: Embed) -> str:
    """Return the blocks of an article; every one finds its own direction (``dir="auto"``)."""
    parts: list[str] = []
    for is_item, group in groupby(blocks, key=lambda block: block.kind == "item"):
        if is_item:
            parts.append(_list(list(group)))
        else:
            parts.extend(_block(block, embed) for block in group)
    return "\n".join(part for part in parts if part)


def _block(block: Block, embed: Embed) -> str:
    words = _inline(block.text, block.spans)
    match block.kind:
        case "heading":
            rank = min(6, max(2, block.level))
            return f'<h{rank} dir="auto">{words}</h{rank}>' if words else ""
        case "quotation":
            depth = max(1, min(block.level, 6))
            return f'{"<blockquote>" * depth}<p dir="auto">{words}</p>{"</blockquote>" * depth}'
        case "caption":
            return f'<p class="caption" dir="auto">{words}</p>' if words else ""
        case "image":
            return image(block.url, block.text, embed)
        case "embed":
            link = Span(0, len(block.text or block.url), "link", block.url)
            return f'<p dir="auto">{_inline(block.text or block.url, (link,))}</p>'
        case "rule":
            return "<hr/>"
        case _:
            return f'<p dir="auto">{words}</p>' if words else ""


def image(url: str, words: str, embed: Embed) -> str:
    """Return an image with its caption; the caption alone when the image is not stored."""
    source = embed(url) if url else ""
    caption = escape(words)
    if not source:
        return f'<p class="caption" dir="auto">{caption}</p>' if caption else ""
    shown = f'<figcaption dir="auto">{caption}</figcaption>' if caption else ""
    return f'<figure><img src="{escape(source)}" alt="{caption}"/>{shown}</figure>'


def _list(blocks: list[Block]) -> str:
    """Nest the items of a list by their level."""
    out: list[str] = []
    opened: list[str] = []
    for block in blocks:
        level = max(1, min(block.level, 9))
        while len(opened) > level:
            out.append(f"</li></{opened.pop()}>")
        if len(opened) == level:
            out.append("</li>")
        while len(opened) < level:
            element = "ol" if block.ordinal else "ul"
            opened.append(element)
            out.append(f"<{element}>" if len(opened) == level else f"<{element}><li>")
        number = f' value="{block.ordinal}"' if block.ordinal and opened[-1] == "ol" else ""
        out.append(f'<li dir="auto"{number}>{_inline(block.text, block.spans)}')
    while opened:
        out.append(f"</li></{opened.pop()}>")
    return "".join(out)


def _inline(text: str, spans: Iterable[Span]) -> str:
    return "".join(_segment(piece, over) for piece, over in segments(text, tuple(spans)))


def _segment(piece: str, spans: tuple[Span, ...]) -> str:
    words = escape(piece)
    for kind in sorted({span.kind for span in spans if span.kind in _ELEMENT}):
        words = f"<{_ELEMENT[kind]}>{words}</{_ELEMENT[kind]}>"
    url = next((span.url for span in spans if span.kind == "link" and span.url), "")
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{words}</a>' if url else words
