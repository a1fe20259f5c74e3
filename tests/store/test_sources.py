from dataclasses import replace
from datetime import timedelta

import pytest

from reader.locale.message import Message
from reader.model import Selectors, Source, SourceHealth
from reader.store import LibraryFullError
from reader.store import upsert as intake
from reader.store.entry_rows import prepare
from reader.store.sources import LOG_LENGTH
from reader.store.upsert import SourceUpdate

from .conftest import NOW, SOURCE, make

RICH = Source(
    "rich",
    "الغني",
    feed="https://rich.example/feed",
    listing="https://rich.example/",
    listing_selectors=Selectors(link="h2 a", drop=(".ad", ".more")),
    headers=(("X-A", "1"),),
    keep_days=7,
    full=True,
    user_added=True,
)


def test_sources_come_back_in_order(library):
    library.sources.set([RICH, SOURCE])
    assert library.sources.all() == [RICH, SOURCE]
    library.sources.set([SOURCE, replace(RICH, name="اسم جديد")])
    assert library.sources.all() == [SOURCE, replace(RICH, name="اسم جديد")]
    library.sources.set([])
    assert library.sources.all() == []


def test_setting_the_same_writes_nothing(library):
    library.sources.set([RICH, SOURCE])
    before = library._database._writer.total_changes
    library.sources.set([RICH, SOURCE])
    assert library._database._writer.total_changes == before


def test_sources_with_failures_give_their_health(library):
    assert library.sources.health("wadi") == SourceHealth("wadi")
    error = Message("fetch.status.404", host="h", status=404)
    health = SourceHealth(
        "wadi", NOW, NOW - timedelta(hours=1), error, NOW + timedelta(hours=2), '"e"', "Mon", "d", "https://m.example/",
        3, 12.5, "https://wadi.example/feed", NOW + timedelta(hours=9),
    )  # fmt: skip
    library.sources.record(health)
    assert library.sources.health("wadi") == health
    assert library.sources.healths() == {"wadi": health}


def test_health_of_a_source_not_yet_known(library):
    library.sources.record(SourceHealth("stranger", NOW))
    assert library.sources.health("stranger").last_fetch == NOW


def test_log_is_bounded(library):
    for minute in range(LOG_LENGTH + 20):
        library.sources.record(
            SourceHealth("wadi", NOW + timedelta(minutes=minute), error=Message("x", n=minute))
        )
    log = library.sources.log("wadi")
    assert len(log) == LOG_LENGTH
    assert log[0] == (NOW + timedelta(minutes=LOG_LENGTH + 19), Message("x", n=LOG_LENGTH + 19))


def test_facts_that_were_set_are_given_back(library):
    assert library.facts.get("x") is None
    library.facts.set("x", "1")
    library.facts.set("x", "٢")
    assert library.facts.get("x") == "٢"


def test_source_update_is_stored_whole_or_not_at_all(library, monkeypatch):
    health = SourceHealth(SOURCE.id, last_fetch=NOW, last_success=NOW, etag='"1"')
    delivery = SourceUpdate(SOURCE, health, prepare(SOURCE, [make(1)], NOW))

    def full(*_):
        raise LibraryFullError(library.path)

    with monkeypatch.context() as patch:
        patch.setattr(intake, "store_health", full)
        with pytest.raises(LibraryFullError):
            library.entries.take_in([delivery])
    assert library.entries.headlines() == []
    assert library.sources.health(SOURCE.id).last_fetch is None
    assert len(library.entries.take_in([delivery])[0].new) == 1
    assert library.sources.health(SOURCE.id) == health
