"""The rows a list holds in memory: a window that slides over a longer list, and its counts."""

import pytest

from reader.model import Headline
from reader.store import Counts
from reader.tui import row_buffer
from reader.tui.list_rows import Group
from reader.tui.row_buffer import UNKNOWN_PART, RowBuffer, Window


def headlines(*ids, **state):
    return [Headline(id, "s", "S", f"title {id}", **state) for id in ids]


def ids(rows):
    return [each.id for each in rows]


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(row_buffer, "MAX_ROWS", 4)


def test_short_list_counts_its_own_rows():
    buffer = RowBuffer([*headlines(1), *headlines(2, read=True)])
    assert (buffer.total, buffer.count_unread()) == (2, 1)
    assert (buffer.rows_above, buffer.rows_below) == (0, 0)


def test_window_counts_the_whole_list():
    buffer = RowBuffer(headlines(1, 2), Window(above=True, below=True, rank=10, counts=Counts(50, 7)))
    assert (buffer.total, buffer.count_unread()) == (50, 7)
    assert (buffer.rows_above, buffer.rows_below) == (10, 38)
    unknown = RowBuffer(headlines(1), UNKNOWN_PART)
    assert (unknown.rows_above, unknown.rows_below) == (1, 1), "there are some, though no one counted"


def test_window_that_slides_down_drops_rows_at_its_top():
    buffer = RowBuffer(headlines(1, 2, 3), Window(below=True, counts=Counts(9, 9)))
    dropped = buffer.slide(
        headlines(4, 5), Window(below=True, last=Counts(8, 8)), 1, lambda row: Counts(row.id, 0)
    )
    assert (ids(dropped), ids(buffer.rows)) == ([1], [2, 3, 4, 5])
    assert (buffer.window.above, buffer.window.below, buffer.window.rank) == (True, True, 1)
    assert (buffer.window.first, buffer.window.last) == (Counts(2, 0), Counts(8, 8))
    assert buffer.window.counts == Counts(9, 9)


def test_window_that_slides_up_to_the_first_row_begins_the_list():
    buffer = RowBuffer(headlines(3, 4, 5), Window(above=True, rank=2))
    dropped = buffer.slide(headlines(1, 2), Window(), -1, lambda row: Counts(row.id, 0))
    assert (ids(buffer.rows), ids(dropped)) == ([1, 2, 3, 4], [5])
    assert (buffer.window.above, buffer.window.below, buffer.window.rank) == (False, True, 0)
    assert (buffer.window.first, buffer.window.last) == (None, Counts(4, 0))


def test_newest_rows_stand_before_the_older_ones_each_once():
    buffer = RowBuffer(headlines(3, 2, 1))
    assert ids(buffer.put_before(headlines(4, 3), folds=False)) == [4, 3, 2, 1]
    assert buffer.count_before(headlines(5, 4, 3)) == 2


def test_event_with_a_new_report_stands_where_that_does():
    buffer = RowBuffer(headlines(2, 1, story=1))
    news = headlines(3, story=1, reports=3)
    assert ids(buffer.put_before(news, folds=True)) == [3]
    assert ids(buffer.put_before(news, folds=False)) == [3, 2, 1]


def test_outer_headings_count_their_whole_groups():
    window = Window(above=True, below=True, first=Counts(20, 5), last=Counts(30, 6))
    rows = [Group("a", 1, 1), *headlines(1), Group("b", 1, 1), *headlines(2), Group("c", 1, 1), *headlines(3)]
    RowBuffer(headlines(1, 2, 3), window).complete_groups(rows)
    assert [(each.total, each.unread) for each in rows if isinstance(each, Group)] == [
        (20, 5),
        (1, 1),
        (30, 6),
    ]
