"""The file: who may open it, what is refused and how, and what two programs do at once."""

import multiprocessing
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress

import pytest
from translated import in_arabic

from reader.model import Article
from reader.store import (
    Library,
    LibraryBusyError,
    LibraryDamagedError,
    LibraryFullError,
    LibraryMissingError,
    LibraryReadOnlyError,
    LibraryTooNewError,
    NotALibraryError,
)
from reader.store import database as database_module
from reader.store.schema import APPLICATION_ID, MIGRATIONS

from .conftest import NOW, SOURCE, make

ROOT = os.geteuid() == 0


@pytest.fixture
def path(tmp_path):
    """A library of a few hundred entries, closed."""
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.entries.add(SOURCE, [make(n, content="نص " * 300) for n in range(300)], now=NOW)
        library.bookmarks.add(1)
    return path


def said(error):
    """The error is a sentence in both languages that names the file."""
    return str(error.path if hasattr(error, "path") else error).strip() and in_arabic(error).strip()


def test_library_files_are_for_their_owner_only(tmp_path):
    old = os.umask(0)
    try:
        with Library.open(tmp_path / "new" / "folder" / "library.db") as library:
            library.entries.add(SOURCE, [make(1)], now=NOW)
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in library.path.parent.iterdir()}
            assert set(modes.values()) == {0o600}
            assert "library.db-wal" in modes
            assert stat.S_IMODE(library.path.parent.stat().st_mode) == 0o700
    finally:
        os.umask(old)


def test_library_that_is_missing_raises(tmp_path):
    with pytest.raises(LibraryMissingError, match="no library") as told:
        Library.open(tmp_path / "none.db", create=False)
    assert said(told.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"hello", b"<html>" * 1000, b"SQLite format 2\0" + b"x" * 5000, b"\0" * 8192],
    ids=["text", "page", "almost", "zeros"],
)
def test_file_that_is_no_database_is_refused_and_left(tmp_path, content):
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises(NotALibraryError, match="left untouched") as told:
        Library.open(path)
    assert said(told.value)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_library_at_a_folder_raises(tmp_path):
    with pytest.raises(NotALibraryError):
        Library.open(tmp_path)


def test_another_programs_database(tmp_path):
    path = tmp_path / "places.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotALibraryError):
        Library.open(path)
    assert path.read_bytes() == before


def test_empty_file_becomes_a_library(tmp_path):
    path = tmp_path / "library.db"
    path.touch(0o600)
    with Library.open(path) as library:
        assert library.entries.headlines() == []


def test_library_of_a_newer_schema_is_refused_and_left(path):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LibraryTooNewError, match="newer khabar") as told:
        Library.open(path)
    assert said(told.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("keep", [0.9, 0.5, 0.1])
def test_library_that_is_truncated_raises(path, keep):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(LibraryDamagedError, match="repair") as told:
        Library.open(path)
    assert said(told.value)
    assert path.read_bytes() == content[: int(len(content) * keep)]


@pytest.mark.parametrize("bytes_left", [20, 99, 100, 4096])
def test_truncated_to_its_head(path, bytes_left):
    content = path.read_bytes()[:bytes_left]
    path.write_bytes(content)
    with pytest.raises(LibraryDamagedError):
        Library.open(path)
    assert path.read_bytes() == content


def test_library_torn_inside_raises(path):
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    with Library.open(path) as library, pytest.raises(LibraryDamagedError):
        library.entries.headlines()


def test_check_tells_of_damage(path):
    with Library.open(path) as library:
        assert library.check() == []
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 3 * 4096] = b"\xa5" * (3 * 4096)
    path.write_bytes(content)
    with Library.open(path) as library:
        assert library.check() != []


class TestReadOnly:
    @pytest.fixture
    def frozen(self, path, monkeypatch):
        if ROOT:  # nothing is read-only to root
            monkeypatch.setattr(database_module.os, "access", lambda p, mode: mode != os.W_OK)
        else:
            path.chmod(0o400)
            path.parent.chmod(0o500)
        yield path
        path.parent.chmod(0o700)

    def test_library_that_is_read_only_can_be_read(self, frozen):
        before = frozen.read_bytes()
        with Library.open(frozen) as library:
            assert len(library.entries.headlines()) == 300
            assert len(library.bookmarks.all()) == 1
            library.search.find("نص")
            assert library.check() == []
        assert frozen.read_bytes() == before
        assert [p.name for p in frozen.parent.iterdir()] == [frozen.name]

    def test_writing_is_refused_in_words(self, frozen):
        with Library.open(frozen) as library:
            for write in (
                lambda: library.bookmarks.add(2),
                lambda: library.entries.add(SOURCE, [make(9)], now=NOW),
                lambda: library.entries.mark_read([1]),
                lambda: library.facts.set("a", "b"),
            ):
                with pytest.raises(LibraryReadOnlyError, match="read-only") as told:
                    write()
                assert said(told.value)

    def test_library_in_a_read_only_folder_raises(self, frozen):
        if ROOT:
            (frozen.parent / "new.db").touch()  # as far as it comes: opening the file is refused to others
        with pytest.raises(LibraryReadOnlyError):
            Library.open(frozen.parent / "new.db")

    def test_old_schema_is_not_brought_up_to_date(self, frozen, monkeypatch):
        monkeypatch.setattr(database_module, "MIGRATIONS", [*MIGRATIONS, "SELECT 1;"])
        with pytest.raises(LibraryReadOnlyError):
            Library.open(frozen)

    @pytest.mark.skipif(not ROOT, reason="needs root to become somebody else")
    def test_library_of_another_user_is_read_only(self, path):
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            shutil.copy(path, folder)
            os.chmod(f"{folder}/library.db", 0o444)
            code = (
                "import os, sys\n"
                "import reader.store.bookmarks\n"
                "from reader.store import Library, LibraryReadOnlyError\n"
                "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
                "library = Library.open(sys.argv[1])\n"
                "print(len(library.entries.headlines()))\n"
                "try: library.bookmarks.add(2)\n"
                "except LibraryReadOnlyError: print('refused')\n"
            )
            done = subprocess.run(
                [sys.executable, "-c", code, f"{folder}/library.db"],
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.stdout == "300\nrefused\n", done.stderr


class TestFullDisk:
    def fill(self, library):
        for number in range(10_000):
            library.entries.add(SOURCE, [make(number, content="نص " * 2000)], now=NOW)

    def test_said_in_words_and_nothing_lost(self, small_disk):
        with Library.open(small_disk / "library.db") as library:
            library.entries.add(SOURCE, [make(20_000)], now=NOW)
            library.bookmarks.add(1)
            with pytest.raises(LibraryFullError, match="disk is full") as told:
                self.fill(library)
            assert said(told.value)
            assert [b.headline.id for b in library.bookmarks.all()] == [1]
            assert len(library.entries.headlines()) >= 2
        with Library.open(small_disk / "library.db") as library:
            assert library.check() == []
            assert [b.headline.id for b in library.bookmarks.all()] == [1]

    def test_works_again_when_there_is_room(self, small_disk):
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * 500_000)
        with Library.open(small_disk / "library.db") as library:
            with pytest.raises(LibraryFullError):
                self.fill(library)
            ballast.unlink()
            library.entries.add(SOURCE, [make(50_000)], now=NOW)
            library.bookmarks.add(library.entries.headlines()[0].id)
            assert library.check() == []

    def test_library_without_room_raises(self, small_disk):
        (small_disk / "ballast").write_bytes(b"x" * (2 * 1024 * 1024 - 20_000))
        with pytest.raises(LibraryFullError):
            Library.open(small_disk / "library.db")

    def test_library_on_a_full_disk_can_be_read(self, small_disk):
        with Library.open(small_disk / "library.db") as library:
            library.bookmarks.add(library.entries.add(SOURCE, [make(1)], now=NOW).new[0])
        with suppress(OSError), open(small_disk / "ballast", "wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
        with Library.open(small_disk / "library.db") as library:
            assert len(library.bookmarks.all()) == len(library.entries.headlines()) == 1
            with pytest.raises(LibraryFullError):
                library.bookmarks.remove([1])
        (small_disk / "ballast").unlink()
        with Library.open(small_disk / "library.db") as library:
            library.bookmarks.remove([1])
            assert library.check() == []


def test_full_database_raises_and_keeps_its_rows(tmp_path):
    """The same without root: SQLite itself says that there is no room."""
    with Library.open(tmp_path / "library.db") as library:
        library.bookmarks.add(library.entries.add(SOURCE, [make(0)], now=NOW).new[0])
        library._database._writer.execute("PRAGMA max_page_count = 100")
        with pytest.raises(LibraryFullError):
            library.entries.add(SOURCE, [make(n, content="نص " * 999) for n in range(1, 999)], now=NOW)
        assert len(library.entries.headlines()) == len(library.bookmarks.all()) == 1
        assert library.check() == []


class TestTogether:
    def test_reads_do_not_wait_for_a_writer(self, path):
        with Library.open(path) as one, Library.open(path) as two:
            with one._database.writing() as connection:
                connection.execute("UPDATE entries SET read = 1")
                began = time.monotonic()
                assert not any(h.read for h in two.entries.headlines())
                assert not any(h.read for h in one.entries.headlines())
                assert time.monotonic() - began < 10  # waiting for it takes 30
            assert all(h.read for h in two.entries.headlines())

    def test_writer_waits_for_another(self, path):
        with Library.open(path) as one, Library.open(path) as two:
            waiting = threading.Thread(target=two.bookmarks.add, args=(7,))
            with one._database.writing() as connection:
                connection.execute("UPDATE entries SET read = 1")
                waiting.start()
                time.sleep(0.2)
                assert waiting.is_alive()
            waiting.join()
            assert one.entries.headline(7).saved

    def test_writer_that_waits_too_long_for_a_program_raises(self, path, monkeypatch):
        monkeypatch.setattr(database_module, "PATIENCE", 0.1)
        with Library.open(path) as one, Library.open(path) as two, one._database.writing():
            with pytest.raises(LibraryBusyError, match="locked") as told:
                two.bookmarks.add(7)
            assert said(told.value)

    def test_writer_that_waits_too_long_for_a_thread_raises(self, path, monkeypatch):
        monkeypatch.setattr(database_module, "PATIENCE", 0.1)
        told = []

        def write():
            try:
                library.bookmarks.add(7)
            except LibraryBusyError as error:
                told.append(error)

        with Library.open(path) as library:
            with library._database.writing():
                waiting = threading.Thread(target=write)
                waiting.start()
                waiting.join()
            assert len(told) == 1
            assert not library.entries.headline(7).saved

    def test_half_a_transaction_is_none(self, path):
        with Library.open(path) as library:
            with pytest.raises(ZeroDivisionError), library._database.writing() as connection:
                print(connection.execute("DELETE FROM contents").rowcount / 0)
            assert library.entries.get(1) is not None
            library.bookmarks.add(3)

    def test_library_created_by_several_processes_is_sound(self, tmp_path):
        path = tmp_path / "library.db"
        context = multiprocessing.get_context("spawn")
        processes = [context.Process(target=_join_in, args=(path, n)) for n in range(4)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0] * 4
        with Library.open(path) as library:
            assert len(library.entries.headlines()) == 4 * 60
            assert len(library.bookmarks.all()) == 4 * 20
            assert library.check() == []


def _join_in(path, number):
    for turn in range(20):
        with Library.open(path) as library:
            entries = [make(number * 1000 + turn * 3 + i, f"خبر {number} {turn} {i}") for i in range(3)]
            new = library.entries.add(SOURCE, entries, now=NOW).new
            library.bookmarks.add(new[0])
            library.entries.headlines(limit=20)
            library.index.update(0.01)
            assert library.entries.headline(new[0]).saved


def test_library_closed_during_a_read_finishes_the_read(path):
    library = Library.open(path)
    with library._database.reading() as connection:
        library.close()
        assert connection.execute("SELECT count(*) FROM entries").fetchone() == (300,)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_library_closes_once_and_for_all(path):
    library = Library.open(path)
    library.entries.headlines()
    library.close()
    library.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_ours_is_known_by_its_name_inside(path):
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA auto_vacuum").fetchone()[0] == 2
    connection.close()


def test_log_left_behind_is_read(path, tmp_path):
    """A library copied while it was open: the log belongs to it."""
    copy = tmp_path / "copy.db"
    with Library.open(path) as library:
        library.entries.mark_read([1])
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    with Library.open(copy) as library:
        assert library.entries.headline(1).read


@pytest.mark.parametrize("name", ["50% #1? news.db", "%41.db", "خبر.db", os.fsdecode(b"\xff.db")])
def test_file_may_be_called_anything(tmp_path, name):
    with Library.open(tmp_path / name) as library:
        library.facts.set("key", "value")
    assert (tmp_path / name).stat().st_size
    with Library.open(tmp_path / name, create=False) as library:
        assert library.facts.get("key") == "value"


def test_mistakes_of_ours_are_not_called_damage(path):
    with (
        Library.open(path) as library,
        pytest.raises(sqlite3.OperationalError),
        library._database.reading() as c,
    ):
        c.execute("SELECT nonsense")


def test_first_screen_loads_little(path):
    code = (
        "import sys\n"
        "from reader.store import Library\n"
        "with Library.open(sys.argv[1]) as library: library.entries.headlines(limit=60)\n"
        "heavy = {'hashlib', 'tempfile', 'unicodedata', 'reader.store.search', 'reader.store.upsert'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_version_changes_after_writes_of_another_program_only(path):
    with Library.open(path) as library, Library.open(path) as other:
        before = library.data_version()
        library.facts.set("mine", "1")
        assert library.data_version() == before
        other.facts.set("other", "1")
        assert library.data_version() != before


def test_batch_is_one_transaction_that_its_own_reads_see(path):
    with Library.open(path) as library, Library.open(path) as other:
        before = len(other.entries.headlines())
        with library.batch():
            id = library.articles.add_page(Article("ع", "https://x.example/batch"))
            library.bookmarks.annotate(id, note="ملاحظة")
            assert library.bookmarks.get(id).note == "ملاحظة"
            assert len(other.entries.headlines()) == before
        assert other.bookmarks.get(id).note == "ملاحظة"


def test_batch_that_raises_leaves_nothing(path):
    with Library.open(path) as library:
        with suppress(ZeroDivisionError), library.batch():
            id = library.articles.add_page(Article("ع", "https://x.example/batch"))
            raise ZeroDivisionError
        assert library.bookmarks.get(id) is None
        assert library.articles.add_page(Article("ع", "https://x.example/batch"))
