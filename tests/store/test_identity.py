import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Source
from reader.store.dedupe import address, digest, newsroom, page_key, title_key
from reader.text.normalize import words


def story_key(url):
    return address(url).story if address(url) else None


SAME_PAGE = [
    "https://wadi.example/news/dam",
    "http://wadi.example/news/dam",
    "https://www.wadi.example/news/dam/",
    "https://m.wadi.example/news/dam#comments",
    "https://wadi.example:443/news/dam?utm_source=feed&utm_medium=rss",
    "HTTPS://WADI.EXAMPLE/news/dam?fbclid=1",
    "https://wadi.example//news/dam/index.html",
]


@pytest.mark.parametrize("url", SAME_PAGE)
def test_one_page(url):
    assert page_key(url) == page_key(SAME_PAGE[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://wadi.example/سد", "https://wadi.example/%D8%B3%D8%AF"),
        ("https://wadi.example/%d8%b3%d8%af", "https://wadi.example/%D8%B3%D8%AF"),
        ("https://wadi.example/n?b=2&a=1", "https://wadi.example/n?a=1&b=2"),
        ("https://wadi.example/n?t=%C3%A9", "https://wadi.example/n?t=é"),
    ],
)
def test_one_page_written_differently(one, other):
    assert page_key(one) == page_key(other)


@pytest.mark.parametrize(
    "other",
    [
        "https://wadi.example/news/dam2",
        "https://wadi.example/news/Dam",
        "https://wadi.example/news/dam?page=2",
        "https://other.example/news/dam",
        "https://wadi.example:8080/news/dam",
    ],
)
def test_other_pages(other):
    assert page_key(other) != page_key(SAME_PAGE[0])


@pytest.mark.parametrize(
    "url",
    ["", "https://wadi.example", "https://wadi.example/", "mailto:a@b.example", "http://[", "urn:x", "//x/y"],
)
def test_no_page(url):
    assert page_key(url) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://wadi.example/news/123456-old-title.html",
            "https://www.wadi.example/news/123456-new-title.html",
        ),
        ("https://wadi.example/ar/123456/عنوان", "https://wadi.example/ar/123456/عنوان-آخر"),
        ("https://wadi.example/old-title-123456", "https://wadi.example/new-title-123456"),
        ("https://wadi.example/an-old-title/123456", "https://wadi.example/another-new-title/123456"),
        ("https://wadi.example/news.php?id=98765&t=a", "https://wadi.example/news.php?id=98765&t=b"),
        ("https://wadi.example/2026/11/24/54321-a", "https://wadi.example/2026/11/24/54321-b"),
    ],
)
def test_one_story(one, other):
    assert story_key(one) == story_key(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://wadi.example/news/123456-a", "https://wadi.example/news/123457-a"),
        ("https://wadi.example/news/123456-a", "https://wadi.example/video/123456-a"),
        ("https://wadi.example/news/123456-a", "https://other.example/news/123456-a"),
    ],
)
def test_two_stories(one, other):
    assert story_key(one) != story_key(other)


@pytest.mark.parametrize(
    "url",
    [
        "https://wadi.example/news/dam",
        "https://wadi.example/2026/11/24/dam",
        "https://wadi.example/20261124/dam",
        "https://wadi.example/top-1000",
        "",
    ],
)
def test_no_story_number(url):
    assert story_key(url) is None


def test_titles_are_compared_folded():
    key = title_key("wadi.example", words("رئيسُ الوزراء يفتتح سدّ الوادي"))
    assert key == title_key("wadi.example", words("رئيس الوزراء  يفتتح سد الوادى!"))
    assert key != title_key("other.example", words("رئيس الوزراء يفتتح سد الوادي"))
    assert title_key("wadi.example", words("أسعار العملات اليوم")) is None
    assert 0 <= key < 2**63


def test_digests():
    assert digest(None) is None
    assert digest("a") == digest("a") != digest("b")
    assert 0 <= digest("\ud800") < 2**63


def test_newsroom():
    assert (
        newsroom(Source("a", "a", home="https://www.wadi.example/ar", feed="https://feeds.example/x"))
        == "wadi.example"
    )
    assert newsroom(Source("a", "a", feed="https://feeds.example/x")) == "feeds.example"
    assert newsroom(Source("a", "a")) == "a"


@pytest.mark.parametrize(
    "url",
    [
        "https://Wadi.example/a/B-c_d.html",
        "http://www.wadi.example",
        "https://m.a.b/x/",
        "http://a.b:8080/x/12345",
        "http://a.b:80/x",
        "https://a.b:443",
        "https://a.b:44333/",
        "https://a.b:70000/",
    ],
)
def test_plain_addresses_are_taken_apart_like_all(url):
    assert address(url) == address(url + "#")


@given(st.text())
def test_any_address(text):
    for url in (text, f"https://{text}", f"https://wadi.example/{text}", f"https://wadi.example/?{text}"):
        page_key(url)
        story_key(url)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_page_is_itself_with_tracking(path):
    path = path.replace("#", "").replace("?", "")
    assert page_key(f"https://wadi.example/x{path}") == page_key(
        f"http://www.wadi.example/x{path}?utm_source=a#b"
    )
