import random
import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from reader.model import Source
from reader.store import fts_index as index_module
from reader.store.snippet_markup import plain

from .conftest import NOW, SOURCE, make


def test_counts_down_to_nothing(library):
    library.entries.add(SOURCE, [make(n) for n in range(300)], now=NOW)
    left = [library.index.update(0.0)]
    while left[-1]:
        left.append(library.index.update(0.0))
    assert left == sorted(left, reverse=True)
    assert len(left) > 2
    assert library.index.update(1) == 0


def test_budget_is_kept(library):
    library.entries.add(SOURCE, [make(n, content="كلمة أخرى " * 500) for n in range(1500)], now=NOW)
    assert library.index.update(0.02) > 0


def test_index_update_lets_writers_in(library):
    library.entries.add(SOURCE, [make(n, content="كلمة أخرى " * 300) for n in range(3000)], now=NOW)
    indexing = threading.Thread(target=library.index.update, args=(30,))
    indexing.start()
    waits = []
    for number in range(5000, 5010):
        began = time.monotonic()
        library.entries.add(SOURCE, [make(number)], now=NOW)
        waits.append(time.monotonic() - began)
    assert indexing.is_alive()
    assert sorted(waits)[5] < 0.5
    indexing.join()


def test_ghosts_are_cleared(library, monkeypatch):
    monkeypatch.setattr(index_module, "GHOSTS", 20)
    library.entries.add(SOURCE, [make(n, content="أول") for n in range(30)], now=NOW)
    for turn in range(4):
        library.entries.add(SOURCE, [make(n, content=f"جولة{turn}") for n in range(30)], now=NOW)
        library.index.update(5)
    with library._database.reading() as connection:
        ghosts = connection.execute(
            "SELECT count(*) FROM search WHERE search MATCH '\"خبر\"' "
            "AND rowid NOT IN (SELECT doc FROM entries WHERE doc IS NOT NULL)"
        ).fetchone()[0]
    assert ghosts <= 60
    assert len(library.search.find("جولة3", limit=100)) == 30
    assert library.search.find("جولة2") == []


def test_index_of_another_version_is_rebuilt(library, monkeypatch):
    library.entries.add(SOURCE, [make(1, "كلمة")], now=NOW)
    library.index.update(5)
    monkeypatch.setattr(index_module, "VERSION", 99)
    library.entries.add(SOURCE, [make(2, "كلمة ثانية")], now=NOW)
    library.index.update(5)
    assert len(library.search.find("كلمة")) == 2
    assert library.facts.get("search.version").startswith("99 ")


def test_monstrous_body_is_indexed_in_part(library, add):
    add(make(1, content="ا" * 500 + " كلمة" * 100_000 + " خاتمة"))
    assert len(library.search.find("كلمة")) == 1
    assert library.search.find("خاتمة") == []


def test_searching_while_others_write(library):
    """No lock error reaches a reader or a writer, and nothing found is half there."""
    stop, errors = threading.Event(), []

    def guard(work):
        try:
            while not stop.is_set():
                work()
        except Exception as error:
            errors.append(error)

    def write(source):
        number = random.randrange(10**6)
        library.entries.add(source, [make(number, f"نهر {number}", content="ضفة نهر")], now=NOW)

    def read():
        for hit in library.search.find("نهر"):
            assert hit.headline.title.startswith("نهر")
        library.entries.headlines(limit=10)
        library.entries.counts()

    sources = [SOURCE, Source("b", "b", home="https://b.example/")]
    work = [
        lambda: write(sources[0]),
        lambda: write(sources[1]),
        read,
        read,
        lambda: library.index.update(0.01),
    ]
    threads = [threading.Thread(target=guard, args=(w,)) for w in work]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert library.check() == []


class TestMarkup:
    def test_words_are_not_glued_or_torn(self):
        text = plain(
            "<p>أول</p><p>ثا<b>ن</b>ي&nbsp;&amp; ثالث<br>رابع</p><script>x</script><!-- y --><style>z</style>"
        )
        assert text.split() == ["أول", "ثاني", "&", "ثالث", "رابع"]

    def test_text_is_text(self):
        assert plain("1 < 2 و 3 > 2") == "1 < 2 و 3 > 2"

    def test_plain_text_of_unclosed_markup_is_quick(self):
        began = time.monotonic()
        assert plain("<script " * 200_000 + "<!-- " * 200_000).strip() == ""
        assert plain("a<" * 500_000)
        assert time.monotonic() - began < 5

    @given(st.text(st.sampled_from("<>/!-pscript &;#x1a \"'=") | st.characters()))
    def test_index_of_any_text_finds_its_words(self, markup):
        plain(markup)
