"""Remove blocks that are not the story: «read also», share bars, notices."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from reader.model import Block
from reader.sources.catalogue import read_data
from reader.sources.http.ssrf_guard import host_of
from reader.text.normalize import fold

_HEADLINE = 4
"""Words from which a link may be a headline."""
_LONGEST = 250
"""Characters of the longest «read also» with a headline in it."""
_FEW = 60
"""Characters of the longest text that is boilerplate as a whole."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ORNAMENT = re.compile(r"^[^\w«(\"'\[+-]+")


def is_boilerplate(text: str) -> bool:
    """Whether a block's text is what newsrooms put around stories, and no part of one."""
    if len(text) > _LONGEST:
        return False
    beginning, whole = _patterns()
    folded = _ORNAMENT.sub("", fold(text))
    return bool(beginning.match(folded) or (len(folded) < _FEW and whole.fullmatch(folded)))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Read ``boilerplate.toml``; returns what texts begin with, and what they are as a whole."""
    found = {
        name: _NOT_ASCII.sub(
            lambda run: fold(run[0]), "|".join(pattern for patterns in table.values() for pattern in patterns)
        )
        for name, table in read_data("article/boilerplate.toml").items()
    }
    shares = rf"(?:(?:{found['shares']})(?:\W+|$))+"
    return re.compile(found["beginnings"]), re.compile(rf"(?:{found['wholes']})\s*[:.…»>|-]*|{shares}")


def remove_boilerplate(blocks: Sequence[Block], known: Container[str], host: str) -> tuple[Block, ...]:
    """Return the blocks of a body without what is around the story.

    Args:
        blocks: of the element that holds the body, or of a feed's content.
        known: lines shown elsewhere: the title, the line with the time.
        host: of the page: a paragraph that is nothing but a link to it leads to another story.
    """
    kept: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        if block.kind == "image" and block.url in seen:
            continue
        seen.add(block.url)
        if is_boilerplate(block.text) or block.text in known or _is_promotion(block, host):
            continue
        kept.append(block)
    while kept and kept[-1].kind in ("heading", "rule"):
        kept.pop()
    while kept and kept[0].kind == "rule":
        kept.pop(0)
    return tuple(kept) if any(block.text and block.kind != "image" for block in kept) else ()


def _is_promotion(block: Block, host: str) -> bool:
    """Whether a block is nothing but a link to another page of the site, long enough for a headline."""
    if block.kind not in ("paragraph", "heading", "item") or len(block.text.split()) < _HEADLINE:
        return False
    links = [span for span in block.spans if span.kind == "link"]
    return (
        bool(links)
        and sum(span.end - span.start for span in links) >= 0.9 * len(block.text)
        and all(host_of(span.url) == host for span in links)
    )
