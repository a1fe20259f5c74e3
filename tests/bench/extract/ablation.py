"""What each rule of the extractor adds: pages are read again without it. By hand, from the checkout:

    python tests/bench/extract/ablation.py [FOLDER]

FOLDER holds pages with a gold as ``python tests/bench/extract`` reads them. Printed are the word F1 on them,
on the same without class names and ids, on the same with ``div`` for ``p``, on the pages of
``tests/page_factory.py`` with the recall of their pictures and posts, precision and recall of the blocks of
``tests/page_layouts.py`` and ``tests/newsroom_layouts.py``, and how many pages of
``tests/sources/test_odd_pages.py`` and of ``tests/sources/test_page_state.py`` (pages that a program fills)
give the story alone.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from extract.__main__ import Answer, Gold, Score, khabar, read_factory, read_folder, read_layouts
from page_factory import SENTENCES
from sources import test_page_state as filled
from sources.test_odd_pages import KEPT, page, read, texts

from reader.sources.article import site_selectors
from reader.sources.article.element_role import Role
from reader.sources.article.story_parts import Part

_EXTRACTOR = "reader.sources.article.extractor."
_SCORE = "reader.sources.article.content_score."
_BLOCKS = "reader.sources.article.block_parser."
_PARTS = "reader.sources.article.story_parts."
_NAMES = re.compile(r"\s(?:class|id)=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)")


def _known_lines_only(blocks: Any, known: Any, host: str) -> tuple[Any, ...]:
    return tuple(block for block in blocks if block.text not in known or block.kind == "image")


RULES: dict[str, dict[str, Any]] = {
    "all rules": {},
    "boilerplate by wording": {_EXTRACTOR + "remove_boilerplate": _known_lines_only},
    "boilerplate by place and neighbours": {
        "reader.sources.article.boilerplate._is_of_the_story": lambda *_: False
    },
    "roles by tag and class": {_SCORE + "element_role": lambda _: Role.STORY},
    "the article of the title": {
        _SCORE + "Density._find_home": lambda self: range(len(self._frames)),
    },
    "stories of a line or two": {_SCORE + "Density.short_body": lambda *_: None},
    "lead outside of the body": {_SCORE + "Density.lead": lambda *_: None},
    "parts outside of the body": {_EXTRACTOR + "story_parts": lambda _, body: [Part(body, only_media=False)]},
    "picture the page claims": {_EXTRACTOR + "claimed_picture": lambda *_: ()},
    "hidden elements": {
        _SCORE + "is_hidden": lambda _: False,
        "reader.sources.article.block_parser.is_hidden": lambda _: False,
    },
    "headings before lists of links": {_SCORE + "_heading_before": lambda _: None},
    "boxes that ask the reader something": {_SCORE + "Density._mark_forms": lambda _: None},
    "the next story of an endless page": {_SCORE + "Density._own_story": lambda _: None},
    "body that says it is one": {_SCORE + "is_body": lambda _: False},
    "first post of a thread": {_SCORE + "Density._first_post": lambda *_: None},
    "links that are buttons, and files of players": {_BLOCKS + "_is_button_or_file": lambda *_: False},
    "captions right below pictures": {_BLOCKS + "_is_below_picture": lambda _: False},
    "codes of captions": {"reader.sources.article.html_tree.expand_captions": lambda markup: markup},
    "cards of other stories": {_BLOCKS + "_BlockParser._is_card": lambda *_: False},
    "links that are a headline": {"reader.sources.article.boilerplate._is_promotion": lambda *_: False},
    "lines before the title": {_EXTRACTOR + "_from_title": lambda found, *_, **__: found},
    "captions by class": {_BLOCKS + "_CAPTION_NAMING": ()},
    "captions by place": {_PARTS + "_is_caption": lambda *_: False},
    "key points above the body": {_PARTS + "_is_summary": lambda *_: False},
    "pictures and players above the title": {_PARTS + "_is_bare_media": lambda _: False},
    "pictures behind elements": {_PARTS + "background": lambda *_: None},
    "parts with more links than text": {_SCORE + "Density.is_mostly_links": lambda *_: False},
    "sizes of banners": {"reader.sources.article.embeds._BANNERS": frozenset()},
    "times below the first paragraph": {
        "reader.sources.article.metadata._with_few_words": lambda *_: [],
    },
    "data of the page's program": {"reader.sources.article.hydration_state.read_state": lambda *_: None},
}


def variants(pages: list[Gold]) -> Iterator[list[Gold]]:
    """Yield pages as they are, without class names and ids, and with ``div`` for ``p``."""
    yield pages
    yield [gold._replace(html=_NAMES.sub("", gold.html)) for gold in pages]
    yield [gold._replace(html=re.sub(r"<(/?)p(?=[\s>])", r"<\1div", gold.html)) for gold in pages]


def measure(pages: list[Gold]) -> Score:
    """Return the score of khabar on some pages."""
    score = Score()
    for gold in pages:
        try:
            answer = khabar(gold.html)
        except Exception:
            answer = Answer()
        score.add(gold, answer, 0.0)
    return score


def odd_pages_right() -> int:
    """Return how many pages with one odd thing each give the story alone."""
    right = 0
    for body, wanted in KEPT.values():
        try:
            right += texts(read(page(body))) == wanted
        except Exception:
            continue
    return right


def filled_pages_right() -> int:
    """Return how many pages whose text is only in the data of their program give it."""
    right = 0
    for state in filled.STATES.values():
        try:
            article = read(filled.page(state, '<div id="app"></div>'))
            right += texts(article) == list(SENTENCES)
        except Exception:
            continue
    return right


def main() -> None:
    """Print a table of Markdown, a row for each rule taken away."""
    site_selectors.articles = lambda url: []  # type: ignore[assignment]
    sets = [*variants(list(read_folder(Path(sys.argv[1])))), list(read_factory())] if sys.argv[1:] else []
    sets = sets or [list(read_factory())]
    layouts = list(read_layouts())
    print(
        "| without | F1 on each set | media of made pages | layouts | odd pages | filled pages |"
        "\n|---|---|---|---|---|---|"
    )
    for name, changes in RULES.items():
        with ExitStack() as stack:
            for target, replacement in changes.items():
                stack.enter_context(patch(target, replacement))
            scores = [measure(pages) for pages in sets]
            f1s = ", ".join(f"{statistics.mean(score.f1):.3f}" for score in scores)
            made = scores[-1]
            media = sum(made.hits[k] for k in ("image", "caption", "embed")) / sum(
                made.wanted[k] for k in ("image", "caption", "embed")
            )
            laid = measure(layouts)
            whole = f"{laid.hits['all'] / laid.found['all']:.3f}/{laid.hits['all'] / laid.wanted['all']:.3f}"
            odd, data = odd_pages_right(), filled_pages_right()
            print(f"| {name} | {f1s} | {media:.2f} | {whole} | {odd} of {len(KEPT)} | {data} |", flush=True)


if __name__ == "__main__":
    main()
