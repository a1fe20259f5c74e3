"""Write articles as plain text and as Markdown (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reader.core.export.items import Item
from reader.model import Block, Span

_MARKDOWN = re.compile(r"([\\`*_\[\]<>&|~])")
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])")


def to_text(items: Sequence[Item]) -> str:
    """Return articles as text: title, meta line, paragraphs, and the links at the end."""
    return "\n\n".join(_text(item) for item in items)


def _text(item: Item) -> str:
    parts = [item.article.title, item.meta]
    links: list[str] = []
    for block in item.article.blocks:
        if block.kind == "rule":
            parts.append("* * *")
        elif block.text:
            parts.append(_bullet(block) + block.text)
        links.extend(span.url for span in block.spans if span.url)
        if block.url:
            links.append(block.url)
    if item.bookmark and item.bookmark.note:
        parts.append(item.bookmark.note)
    addresses = list(dict.fromkeys(filter(None, [item.url, *links])))
    parts.append("\n".join(addresses))
    return "\n\n".join(part for part in parts if part) + "\n"


def _bullet(block: Block) -> str:
    if block.kind == "item":
        return "  " * max(0, block.level - 1) + (f"{block.ordinal}. " if block.ordinal else "• ")
    return "> " * max(1, block.level) if block.kind == "quotation" else ""


def to_markdown(items: Sequence[Item]) -> str:
    """Return articles as Markdown, one first-level heading each."""
    return "\n".join(_article(item) for item in items)


def _article(item: Item) -> str:
    parts = [f"# {_escape(item.article.title)}"]
    meta = _escape(item.meta)
    if item.url:
        meta = f"{meta} | {_link(item.url, item.url)}" if meta else _link(item.url, item.url)
    parts.append(meta)
    if item.bookmark and item.bookmark.tags:
        parts.append(" ".join(f"#{_escape(tag)}" for tag in item.bookmark.tags))
    if item.bookmark and item.bookmark.note:
        parts.append("\n".join(f"> {_escape(line)}" for line in item.bookmark.note.split("\n")))
    images = {block.url for block in item.article.blocks if block.kind == "image"}
    if item.article.image and item.article.image not in images:
        parts.append(f"![]({_target(item.article.image)})")
    body = parts + [_block(block) for block in item.article.blocks]
    return _joined(part for part in body if part)


def _joined(parts: Iterable[str]) -> str:
    """Join blocks with a blank line, and the items of a list without."""
    lines: list[str] = []
    in_list = False
    for part in parts:
        is_item = bool(re.match(r" *(- |\d+\. )", part))
        if lines and not (in_list and is_item):
            lines.append("")
        lines.append(part)
        in_list = is_item
    return "\n".join(lines) + "\n"


def _block(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"{'#' * min(6, max(2, block.level))} {_inline(block)}"
        case "quotation":
            return "> " * max(1, block.level) + _inline(block)
        case "item":
            mark = f"{block.ordinal}. " if block.ordinal else "- "
            return "   " * max(0, block.level - 1) + mark + _inline(block)
        case "image":
            return f"![{_escape(block.text)}]({_target(block.url)})" if block.url else ""
        case "embed":
            return _link(block.text or block.url, block.url) if block.url else _inline(block)
        case "caption":
            return f"*{_inline(block)}*" if block.text else ""
        case "rule":
            return "---"
        case _:
            return _LINE_START.sub(r"\1\\\2", _inline(block)) if block.text else ""


def _inline(block: Block) -> str:
    return "".join(_segment(piece, spans) for piece, spans in segments(block.text, block.spans))


def segments(text: str, spans: Sequence[Span]) -> Iterable[tuple[str, tuple[Span, ...]]]:
    """Split a text at the ends of spans; yield each piece with the spans that cover the piece."""
    cuts = {0, len(text)}
    for span in spans:
        cuts.update((max(0, span.start), min(span.end, len(text))))
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    for start, end in pairwise(ordered):
        yield text[start:end], tuple(span for span in spans if span.start <= start and end <= span.end)


def _segment(piece: str, spans: tuple[Span, ...]) -> str:
    kinds = {span.kind for span in spans}
    core = piece.strip()
    if not core:
        return piece
    before, _, after = piece.partition(core)
    if "code" in kinds:
        # CommonMark 6.1: a fence longer than any run of backticks inside, spaces so that they do not touch.
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", core)), default=0))
        core = f"{fence} {core} {fence}" if len(fence) > 1 else f"{fence}{core}{fence}"
    else:
        core = _escape(core)
    if "emphasis" in kinds:
        core = f"*{core}*"
    if "strong" in kinds:
        core = f"**{core}**"
    if "deleted" in kinds:
        core = f"<del>{core}</del>"
    url = next((span.url for span in spans if span.kind == "link" and span.url), "")
    return before + (f"[{core}]({_target(url)})" if url else core) + after


def _link(words: str, url: str) -> str:
    return f"[{_escape(words)}]({_target(url)})"


def _target(url: str) -> str:
    """Return an address as a link destination; addresses have no spaces and angle brackets."""
    return f"<{url}>"


def _escape(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)
