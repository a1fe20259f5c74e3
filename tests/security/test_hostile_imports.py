# ruff: noqa: E501  tables of attacks are not folded
"""Hostile import files end in a result or a message, in bounded time, and leave the library sound."""

import csv
import io
import json
import random
import sqlite3
import time
from contextlib import suppress

import pytest

from reader.core import ExportError, Session
from reader.core.importing import KINDS, import_file, newsboat
from reader.locale.message import LocalizedError
from reader.model import Source
from reader.store import Library

FEED = "https://a.example/rss"
FILES_PER_KIND, ALL_FILES_PER_KIND = 6, 90
"""Damaged files tried for each of the eight kinds, by default and under ``whole``: 720 in all."""
CSV_SECONDS = 5.0
SPLICES = [
    b"\0", b"\xff", b'"', b"'", b"{", b"[", b"[" * 5_000, b"9" * 5_000, b"null", b"-1", b"1e999", b"NaN", b"\\ud800",
    b"\xed\xa0\x80", b"<![foo[x]]>", b"<!--", b"<a href=", b"</h1>", b"\n", b",", b"\t", b"\x1b[2J", "\u202e".encode(),
    b"9999999999999999999", b"0000-00-00", b"true", b"http://127.0.0.1/", b"javascript:alert(1)", b"exec:touch pwned",
]  # fmt: skip


@pytest.fixture
def session(tmp_path, new_library):
    with Library.open(new_library(tmp_path / "library.db")) as library:
        yield Session(library, [Source("alpha", "ألف", feed=FEED)])


def cache(path, *statements):
    """Write a cache of newsboat with one entry, then run statements on it."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE rss_feed (rssurl, title); CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, "
        "author, url, feedurl, pubDate, content, unread, flags, deleted DEFAULT 0);"
        f"INSERT INTO rss_feed VALUES ('{FEED}', 'ألف');"
        "INSERT INTO rss_item (guid, title, url, feedurl, pubDate, content, unread, flags) VALUES "
        f"('1', 'خبر', 'https://a.example/1', '{FEED}', 1700000000, '<p>نص</p>', 1, 's');"
    )
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def samples(session, folder):
    """One sound file of each kind."""
    import_file(session, cache(folder / "first.db"))
    page = {
        "title": "عنوان",
        "url": "https://x.example/1",
        "tags": ["وسم"],
        "text": "نص",
        "saved_at": "2026-01-01",
    }
    link = '<a href="https://x.example/2" time_added="1700000000" tags="a,b">عنوان</a>'
    return {
        "khabar": "\n".join(session.library.interchange.dump()),
        "articles": json.dumps(page, ensure_ascii=False) + "\n",
        "newsboat-urls": f'{FEED} "~ألف" folder\n"exec:touch pwned"\n',
        "newsboat-cache": (folder / "first.db").read_bytes(),
        "pocket-csv": "title,url,time_added,tags,status\nعنوان,https://x.example/3,1700000000,a|b,archive\n",
        "pocket-html": f"<!DOCTYPE html><html><h1>Unread</h1><ul><li>{link}</ul></html>",
        "instapaper": "URL,Title,Selection,Folder,Timestamp\nhttps://x.example/4,عنوان,,Archive,1700000000\n",
        "wallabag": json.dumps([{**page, "content": "<p>نص</p>", "annotations": [{"text": "x"}]}]),
    }


def damage(data, chance):
    """Return data with a few bytes cut, spliced, flipped or doubled."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, other = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        match chance.randrange(5):
            case 0 | 1:
                data[at:at] = chance.choice(SPLICES)
            case 2:
                del data[at : at + chance.randrange(60)]
            case 3:
                data[at:at] = data[at : min(other, at + 400)]
            case 4 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
    return bytes(data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(FILES_PER_KIND), id="some"),
        pytest.param(range(FILES_PER_KIND, ALL_FILES_PER_KIND), id="all", marks=pytest.mark.whole),
    ],
)
def test_damaged_import_file_gives_a_result_or_an_error(session, tmp_path, kind, seeds):
    sample = samples(session, tmp_path)[kind]
    data = sample if isinstance(sample, bytes) else sample.encode()
    file = tmp_path / "hostile"
    for seed in seeds:
        file.write_bytes(damage(data, random.Random(f"{kind} {seed}")))
        with suppress(LocalizedError):
            import_file(session, file, kind)
    assert session.library.check() == []
    session.library.entries.headlines()
    session.library.bookmarks.all()


def test_cache_whose_entries_are_a_view_is_refused(session, tmp_path):
    """A view can compute without end, and call functions."""
    endless = (
        "CREATE VIEW rss_item AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "
        "i AS guid, 'x' AS title, '' AS author, 'https://a.example/' || i AS url, rssurl AS feedurl, "
        "1 AS pubDate, '' AS content, 1 AS unread, '' AS flags, 0 AS deleted FROM n, rss_feed"
    )
    with pytest.raises(ExportError, match="not a newsboat cache"):
        import_file(session, cache(tmp_path / "c.db", "DROP TABLE rss_item", endless))


def test_cache_with_costly_columns_ends_within_its_time(session, tmp_path, monkeypatch):
    monkeypatch.setattr(newsboat, "MAX_READ_SECONDS", 0.2)
    columns = ", ".join(f"c{n} AS (hex(zeroblob(4000000)))" for n in range(3))
    path = cache(
        tmp_path / "c.db",
        "DROP TABLE rss_item",
        "CREATE TABLE rss_item (guid, title, author, url, feedurl, pubDate, unread, flags, "
        f"deleted, {columns}, content AS (c0 || c1 || c2))",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO rss_item "
        f"SELECT i, 'x', '', 'https://a.example/' || i, '{FEED}', 1, 1, '', 0 FROM n",
    )
    started = time.process_time()
    with pytest.raises(ExportError):
        import_file(session, path)
    assert time.process_time() - started < 5


def test_cache_with_texts_that_are_no_utf8_is_read(session, tmp_path):
    path = cache(tmp_path / "c.db", "UPDATE rss_item SET title = CAST(x'ff41' AS TEXT), guid = x'00ff'")
    assert import_file(session, path).entries == 1


def test_csv_with_a_field_of_megabytes_is_read_or_refused(session, tmp_path):
    rows = io.StringIO()
    csv.writer(rows).writerows(
        [["title", "url", "time_added"], ["x" * 3_000_000, "https://x.example/1", "1"]]
    )
    (tmp_path / "p.csv").write_text(rows.getvalue())
    started = time.process_time()
    import_file(session, tmp_path / "p.csv")
    assert time.process_time() - started < CSV_SECONDS


@pytest.mark.parametrize(
    "bad", ["<![foo[x]]>", "<!DOCTYPE html><![if x]><a href=https://x.example/1>x", "<html>"]
)
def test_html_with_broken_declarations_is_read(session, tmp_path, bad):
    (tmp_path / "p.html").write_text(bad)
    import_file(session, tmp_path / "p.html", "pocket-html")


def test_dump_with_an_endless_line_is_refused(session, tmp_path, monkeypatch):
    monkeypatch.setattr("reader.core.importing.importer.MAX_LINE_BYTES", 1_000)
    (tmp_path / "d.jsonl").write_text('{"khabar": "library", "version": 1}\n{"x": "' + "a" * 2_000)
    with pytest.raises(ExportError, match="too long"):
        import_file(session, tmp_path / "d.jsonl")


def test_feeds_beyond_the_most_of_one_file_are_counted(session, tmp_path):
    path = tmp_path / "urls"
    path.write_text("".join(f"https://h{n}.example/feed\n" for n in range(5_010)))
    result = import_file(session, path)
    assert len(result.sources) == 5_000
    assert result.notes[-1].args["n"] == 10


def test_endless_line_of_newsboat_is_passed_over_at_once(session, tmp_path):
    path = tmp_path / "urls"
    path.write_text(
        'https://a.example/1\nhttps://a.example/2 "' + '\\"' * 2_000_000 + "\nhttps://a.example/3\n"
    )
    started = time.process_time()
    assert len(import_file(session, path).sources) == 2
    assert time.process_time() - started < CSV_SECONDS
