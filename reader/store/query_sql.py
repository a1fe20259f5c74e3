"""Convert a parsed query to SQL conditions and FTS5 expressions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from reader.store.clitics import CAP
from reader.store.highlight import Pattern, Phrase, pattern
from reader.store.query_parser import And, Dated, Field, Node, Not, Or, Term, asks_for_hidden, parse_query
from reader.store.row_factories import marks, rows_of, stamp
from reader.text.normalize import fold, words

Condition = tuple[str, list[object]]
"""SQL on entries ``e``, and its values."""
NOTHING: Condition = ("0", [])
IN_INDEX = "e.doc IN (SELECT rowid FROM search WHERE search MATCH ?)"
_COMMON = 2000
"""Entries from which on a word is too common to have them all looked up and sorted."""
_STATES = {
    "saved": "e.id IN (SELECT entry FROM bookmarks)",
    "archived": "e.id IN (SELECT entry FROM bookmarks WHERE archived)",
    "unread": "e.read = 0",
    "read": "e.read = 1",
    "offline": "e.offline = 1",
    "breaking": "e.breaking = 1",
    "hidden": "e.hidden <> ''",
    "highlighted": "e.highlight <> ''",
}
VISIBLE = "e.hidden = ''"
"""Condition: no rule hides the entry."""
LANGUAGES = {
    "عربي": "ar", "عربيه": "ar", "العربيه": "ar", "arabic": "ar",
    "كردي": "ckb", "كرديه": "ckb", "الكرديه": "ckb", "كوردي": "ckb", "kurdish": "ckb",
    "انجليزي": "en", "انجليزيه": "en", "الانجليزيه": "en", "english": "en",
    "فارسي": "fa", "فارسيه": "fa", "الفارسيه": "fa", "persian": "fa",
    "تركي": "tr", "تركيه": "tr", "التركيه": "tr", "turkish": "tr",
}  # fmt: skip
"""Folded names of languages, and their codes."""


@dataclass(slots=True)
class Plan:
    """The plan of a query: its hits satisfy ``text`` and all ``conditions``."""

    text: Node | None = None
    """The part that is words only and finds by itself."""
    without: list[Node] = field(default_factory=list)
    """Nodes of words only that must not match."""
    conditions: list[Condition] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)
    """Patterns of the terms not negated, in order."""


class Matcher:
    """Planner of queries, with the words, sources, categories and tags of the library."""

    def __init__(self, connection: sqlite3.Connection, first_doc: int = 0) -> None:
        """Create a planner; words are looked up in index rows from ``first_doc`` on."""
        self._connection = connection
        self._first_doc = first_doc
        self._counts: dict[str, int] = {}
        self._patterns: dict[Term, Pattern] = {}

    def count(self, word: str) -> int:
        """Return how many entries have a folded word, counted up to ``CAP``."""
        if word not in self._counts:
            row = self._connection.execute(
                "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (f'"{word}"', CAP)
            ).fetchone()
            self._counts[word] = row[0]
        return self._counts[word]

    def plan(self, query: str, *, hidden: bool = False) -> Plan | None:
        """Return the plan of a query; None for a query without terms.

        Args:
            query: in the syntax of the search.
            hidden: find hidden entries, too, whether or not the query asks for them.
        """
        root = parse_query(query)
        if root is None:
            return None
        plan = Plan()
        if not hidden and not asks_for_hidden(root) and self._hides_any():
            plan.conditions.append((VISIBLE, []))
        texts = []
        for part in root.parts if isinstance(root, And) else (root,):
            if is_text(part):
                texts.append(part)
            elif isinstance(part, Not) and is_text(part.part):
                plan.without.append(part.part)
            else:
                plan.conditions.append(self._condition(part))
        plan.text = And(tuple(texts)) if texts else None
        plan.patterns = [self._pattern(term) for term in _wanted(root)]
        return plan

    def _hides_any(self) -> bool:
        return bool(rows_of(self._connection, "SELECT 1 FROM entries WHERE hidden <> '' LIMIT 1"))

    def match(self, node: Node, phrases: Callable[[Pattern], Sequence[Phrase]]) -> str:
        """Return the FTS5 expression of a node that is words only."""
        if isinstance(node, Term):
            found = self._pattern(node)
            return found.match(phrases(found))
        assert isinstance(node, And | Or), node
        word = f" {type(node).__name__.upper()} "
        return f"({word.join(self.match(part, phrases) for part in node.parts)})"

    def text_match(self, plan: Plan, phrases: Callable[[Pattern], Sequence[Phrase]], column: str = "") -> str:
        """Return the FTS5 expression of a plan's text and exclusions.

        Args:
            plan: one with text.
            phrases: which of a pattern's phrases are looked for.
            column: where the wanted words must be; anywhere when empty.
        """
        assert plan.text is not None
        match = self.match(plan.text, phrases)
        if column:
            match = f"{{{column}}} : {match}"
        for node in plan.without:
            match = f"({match}) NOT {self.match(node, all_forms)}"
        return match

    def condition(self, plan: Plan) -> Condition:
        """Return a plan as one condition on entries ``e``."""
        conditions = list(plan.conditions)
        if plan.text is not None:
            conditions.append(self._in_index(self.text_match(plan, all_forms)))
        else:
            conditions += [_not(self._in_index(self.match(node, all_forms))) for node in plan.without]
        return _joined(conditions, "AND")

    def _pattern(self, term: Term) -> Pattern:
        if term not in self._patterns:
            self._patterns[term] = pattern(term, self.count)
        return self._patterns[term]

    def _condition(self, node: Node) -> Condition:
        if is_text(node):
            return self._in_index(self.match(node, all_forms))
        if isinstance(node, Not):
            return _not(self._condition(node.part))
        if isinstance(node, And | Or):
            return _joined([self._condition(part) for part in node.parts], type(node).__name__.upper())
        if isinstance(node, Dated):
            return _joined(
                [
                    (f"e.time {sign} ?", [stamp(time)])
                    for sign, time in ((">=", node.start), ("<", node.end))
                    if time
                ],
                "AND",
            )
        assert isinstance(node, Field)
        return self._field(node)

    def _in_index(self, match: str) -> Condition:
        """Return the condition that an FTS5 expression finds an entry.

        Of a common word's entries the newest are met soon, newest first; sorting them all takes longer.
        """
        if self._first_doc:
            return "e.doc IN (SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ?)", [
                match,
                self._first_doc,
            ]
        (many,) = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (match, _COMMON)
        ).fetchone()
        return ("+" if many == _COMMON else "") + IN_INDEX, [match]

    def _field(self, node: Field) -> Condition:
        if node.name == "is":
            return _STATES[node.value], []
        if node.name == "source":
            return _among("e.source", self._sources(node.value))
        if node.name == "tag":
            tags = self._folded("SELECT DISTINCT tag FROM tags", node.value)
            return f"e.id IN (SELECT entry FROM tags WHERE tag IN ({marks(tags)}))", list(tags)
        if node.name == "author":
            # Called for the rows that meet the other conditions: a list of all authors would read every row.
            self._connection.create_function("khabar_says", 2, lru_cache(4096)(has_name), deterministic=True)
            return "khabar_says(e.author, ?)", [node.value]
        if node.name == "language":
            code = LANGUAGES.get(node.value, node.value)
            return "(lower(e.language) = ? OR substr(lower(e.language), 1, ?) = ?)", [
                code,
                len(code) + 1,
                f"{code}-",
            ]
        # Walks the index from category to category instead of over all entries.
        categories = self._folded(
            "WITH RECURSIVE c(name) AS (SELECT min(category) FROM entries UNION ALL SELECT (SELECT "
            "min(category) "
            "FROM entries WHERE category > c.name) FROM c WHERE c.name IS NOT NULL) "
            "SELECT name FROM c WHERE name IS NOT NULL",
            node.value,
        )
        return _among("e.category", categories)

    def _folded(self, sql: str, value: str) -> list[str]:
        return [name for (name,) in rows_of(self._connection, sql) if has_name(name, value)]

    def _sources(self, value: str) -> list[str]:
        rows = rows_of(self._connection, "SELECT id, name FROM sources")
        return [id for id, name in rows if fold(id) == value or has_name(name, value)]


def has_name(name: str, value: str) -> bool:
    """Return whether a name contains the words of a folded value as a phrase."""
    return f" {' '.join(words(value))} " in f" {' '.join(words(name))} "


def all_forms(found: Pattern) -> Sequence[Phrase]:
    """Return the phrases of all forms of a pattern."""
    return found.forms


def as_asked(found: Pattern) -> Sequence[Phrase]:
    """Return the phrases of a pattern exactly as asked for."""
    return found.exact


def is_text(node: Node) -> bool:
    """Return whether a node consists of terms only, without negation."""
    return isinstance(node, Term) or (isinstance(node, And | Or) and all(map(is_text, node.parts)))


def matching(connection: sqlite3.Connection, query: str) -> Condition:
    """Return the condition on entries ``e`` a query means in this library, hidden or not."""
    matcher = Matcher(connection)
    plan = matcher.plan(query, hidden=True)
    return matcher.condition(plan) if plan else NOTHING


def _wanted(node: Node) -> list[Term]:
    if isinstance(node, Term):
        return [node]
    return [term for part in node.parts for term in _wanted(part)] if isinstance(node, And | Or) else []


def _among(column: str, values: Sequence[str]) -> Condition:
    return f"{column} IN ({marks(values)})", list(values)


def _not(condition: Condition) -> Condition:
    return f"coalesce(NOT ({condition[0]}), 1)", condition[1]


def _joined(conditions: Sequence[Condition], word: str) -> Condition:
    return f"({f' {word} '.join(sql for sql, _ in conditions)})", [
        v for _, values in conditions for v in values
    ]
