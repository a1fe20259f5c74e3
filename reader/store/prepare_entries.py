"""Entries made ready for the library, in a thread or process that need not have one: pure.

What is equal for the same page, story or headline is worked out here (``identity.py``), and what of an entry
stands in which column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from reader.model import Entry, Source
from reader.store.dedupe import address, digest, newsroom, title_key
from reader.store.row_factories import stamp
from reader.store.serialization import content_row
from reader.text.normalize import fold, spaced_each

_BREAKING = frozenset({"عاجل", "فوري", "بهپهله", "breaking"})


class Arriving(NamedTuple):
    """An entry made ready for the library: columns of ``entries`` in their order, then of ``contents``."""

    guid: str
    title: str
    url: str
    published: int | None
    updated: int | None
    time: int
    category: str
    author: str
    language: str
    image: str
    breaking: bool
    page: int | None
    story: int | None
    heading: int | None
    summary: str
    content: str
    categories: str
    authors: str
    enclosures: str


LISTED = Arriving._fields.index("summary")
"""How many of the fields are columns of ``entries``."""


def prepare(source: Source, entries: Sequence[Entry], now: datetime) -> list[Arriving]:
    """Make entries ready for ``take_in``, oldest first: all the work that needs no library."""
    seen = stamp(now)
    assert seen is not None
    room = newsroom(source)
    headings = [heading.split() for heading in spaced_each(e.title for e in entries)]
    addresses = [address(e.url) for e in entries]
    pages = [digest(a.page) if a else None for a in addresses]
    # A feed that gives all its entries one address names no pages.
    shared = {page for page, count in Counter(pages).items() if count > 1}
    arriving = [
        Arriving(
            e.id, e.title, e.url, published := stamp(e.published), stamp(e.updated),
            # A date in the future would pin it to the top of the list.
            seen if published is None else min(published, seen),
            e.categories[0] if e.categories else "", "، ".join(e.authors),
            e.language or source.language, e.image, _is_breaking(e, heading),
            None if page in shared else page,
            None if page in shared or a is None else digest(a.story),
            title_key(room, heading), *content_row(e),
        )
        for e, a, page, heading in zip(entries, addresses, pages, headings, strict=True)
    ]  # fmt: skip
    return sorted(arriving, key=lambda a: a.time)


def _is_breaking(entry: Entry, heading: Sequence[str]) -> bool:
    """Tell whether the newsroom marked an entry «عاجل»: as the headline's beginning or as its category."""
    head = heading[1:2] if heading[:1] == ["خبر"] else heading[:1]
    return not _BREAKING.isdisjoint(head) or not _BREAKING.isdisjoint(map(_folded, entry.categories[:1]))


@lru_cache(maxsize=256)
def _folded(category: str) -> str:
    return fold(category)
