"""Build headlines from rows; helpers of SQL statements."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from sys import intern
from typing import TYPE_CHECKING, Any

from reader.model import Headline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    Result = TypeVar("Result")
    Value = TypeVar("Value")

Row = tuple[Any, ...]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_YEAR, _LAST_YEAR = 2, 9998
"""Years of times that every zone can show: others are no times."""
_FIRST, _LAST = (
    (datetime(year, 1, 1, tzinfo=UTC) - EPOCH) // _MICROSECOND for year in (_FIRST_YEAR, _LAST_YEAR + 1)
)

LATEST_STAMP = _LAST - 1
"""In SQL a bound that leaves out texts, too: any text is greater than any number."""


def stamp(time: datetime | None) -> int | None:
    """Return microseconds since the epoch of a time (naive: UTC); None when out of range."""
    if time is None or not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        return None
    return ((time if time.tzinfo else time.replace(tzinfo=UTC)) - EPOCH) // _MICROSECOND


def moment(microseconds: object) -> datetime | None:
    """Return the aware UTC time of a stamp; None when out of range, as in a damaged row."""
    if not isinstance(microseconds, int) or not _FIRST <= microseconds < _LAST:
        return None
    return EPOCH + timedelta(microseconds=microseconds)


def time_order(row: tuple[object, int]) -> tuple[int, int]:
    """Return the sort key of a stamp and an id; a damaged stamp (no int) is the oldest."""
    time, id = row
    return (time if isinstance(time, int) else 0), id


def iso_time(text: object) -> datetime | None:
    """Return the time of an ISO 8601 text, in its own zone if any; None for anything else."""
    try:
        time = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return time if time is not None and _FIRST_YEAR <= time.year <= _LAST_YEAR else None


def chunks(values: Iterable[Value], size: int = 5000) -> Iterator[list[Value]]:
    """Split values into lists of ``size``; the default fits the limit of SQL placeholders."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def marks(values: Sequence[object]) -> str:
    """Return the placeholders of an SQL list of ``values``: ``?,?,?``."""
    return ",".join("?" * len(values))


# Headlines --------------------------------------------------------------------------------------------------

HEADLINE = """
SELECT e.id, CAST(e.source AS TEXT), CAST(s.name AS TEXT), CAST(e.title AS TEXT), CAST(e.url AS TEXT),
       e.published, e.fetched, CAST(e.category AS TEXT), CAST(e.language AS TEXT), CAST(e.author AS TEXT),
       CAST(e.image AS TEXT), e.read, EXISTS (SELECT 1 FROM bookmarks b WHERE b.entry = e.id), e.offline,
       e.breaking, e.corrected IS NOT NULL, e.story, e.stale, CAST(e.highlight AS TEXT),
       e.kept,
       CASE WHEN EXISTS (SELECT 1 FROM entries t WHERE t.story = e.story AND t.id <> e.id) THEN (
           SELECT count(DISTINCT t.source) || ' ' || count(*)
           FROM entries t JOIN sources ts ON ts.id = t.source
           WHERE t.story = e.story AND ts.followed AND NOT t.folded AND t.hidden = ''
           AND NOT EXISTS (SELECT 1 FROM entries u WHERE u.page_key = t.page_key AND u.id < t.id)
       ) END,
       e.time, coalesce((SELECT percent FROM positions r WHERE r.entry = e.id), 0)
"""
"""Columns of a ``Headline``, from entries ``e`` and sources ``s``; a damaged row may hold bytes.

The last but two has newsrooms and reports of the story, null of an entry that alone reports its event.
"""


def headline(row: Row) -> Headline:
    """Build a headline from the columns ``HEADLINE``."""
    (id, source, name, title, url, published, fetched, category, language, author, image, *flags) = row[:16]
    read, saved, offline, breaking, corrected = map(bool, flags)
    newsrooms, reports = map(int, row[20].split()) if row[20] else (1, 1)
    # Values that thousands of rows share are in memory once.
    return Headline(
        id, intern(source), intern(name), title, url, moment(published), moment(fetched), intern(category),
        intern(language), author, image,
        read, saved, offline, breaking, corrected, row[16], bool(row[17]),
        intern(row[18]), bool(row[19]), max(1, newsrooms), max(1, reports), row[21], row[22],
    )  # fmt: skip


def rows_of(
    connection: sqlite3.Connection, sql: str, values: Sequence[object] | Mapping[str, object] = ()
) -> list[Row]:
    """Run a query and return all its rows; bytes of a text that are no UTF-8 become U+FFFD."""
    return _tolerantly(connection, lambda: connection.execute(sql, values).fetchall())


def headlines_of(
    connection: sqlite3.Connection, sql: str, values: Sequence[object] | Mapping[str, object] = ()
) -> list[Headline]:
    """Run a query for the columns ``HEADLINE``; return the headlines.

    Each row is converted at once: holding all rows takes twice the memory.
    """
    return _tolerantly(connection, lambda: [headline(row) for row in connection.execute(sql, values)])


def _tolerantly(connection: sqlite3.Connection, read: Callable[[], list[Result]]) -> list[Result]:
    try:
        return read()
    except sqlite3.OperationalError as error:
        if not is_bad_text(error):
            raise
    # Only for damaged rows: decoding by a function takes twice as long as SQLite's own.
    connection.text_factory = _decode
    try:
        return read()
    finally:
        connection.text_factory = str


def row_of(
    connection: sqlite3.Connection, sql: str, values: Sequence[object] | Mapping[str, object] = ()
) -> Row | None:
    """Run a query and return its first row; None without one."""
    rows = rows_of(connection, sql, values)
    return rows[0] if rows else None


def is_bad_text(error: sqlite3.Error) -> bool:
    """Return whether an error is about text that is not UTF-8."""
    return str(error).startswith("Could not decode to UTF-8")


_decode = partial(str, encoding="utf-8", errors="replace")
