from datetime import UTC, datetime, timedelta

import pytest

from reader.model import Article, Block, Source
from reader.store import Library

from .conftest import NOW, SOURCE, make


@pytest.fixture
def ids(library, add):
    return add(*(make(n, content=f"<p>نص السد {n}</p>") for n in range(4)))


def shelf(library, **how):
    return [b.headline.id for b in library.bookmarks.all(**how)]


def test_last_saved_first(library, ids):
    before = datetime.now(UTC)
    for id in (ids[1], ids[3], ids[0]):
        library.bookmarks.add(id)
    assert shelf(library) == [ids[0], ids[3], ids[1]]
    assert before <= library.bookmarks.all()[0].saved_at <= datetime.now(UTC)
    assert library.entries.headline(ids[0]).saved
    assert not library.entries.headline(ids[2]).saved


def test_saving_twice_keeps_time_tags_and_note(library, ids):
    library.bookmarks.add(ids[0], pending=True)
    library.bookmarks.annotate(ids[0], tags=("مياه", "سدود", "مياه", " "), note="للقراءة")
    (first,) = library.bookmarks.all()
    assert (first.tags, first.note, first.pending) == (("مياه", "سدود"), "للقراءة", True)
    library.bookmarks.add(ids[0])
    (again,) = library.bookmarks.all()
    assert again.saved_at == first.saved_at
    assert (again.tags, again.note, again.pending) == (first.tags, first.note, False)


def test_saving_nothing_saves_nothing(library):
    library.bookmarks.add(99)
    assert library.bookmarks.all() == []


def test_annotate_changes_only_the_given_fields(library, ids):
    library.bookmarks.add(ids[0])
    library.bookmarks.annotate(ids[0], tags=["ب", "ا"], note="n")
    library.bookmarks.annotate(ids[0], archived=True)
    assert shelf(library) == []
    (put_away,) = library.bookmarks.all(archived=True)
    assert (put_away.tags, put_away.note, put_away.archived) == (("ب", "ا"), "n", True)
    library.bookmarks.annotate(ids[0], tags=(), note="", archived=False)
    (back,) = library.bookmarks.all()
    assert (back.tags, back.note, back.archived) == ((), "", False)
    library.bookmarks.annotate(ids[1], note="not saved")
    assert shelf(library) == [ids[0]]


def test_pending_until_article_and_images_are_here(library, ids):
    library.bookmarks.add(ids[1], pending=True)
    library.bookmarks.add(ids[0], pending=True)
    assert library.bookmarks.pending() == [ids[1], ids[0]]
    library.articles.put(ids[1], Article("t", whole=False))
    assert library.bookmarks.pending() == [ids[1], ids[0]]
    library.articles.put(ids[1], Article("t"))
    assert library.bookmarks.pending() == [ids[1], ids[0]]
    library.bookmarks.add(ids[1], pending=False)
    assert library.bookmarks.pending() == [ids[0]]


def test_search_on_the_shelf(library, ids, add):
    library.bookmarks.add(ids[0])
    library.bookmarks.add(ids[2])
    library.bookmarks.annotate(ids[2], tags=["مِياه"])
    assert shelf(library, query="السد 2") == [ids[2]]
    assert shelf(library, query="وسم:مياه") == [ids[2]]
    assert shelf(library, query="سد") == [ids[2], ids[0]]
    assert shelf(library, query="-2") == [ids[0]]


class TestRestore:
    def test_removed_bookmarks_are_restored_exactly(self, library, ids):
        library.bookmarks.add(ids[0], pending=True)
        library.bookmarks.annotate(ids[0], tags=("ب", "ا"), note="ملاحظة", archived=True)
        library.bookmarks.add(ids[1])
        before = library.bookmarks.all(), library.bookmarks.all(archived=True)
        token = library.bookmarks.remove(ids)
        assert library.bookmarks.all() + library.bookmarks.all(archived=True) == []
        library.bookmarks.restore(token)
        assert (library.bookmarks.all(), library.bookmarks.all(archived=True)) == before
        library.bookmarks.restore(token)
        assert (library.bookmarks.all(), library.bookmarks.all(archived=True)) == before

    def test_restore_of_a_removal_restores_only_bookmarks(self, library, ids):
        library.bookmarks.add(ids[0])
        token = library.bookmarks.remove([*ids, 999])
        library.bookmarks.restore(token)
        assert shelf(library) == [ids[0]]

    def test_even_when_pruned_since(self, library, ids):
        article = Article("t", image="https://wadi.example/i", blocks=(Block("paragraph", "نص"),))
        library.articles.put(ids[0], article, b"page")
        library.bookmarks.add(ids[0])
        library.bookmarks.annotate(ids[0], tags=("a",), note="n")
        library.articles.set_position(ids[0], 42)
        library.entries.mark_read(ids)
        before, entry = library.bookmarks.all(), library.entries.get(ids[0])
        token = library.bookmarks.remove([ids[0]])
        later = NOW + timedelta(days=500)
        library.entries.add(Source("later", "later"), [make(9, published=later)], now=later)
        library.retention.prune(now=later)
        assert library.entries.headline(ids[0]) is None
        library.bookmarks.restore(token)
        assert library.bookmarks.all() == before
        assert library.entries.get(ids[0]) == entry
        assert (
            library.articles.get(ids[0]),
            library.articles.original(ids[0]),
            library.articles.position(ids[0]),
        ) == (
            article,
            b"page",
            42,
        )
        assert library.entries.add(SOURCE, [make(0)], now=NOW).new == []


def test_bookmark_is_visible_to_another_program(library, ids):
    library.bookmarks.add(ids[0])
    with Library.open(library.path) as other:
        assert shelf(other) == [ids[0]]
        other.bookmarks.remove([ids[0]])
    assert shelf(library) == []
