"""Addresses as feeds, pages and people write them (issue 23, point 4)."""

import pytest

from reader.sources import clean_url, parse_feed
from reader.sources.addresses import MAX_BASE, repair_address, resolve_url

BASE = "http://news.example/rss/feed.xml"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("\u200fhttp://a.example/x", "http://a.example/x"),
        ("\ufeffhttp://a.example/x", "http://a.example/x"),
        ("http://a.example/x\u200e", "http://a.example/x"),
        ("‹http://a.example/x›", "http://a.example/x"),
        ("«http://a.example/x»", "http://a.example/x"),
        ("<http://a.example/x>", "http://a.example/x"),
        ("'http://a.example/x'", "http://a.example/x"),
        ("\u00a0 http://a.example/x \n", "http://a.example/x"),
        ("http://a.example/a\n b", "http://a.example/a%20b"),
        ("feed:http://a.example/x", "http://a.example/x"),
        ("feed:https://a.example/x", "https://a.example/x"),
        ("FEED://a.example/x", "http://a.example/x"),
        ("//a.example/x", "http://a.example/x"),
        ("www.a.example/x", "http://www.a.example/x"),
        ("WWW.a.example/x", "http://WWW.a.example/x"),
        ("www/x", "http://news.example/rss/www/x"),
        ("http://http://a.example/x", "http://a.example/x"),
        ("http://https://a.example/x", "https://a.example/x"),
        ("https:/a.example/x", "https://a.example/x"),
        ("http:///a.example/x", "http://a.example/x"),
        ("https%3A%2F%2Fa.example%2Fx%3Fy=1", "https://a.example/x?y=1"),
        ("http://a.example/?a=1&amp;b=2", "http://a.example/?a=1&b=2"),
        ("http://a.example/?a=1&amp;amp;b=2", "http://a.example/?a=1&b=2"),
        ("http:\\\\a.example\\x", "http://a.example/x"),
        ("https:\\/\\/a.example\\/x", "https://a.example/x"),
        ("https//a.example/x", "https://a.example/x"),
        ("https:a.example/x", "https://a.example/x"),
        ("httpss://a.example/x", "https://a.example/x"),
        ("ttp://a.example/x", "http://a.example/x"),
        ("htttps://a.example/x", "https://a.example/x"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ('<a href="https://a.example/x">خبر</a>', "https://a.example/x"),
        ("news.example/1", "http://news.example/1"),
        ("other.example/1", "http://news.example/rss/other.example/1"),
        ("/news/1", "http://news.example/news/1"),
        ("1.html", "http://news.example/rss/1.html"),
        ("?id=1", "http://news.example/rss/feed.xml?id=1"),
        ("http://a.example/أخبار/1", "http://a.example/أخبار/1"),
        ("http://a.example/%D8%A3%D8%AE", "http://a.example/%D8%A3%D8%AE"),
        ("http://أخبار.example/1", "http://أخبار.example/1"),
        ("http://xn--igbicxr.example/1", "http://xn--igbicxr.example/1"),
        ("http://web.example/2020/http://a.example/x", "http://web.example/2020/http://a.example/x"),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("", ""),
    ],
)
def test_address_with_oddities_resolves_as_browsers_do(written, meant):
    assert resolve_url(written, BASE) == meant
    assert resolve_url(meant, BASE) == meant
    assert clean_url(meant) == meant


def test_scheme_of_the_base_is_that_of_an_address_without():
    assert resolve_url("www.a.example/x", "https://news.example/") == "https://www.a.example/x"
    assert repair_address("//a.example") == "https://a.example"


def test_long_base_is_not_repeated():
    assert resolve_url("x", "http://a.example/" + "a/" * MAX_BASE) == ""


def item(inner, **how):
    data = f"<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel><link>http://news.example/</link><item>{inner}</item></channel></rss>"
    return parse_feed(data.encode(), BASE, **how).entries[0]


def test_picture_is_relative_to_its_item():
    entry = item(
        "<title>x</title><link>http://news.example/blog/post-one/</link>"
        "<description>&lt;p&gt;نص&lt;/p&gt;&lt;img src='wheels.png'&gt;</description>"
    )
    assert entry.image == "http://news.example/blog/post-one/wheels.png"


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("<link>http://news.example/</link><guid>http://news.example/1</guid>", "http://news.example/1"),
        (
            "<link>http://news.example/</link><guid isPermaLink='false'>http://news.example/1</guid>",
            "http://news.example/",
        ),
        ("<guid isPermaLink='true'>/1</guid>", "http://news.example/1"),
        ("<guid>/1</guid>", ""),
        ("<url>http://news.example/1</url>", "http://news.example/1"),
    ],
)
def test_item_whose_link_names_no_page_has_that_of_its_guid(written, page):
    assert item(f"<title>x</title>{written}").url == page


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ("<img data-src='/a.jpg' src='data:image/gif;base64,R0'>", "http://news.example/a.jpg"),
        ("<img srcset='/a.jpg 1x, /b.jpg 2x'>", "http://news.example/a.jpg"),
        ("<img src='/w_1,h_2/a.jpg'>", "http://news.example/w_1,h_2/a.jpg"),
        ("<img src=/dot.gif width=1 height=1><img src='/b.jpg'>", "http://news.example/b.jpg"),
    ],
)
def test_picture_in_a_text_is_found_however_it_is_named(image, address):
    assert item(f"<title>x</title><description><![CDATA[<p>نص</p>{image}]]></description>").image == address


def test_item_with_only_an_enclosure_has_its_address():
    entry = item(
        "<guid isPermaLink='false'>7</guid><enclosure url='/audio/one.mp3' type='audio/mpeg' length='9'/>"
    )
    assert entry.url == "http://news.example/audio/one.mp3"
    assert entry.enclosures[0].url == entry.url
    assert entry.id == "7"


def test_alternates_of_an_entry_prefer_html_to_json():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>y</title><id>1</id>
      <link rel="alternate" type="application/json" href="http://a.example/1.json"/>
      <link rel="alternate" type="text/html" href="http://a.example/1"/></entry></feed>"""
    assert parse_feed(atom.encode()).entries[0].url == "http://a.example/1"


def test_json_item_with_only_an_attachment_has_its_address():
    data = """{"version":"https://jsonfeed.org/version/1","items":[{"id":"7","attachments":[
      {"url":"/a.mp3","mime_type":"audio/mpeg"}]}]}"""
    assert parse_feed(data.encode(), BASE).entries[0].url == "http://news.example/a.mp3"


def test_date_that_is_unreadable_yields_to_the_next():
    entry = item(
        "<title>x</title><pubDate>0000-00-00</pubDate>"
        "<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2026-11-28T07:00:00Z</dc:date>"
    )
    assert entry.published.isoformat() == "2026-11-28T07:00:00+00:00"
