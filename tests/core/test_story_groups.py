"""Stories of a library: grouped as they come, kept, listed one row an event."""

from datetime import UTC, datetime, timedelta

import pytest

from reader.core import Session
from reader.core.digest import build_digest
from reader.core.stories.grouper import MEMBER_FEATURES, Grouper
from reader.core.story_groups import get_story, list_stories, update_stories
from reader.model import Entry, Filter, Source

NOW = datetime(2026, 5, 4, 20, tzinfo=UTC)
FIRE = "حريق كبير في معمل نسيج بالديوانية"
FIRE_OUT = "الديوانية: إخماد حريق معمل النسيج بعد ساعتين من اندلاعه"
OTHER = "افتتاح معرض للزهور في متنزه الزوراء"


def store(library, source, *titles, hours=0.0):
    entries = [
        Entry(
            f"{source}-{title}",
            title,
            f"https://{source}.example/{n}",
            published=NOW + timedelta(hours=hours),
        )
        for n, title in enumerate(titles)
    ]
    library.entries.add(Source(source, source, feed=f"https://{source}.example/rss"), entries, now=NOW)
    return [library.entries.find(entry.url) for entry in entries]


def test_update_stories_with_an_event_of_two_sources_groups_them(library):
    first = store(library, "alpha", FIRE, OTHER, hours=-3)
    (second,) = store(library, "beta", FIRE_OUT, hours=-1)

    assert update_stories(library, NOW) == 3

    fire, other, out = library.entries.by_ids([*first, second])
    assert fire.story == out.story == fire.id
    assert other.story == other.id


def test_update_stories_again_changes_nothing_and_later_news_join(library):
    (first, _) = store(library, "alpha", FIRE, OTHER, hours=-3)
    update_stories(library, NOW)
    assert update_stories(library, NOW) == 0

    (second,) = store(library, "beta", FIRE_OUT, hours=-1)
    assert update_stories(library, NOW) == 1

    assert library.entries.headline(second).story == first


def test_update_stories_with_an_older_report_that_comes_last_joins_it(library):
    """Newsrooms are fetched one after the other: a report may come after younger ones of its event."""
    (first,) = store(library, "alpha", FIRE, hours=-5)
    (last,) = store(library, "beta", FIRE_OUT, hours=-1)
    update_stories(library, NOW)
    (between,) = store(library, "gamma", FIRE, hours=-3)
    (before,) = store(library, "delta", FIRE, hours=-7)

    assert update_stories(library, NOW) == 2

    assert {each.story for each in library.entries.by_ids([first, last, between, before])} == {first}


def test_update_stories_entry_that_named_its_story_and_is_taken_out_leaves_it(library, monkeypatch):
    """The others take the name of their oldest; that they are moved marks none of them as read."""
    (first,) = store(library, "alpha", FIRE, hours=-5)
    (second,) = store(library, "beta", FIRE_OUT, hours=-4)
    (third,) = store(library, "gamma", FIRE_OUT, hours=-3)
    update_stories(library, NOW)
    library.entries.mark_read([second])
    support = [100.0] + [0.0] * (len(MEMBER_FEATURES) - 1)

    def reject_oldest(grouper, story):
        for place, member in enumerate(story.members):
            yield member, [-support[0], *support[1:]] if place == 0 else support

    monkeypatch.setattr(Grouper, "_support", reject_oldest)
    (fourth,) = store(library, "delta", FIRE_OUT, hours=-1)
    update_stories(library, NOW, read_once=True)

    found = library.entries.by_ids([first, second, third, fourth])
    assert [row.story for row in found] == [first, second, second, second]
    assert [row.read for row in found] == [False, True, False, False]
    assert update_stories(library, NOW) == 0


def test_update_stories_of_a_large_refresh_compares_the_newest_only(library, monkeypatch):
    monkeypatch.setattr("reader.core.story_groups.MAX_ENTRIES", 2)
    (old,) = store(library, "alpha", FIRE, hours=-5)
    (second,) = store(library, "beta", FIRE_OUT, hours=-1)
    (third,) = store(library, "gamma", FIRE, hours=-2)
    assert update_stories(library, NOW) == 2
    assert update_stories(library, NOW) == 0
    assert [library.entries.headline(id).story for id in (old, second, third)] == [None, third, third]


def test_update_stories_old_entries_are_left_alone(library):
    (old,) = store(library, "alpha", FIRE, hours=-24 * 30)

    assert update_stories(library, NOW) == 0
    assert library.entries.headline(old).story is None


def test_list_stories_begins_with_the_most_reported(library):
    first = store(library, "alpha", FIRE, hours=-3)
    second = store(library, "beta", FIRE_OUT, OTHER, hours=-1)
    update_stories(library, NOW)

    rows = list_stories(Session(library), NOW - timedelta(hours=2))

    assert [row.newsrooms for row in rows] == [2, 1]
    assert [headline.id for headline in rows[0].headlines] == [second[0], first[0]]
    assert rows[0].is_unread
    assert [headline.id for headline in get_story(Session(library), second[0])] == first


def test_list_stories_without_groups_has_a_row_an_entry(library):
    store(library, "alpha", FIRE, OTHER, hours=-1)

    assert [row.newsrooms for row in list_stories(Session(library), NOW - timedelta(hours=2))] == [1, 1]


def test_build_digest_has_an_article_a_story_and_the_others_below(library):
    store(library, "alpha", FIRE, OTHER, hours=-3)
    store(library, "beta", FIRE_OUT, hours=-1)
    update_stories(library, NOW)

    items = build_digest(Session(library), NOW - timedelta(days=1))

    assert [item.headline.title for item in items] in ([FIRE_OUT, OTHER], [FIRE, OTHER])
    (other,) = [block for block in items[0].article.blocks if block.kind == "item"]
    assert other.text.partition(": ")[2] in (FIRE, FIRE_OUT)
    assert other.text[other.spans[0].start :] == other.text.partition(": ")[2]
    assert [item.headline.title for item in build_digest(Session(library), NOW - timedelta(days=1), 1)] != []


def test_list_headlines_by_story_shows_the_newest_entry_of_an_event_and_counts_newsrooms(library):
    store(library, "alpha", FIRE, OTHER, hours=-3)
    (second,) = store(library, "beta", FIRE_OUT, hours=-1)
    update_stories(library, NOW)

    every = library.entries.headlines()
    rows = library.entries.headlines(stories=True)

    assert {row.title: row.newsrooms for row in every} == {FIRE: 2, OTHER: 1, FIRE_OUT: 2}
    assert [row.title for row in rows] == [FIRE_OUT, OTHER]
    assert (rows[0].id, rows[0].newsrooms, rows[0].reports) == (second, 2, 2)


def test_list_headlines_by_story_newest_that_the_filter_lets_through_stands_for_it(library):
    (first, _) = store(library, "alpha", FIRE, OTHER, hours=-3)
    (second,) = store(library, "beta", FIRE_OUT, hours=-1)
    update_stories(library, NOW)
    library.entries.mark_read([second])

    unread = library.entries.headlines(Filter(unread=True), stories=True)
    of_one_source = library.entries.headlines(Filter(sources=("alpha",)), stories=True)

    assert {row.title for row in unread} == {OTHER, FIRE}
    assert first in [row.id for row in unread]
    assert {row.title for row in of_one_source} == {FIRE, OTHER}


def test_list_headlines_by_story_page_listed_by_two_sections_does_not_hide_its_story(library):
    entry = Entry("1", FIRE, "https://alpha.example/fire", published=NOW)
    for section in ("alpha", "alpha-local"):
        source = Source(section, section, feed=f"https://alpha.example/{section}")
        library.entries.add(source, [entry], now=NOW)
    update_stories(library, NOW)

    (row,) = library.entries.headlines(stories=True)

    assert row.source == "alpha"
    assert row.newsrooms == row.reports == 1


def test_update_stories_later_report_of_a_read_story_is_read_unless_breaking(library):
    (first,) = store(library, "alpha", FIRE, hours=-3)
    update_stories(library, NOW, read_once=True)
    library.entries.mark_read([first])
    (second,) = store(library, "beta", FIRE_OUT, hours=-1)
    (other,) = store(library, "gamma", OTHER, hours=-1)
    (breaking,) = store(library, "delta", f"عاجل: {FIRE_OUT}", hours=0)

    update_stories(library, NOW, read_once=True)

    found = library.entries.by_ids([first, second, breaking, other])
    assert [row.story == first for row in found] == [True, True, True, False]
    assert [row.read for row in found] == [True, True, False, False]


def test_update_stories_second_report_of_a_source_in_a_read_story_is_unread(library):
    """The next post of a thread, the next part of a live page, a bulletin of the same words."""
    (first,) = store(library, "alpha", FIRE, hours=-3)
    update_stories(library, NOW, read_once=True)
    library.entries.mark_read([first])
    (beta,) = store(library, "beta", FIRE_OUT, hours=-2)
    entry = Entry("further", FIRE_OUT, "https://alpha.example/further", published=NOW - timedelta(hours=1))
    library.entries.add(Source("alpha", "alpha", feed="https://alpha.example/rss"), [entry], now=NOW)
    further = library.entries.find(entry.url)
    update_stories(library, NOW, read_once=True)
    (gamma,) = store(library, "gamma", FIRE, hours=0)
    update_stories(library, NOW, read_once=True)

    found = library.entries.by_ids([first, beta, further, gamma])
    assert {row.story for row in found} == {first}
    assert [row.read for row in found] == [True, True, False, False]
    (row,) = list_stories(Session(library), NOW - timedelta(hours=2))
    assert row.is_unread


def test_update_stories_without_read_once_later_report_stays_unread(library):
    (first,) = store(library, "alpha", FIRE, hours=-3)
    update_stories(library, NOW)
    library.entries.mark_read([first])
    (second,) = store(library, "beta", FIRE_OUT, hours=-1)

    update_stories(library, NOW)

    assert not library.entries.headline(second).read


def test_update_stories_report_in_another_language_joins_the_event_and_keeps_its_name(library):
    (first,) = store(library, "alpha", "هزة أرضية بقوة 4.8 تضرب حلبجة ويشعر بها سكان بغداد", hours=-3)
    update_stories(library, NOW)
    english = Entry(
        "e",
        "Magnitude 4.8 quake shakes Halabja, felt in Baghdad",
        "https://river.example/1",
        published=NOW - timedelta(hours=2),
        language="en",
    )
    library.entries.add(
        Source("river", "River", feed="https://river.example/rss", language="en"), [english], now=NOW
    )
    update_stories(library, NOW)
    (third,) = store(library, "beta", "زلزال بقوة 4.8 درجات يضرب حلبجة", hours=-1)
    update_stories(library, NOW)

    rows = library.entries.headlines(stories=True)

    assert {row.story for row in library.entries.headlines()} == {first}
    assert [(row.id, row.newsrooms) for row in rows] == [(third, 3)]
    assert update_stories(library, NOW) == 0


@pytest.mark.parametrize("sources", [(), ("alpha", "beta"), ("alpha",)])
@pytest.mark.parametrize("hours", [None, 6])
def test_total_of_a_list_of_events_is_the_number_of_its_rows(library, sources, hours):
    first = store(library, "alpha", FIRE, OTHER, hours=-3)
    second = store(library, "beta", FIRE_OUT, hours=-1)
    store(library, "gamma", FIRE, hours=-8)
    library.sources.set(
        [Source(id, id, feed=f"https://{id}.example/rss") for id in ("alpha", "beta", "gamma")]
    )
    update_stories(library, NOW)
    library.entries.mark_read([first[1], second[0]])
    since = NOW - timedelta(hours=hours) if hours else None
    for unread in (False, True):
        wanted = Filter(sources=sources, since=since, unread=unread)
        rows = library.entries.headlines(wanted, stories=True)
        assert library.entries.total(wanted, stories=True).total == len(rows), wanted
        reports = library.entries.headlines(wanted)
        assert library.entries.total(wanted) == (len(reports), sum(not each.read for each in reports))
