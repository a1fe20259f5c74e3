from datetime import UTC, datetime, timedelta, timezone

import pytest

from reader.model import Article, Block, Span
from reader.model.headline import SAVED_PAGES

from .conftest import NOW, SOURCE, make

ARTICLE = Article(
    title="افتتاح سدّ الوادي",
    url="https://wadi.example/news/10001-slug.html",
    site="وكالة الوادي",
    category="مياه",
    author="سعاد",
    published=datetime(2026, 11, 20, 21, 20, tzinfo=timezone(timedelta(hours=3))),
    language="ar",
    image="https://wadi.example/lead.jpg",
    blocks=(
        Block("heading", "مقدمة", level=2),
        Block(
            "paragraph",
            "قال الوزير «نعم» (5%)",
            (Span(4, 10, "link", "https://wadi.example/w"), Span(0, 3, "strong")),
        ),
        Block("item", "أول", level=1, ordinal=1),
        Block("image", "السد", url="https://wadi.example/dam.jpg"),
        Block("rule", ""),
    ),
)


@pytest.fixture
def id(library):
    return library.entries.add(SOURCE, [make(1)], now=NOW).new[0]


def test_article_stored_is_read_back_equal(library, id):
    library.articles.put(id, ARTICLE, b"<html>\x00\xff" * 100)
    assert library.articles.get(id) == ARTICLE
    assert library.articles.original(id) == b"<html>\x00\xff" * 100
    assert library.entries.headline(id).offline


def test_newsroom_time_without_a_zone_stays_so(library, id):
    library.articles.put(id, Article("t", published=datetime(2026, 11, 20, 21, 20)))  # noqa: DTZ001
    assert library.articles.get(id).published.tzinfo is None


def test_part_is_not_offline(library, id):
    library.articles.put(id, Article("t", whole=False))
    assert not library.entries.headline(id).offline
    library.articles.put(id, ARTICLE)
    assert library.entries.headline(id).offline


def test_later_article_replaces_and_keeps_the_page(library, id):
    library.articles.put(id, ARTICLE, b"page")
    library.articles.put(id, Article("t"))
    assert library.articles.get(id) == Article("t")
    assert library.articles.original(id) == b"page"


def test_article_of_nothing_is_nothing(library):
    library.articles.put(77, ARTICLE, b"x")
    library.articles.set_position(77, 5)
    assert (library.articles.get(77), library.articles.original(77), library.articles.position(77)) == (
        None,
        None,
        0,
    )


def test_articles_with_images_give_them_back(library):
    assert library.articles.image("https://wadi.example/dam.jpg") is None
    library.articles.put_image("https://wadi.example/dam.jpg", b"\x89PNG")
    library.articles.put_image("https://wadi.example/dam.jpg", b"\x89PNG2")
    assert (
        library.articles.image("https://wadi.example/dam.jpg") == b"\x89PNG"
    )  # as it was when an article with it was saved


def test_articles_remember_the_reading_position(library, id):
    assert library.articles.position(id) == 0
    library.articles.set_position(id, 3_000_042)
    assert library.articles.position(id) == 3_000_042


class TestByHand:
    def test_page_is_an_entry_that_is_saved(self, library):
        page = Article("صفحة", "https://any.example/page", blocks=(Block("paragraph", "نص"),))
        id = library.articles.add_page(page, b"html")
        assert library.entries.headline(id).source == SAVED_PAGES
        assert library.entries.headline(id).saved
        assert library.entries.headline(id).offline
        assert library.articles.get(id) == page
        assert library.entries.find("https://any.example/page") == id
        assert id in [h.id for h in library.entries.headlines()]
        assert library.bookmarks.pending() == []

    def test_known_address_is_that_entry(self, library, id):
        assert library.articles.add_page(ARTICLE) == id
        assert library.entries.headline(id).source == "wadi"
        assert library.entries.headline(id).saved

    def test_twice_is_once(self, library):
        page = Article("صفحة", "https://any.example/page")
        assert library.articles.add_page(page) == library.articles.add_page(page)

    def test_page_not_yet_read_waits(self, library):
        id = library.articles.add_page(Article("any.example", "https://any.example/", whole=False))
        assert library.bookmarks.pending() == [id]
        library.articles.put(
            id, Article("عنوان الصفحة", "https://any.example/", category="تقنية", language="fa")
        )
        headline = library.entries.headline(id)
        assert (headline.title, headline.category, headline.language) == ("عنوان الصفحة", "تقنية", "fa")

    def test_page_without_an_address(self, library):
        one, two = (
            library.articles.add_page(Article("مذكرة", blocks=(Block("paragraph", t),))) for t in "ab"
        )
        assert one != two

    def test_page_of_a_home_address_is_added_once(self, library):
        page = Article("الوادي", "https://wadi.example/")
        assert library.articles.add_page(page) == library.articles.add_page(page)

    def test_another_story_of_the_same_number_is_still_saved(self, library, id):
        page = Article("صفحة", "https://wadi.example/news/10001-other.html")
        assert library.articles.add_page(page) != id

    def test_page_added_again_after_pruning_is_listed(self, library):
        page = Article("صفحة", "https://any.example/page")
        library.bookmarks.remove([library.articles.add_page(page)])
        library.retention.prune(now=NOW + timedelta(days=9999))
        assert library.entries.headline(library.articles.add_page(page)).saved


def test_times_are_read_back_in_utc(library):
    (id,) = library.entries.add(
        SOURCE, [make(1, published=datetime(2026, 11, 24, 3, tzinfo=timezone(timedelta(hours=3))))], now=NOW
    ).new
    assert library.entries.headline(id).published == datetime(2026, 11, 24, tzinfo=UTC)
    assert library.entries.headline(id).published.utcoffset() == timedelta(0)


def test_headline_knows_how_much_of_its_article_was_read(library, add):
    (id,) = add(make(1))
    assert library.entries.headline(id).progress == 0
    library.articles.set_position(id, 3_000_004, 42)
    assert library.entries.headline(id).progress == 42
    assert library.articles.position(id) == 3_000_004
