"""Find and rank entries within a bounded number of candidates.

1. *Candidates*: the newest ``POOL`` entries with the words in the headline; with the words as typed; with
   adjacent words; with the words in any form. Each is one scan of the index from its newest row, so the most
   common word costs no more than a rare one.
2. *Ranking*: headline before body; words as typed before other forms; adjacent before scattered words; rare
   words before common ones; several occurrences before one (for the best ``READ`` candidates, with their
   bodies read); new before old.
3. All other entries follow the candidates, newest first.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model.headline import Hit, Range
from reader.store.clitics import CAP
from reader.store.database import Database
from reader.store.entries import Entries
from reader.store.fts_index import BODY, Index, body
from reader.store.highlight import Finder, Folded, Pattern
from reader.store.query_sql import IN_INDEX, Condition, Matcher, Plan, all_forms, as_asked
from reader.store.row_factories import Row, marks, rows_of

if TYPE_CHECKING:
    from reader.store.query_check import Doubt

POOL = 100
"""Entries each kind of candidates contributes."""
WINDOW = 5000
"""Rows of the index, the newest, in which candidates that must meet conditions are looked for first."""
READ = 50
"""Most candidates to read the bodies of for ranking."""
AS_ASKED, IN_TITLE, TITLE_AS_ASKED, SIDE_BY_SIDE = 1.5, 2.5, 2.0, 2.0
"""Score for candidates of each kind; recency scores 1 at most."""
BEFORE, LENGTH = 50, 180
"""Characters of a snippet: before the first hit, and in all."""
_MONTH = 30 * 24 * 3600 * 1_000_000


@dataclass(slots=True)
class _Candidate:
    id: int
    doc: int
    time: int
    score: float = 0.0


class Search:
    """Queries on the index."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index

    def find(self, query: str, *, limit: int = 50, offset: int = 0, order: str = "best") -> list[Hit]:
        """Return hits in headlines and bodies; a query without syntax is searched as words.

        Args:
            query: see ``query_parser``.
            limit: the most hits.
            offset: hits passed over.
            order: ``best``, ``newest`` or ``oldest`` first.
        """
        self._index.catch_up()
        with self._database.reading() as connection:
            matcher = Matcher(connection)
            plan = matcher.plan(query)
            if plan is None:
                return []
            texts = _Texts(connection)
            if plan.text is None or order != "best":
                ids = _by_time(connection, matcher.condition(plan), limit, offset, order)
            else:
                ids = _Ranking(connection, matcher, plan, texts).page(limit, offset)
            texts.read(ids)
        finder = Finder(plan.patterns)
        return [
            Hit(headline, finder.ranges(headline.title), *_snippet(texts[headline.id][1], finder))
            for headline in Entries(self._database).by_ids(ids)
            if headline.id in texts
        ]

    def check(self, query: str, followed: Iterable[tuple[str, str]] = ()) -> list[Doubt]:
        """Return the slips of a query.

        Args:
            query: see ``query_parser``.
            followed: ids and names of sources that exist, beyond those of the library.
        """
        from reader.store.query_check import check_names, check_syntax

        with self._database.reading() as connection:
            return check_syntax(query) + check_names(connection, query, followed)


class _Texts(dict[int, tuple[Folded, Folded]]):
    """Headline and body of the entries that were read, by their id."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def read(self, ids: Sequence[int]) -> None:
        """Read the texts of ids not read yet."""
        new = [id for id in ids if id not in self]
        for row in rows_of(self._connection, f"{BODY} WHERE e.id IN ({marks(new)})", new):
            self[row[0]] = Folded(row[1]), Folded(body(row))


class _Ranking:
    """The candidates of one query, and their order."""

    def __init__(self, connection: sqlite3.Connection, matcher: Matcher, plan: Plan, texts: _Texts) -> None:
        self._connection = connection
        self._matcher = matcher
        self._plan = plan
        self._texts = texts
        self._candidates: dict[int, _Candidate] = {}
        self._newest = _newest_row(connection)
        self._weights = [_rarity(p, matcher) for p in plan.patterns]

    def page(self, limit: int, offset: int) -> list[int]:
        """Return the ids from ``offset`` on."""
        everything = self._matcher.text_match(self._plan, all_forms)
        kinds = {everything: 0.0}
        for worth, match in self._kinds():
            kinds[match] = kinds.get(match, 0.0) + worth
        for match, worth in kinds.items():
            self._collect(match, worth)
        ranked = self._ranked()
        ids = [c.id for c in ranked[offset : offset + limit]]
        if len(ids) < limit and len(ranked) >= POOL:
            ids += self._others(everything, ranked, limit - len(ids), max(0, offset - len(ranked)))
        return ids

    def _kinds(self) -> Iterator[tuple[float, str]]:
        """Yield the score of each kind of candidates and the FTS5 expression that finds them."""
        matcher, plan = self._matcher, self._plan
        if any(p.short for p in plan.patterns):
            return  # every expression would collect the rows of half of all words again
        yield IN_TITLE, matcher.text_match(plan, all_forms, "title")
        yield AS_ASKED, matcher.text_match(plan, as_asked)
        yield TITLE_AS_ASKED, matcher.text_match(plan, as_asked, "title")
        if len(plan.patterns) > 1 and not any(p.prefix or p.title for p in plan.patterns):
            yield SIDE_BY_SIDE, '"' + " ".join(word for p in plan.patterns for word in p.exact[0]) + '"'

    def _collect(self, match: str, worth: float) -> None:
        for id, doc, time in self._found(match, POOL):
            self._candidates.setdefault(id, _Candidate(id, doc, time)).score += worth

    def _found(self, match: str, limit: int) -> list[Row]:
        """Return id, index row and time of the hits of an FTS5 expression, newest first."""
        conditions = self._plan.conditions
        where = " AND ".join(["search MATCH ?", "search.rowid > ?", *(sql for sql, _ in conditions)])
        values = [value for _, some in conditions for value in some]
        since = self._newest - WINDOW if conditions else 0
        rows = rows_of(
            self._connection,
            "SELECT e.id, e.doc, CAST(e.time AS INTEGER) FROM search "
            "CROSS JOIN entries e ON e.doc = search.rowid "
            f"WHERE {where} ORDER BY search.rowid DESC LIMIT ?",
            [match, since, *values, limit],
        )
        if len(rows) == limit or since <= 0:
            return rows
        # Few rows meet the conditions: these are evaluated first, and the index returns all its rows.
        where = " AND ".join([*(sql for sql, _ in conditions), IN_INDEX])
        return rows_of(
            self._connection,
            "SELECT e.id, CAST(e.doc AS INTEGER), CAST(e.time AS INTEGER) FROM entries e "
            f"WHERE {where} ORDER BY e.doc DESC LIMIT ?",
            [*values, match, limit],
        )

    def _others(self, match: str, ranked: Sequence[_Candidate], limit: int, offset: int) -> list[int]:
        """Return the ids of hits beyond the candidates, newest first."""
        known = {c.id for c in ranked}
        rest = [id for id, _, _ in self._found(match, offset + limit + len(known)) if id not in known]
        return rest[offset : offset + limit]

    def _ranked(self) -> list[_Candidate]:
        newest = max((c.time for c in self._candidates.values()), default=0)
        for candidate in self._candidates.values():
            candidate.score += math.exp((candidate.time - newest) / _MONTH)
        ranked = sorted(self._candidates.values(), key=_best_first)
        best = ranked[:READ]
        self._texts.read([c.id for c in best])
        for candidate in best:
            with suppress(KeyError):  # a damaged entry without its text
                candidate.score += self._score(*self._texts[candidate.id])
        return sorted(best, key=_best_first) + ranked[READ:]

    def _score(self, title: Folded, text: Folded) -> float:
        """Return the score of a candidate's words: terms in the headline, frequency in the body."""
        score = 0.0
        for weight, p in zip(self._weights, self._plan.patterns, strict=True):
            headed = p.often(title.folded, p.exact) > 0 or 0.7 * (p.often(title.folded, p.forms) > 0)
            score += weight * (2.0 * headed + min(2.0, math.log2(1 + p.often(text.folded, p.forms)) / 2))
        return score / max(sum(self._weights), 1e-9)


def _best_first(candidate: _Candidate) -> tuple[float, int, int]:
    return -candidate.score, -candidate.time, -candidate.id


def _rarity(found: Pattern, matcher: Matcher) -> float:
    """Return a pattern's weight: 1 for no entry, down to about 1/4 for ``CAP`` and more."""
    often = min(CAP, sum(matcher.count(" ".join(phrase)) for phrase in found.exact))
    return 1 / (1 + math.log10(1 + often))


def _newest_row(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT CAST(max(doc) AS INTEGER) FROM entries WHERE doc IS NOT NULL").fetchone()
    return row[0] or 0


def _by_time(
    connection: sqlite3.Connection, condition: Condition, limit: int, offset: int, order: str
) -> list[int]:
    way = "ASC" if order == "oldest" else "DESC"
    rows = rows_of(
        connection,
        f"SELECT e.id FROM entries e WHERE {condition[0]} ORDER BY e.time {way}, e.id {way} LIMIT ? OFFSET ?",
        [*condition[1], limit, offset],
    )
    return [id for (id,) in rows]


def _snippet(body: Folded, finder: Finder) -> tuple[str, list[Range]]:
    """Return one line of a body around the first hit, and the ranges of hits in the line."""
    text = body.text
    at = max(0, finder.first(body))
    start = max(0, at - BEFORE)
    if start:
        start = text.find(" ", start, at) + 1 or at
    end = start + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), at + BEFORE)
    line = ("…" if start else "") + " ".join(text[start:end].split()) + ("…" if end < len(text) else "")
    return line, finder.ranges(line)
