"""Convert a source's entries to rows, without the library; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from reader.model import Entry, Source
from reader.store.link_key import digest, parse_address
from reader.store.row_factories import stamp
from reader.store.serialization import content_row
from reader.store.shared_texts import StoredText, text_key
from reader.store.text_comparison import FLAGS
from reader.text.normalize import fold, spaced_each

PARSER = 1
"""Raised when the parser gives other text for the same feed: then no difference is a correction."""
_DAY = 86_400_000_000
"""Microseconds of a day."""
_BREAKING = frozenset({"عاجل", "فوري", "بهپهله", "breaking"})


class EntryRow(NamedTuple):
    """An entry as columns of ``entries``, then of ``contents``, then its link key for matching."""

    guid: str
    given: str | None
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
    page_key: int | None
    title_key: int | None
    hash: int
    summary: str
    content: str
    categories: str
    authors: str
    enclosures: str
    text_key: int | None
    link: str

    @property
    def text(self) -> str:
        """The body: markup, or the summary without one."""
        return self.content or self.summary

    @property
    def body(self) -> StoredText:
        """The columns its text is stored in."""
        return StoredText(self.summary, self.content, self.text_key)


COLUMNS = EntryRow._fields[: EntryRow._fields.index("summary")]
"""Those of ``entries``."""
LISTED = len(COLUMNS)


def prepare(source: Source, entries: Sequence[Entry], now: datetime) -> list[EntryRow]:
    """Return the rows of a document's distinct entries, oldest first.

    Rows of equal time are in reverse order of the document. Ids are given in this order, so that lists,
    newest first, show equal times in the document's order.
    """
    seen = stamp(now)
    assert seen is not None
    headings = [heading.split() for heading in spaced_each(e.title for e in entries)]
    before: Counter[int] = Counter()
    addresses = [parse_address(entry.url) for entry in entries]
    links = [address.link if address else "" for address in addresses]
    shared = {link for link, count in Counter(links).items() if count > 1}
    rows = []
    stamps = [stamp(entry.published) for entry in entries]
    times = _sort_times(entries, stamps, seen)
    for entry, address, link, heading, published, time in zip(
        entries, addresses, links, headings, stamps, times, strict=True
    ):
        before[time] += 1
        contents = content_row(entry)
        first = (
            entry.id, entry.guid.strip() or None, entry.title, entry.url, published, stamp(entry.updated),
        )  # fmt: skip
        second = (
            entry.categories[0] if entry.categories else "", "، ".join(entry.authors),
            entry.language or source.language, entry.image, _is_breaking(entry, heading),
        )  # fmt: skip
        rows.append(
            EntryRow._make(
                (
                    *first,
                    time - before[time] + 1,  # microseconds: the order of the document among equal times
                    *second,
                    # A feed that gives all its entries one address names no pages.
                    None if link in shared or address is None else digest(address.page),
                    title_key(source.id, heading),
                    digest("\x1f".join(map(str, (*first, *second, *contents)))),
                    *contents,
                    text_key(entry.summary, entry.content),
                    link,
                )
            )
        )
    rows.reverse()
    rows.sort(key=lambda row: row.time)
    return _distinct(rows)


def _distinct(rows: Sequence[EntryRow]) -> list[EntryRow]:
    """Return rows, those equal in guid, link, title, time, text and file only once."""
    return list(
        {
            (row.given, row.url, row.title, row.published, row.summary, row.content, row.enclosures): row
            for row in rows
        }.values()
    )


def _sort_times(entries: Sequence[Entry], stamps: Sequence[int | None], seen: int) -> list[int]:
    """Return the sort time of each entry of a document.

    An entry without a time keeps its place in the document: below the one before it. One with a day and no
    time of day does so among those of its day. A future date would keep an entry at the top of the list.
    """
    times: list[int] = []
    above = seen
    for entry, published in zip(entries, stamps, strict=True):
        if published is not None and not (published <= above < published + _DAY and _is_day(entry.published)):
            above = min(published, seen)
        times.append(above)
    # A day without a time of day at the top sorts above the first time of that day.
    for n in range(len(times) - 2, -1, -1):
        if times[n] < times[n + 1] < times[n] + _DAY and _is_day(entries[n].published):
            times[n] = times[n + 1]
    return times


def _is_day(moment: datetime | None) -> bool:
    """Return whether a time is midnight, as days without a time of day are."""
    return moment is not None and not (moment.hour or moment.minute or moment.second)


def alias(kind: str, source: str, value: str) -> int | None:
    """Return the key of a guid or link in ``aliases``; None for an empty one."""
    return digest(f"{kind}\x1f{source}\x1f{value}") if value else None


def title_key(source: str, heading: Iterable[str]) -> int | None:
    """Return a digest of a source and a title without numbers and flags; None for no words.

    Entries with similar titles are looked up by this key.
    """
    words = [word for word in heading if not word.isdecimal() and word not in FLAGS]
    return digest(f"{source}\x1f{' '.join(words)}") if words else None


def _is_breaking(entry: Entry, heading: Sequence[str]) -> bool:
    """Return whether «عاجل» begins the headline of an entry or is its first category."""
    head = heading[1:2] if heading[:1] == ["خبر"] else heading[:1]
    return not _BREAKING.isdisjoint(head) or not _BREAKING.isdisjoint(map(_folded, entry.categories[:1]))


@lru_cache(maxsize=256)
def _folded(category: str) -> str:
    return fold(category)
