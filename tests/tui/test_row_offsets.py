"""Which row stands on which line of a list."""

import pytest

from reader.tui.widgets.row_offsets import RowOffsets


@pytest.mark.parametrize(
    ("line", "row", "nearest"), [(9, -1, 0), (10, 0, 0), (11, 1, 1), (13, 1, 1), (14, 2, 2), (15, -1, 2)]
)
def test_row_of_a_line_is_found_in_a_window_of_a_list(line, row, nearest):
    offsets = RowOffsets([1, 3, 1], above=10)
    assert (offsets.row_at(line), offsets.nearest_row(line)) == (row, nearest)
    assert (offsets.start, offsets[1], offsets.end) == (10, 11, 15)


def test_list_without_rows_has_none_on_any_line():
    offsets = RowOffsets()
    assert (offsets.row_at(0), offsets.nearest_row(3), offsets.end) == (-1, -1, 0)
