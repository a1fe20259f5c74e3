"""An address somebody types to what can be followed there."""

import agency
import pytest
from newsroom import Reply

from reader.model import Source
from reader.sources.discovery import discover, with_scheme
from reader.sources.errors import FetchError
from reader.sources.http.client import Client


@pytest.fixture
async def client():
    async with Client(connect=2, read=1, total=3) as client:
        yield client


async def test_address_that_is_a_feed(client, newsroom):
    found = await discover(client, newsroom.url + "/atom.xml")
    assert [f.kind for f in found.found] == ["feed"]
    assert found.source is not None
    assert found.source.feed == newsroom.url + "/atom.xml"
    assert found.source.name == agency.NAME
    assert found.source.language == "ar"
    assert found.source.user_added
    assert found.preview.entries[0].title == agency.STORIES[0].title
    assert newsroom.hits.total() == 1


async def test_page_that_names_its_feeds(client, newsroom):
    links = "".join(
        f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">'
        for kind, href, title in (
            ("application/rss+xml", "/comments.xml", "Comments"),
            ("application/rss+xml", "/rss.xml", "الأخبار"),
            ("application/atom+xml; charset=utf-8", "atom.xml", ""),
            ("application/rss+xml", "/gone.xml", ""),
            ("text/html", "/en", ""),
            ("application/rss+xml", "javascript:alert(1)", ""),
            ("application/rss+xml", "http://10.0.0.1/rss", ""),
        )
    )
    page = agency.listing(newsroom.url).replace(b"</head>", links.encode() + b"</head>")
    newsroom.add("/home", page)
    newsroom.add("/comments.xml", agency.rss(newsroom.url), type="application/xml")
    found = await discover(client, newsroom.url + "/home")
    assert [f.url.removeprefix(newsroom.url) for f in found.feeds] == [
        "/rss.xml",
        "/atom.xml",
        "/comments.xml",
    ]
    assert found.listing is not None
    assert found.source is not None
    assert found.source.feed == newsroom.url + "/rss.xml"
    assert found.source.listing == newsroom.url + "/home"
    assert "/en" not in newsroom.hits


@pytest.mark.parametrize(
    "link",
    [
        '<base href="/d/"><link rel="alternate" type="application/rss+xml" href="f.xml">',
        '<link rel="alternate" type="application/rss+xml" href="f.xml"><base href="/d/">',
        '<LINK REL="ALTERNATE" TYPE="TEXT/XML" HREF="/d/f.xml">',
        '<link rel="alternate" type="application/x-rss+xml" href="/d/f.xml">',
        '<link rel="alternate" type="text/rss" href="/d/f.xml">',
        '<link rel="alternate" title="RSS 2.0" href="/d/f.xml">',
        '<link rel="alternative" type="application/rss+xml" href="/d/f.xml">',
        '<link rel="feed" href="/d/f.xml">',
        '<link rel="alternate" type="application/rss+xml" href="  /d/f.xml ">',
        '<!-- <link rel="alternate" type="application/rss+xml" href="/old"> --><a href="/d/f.xml">x</a>',
        '<link rel="alternate" type="application/rss+xml" title="خلاصة التعليقات" href="/comments"><link'
        ' rel="alternate" type="application/rss+xml" title="الخلاصة" href="/d/f.xml">',
        '<link rel="alternate" hreflang="en" href="/en"><a href="/d/f.xml"><img alt="RSS"></a>',
        '<a href="/list">خلاصات RSS</a>',
        '<meta http-equiv="Refresh" content="0; URL=\'/front\'">',
    ],
)
async def test_discover_reads_links_as_pages_write_them(client, newsroom, link):
    feed = agency.rss(newsroom.url)
    newsroom.add("/odd", f"<html><head>{link}</head><body></body></html>".encode())
    newsroom.add("/d/f.xml", feed, type="application/xml")
    newsroom.add("/comments", feed, type="application/xml")
    newsroom.add("/list", b'<html><body><a href="/d/f.xml">x</a></body></html>')
    newsroom.add("/front", b'<link rel="alternate" type="application/rss+xml" href="/d/f.xml">')
    found = await discover(client, newsroom.url + "/odd")
    assert found.source is not None
    assert found.source.feed == newsroom.url + "/d/f.xml"


async def test_discover_of_a_page_with_a_refresh_header_looks_where_it_leads(client, newsroom):
    newsroom.add("/odd", b"<html></html>", headers={"Refresh": "0; url=/front"})
    newsroom.add("/d/f.xml", agency.rss(newsroom.url), type="application/xml")
    newsroom.add("/front", b'<link rel="alternate" type="application/rss+xml" href="/d/f.xml">')
    found = await discover(client, newsroom.url + "/odd")
    assert found.source.feed == newsroom.url + "/d/f.xml"


async def test_discover_of_a_page_with_a_refresh_header_leads_to_no_forbidden_address(client, newsroom):
    newsroom.add("/odd", b"<html></html>", headers={"Refresh": "0; url=http://169.254.169.254/latest/"})
    assert newsroom.url in (await discover(client, newsroom.url + "/odd")).url


async def test_discover_of_a_feed_without_entries_finds_it_last(client, newsroom):
    link = '<link rel="alternate" type="application/rss+xml" href="/empty.xml">'
    newsroom.add("/odd", f"<html><head>{link}</head><body></body></html>".encode())
    empty = b"<rss version='2.0'><channel><title>x</title></channel></rss>"
    newsroom.add("/empty.xml", empty, type="application/xml")
    newsroom.add("/rss.xml", b"", status=404)
    newsroom.add("/atom.xml", b"", status=404)
    newsroom.add("/feed.json", b"", status=404)
    found = await discover(client, newsroom.url + "/odd")
    assert [each.url for each in found.found] == [newsroom.url + "/empty.xml"]


async def test_feed_where_feeds_usually_are(client, newsroom):
    newsroom.add("/site/", b"<html><body><p>x</p></body></html>")
    found = await discover(client, newsroom.url + "/site/")
    assert [f.url for f in found.feeds] == [newsroom.url + "/rss.xml"]
    assert found.listing is None
    assert newsroom.hits.total() < 14


async def test_discovery_without_a_feed_proposes_the_page(client, newsroom):
    newsroom.add("/rss.xml", Reply(b"", 404))
    newsroom.add("/feed.json", Reply(b"", 404))
    newsroom.add("/atom.xml", Reply(b"", 404))
    found = await discover(client, newsroom.url + "/ar")
    assert found.feeds == ()
    assert found.listing is not None
    assert [entry.title for entry in found.listing.preview] == [story.title for story in agency.STORIES]
    assert found.source == Source(
        found.source.id,
        found.source.name,
        listing=newsroom.url + "/ar",
        home=newsroom.url + "/",
        user_added=True,
    )
    assert found.found[0].record == {
        "kind": "listing",
        "url": newsroom.url + "/ar",
        "title": found.found[0].title,
    }


async def test_discover_without_feed_or_listing_finds_nothing(client, newsroom):
    for path in ("/rss.xml", "/feed.json", "/atom.xml"):
        newsroom.add(path, Reply(b"", 404))
    newsroom.add("/empty", b"<p>x</p>")
    found = await discover(client, newsroom.url + "/empty")
    assert found.found == ()
    assert found.source is None
    assert found.preview.entries == ()
    assert "127.0.0.1" in str(found.problem)


async def test_discovery_of_an_unreachable_page_raises_the_reason(client, newsroom):
    with pytest.raises(FetchError, match="404"):
        await discover(client, newsroom.url + "/gone")
    newsroom.down()
    with pytest.raises(FetchError, match="refused"):
        await discover(client, newsroom.url + "/")
    with pytest.raises(FetchError, match="http"):
        await discover(client, "file:///etc/passwd")


async def test_feed_below_the_address_given_is_the_first(client, newsroom):  # NetNewsWire 5299
    page = (
        '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
        '<p><a href="/ar/politics/feed">RSS</a>'
    )
    newsroom.add("/ar/politics", page.encode())
    newsroom.add("/ar/politics/feed", agency.rss(newsroom.url), type="application/xml")
    found = await discover(client, newsroom.url + "/ar/politics")
    assert [f.url.removeprefix(newsroom.url) for f in found.feeds] == ["/ar/politics/feed", "/rss.xml"]


async def test_empty_feed_is_no_reason_to_follow(client, newsroom):
    newsroom.add(
        "/rss.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>", type="application/xml"
    )
    newsroom.add("/feed.json", Reply(b"", 404))
    newsroom.add("/atom.xml", Reply(b"", 404))
    found = await discover(client, newsroom.url + "/ar")
    assert found.feeds == ()


async def test_address_without_a_scheme_is_asked_by_https_then_by_http(client, newsroom):
    host = newsroom.url.removeprefix("http://")
    found = await discover(client, f"{host}/atom.xml")
    assert found.source is not None
    assert found.source.feed == f"http://{host}/atom.xml"


async def test_password_is_not_sent_in_the_open_unasked(client, newsroom):
    host = newsroom.url.removeprefix("http://")
    with pytest.raises(FetchError):
        await discover(client, f"me:secret@{host}/atom.xml")
    assert newsroom.hits.total() == 0


async def test_discovery_with_both_schemes_failing_reports_the_first(client):
    with pytest.raises(FetchError, match="localhost"):
        await discover(client, "localhost:9/feed")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("news.example/rss", "https://news.example/rss"),
        ("localhost:8000", "https://localhost:8000"),
        ("http://news.example", "http://news.example"),
        ("ina", ""),
        ("a b.example", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
def test_typed_address_gets_its_scheme(typed, address):
    assert with_scheme(typed) == address


async def test_name_that_leads_inside_when_added_is_remembered(client, newsroom, monkeypatch):
    import socket

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **k: real("127.0.0.1" if host == "nas.example" else host, *a, **k),
    )
    port = newsroom.url.rpartition(":")[2]
    found = await discover(client, f"http://nas.example:{port}/rss.xml")
    assert found.inside
    assert found.source.inside
    assert not (await discover(client, newsroom.url + "/rss.xml")).source.inside, "its number says so itself"


@pytest.mark.parametrize("kind", ["application/rss+xml", "application/xml", "text/xml", "application/json"])
async def test_feed_relative_to_the_base_of_a_page_is_found(client, newsroom, kind):
    newsroom.add("/d/basex/feed.xml", agency.rss(newsroom.url))
    page = f"<base href='{newsroom.url}/d/basex/'><link rel=alternate type='{kind}' href='feed.xml'>"
    url = newsroom.add("/page", page.encode(), headers={"Content-Type": "text/html"})
    assert (await discover(client, url)).feeds[0].url == newsroom.url + "/d/basex/feed.xml"


async def test_feed_in_a_link_header_is_found(client, newsroom):
    newsroom.add("/d/header.xml", agency.rss(newsroom.url))
    link = '</a.css>; rel=preload, </d/header.xml>; title="a, b"; rel="alternate"; type="application/rss+xml"'
    url = newsroom.add("/page", b"<html><body>x</body></html>", headers={"Link": link})
    assert (await discover(client, url)).feeds[0].url == newsroom.url + "/d/header.xml"
