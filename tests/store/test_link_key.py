import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.link_key import digest, link_key, page_key, parse_address

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
def test_link_key_of_variants_of_a_page_is_equal(url):
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
def test_page_key_of_variants_of_an_address_is_equal(one, other):
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
def test_link_key_of_other_pages_differs(other):
    assert page_key(other) != page_key(SAME_PAGE[0])


@pytest.mark.parametrize(
    "url",
    ["", "https://wadi.example", "https://wadi.example/", "mailto:a@b.example", "http://[", "urn:x", "//x/y"],
)
def test_link_key_of_no_page_is_none(url):
    assert page_key(url) is None


LINKS = [
    "https://wadi.example/news/dam",
    "http://www.wadi.example/news/dam/",
    "https://wadi.example:443/news/dam?utm_source=feed",
]


@pytest.mark.parametrize("url", LINKS)
def test_link_key_ignores_scheme_www_port_tracking_and_slash(url):
    assert link_key(url) == "wadi.example/news/dam"


@pytest.mark.parametrize(
    "url",
    [
        "https://m.wadi.example/news/dam",
        "https://amp.wadi.example/news/dam",
        "https://wadi.example/news/dam#u2",
        "https://wadi.example/news/dam?id=2",
        "https://wadi.example/news/Dam",
        "https://other.example/news/dam",
    ],
)
def test_link_key_keeps_host_fragment_and_parameters(url):
    assert link_key(url) != "wadi.example/news/dam"


@pytest.mark.parametrize("url", ["", "https://wadi.example/", "urn:x", "mailto:a@b.example"])
def test_link_key_of_no_page_is_empty(url):
    assert link_key(url) == ""


def test_digest_of_a_key_is_a_stable_positive_number():
    assert digest(None) is None
    assert digest("a") == digest("a") != digest("b")
    assert 0 <= digest("\ud800") < 2**63


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
def test_parse_address_of_a_plain_address_equals_the_general_case(url):
    assert parse_address(url) == parse_address(url + "#")


@given(st.text())
def test_link_key_of_any_address_never_raises(text):
    for url in (text, f"https://{text}", f"https://wadi.example/{text}", f"https://wadi.example/?{text}"):
        page_key(url)
        link_key(url)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_page_is_itself_with_tracking(path):
    path = path.replace("#", "").replace("?", "")
    assert page_key(f"https://wadi.example/x{path}") == page_key(
        f"http://www.wadi.example/x{path}?utm_source=a#b"
    )
