"""What the headline list lists: a filter, a grouping and an order."""

import pytest
from tui import news

from reader.model import Filter
from reader.tui.list_query import SEARCH_ORDERS, ListQuery
from reader.tui.list_rows import GROUPINGS


def test_filter_with_a_query_becomes_a_single_query():
    wanted = Filter(("a", "b"), ("أخبار العراق",), True, True, news.NOW, "جسر")
    assert ListQuery(wanted).text == (
        'جسر source:a source:b category:"أخبار العراق" is:unread is:saved after:2026-11-24'
    )


def test_groupings_come_in_turn():
    query, seen = ListQuery(grouping=GROUPINGS[0]), []
    for _ in GROUPINGS:
        seen.append(query.grouping)
        query = query.regroup()
    assert (tuple(seen), query.grouping) == (GROUPINGS, GROUPINGS[0])


def test_order_of_a_search_is_another_than_that_of_the_list():
    listed = ListQuery()
    assert [listed.order, listed.reorder().order, listed.reorder().reorder().order] == [
        "newest",
        "oldest",
        "newest",
    ]
    query, seen = ListQuery(Filter(query="جسر"), oldest_first=True), []
    for _ in SEARCH_ORDERS:
        seen.append(query.order)
        query = query.reorder()
    assert tuple(seen) == SEARCH_ORDERS
    assert query.oldest_first, "of the list, when the search is over"


@pytest.mark.parametrize(
    ("query", "folds"),
    [
        (ListQuery(), True),
        (ListQuery(stories=False), False),
        (ListQuery(grouping="source"), False),
        (ListQuery(Filter(sources=("a",))), False),
    ],
)
def test_event_is_listed_once_where_that_suits_the_list(query, folds):
    assert query.folds is folds


def test_rows_of_another_filter_or_grouping_are_not_shown():
    query = ListQuery()
    assert query.has_rows_of(query._replace(search_order="oldest"))
    assert not query.has_rows_of(query._replace(filter=Filter(unread=True)))
    assert not query.has_rows_of(query._replace(grouping=""))
    assert not query.has_rows_of(query._replace(stories=False))
