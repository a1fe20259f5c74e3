"""What is at hand with no network."""

from datetime import UTC, datetime, timedelta

import pytest

from reader.config import Settings
from reader.core import NotFoundError, Session
from reader.core.check_source import check_addresses
from reader.core.export import collect
from reader.core.maintenance import prune_library
from reader.core.queries import (
    count_by_source,
    count_listed,
    find_entry,
    get_article,
    get_position,
    get_state,
    list_categories,
    list_headlines,
    list_latest,
    mark_read,
    set_position,
    set_state,
)
from reader.model import Entry, Filter, Source
from reader.store import Library

NOW = datetime.now(UTC)
ALPHA = Source("alpha", "ألف", feed="https://a.example/rss", language="ckb")


@pytest.fixture
def filled(library):
    session = Session(library, [ALPHA])
    entries = [
        Entry(
            "1",
            "أول",
            "https://a.example/1",
            NOW - timedelta(minutes=1),
            content="<p>فقرة</p><p>ثانية</p>",
            categories=("سياسة",),
        ),
        Entry("2", "ثانٍ", "https://a.example/2", NOW, summary="ملخص", categories=("رياضة",)),
    ]
    library.entries.add(ALPHA, entries, now=NOW)
    return session


def test_article_before_download_is_the_text_of_the_feed(filled):
    article = get_article(filled, 1)
    assert (article.text, article.whole, article.language) == ("فقرة\nثانية", False, "ckb")
    assert get_article(filled, 2).text == "ملخص"
    assert get_article(filled, 99) is None


def test_library_is_seen_through(filled):
    assert list_categories(filled) == ["رياضة", "سياسة"] or set(list_categories(filled)) == {"رياضة", "سياسة"}
    assert count_by_source(filled)["alpha"].unread == 2
    assert count_listed(filled, Filter(sources=("alpha",), unread=True)).total == 2
    assert find_entry(filled, "https://a.example/2") == 2
    assert [h.id for h in list_latest(filled, 1)] == [2]
    assert [h.id for h in list_headlines(filled, Filter(categories=("سياسة",)))] == [1]
    set_state(filled, "seen", "yes")
    assert (get_state(filled, "seen"), get_state(filled, "never")) == ("yes", "")
    set_position(filled, 1, 7)
    assert get_position(filled, 1) == 7
    assert mark_read(filled, [1]) == [1]
    assert mark_read(filled, [1]) == []


def test_sources_are_remembered_by_the_library(filled, tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        assert Session(library).sources == (ALPHA,)


def test_tidying_lets_go_by_the_settings(filled):
    mark_read(filled, [1, 2])
    filled.library.entries.add(ALPHA, [Entry("2", "ثانٍ", "https://a.example/2", NOW)], now=NOW)
    filled.settings = Settings(keep_entries=1)
    prune_library(filled)
    assert [h.id for h in list_headlines(filled)] == [2]


def test_collect_of_an_unknown_id_raises(filled):
    with pytest.raises(NotFoundError, match="99"):
        collect(filled, [99])
    assert [item.language for item in collect(filled, [1])] == ["ckb"]


async def test_trying_a_source_tells_each_way(session, source, newsroom):
    trials = await check_addresses(session, source("a", "/bad/moved", "/bad/500"))
    assert [(trial.way, bool(trial.error)) for trial in trials] == [
        ("feed", False),
        ("listing", True),
        ("article", False),
    ]
    assert trials[0].note.key == "check.moved"
    newsroom.add("/broken.xml", newsroom._built_in("/rss.xml").body.replace(b"/ar/news/", b"/none/"))
    trials = await check_addresses(session, source("a", "/broken.xml"))
    assert "404" in str(trials[-1].error)
    assert await check_addresses(session, Source("none", "لا شيء")) == []
