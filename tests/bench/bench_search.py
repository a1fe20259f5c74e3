"""Search in 100,000 articles, beside plain LIKE in the same run.

    python tests/bench/bench_search.py [--articles N] [--queries N] [--keep FOLDER]

The articles are made here: a vocabulary put together from roots, patterns, suffixes and clitics, drawn with
Zipf's law, about 1,500 characters each. LIKE is what newsboat does: no folding, no ranking, all that
matches. Both are asked in turn, so that a noisy machine is noisy to both. Nothing is asserted; the table is
the result.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from table import Row

from reader.model import Entry, Source
from reader.store import Library

ROOTS = """
حكم علم عمل نظر خرج دخل جمع قسم سلم حرب نصر قتل ضرب رفع وضع طلب سمع شهد ذكر شكر صنع زرع تجر سفر رحل
هجر قدم حضر غلب نقل نزل صعد وصل قطع ربط فصل شرك دفع منح حصل بحث درس كتب خطب جوب حدث خبر نشر طبع رسم
صور هدم حفر نفط كهرب صرف سعر ثمن نقد حسب عدد زيد نقص كثر قلل عظم صغر جدد قرر شرع عدل ظلم حقق كشف ستر
حرس جيش شرط
""".split()  # noqa: SIM905 - a table, not code
PATTERNS = """
{0}{1}{2} {0}ا{1}{2} {0}{1}ا{2} {0}{1}ي{2} {0}{1}و{2} م{0}{1}{2} م{0}{1}و{2} م{0}ا{1}{2} ت{0}{1}ي{2}
ت{0}ا{1}{2} ا{0}{1}ا{2} ا{0}ت{1}ا{2} ان{0}{1}ا{2} است{0}{1}ا{2} ي{0}{1}{2} ت{0}{1}{2}
""".split()  # noqa: SIM905 - a table, not code
SUFFIXES = ("", "ة", "ات", "ون", "ين", "ي", "ية", "ه", "ها", "هم", "وا", "ت", "ان")
PREFIXES = ("", "", "", "ال", "ال", "ال", "و", "ب", "ل", "وال", "بال", "لل")
PARTICLES = (
    "في من على إلى أن عن مع هذا هذه التي الذي كما بعد قبل بين حيث وقال كان قد لم لا ما أو ثم حتى".split()  # noqa: SIM905
)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOURCE = Source("bench", "خبر", home="https://news.example/")
LIKE = """
SELECT e.id, e.title, c.content FROM entries e JOIN contents c ON c.entry = e.id
WHERE e.title LIKE ?1 OR c.content LIKE ?1 ORDER BY e.time DESC
"""


def vocabulary(chance: random.Random) -> list[str]:
    """Return some 200,000 words, the commonest first."""
    letters = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
    roots = [*ROOTS, *("".join(chance.sample(letters, 3)) for _ in range(200))]
    words = sorted(
        prefix + pattern.format(*root) + suffix
        for root in roots
        for pattern in PATTERNS
        for suffix in SUFFIXES
        for prefix in set(chance.sample(PREFIXES, 4))
    )
    chance.shuffle(words)
    return list(dict.fromkeys(PARTICLES + words))


def articles(count: int, words: list[str], chance: random.Random) -> Iterator[Entry]:
    """Yield entries of about 1,500 characters, oldest first."""
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    for number in range(count):
        drawn = chance.choices(words, cum_weights=weights, k=197)
        yield Entry(
            id=str(number),
            title=f"{' '.join(drawn[:9])} {number}",
            url=f"https://news.example/{number + 100_000}.html",
            published=NOW - timedelta(minutes=count - number),
            content=f"<p>{' '.join(drawn[9:])}.</p>",
        )


def fill(library: Library, count: int, words: list[str]) -> None:
    """Put the articles into the library, and print what that took."""
    made = articles(count, words, random.Random(2))
    characters = text = 0
    adding = indexing = 0.0
    while batch := list(itertools.islice(made, 1000)):
        characters += sum(len(e.title) + len(e.content) - 7 for e in batch)
        text += sum(len((e.title + e.content).encode()) - 7 for e in batch)
        adding += timed(lambda batch=batch: library.entries.add(SOURCE, batch, now=NOW))
        indexing += timed(lambda: index(library))
    size = index_bytes(library.path)
    print(f"{count:,} articles of {characters / count:,.0f} characters: {text / 1e6:,.0f} MB of text")
    print(f"index: {size / 1e6:,.0f} MB, {size / text:.2f} of the text")
    print(f"a second: {count / adding * 1000:,.0f} added, {count / indexing * 1000:,.0f} indexed")


def index(library: Library) -> None:
    """Index all that is pending."""
    while library.index.update(10):
        pass


def index_bytes(path: Path) -> int:
    """Return the bytes of the index, with the column and index that lead from it to the entries."""
    connection = sqlite3.connect(path)
    try:
        (size,) = connection.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%' OR name = 'entries_by_doc'"
        ).fetchone()
        return int(size)
    finally:
        connection.close()


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds some work takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def row(name: str, times: list[float]) -> str:
    """Return a line of the table."""
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    figures = (ordered[0], statistics.median(ordered), last, ordered[-1])
    return f"{name:<34}{len(times):>6}" + "".join(f"{figure:>10.2f}" for figure in figures)


def queries(words: list[str], chance: random.Random, count: int) -> dict[str, list[str]]:
    """Return the queries of each kind."""
    top, middle, rare = words[:40], words[200:4000], words[20_000:60_000]

    def some(*ranks: list[str]) -> str:
        return chance.choice(chance.choice(ranks))

    few = count // 4
    return {
        "a word, the 40 commonest": top,
        "a word of any rank": [some(top, middle, rare) for _ in range(count)],
        "two words": [f"{some(top, middle, rare)} {some(middle)}" for _ in range(count)],
        "a phrase of common words": [f'"{some(top)} {some(top)}"' for _ in range(few)],
        "OR and NOT": [f"{some(middle)} OR {some(top)} -{some(middle)}" for _ in range(few)],
        "a common word, is:unread": [f"{some(top)} is:unread" for _ in range(few)],
        "a common word, after:7d": [f"{some(top)} after:2026-11-17" for _ in range(few)],
        "a prefix of 4 letters": [f"{some([w for w in middle if len(w) > 4])[:4]}*" for _ in range(few)],
    }


def measure(library: Library, words: list[str], count: int) -> None:
    """Print the table of query times: the first screen, ranked, with snippets and hits."""
    print(f"\n{'milliseconds to the first 50':<34}{'n':>6}{'min':>10}{'median':>10}{'p99':>10}{'max':>10}")
    plain = sqlite3.connect(library.path)
    for kind, some in queries(words, random.Random(3), count).items():
        library.search.find(some[0])
        ours, like = [], []
        for number, query in enumerate(some):
            ours.append(timed(lambda query=query: library.search.find(query, limit=50)))
            if kind.startswith("a word") and number % (len(some) // 5) == 0:
                like.append(timed(lambda query=query: plain.execute(LIKE, (f"%{query}%",)).fetchall()))
        print(row(kind, ours))
        if like:
            print(row("  LIKE", like))
            ratio = statistics.median(like) / statistics.median(ours)
            print(f"  LIKE takes {ratio:,.0f} times as long (medians)")
    plain.close()


def refresh(library: Library, words: list[str]) -> None:
    """Print what indexing in the background costs a refresh of 200 feeds of 50 entries."""
    alone, beside = [], []
    for turn in range(6):
        made = articles(10_000, words, random.Random(turn))
        entries = [replace(e, id=f"{turn}-{e.id}", url=f"https://news.example/{turn}/{e.id}") for e in made]

        def feeds(entries: list[Entry] = entries) -> None:
            for start in range(0, 10_000, 50):
                library.entries.add(SOURCE, entries[start : start + 50], now=NOW)

        if turn % 2:
            indexing = threading.Thread(target=index, args=(library,))
            indexing.start()
            beside.append(timed(feeds))
            indexing.join()
            index(library)
        else:
            alone.append(timed(feeds))
    print(f"\n{'refresh, 10,000 entries (ms)':<34}{'n':>6}{'min':>10}{'median':>10}{'p99':>10}{'max':>10}")
    print(row("  index filled after it", alone))
    print(row("  index filled meanwhile", beside))


def rows(folder: Path, count: int) -> Iterator[Row]:
    """Measure words of any rank in ``count`` articles beside LIKE."""
    words = vocabulary(random.Random(1))
    with Library.open(folder / "search.db") as library:
        made = articles(count, words, random.Random(2))
        while batch := list(itertools.islice(made, 1000)):
            library.entries.add(SOURCE, batch, now=NOW)
        index(library)
        some = queries(words, random.Random(3), 200)["a word of any rank"]
        plain = sqlite3.connect(library.path)
        library.search.find(some[0])
        ours, like = [], []
        for number, query in enumerate(some):
            ours.append(timed(lambda query=query: library.search.find(query, limit=50)))
            if number < 10:
                like.append(timed(lambda query=query: plain.execute(LIKE, (f"%{query}%",)).fetchall()))
        plain.close()
    goal = "≤ 0.01, p50 < 10, p99 < 40 ms"
    yield Row(f"search in {count:,} articles", "ms", ours, "LIKE", like, goal)


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="folder where the library is made, and found again")
    options = parser.parse_args()
    words = vocabulary(random.Random(1))
    with tempfile.TemporaryDirectory() as scratch:
        path = (options.keep or Path(scratch)) / f"bench-{options.articles}.db"
        found = path.exists()
        with Library.open(path) as library:
            if not found:
                fill(library, options.articles, words)
            measure(library, words, options.queries)
            if not options.keep:
                refresh(library, words)


if __name__ == "__main__":
    main()
