"""Who is followed: the catalogue's first, with and without what the configuration says."""

import pytest
from translated import in_arabic

from reader.config import load
from reader.config.edit import change_source
from reader.core.errors import CoreError, NotFoundError
from reader.core.source_configuration import (
    follow_all,
    follow_pack,
    followed_sources,
    free_id,
    restore_source,
    unfollow,
)
from reader.model import Source
from reader.sources.catalogue import builtin, first_sources, packs

FIRST = {source.id for source in first_sources()}
OTHER = next(source for source in builtin() if source.id not in FIRST)


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.toml"

    def config(text=None):
        if text is not None:
            path.write_text(text)
        return load(path)

    return config


def ids(config):
    return [source.id for source in followed_sources(config)[0]]


def test_first_start_follows_the_iraqi_ones(config):
    assert set(ids(config())) == FIRST
    assert "baghdadtoday" in FIRST


def test_file_adds_and_takes_away(config):
    made = config(
        f'[follow]\nsources = ["{OTHER.id}", "nobody"]\npacks = ["kurdish", "nothing"]\n'
        'leave = ["baghdadtoday"]\n'
        '[[source]]\nid = "mine"\nfeed = "http://127.0.0.1/rss"\n'
    )
    found = ids(made)
    assert "baghdadtoday" not in found
    assert {OTHER.id, "mine", *(source.id for source in packs()["kurdish"])} <= set(found)
    problems = followed_sources(made)[1]
    assert len(problems) == 2
    assert "'nobody'" in str(problems[1].message)
    assert "nothing" in in_arabic(problems[0].message)


def test_source_table_with_a_known_id_overrides_its_keys(config):
    made = config('[[source]]\nid = "baghdadtoday"\nname = "اسم آخر"\nenabled = false\n')
    source = next(source for source in followed_sources(made)[0] if source.id == "baghdadtoday")
    known = next(source for source in builtin() if source.id == "baghdadtoday")
    assert (source.name, source.enabled, source.feed) == ("اسم آخر", False, known.feed)
    assert not source.user_added
    assert set(ids(made)) == FIRST


def test_source_of_the_configuration_may_lead_inside(config):
    made = config('[[source]]\nid = "mine"\nlisting = "http://127.0.0.1/"\n')
    assert [source.user_added for source in followed_sources(made)[0] if source.id == "mine"] == [True]


def test_source_table_with_a_mistake_is_skipped_and_reported(config):
    made = config(
        'language = "en"\n\n[[source]]\nid = "mine"\nfeed = "ftp://x"\n\n[[source]]\nfeed = "http://y.example/"\n'
    )
    sources, problems = followed_sources(made)
    assert [problem.line for problem in problems] == [3]
    assert "skipped" in str(problems[0].message)
    assert "http://y.example/" in [source.feed for source in sources]


def test_following_writes_a_table_or_a_name(config, tmp_path):
    path = tmp_path / "config.toml"
    follow_all(path, [Source("mine", "لي", feed="http://m.example/rss", category="أخرى")])
    follow_all(path, [OTHER])
    made = config()
    assert made.sources == (
        {"id": "mine", "name": "لي", "feed": "http://m.example/rss", "language": "ar", "category": "أخرى"},
    )
    assert made.settings.follow == (OTHER.id,)
    assert {OTHER.id, "mine"} <= set(ids(made))


@pytest.mark.parametrize("id", ["baghdadtoday", OTHER.id, "mine"])
def test_leaving_can_be_undone(config, tmp_path, id):
    path = tmp_path / "config.toml"
    follow_all(path, [OTHER])
    follow_all(path, [Source("mine", "لي", feed="http://m.example/rss")])
    before = set(ids(config()))
    removed = unfollow(path, id, followed_sources(config())[0])
    assert set(ids(config())) == before - {id}
    restore_source(path, removed)
    assert set(ids(config())) == before


def test_following_again_ends_having_left(config, tmp_path):
    path = tmp_path / "config.toml"
    known = next(source for source in builtin() if source.id == "baghdadtoday")
    unfollow(path, "baghdadtoday", followed_sources(config())[0])
    follow_all(path, [known])
    assert set(ids(config())) == FIRST


def test_pack_is_followed_by_its_name(config, tmp_path):
    path = tmp_path / "config.toml"
    assert follow_pack(path, "kurdish") == packs()["kurdish"]
    assert {source.id for source in packs()["kurdish"]} <= set(ids(config()))
    with pytest.raises(CoreError, match="the packs are iraq"):
        follow_pack(path, "mars")


def test_unfollow_of_an_unknown_source_raises(config, tmp_path):
    with pytest.raises(NotFoundError, match="'x'"):
        unfollow(tmp_path / "config.toml", "x", ())


def test_source_can_be_renamed_moved_and_switched_off(config, tmp_path):
    change_source(tmp_path / "config.toml", "baghdadtoday", {"name": "ب", "category": "ج", "enabled": False})
    source = next(source for source in followed_sources(config())[0] if source.id == "baghdadtoday")
    assert (source.name, source.category, source.enabled) == ("ب", "ج", False)


def test_free_id_adds_the_next_number():
    assert free_id("a", set()) == "a"
    assert free_id("a", {"a", "a-2"}) == "a-3"
