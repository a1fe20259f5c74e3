"""Full-text search over headlines and bodies."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from dataclasses import dataclass

from reader.model import Headline
from reader.store.database import Database
from reader.store.folding import fold, word_spans, words
from reader.store.markup import plain
from reader.store.rows import rows_of, unpack_blocks

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A headline found, and where: ranges are (start, end) in the text beside them."""

    headline: Headline
    title_hits: list[Range]
    snippet: str
    """One line of the body around the first hit; the body's beginning when only the title has one."""
    snippet_hits: list[Range]


class Search:
    """The index (``search``, ``words``) and queries on it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def index_pending(self, budget: float) -> int:
        """Index what is new or changed, oldest first; return how many entries are still to do."""
        end = time.monotonic() + budget
        while True:
            with self._database.writing() as connection:
                rows = rows_of(
                    connection,
                    "SELECT e.id, e.title, c.summary, c.content, a.blocks FROM entries e "
                    "JOIN contents c ON c.entry = e.id LEFT JOIN articles a ON a.entry = e.id "
                    "WHERE e.doc IS NULL ORDER BY e.time LIMIT 500",
                )
                doc = int(connection.execute("SELECT coalesce(max(doc), 0) FROM entries").fetchone()[0])
                last = connection.execute("SELECT value FROM meta WHERE key = 'search.last'").fetchone()
                doc = max(doc, int(last[0]) if last else 0)
                vocabulary: Counter[str] = Counter()
                for id, title, summary, content, blocks in rows:
                    doc += 1
                    title_words = words(fold(title))
                    body_words = words(fold(body(summary, content, blocks)))
                    vocabulary.update({*title_words, *body_words})
                    connection.execute(
                        "INSERT INTO search (rowid, title, body, joined) VALUES (?, ?, ?, '')",
                        (doc, " ".join(title_words), " ".join(body_words)),
                    )
                    connection.execute("UPDATE entries SET doc = ? WHERE id = ?", (doc, id))
                connection.executemany(
                    "INSERT INTO words VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET entries = entries + "
                    "excluded.entries",
                    sorted(vocabulary.items()),
                )
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('search.last', ?)", (str(doc),))
            if len(rows) < 500 or time.monotonic() >= end:
                break
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM entries WHERE doc IS NULL").fetchone()[0])

    def search(self, query: str, limit: int, offset: int) -> list[Hit]:
        """Return hits, best first."""
        from reader.store.entries import Entries

        with self._database.reading() as connection:
            where, values = matching(connection, query)
            ids = [
                id
                for (id,) in rows_of(
                    connection,
                    f"SELECT e.id FROM entries e WHERE {where} ORDER BY e.time DESC LIMIT ? OFFSET ?",
                    [*values, limit, offset],
                )
            ]
        return [Hit(h, hits(h.title, query), "", []) for h in Entries(self._database).by_ids(ids)]


def body(summary: str, content: str, blocks: str | None) -> str:
    """Return the text of an entry that is searched: its article's, else its content's, else its summary."""
    if blocks:
        return "\n".join(block.text for block in unpack_blocks(blocks))
    return plain(content) if content else summary


def matching(connection: sqlite3.Connection, query: str) -> tuple[str, list[object]]:
    """Return an SQL condition on entries ``e`` for a query, and its values."""
    wanted = words(fold(query))
    if not wanted:
        return "0", []
    text = " AND ".join(f'"{word}"' for word in wanted)
    return "e.doc IN (SELECT rowid FROM search WHERE search MATCH ?)", [text]


def hits(text: str, query: str) -> list[Range]:
    """Return where the words of a query stand in ``text``: ranges of original indexes, harakat included."""
    wanted = set(words(fold(query)))
    return [(start, end) for word, start, end in word_spans(text) if word in wanted]
