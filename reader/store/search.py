"""Search: the best first, found and ranked within a bounded number of candidates.

1. *Candidates*: the newest ``POOL`` entries that have the words in the headline; that have them as asked for; that
   have them side by side; that have them in any form. Each is one walk of the index from its newest row, so the
   commonest word costs no more than a rare one.
2. *Ranking*: headline before body; as asked for before another form; side by side before scattered; rare words
   before common ones; often before once (for the best ``READ`` candidates, whose bodies are read); new before old.
3. Beyond the candidates, what is left follows newest first.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.model import Headline
from reader.store.clitics import CAP
from reader.store.database import Database
from reader.store.entries import Entries
from reader.store.folding import ZWNJ, fold, words
from reader.store.index import BODY, Index, body
from reader.store.matching import Matcher, Plan, all_forms, as_asked
from reader.store.patterns import Pattern, Range, find, first, pattern
from reader.store.query import parse_query, terms
from reader.store.rows import marks, rows_of

POOL = 100
"""Entries each kind of candidates contributes."""
READ = 60
"""Candidates whose bodies are read for ranking."""
BEFORE, LENGTH = 50, 180
"""Characters of a snippet: before the first hit, and in all."""
_CATCH_UP = 0.05
"""Seconds a search gives the index to catch up."""
_MONTH = 30 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A headline found, and where: ranges are (start, end) in the text beside them."""

    headline: Headline
    title_hits: list[Range]
    snippet: str
    """One line of the body around the first hit; its beginning when only the headline has one."""
    snippet_hits: list[Range]


@dataclass(slots=True)
class _Candidate:
    id: int
    doc: int
    title: str
    time: int
    kinds: set[str] = field(default_factory=set)
    score: float = 0.0


class Search:
    """Queries on the index."""

    def __init__(self, database: Database, index: Index) -> None:
        self._database = database
        self._index = index

    def search(self, query: str, limit: int, offset: int) -> list[Hit]:
        """Return hits, best first."""
        if not self._database.frozen and self._index.behind():
            self._index.index_pending(_CATCH_UP)
        with self._database.reading() as connection:
            matcher = Matcher(connection)
            plan = matcher.plan(query)
            if plan is None:
                return []
            if plan.text is None:
                sql, values = matcher.condition(plan)
                rows = rows_of(
                    connection,
                    f"SELECT e.id FROM entries e WHERE {sql} ORDER BY e.time DESC, e.id DESC LIMIT ? OFFSET ?",
                    [*values, limit, offset],
                )
                ids = [id for (id,) in rows]
            else:
                ids = _Ranking(connection, matcher, plan).page(limit, offset)
            bodies = _bodies(connection, ids)
        return [
            Hit(headline, find(headline.title, plan.patterns), *_snippet(bodies[headline.id], plan.patterns))
            for headline in Entries(self._database).by_ids(ids)
            if headline.id in bodies
        ]


def hits(text: str, query: str) -> list[Range]:
    """Return where a query finds something in ``text``: ranges of original indexes, harakat included.

    No library is asked: every form of a word counts that is not known to be another word.
    """
    return find(text, [pattern(term, lambda _: 1) for term in terms(parse_query(query))])


class _Ranking:
    """The candidates of one query, and their order."""

    def __init__(self, connection: sqlite3.Connection, matcher: Matcher, plan: Plan) -> None:
        self._connection = connection
        self._matcher = matcher
        self._plan = plan
        self._candidates: dict[int, _Candidate] = {}
        self._weights = [_rarity(p, matcher) for p in plan.patterns]

    def page(self, limit: int, offset: int) -> list[int]:
        """Return the ids from ``offset`` on."""
        any_form = self._matcher.text_match(self._plan, all_forms)
        self._collect("found", any_form)
        if len(self._candidates) == POOL:
            self._collect("title", self._matcher.text_match(self._plan, all_forms, "title"))
        self._collect("asked", self._matcher.text_match(self._plan, as_asked))
        if side_by_side := self._side_by_side():
            self._collect("near", side_by_side)
        ranked = self._ranked()
        ids = [c.id for c in ranked[offset : offset + limit]]
        if len(ids) < limit and len(self._candidates) >= POOL:
            ids += self._others(
                any_form, [c.doc for c in ranked], limit - len(ids), max(0, offset - len(ranked))
            )
        return ids

    def _collect(self, kind: str, match: str) -> None:
        for id, doc, title, time in self._newest(match, POOL, 0):
            self._candidates.setdefault(id, _Candidate(id, doc, title, time)).kinds.add(kind)

    def _newest(self, match: str, limit: int, offset: int) -> list[tuple[int, int, str, int]]:
        if not self._plan.conditions:
            return rows_of(
                self._connection,
                "SELECT e.id, e.doc, e.title, e.time FROM search CROSS JOIN entries e ON e.doc = search.rowid "
                "WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT ? OFFSET ?",
                [match, limit, offset],
            )
        # A condition may let few of many through: then the index is asked once for all its rows.
        return rows_of(
            self._connection,
            "SELECT e.id, e.doc, e.title, e.time FROM entries e WHERE "
            f"{' AND '.join(sql for sql, _ in self._plan.conditions)} "
            "AND e.doc IN (SELECT rowid FROM search WHERE search MATCH ?) ORDER BY e.doc DESC LIMIT ? OFFSET ?",
            [*(v for _, values in self._plan.conditions for v in values), match, limit, offset],
        )

    def _others(self, match: str, ranked: Sequence[int], limit: int, offset: int) -> list[int]:
        """Return what the candidates leave, newest first."""
        known = set(ranked)
        found: list[int] = []
        for id, doc, _, _ in self._newest(match, offset + limit + len(known), 0):
            if doc not in known:
                found.append(id)
        return found[offset : offset + limit]

    def _side_by_side(self) -> str:
        patterns = self._plan.patterns
        if len(patterns) < 2 or any(p.prefix or p.title for p in patterns):
            return ""
        return '"' + " ".join(word for p in patterns for word in p.exact[0]) + '"'

    def _ranked(self) -> list[_Candidate]:
        newest = max((c.time for c in self._candidates.values()), default=0)
        for candidate in self._candidates.values():
            candidate.score = self._score_title(candidate) + math.exp((candidate.time - newest) / _MONTH)
            candidate.score += 1.5 * ("asked" in candidate.kinds) + 2.0 * ("near" in candidate.kinds)
        ranked = sorted(self._candidates.values(), key=lambda c: (-c.score, -c.time, -c.id))
        best = ranked[:READ]
        bodies = _bodies(self._connection, [c.id for c in best])
        for candidate in best:
            candidate.score += self._score_body(bodies[candidate.id])
        best.sort(key=lambda c: (-c.score, -c.time, -c.id))
        return best + ranked[READ:]

    def _score_title(self, candidate: _Candidate) -> float:
        title = words(fold(candidate.title.replace(ZWNJ, " ")))
        score = 0.0
        for weight, p in zip(self._weights, self._plan.patterns, strict=True):
            if any(p.finds(title, at) for at in range(len(title))):
                asked = any(_has(title, phrase) for phrase in p.exact)
                score += weight * (6.0 if asked else 4.5)
        return score / max(sum(self._weights), 1e-9)

    def _score_body(self, text: str) -> float:
        padded = f" {' '.join(words(fold(text)))} "
        score = 0.0
        for weight, p in zip(self._weights, self._plan.patterns, strict=True):
            often = sum(padded.count(f" {' '.join(phrase)}{'' if p.prefix else ' '}") for phrase in p.forms)
            score += weight * min(2.0, math.log2(1 + often) / 2)
        return score / max(sum(self._weights), 1e-9)


def _has(title: Sequence[str], phrase: Sequence[str]) -> bool:
    return any(tuple(title[at : at + len(phrase)]) == tuple(phrase) for at in range(len(title)))


def _rarity(found: Pattern, matcher: Matcher) -> float:
    """Return a weight from 1, for a word of one entry, to about a fourth for one of ``CAP`` and more."""
    often = min(CAP, sum(matcher.count(" ".join(phrase)) for phrase in found.exact))
    return 1 / (1 + math.log10(1 + often))


def _bodies(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    rows = rows_of(connection, f"{BODY} WHERE e.id IN ({marks(ids)})", ids)
    return {row[0]: body(row) for row in rows}


def _snippet(text: str, patterns: Sequence[Pattern]) -> tuple[str, list[Range]]:
    """Return one line of ``text`` around the first hit, and the hits in it."""
    folded = fold(text.replace(ZWNJ, " "))
    at = first(folded, patterns)
    if at > 0 and len(folded) != len(text):
        # Marks before the hit move it; they are few enough to step over one by one.
        at = _origin(text, at)
    start = max(0, at - BEFORE)
    if start:
        start = text.find(" ", start, at) + 1 or at
    end = start + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), at + 1) if text.rfind(" ", start, end) > at else end
    line = " ".join(text[start:end].split())
    snippet = ("…" if start else "") + line + ("…" if end < len(text) else "")
    return snippet, find(snippet, patterns)


def _origin(text: str, at: int) -> int:
    """Return the index in ``text`` of the character at ``at`` of its folding."""
    from reader.store.folding import fold_map

    return fold_map(text.replace(ZWNJ, " "))[1][at]
