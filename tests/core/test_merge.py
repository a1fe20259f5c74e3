"""The merge of a server's list with what is here: the queue wins, nothing is invented."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.account.merge import merge_states

ITEMS = st.sampled_from([str(number) for number in range(12)])
STATES = st.dictionaries(ITEMS, st.tuples(st.booleans(), st.booleans()))
LISTS = st.lists(ITEMS, unique=True)


@given(STATES, LISTS, st.sets(ITEMS), st.dictionaries(ITEMS, st.booleans()))
def test_merge_queued_and_sent_items_keep_their_state(known, listed, queued, sent):
    merge = merge_states(known, listed, queued, sent)

    assert not merge.changes.keys() & (queued | sent.keys())


@given(STATES, LISTS, st.sets(ITEMS), st.dictionaries(ITEMS, st.booleans()))
def test_merge_sets_unqueued_items_to_the_server_state(known, listed, queued, sent):
    merge = merge_states(known, listed, queued, sent)

    here = {item: merge.changes.get(item, states[0]) for item, states in known.items()}
    for item in known.keys() - queued - sent.keys():
        assert here[item] == (item in listed)


@given(STATES, LISTS, st.sets(ITEMS), st.dictionaries(ITEMS, st.booleans()))
def test_merge_unknown_items_are_those_of_the_list_in_its_order(known, listed, queued, sent):
    merge = merge_states(known, listed, queued, sent)

    assert merge.unknown == [item for item in listed if item not in known]
    assert merge.changes.keys() <= known.keys()


@given(STATES, LISTS, st.sets(ITEMS))
def test_merge_twice_changes_nothing_more(known, listed, queued):
    changes = merge_states(known, listed, queued, {}).changes
    merged = {item: (changes[item],) * 2 if item in changes else states for item, states in known.items()}

    assert merge_states(merged, listed, queued, {}).changes == {}


def test_merge_sent_item_shown_otherwise_is_contrary():
    merge = merge_states({"1": (True, True), "2": (False, False)}, ["2"], [], {"1": True, "2": False})

    assert merge.contrary == ["1", "2"]
