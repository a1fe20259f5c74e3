"""What is at hand with no network."""

from datetime import UTC, datetime

import pytest

from reader.config import Settings
from reader.core import NotFoundError, Session
from reader.core.export import collect
from reader.model import Entry, Filter, Source
from reader.store import Library

NOW = datetime.now(UTC)
ALPHA = Source("alpha", "ألف", feed="https://a.example/rss", language="ckb")


@pytest.fixture
def filled(library):
    session = Session(library, [ALPHA])
    entries = [
        Entry(
            "1", "أول", "https://a.example/1", NOW, content="<p>فقرة</p><p>ثانية</p>", categories=("سياسة",)
        ),
        Entry("2", "ثانٍ", "https://a.example/2", NOW, summary="ملخص", categories=("رياضة",)),
    ]
    library.entries.add(ALPHA, entries, now=NOW)
    return session


def test_an_article_is_first_what_the_feed_gave(filled):
    article = filled.article(1)
    assert (article.text, article.whole, article.language) == ("فقرة\nثانية", False, "ckb")
    assert filled.article(2).text == "ملخص"
    assert filled.article(99) is None


def test_the_library_is_seen_through(filled):
    assert filled.categories() == ["رياضة", "سياسة"] or set(filled.categories()) == {"رياضة", "سياسة"}
    assert filled.counts()["alpha"].unread == 2
    assert filled.find("https://a.example/2") == 2
    assert [h.id for h in filled.latest(1)] == [2]
    assert [h.id for h in filled.headlines(Filter(categories=("سياسة",)))] == [1]
    filled.remember("seen", "yes")
    assert (filled.recall("seen"), filled.recall("never")) == ("yes", "")
    filled.set_position(1, 7)
    assert filled.position(1) == 7
    assert filled.mark_read([1]) == [1]
    assert filled.mark_read([1]) == []


def test_sources_are_remembered_by_the_library(filled, tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        assert Session(library).sources == (ALPHA,)


def test_tidying_lets_go_by_the_settings(filled):
    filled.mark_read([1, 2])
    filled.settings = Settings(keep_entries=1)
    filled.tidy()
    assert [h.id for h in filled.headlines()] == [2]


def test_collecting_what_is_not_there_is_told(filled):
    with pytest.raises(NotFoundError, match="99"):
        collect(filled, [99])
    assert [item.language for item in collect(filled, [1])] == ["ckb"]


async def test_trying_a_source_tells_each_way(session, source, newsroom):
    trials = await session.try_source(source("a", "/bad/moved", "/bad/500"))
    assert [(trial.way, bool(trial.error)) for trial in trials] == [
        ("feed", False),
        ("listing", True),
        ("article", False),
    ]
    assert trials[0].note.key == "check.moved"
    newsroom.add("/broken.xml", newsroom._built_in("/rss.xml").body.replace(b"/ar/news/", b"/none/"))
    trials = await session.try_source(source("a", "/broken.xml"))
    assert "404" in str(trials[-1].error)
    assert await session.try_source(Source("none", "لا شيء")) == []
