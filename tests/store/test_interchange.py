import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from translated import in_arabic

from reader.core.importing.dump_reader import sanitize_lines
from reader.locale.message import Message
from reader.model import Article, Block, Source, SourceHealth
from reader.store import DumpError, Library, LibraryFullError

from .conftest import NOW, SOURCE, make


@pytest.fixture
def full(library, add):
    """A library with one of everything."""
    ids = add(*(make(n, content=f"<p>نص {n}</p>", categories=("سياسة",)) for n in range(5)))
    library.sources.record(SourceHealth("wadi", NOW, NOW, etag='"x"', entries_per_day=2.5))
    library.articles.put(
        ids[0],
        Article("t", image="https://wadi.example/i", blocks=(Block("image", "x", url="u"),)),
        b"\x00page",
    )
    library.articles.put_image("https://wadi.example/i", b"\xff\xd8")
    library.entries.mark_read(ids[:2])
    library.articles.set_position(ids[0], 7)
    for id in ids[:3]:
        library.bookmarks.add(id, pending=id == ids[1])
    library.bookmarks.annotate(ids[0], tags=("ب", "ا"), note="ملاحظة", archived=True)
    library.articles.add_page(Article("صفحة", "https://any.example/p"))
    library.facts.set("refreshed", "2026")
    return library


def picture(library):
    """Everything a reader can see of a library."""
    headlines = library.entries.headlines()
    return {
        "sources": library.sources.all(),
        "healths": library.sources.healths(),
        "headlines": headlines,
        "entries": [library.entries.get(h.id) for h in headlines],
        "articles": [
            (library.articles.get(h.id), library.articles.original(h.id), library.articles.position(h.id))
            for h in headlines
        ],
        "shelf": (library.bookmarks.all(), library.bookmarks.all(archived=True), library.bookmarks.pending()),
        "image": library.articles.image("https://wadi.example/i"),
        "fact": library.facts.get("refreshed"),
    }


def test_dump_loaded_elsewhere_gives_the_same_library(full, tmp_path):
    lines = list(full.interchange.dump())
    with Library.open(tmp_path / "other" / "library.db") as other:
        assert other.interchange.load(lines) == 6
        assert picture(other) == picture(full)
        other.index.update(5)
        assert (
            [h.headline.id for h in other.search.find("نص 3")]
            == [h.headline.id for h in full.search.find("نص 3")]
            != []
        )
        assert list(other.interchange.dump()) == lines
        assert other.check() == []


def test_lines_are_json_and_hold_no_line_breaks(full):
    for line in full.interchange.dump():
        assert "\n" not in line
        assert isinstance(json.loads(line), dict)


def test_loading_twice_changes_nothing(full):
    before = picture(full)
    assert full.interchange.load(full.interchange.dump()) == 6
    assert picture(full) == before


def test_dump_loaded_into_a_library_is_merged(full, tmp_path):
    with Library.open(tmp_path / "other.db") as other:
        (theirs,) = other.entries.add(SOURCE, [make(40)], now=NOW).new
        other.entries.add(SOURCE, [make(2)], now=NOW)
        other.interchange.load(full.interchange.dump())
        assert other.entries.get(theirs) == replace(make(40), language="ar")
        assert len(other.entries.headlines()) == 7
        assert sorted(b.headline.title for b in other.bookmarks.all()) == sorted(
            b.headline.title for b in full.bookmarks.all()
        )
        (put_away,) = other.bookmarks.all(archived=True)
        assert other.articles.original(put_away.headline.id) == b"\x00page"
        assert other.check() == []


def test_pruned_stays_pruned(full, tmp_path):
    full.entries.mark_read([h.id for h in full.entries.headlines()])
    full.bookmarks.remove([h.id for h in full.entries.headlines()])
    # one of them was saved just now, whenever that is
    later = datetime.now(UTC) + timedelta(days=200)
    full.entries.add(Source("later", "later"), [make(9, published=later)], now=later)
    assert full.retention.prune(now=later).entries == 6
    with Library.open(tmp_path / "other.db") as other:
        other.interchange.load(full.interchange.dump())
        assert other.entries.add(SOURCE, [make(3)], now=NOW).new == []


def test_dump_carries_former_guids_and_links(library, tmp_path):
    """An entry, and one that was pruned, are known elsewhere by every name they ever had."""
    first = [make(n, guid=f"a{n}", url=f"http://wadi.example/a/{n}") for n in range(8)]
    moved = [make(n, guid=f"b{n}", url=f"https://other.example/b/{n}") for n in range(8)]
    library.entries.add(SOURCE, first, now=NOW)
    library.entries.add(SOURCE, moved, now=NOW + timedelta(hours=1))
    library.entries.mark_read([h.id for h in library.entries.headlines()])
    library.retention.prune(now=NOW + timedelta(hours=2), keep_days=0, keep_entries=4, recent_days=0)
    library.entries.add(SOURCE, [make(9)], now=NOW + timedelta(hours=3))
    library.retention.prune(now=NOW + timedelta(hours=4), keep_days=0, keep_entries=4, recent_days=0)
    kept = [h.title for h in library.entries.headlines()]
    assert 0 < len(kept) < 9
    lines = list(library.interchange.dump())
    with Library.open(tmp_path / "other.db") as other:
        other.interchange.load(sanitize_lines(lines))
        assert other.check() == []
        assert other.entries.add(SOURCE, first, now=NOW + timedelta(hours=5)).new == []
        assert [h.title for h in other.entries.headlines()] == kept


def test_dump_carries_guids_that_name_nothing(library, tmp_path):
    repeated = [make(n, guid="one") for n in range(3)]
    library.entries.add(SOURCE, repeated, now=NOW)
    with Library.open(tmp_path / "other.db") as other:
        other.interchange.load(sanitize_lines(library.interchange.dump()))
        added = other.entries.add(SOURCE, [make(7, guid="one")], now=NOW + timedelta(hours=1))
        assert len(added.new) == 1


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("not json", 3),
        ("[1]", 3),
        ('{"entry": {}}', 3),
        ('{"entry": {"id": 1, "source": "a", "guid": "b", "evil); --": 1}}', 3),
        ('{"entry": {"id": 1, "source": "a", "guid": "b"}}', 3),
        ('{"source": {"nothing": 1}}', 3),
        ('{"entry": 5}', 3),
        ('{"fact": {"key": {"base64": "!"}, "value": "x"}}', 3),
    ],
)
def test_dump_with_a_bad_line_raises_with_its_number(full, tmp_path, line, number):
    head, first, *rest = full.interchange.dump()
    with Library.open(tmp_path / "other.db") as other:
        with pytest.raises(DumpError, match=f"Line {number} ") as told:
            other.interchange.load([head, first, line, *rest])
        assert in_arabic(told.value)
        assert other.check() == []


@pytest.mark.parametrize(
    "lines",
    [[], ["{}"], ['{"khabar": "articles"}'], ['{"khabar": "library", "version": 99}'], ['{"entry": {}}']],
)
def test_something_else_is_refused(library, lines):
    with pytest.raises(DumpError, match="Line 1 "):
        library.interchange.load(lines)


def test_dump_of_a_newer_version_skips_unknown_records(library):
    assert (
        library.interchange.load(['{"khabar": "library", "version": 1}', '{"hologram": {"a": 1}}', ""]) == 0
    )


def test_full_disk_is_no_bad_line(full, tmp_path):
    with Library.open(tmp_path / "other.db") as other:
        other.facts.set("a", "b")
        other._database._writer.execute("PRAGMA max_page_count = 1")
        with pytest.raises(LibraryFullError):
            other.interchange.load(
                [next(full.interchange.dump()), json.dumps({"fact": {"key": "k", "value": "x" * 10**6}})]
            )


def test_dump_given_up_leaves_the_library_free(full):
    lines = full.interchange.dump()
    next(lines)
    next(lines)
    del lines
    full.bookmarks.add(full.entries.headlines()[0].id)
    full.retention.vacuum()


def test_health_of_a_dump_of_the_first_schema_is_read_with_its_sentence(full, tmp_path):
    lines = list(full.interchange.dump())
    old = [json.loads(line) for line in lines]
    for record in old:
        if "health" in record:
            record["health"] |= {"error": "It broke.", "arabic": "تعطّل."}
    with Library.open(tmp_path / "other.db") as other:
        other.interchange.load(map(json.dumps, old))
        assert other.sources.health("wadi").error == Message.verbatim("It broke.")
