"""How well khabar reads articles out of pages, next to its peers. By hand, from the root of the checkout:

    python tests/bench/extract [FOLDER] [--each]

FOLDER holds pages as ``NAME.html`` and ``gold.json``: for each name ``paragraphs`` (the text), and perhaps
``date`` (ISO 8601, a day) and ``blocks``: ``[kind, text or address]`` of `reader.model.Block`. Without a
folder the pages of ``tests/page_factory.py`` are read, then those of ``tests/page_layouts.py``. Printed are
word F1, precision and recall of each kind of block, dates that are right, wrong and missing, and milliseconds
of processor time a page (of peers without the dates). Peers that are not installed are left out. Sites' own
selectors (``sites.toml``) are not used.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bench.extract.corpus_gold import GOLD, digest

from reader.model import Block
from reader.sources import extract
from reader.sources.article import site_selectors
from reader.sources.article.block_parser import blocks as parse_blocks

KINDS = ("paragraph", "heading", "item", "row", "quotation", "image", "caption", "embed")
MEDIA = ("image", "caption", "embed")
_WARM = 40
"""Pages read before those that count."""
URL = "https://page.example/a/12345"


class Gold(NamedTuple):
    """A page and its right answer."""

    name: str
    html: str
    text: str
    blocks: list[tuple[str, str]]
    """Kind, and text or address; empty where there is no gold of blocks."""
    date: str
    """ISO 8601, or empty where unknown."""


class Answer(NamedTuple):
    """The reading of one page."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    date: str = ""


def read_folder(folder: Path) -> Iterator[Gold]:
    """Yield the pages of a folder with a gold: of their text, or digests of their blocks alone."""
    golds = json.loads((folder / "gold.json").read_text("utf-8"))
    golds |= {name: {} for name in GOLD if name not in golds and (folder / f"{name}.html").exists()}
    for name, gold in golds.items():
        html = (folder / f"{name}.html").read_bytes().decode("utf-8", "replace")
        blocks = [(kind, text) for kind, text in gold.get("blocks", [])]
        yield Gold(name, html, "\n".join(gold.get("paragraphs", ())), blocks, gold.get("date") or "")


def read_factory() -> Iterator[Gold]:
    """Yield the pages that the tests make."""
    from page_factory import pages

    for page in pages():
        blocks = [(piece.kind, piece.url or piece.text) for piece in page.pieces]
        text = "\n".join(
            piece.text for piece in page.pieces if piece.kind not in ("image", "caption", "embed")
        )
        yield Gold(page.name, page.html, text, blocks, page.date)


def read_layouts() -> Iterator[Gold]:
    """Yield the pages in the layouts of common programs, whose gold was written before they were read."""
    from newsroom_layouts import NEWSROOMS
    from page_layouts import LAYOUTS

    for name, page in (*LAYOUTS.items(), *NEWSROOMS.items()):
        words = "\n".join(text for kind, text in page.gold if kind not in MEDIA)
        blocks = [
            (kind, urljoin(URL, text) if kind in ("image", "embed") else text) for kind, text in page.gold
        ]
        yield Gold(name, page.html, words, blocks, page.date[:10])


def khabar(html: str) -> Answer:
    """Read a page by khabar."""
    article = extract(html, URL)
    date = article.published.date().isoformat() if article.published else ""
    return Answer(article.text, article.blocks, date)


def from_markup(markup: str) -> Answer:
    """Return the answer of a peer that gives markup: its blocks are read as khabar reads them."""
    blocks = parse_blocks(markup, URL)
    text = "\n".join(
        block.text for block in blocks if block.kind not in ("image", "caption", "embed", "rule")
    )
    return Answer(text, blocks)


def peers() -> Iterator[tuple[str, Callable[[str], Answer], Callable[[str], str]]]:
    """Yield the peers that are installed: name, reader of a page, reader of its date."""
    if find_spec("trafilatura"):
        import trafilatura

        def ask(html: str, **mode: bool) -> Answer:
            told = {"include_images": True, "include_tables": True, "include_comments": False, **mode}
            return from_markup(trafilatura.extract(html, output_format="html", **told) or "")

        def date(html: str) -> str:
            facts = trafilatura.bare_extraction(html, with_metadata=True)
            return (facts and facts.date) or ""

        yield "trafilatura", ask, date
        yield "trafilatura, precise", lambda html: ask(html, favor_precision=True), date
        yield "trafilatura, recall", lambda html: ask(html, favor_recall=True), date
    if find_spec("readability"):
        import readability

        def summary(html: str) -> Answer:
            return from_markup(readability.Document(html).summary(html_partial=True))

        yield "readability-lxml", summary, lambda _: ""
    if find_spec("newspaper"):
        import newspaper

        def parsed(html: str) -> newspaper.Article:
            article = newspaper.Article(URL, keep_article_html=True, fetch_images=False)
            article.download(input_html=html)
            article.parse()
            return article

        def day(html: str) -> str:
            published = parsed(html).publish_date
            return published.date().isoformat() if published else ""

        yield "newspaper4k", lambda html: from_markup(parsed(html).article_html or ""), day


def key(kind: str, text: str) -> tuple[str, str]:
    """Return how a block is compared: pictures by their path, posts by their address, else by the words."""
    return kind, urlsplit(text).path if kind == "image" else " ".join(text.split())


def words(text: str) -> Counter[str]:
    """Return the words of a text and how often each stands in it."""
    return Counter(re.findall(r"\w+", text))


def f1(one: str, other: str) -> float:
    """Return the F1 of the words of two texts."""
    a, b = words(one), words(other)
    return 2 * (a & b).total() / (a.total() + b.total()) if a or b else 1.0


class Score:
    """Sums over the pages of one reader."""

    def __init__(self) -> None:
        self.f1: list[float] = []
        self.ms: list[float] = []
        self.hits: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()
        self.dates: Counter[str] = Counter()

    def read(self, gold: Gold, read: Callable[[str], Answer], date: Callable[[str], str] | None) -> None:
        """Read a page, for the first time, and add how well."""
        answer, started = Answer(), time.process_time()
        with suppress(Exception):  # a page that a reader fails on is one without text
            answer = read(gold.html)
        ms = 1000 * (time.process_time() - started)
        self.add(gold, answer if date is None else answer._replace(date=date(gold.html)), ms)

    def add(self, gold: Gold, answer: Answer, ms: float) -> None:
        """Compare an answer with the gold of its page."""
        if gold.text:
            self.f1.append(f1(answer.text, gold.text))
        self.ms.append(ms)
        if gold.date:
            self.dates["right" if answer.date == gold.date else "wrong" if answer.date else "none"] += 1
        if not gold.blocks and gold.name in GOLD:
            # Headings that a page writes as bold paragraphs are paragraphs.
            found = {digest(b.kind, b.url if b.kind in ("image", "embed") else b.text) for b in answer.blocks}
            wanted = set(GOLD[gold.name])
            self.hits["all"] += len(found & wanted)
            self.found["all"] += len(found)
            self.wanted["all"] += len(wanted)
        if not gold.blocks:
            return
        found = Counter(
            key(block.kind, block.url if block.kind in ("image", "embed") else block.text)
            for block in answer.blocks
            if block.kind in KINDS
        )
        wanted = Counter(key(kind, text) for kind, text in gold.blocks)
        for counter, add in ((self.hits, found & wanted), (self.found, found), (self.wanted, wanted)):
            for (kind, _), n in add.items():
                counter[kind] += n
                counter["all"] += n

    def lines(self, name: str, khabar: Score) -> Iterator[str]:
        """Yield the score as lines of text, with the middle of khabar's times as shares of these."""
        ratio = statistics.median(ours / theirs for ours, theirs in zip(khabar.ms, self.ms, strict=True))
        middle, slow = statistics.median(self.ms), sorted(self.ms)[int(len(self.ms) * 0.95)]
        dates = ", ".join(f"{kind} {self.dates[kind]}" for kind in ("right", "wrong", "none"))
        yield (
            f"{name:22} F1 {statistics.mean(self.f1):.3f} (least {min(self.f1):.3f})"
            f"  {middle:6.1f} ms (p95 {slow:6.1f}; khabar {ratio:.2f} of it)  dates {dates}"
        )
        if self.wanted:
            parts = []
            for kind in ("all", *KINDS):
                if self.wanted[kind]:
                    precision = self.hits[kind] / self.found[kind] if self.found[kind] else 0.0
                    parts.append(f"{kind} {precision:.2f}/{self.hits[kind] / self.wanted[kind]:.2f}")
            yield f"{'':22} precision/recall: {'  '.join(parts)}"


def main() -> None:
    """Read every page by every reader and print the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--each", action="store_true", help="also khabar's pages below an F1 of .95")
    options = parser.parse_args()
    site_selectors.articles = lambda url: []  # type: ignore[assignment]
    if options.folder:
        compare(list(read_folder(options.folder)), each=options.each)
    else:
        compare(list(read_factory()), each=options.each)
        compare(list(read_layouts()), each=options.each)


def compare(golds: list[Gold], *, each: bool) -> None:
    """Read pages by every reader, in turns, and print the scores."""
    print(f"{len(golds)} pages")
    readers = [("khabar", khabar, None), *peers()]
    for _, read, date in readers:  # what is loaded for the first pages is not counted
        for gold in islice(read_layouts(), _WARM):
            Score().read(gold, read, date)
    scores = {name: Score() for name, *_ in readers}
    for gold in golds:
        for name, read, date in readers:
            scores[name].read(gold, read, date)
        if each and gold.text and scores["khabar"].f1[-1] < 0.95:
            print(f"    {scores['khabar'].f1[-1]:.3f} {gold.name}")
    for name, score in scores.items():
        print(*score.lines(name, scores["khabar"]), sep="\n")


if __name__ == "__main__":
    main()
