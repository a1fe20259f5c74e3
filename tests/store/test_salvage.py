import random
import sqlite3

import pytest
from translated import in_arabic

from reader.model import Article, Block
from reader.model.headline import SAVED_PAGES
from reader.store import Library, LibraryDamagedError, NotALibraryError, StoreError, repair
from reader.store.recovery import repair_in_place

from .conftest import NOW, SOURCE, make

PAGE = 4096
COUNT = 400


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.sources.set([SOURCE])
        entries = [make(n, content=f"<p>{'نص ' * 200}{n}</p>") for n in range(COUNT)]
        ids = library.entries.add(SOURCE, entries, now=NOW).new
        for id in ids[::40]:
            library.articles.put(
                id,
                Article(f"مقال {id}", f"https://x.example/{id}", blocks=(Block("paragraph", "م" * 3000),)),
                b"p" * 99,
            )
            library.bookmarks.add(id)
            library.bookmarks.annotate(id, tags=("a",), note="n")
        library.index.update(9)
    return path


def damage(path, change):
    content = bytearray(path.read_bytes())
    content = change(content) or content
    path.write_bytes(content)
    return bytes(content)


def repaired(path, to):
    salvaged = repair(path, to)
    library = Library.open(to)
    assert library.check() == []
    assert len(library.entries.headlines()) == salvaged.entries
    assert len(library.bookmarks.all()) == salvaged.bookmarks
    for headline in library.entries.headlines():
        assert library.entries.get(headline.id) is not None
    library.index.update(9)
    return salvaged, library


def test_repair_of_a_sound_library_copies_everything(path, tmp_path):
    before = path.read_bytes()
    with Library.open(path) as library:
        headlines, shelf = library.entries.headlines(), library.bookmarks.all()
    salvaged, library = repaired(path, tmp_path / "new.db")
    assert (salvaged.entries, salvaged.articles, salvaged.bookmarks, salvaged.lost) == (COUNT, 10, 10, ())
    assert (library.entries.headlines(), library.bookmarks.all(), library.sources.all()) == (
        headlines,
        shelf,
        [SOURCE],
    )
    assert len(library.search.find("خبر", limit=1000)) == COUNT
    library.close()
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library.db", "new.db"]


@pytest.mark.parametrize("keep", [0.95, 0.7, 0.4])
def test_recovery_of_a_truncated_library_saves_the_rest(path, tmp_path, keep):
    content = damage(path, lambda c: c[: int(len(c) * keep)])
    salvaged, library = repaired(path, tmp_path / "new.db")
    library.close()
    assert salvaged.entries > 0
    assert salvaged.lost or keep > 0.9
    assert path.read_bytes() == content


def test_repair_with_a_torn_page_loses_only_its_rows(path, tmp_path):
    connection = sqlite3.connect(path)
    page = connection.execute(
        "SELECT pageno FROM dbstat WHERE name = 'entries' AND pagetype = 'leaf' LIMIT 1 OFFSET 8"
    ).fetchone()[0]
    connection.close()
    damage(path, lambda c: c.__setitem__(slice((page - 1) * PAGE, page * PAGE), b"\xa5" * PAGE))
    salvaged, library = repaired(path, tmp_path / "new.db")
    library.close()
    assert COUNT - 30 < salvaged.entries < COUNT
    assert salvaged.bookmarks >= 9
    assert "Part of entries could not be read" in " ".join(map(str, salvaged.lost))


def test_saved_article_without_its_headline_is_kept_under_by_hand(path, tmp_path):
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM entries WHERE id = 41")
    connection.commit()
    connection.close()
    salvaged, library = repaired(path, tmp_path / "new.db")
    with library:
        headline = library.entries.headline(41)
        assert (headline.title, headline.source, headline.saved) == ("مقال 41", SAVED_PAGES, True)
        assert library.articles.get(41).blocks[0].text.startswith("م")
    assert salvaged.bookmarks == 10


def test_schema_is_gone(path, tmp_path):
    """Nothing says any more which page is whose: the rows themselves do."""
    connection = sqlite3.connect(path)
    pages = [n for (n,) in connection.execute("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")]
    connection.close()
    with Library.open(path) as library:
        headlines, shelf = library.entries.headlines(), library.bookmarks.all()
    for page in set(pages) - {1}:
        damage(path, lambda c, page=page: c.__setitem__(slice((page - 1) * PAGE, page * PAGE), b"\0" * PAGE))
    salvaged, library = repaired(path, tmp_path / "new.db")
    with library:
        assert (salvaged.entries, salvaged.articles, salvaged.bookmarks) == (COUNT, 10, 10)
        assert (library.entries.headlines(), library.bookmarks.all(), library.sources.all()) == (
            headlines,
            shelf,
            [SOURCE],
        )
        assert library.articles.original(1) == b"p" * 99


@pytest.mark.parametrize(
    "seed", [*range(12), *(pytest.param(n, marks=pytest.mark.whole) for n in range(12, 150))]
)
def test_recovery_of_damage_anywhere_saves_the_rest(path, tmp_path, seed):
    chance = random.Random(seed)

    def tear(content):
        for _ in range(chance.randint(1, 6)):
            size = chance.choice((16, 500, PAGE))
            start = chance.randrange(PAGE, len(content) - PAGE)
            content[start : start + size] = chance.randbytes(size)

    content = damage(path, tear)
    salvaged, library = repaired(path, tmp_path / "new.db")
    library.close()
    assert salvaged.entries > COUNT * 0.6
    assert salvaged.bookmarks >= 8 or "bookmarks could not" in " ".join(map(str, salvaged.lost))
    assert path.read_bytes() == content


def test_repair_reads_the_write_ahead_log(path, tmp_path):
    library = Library.open(path)
    library.entries.mark_read([1])
    _, copied = repaired(path, tmp_path / "new.db")
    assert copied.entries.headline(1).read
    copied.close()
    library.close()


def test_repair_onto_an_existing_file_raises(path, tmp_path):
    with pytest.raises(StoreError, match="already exists") as told:
        repair(path, path)
    assert in_arabic(told.value)


@pytest.mark.parametrize("content", [b"", b"hello" * 999, b"SQLite format 3\0"])
def test_repair_of_a_file_that_is_no_library_raises(tmp_path, content):
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises((NotALibraryError, LibraryDamagedError)):
        repair(path, tmp_path / "new.db")
    assert [p.name for p in tmp_path.iterdir()] == ["library.db"]


def test_another_programs_database(tmp_path):
    path = tmp_path / "places.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url)")
    other.commit()
    other.close()
    with pytest.raises(NotALibraryError):
        repair(path, tmp_path / "new.db")


def test_recovery_of_a_missing_library_raises(tmp_path):
    with pytest.raises(StoreError):
        repair(tmp_path / "none.db", tmp_path / "new.db")


def test_repair_of_a_device_raises(tmp_path):
    link = tmp_path / "library.db"
    link.symlink_to("/dev/zero")
    with pytest.raises(NotALibraryError):
        repair_in_place(link)
    assert link.is_symlink()
    assert [file.name for file in tmp_path.iterdir()] == ["library.db"]


def test_repair_of_a_linked_library_keeps_the_link(path, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(path)
    repair_in_place(link)
    assert link.is_symlink()
    with Library.open(link) as library:
        assert library.check() == []
