"""Speed of the typesetting engine beside what others use, on the same text in the same run.

    python tests/bench/bench_typeset.py [FILE…]

Without a file, the running text beside the checkout (``shared/corpus/text``) is set. Contestants take turns;
the best of seven rounds counts, in processor time; the last column compares with the usual recipe: reshape,
then reorder the whole. ICU takes part when PyICU can be imported.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from table import Row

from reader.typeset import Paragraph, layout, shape
from reader.typeset import truncate as truncate_line
from reader.typeset.linebreak import opportunities
from reader.typeset.linebreak_rules import find_breaks
from reader.typeset.text_filter import Filter

ROUNDS = 7
MEASURE = 70
ARTICLE = 5000
"""Characters."""
UNBOUNDED = 1 << 30
RECIPE = "reshape, then get_display"
ICU = "ICU shape and order"
CELLS = "khabar layout with cells"
WHOLE = "khabar shape and order"
CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus/text"


def contestants() -> dict[str, Callable[[str], object]]:
    """Return what competes, by name; the usual recipe first."""
    from arabic_reshaper import ArabicReshaper
    from bidi import get_display

    reshape = ArabicReshaper({"delete_harakat": False}).reshape
    entries: dict[str, Callable[[str], object]] = {
        RECIPE: lambda text: get_display(reshape(text)),
        "python-bidi get_display": get_display,
        "arabic-reshaper reshape": reshape,
        "khabar levels": Paragraph,
        "khabar line breaks": opportunities,
        "khabar line breaks, rules alone": find_breaks,
        "khabar layout, widths only": lambda text: layout(text, MEASURE),
        CELLS: lambda text: [line.cells for line in layout(text, MEASURE)],
        "khabar layout, justified": lambda text: [line.cells for line in layout(text, MEASURE, justify=True)],
        "khabar shape": shape,
        WHOLE: lambda text: [line.text for line in layout(text, UNBOUNDED)],
        "khabar truncate": lambda text: truncate_line(text, MEASURE).cells,
        "khabar stream": lambda text: Filter(MEASURE).feed(text + "\n"),
    }
    return entries | icu_contestants()


def icu_contestants() -> dict[str, Callable[[str], object]]:
    """Return ICU's part, empty without PyICU."""
    try:
        import icu
    except ImportError:
        return {}
    bidi = icu.Bidi()
    breaks = icu.BreakIterator.createLineInstance(icu.Locale("ar"))

    forms = icu.Shape.LETTERS_SHAPE | icu.Shape.TEXT_DIRECTION_LOGICAL | icu.Shape.LENGTH_GROW_SHRINK

    def levels(text: str) -> object:
        bidi.setPara(icu.UnicodeString(text), icu.Bidi.DEFAULT_LTR)
        return bidi.getVisualMap()

    def ordered(text: str) -> object:
        bidi.setPara(icu.UnicodeString(icu.Shape.shapeArabic(text, forms)), icu.Bidi.DEFAULT_LTR)
        return str(bidi.writeReordered(icu.Bidi.DO_MIRRORING | icu.Bidi.KEEP_BASE_COMBINING))

    def lines(text: str) -> object:
        breaks.setText(text)
        return list(breaks)

    return {"ICU levels": levels, ICU: ordered, "ICU line breaks": lines}


def race(name: str, texts: list[str]) -> None:
    """Print a table of millions of characters a second over the same paragraphs."""
    entries = contestants()
    best = dict.fromkeys(entries, float("inf"))
    for _ in range(ROUNDS):
        for entry, run in entries.items():
            started = time.process_time()
            for text in texts:
                run(text)
            best[entry] = min(best[entry], time.process_time() - started)
    characters = sum(map(len, texts))
    usual = best[RECIPE]
    print(f"\n{name}: {len(texts)} paragraphs, {characters} characters")
    for entry, seconds in best.items():
        seconds *= 20 if "1/20" in entry else 1
        print(f"  {entry:28}{characters / seconds / 1e6:9.2f} M characters/s{usual / seconds:9.2f} x")


def article(text: str) -> None:
    """Print how long an article of `ARTICLE` characters takes from nothing."""
    pieces = [text[i : i + ARTICLE] for i in range(0, len(text) - ARTICLE, ARTICLE)][:12]
    for name, run in (
        ("set", lambda piece: layout(piece, MEASURE)),
        ("set and all cells", lambda piece: [line.cells for line in layout(piece, MEASURE)]),
    ):
        times = []
        for piece in pieces:
            started = time.process_time()
            run(piece)
            times.append(time.process_time() - started)
        print(
            f"  {ARTICLE} characters {name}: best {min(times) * 1e3:.1f} ms, worst {max(times) * 1e3:.1f} ms"
        )


def rows() -> Iterator[Row]:
    """Return layout beside the usual recipe and what of ICU can be imported, in milliseconds of processor."""
    files = sorted(CORPUS.glob("*.txt"))
    if not files:
        return
    texts = files[0].read_text(encoding="utf-8")[:100_000].splitlines()
    entries = contestants()
    times: dict[str, list[float]] = {name: [] for name in (CELLS, RECIPE, WHOLE, ICU) if name in entries}
    for _ in range(ROUNDS):
        for name, took in times.items():
            started = time.process_time()
            for text in texts:
                entries[name](text)
            took.append((time.process_time() - started) * 1000)
    yield Row("layout of 100,000 characters, all cells", "ms", times[CELLS], RECIPE, times[RECIPE], "< 1")
    if ICU in times:
        yield Row("shape and order of them, unbroken", "ms", times[WHOLE], ICU, times[ICU], "stated")


def main() -> None:
    """Race on every text."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.glob("*.txt"))
    for file in files:
        text = file.read_text(encoding="utf-8")[:100_000]
        race(file.name, [line for line in text.splitlines() if line])
        article(text)


if __name__ == "__main__":
    main()
