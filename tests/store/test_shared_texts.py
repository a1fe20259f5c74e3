"""A text that several entries have is on the disk once, and each has it, whatever becomes of the others."""

import sqlite3
from datetime import timedelta

import pytest

from reader.model import Source
from reader.store import Library, repair, schema, shared_texts

from .conftest import NOW, SOURCE, make

OTHER = Source("wadi-iraq", "الوادي: العراق", home="https://wadi.example/iraq")
TEXT = f"<p>{'قال المتحدث إن المدينة آمنة. ' * 30}</p>"
LATER = TEXT.replace("آمنة", "هادئة")


def rows(library, sql, *values):
    connection = sqlite3.connect(library.path)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def times_stored(library, text=TEXT):
    """Return how often a text is on the disk."""
    ((count,),) = rows(library, "SELECT total((content = ?1) + (summary = ?1)) FROM contents", text)
    return count


def add(library, source, *entries, now=NOW):
    return library.entries.add(source, entries, now=now).new


def texts(library, ids):
    return [(entry.content or entry.summary) for id in ids if (entry := library.entries.get(id))]


@pytest.fixture
def twins(library):
    """The same article in two feeds, and later news."""
    later = NOW + timedelta(days=20)
    add(library, Source("later", "later"), make(3, published=later), now=later)
    first = add(library, SOURCE, make(1, content=TEXT), make(2, content=f"{TEXT}<p>آخر</p>"))
    second = add(library, OTHER, make(1, content=TEXT))
    return first[0], second[0]  # 2 and 4


@pytest.mark.parametrize("field", ["content", "summary"])
def test_text_in_two_feeds_is_stored_once(library, field):
    ids = add(library, SOURCE, make(1, **{field: TEXT})) + add(library, OTHER, make(1, **{field: TEXT}))

    assert texts(library, ids) == [TEXT, TEXT]
    assert times_stored(library) == 1


def test_story_twice_in_one_document_is_stored_once(library):
    ids = add(library, SOURCE, *(make(n, content=TEXT) for n in range(4)))

    assert texts(library, ids) == [TEXT] * 4
    assert times_stored(library) == 1


def test_summary_and_content_alike_are_different_texts(library):
    ids = add(library, SOURCE, make(1, content=TEXT)) + add(library, OTHER, make(1, summary=TEXT))

    found = [library.entries.get(id) for id in ids]
    assert [(entry.content, entry.summary) for entry in found] == [(TEXT, ""), ("", TEXT)]


def test_different_texts_of_one_key_are_all_kept(library, monkeypatch):
    monkeypatch.setattr(shared_texts.zlib, "crc32", lambda data: 7)
    other = TEXT.replace("المدينة", "الحديقة")
    assert len(other.encode()) == len(TEXT.encode())

    ids = add(library, SOURCE, make(1, content=TEXT), make(2, content=other)) + add(
        library, OTHER, make(1, content=other), make(2, content=TEXT)
    )

    assert texts(library, ids) == [TEXT, other, other, TEXT]


def test_correction_of_the_same_key_leaves_the_text_of_the_other(library, monkeypatch):
    """A feed that copies an article could change its text wherever it stands."""
    monkeypatch.setattr(shared_texts.zlib, "crc32", lambda data: 7)
    other = TEXT.replace("المدينة", "الحديقة")
    ids = add(library, SOURCE, make(1, content=TEXT)) + add(library, OTHER, make(1, content=TEXT))

    add(library, SOURCE, make(1, content=other), now=NOW + timedelta(hours=1))

    assert texts(library, ids) == [other, TEXT]


def test_search_finds_all_entries_of_a_shared_text(library, twins):
    while library.index.update(5):
        pass

    assert {hit.headline.id for hit in library.search.find("المتحدث")} >= set(twins)


@pytest.mark.parametrize("gone", [0, 1])
def test_shared_text_outlives_either_entry(library, twins, gone):
    source = (SOURCE, OTHER)[gone]
    library.sources.set([Source(source.id, source.name, keep_days=1), (OTHER, SOURCE)[gone]])

    pruned = library.retention.prune(now=NOW + timedelta(days=20), keep_days=0)

    assert pruned.entries
    assert library.entries.get(twins[gone]) is None
    assert texts(library, twins) == [TEXT]
    assert times_stored(library) == 1


def test_text_goes_with_its_last_entry(library, twins):
    library.retention.prune(now=NOW + timedelta(days=20), keep_days=1)

    assert rows(library, "SELECT count(*) FROM contents") == [(1,)]


def test_correction_of_one_entry_leaves_the_text_of_the_other(library, twins):
    add(library, SOURCE, make(1, content=LATER), now=NOW + timedelta(hours=1))

    assert texts(library, twins) == [LATER, TEXT]
    assert [version.text for version in library.versions.all(twins[0])] == [TEXT]


def test_correction_in_both_feeds_is_stored_once(library, twins):
    add(library, SOURCE, make(1, content=LATER), now=NOW + timedelta(hours=1))
    add(library, OTHER, make(1, content=LATER), now=NOW + timedelta(hours=2))

    assert texts(library, twins) == [LATER, LATER]
    assert times_stored(library, LATER) == 1
    assert times_stored(library, TEXT) == 0


def test_other_title_leaves_a_text_stored_once(library, twins):
    for source in (SOURCE, OTHER):
        add(library, source, make(1, "عنوان آخر تمامًا", content=TEXT), now=NOW + timedelta(hours=1))

    assert texts(library, twins) == [TEXT, TEXT]
    assert times_stored(library) == 1


def test_short_text_has_no_key(library):
    add(library, SOURCE, make(1, content="<p>قصير</p>"), make(2, content="<p>قصير</p>"))

    assert rows(library, "SELECT DISTINCT text_key FROM contents") == [(None,)]


def test_loaded_dump_has_a_shared_text_once(library, twins, tmp_path):
    lines = list(library.interchange.dump())

    with Library.open(tmp_path / "new.db") as loaded:
        loaded.interchange.load(lines)
        loaded.interchange.load(lines)
        assert texts(loaded, (1, 2, 3, 4)) == texts(library, (1, 2, 3, 4))
        assert times_stored(loaded) == 1
        assert list(loaded.interchange.dump())[1:] == lines[1:]


def lose_stored_row(path):
    """Take the row with the shared text out of a library, as damage does: without its triggers."""
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER text_deleted")
    connection.execute("DELETE FROM contents WHERE content = ?", (TEXT,))
    connection.commit()
    connection.close()


def test_lost_shared_text_is_reported_and_repaired(library, twins, tmp_path):
    library.close()
    lose_stored_row(library.path)

    with Library.open(library.path) as damaged:
        assert damaged.entries.get(twins[1]).content == ""
        assert any(each.key == "store.check_row" for each in damaged.check())
    salvaged = repair(library.path, tmp_path / "new.db")

    assert [each.args for each in salvaged.lost if each.key == "store.lost_texts"] == [{"n": 1}]
    with Library.open(tmp_path / "new.db") as mended:
        assert mended.check() == []
        ids = add(mended, OTHER, make(1, content=TEXT), now=NOW + timedelta(hours=1))
        assert ids == []
        assert mended.entries.get(twins[1]).content == TEXT


def test_repair_keeps_shared_texts(library, twins, tmp_path):
    library.close()

    salvaged = repair(library.path, tmp_path / "new.db")

    assert salvaged.lost == ()
    with Library.open(tmp_path / "new.db") as mended:
        assert texts(mended, twins) == [TEXT, TEXT]
        assert times_stored(mended) == 1


def schema_13(path, bodies):
    """Make a library of the schema before, with entries of these contents and summaries."""
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, 13)
    for id, (content, summary) in enumerate(bodies, 1):
        connection.execute(
            "INSERT INTO entries (id, source, guid, url, title, fetched, time, category, author, language, "
            "image) VALUES (?1, 'saved', 'g' || ?1, '', 't', 0, 0, '', '', 'ar', '')",
            (id,),
        )
        connection.execute(
            f"INSERT INTO contents VALUES (?, ?, {'CAST(? AS TEXT)' if isinstance(content, bytes) else '?'}, "
            "'[]', '[]', '[]')",
            (id, summary, content),
        )
    connection.close()


def test_migration_stores_texts_once_that_were_stored_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(shared_texts, "_STEP", 2)
    bodies = [(TEXT, ""), ("", TEXT), (LATER, "s"), (TEXT, "t"), ("", TEXT), (TEXT, ""), ("short", "")]
    schema_13(tmp_path / "library.db", bodies)
    reports = []

    with Library.open(tmp_path / "library.db", on_upgrade=reports.append) as library:
        found = [library.entries.get(id) for id in range(1, len(bodies) + 1)]
        assert [(entry.content, entry.summary) for entry in found] == bodies
        assert times_stored(library) == 2  # once as a content, once as a summary
        assert library.check() == []
    assert reports == sorted(reports)
    assert reports[-1] == 1


def test_migration_leaves_damaged_texts(tmp_path):
    bad = b"\xff" + TEXT.encode()
    schema_13(tmp_path / "library.db", [(bad, ""), (bad, ""), (TEXT, "")])

    with Library.open(tmp_path / "library.db") as library:
        assert library.entries.get(3).content == TEXT
        assert rows(library, "SELECT count(*) FROM contents WHERE CAST(content AS BLOB) = ?", bad) >= [(1,)]
