"""Files of entries: which were downloaded or played; libraries of before keep everything."""

import sqlite3
from datetime import UTC, datetime

import pytest

from reader.model import Article, Block, Enclosure, Entry, Source, StoredFile
from reader.store import Library, schema
from reader.store.serialization import pack_blocks

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
URL = "https://radio.example/one.mp3"
SOURCE = Source("radio", "إذاعة", feed="https://radio.example/feed")


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        yield library


def test_put_then_get_gives_the_same_file_and_nothing_for_others(library):
    file = StoredFile(URL, "/tmp/one.mp3", '"v1"', NOW, NOW)
    library.files.put(file)
    assert library.files.get([URL, "https://radio.example/two.mp3"]) == {URL: file}


def test_reserve_of_a_file_keeps_the_path_of_the_first(library):
    assert library.files.reserve(StoredFile(URL, "/tmp/a.mp3")).path == "/tmp/a.mp3"
    assert library.files.reserve(StoredFile(URL, "/tmp/b.mp3")).path == "/tmp/a.mp3"


def test_reserve_of_a_played_file_gives_a_path_and_keeps_when_it_was_played(library):
    library.files.put(StoredFile(URL, played_at=NOW))
    assert library.files.reserve(StoredFile(URL, "/tmp/a.mp3")) == StoredFile(
        URL, "/tmp/a.mp3", played_at=NOW
    )


def test_enclosures_of_an_entry_have_their_state(library):
    files = (Enclosure(URL, "audio/mpeg", 5), Enclosure("https://radio.example/two.mp3"))
    library.sources.set([SOURCE])
    (id,) = library.entries.add(SOURCE, [Entry("1", "حلقة", enclosures=files)], now=NOW).new
    library.files.put(StoredFile(URL, played_at=NOW))
    assert library.files.of_entry(id) == [
        (files[0], StoredFile(URL, played_at=NOW)),
        (files[1], StoredFile(files[1].url)),
    ]


BLOCKS = (Block("paragraph", "نص"),)


@pytest.mark.parametrize("column", ["CREATE TABLE files", "ADD COLUMN twin"])
def test_library_of_before_keeps_its_articles(tmp_path, column):
    path = tmp_path / "library.db"
    before = next(n for n, script in enumerate(schema.MIGRATIONS) if column in script)
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, before)
    spec = '{"id": "radio", "name": "إذاعة"}'
    files = f'[["{URL}", "audio/mpeg", 5, 60]]'
    connection.execute("INSERT INTO sources VALUES ('radio', 'إذاعة', 0, 1, ?)", (spec,))
    connection.execute(
        "INSERT INTO entries (id, source, guid, url, title, fetched, time, category, author, language,"
        " image) VALUES (1, 'radio', 'g', 'https://radio.example/1', 'حلقة', 5, 5, '', '', 'ar', '')"
    )
    connection.execute("INSERT INTO contents VALUES (1, '', '', '[]', '[]', ?)", (files,))
    connection.execute(
        "INSERT INTO articles (entry, title, url, site, category, author, language, direction, image,"
        " whole, blocks) VALUES (1, 'حلقة', '', '', '', '', 'ar', 'rtl', '', 1, ?)",
        (pack_blocks(BLOCKS),),
    )
    connection.close()
    with Library.open(path) as library:
        assert library.articles.get(1) == Article("حلقة", language="ar", blocks=BLOCKS)
        assert library.files.of_entry(1) == [(Enclosure(URL, "audio/mpeg", 5, 60), StoredFile(URL))]
        assert library.check() == []
