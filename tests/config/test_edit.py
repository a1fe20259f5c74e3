"""Changes to the configuration touch the lines concerned and nothing else."""

import re
import stat
import tomllib

import pytest
from translated import in_arabic

from reader.config import load
from reader.config.edit import (
    ConfigError,
    add_sources,
    change_follow,
    change_source,
    remove_source,
    restore,
    write_new,
)
from reader.config.template import template
from reader.locale.catalogue import LANGUAGES

MINE = """\
# my own words
language = "en"   # why not

[follow]
# the ones I read
sources = [
  "alpha",  # first
  "beta",
]

# about one
[[source]]
id = "one"
feed = "http://one.example/rss"
[source.headers]
X-Key = "v"

# about two
[[source]]
id = "two"
feed = "http://two.example/rss"
"""


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "khabar" / "config.toml"
    path.parent.mkdir()
    path.write_text(MINE)
    return path


def test_add_sources_appends_and_keeps_every_line(config):
    add_sources(config, [{"id": "new", "name": 'اسم "غريب"\\', "feed": "http://n.example/"}])
    assert config.read_text().startswith(MINE)
    assert load(config).sources[-1]["name"] == 'اسم "غريب"\\'
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert list(config.parent.iterdir()) == [config]


def test_add_sources_without_a_file_creates_one(tmp_path):
    path = tmp_path / "a" / "b" / "config.toml"
    add_sources(path, [{"id": "x", "feed": "http://x.example/", "enabled": True}])
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert load(path).sources == ({"id": "x", "feed": "http://x.example/", "enabled": True},)


def test_remove_source_takes_out_its_table_and_sub_tables_only(config):
    taken = remove_source(config, "one")
    text = config.read_text()
    assert "one.example" not in text
    assert "X-Key" not in text
    for kept in ("# my own words", "# about one", "# about two", "# the ones I read", "two.example"):
        assert kept in text
    restore(config, taken)
    assert {source["id"] for source in load(config).sources} == {"one", "two"}
    assert load(config).sources[-1]["headers"] == {"X-Key": "v"}


def test_remove_source_of_unknown_id_changes_nothing(config):
    before = config.stat().st_mtime_ns
    assert remove_source(config, "nobody") == ""
    assert config.stat().st_mtime_ns == before


def test_change_source_sets_its_keys_above_the_sub_tables(config):
    change_source(config, "one", {"feed": "http://other.example/", "enabled": False})
    one = load(config).sources[0]
    assert one == {
        "id": "one",
        "feed": "http://other.example/",
        "enabled": False,
        "headers": {"X-Key": "v"},
    }
    change_source(config, "catalogued", {"enabled": False})
    assert load(config).sources[-1] == {"id": "catalogued", "enabled": False}


def test_change_follow_edits_the_lists_in_place(config):
    change_follow(config, "sources", add="gamma")
    assert load(config).settings.follow == ("gamma", "alpha", "beta")
    assert "# first" in config.read_text()
    change_follow(config, "sources", add="gamma")
    assert load(config).settings.follow.count("gamma") == 1
    change_follow(config, "sources", remove="alpha")
    assert load(config).settings.follow == ("gamma", "beta")
    change_follow(config, "leave", add="delta")
    assert load(config).settings.leave == ("delta",)
    change_follow(config, "leave", remove="delta")
    assert load(config).settings.leave == ()
    assert load(config).problems == ()


def test_change_source_between_other_tables_keeps_every_other_line(config):
    """tomlkit alone would move ``[[list]]`` below the second source."""
    before = """\
[[source]]
id = "one"
feed = "http://one.example/rss"  # mine

# a list
[[list]]
name = "sport"
this line is wrong

[[source]]
id = "two"
"""
    config.write_text(before)
    change_source(config, "one", {"feed": "http://new.example/rss"})
    assert config.read_text() == before.replace("one.example", "new.example")


def test_change_source_with_a_mistake_in_its_table_is_refused(config):
    broken = MINE + "this line is wrong\n"
    config.write_text(broken)
    with pytest.raises(ConfigError, match="mistakes"):
        change_source(config, "two", {"feed": "http://new.example/"})
    assert config.read_text() == broken


def test_change_follow_without_a_file_creates_one(tmp_path):
    path = tmp_path / "config.toml"
    change_follow(path, "packs", add="iraq")
    assert load(path).settings.packs == ("iraq",)


def test_add_sources_through_a_symbolic_link_keeps_the_link(config, tmp_path):
    link = tmp_path / "link.toml"
    link.symlink_to(config)
    add_sources(link, [{"id": "new", "feed": "http://n.example/"}])
    assert link.is_symlink()
    assert "n.example" in config.read_text()


def test_add_sources_to_an_unreadable_file_raises_and_leaves_it(config):
    config.write_bytes(b"\xff\xfe broken")
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        add_sources(config, [{"id": "x"}])
    assert "تعذّرت" in in_arabic(caught.value)
    assert config.read_bytes() == b"\xff\xfe broken"
    blocked = config / "below-a-file" / "config.toml"
    with pytest.raises(ConfigError, match=r"cannot be (read|written)"):
        add_sources(blocked, [{"id": "x"}])


def test_add_sources_to_a_file_with_mistakes_appends(config):
    config.write_text(MINE.replace('"en"', "en"))
    add_sources(config, [{"id": "new", "feed": "http://n.example/"}])
    assert [problem.line for problem in load(config).problems] == [2]
    assert load(config).sources[-1]["id"] == "new"


def test_change_follow_that_breaks_more_is_refused(config):
    broken = "follow = 3\n"
    config.write_text(broken)
    with pytest.raises(ConfigError, match="mistakes"):
        change_follow(config, "leave", add="b")
    assert config.read_text() == broken


def test_add_sources_after_an_unclosed_quotation_is_read_back(config):
    config.write_text('theme = """never closed\n')
    add_sources(config, [{"id": "x", "feed": "http://x.example/"}])
    assert load(config).sources[0]["id"] == "x"


@pytest.mark.parametrize("language", LANGUAGES)
def test_template_in_each_language_is_valid_and_sets_nothing(tmp_path, language):
    path = tmp_path / "config.toml"
    write_new(path, template(language))
    loaded = load(path)
    assert (loaded.problems, loaded.given) == ((), frozenset())
    with pytest.raises(ConfigError, match="already"):
        write_new(path, "x = 1")
    uncommented = re.sub(r"(?m)^# (\[\[|\w+ = )", r"\1", template(language))
    path.write_text(uncommented)
    assert load(path).problems == ()
    assert tomllib.loads(uncommented)["ticker"]["speed"] == 8
