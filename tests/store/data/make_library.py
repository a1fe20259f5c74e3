"""Write a library with the code of an earlier version, and the state a reader of it saw.

    git archive VERSION reader | tar x -C OLD
    PYTHONPATH=OLD python tests/store/data/make_library.py tests/store/data/schema-N

It takes in the feeds of ``schema-1``, marks, saves, annotates, archives, reads, prunes, and fetches again.
"""

import gzip
import json
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.model import Article, Block, Source
from reader.sources import parse_feed
from reader.store import Library

FEEDS = Path(__file__).parent / "schema-1"
NAMES = ("given", "links", "permalinks", "shared", "bare", "undated")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PRUNED_AFTER = timedelta(days=40)


class Old:
    """The calls of a library, by the names they had in each version."""

    def __init__(self, library):
        self.library = library
        self.is_grouped = not hasattr(library, "add_entries")

    def call(self, group, name, flat, *values, **more):
        if self.is_grouped:
            return getattr(getattr(self.library, group), name)(*values, **more)
        return getattr(self.library, flat)(*values, **more)

    def fetch(self, now):
        for name in NAMES:
            source = Source(name, name, feed=f"https://wadi.example/{name}.xml")
            entries = parse_feed((FEEDS / f"{name}.xml").read_bytes(), source.feed).entries
            self.call("entries", "add", "add_entries", source, entries, now=now)

    def headlines(self):
        return self.call("entries", "headlines", "headlines")

    def bookmarks(self, archived):
        return self.call("bookmarks", "all", "bookmarks", archived=archived)

    def fill(self):
        sources = [Source(name, name, feed=f"https://wadi.example/{name}.xml") for name in NAMES]
        self.call("sources", "set", "set_sources", sources)
        self.fetch(NOW)
        ids = {(h.source, h.title.split("رقم ")[-1].split()[0]): h.id for h in self.headlines()}
        marked = [ids[key] for key in (("given", "6"), ("links", "4"), ("permalinks", "3"), ("bare", "2"))]
        for n, id in enumerate(marked):
            self.call("bookmarks", "add", "bookmark", id, pending=n == 1)
            self.call(
                "bookmarks",
                "annotate",
                "annotate",
                id,
                tags=["وسم", f"t{n}"],
                note=f"ملاحظة {n}",
                archived=n == 3,
            )
            self.call("articles", "set_position", "set_position", id, 3 + n)
        article = Article("عنوان", blocks=(Block("paragraph", "النص المحفوظ كاملًا"),))
        self.call("articles", "put", "put_article", marked[0], article, b"<p>page</p>")
        page = Article("صفحة محفوظة", url="https://any.example/page", blocks=(Block("paragraph", "نص"),))
        added = self.call("articles", "add_page", "add_page", page, b"<p>saved</p>")
        self.call("bookmarks", "add", "bookmark", added)
        self.call(
            "entries", "mark_read", "mark_read", [h.id for h in self.headlines() if h.source != "saved"]
        )
        self.call("retention", "prune", "prune", now=NOW + timedelta(days=1), keep_days=0, keep_entries=5)
        self.fetch(NOW + timedelta(days=2))
        return marked[0]

    def expected(self, article):
        headlines = self.headlines()
        return {
            "now": NOW.isoformat(),
            "entries": sorted([h.id, h.source, h.title, h.url, h.read, h.saved] for h in headlines),
            "bookmarks": [
                [b.headline.id, list(b.tags), b.note, b.saved_at.isoformat(), b.archived, b.pending]
                for archived in (False, True)
                for b in self.bookmarks(archived)
            ],
            "positions": {
                str(h.id): p for h in headlines if (p := self.call("articles", "position", "position", h.id))
            },
            "article": [article, "النص المحفوظ كاملًا"],
        }


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "library.db"
        with Library.open(path) as library:
            old = Old(library)
            expected = old.expected(old.fill())
            dump = list(old.call("interchange", "dump", "dump"))
        (folder / "library.db.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1), "utf-8")
    (folder / "dump.jsonl").write_text("\n".join(dump) + "\n", "utf-8")


if __name__ == "__main__":
    main()
