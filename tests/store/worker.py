"""What ``test_durability.py`` runs and kills. Each line on stdout says what is safe by now."""

import itertools
import json
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.model import Article, Block, Entry, Source
from reader.store import Library, repair, schema

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCE = Source("wadi", "وكالة الوادي", home="https://wadi.example/")
SECOND = """
CREATE TABLE moods (entry INTEGER PRIMARY KEY REFERENCES entries, mood TEXT NOT NULL);
INSERT INTO moods SELECT id, hex(randomblob(200)) FROM entries;
UPDATE entries SET author = hex(randomblob(100));
"""


def tell(**facts):
    """Say it, and be sure that it was heard."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def refresh(path, seed):
    """Bring in, index, save, take along, without end."""
    chance = random.Random(int(seed))
    library = Library.open(path)
    stored = len(library.entries.headlines())
    tell(saved=[], stored=stored)
    for turn in itertools.count():
        entries = [
            Entry(
                id=f"{seed}-{turn}-{n}",
                title=f"خبر {int(seed) + 1000} {turn} {n}",  # no permutation of the numbers of another
                url=f"https://wadi.example/{seed}/{turn}/{n}",
                published=NOW - timedelta(minutes=n),
                content="<p>نص الخبر</p>" * chance.randint(1, 200),
            )
            for n in range(chance.randint(1, 30))
        ]
        new = library.entries.add(SOURCE, entries, now=NOW).new
        stored += len(new)
        tell(saved=[], stored=0)
        library.entries.mark_read(new[::2])
        if not new:  # few headlines that differ in numbers alone are taken for those of another kill
            continue
        id = chance.choice(new)
        library.bookmarks.add(id, pending=True)
        library.bookmarks.annotate(id, note=f"ملاحظة {id}")
        library.articles.put(
            id, Article(f"مقال {id}", blocks=(Block("paragraph", f"نص المقال {id}"),)), b"page" * 500
        )
        # Before this commit all before it was flushed with it: the log is one file.
        tell(saved=[id], stored=stored)
        library.index.update(0.01)


def make(path):
    """Make a library."""
    tell()
    Library.open(path).facts.set("a", "b")


def migrate(path):
    """Bring the library to a schema of the future."""
    schema.MIGRATIONS.append(SECOND)
    tell()
    Library.open(path).close()


def load(path, dump):
    """Bring in a dump."""
    lines = Path(dump).read_text("utf-8").splitlines()
    library = Library.open(path)
    tell()
    library.interchange.load(lines)


def tidy(path, to):
    """Let go of the old, give room back, repair into another file."""
    library = Library.open(path)
    later = NOW + timedelta(days=900)
    library.entries.add(SOURCE, [Entry("later", "لاحق", published=later)], now=later)
    tell()
    library.retention.prune(now=later)
    while library.retention.vacuum(50):
        pass
    library.close()
    repair(path, to)


def once(path):
    """Save one entry, with marks around it for strace."""
    library = Library.open(path)
    (id,) = library.entries.add(SOURCE, [Entry("1", "خبر")], now=NOW).new
    sys.stdout.write("BEGIN\n")
    sys.stdout.flush()
    library.bookmarks.add(id)
    sys.stdout.write("SAVED\n")
    sys.stdout.flush()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
