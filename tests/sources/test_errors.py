import pickle

import pytest

from reader.locale.message import Message
from reader.sources import ExtractError, FeedError, FetchError, SourceError


@pytest.mark.parametrize("kind", [FeedError, FetchError, ExtractError])
def test_error_of_a_source_carries_its_message(kind):
    error = kind(Message("feed.empty"))
    assert isinstance(error, SourceError)
    assert error.message == Message("feed.empty")
    assert str(error) == "The feed is empty."


def test_error_pickled_keeps_its_message():
    error = pickle.loads(pickle.dumps(FeedError(Message("article.none", host="a.example"))))
    assert error.message == Message("article.none", host="a.example")
