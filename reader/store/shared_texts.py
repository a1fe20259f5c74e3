"""Store the text shared by several entries once; the view ``bodies`` shows the text of each.

Two feeds of a newsroom carry the same article, and some feeds give a story twice under different addresses.
The text of an entry is its content, or its summary where it has no content. Of the rows with one
``contents.text_key``, one has the text, the others have none. When this row is deleted or changed, a trigger
copies the text to the next.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.store.row_factories import chunks, marks, rows_of

SHARED = 500
"""Least characters of a text to share: a key takes 20 bytes."""
_STEP = 2000
"""Entries looked at between two reports of a migration."""
WIDOWED = """
text_key IS NOT NULL AND iif(text_key < 0, summary, content) = '' AND NOT EXISTS (
    SELECT 1 FROM contents o
    WHERE o.text_key = contents.text_key AND iif(o.text_key < 0, o.summary, o.content) <> ''
)
"""
"""SQL condition: a row of ``contents`` that shares the text of a row that is lost."""


class StoredText(NamedTuple):
    """The columns of ``contents`` that hold or name the text of an entry."""

    summary: str
    content: str
    text_key: int | None
    """See ``text_key``; None also for a text that was never looked for among others."""

    @property
    def text(self) -> str:
        """The text of the entry."""
        return self.content or self.summary

    @property
    def without(self) -> StoredText:
        """The same body without its text, for an entry that shares another entry's text."""
        return self._replace(content="") if self.content else self._replace(summary="")


def text_key(summary: str, content: str) -> int | None:
    """Return length and CRC-32 of a long text, negated for a summary; None for a short text."""
    text = content or summary
    if len(text) < SHARED:
        return None
    key = _key(text.encode("utf-8", "surrogatepass"))
    return key if content else -key


def _key(text: bytes) -> int:
    return len(text) << 32 | zlib.crc32(text)


def share_texts(
    connection: sqlite3.Connection, bodies: Sequence[StoredText], entry: int = 0
) -> Sequence[StoredText]:
    """Return bodies as stored: without the texts that another entry has.

    Args:
        connection: in the transaction that stores the bodies.
        bodies: with whole texts.
        entry: the entry to be replaced; 0 for new entries.
    """
    counts = Counter(body.text_key for body in bodies if body.text_key is not None)
    known: dict[int, str] = {}
    for some in chunks(counts):
        rows = rows_of(
            connection,
            "SELECT entry, text_key, iif(text_key < 0, summary, content) FROM contents "
            f"WHERE text_key IN ({marks(some)}) AND iif(text_key < 0, summary, content) <> ''",
            some,
        )
        # A text of the entry itself counts, too, should the new one only share its key: others may have it.
        known |= {key: text for holder, key, text in rows if holder != entry or text != bodies[0].text}
    if not known and max(counts.values(), default=1) == 1:  # nearly always
        return bodies
    return [_share(body, known) for body in bodies]


def _share(body: StoredText, known: dict[int, str]) -> StoredText:
    """Return a body without its text if known; otherwise add the text to ``known``."""
    if body.text_key is None:
        return body
    if body.text_key not in known:
        known[body.text_key] = body.text
        return body
    # A different text of the same length and CRC is stored separately.
    return body.without if known[body.text_key] == body.text else body._replace(text_key=None)


def share_stored_texts(connection: sqlite3.Connection, report: Callable[[float], None]) -> None:
    """Store the shared texts of an older library once.

    Other texts get no key, because that would rewrite all rows of a large library.

    Args:
        connection: in the transaction of the migration.
        report: called with the share of entries done, 0 to 1.
    """
    (last,) = connection.execute("SELECT coalesce(max(entry), 0) FROM contents").fetchone()
    connection.execute("CREATE TEMP TABLE keys (key INTEGER, entry INTEGER)")
    for first in range(0, last + 1, _STEP):
        # As bytes: a damaged text is none.
        rows = connection.execute(
            "SELECT entry, content <> '', CAST(iif(content = '', summary, content) AS BLOB) FROM contents "
            f"WHERE entry BETWEEN ? AND ? AND length(iif(content = '', summary, content)) >= {SHARED}",
            (first, first + _STEP - 1),
        )
        connection.executemany(
            "INSERT INTO keys VALUES (?, ?)",
            [(_key(text) * (1 if is_content else -1), entry) for entry, is_content, text in rows],
        )
        report(min(1.0, (first + _STEP) / (last + 1)))
    twins = rows_of(
        connection,
        "SELECT key, min(entry) OVER (PARTITION BY key), entry FROM keys WHERE key IN "
        "(SELECT key FROM keys GROUP BY key HAVING count(*) > 1) ORDER BY key, entry",
    )
    connection.execute("DROP TABLE keys")
    for key, first, entry in twins:
        column = "content" if key > 0 else "summary"
        connection.execute(
            f"UPDATE contents SET text_key = :key, {column} = iif(entry = :first, {column}, '') "
            f"WHERE entry = :entry AND {column} = (SELECT {column} FROM contents WHERE entry = :first)",
            {"key": key, "first": first, "entry": entry},
        )
