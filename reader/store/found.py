"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from reader.model import Headline

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A headline found, and where: ranges are (start, end) in the text beside them."""

    headline: Headline
    title_hits: list[Range]
    snippet: str
    """One line of the body around the first hit; its beginning when only the headline has one."""
    snippet_hits: list[Range]


def hits(text: str, query: str) -> list[Range]:
    """Return where a query finds something in ``text``: ranges of original indexes, harakat included.

    No library is asked: every form of a word counts that is not known to be another word.
    """
    from reader.store.highlight import Finder, pattern
    from reader.store.query_parser import parse_query, terms

    return Finder([pattern(term, None) for term in terms(parse_query(query))]).ranges(text)
