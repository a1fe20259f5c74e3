"""What a person does to the list of sources is in the file and in force at once, and can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reader.config import edit, load
from reader.config.edit import ConfigError
from reader.core import CoreError, NotFoundError, Session
from reader.core.named_tables import filter_of, forget_list, list_of, save_list
from reader.core.queries import list_headlines, mark_read
from reader.core.subscriptions import Subscriptions, apply_config, list_offers, list_subscriptions
from reader.model import Entry, Filter, Source
from reader.sources.catalogue import builtin, first_sources, packs
from reader.store import Library

MINE = Source("rafidain", "وكالة الرافدين", feed="http://127.0.0.1:9/rss.xml", user_added=True)
FIRST = [source.id for source in first_sources()]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config.toml"


@pytest.fixture
def session(tmp_path, new_library, path):
    with Library.open(new_library(tmp_path / "library.db")) as library:
        made = Session(library)
        apply_config(made, path)
        yield made


@pytest.fixture
def mine(session, path):
    return Subscriptions(session, path)


def ids(session):
    return [source.id for source in session.sources]


def test_following_leaving_and_taking_both_back(session, mine, path):
    added = mine.follow(MINE)
    assert added.sources[0].id == "rafidain"
    assert ids(session) == [*FIRST, "rafidain"]
    assert 'feed = "http://127.0.0.1:9/rss.xml"' in path.read_text()
    left = mine.unfollow(["rafidain"])
    assert ids(session) == FIRST
    left.undo()
    assert ids(session) == [*FIRST, "rafidain"]
    assert session.source("rafidain").name == "وكالة الرافدين"
    added.undo()
    assert ids(session) == FIRST


def test_same_address_is_not_followed_twice_and_ids_are_never_shared(session, mine):
    mine.follow(MINE)
    with pytest.raises(CoreError):
        mine.follow(replace(MINE, id="other"))
    second = mine.follow(replace(MINE, feed="http://127.0.0.1:9/other.xml")).sources[0]
    assert second.id == "rafidain-2"
    pretender = mine.follow(Source("baghdadtoday", "غيرها", feed="http://127.0.0.1:9/x.xml")).sources[0]
    assert pretender.id == "baghdadtoday-2"


def test_catalogue_is_followed_by_name(session, mine, path):
    other = next(source for source in builtin() if source.id not in FIRST)
    changed = mine.follow(other)
    assert "[[source]]" not in path.read_text()
    assert other.id in ids(session)
    changed.undo()
    assert other.id not in ids(session)


def test_pack_and_back(session, mine):
    before = ids(session)
    changed = mine.follow_pack("kurdish")
    assert {source.id for source in packs()["kurdish"]} <= set(ids(session))
    assert all(source.id not in before for source in changed.sources)
    assert next(each for each in list_offers(session) if each.pack == "kurdish" and not each.source).followed
    changed.undo()
    assert ids(session) == before


@pytest.mark.parametrize(
    ("key", "value"), [("name", "اسم آخر"), ("category", "رياضة"), ("category", ""), ("enabled", False)]
)
@pytest.mark.parametrize("id", ["rafidain", "baghdadtoday"])
def test_altered_source_is_restored_by_undo(session, mine, id, key, value):
    mine.follow(MINE)
    before = getattr(session.source(id), key)
    changed = mine.alter(id, key, value)
    assert getattr(session.source(id), key) == value
    changed.undo()
    assert getattr(session.source(id), key) == before
    with pytest.raises(NotFoundError):
        mine.alter("nobody", key, value)


def test_file_that_cannot_be_written_changes_nothing(session, mine, path, monkeypatch):
    path.mkdir()
    with pytest.raises(ConfigError):
        mine.follow(MINE)
    assert ids(session) == FIRST


def test_listed_subscription_has_health_and_counts(session, mine):
    mine.follow(MINE)
    session.library.entries.add(MINE, [Entry("1", "خبر"), Entry("2", "خبر ثانٍ")], now=NOW)
    mark_read(session, [list_headlines(session)[0].id])
    listed = {each.source.id: each for each in list_subscriptions(session)}
    assert list(listed) == ids(session)
    assert (listed["rafidain"].total, listed["rafidain"].unread) == (2, 1)
    assert listed["baghdadtoday"].health.last_fetch is None


def test_apply_config_reports_problems_of_sources_too(session, path):
    path.write_text('lnaguage = "ar"\n[[source]]\nid = "x"\n')
    assert [problem.line for problem in apply_config(session, path).problems] == [1, 2]


def test_newsboat_urls_come_in_once(session, mine, tmp_path):
    file = tmp_path / "urls"
    file.write_text('http://127.0.0.1:9/a.xml "أخبار" "~الأولى"\nhttp://127.0.0.1:9/b.xml\nexec:date\n')
    changed = mine.import_list(file)
    assert [source.feed[-5:] for source in changed.sources] == ["a.xml", "b.xml"]
    assert [note.key for note in changed.notes] == ["opml.inside", "opml.inside", "import.line_command"]
    assert mine.import_list(file).sources == ()
    changed.undo()
    assert ids(session) == FIRST


def test_opml_list_is_imported_with_its_folders(session, mine, tmp_path):
    file = tmp_path / "list.opml"
    file.write_text(
        '<opml version="2.0"><body><outline text="رياضة">'
        '<outline type="rss" text="ملاعب" xmlUrl="http://127.0.0.1:9/sport.xml"/></outline></body></opml>'
    )
    changed = mine.import_list(file)
    assert [(each.name, each.category) for each in changed.sources] == [("ملاعب", "رياضة")]
    assert session.source(changed.sources[0].id).category == "رياضة"


def test_import_of_a_file_that_is_no_list_raises(mine, tmp_path):
    with pytest.raises(CoreError):
        mine.import_list(tmp_path / "nothing")
    (tmp_path / "x.html").write_text("<!doctype html><p>لا شيء")
    with pytest.raises(CoreError):
        mine.import_list(tmp_path / "x.html")


def test_filter_saved_under_a_name(session, path):
    path.write_text('# mine\n[[list]]\nname = "رياضة"\ndays = 9\n\n# end\n')
    wanted = Filter(("a",), ("رياضة",), unread=True, since=NOW - timedelta(hours=30))
    changed = save_list(session, path, "رياضة", wanted)
    (saved,) = session.settings.lists
    assert (saved.sources, saved.categories, saved.unread) == (("a",), ("رياضة",), True)
    assert path.read_text().startswith("# mine\n")
    assert path.read_text().endswith("# end\n")
    changed.undo()
    assert [each.days for each in load(path).settings.lists] == [9]
    gone = forget_list(session, path, "رياضة")
    assert not session.settings.lists
    gone.undo()
    assert [each.days for each in session.settings.lists] == [9]


def test_undo_of_a_replaced_list_writes_the_configuration_once(session, path, monkeypatch):
    path.write_text('# mine\n[[list]]\nname = "رياضة"\ndays = 9\n\n# end\n')
    changed = save_list(session, path, "رياضة", Filter(unread=True))
    written = []
    write = edit._write
    monkeypatch.setattr(edit, "_write", lambda path, text: written.append(text) or write(path, text))
    changed.undo()
    assert len(written) == 1, "another program that reads it meanwhile never finds it without the list"
    assert path.read_text() == '# mine\n[[list]]\nname = "رياضة"\ndays = 9\n\n# end\n'


def test_saved_list_with_days_counts_from_the_opening():
    saved = list_of("س", Filter(since=NOW - timedelta(hours=50), query="نفط"), NOW)
    assert saved.days == 2
    later = NOW + timedelta(days=100)
    assert filter_of(saved, later) == Filter(since=later - timedelta(days=2), query="نفط")
    assert list_of("س", Filter(since=NOW), NOW).days == 1
