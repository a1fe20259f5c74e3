"""Remove blocks that are not the story, such as «read also» and notices, by wording, place and neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from reader.model import Block
from reader.sources.catalogue import read_data
from reader.sources.http.ssrf_guard import host_of
from reader.text.normalize import fold

_HEADLINE = 4
"""Words from which a link may be a headline."""
_LONGEST = 250
"""Characters of the longest «read also» with a headline in it."""
_LONGEST_CONSENT = 600
"""Characters of the longest paragraph that asks for consent."""
_FEW = 60
"""Characters of the longest text that is boilerplate as a whole."""
_SENTENCE = 25
"""Characters from which a text that ends as sentences do is one."""
_RUNNING = 40
"""Characters from which a text is one of the running paragraphs of a story."""
_WORDS_OF_SUBHEAD = 3
"""Words from which a heading before the first paragraph is a subheading and no label."""
_LINKED = 0.35
"""Share of a text's characters that may be links."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ORNAMENT = re.compile(r"^(?:[^\w«(\"'\[+©-]|[-–—]\s)+")
_LEADS_ON = re.compile(r"^[^.!?؟]{0,40}(?:[:：]|\.\.)")
"""A beginning that announces another text, as «read also:» does."""
_SENTENCE_ENDS = tuple(".!?؟…۔")
_WORDED = ("paragraph", "heading", "item", "quotation", "row")
"""Kinds of blocks whose text can be boilerplate; pictures and posts are judged by where they stand."""


class _Patterns(NamedTuple):
    beginnings: re.Pattern[str]
    wholes: re.Pattern[str]
    notices: re.Pattern[str]
    teasers: re.Pattern[str]
    consent: re.Pattern[str]
    consent_asked: re.Pattern[str]
    labels: re.Pattern[str]
    ends: re.Pattern[str]


class Wording(IntEnum):
    """What a text reads like by its words alone."""

    STORY = 0
    NOTICE = 1
    """Like the lines around stories; its neighbours may say otherwise."""
    CONSENT = 2
    """Like banners and walls that ask for consent to cookies before they show a page."""


def wording(text: str) -> Wording:
    """Return what a text reads like."""
    if len(text) > _LONGEST_CONSENT:
        return Wording.STORY
    patterns, folded = _patterns(), fold(text)
    if patterns.consent.search(folded) and patterns.consent_asked.search(folded):
        return Wording.CONSENT
    if len(text) > _LONGEST:
        return Wording.STORY
    folded = _ORNAMENT.sub("", folded)
    is_notice = (
        patterns.beginnings.match(folded)
        or patterns.notices.match(folded)
        or patterns.teasers.match(folded)
        or (len(folded) < _FEW and patterns.wholes.fullmatch(folded))
    )
    return Wording.NOTICE if is_notice else Wording.STORY


def is_boilerplate(text: str) -> bool:
    """Return whether a text reads like something else than a story."""
    return wording(text) is not Wording.STORY


def is_teaser(text: str) -> bool:
    """Return whether a text says that the article goes on for subscribers only."""
    return len(text) <= _LONGEST and bool(_patterns().teasers.match(_folded(text)))


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
                kept.append(replace(block, text="") if _is_label(block.text) else block)
            seen.add(block.url)
        elif block.kind == "caption":
            kept += [_without_label(block)] if _without_label(block).text else []
        elif block.kind not in _WORDED:
            kept.append(block)
        elif has_text and block.kind == "heading" and _patterns().ends.fullmatch(_folded(block.text)):
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
            has_text = has_text or len(block.text) >= _RUNNING
    while kept and kept[-1].kind in ("heading", "rule"):
        kept.pop()
    while kept and kept[0].kind == "rule":
        kept.pop(0)
    return tuple(kept) if any(block.text and block.kind != "image" for block in kept) else ()


def _squeezed(line: str) -> str:
    """Return a line without blanks: elements in one line may have none between them."""
    return "".join(line.split())


def _is_label(text: str) -> bool:
    """Whether the text of a picture says nothing of it: «image:»."""
    return bool(text) and len(text) < _FEW and bool(_patterns().wholes.fullmatch(_folded(text)))


def _is_of_the_story(blocks: Sequence[Block], looks: Sequence[Wording], n: int) -> bool:
    """Whether a block that looks like boilerplate stands in a story as one of its own does."""
    block = blocks[n]
    folded = _folded(block.text)
    patterns = _patterns()
    if _linked(block) or patterns.notices.match(folded) or patterns.teasers.match(folded):
        return False
    before = _neighbour(blocks, looks, n, -1)
    after = _neighbour(blocks, looks, n, 1)
    if block.kind == "heading":
        return after and (before or len(block.text.split()) >= _WORDS_OF_SUBHEAD)
    if block.kind == "item":
        beside = (blocks[m] for m in (n - 1, n + 1) if 0 <= m < len(blocks))
        return any(each.kind == "item" and not _linked(each) and len(each.text) > 8 for each in beside)
    return (
        len(block.text) >= _SENTENCE
        and block.text.endswith(_SENTENCE_ENDS)
        and not _LEADS_ON.match(block.text)
        and (before or after)
    )


def _neighbour(blocks: Sequence[Block], looks: Sequence[Wording], n: int, step: int) -> bool:
    """Whether the next text in a direction is a running paragraph; pictures and headings are passed over."""
    n += step
    while 0 <= n < len(blocks):
        block = blocks[n]
        if block.kind in ("paragraph", "quotation"):
            return len(block.text) >= _RUNNING and not _linked(block) and not looks[n]
        if block.kind == "item":
            return not _linked(block)
        n += step
    return False


def _linked(block: Block) -> bool:
    linked = sum(span.end - span.start for span in block.spans if span.kind == "link")
    return linked > _LINKED * len(block.text)


def _without_label(block: Block) -> Block:
    """Return a caption without the label that is there to be read out: «Image caption,»."""
    found = _patterns().labels.match(fold(block.text))
    if found is None:
        return block
    rest = re.match(rf"(?:\S+\s+){{{len(found[0].split())}}}", f"{block.text} ")
    at = min(rest.end(), len(block.text)) if rest else 0
    spans = tuple(
        replace(span, start=max(span.start - at, 0), end=span.end - at)
        for span in block.spans
        if span.end > at
    )
    return replace(block, text=block.text[at:].lstrip(" ،,:-"), spans=spans)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """Read ``boilerplate.toml``."""
    found = {
        name: _NOT_ASCII.sub(
            lambda run: fold(run[0]), "|".join(pattern for patterns in table.values() for pattern in patterns)
        )
        for name, table in read_data("article/boilerplate.toml").items()
    }
    shares = rf"(?:(?:{found['shares']})(?:\W+|$))+"
    return _Patterns(
        beginnings=re.compile(found["beginnings"]),
        wholes=re.compile(rf"(?:{found['wholes']})\s*[:.…»>|-]*|{shares}"),
        notices=re.compile(found["notices"]),
        teasers=re.compile(found["teasers"]),
        consent=re.compile(found["consent"]),
        consent_asked=re.compile(found["consent-asked"]),
        ends=re.compile(found["ends"]),
        labels=re.compile(rf"(?:{found['labels']})\s*[،,:]?\s*"),
    )


def _folded(text: str) -> str:
    """Return a text folded, without the ornaments before it."""
    return _ORNAMENT.sub("", fold(text))


def _is_promotion(block: Block, host: str) -> bool:
    """Whether a block is nothing but a headline that leads to another page of the site, or several links."""
    links = [span for span in block.spans if span.kind == "link"]
    return (
        block.kind in ("paragraph", "heading", "item")
        and len(links) >= (1 if len(block.text.split()) >= _HEADLINE else 2)
        and sum(span.end - span.start for span in links) >= 0.9 * len(block.text)
        and all(host_of(span.url) == host for span in links)
    )
