"""Stories of a library: grouped as they come, kept, listed one row an event."""

from datetime import UTC, datetime, timedelta

from reader.core import Session
from reader.core.digest import build_digest
from reader.core.story_groups import get_story, list_stories, update_stories
from reader.model import Entry, Source

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
