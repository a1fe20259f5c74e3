import pickle

import pytest

from reader.sources import ExtractError, FeedError, FetchError, SourceError


@pytest.mark.parametrize("kind", [FeedError, FetchError, ExtractError])
def test_an_error_tells_in_two_languages(kind):
    error = kind("The feed is empty.", "الخلاصة فارغة.")
    assert isinstance(error, SourceError)
    assert str(error) == "The feed is empty."
    assert error.arabic == "الخلاصة فارغة."


def test_an_error_crosses_processes():
    error = pickle.loads(pickle.dumps(FeedError("One.", "واحد.")))
    assert (str(error), error.arabic) == ("One.", "واحد.")
