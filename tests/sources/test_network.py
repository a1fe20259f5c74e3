"""Addresses as they are sent: those taken apart quickly are as the library has them."""

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.http.transport import _address
from reader.sources.sanitize import clean_url

PIECES = st.lists(
    st.sampled_from(
        [
            "/",
            "//",
            ".",
            "..",
            "a",
            "Z",
            "%D8%A7",
            "%d8",
            "%",
            "?",
            "#",
            "&a=b",
            "'",
            "|",
            "[",
            "خبر",
            "@",
            ":",
            "+",
            "~",
            ";",
        ]
    ),
    max_size=12,
).map("".join)


def parts(address):
    return address.scheme, address.host, address.port, address.target


def as_the_library_has_it(url):
    try:
        url = httpx.URL(url)
    except httpx.InvalidURL:
        return None
    return url.raw_scheme, url.raw_host, url.port, url.raw_path


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(
        ["news.example", "NEWS.Example", "127.0.0.1", "[::1]", "أخبار.example", "a_b.example", "xn--a", "h."]
    ),
    st.sampled_from(["", ":80", ":443", ":8080", ":99999", ":0"]),
    PIECES,
)
def test_every_address_is_sent_as_the_library_would(scheme, host, port, rest):
    url = clean_url(f"{scheme}://{host}{port}{rest}")
    if not url:
        return
    expected = as_the_library_has_it(url)
    if expected is None:
        with pytest.raises(httpcore.LocalProtocolError):
            _address(url)
    else:
        assert parts(_address(url)) == expected


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://News.example", (b"http", b"news.example", None, b"/")),
        ("https://news.example:443/rss?x=1#top", (b"https", b"news.example", None, b"/rss?x=1")),
        ("https://news.example:80?x", (b"https", b"news.example", 80, b"/?x")),
        ("http://news.example/a/../b", (b"http", b"news.example", None, b"/b")),
        ("http://news.example/خبر", (b"http", b"news.example", None, b"/%D8%AE%D8%A8%D8%B1")),
        ("http://أخبار.example/", (b"http", b"xn--igbicxr.example", None, b"/")),
    ],
)
def test_addresses(url, sent):
    assert parts(_address(url)) == sent
