"""Ask trafilatura where the article is, for pages whose text does not lie in one place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from reader.model import Block
from reader.sources.article.boilerplate import is_boilerplate
from reader.text.normalize import comparison_key

_LONGEST = 1_500_000
"""Characters of a page above which trafilatura is not asked: its time is not bounded as ours is."""
_MOST = 10_000
"""Tags or attributes above which it is not asked either: its time is quadratic in both."""
_LEAST = 200
"""Characters of an opinion worth having."""
_AGREED = 0.9
"""F1 of the words from which two readings of a page are one."""
_RUNNING = 80
"""Characters from which a block is one of the running paragraphs of a story."""
_INSIDE = 0.95
"""Share of their words in ours from which theirs is our reading with parts left out: lists, further parts."""
_MATCHED = 0.8
"""Share of their words that must be found again in blocks of the page for these to stand for them."""


def reconcile_with_trafilatura(
    markup: str, ours: Sequence[Block], page: Sequence[Block], known: Container[str]
) -> Sequence[Block]:
    """Return the blocks of the article after asking trafilatura.

    Args:
        markup: the page.
        ours: blocks of the body as found by density.
        page: blocks of the whole page; those trafilatura means are taken from here, with their links.
        known: lines that are no part of the body.
    """
    if len(markup) > _LONGEST or max(markup.count("<"), markup.count("=")) > _MOST:
        return ours
    lines = [line for line in _ask(markup) if line not in known and not is_boilerplate(line)]
    theirs = Counter(word for line in lines for word in _words(line))
    mine = _count(ours)
    if sum(map(len, lines)) < _LEAST or _f1(mine, theirs) >= _AGREED:
        return ours
    if (mine & theirs).total() >= _INSIDE * theirs.total() and 3 * theirs.total() >= mine.total():
        return _without_preamble(ours, lines)
    meant = _meant(page, lines)
    found = _count(meant)
    if (found & theirs).total() >= _MATCHED * theirs.total() and _f1(found, theirs) >= _MATCHED:
        return meant
    return [Block("paragraph", line) for line in lines]


def _without_preamble(ours: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """Return our blocks without the short lines before the first that trafilatura has, too."""
    own = {comparison_key(line) for line in lines}
    first = next((n for n, block in enumerate(ours) if block.text and comparison_key(block.text) in own), 0)
    before = [b for b in ours[:first] if b.kind in ("image", "caption", "embed") or len(b.text) >= _RUNNING]
    return [*before, *ours[first:]]


def _ask(markup: str) -> list[str]:
    """Return the lines of the article as trafilatura reads the page; not its dates, it invents them."""
    import logging

    from trafilatura import extract

    from reader.sources.sanitize import clean_line

    # Without a handler Python writes warnings across the screen.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = extract(markup, favor_precision=True, include_comments=False, with_metadata=False) or ""
    except Exception:
        return []  # an opinion that fails is none, whatever the failure
    return [line for raw in text.split("\n") if (line := clean_line(raw.removeprefix("- ")))]


def _meant(page: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """Return the blocks whose text is in the lines, and the pictures between them."""
    whole = "\n".join(comparison_key(line) for line in lines)
    own = {comparison_key(line) for line in lines}
    chosen: list[int] = []
    for n, block in enumerate(page):
        folded = comparison_key(block.text) if block.kind not in ("image", "embed") else ""
        if folded and (folded in own or (len(folded) > 20 and folded in whole)):
            chosen.append(n)
            own.discard(folded)
    if not chosen:
        return []
    between = range(chosen[0], chosen[-1])
    pictures = [n for n in between if page[n].kind in ("image", "caption", "embed")]
    return [page[n] for n in sorted({*chosen, *pictures})]


def _count(blocks: Sequence[Block]) -> Counter[str]:
    return Counter(word for block in blocks if block.kind != "image" for word in _words(block.text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _f1(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
