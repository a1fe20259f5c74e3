"""Define the library's tables and migrate older schemas.

Version n of the schema is the result of the first n entries of ``MIGRATIONS``; ``PRAGMA user_version`` is n.
A migration runs in one transaction, after the whole file was copied with SQLite's backup API.
Times are integers: microseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

APPLICATION_ID = 0x6B686162
"""``khab``: tells our files from other programs' SQLite files."""

_FIRST = """
CREATE TABLE meta (                     -- small facts about the library: last refresh, version of the index
    key         TEXT PRIMARY KEY,
    value       TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (                  -- what is followed, was followed, or was saved from by hand
    id          TEXT PRIMARY KEY,       -- Source.id
    name        TEXT NOT NULL,
    place       INTEGER NOT NULL,       -- order in the list of sources
    followed    INTEGER NOT NULL,       -- 0: taken off the list; its saved entries stay readable
    spec        TEXT NOT NULL           -- the whole Source as JSON, defaults left out
) WITHOUT ROWID;

CREATE TABLE fetches (                  -- what the last fetch of a source gave (SourceHealth)
    source      TEXT PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
    last_fetch  INTEGER, last_success INTEGER, error TEXT NOT NULL, due INTEGER,
    etag        TEXT NOT NULL, last_modified TEXT NOT NULL, digest TEXT NOT NULL, moved_to TEXT NOT NULL,
    failures    INTEGER NOT NULL, entries_per_day REAL NOT NULL,
    url         TEXT NOT NULL, wait_until INTEGER,
    arabic      TEXT NOT NULL           -- error in Arabic
) WITHOUT ROWID;

CREATE TABLE fetch_log (                -- the fetches before it, a bounded number for each source
    id          INTEGER PRIMARY KEY,
    source      TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    error       TEXT NOT NULL           -- empty: it went well
);
CREATE INDEX fetch_log_by_source ON fetch_log(source, id);

CREATE TABLE entries (                  -- one row a list needs, nothing it does not
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: people and scripts note it down
    source      TEXT NOT NULL REFERENCES sources,
    guid        TEXT NOT NULL,          -- Entry.id, unique in its source
    url         TEXT NOT NULL,
    title       TEXT NOT NULL,
    published   INTEGER,                -- null: unknown
    updated     INTEGER,
    fetched     INTEGER NOT NULL,       -- when it was first seen
    time        INTEGER NOT NULL,       -- what lists are ordered by: published, but never after fetched
    category    TEXT NOT NULL,          -- the first of its categories
    author      TEXT NOT NULL,
    language    TEXT NOT NULL,
    image       TEXT NOT NULL,
    read        INTEGER NOT NULL DEFAULT 0,
    breaking    INTEGER NOT NULL DEFAULT 0,
    offline     INTEGER NOT NULL DEFAULT 0,  -- its whole article is in articles; lists need not look
    page_key    INTEGER,                -- digest of the url without what tells no pages apart (link_key.py)
    story_key   INTEGER,                -- digest of host, directories and number in the url
    title_key   INTEGER,                -- digest of newsroom and folded title
    doc         INTEGER                 -- its row in the search index; null: still to be indexed
);
CREATE UNIQUE INDEX entries_by_guid ON entries(source, guid);
CREATE INDEX entries_by_time ON entries(time, id);
CREATE INDEX entries_by_source ON entries(source, time, id, read);
CREATE INDEX entries_by_category ON entries(category, time, id);
CREATE INDEX entries_unread ON entries(time, id, source) WHERE read = 0;
CREATE INDEX entries_by_page ON entries(page_key) WHERE page_key IS NOT NULL;
CREATE INDEX entries_by_story ON entries(story_key) WHERE story_key IS NOT NULL;
CREATE INDEX entries_by_title ON entries(title_key) WHERE title_key IS NOT NULL;
CREATE UNIQUE INDEX entries_by_doc ON entries(doc) WHERE doc IS NOT NULL;
CREATE INDEX entries_unindexed ON entries(time) WHERE doc IS NULL;

CREATE TABLE contents (                 -- the rest of an entry, as its feed gave it
    entry       INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
    summary     TEXT NOT NULL,
    content     TEXT NOT NULL,          -- markup
    categories  TEXT NOT NULL,          -- JSON array
    authors     TEXT NOT NULL,          -- JSON array
    enclosures  TEXT NOT NULL           -- JSON array of [url, type, length] or [url, type, length, duration]
);

CREATE TABLE articles (                 -- what an entry's page said, read by the extractor
    entry       INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
    title       TEXT NOT NULL,
    url         TEXT NOT NULL,
    site        TEXT NOT NULL,
    category    TEXT NOT NULL,
    author      TEXT NOT NULL,
    published   TEXT,                   -- ISO 8601, with an offset only if the page gave a zone
    language    TEXT NOT NULL,
    direction   TEXT NOT NULL,
    image       TEXT NOT NULL,
    whole       INTEGER NOT NULL,       -- 0: only what the feed gave
    blocks      TEXT NOT NULL           -- JSON array, see serialization.py
);

CREATE TABLE originals (                -- the page itself, for a better extractor later
    entry       INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
    html        BLOB NOT NULL           -- zlib
);

CREATE TABLE images (                   -- pictures of articles, as they were fetched
    url         TEXT PRIMARY KEY,
    data        BLOB NOT NULL
);

CREATE TABLE pictures (                 -- which articles show which images
    entry       INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    url         TEXT NOT NULL,
    PRIMARY KEY (entry, url)
) WITHOUT ROWID;
CREATE INDEX pictures_by_url ON pictures(url);

CREATE TABLE bookmarks (                -- the shelf
    entry       INTEGER PRIMARY KEY REFERENCES entries,  -- restricts: nothing saved can be deleted
    saved_at    INTEGER NOT NULL,
    note        TEXT NOT NULL DEFAULT '',
    archived    INTEGER NOT NULL DEFAULT 0,
    pending     INTEGER NOT NULL DEFAULT 0   -- 1: the whole article is still to be fetched
);
CREATE INDEX bookmarks_pending ON bookmarks(entry) WHERE pending;

CREATE TABLE tags (                     -- the words a reader put on what is saved
    entry       INTEGER NOT NULL REFERENCES bookmarks ON DELETE CASCADE,
    tag         TEXT NOT NULL,
    place       INTEGER NOT NULL,       -- order in which the reader wrote them
    PRIMARY KEY (entry, tag)
) WITHOUT ROWID;

CREATE TABLE positions (                -- where reading stopped
    entry       INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
    position    INTEGER NOT NULL
);

CREATE TABLE pruned (                   -- entries let go of: a feed that still lists them brings nothing back
    source      TEXT NOT NULL,
    guid        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (source, guid)
) WITHOUT ROWID;
CREATE INDEX pruned_by_time ON pruned(at);

-- The search index. Rows are added and never changed: an entry that changes gets a new row (entries.doc), the
-- old one belongs to nobody until the index is made anew. It is contentless: SQLite 3.40 could not delete.
-- Words arrive folded and separated by blanks, which the ascii tokenizer passes on as they are.
CREATE VIRTUAL TABLE search USING fts5(
    title, body,
    joined,                             -- words written with ZWNJ, each as one; title and body hold the parts
    content='', columnsize=0, tokenize='ascii'
);

INSERT INTO sources VALUES ('saved', 'saved', -1, 0, '{"id": "saved", "name": "saved"}');
"""

_MESSAGES = """
-- Errors as key and arguments (JSON), empty for none, instead of a sentence in two languages.
ALTER TABLE fetches DROP COLUMN arabic;
UPDATE fetches SET error = json_object('key', 'verbatim', 'args', json_object('text', error))
WHERE error <> '';
UPDATE fetch_log SET error = json_object('key', 'verbatim', 'args', json_object('text', error))
WHERE error <> '';
"""

_IDENTITY = """
-- An entry has every guid and link it ever came under, versions, and a place in the last documents.

DROP INDEX entries_by_guid;
DROP INDEX entries_by_story;
DROP INDEX entries_by_title;
ALTER TABLE entries DROP COLUMN story_key;
ALTER TABLE entries ADD COLUMN given TEXT;         -- guid as the feed gave it; null: none, or not kept then
ALTER TABLE entries ADD COLUMN hash INTEGER;       -- of the item it last was; null: stored before schema 3
ALTER TABLE entries ADD COLUMN corrected INTEGER;  -- when a correction was last seen; null: never
ALTER TABLE entries ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;  -- how often title or text changed
ALTER TABLE entries ADD COLUMN read_at INTEGER;    -- when it was last marked read
ALTER TABLE entries ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;   -- 1: a churning feed gave it again
UPDATE entries SET title_key = khabar_title_key(source, title);
CREATE INDEX entries_by_guid ON entries(source, guid);
CREATE INDEX entries_by_hash ON entries(source, hash);
CREATE INDEX entries_by_title ON entries(title_key) WHERE title_key IS NOT NULL;
CREATE INDEX entries_folded ON entries(source, read) WHERE folded;

CREATE TABLE aliases (                  -- former guids and links of entries; all those of pruned ones
    key         INTEGER NOT NULL,       -- digest of kind, source and value
    entry       INTEGER NOT NULL,       -- entries.id or pruned.id
    PRIMARY KEY (key, entry)
) WITHOUT ROWID;

CREATE TABLE weak (                     -- guids and links that several items of one document shared
    source      TEXT NOT NULL,
    kind        TEXT NOT NULL,          -- guid or link
    value       TEXT NOT NULL,
    PRIMARY KEY (source, kind, value)
) WITHOUT ROWID;

CREATE TABLE documents (                -- the last whole documents of a source: what left them may come back
    source      TEXT NOT NULL,
    serial      INTEGER NOT NULL,
    at          INTEGER NOT NULL,       -- when it was asked for
    entries     TEXT NOT NULL,          -- JSON array of ids, pruned ones among them
    PRIMARY KEY (source, serial)
) WITHOUT ROWID;

CREATE TABLE feeds (                    -- how steady the guids of a source are
    source      TEXT PRIMARY KEY,
    updated     INTEGER,                -- the newest date a document gave for itself
    parser      INTEGER NOT NULL,       -- number of the parser its texts came from
    moved       INTEGER NOT NULL,       -- documents in which all guids had changed and links had not
    strangers   INTEGER NOT NULL,       -- documents in a row without a known guid
    repeated    INTEGER NOT NULL        -- 1: over half of the items of its last document shared guids
) WITHOUT ROWID;

CREATE TABLE versions (                 -- what an entry said at other times than now
    id          INTEGER PRIMARY KEY,
    entry       INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    at          INTEGER NOT NULL,       -- when it was replaced; of a later one, when it was seen
    later       INTEGER NOT NULL,       -- 1: newer than what is shown, for that is saved
    page        INTEGER NOT NULL,       -- 1: text of the page, 0: of the feed
    fingerprint INTEGER NOT NULL,       -- of title and text as a reader sees them
    title       TEXT NOT NULL,
    text        TEXT NOT NULL,          -- markup of the feed, or the paragraphs of the page
    read        INTEGER NOT NULL,       -- 1: the reader had read it
    unread      INTEGER NOT NULL        -- 1: what replaced it was marked unread
);
CREATE INDEX versions_by_entry ON versions(entry, id);

DROP INDEX pruned_by_time;
ALTER TABLE pruned RENAME TO pruned_1;
CREATE TABLE pruned (                   -- pruned entries: a feed that still lists them brings nothing back
    id          INTEGER PRIMARY KEY,    -- of the entry; negative: not kept then
    source      TEXT NOT NULL,
    guid        TEXT NOT NULL,
    url         TEXT NOT NULL,
    title       TEXT NOT NULL,
    title_key   INTEGER,
    published   INTEGER,
    at          INTEGER NOT NULL        -- when it was last listed
);
CREATE INDEX pruned_by_time ON pruned(at);
CREATE INDEX pruned_by_title ON pruned(title_key) WHERE title_key IS NOT NULL;
INSERT INTO pruned SELECT -row_number() OVER (), source, guid, '', '', NULL, NULL, at FROM pruned_1;
DROP TABLE pruned_1;

INSERT OR IGNORE INTO aliases SELECT khabar_alias('link', source, khabar_link(guid)), id FROM entries
    WHERE guid <> url AND khabar_link(guid) <> '';
INSERT OR IGNORE INTO aliases SELECT khabar_alias('guid', source, guid), id FROM pruned WHERE guid <> '';
INSERT OR IGNORE INTO aliases SELECT khabar_alias('link', source, khabar_link(guid)), id FROM pruned
    WHERE khabar_link(guid) <> '';
"""

_STORIES = """
ALTER TABLE entries ADD COLUMN story INTEGER;  -- the first entry of the event it reports; null: not grouped
CREATE INDEX entries_in_story ON entries(story) WHERE story IS NOT NULL;
"""

_ACCOUNTS = """
CREATE TABLE remote_feeds (             -- subscriptions of an account; not in the configuration
    account     TEXT NOT NULL,          -- digest of kind, address and user
    feed        TEXT NOT NULL,          -- as the server names it
    source      TEXT NOT NULL,
    url         TEXT NOT NULL,
    folder      TEXT NOT NULL,
    PRIMARY KEY (account, feed)
) WITHOUT ROWID;

CREATE TABLE remote_items (             -- items of an account as the server last said
    account     TEXT NOT NULL,
    item        TEXT NOT NULL,          -- canonical id
    feed        TEXT NOT NULL,
    entry       INTEGER REFERENCES entries ON DELETE SET NULL,  -- null: not downloaded, or pruned
    read        INTEGER NOT NULL,
    starred     INTEGER NOT NULL,
    bookmarked  INTEGER NOT NULL DEFAULT 0,  -- 1: its star put the entry on the shelf
    PRIMARY KEY (account, item)
) WITHOUT ROWID;
CREATE INDEX remote_items_by_entry ON remote_items(entry) WHERE entry IS NOT NULL;

CREATE TABLE outbox (                   -- changes the server has not got; one for each item and field
    account     TEXT NOT NULL,
    item        TEXT NOT NULL,
    field       TEXT NOT NULL,          -- read, starred
    value       INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0,  -- how often it was sent and not shown by the server after it
    PRIMARY KEY (account, item, field)
) WITHOUT ROWID;

-- Whatever changes a state here queues it; a pull writes remote_items first, so that nothing differs.
CREATE TRIGGER outbox_read AFTER UPDATE OF read ON entries WHEN old.read <> new.read BEGIN
    DELETE FROM outbox WHERE field = 'read' AND (account, item) IN
        (SELECT account, item FROM remote_items WHERE entry = new.id);
    INSERT INTO outbox (account, item, field, value, at)
        SELECT account, item, 'read', new.read, CAST(strftime('%s', 'now') AS INTEGER) * 1000000
        FROM remote_items WHERE entry = new.id AND read <> new.read;
END;
CREATE TRIGGER outbox_star AFTER INSERT ON bookmarks BEGIN
    DELETE FROM outbox WHERE field = 'starred' AND (account, item) IN
        (SELECT account, item FROM remote_items WHERE entry = new.entry);
    INSERT INTO outbox (account, item, field, value, at)
        SELECT account, item, 'starred', 1, CAST(strftime('%s', 'now') AS INTEGER) * 1000000
        FROM remote_items WHERE entry = new.entry AND NOT starred;
END;
CREATE TRIGGER outbox_unstar AFTER DELETE ON bookmarks BEGIN
    DELETE FROM outbox WHERE field = 'starred' AND (account, item) IN
        (SELECT account, item FROM remote_items WHERE entry = old.entry);
    INSERT INTO outbox (account, item, field, value, at)
        SELECT account, item, 'starred', 0, CAST(strftime('%s', 'now') AS INTEGER) * 1000000
        FROM remote_items WHERE entry = old.entry AND starred;
END;
"""

_STALE = """
ALTER TABLE entries ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;  -- 1: corrected after its article was stored
"""

_RULES = """
ALTER TABLE entries ADD COLUMN hidden TEXT NOT NULL DEFAULT '';     -- name of the rule that hides it
ALTER TABLE entries ADD COLUMN highlight TEXT NOT NULL DEFAULT '';  -- name of the rule that highlights it
ALTER TABLE entries ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;     -- 1: kept unread until it is opened
CREATE INDEX entries_hidden ON entries(hidden, source, read) WHERE hidden <> '';
CREATE INDEX entries_highlighted ON entries(highlight) WHERE highlight <> '';
"""

_FILES = """
CREATE TABLE files (                    -- enclosures of entries that were downloaded or played
    url         TEXT PRIMARY KEY,
    path        TEXT NOT NULL,          -- where it is on this machine; empty: only played
    validator   TEXT NOT NULL,          -- of the version a partial download began with
    downloaded  INTEGER,                -- when it was complete; null: not, or not yet
    played      INTEGER                 -- when it was last played; null: never
) WITHOUT ROWID;
"""

_FEED_CHANGES = """
CREATE TABLE feed_changes (             -- changes of subscriptions the server has not got, in their order
    id          INTEGER PRIMARY KEY,
    account     TEXT NOT NULL,
    kind        TEXT NOT NULL,          -- add, rename, move, leave
    feed        TEXT NOT NULL,          -- as the server names it; empty for a feed to add
    url         TEXT NOT NULL,
    title       TEXT NOT NULL,
    folder      TEXT NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0  -- how often the server failed over it
);
"""

_LISTED = "NOT {0}.folded AND {0}.hidden = ''"
_TALLY = f"""
    INSERT INTO tallies (category, source, entries, listed, unread)
        VALUES (new.category, new.source, 1, {_LISTED.format("new")},
            {_LISTED.format("new")} AND NOT new.read)
        ON CONFLICT (category, source) DO UPDATE SET entries = entries + 1,
            listed = listed + excluded.listed, unread = unread + excluded.unread;
"""
_UNTALLY = f"""
    UPDATE tallies SET entries = entries - 1, listed = listed - ({_LISTED.format("old")}),
        unread = unread - ({_LISTED.format("old")} AND NOT old.read)
        WHERE category = old.category AND source = old.source;
"""
_TALLIES = f"""
CREATE TABLE tallies (                  -- counts of entries: to count a million takes a quarter of a second
    category    TEXT NOT NULL,
    source      TEXT NOT NULL,
    entries     INTEGER NOT NULL,
    listed      INTEGER NOT NULL,       -- of them neither folded nor hidden
    unread      INTEGER NOT NULL,       -- of those unread
    PRIMARY KEY (category, source)
) WITHOUT ROWID;
INSERT INTO tallies SELECT category, source, count(*), sum({_LISTED.format("entries")}),
    sum({_LISTED.format("entries")} AND NOT read) FROM entries GROUP BY category, source;
CREATE TRIGGER tally_insert AFTER INSERT ON entries BEGIN {_TALLY} END;
CREATE TRIGGER tally_delete AFTER DELETE ON entries BEGIN {_UNTALLY} END;
CREATE TRIGGER tally_update AFTER UPDATE OF category, source, folded, hidden, read ON entries
    WHEN (old.category, old.source, old.folded, old.hidden, old.read)
    IS NOT (new.category, new.source, new.folded, new.hidden, new.read) BEGIN {_UNTALLY} {_TALLY} END;

DROP INDEX entries_by_source;
CREATE INDEX entries_by_source ON entries(source, time, id, read, folded, hidden);
DROP INDEX entries_by_category;
CREATE INDEX entries_by_category ON entries(category, time, id, source, read, folded, hidden);
CREATE INDEX entries_by_arrival ON entries(source, fetched);
CREATE INDEX aliases_by_entry ON aliases(entry);
"""

_TWIN = """
ALTER TABLE articles ADD COLUMN twin TEXT NOT NULL DEFAULT '';  -- other form of the page it was read from
"""

_PROGRESS = """
ALTER TABLE positions ADD COLUMN percent INTEGER NOT NULL DEFAULT 0;  -- share of the article above it
"""

_BATCHES = """
DROP TRIGGER tally_insert;              -- tallies.py counts what is inserted, a batch at a time
"""

_TEXT = "iif({0}text_key < 0, {0}summary, {0}content)"
_INHERIT = f"""
    UPDATE contents SET summary = iif(text_key < 0, old.summary, summary),
        content = iif(text_key > 0, old.content, content)
        WHERE entry = (SELECT min(entry) FROM contents
            WHERE text_key = old.text_key AND {_TEXT.format("")} = '');
"""
_TEXTS = f"""
-- A text that several entries have is stored once, with one of them: see shared_texts.py.
ALTER TABLE contents ADD COLUMN text_key INTEGER;  -- length and CRC-32 of the text, negative of the summary
CREATE INDEX contents_with_text ON contents(text_key)
    WHERE text_key IS NOT NULL AND {_TEXT.format("")} <> '';
CREATE INDEX contents_without_text ON contents(text_key)
    WHERE text_key IS NOT NULL AND {_TEXT.format("")} = '';
CREATE TRIGGER text_deleted AFTER DELETE ON contents WHEN old.text_key IS NOT NULL
    AND {_TEXT.format("old.")} <> '' BEGIN {_INHERIT} END;
CREATE TRIGGER text_replaced AFTER UPDATE OF text_key ON contents WHEN old.text_key IS NOT NULL
    AND old.text_key IS NOT new.text_key AND {_TEXT.format("old.")} <> '' BEGIN {_INHERIT} END;
CREATE VIEW bodies AS SELECT entry,
    CASE WHEN text_key < 0 AND summary = '' THEN coalesce((SELECT o.summary FROM contents o
        WHERE o.text_key = c.text_key AND {_TEXT.format("o.")} <> ''), '') ELSE summary END AS summary,
    CASE WHEN text_key > 0 AND content = '' THEN coalesce((SELECT o.content FROM contents o
        WHERE o.text_key = c.text_key AND {_TEXT.format("o.")} <> ''), '') ELSE content END AS content,
    categories, authors, enclosures
    FROM contents c;
"""

_COPIED_PAGES = 4096
"""Pages of a library that are copied between two reports of how far the copy is: 16 MiB."""
MIGRATIONS: list[str] = [
    _FIRST, _MESSAGES, _IDENTITY, _STORIES, _ACCOUNTS, _STALE, _RULES, _FILES, _FEED_CHANGES, _TALLIES,
    _TWIN, _PROGRESS, _BATCHES, _TEXTS,
]  # fmt: skip


def report_nothing(_done: float, /) -> None:
    """Ignore a report of progress."""


def prepare(
    connection: sqlite3.Connection, path: Path, report: Callable[[float], None] = report_nothing
) -> None:
    """Migrate the file to the newest schema; create the tables in an empty file.

    Args:
        connection: in autocommit mode (``isolation_level=None``).
        path: the library's file; the copy of schema n goes to ``path`` + ``.schema-n``.
        report: called with the part that is done, 0 to 1, when an older file is brought up to date.
    """
    version = schema_version(connection)
    if version == len(MIGRATIONS):
        return
    if version:
        _copy(connection, path.with_name(f"{path.name}.schema-{version}"), lambda done: report(done / 2))
        migrate(connection, len(MIGRATIONS), lambda done: report((1 + done) / 2))
        report(1.0)
    else:
        migrate(connection, len(MIGRATIONS))


def migrate(
    connection: sqlite3.Connection, version: int, report: Callable[[float], None] = report_nothing
) -> None:
    """Migrate the schema to ``version`` in one transaction."""
    from reader.store.shared_texts import share_stored_texts

    _define_functions(connection)
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # heeded by an empty file only
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated while this one waited for the lock.
        first = schema_version(connection)
        for done, number in enumerate(range(first, version)):
            report(done / (version - first))
            for statement in _statements(MIGRATIONS[number]):
                connection.execute(statement)
            _complete_draft(connection, number + 1)
            if MIGRATIONS[number] == _TEXTS:
                share_stored_texts(connection, partial(_report_part, report, done, version - first))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _report_part(report: Callable[[float], None], done: int, steps: int, part: float) -> None:
    """Report a part of one step of several."""
    report((done + part) / steps)


def _complete_draft(connection: sqlite3.Connection, version: int) -> None:
    """Change the tables of a library that a draft of schema 1 or 3 made to those of that schema."""
    if version >= 2 and _column_type(connection, "entries", "page_key") == "TEXT":
        # As sqlite.org/lang_altertable.html, 7: only the type of a column, and its values are rewritten.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'page_key    TEXT', 'page_key    INTEGER') "
            "WHERE name = 'entries'"
        )
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute("UPDATE entries SET page_key = khabar_page(url)")
    if version >= 4 and not _column_type(connection, "weak", "kind"):
        # Digests: which guids and links they are of is found again in the next documents.
        connection.execute("DROP TABLE weak")
        connection.execute(next(s for s in _statements(_IDENTITY) if "CREATE TABLE weak" in s))


def _column_type(connection: sqlite3.Connection, table: str, column: str) -> str:
    """Return the declared type of a column; empty without one."""
    row = connection.execute(
        "SELECT type FROM pragma_table_info(?) WHERE name = ?", (table, column)
    ).fetchone()
    return str(row[0]) if row else ""


def _define_functions(connection: sqlite3.Connection) -> None:
    """Define the SQL functions migrations call; a file at the newest schema needs none of them."""
    from reader.store.entry_rows import alias, title_key
    from reader.store.link_key import link_key, page_key
    from reader.text.normalize import words

    connection.create_function("khabar_alias", 3, alias, deterministic=True)
    connection.create_function("khabar_link", 1, link_key, deterministic=True)
    connection.create_function("khabar_page", 1, page_key, deterministic=True)
    connection.create_function(
        "khabar_title_key", 2, lambda source, title: title_key(source, words(title)), deterministic=True
    )


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the schema version of the file; 0 without a schema."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> list[str]:
    """Split a script into statements.

    ``executescript`` would commit the transaction around them.
    """
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


def _copy(connection: sqlite3.Connection, path: Path, report: Callable[[float], None]) -> None:
    """Copy the whole library to ``path``; a copy torn by a crash never bears that name."""
    half = path.with_name(path.name + ".part")
    half.unlink(missing_ok=True)
    os.close(os.open(half, os.O_CREAT | os.O_EXCL, 0o600))
    target = sqlite3.connect(half)
    try:
        connection.backup(
            target,
            pages=_COPIED_PAGES,
            progress=lambda _, left, total: report(1 - left / max(total, 1)),
        )
    finally:
        target.close()
    half.replace(path)
