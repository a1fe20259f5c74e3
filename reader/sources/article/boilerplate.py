"""Remove blocks outside the story, such as «read also», by wording, place and neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.model import Block
from reader.sources.article.wording import (
    HEADLINE_WORDS,
    MAX_LINKED,
    Wording,
    is_comments_heading,
    is_label,
    is_notice,
    is_sentence,
    patterns,
    wording,
)
from reader.sources.http.ssrf_guard import host_of
from reader.text.normalize import fold

_RUNNING_CHARACTERS = 40
"""Characters from which a text is one of the running paragraphs of a story."""
_SUBHEAD_WORDS = 3
"""Words from which a heading before the first paragraph is a subheading and no label."""
_LEADS_ON = re.compile(r"^[^.!?؟]{0,40}(?:[:：]|\.\.)")
"""A beginning that announces another text, as «read also:» does."""
_WORDED = ("paragraph", "heading", "item", "quotation", "row")
"""Kinds of blocks whose text can be boilerplate; pictures and posts are judged by where they stand."""


def remove_boilerplate(blocks: Sequence[Block], known: Iterable[str], host: str) -> tuple[Block, ...]:
    """Return the blocks of a body without notices, promotions and labels around the story.

    Args:
        blocks: of the element that holds the body, or of a feed's content.
        known: lines shown elsewhere: the title, the line with the time.
        host: of the page: a paragraph that is nothing but a link to it leads to another story.
    """
    looks = [wording(block.text) if block.kind in _WORDED else Wording.STORY for block in blocks]
    known = {_squeezed(line) for line in known}
    kept: list[Block] = []
    seen: set[str] = set()
    has_text = False
    for n, block in enumerate(blocks):
        if block.kind == "image":
            if block.url not in seen:
                kept.append(replace(block, text="") if is_label(block.text) else block)
            seen.add(block.url)
        elif block.kind == "caption":
            kept += [_without_label(block)] if _without_label(block).text else []
        elif block.kind not in _WORDED:
            kept.append(block)
        elif has_text and block.kind == "heading" and is_comments_heading(block.text):
            break  # what follows are the comments
        elif (
            _squeezed(block.text) in known
            or _is_promotion(block, host)
            or looks[n] is Wording.CONSENT
            or (looks[n] and not _is_of_the_story(blocks, looks, n))
        ):
            continue
        else:
            kept.append(block)
            has_text = has_text or len(block.text) >= _RUNNING_CHARACTERS
    while kept and kept[-1].kind in ("heading", "rule"):
        kept.pop()
    while kept and kept[0].kind == "rule":
        kept.pop(0)
    return tuple(kept) if any(block.text and block.kind != "image" for block in kept) else ()


def _squeezed(line: str) -> str:
    """Return a line without blanks: elements in one line may have none between them."""
    return "".join(line.split())


# Ablation: boilerplate by place and neighbours.
def _is_of_the_story(blocks: Sequence[Block], looks: Sequence[Wording], n: int) -> bool:
    """Whether a block that looks like boilerplate stands in a story as one of its own does."""
    block = blocks[n]
    if _linked(block) or is_notice(block.text):
        return False
    before = _neighbour(blocks, looks, n, -1)
    after = _neighbour(blocks, looks, n, 1)
    if block.kind == "heading":
        return after and (before or len(block.text.split()) >= _SUBHEAD_WORDS)
    if block.kind == "item":
        beside = (blocks[m] for m in (n - 1, n + 1) if 0 <= m < len(blocks))
        return any(each.kind == "item" and not _linked(each) and len(each.text) > 8 for each in beside)
    return is_sentence(block.text) and not _LEADS_ON.match(block.text) and (before or after)


def _neighbour(blocks: Sequence[Block], looks: Sequence[Wording], n: int, step: int) -> bool:
    """Whether the next text in a direction is a paragraph, pictures and headings skipped."""
    n += step
    while 0 <= n < len(blocks):
        block = blocks[n]
        if block.kind in ("paragraph", "quotation"):
            return len(block.text) >= _RUNNING_CHARACTERS and not _linked(block) and not looks[n]
        if block.kind == "item":
            return not _linked(block)
        n += step
    return False


def _linked(block: Block) -> bool:
    linked = sum(span.end - span.start for span in block.spans if span.kind == "link")
    return linked > MAX_LINKED * len(block.text)


def _without_label(block: Block) -> Block:
    """Return a caption without the label that is there to be read out: «Image caption,»."""
    found = patterns()["labels"].match(fold(block.text))
    if found is None:
        return block
    words = len(found[0].split())
    at = len(block.text) - len("".join(block.text.split(maxsplit=words)[words:]))
    spans = tuple(
        replace(span, start=max(span.start - at, 0), end=span.end - at)
        for span in block.spans
        if span.end > at
    )
    return replace(block, text=block.text[at:].lstrip(" ،,:-"), spans=spans)


# Ablation: links that are a headline.
def _is_promotion(block: Block, host: str) -> bool:
    """Whether a block is only a headline linking to another page of the site, or several links."""
    links = [span for span in block.spans if span.kind == "link"]
    return (
        block.kind in ("paragraph", "heading", "item")
        and len(links) >= (1 if len(block.text.split()) >= HEADLINE_WORDS else 2)
        and sum(span.end - span.start for span in links) >= 0.9 * len(block.text)
        and all(host_of(span.url) == host for span in links)
    )
