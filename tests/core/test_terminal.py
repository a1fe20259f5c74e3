"""What a person saw on a terminal counts for more than what it tells of itself, and less than the setting."""

import os

import pytest
from translated import in_arabic

from reader.core.terminal_profile import NONE, Terminal
from reader.typeset.terminal_profiles import Answers, Order

UNKNOWN = Terminal({"TERM": "xterm-256color"})


def test_order_without_answers_is_uncertain():
    assert UNKNOWN.decide("auto") == UNKNOWN.decide("auto", "")
    assert not UNKNOWN.decide("auto").certain


@pytest.mark.parametrize("order", list(Order))
def test_order_chosen_in_the_calibration_is_used(order):
    decision = UNKNOWN.decide("auto", order.value)
    assert decision.order is order
    assert decision.certain
    assert decision.name == UNKNOWN.decide("auto").name
    assert "your own choice" in str(decision.why)
    assert "اخترت" in in_arabic(decision.why)


def test_setting_wins_over_the_eye():
    assert UNKNOWN.decide("cells", "fenced").order is Order.CELLS


@pytest.mark.parametrize("seen", [NONE, "nonsense from another version"])
def test_order_none_of_the_calibration_falls_back(seen):
    decision = UNKNOWN.decide("auto", seen)
    assert decision.order is UNKNOWN.decide("auto").order
    assert decision.certain


def test_terminals_have_distinct_keys():
    others = [
        Terminal({"TERM": "xterm"}),
        Terminal({"TERM": "xterm-256color", "TMUX": "x"}, Answers("tmux 3.4", outer="xterm-256color")),
        Terminal({"TERM": "xterm-256color"}, Answers("Konsole 24.1")),
    ]
    assert len({UNKNOWN.key, *(each.key for each in others)}) == 4
    assert Terminal({}).key == "order unknown"


def test_terminal_whose_name_is_no_utf8_has_a_key_that_can_be_stored():
    key = Terminal({"TERM": os.fsdecode(b"\xff\xfe")}).key
    assert key.encode() == b"order unknown ??"
