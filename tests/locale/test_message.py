"""Messages are values: equal, immutable, and the same after a way through JSON."""

import copy
import json
import pickle

import pytest

from reader.locale.message import LocalizedError, Message

NESTED = Message("a.b", n=3, host="example.org", why=Message("c.d"), all=("x", Message("e.f", part=0.5)))


def test_message_of_the_same_key_and_arguments_is_equal():
    assert Message("a.b", n=1) == Message("a.b", n=1)
    assert hash(Message("a.b", n=1)) == hash(Message("a.b", n=1))
    assert Message("a.b", n=1) != Message("a.b", n=2)
    assert Message("a.b") != "a.b"


def test_message_cannot_be_changed():
    with pytest.raises(AttributeError):
        NESTED.key = "other"
    with pytest.raises(TypeError):
        NESTED.args["n"] = 4


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m)),
              lambda m: Message.from_data(json.loads(json.dumps(m.to_data())))]
)  # fmt: skip
def test_message_survives_copying_and_json(again):
    assert again(NESTED) == NESTED


@pytest.mark.parametrize(
    "data", [None, [], "a.b", {}, {"key": 1}, {"key": "a", "args": []}, {"key": "a", "args": {"b": None}},
             {"key": "a", "args": {"b": [{"key": 2}]}}]
)  # fmt: skip
def test_data_that_are_no_message_are_refused(data):
    with pytest.raises(ValueError, match=r"message|argument"):
        Message.from_data(data)


def test_localized_error_is_its_english_sentence():
    assert str(LocalizedError(Message.verbatim("{odd}"))) == "{odd}"
