import random
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.store.btree_reader import Pages


@pytest.fixture
def path(tmp_path):
    return tmp_path / "file.db"


@pytest.mark.parametrize("size", [512, 1024, 4096, 65536])
def test_rows_read_from_pages_equal_those_of_sql(path, size):
    chance = random.Random(size)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA page_size = {size}")
    connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT, b BLOB, r REAL, i INTEGER)")
    connection.execute("CREATE TABLE w (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID")
    connection.executemany(
        "INSERT INTO a VALUES (?, ?, ?, ?, ?)",
        [
            (n * 7 - 50, "سد" * chance.choice((0, 1, 50, 3000)), chance.randbytes(chance.choice((0, 9000))),
             chance.choice((None, 1.5, -2e9)), chance.choice((None, 0, 1, -1, 127, 40_000, -(2**40), 2**62)))
            for n in range(300)
        ],
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO w VALUES (?, ?)",
        [(f"{n:05}", "x" * chance.choice((1, 800, 20_000))) for n in range(200)],
    )
    connection.commit()
    numbered = [(row[0], None, *row[1:]) for row in connection.execute("SELECT * FROM a")]
    clustered = [(None, *row) for row in connection.execute("SELECT * FROM w")]
    connection.close()
    rows = list(Pages(path.read_bytes()).rows())
    assert sorted(r for r in rows if r[0] is not None and len(r) == 6 and r[1] is None) == numbered
    assert sorted(r for r in rows if r[0] is None) == clustered


def test_deleted_rows_are_not_read(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT)")
    connection.executemany("INSERT INTO a VALUES (?, ?)", [(n, "x" * 500) for n in range(1000)])
    connection.commit()
    connection.execute("DELETE FROM a WHERE id < 900")
    connection.commit()
    connection.close()
    numbers = [row[0] for row in Pages(path.read_bytes()).rows() if len(row) == 3]
    assert sorted(numbers) == list(range(900, 1000))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_pages_of_any_bytes_end_and_yield_rows(path, seed, tears):
    """Whatever bytes there are, it ends, and yields rows."""
    if not path.exists():
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT)")
        connection.executemany("INSERT INTO a VALUES (?, ?)", [(n, "x" * 50 * n) for n in range(100)])
        connection.commit()
        connection.close()
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(tears):
        at = chance.randrange(len(content) - 64)
        content[at : at + 64] = chance.randbytes(64)
    assert all(isinstance(row, tuple) for row in Pages(bytes(content)).rows())


def test_btree_reader_without_pages_gives_nothing():
    assert list(Pages(b"\0" * 100).rows()) == []
    assert list(Pages(b"x" * 10_000).rows()) == []
