"""The sample session: marked, varied, filtered as news is, and never in the way of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from reader.core import CoreError, Session
from reader.core.bookmarks import save_bookmark
from reader.core.fetch_article import download_article
from reader.core.queries import (
    find_entry,
    get_article,
    get_headline,
    get_position,
    is_showing_sample,
    list_headlines,
    list_latest,
    mark_read,
    set_position,
)
from reader.core.sample import SOURCE, Sample
from reader.locale.message import Message
from reader.model import Entry, Filter, Source, SourceHealth
from reader.store import Library
from reader.typeset import layout

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALPHA = Source("alpha", "ألف", feed="https://a.example/rss")
OFFLINE = Message.verbatim("no network")


@pytest.fixture
def session(tmp_path, new_library):
    with Library.open(new_library(tmp_path / "library.db")) as library:
        yield Session(library, [ALPHA])


def test_sample_has_twelve_headlines_of_its_source():
    sample = Sample(NOW)
    headlines = sample.headlines()
    assert len(headlines) == 12
    assert all(
        headline.id < 0 and headline.source_name == "نموذج" and headline.offline for headline in headlines
    )
    assert [h.published for h in headlines] == sorted((h.published for h in headlines), reverse=True)
    texts = {h.id: sample.article(h.id) for h in headlines}
    assert all(len(article.text) > 100 for article in texts.values())
    assert any(article.language == "ckb" for article in texts.values())
    assert any(re.search("[\u064b-\u0652]", article.title) for article in texts.values())
    assert any(re.search(r"Python 3\.11", article.text) for article in texts.values())
    assert "Enter" in sample.article(-1).text


def test_sample_paragraphs_fit_in_narrow_lines():
    sample = Sample(NOW)
    for headline in sample.headlines():
        for line in layout(sample.article(headline.id).text, 40):
            assert line.width <= 40


def test_sample_is_filtered_as_news():
    sample = Sample(NOW)
    assert len(sample.headlines(Filter(categories=("دليل",)))) == 3
    assert sample.headlines(Filter(sources=("other",))) == []
    assert sample.headlines(Filter(saved=True)) == []
    assert len(sample.headlines(Filter(since=NOW - timedelta(minutes=40)))) == 2
    assert [h.id for h in sample.headlines(Filter(query="عدس"))] == [-10]
    assert sample.mark_read([-1, -99]) == [-1]
    assert sample.mark_read([-1]) == []
    assert -1 not in [h.id for h in sample.headlines(Filter(unread=True))]
    assert sample.mark_read([-1], False) == [-1]
    assert len(sample.headlines(limit=3)) == 3
    assert sample.headline(-99) is None
    assert sample.article(-99) is None


def test_sample_is_shown_after_a_failed_first_refresh_only(session):
    assert list_headlines(session) == []
    assert list_latest(session, 5) == []
    session.library.sources.record(SourceHealth("alpha", last_fetch=NOW, error=OFFLINE))
    assert is_showing_sample(session)
    assert [h.source for h in list_headlines(session, limit=2)] == [SOURCE.id] * 2
    assert len(list_latest(session, 5)) == 5
    assert find_entry(session, "-3") == -3
    assert find_entry(session, "-300") is None
    assert get_headline(session, -3).title == get_article(session, -3).title
    assert mark_read(session, [-3]) == [-3]
    set_position(session, -3, 5)
    assert get_position(session, -3) == 0


def test_sample_disappears_with_the_first_news(session):
    session.library.sources.record(SourceHealth("alpha", last_fetch=NOW, error=OFFLINE))
    session.library.entries.add(ALPHA, [Entry("1", "خبر حقيقي")], now=NOW)
    assert [h.title for h in list_headlines(session)] == ["خبر حقيقي"]
    assert list_headlines(session, Filter(categories=("دليل",))) == []


def test_empty_but_reachable_world_shows_no_sample(session):
    session.library.sources.record(SourceHealth("alpha", last_fetch=NOW, last_success=NOW))
    assert list_headlines(session) == []


async def test_sample_cannot_be_saved(session):
    with pytest.raises(CoreError, match="sample"):
        async for _ in save_bookmark(session, -1):
            pass
    assert await download_article(session, -1) == get_article(session, -1)
