"""Parse the search syntax; pure.

    query  := either+                            all of them; ``AND`` is allowed between
    either := one ('OR' one)*                    also ``|`` and «أو»; binds closer, as in a web search
    one    := ('NOT' | '-') one | '(' query ')' | field ':' value | term
    term   := word | word '*' | '"' words '"'    also «words» and “words”

Fields: ``source:`` (مصدر) an id or a part of the name, ``category:`` (قسم، تصنيف) a part of it,
``title:`` (عنوان), ``author:`` (كاتب) a part of the name, ``language:`` (لغة) a code, ``tag:`` (وسم),
``after:`` (بعد، منذ) from that day on, ``before:`` (قبل) up to the day before, ``is:`` (حالة) saved (محفوظ),
archived (مؤرشف), unread (جديد، غير_مقروء), read (مقروء), offline (متاح), breaking (عاجل), hidden (مخفي),
highlighted (مميز). Days are ``2026``, ``2026-11``, ``2026-11-24``, ``24-11-2026``, ``today`` (اليوم),
``yesterday`` (أمس), or an age: ``36h``, ``7d``, ``2w``, ``3m``, ``1y``; any digits.

Text that is not syntax is words: a lone quote, an unknown field, an invalid date. There are no errors;
``find_slips`` returns probable mistakes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reader.text.normalize import fold, words

MAX_TERMS = 48
"""Most terms and fields of a query; further ones (of a pasted page) are ignored."""
MAX_DEPTH = 24
"""Parentheses and negations within each other."""


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase of folded words, mostly one word."""

    words: tuple[str, ...]
    prefix: bool = False
    """The last word may go on."""
    title: bool = False
    """Only in headlines."""
    quoted: bool = False
    """The reader asked for exactly these words."""
    raw: str = ""
    """As written, with the seat of a hamza."""


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on the entry: ``name`` is source, category, author, language, tag or is.

    ``value`` is folded.
    """

    name: str
    value: str
    raw: str = field(default="", compare=False)
    """As written."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A condition on the entry's time: from ``start`` on, and before ``end``."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """Negation of a node."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """Conjunction of nodes."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Disjunction of nodes."""

    parts: tuple[Node, ...]


Node = Term | Field | Dated | Not | And | Or


@dataclass(frozen=True, slots=True)
class Slip:
    """Text in the form of a field, searched as words because the value is missing or invalid."""

    field: str
    """As written."""
    value: str
    name: str
    """Name of the field; empty for an unknown field."""


_FIELDS = {
    "source": "source", "src": "source", "مصدر": "source", "المصدر": "source",
    "category": "category", "قسم": "category", "القسم": "category", "تصنيف": "category",
    "التصنيف": "category",
    "title": "title", "عنوان": "title", "العنوان": "title",
    "author": "author", "by": "author", "كاتب": "author", "الكاتب": "author", "بقلم": "author",
    "language": "language", "lang": "language", "لغه": "language", "اللغه": "language",
    "tag": "tag", "وسم": "tag", "الوسم": "tag",
    "after": "after", "since": "after", "بعد": "after", "منذ": "after",
    "before": "before", "until": "before", "قبل": "before",
    "is": "is", "حاله": "is", "الحاله": "is",
}  # fmt: skip
_STATES = {
    "saved": "saved", "bookmarked": "saved", "محفوظ": "saved", "محفوظه": "saved",
    "archived": "archived", "مورشف": "archived",
    "unread": "unread", "new": "unread", "جديد": "unread", "غير_مقروء": "unread", "غير-مقروء": "unread",
    "read": "read", "مقروء": "read",
    "offline": "offline", "متاح": "offline",
    "breaking": "breaking", "عاجل": "breaking",
    "hidden": "hidden", "مخفي": "hidden", "مخفيه": "hidden",
    "highlighted": "highlighted", "مميز": "highlighted", "مميزه": "highlighted",
}  # fmt: skip
_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“"}
_DAY = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})")
_AGE = re.compile(r"(\d{1,4})([hdwmy])")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}
_TOKEN = re.compile(
    r"""\s*(?: (?P<open>\() | (?P<close>\)) | (?P<minus>-(?=[^\s\-)])) | (?P<bar>\|+)
      | (?P<field>[^\s:()"«“„]{1,20}):(?=\S)
      | (?P<quote>["«“„])
      | (?P<word>[^\s()"«“„|]+) | (?P<rest>\S) )""",
    re.VERBOSE,
)


def parse_query(text: str, now: datetime | None = None) -> Node | None:
    """Parse a query into a tree; return None for a query without a word.

    Args:
        text: the query as typed.
        now: aware; reference of ``today`` and ages, and the zone of days. The system's time when None.
    """
    return _Parser(text, now or datetime.now().astimezone()).parse()


def find_slips(text: str) -> list[Slip]:
    """Return the parts of a query that look like fields and are searched as words."""
    parser = _Parser(text, datetime.now().astimezone())
    parser.parse()
    return parser.slips


def field_names() -> list[str]:
    """Return every name a field has, folded."""
    return list(_FIELDS)


def state_names() -> list[str]:
    """Return the states ``is:`` takes, each once, in English."""
    return list(dict.fromkeys(_STATES.values()))


def find_state(name: str) -> str:
    """Return the state a folded name stands for; empty for an unknown one."""
    return _STATES.get(name, "")


def all_state_names() -> list[str]:
    """Return every name of a state, folded."""
    return list(_STATES)


class _Parser:
    """Recursive-descent parser that skips unexpected tokens."""

    def __init__(self, text: str, now: datetime) -> None:
        self._text = text
        self._now = now
        self._at = 0
        self._terms = 0
        self.slips: list[Slip] = []

    def parse(self) -> Node | None:
        parts = []
        while self._peek():
            parts.append(self._all(0))
            self._close()
        return _joined(And, parts)

    def _peek(self) -> re.Match[str] | None:
        """Return the next token; None at the end, and after as many terms as are looked for."""
        if self._terms >= MAX_TERMS:
            return None
        return _TOKEN.match(self._text, self._at)

    def _close(self) -> None:
        if (token := self._peek()) and token.lastgroup == "close":
            self._at = token.end()

    def _all(self, depth: int) -> Node | None:
        parts = []
        while (token := self._peek()) and token.lastgroup != "close":
            parts.append(self._either(token, depth))
        return _joined(And, parts)

    def _either(self, token: re.Match[str], depth: int) -> Node | None:
        parts = [self._one(token, depth)]
        while (bar := self._peek()) and _is_or(bar):
            self._at = bar.end()
            if (follows := self._peek()) and follows.lastgroup != "close":
                parts.append(self._one(follows, depth))
        return _joined(Or, parts)

    def _one(self, token: re.Match[str], depth: int) -> Node | None:
        self._at = token.end()
        kind = token.lastgroup
        if kind == "minus" or (kind == "word" and token["word"] == "NOT"):
            follows = self._peek()
            if follows is None or follows.lastgroup == "close" or depth >= MAX_DEPTH:
                return None
            part = self._one(follows, depth + 1)
            return Not(part) if part else None
        if kind == "open" and depth < MAX_DEPTH:
            inside = self._all(depth + 1)
            self._close()
            return inside
        if kind == "quote":
            return self._term(self._quotation(token["quote"]), quoted=True)
        if kind == "field":
            return self._field(token["field"])
        if kind == "word" and token["word"] not in ("AND", "OR"):
            if token["word"].endswith(":") and (name := _FIELDS.get(fold(token["word"][:-1]), "")):
                self.slips.append(Slip(token["word"][:-1], "", name))
            return self._term(token["word"])
        return None

    def _quotation(self, opening: str) -> str:
        end = self._text.find(_QUOTES[opening], self._at)
        quotation = self._text[self._at :] if end < 0 else self._text[self._at : end]
        self._at = len(self._text) if end < 0 else end + 1
        if self._text.startswith("*", self._at):
            self._at += 1
            quotation += "*"
        return quotation

    def _field(self, name: str) -> Node | None:
        start = self._at
        quote = self._text[start] if self._text[start] in _QUOTES else ""
        if quote:
            self._at += 1
            value = self._quotation(quote)
        else:
            value = re.split(r"[\s()]", self._text[start:], maxsplit=1)[0]
            self._at += len(value)
        known = _FIELDS.get(fold(name), "")
        node = self._condition(known, value, quoted=bool(quote))
        if node is None:
            self.slips.append(Slip(name, value, known))
            self._at = start
            return self._term(name)
        self._terms += not isinstance(node, Term)
        return node

    def _condition(self, field: str, value: str, quoted: bool) -> Node | None:
        folded = fold(value).strip()
        if not words(folded):
            return None
        if field in ("after", "before"):
            day = _day(folded, self._now)
            if day is None:
                return None
            return Dated(start=day) if field == "after" else Dated(end=day)
        if field == "is":
            return Field("is", _STATES[folded], value) if folded in _STATES else None
        if field == "title":
            return self._term(value, title=True, quoted=quoted)
        return Field(field, folded, value) if field else None

    def _term(self, text: str, title: bool = False, quoted: bool = False) -> Term | None:
        found = tuple(words(text))
        self._terms += 1
        if not found:
            return None
        prefix = text.rstrip().endswith("*") and len(found[-1]) > 1
        return Term(found[:MAX_TERMS], prefix, title, quoted, text)


def _is_or(token: re.Match[str]) -> bool:
    return token.lastgroup == "bar" or token["word"] in ("OR", "أو")


def _joined(kind: type[And] | type[Or], parts: list[Node | None]) -> Node | None:
    some = tuple(part for part in parts if part is not None)
    if len(some) < 2:
        return some[0] if some else None
    return kind(some)


def _day(text: str, now: datetime) -> datetime | None:
    """Return the beginning of a day in the zone of ``now``, or the time an age ago."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if text in ("today", "اليوم"):
        return today
    if text in ("yesterday", "امس"):
        return today - timedelta(days=1)
    try:
        if day := _DAY.fullmatch(text) or _DAY_FIRST.fullmatch(text):
            return today.replace(year=int(day["y"]), month=int(day["m"] or 1), day=int(day["d"] or 1))
        if age := _AGE.fullmatch(text):
            return now - timedelta(hours=int(age[1]) * _HOURS[age[2]])
    except (ValueError, OverflowError):
        return None
    return None


def asks_for_hidden(node: Node) -> bool:
    """Return whether a query names the state ``is:hidden``: only then are hidden entries found."""
    if isinstance(node, And | Or):
        return any(map(asks_for_hidden, node.parts))
    if isinstance(node, Not):
        return asks_for_hidden(node.part)
    return node == Field("is", "hidden")


def fields(node: Node | None) -> list[Field]:
    """Return the conditions on fields of a query, in their order, negated ones too."""
    if isinstance(node, Field):
        return [node]
    if isinstance(node, Not):
        return fields(node.part)
    if isinstance(node, And | Or):
        return [field for part in node.parts for field in fields(part)]
    return []


def terms(node: Node | None) -> list[Term]:
    """Return the terms a query wants to find, in their order; negated ones are not among them."""
    if isinstance(node, Term):
        return [node]
    if isinstance(node, And | Or):
        return [term for part in node.parts for term in terms(part)]
    return []
